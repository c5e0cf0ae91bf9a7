//! A park’s report as a careful office would fill it in, made from the sheet the server hands out.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::client::{Answer, Client};
use crate::workbook::Book;

/// A report being filled in.
#[derive(Clone, Debug)]
pub struct Report {
    /// The park.
    pub park: String,
    /// The month it is about, written `2026-10`.
    pub month: String,
    sheet: Value,
    values: Map<String, Value>,
}

impl Report {
    /// Takes the sheet and fills in last month’s figures (in January a twelfth of the last year’s), so
    /// that sums fit and nothing falls.
    pub async fn new(client: &Client, park: &str, month: &str) -> Self {
        let sheet = client.see(&format!("/api/v1/reports/{park}/{month}")).await;
        let mut values = Map::new();
        for line in sheet["lines"].as_array().expect("lines") {
            let code = line["item"].as_str().expect("a code").to_owned();
            let before = [&line["row"]["value"], &line["last_month"], &line["year_ago"]];
            let value = before.into_iter().find(|value| !value.is_null());
            values.insert(code, value.cloned().unwrap_or_else(|| json!("0")));
        }
        Self { park: park.to_owned(), month: month.to_owned(), sheet, values }
    }

    /// `/api/v1/reports/{park}/{month}` and more.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/reports/{}/{}{rest}", self.park, self.month)
    }

    /// Types a value.
    pub fn set(&mut self, code: &str, value: &str) -> &mut Self {
        assert!(self.values.contains_key(code), "{code} is an item of the form");
        self.values.insert(code.to_owned(), json!(value));
        self
    }

    /// What stands there.
    pub fn get(&self, code: &str) -> Decimal {
        let value = self.values.get(code).unwrap_or_else(|| panic!("{code} is an item of the form"));
        value.as_str().expect("a decimal is a text").parse().expect("a decimal")
    }

    /// The codes of the form.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// How many revisions the sheet showed.
    pub fn seen_revisions(&self) -> u64 {
        self.sheet["seen_revisions"].as_u64().expect("a count")
    }

    /// The rows as sent.
    pub fn rows(&self) -> Value {
        self.values.iter().map(|(code, value)| json!({"item": code, "value": value})).collect()
    }

    /// The body of a submission with these answers.
    pub fn body(&self, answers: Value) -> Value {
        json!({"rows": self.rows(), "answers": answers, "seen_revisions": self.seen_revisions()})
    }

    /// Submits, writing a reason for each warning the server names.
    pub async fn submit(&self, client: &Client) -> Answer {
        let path = self.path("/submissions");
        let first = client.post(&path, self.body(json!([]))).await;
        if first.status != 422 {
            return first;
        }
        client.post(&path, self.body(answers(&first.json()["findings"]))).await
    }

    /// Submits; the position of the entry.
    pub async fn submitted(&self, client: &Client) -> u64 {
        self.submit(client).await.expect(201)["position"].as_u64().expect("a position")
    }

    /// Fills the park’s workbook in with the same figures.
    pub async fn workbook(&self, client: &Client) -> Book {
        let answer = client.get(&self.path("/workbook")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut book = Book::open(&answer.body);
        for code in self.codes() {
            let value: f64 = self.get(code).to_string().parse().expect("a decimal");
            book.fill(code, value);
        }
        book
    }
}

/// A reason for every warning among `findings`.
pub fn answers(findings: &Value) -> Value {
    let warnings = findings.as_array().expect("findings").iter().filter(|finding| finding["level"] == "warning");
    warnings.map(|finding| json!({"rule": finding["rule"], "reason": "新建项目集中投产，属正常增长"})).collect()
}

/// Approves the park’s last submission; the position of the entry.
pub async fn approve(office: &Client, park: &str, month: &str) -> u64 {
    let review = office.see(&format!("/api/v1/reports/{park}/{month}/review")).await;
    let body = json!({"seen_revisions": review["seen_revisions"]});
    let answer = office.post(&format!("/api/v1/reports/{park}/{month}/approval"), body).await;
    answer.expect(200)["position"].as_u64().expect("a position")
}
