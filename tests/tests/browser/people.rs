//! Who takes part in a journey, and what they are called on the screen.

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::{Account, Browser, Client, Hand, Page, Person, Server, until};
use serde_json::Value;

/// A running server, a browser, and the park that has not reported.
pub struct Stage {
    pub server: Server,
    pub browser: Browser,
    pub office: Client,
    /// Its id, its name, its account.
    pub park: String,
    pub park_name: String,
    pub park_account: Account,
    /// `2026-10` and `2026年10月`.
    pub month: String,
    pub month_name: String,
    pub zone: Value,
}

impl Stage {
    pub async fn new() -> Self {
        Self::on(Server::demo().await).await
    }

    /// The same on a server of one's own.
    pub async fn on(server: Server) -> Self {
        let browser = Browser::start().await;
        let office = server.client("office").await;
        let queue = office.see("/api/v1/queue").await;
        let month = queue["collected"].as_str().unwrap().to_owned();
        let late = queue["lines"]
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["stage"] == "awaited")
            .expect("one park is late");
        let park = late["park"].as_str().unwrap().to_owned();
        let zone = office.see("/api/v1/zone").await["zone"].clone();
        let parks = zone["parks"].as_array().unwrap();
        let park_name = parks.iter().find(|p| p["id"] == park.as_str()).unwrap()["short"].as_str().unwrap().to_owned();
        let park_account = server.park_account(&park).expect("its account");
        let month_name = duoyuan_core::format::month(month.parse().unwrap());
        Self { server, browser, office, park, park_name, park_account, month, month_name, zone }
    }

    /// Somebody logged in on a tablet.
    pub async fn person(&self, role: &str) -> Page {
        self.logged_in(&self.server.account(role)).await
    }

    /// The late park’s office on its tablet.
    pub async fn park_person(&self) -> Page {
        self.logged_in(&self.park_account).await
    }

    /// A park’s office on its tablet.
    pub async fn of_park(&self, park: &str) -> Page {
        self.logged_in(&self.server.park_account(park).expect("its account")).await
    }

    /// The account of that name at a tablet, with a finger or with the keyboard alone.
    pub async fn with(&self, hand: Hand, account: &str) -> Person {
        let accounts = self.server.accounts();
        let account = accounts.iter().find(|it| it.name == account).expect("an account of the demonstration");
        let person = Person::new(self.browser.person(&self.server.origin(), TABLET).await, hand);
        person.log_in(account).await;
        person
    }

    async fn logged_in(&self, account: &Account) -> Page {
        let page = self.browser.person(&self.server.origin(), TABLET).await;
        page.login(account).await;
        page
    }

    /// The code and the name of the item with that name.
    pub fn item(&self, name: &str) -> String {
        let items = self.zone["form"]["items"].as_array().unwrap();
        items.iter().find(|item| item["name"] == name).unwrap()["code"].as_str().unwrap().to_owned()
    }

    /// Address of the form of the month being collected.
    pub fn sheet(&self) -> String {
        format!("/desk/{}/{}", self.park, self.month)
    }
}

/// Writes a reason into every field that still asks for one.
pub async fn give_reasons(page: &Page) {
    let asks = async || page.all("textbox", "情况说明").await.into_iter().find(|field| field.is("invalid"));
    while let Some(field) = asks().await {
        page.write(&field, "新建项目集中投产，属正常增长").await;
        until("the reason is taken", async || asks().await.is_none_or(|next| next != field).then_some(())).await;
    }
}
