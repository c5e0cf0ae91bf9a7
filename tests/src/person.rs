//! Somebody at a page who has a finger, or a keyboard, and never both: a story told with one of them shows that
//! it can be lived through with that alone. What is pressed is found by its words.

mod dates;

use std::ops::Deref;

use duoyuan_core::words::key;
use serde_json::{Value, json};

use crate::page::{Element, Page, zh};
use crate::server::Account;

/// What a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A finger on a tablet.
    Finger,
    /// The keyboard.
    Keys,
}

/// A person at a page.
pub struct Person {
    page: Page,
    hand: Hand,
}

/// Stops of the tab key after which a page has no way to something.
const STOPS: usize = 300;

/// Whether an element has the focus; null when it is no longer on the page.
const HAS_FOCUS: &str = "function () { return this.isConnected ? document.activeElement === this : null }";

/// How far a cell of a table lies from the one that has the focus: rows, then columns.
const STEPS: &str = "function () {
    const here = document.activeElement?.closest('td'), there = this.closest('td');
    if (!here || here.closest('table') !== there.closest('table')) return null;
    const back = (cell) => cell.parentElement.children.length - [...cell.parentElement.children].indexOf(cell);
    return [there.parentElement.rowIndex - here.parentElement.rowIndex, back(here) - back(there)];
}";

impl Deref for Person {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Person {
    /// Somebody at `page`.
    pub fn new(page: Page, hand: Hand) -> Self {
        Self { page, hand }
    }

    /// Logs in.
    pub async fn log_in(&self, account: &Account) {
        self.goto("/").await;
        self.fill(zh(key::ACCOUNT), &account.name).await;
        self.fill(zh(key::PASSWORD), &account.password).await;
        self.press("Enter").await;
        self.gone("textbox", zh(key::PASSWORD)).await;
    }

    /// Presses the button of that name as soon as it can be pressed.
    pub async fn button(&self, name: &str) {
        self.on_named("button", name).await;
    }

    /// Follows the link of that name.
    pub async fn link(&self, name: &str) {
        self.on_named("link", name).await;
    }

    async fn on_named(&self, role: &str, name: &str) {
        self.find(role, name).await;
        self.press_what(&format!("{role} “{name}”, free to press,"), async || {
            // “对接 30” is what “对接” means, and not “推荐对接 2”.
            let found = self.all(role, name).await;
            let best = found.iter().find(|it| it.name.starts_with(name)).or(found.first());
            best.filter(|it| !it.is("disabled")).cloned()
        })
        .await;
    }

    /// Presses a button in the item of a list that says all of `words`.
    pub async fn button_of(&self, words: &[&str], name: &str) {
        self.press_what(&format!("button “{name}” beside {words:?}"), async || self.in_item(words, name).await).await;
    }

    /// Presses a button below something of a role and a name.
    pub async fn button_under(&self, (role, container): (&str, &str), name: &str) {
        self.press_what(&format!("button “{name}” below {role} “{container}”"), async || {
            let container = self.all(role, container).await.into_iter().next()?;
            self.all_in(&container, "button", name).await.into_iter().find(|it| !it.is("disabled"))
        })
        .await;
    }

    /// Presses what `look` finds. News from the server may draw a list anew between the look and the touch; a
    /// person then presses what stands in its place, and so does this.
    async fn press_what(&self, what: &str, mut look: impl AsyncFnMut() -> Option<Element>) {
        loop {
            let Some(element) = self.within(crate::wait::DEADLINE, async || look().await).await else {
                panic!("there is no {what}; there are {}", self.outline().await)
            };
            if self.pressed(&element).await {
                return;
            }
        }
    }

    /// Waits until the item of a list that says all of `words` says `more`.
    pub async fn item_says(&self, words: &[&str], more: &str) {
        let all: Vec<&str> = words.iter().copied().chain([more]).collect();
        let found = self.within(crate::wait::DEADLINE, async || self.item(&all).await).await;
        assert!(found.is_some(), "nothing says {all:?}; the page says\n{}", self.text().await);
    }

    /// The innermost item of a list that says all of `words`.
    async fn item(&self, words: &[&str]) -> Option<Element> {
        let find = format!(
            "[...document.querySelectorAll('li, [role=listitem]')]
                .filter((item) => item.checkVisibility()).map((item) => [item, item.innerText])
                .filter(([, text]) => {}.every((word) => text.includes(word)))
                .sort(([, a], [, b]) => a.length - b.length)[0]?.[0]",
            json!(words)
        );
        self.element("listitem", &find).await
    }

    async fn in_item(&self, words: &[&str], name: &str) -> Option<Element> {
        let item = self.item(words).await?;
        self.all_in(&item, "button", name).await.into_iter().find(|it| it.name.starts_with(name) && !it.is("disabled"))
    }

    /// Uses an element that is pressed: touched, or come to by the tab key and entered.
    pub async fn press_it(&self, element: &Element) {
        assert!(self.pressed(element).await, "{} “{}” left the page before it was pressed", element.role, element.name);
    }

    /// The same, if it is still on the page.
    async fn pressed(&self, element: &Element) -> bool {
        match self.hand {
            Hand::Finger => self.tapped(element).await,
            Hand::Keys => {
                let there = self.reached(element).await;
                if there {
                    self.press("Enter").await;
                }
                there
            }
        }
    }

    /// Presses a cell of a table of buttons: one stop of the tab key, then arrows.
    pub async fn cell(&self, name: &str) {
        let cell = self.find("button", name).await;
        if self.hand == Hand::Finger {
            return self.tap(&cell).await;
        }
        let Some(there) = self.held(&cell).await else { panic!("“{name}” left the page") };
        let mut steps = Value::Null;
        for _ in 0..STOPS {
            steps = self.of(&there, STEPS).await;
            if !steps.is_null() {
                break;
            }
            self.press("Tab").await;
        }
        let step =
            |at: usize| steps[at].as_i64().unwrap_or_else(|| panic!("no way by keyboard to the table of “{name}”"));
        for (count, less, more) in [(step(0), "ArrowUp", "ArrowDown"), (step(1), "ArrowLeft", "ArrowRight")] {
            for _ in 0..count.unsigned_abs() {
                self.press(if count < 0 { less } else { more }).await;
            }
        }
        assert!(self.has_focus(&cell).await, "the arrows do not lead to “{name}”");
        self.press("Enter").await;
    }

    /// Goes with the tab key until an element has the focus.
    async fn reach(&self, element: &Element) {
        assert!(self.reached(element).await, "{} “{}” left the page", element.role, element.name);
    }

    /// The same; `false` when the element has left the page.
    async fn reached(&self, element: &Element) -> bool {
        let Some(there) = self.held(element).await else { return false };
        for _ in 0..STOPS {
            match self.of(&there, HAS_FOCUS).await {
                Value::Null => return false,
                Value::Bool(true) => return true,
                _ => self.press("Tab").await,
            }
        }
        panic!("no way by keyboard to {} “{}”; there are {}", element.role, element.name, self.outline().await);
    }

    async fn has_focus(&self, element: &Element) -> bool {
        self.on(element, HAS_FOCUS, json!([])).await["value"] == true
    }

    /// What has the focus says, or is named; empty when nothing has it.
    pub async fn focus(&self) -> String {
        let named = "(() => { const it = document.activeElement;
            return !it || it === document.body ? '' : it.getAttribute('aria-label') ?? it.innerText ?? '' })()";
        self.eval(named).await.as_str().unwrap_or_default().to_owned()
    }

    /// Writes into the field of that label.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.find("textbox", label).await;
        self.fill_in(&field, text).await;
    }

    /// Writes into a field.
    pub async fn fill_in(&self, field: &Element, text: &str) {
        match self.hand {
            Hand::Finger => self.write(field, text).await,
            Hand::Keys => {
                self.reach(field).await;
                // What is there is selected, as Ctrl+A does.
                self.eval("document.activeElement.select()").await;
                if text.is_empty() {
                    self.press("Backspace").await;
                }
                self.keys(text).await;
            }
        }
    }

    /// Chooses an option of a list that drops down.
    pub async fn choose(&self, label: &str, option: &str) {
        let list = self.find("combobox", label).await;
        let find = "function (wanted) {
            const texts = [...this.options].map((it) => it.text.trim());
            return [this.selectedIndex, texts.indexOf(wanted), texts.join(' ')];
        }";
        let found = self.on(&list, find, json!([{"value": option}])).await["value"].clone();
        let (now, wanted) = (found[0].as_i64().unwrap_or(-1), found[1].as_i64().unwrap_or(-1));
        assert!(wanted >= 0, "“{label}” has no “{option}” but {}", found[2]);
        match self.hand {
            // The list that drops down is the system's, and no part of the page.
            Hand::Finger => {
                self.tap(&list).await;
                let pick = "function (at) {
                    this.selectedIndex = at;
                    this.dispatchEvent(new Event('change', {bubbles: true}));
                }";
                self.on(&list, pick, json!([{"value": wanted}])).await;
            }
            Hand::Keys => {
                self.reach(&list).await;
                for _ in 0..(wanted - now).unsigned_abs() {
                    self.press(if wanted < now { "ArrowUp" } else { "ArrowDown" }).await;
                }
            }
        }
        let text = self.on(&list, "function () { return this.selectedOptions[0]?.text.trim() }", json!([])).await;
        assert_eq!(text["value"], option, "“{label}”");
    }
}
