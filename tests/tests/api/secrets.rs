//! What a park can tell of the others by asking again and again: every answer to it, to the byte and with its headers,
//! is the same before and after others act, until the month is closed. And what a wall, an owner and who keeps the
//! accounts get of the configuration.

use std::collections::BTreeMap;

use duoyuan_tests::report::{Report, approve};
use duoyuan_tests::{Client, workbook};
use serde_json::{Value, json};

use crate::common::World;
use crate::platforms::{asked, days, free, owner, step};
use crate::sharing::{done, made, posting};

/// Reads that are no park's, or tell the same to everybody and are no journal's.
const LEFT_OUT: [&str; 5] = [
    // The stream is looked at by itself.
    "/api/v1/live",
    // Times of the session itself.
    "/api/v1/session",
    // What is taken of a calendar is told to whoever books.
    "/api/v1/platforms/free",
    "/api/v1/openapi.json",
    "/api/v1/platforms/{platform}",
];

/// Everything that a park may ask for.
struct Asked {
    paths: Vec<(String, String)>,
}

impl Asked {
    async fn of(world: &World, own: &Client) -> Self {
        let described = world.office.see("/api/v1/openapi.json").await;
        let reads = described["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
        let reads = reads.map(|(path, _)| path.clone()).filter(|path| !LEFT_OUT.contains(&path.as_str()));
        let zone = own.see("/api/v1/zone").await["zone"].clone();
        let ids = |list: &Value, key: &str| -> Vec<String> {
            list.as_array().unwrap().iter().map(|it| it[key].as_str().unwrap().to_owned()).collect()
        };
        let parks: Vec<String> = world.parks.iter().map(|(park, _)| park.clone()).collect();
        let codes: Vec<String> = ids(&json!(zone["indicators"]), "code").into_iter().take(8).collect();
        let bookings = own.see("/api/v1/bookings").await;
        let bookings: Vec<String> =
            bookings["over"].as_array().unwrap().iter().take(2).map(|line| line["booking"].to_string()).collect();
        let page = own.see(&format!("/api/v1/parks/{}", own_park(own).await)).await;
        let told =
            page["months"].as_array().unwrap().iter().rev().take(2).map(|month| month.as_str().unwrap().to_owned());
        let months: Vec<String> = told.chain([world.month.clone()]).collect();
        let filled = |values: &[String], name: &str, paths: Vec<(String, String)>| -> Vec<(String, String)> {
            let placed = |(path, filled): (String, String)| {
                let values = if filled.contains(name) { values.to_vec() } else { vec![String::new()] };
                values.into_iter().map(move |value| (path.clone(), filled.replace(name, &value)))
            };
            paths.into_iter().flat_map(placed).collect()
        };
        let mut paths: Vec<(String, String)> = Vec::new();
        for path in reads {
            let queries: &[&str] = match path.as_str() {
                "/api/v1/explanation" => &[
                    "?code={code}&month={month}",
                    "?code={code}&month={month}&basis=month",
                    "?park={park}&code={code}&month={month}",
                ],
                "/api/v1/parks/{park}" | "/api/v1/enclaves" | "/api/v1/board" => &["", "?month={month}&basis=month"],
                "/api/v1/sharing" => &["", "?span=month", "?span=all"],
                "/api/v1/sharing/transfers" => &["?span=all", "?kind=unconfirmed"],
                "/api/v1/bookings" => &["", "?park={park}"],
                "/api/v1/work" => &["?owner=testing"],
                _ => &[""],
            };
            paths.extend(queries.iter().map(|query| (path.clone(), format!("{path}{query}"))));
        }
        let tables = [
            "board.xlsx",
            "ranking.xlsx",
            "park.xlsx?park={park}",
            "park.xlsx?park={park}&month={month}&basis=month",
            "openness.xlsx",
            "openness-matrix.xlsx",
            "sharing.xlsx?span=all",
            "transfers.xlsx?span=all",
            "listings.xlsx",
            "bookings.xlsx?park={park}",
            "work.xlsx?owner=testing",
            "queue.xlsx",
            "review.xlsx?park={park}&month={month}",
        ];
        let paths = filled(&tables.map(str::to_owned), "{name}", paths);
        let mut paths = filled(&parks, "{park}", paths);
        for (name, values) in [("{code}", codes), ("{month}", months), ("{booking}", bookings)] {
            paths = filled(&values, name, paths);
        }
        let measures = ["PO-1", "PO-4", "PO-8a", "PO-10b", "PO-11", "PO-12"].map(str::to_owned);
        paths = filled(&measures, "{measure}", paths);
        paths = filled(&["0".repeat(64)], "{digest}", paths);
        paths = filled(&["1", "3", "99"].map(str::to_owned), "{id}", paths);
        assert!(
            paths.iter().all(|(_, filled)| !filled.contains('{')),
            "a route that nobody has thought of: {paths:#?}"
        );
        Self { paths }
    }

    /// Every answer with its status and headers; the clock of the answer itself is the reader's own.
    async fn seen(&self, own: &Client) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for (_, path) in &self.paths {
            let answer = own.get(path).await;
            let mut headers: Vec<String> = answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "date")
                .map(|(name, value)| format!("{name}: {value:?}"))
                .collect();
            headers.sort();
            // A workbook holds the moment it was made, and packed it may be a byte longer by that.
            let is_book = answer.body.starts_with(b"PK");
            let body = if is_book { unpacked(&answer.body) } else { answer.text() };
            let headers = headers.into_iter().filter(|line| !is_book || !line.starts_with("content-length"));
            all.insert(path.clone(), format!("{} {}\n{body}", answer.status, headers.collect::<Vec<_>>().join("; ")));
        }
        all
    }
}

/// What a workbook says, but for the moment it was made: that of the file, that below a table's title, and the same in
/// the file's description.
fn unpacked(book: &[u8]) -> String {
    let text = String::from_utf8_lossy(&workbook::unpack(book)).into_owned();
    let without = |text: String, from: &str, to: &str| {
        let mut parts = text.split(from);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once(to).map_or(part, |(_, after)| after))
    };
    let text = without(text, "<dcterms:created", "</cp:coreProperties>");
    without(text, "多园系统，", "导出，")
}

pub async fn own_park(client: &Client) -> String {
    client.see("/api/v1/session").await["role"]["park"].as_str().unwrap().to_owned()
}

fn same(what: &str, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    for (path, answer) in after {
        assert_eq!(&before[path], answer, "{path} tells that {what}");
    }
}

#[tokio::test]
async fn nothing_a_park_sees_moves_when_others_act() {
    let world = World::new().await;
    let late = world.park_at("awaited").to_owned();
    let others: Vec<&String> = world.parks.iter().map(|(park, _)| park).filter(|park| **park != late).collect();
    let (curious, third) = (others[0], others[1]);
    let (own, acting, other) = (world.park(curious).await, world.park(&late).await, world.park(third).await);
    let asking = Asked::of(&world, &own).await;
    assert!(asking.paths.len() > 100, "{}", asking.paths.len());
    let mut stream = own.live(None).await;
    stream.until("snapshot").await;
    let (document, position) = (stream.document.clone(), stream.position);
    let before = asking.seen(&own).await;
    let anybody = world.server.stranger().get("/healthz").await.text();

    let report = Report::new(&acting, &late, &world.month).await;
    report.submitted(&acting).await;
    same("a park has submitted", &before, &asking.seen(&own).await);
    approve(&world.office, &late, &world.month).await;
    same("a report was approved", &before, &asking.seen(&own).await);

    let offer = posting("offer", "只给一个园区看的供给", json!({"parks": [third]}));
    let offer = made(&acting, "/api/v1/listings", offer).await;
    let proposal = json!({"giver": late, "taker": third, "offer": offer, "why": "双方商定"});
    let matched = made(&acting, "/api/v1/matches", proposal).await;
    done(&other, matched, "accept", json!({})).await;
    let landing = json!({"stage": "landed", "effect": {"value": "480", "unit": "万元"}, "note": "合同已登记"});
    done(&acting, matched, "stage", landing).await;
    done(&other, matched, "confirm", json!({})).await;
    let lab = owner(&world, "testing").await;
    let booking = asked(&acting, &free(&acting).await).await;
    step(&lab, booking, "accept", json!({"note": ""})).await.expect(200);
    same("others have dealt and booked", &before, &asking.seen(&own).await);

    let beat = stream.until("beat").await;
    assert_eq!((&stream.document, stream.position, &beat.data["position"]), (&document, position, &json!(position)));
    assert_eq!(world.server.stranger().get("/healthz").await.text(), anybody);
    // What is taken of a calendar is told, by whom not.
    let page = own.see("/api/v1/platforms/microscopy").await;
    let taken = page["taken"].as_array().unwrap();
    assert!(taken.iter().all(|it| it["booking"].is_null() || it["park"] == curious.as_str()), "{taken:?}");
    assert_eq!(page["position"], position);
    let found = own.see(&format!("/api/v1/platforms/free?{}", days(1, 3))).await;
    assert_eq!(found["position"], position);
}

#[tokio::test]
async fn a_park_is_told_of_a_month_when_it_is_closed() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let code = world.leading.see("/api/v1/board").await["headline"][0]["code"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/explanation?code={code}&month={}", world.month);
    let told = async || other.see(&path).await;
    assert_eq!(told().await["figure"]["gap"], "after_closing");
    let report = Report::new(&own, &park, &world.month).await;
    report.submitted(&own).await;
    let waiting = world.office.see("/api/v1/queue").await["waiting"].as_array().unwrap().clone();
    for line in waiting.iter().filter(|line| line["month"] == world.month.as_str()) {
        approve(&world.office, line["park"].as_str().unwrap(), &world.month).await;
    }
    assert_eq!(told().await["figure"]["gap"], "after_closing");
    world.office.post(&format!("/api/v1/periods/{}/closing", world.month), json!({})).await.expect(200);
    let explained = told().await;
    assert!(explained["figure"]["value"].is_string(), "{explained}");
    assert_eq!(explained["figure"]["missing"], json!([]));
    let leading = world.leading.see(&path).await;
    assert_eq!(explained["figure"]["value"], leading["figure"]["value"]);
    let page = other.see(&format!("/api/v1/parks/{}", own_park(&other).await)).await;
    assert_eq!(page["zone_month"], world.month.as_str());
}

#[tokio::test]
async fn everybody_gets_the_part_of_the_configuration_that_they_need() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let whole = world.leading.see("/api/v1/zone").await["zone"].clone();
    let zone = async |client: &Client| client.see("/api/v1/zone").await["zone"].clone();
    let count = |zone: &Value, part: &str| zone[part].as_array().map_or(0, Vec::len);
    assert_eq!(zone(&world.office).await, whole);

    let of_park = zone(&own).await;
    let foreign = |target: &&Value| !target["park"].is_null() && target["park"] != park.as_str();
    assert!(whole["targets"].as_array().unwrap().iter().any(|target| foreign(&target)), "others have targets");
    assert!(!of_park["targets"].as_array().unwrap().iter().any(|target| foreign(&target)));
    assert_eq!(of_park["indicators"], whole["indicators"]);

    let owner = zone(&owner(&world, "testing").await).await;
    let display = zone(&world.server.client("display").await).await;
    let operator = zone(&world.server.client("operator").await).await;
    for part in ["targets", "rules"] {
        assert_eq!([&owner, &display, &operator].map(|zone| count(zone, part)), [0; 3], "{part}");
    }
    assert_eq!([&owner, &display, &operator].map(|zone| count(&zone["form"], "items")), [0; 3]);
    assert_eq!([&owner, &display, &operator].map(|zone| count(zone, "indicators") > 0), [false, true, false]);
    assert_eq!([&owner, &display, &operator].map(|zone| count(zone, "owners")), [1, 0, count(&whole, "owners")]);
    assert_eq!([&owner, &display, &operator].map(|zone| zone["openness"].is_object()), [true, false, false]);
    // Whom to call there is told where one would call.
    let named = |zone: &Value| {
        let mut parks = zone["parks"].clone();
        parks.as_array_mut().unwrap().iter_mut().for_each(|park| drop(park.as_object_mut().unwrap().remove("contact")));
        parks
    };
    for zone in [&owner, &display, &operator] {
        assert_eq!(named(zone), named(&whole), "everybody names the parks");
    }
}

#[tokio::test]
async fn a_wall_gets_what_it_draws() {
    let world = World::new().await;
    let wall = world.server.client("display").await;
    let board = wall.see("/api/v1/board").await;
    let leading = world.leading.see("/api/v1/board").await;
    for drawn in ["headline", "meters", "reporting", "month"] {
        assert_eq!(board[drawn], leading[drawn], "{drawn}");
    }
    assert_eq!((&board["news"], &board["trends"]), (&json!([]), &json!([])));
    assert_eq!(board["parks"][0]["figures"], leading["parks"][0]["figures"]);
    let sharing = wall.see("/api/v1/sharing?span=all").await;
    assert_eq!(sharing["flows"], world.leading.see("/api/v1/sharing").await["flows"]);
    for behind in ["waiting", "landed_this_month", "balances", "never"] {
        assert_eq!(sharing[behind], json!([]), "{behind}");
    }
    let mut stream = wall.live(None).await;
    stream.until("snapshot").await;
    assert_eq!((&stream.document["board"], &stream.document["sharing"]), (&board, &sharing));
    for nothing in ["waiting", "market", "openness", "work", "bookings", "park"] {
        assert!(stream.document[nothing].is_null(), "{nothing}");
    }
}
