//! A zone in the middle of its month: who has reported, who has not.

use duoyuan_tests::{Account, Client, Server};
use serde_json::Value;

/// A running server and the people of the demonstration.
pub struct World {
    pub server: Server,
    pub office: Client,
    pub leading: Client,
    /// The month being collected.
    pub month: String,
    /// Parks with their accounts.
    pub parks: Vec<(String, Account)>,
    /// Where each park stands, as the office sees it.
    pub lines: Vec<Value>,
}

impl World {
    /// What stands for a parameter that a described question needs, of that name: an id that is there, a period, a table.
    pub fn word_for(&self, name: &str) -> String {
        let days = crate::platforms::days(1, 2);
        let (from, to) = days.split_once('&').expect("two days");
        match name {
            "from" => from.trim_start_matches("from=").to_owned(),
            "to" => to.trim_start_matches("to=").to_owned(),
            "month" => self.month.clone(),
            "park" => self.parks[0].0.clone(),
            "measure" => "PO-3".to_owned(),
            "code" => "revenue".to_owned(),
            "name" => "transfers.xlsx".to_owned(),
            other => other.to_owned(),
        }
    }

    pub async fn new() -> Self {
        let server = Server::demo().await;
        let office = server.client("office").await;
        let leading = server.client("leading").await;
        let queue = office.see("/api/v1/queue").await;
        let month = queue["collected"].as_str().unwrap().to_owned();
        let lines = queue["lines"].as_array().unwrap().clone();
        let mut parks = Vec::new();
        for line in &lines {
            let park = line["park"].as_str().unwrap();
            if let Some(account) = server.park_account(park) {
                parks.push((park.to_owned(), account));
            }
        }
        assert!(parks.len() >= 2, "several parks have accounts: {:?}", server.accounts());
        Self { server, office, leading, month, parks, lines }
    }

    /// The first park whose report is at this stage.
    pub fn park_at(&self, stage: &str) -> &str {
        let line = self.lines.iter().find(|line| line["stage"] == stage);
        line.unwrap_or_else(|| panic!("a park’s report is {stage}: {:?}", self.lines))["park"].as_str().unwrap()
    }

    /// A park’s office, logged in.
    pub async fn park(&self, park: &str) -> Client {
        let (_, account) = self.parks.iter().find(|(id, _)| id == park).unwrap();
        self.server.login(account).await
    }

    /// The park that is late, its office, and another park’s office.
    pub async fn late_and_other(&self) -> (String, Client, Client) {
        let late = self.park_at("awaited").to_owned();
        let other = self.parks.iter().map(|(id, _)| id).find(|id| **id != late).unwrap().clone();
        let (own, other) = (self.park(&late).await, self.park(&other).await);
        (late, own, other)
    }

    /// The code of an item by its name.
    pub async fn item(&self, name: &str) -> String {
        let zone = self.office.see("/api/v1/zone").await;
        let items = zone["zone"]["form"]["items"].as_array().unwrap().clone();
        let item = items.iter().find(|item| item["name"] == name);
        item.unwrap_or_else(|| panic!("the form has {name}"))["code"].as_str().unwrap().to_owned()
    }
}
