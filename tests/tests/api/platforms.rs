//! Platforms over HTTP: two who ask at once, an answer on somebody else's screen, and who sees what.

use duoyuan_tests::{Account, Client};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::common::World;

/// From so many days after now to so many, as a query.
pub fn days(from: i64, to: i64) -> String {
    let at = |days: i64| Timestamp::now() + SignedDuration::from_hours(24 * days);
    format!("from={}&to={}", at(from), at(to))
}

/// Two hours of the electron microscope that are free for everybody.
pub async fn free(client: &Client) -> Value {
    let path = format!("/api/v1/platforms/free?{}&platform=microscopy&resource=sem&minutes=180", days(3, 30));
    let found = client.see(&path).await;
    let slot = &found["resources"][0]["slots"][0];
    let from: Timestamp = slot["from"].as_str().unwrap_or_else(|| panic!("nothing is free: {found}")).parse().unwrap();
    json!({"from": slot["from"], "to": from + SignedDuration::from_hours(2)})
}

fn booking(slot: &Value) -> Value {
    json!({"platform": "microscopy", "resource": "sem", "slot": slot, "amount": "1", "purpose": "断口形貌分析",
        "enterprise": {"code": "91410800MA9TERT04T", "name": "某新材料有限公司"}})
}

pub async fn asked(client: &Client, slot: &Value) -> u64 {
    client.post("/api/v1/bookings", booking(slot)).await.expect(201)["position"].as_u64().unwrap()
}

/// The owner of the microscopes, logged in.
pub async fn owner(world: &World, name: &str) -> Client {
    let accounts = world.server.accounts();
    let account: &Account =
        accounts.iter().find(|it| it.role == "owner" && it.name == name).expect("it has an account");
    world.server.login(account).await
}

pub async fn step(client: &Client, booking: u64, step: &str, body: Value) -> duoyuan_tests::Answer {
    client.post(&format!("/api/v1/bookings/{booking}/{step}"), body).await
}

#[tokio::test]
async fn of_two_who_ask_at_once_one_wins_and_the_other_is_told_who_and_what_is_free() {
    let world = World::new().await;
    let (one, two) = (world.park("qinyang").await, world.park("wuzhi").await);
    for _ in 0..5 {
        let slot = free(&one).await;
        let (first, second) =
            tokio::join!(one.post("/api/v1/bookings", booking(&slot)), two.post("/api/v1/bookings", booking(&slot)));
        let (won, lost, who) = if first.status == 201 { (first, second, "沁阳") } else { (second, first, "武陟") };
        won.expect(201);
        assert_eq!(lost.problem(409), "pf_slot_taken");
        let told = &lost.json()["message"]["args"];
        assert_eq!(told["who"], who);
        assert!(told["free"].as_str().is_some_and(|free| free.contains('—')), "{told}");
    }
}

#[tokio::test]
async fn an_answer_reaches_the_parks_and_the_leaders_screens() {
    let world = World::new().await;
    let (park, lab) = (world.park("qinyang").await, owner(&world, "testing").await);
    let mut streams = [park.live(None).await, lab.live(None).await, world.leading.live(None).await];
    for stream in &mut streams {
        stream.until("snapshot").await;
    }
    let number = |value: &Value| value.as_u64().unwrap_or_else(|| panic!("a number: {value}"));
    let requested = number(&streams[0].document["bookings"]["requested"]);
    let (waiting, zone) =
        (number(&streams[1].document["work"]["waiting"]), number(&streams[2].document["openness"]["waiting"]));
    let id = asked(&park, &free(&park).await).await;
    for stream in &mut streams {
        stream.at(id).await;
    }
    assert_eq!(streams[0].document["bookings"]["requested"], requested + 1);
    assert_eq!(streams[1].document["work"]["waiting"], waiting + 1);
    assert_eq!(streams[2].document["openness"]["waiting"], zone + 1);
    let work = lab.see("/api/v1/work").await;
    let line = work["waiting"].as_array().unwrap().iter().find(|line| line["booking"] == id).unwrap().clone();
    assert_eq!(line["clock"]["hours_left"], 47, "{line}");
    assert_eq!(line["acts"], json!(["accept", "decline", "propose"]));
    let position = number(&step(&lab, id, "accept", json!({"note": "请带样品"})).await.expect(200)["position"]);
    for stream in &mut streams {
        stream.at(position).await;
    }
    assert_eq!(streams[0].document["bookings"]["requested"], requested);
    assert_eq!(streams[2].document["openness"]["waiting"], zone);
    let page = park.see(&format!("/api/v1/bookings/{id}")).await;
    assert_eq!((&page["line"]["stage"], &page["line"]["note"]), (&json!("accepted"), &json!("请带样品")));
    assert_eq!(step(&lab, id, "accept", json!({})).await.problem(409), "pf_already_accepted");
    assert_eq!(step(&lab, id, "check-in", json!({})).await.problem(409), "pf_check_in_early");
}

#[tokio::test]
async fn who_waits_in_line_gets_the_slot_when_it_is_let_go() {
    let world = World::new().await;
    let (one, two) = (world.park("qinyang").await, world.park("wuzhi").await);
    let slot = free(&one).await;
    let first = asked(&one, &slot).await;
    let mut second = booking(&slot);
    second["wait"] = json!(true);
    let second = two.post("/api/v1/bookings", second).await.expect(201)["position"].as_u64().unwrap();
    assert_eq!(two.see(&format!("/api/v1/bookings/{second}")).await["line"]["place"], 1);
    step(&one, first, "cancel", json!({"reason": "样品未能按期制备"})).await.expect(200);
    let page = two.see(&format!("/api/v1/bookings/{second}")).await;
    assert_eq!(page["line"]["stage"], "requested");
    assert_eq!(page["steps"][1]["kind"], "promoted");
}

#[tokio::test]
async fn an_owner_sees_its_own_platforms_and_no_report() {
    let world = World::new().await;
    let lab = owner(&world, "testing").await;
    for path in ["/api/v1/board", "/api/v1/parks/qinyang", "/api/v1/desk/qinyang", "/api/v1/queue"] {
        assert_eq!(lab.get(path).await.status, 404, "{path}");
    }
    let board = world.leading.see("/api/v1/board").await;
    let (code, month) = (board["headline"][0]["code"].as_str().unwrap(), board["month"].as_str().unwrap());
    let explanation = format!("/api/v1/explanation?code={code}&month={month}&basis=cumulative");
    assert_eq!(lab.get(&explanation).await.status, 404);
    let mut stream = lab.live(None).await;
    stream.until("snapshot").await;
    let document = &stream.document;
    assert!(document["board"].is_null() && document["park"].is_null() && document["openness"].is_null());
    let catalogue = lab.see("/api/v1/platforms").await;
    let owners: Vec<&Value> = catalogue["platforms"].as_array().unwrap().iter().map(|it| &it["owner"]).collect();
    assert!(owners.len() >= 4 && owners.iter().all(|owner| **owner == "testing"), "{owners:?}");
    assert_eq!(lab.get("/api/v1/platforms/tech_loans").await.status, 404);
    assert_eq!(lab.get("/api/v1/work?owner=incubator").await.status, 404);
    let rows = lab.see("/api/v1/openness").await;
    assert!(rows["matrix"]["rows"].as_array().unwrap().iter().all(|row| row["owner"] == "testing"));
}

#[tokio::test]
async fn a_park_sees_of_others_that_something_is_taken_and_nothing_else() {
    let world = World::new().await;
    let (one, two, lab) = (world.park("qinyang").await, world.park("wuzhi").await, owner(&world, "testing").await);
    let slot = free(&one).await;
    let id = asked(&one, &slot).await;
    assert_eq!(two.get(&format!("/api/v1/bookings/{id}")).await.status, 404);
    assert_eq!(two.get("/api/v1/bookings?park=qinyang").await.status, 404);
    assert_eq!(step(&two, id, "cancel", json!({"reason": "不需要了"})).await.status, 404);
    let taken = |page: &Value| {
        let all = page["taken"].as_array().unwrap();
        all.iter().find(|it| it["slot"]["from"] == slot["from"]).unwrap_or_else(|| panic!("taken: {page}")).clone()
    };
    let path = "/api/v1/platforms/microscopy";
    let seen = taken(&two.see(path).await);
    assert!(seen["booking"].is_null() && seen["park"].is_null(), "{seen}");
    assert_eq!(taken(&one.see(path).await)["booking"], id);
    assert_eq!(taken(&lab.see(path).await)["park"], "qinyang");
    let own = two.see("/api/v1/openness").await;
    assert_eq!(own["matrix"]["parks"], json!(["wuzhi"]));
    assert!(own["platforms"].as_array().unwrap().is_empty() && own["owners"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_says_why() {
    let world = World::new().await;
    let (park, lab) = (world.park("qinyang").await, owner(&world, "testing").await);
    let slot = free(&park).await;
    let mut wrong = booking(&slot);
    wrong["enterprise"]["code"] = json!("91410800MA9TERT041");
    let answer = park.post("/api/v1/bookings", wrong).await;
    assert_eq!(answer.problem(422), "code_check");
    assert!(answer.json()["detail"].as_str().unwrap().contains("应为“T”"), "{}", answer.text());
    assert_eq!(world.leading.post("/api/v1/bookings", booking(&slot)).await.problem(403), "pf_only_own_park");
    assert_eq!(park.get("/api/v1/platforms/free?from=soon&to=later").await.problem(400), "bad_moment");
    assert_eq!(park.get("/api/v1/bookings/nonsense").await.status, 404);
    // Closed from tomorrow on: nothing after can be had, and it says since when and why.
    let since = (Timestamp::now() + SignedDuration::from_hours(32)).to_string()[..10].to_owned();
    let close = json!({"park": "qinyang", "openness": {"level": "closed", "text": "设备搬迁"}, "since": since,
        "evidence": {"document": "焦高新〔2026〕9号"}});
    assert_eq!(park.post("/api/v1/platforms/microscopy/openness", close.clone()).await.status, 403);
    lab.post("/api/v1/platforms/microscopy/openness", close).await.expect(200);
    let refused = park.post("/api/v1/bookings", booking(&slot)).await;
    assert_eq!(refused.problem(409), "pf_closed");
    assert_eq!(refused.json()["message"]["args"]["since"], since);
    let history = park.see("/api/v1/platforms/microscopy").await["history"].clone();
    assert_eq!(history.as_array().unwrap().len(), 2, "{history}");
}

#[tokio::test]
async fn openness_is_numbers_down_to_the_entries() {
    let world = World::new().await;
    let page = world.leading.see(&format!("/api/v1/openness?month={}", world.month)).await;
    assert_eq!(page["indicators"].as_array().unwrap().len(), 21);
    let rows = page["matrix"]["rows"].as_array().unwrap();
    assert_eq!((rows.len(), page["matrix"]["parks"].as_array().unwrap().len()), (20, 8));
    let cells: Vec<&Value> = rows.iter().flat_map(|row| row["cells"].as_array().unwrap()).collect();
    assert!(cells.iter().any(|cell| cell["idle"] == true), "open on paper, unused in fact");
    assert!(cells.iter().any(|cell| cell["openness"]["level"] == "conditional"));
    for indicator in page["indicators"].as_array().unwrap() {
        assert!(indicator["value"].is_string(), "the demonstration has everything: {indicator}");
        assert!(!indicator["operands"].as_array().unwrap().is_empty(), "{indicator}");
        let path = format!("/api/v1/openness/{}?month={}", indicator["measure"].as_str().unwrap(), world.month);
        let explained = world.leading.see(&path).await;
        assert_eq!(explained["indicator"]["value"], indicator["value"]);
        assert!(explained["count"].as_u64().unwrap() > 0, "{path}");
        assert!(explained["entries"].as_array().unwrap().len() <= 200);
    }
    assert_eq!(world.leading.get("/api/v1/openness/PO-99").await.status, 404);
    for owner in page["owners"].as_array().unwrap() {
        assert!(owner["index"]["value"].is_string(), "{owner}");
    }
}

#[tokio::test]
async fn a_credit_line_says_what_is_left_and_takes_repayments() {
    let world = World::new().await;
    let (park, bank) = (world.park("qinyang").await, owner(&world, "tech_finance").await);
    let path = "/api/v1/platforms/tech_loans";
    let left = async || {
        let card = |client: &Client| {
            let client = client.clone();
            async move { client.see(path).await["card"]["resources"][0].clone() }
        };
        assert!(card(&park).await["left"].is_null(), "it would tell a park what others borrow");
        card(&bank).await["left"].as_str().unwrap().parse::<i64>().unwrap()
    };
    let before = left().await;
    let ask = |amount: i64| {
        json!({"platform": "tech_loans", "resource": "loan", "amount": amount.to_string(), "purpose": "流动资金",
            "enterprise": {"code": "91410800MA9TERT04T", "name": "焦作甲新材料有限公司"}})
    };
    let id = park.post("/api/v1/bookings", ask(before + 1)).await.expect(201)["position"].as_u64().unwrap();
    let refused = step(&bank, id, "accept", json!({"note": ""})).await;
    assert_eq!(refused.problem(409), "pf_credit_left");
    let detail = refused.json()["detail"].as_str().unwrap().replace(',', "");
    assert!(detail.contains(&before.to_string()), "{detail}");
    let id = park.post("/api/v1/bookings", ask(100)).await.expect(201)["position"].as_u64().unwrap();
    step(&bank, id, "accept", json!({"note": ""})).await.expect(200);
    step(&bank, id, "use", json!({"hours": "0", "credit": "90"})).await.expect(200);
    assert_eq!(left().await, before - 90);
    let work = bank.see("/api/v1/work").await;
    let owed: Vec<&Value> = work["owed"].as_array().unwrap().iter().filter(|it| it["booking"] == id).collect();
    assert_eq!(owed[0]["owed"], "90", "{owed:?}");
    assert_eq!(step(&bank, id, "repayment", json!({"credit": "91"})).await.problem(422), "pf_repaid_too_much");
    step(&bank, id, "repayment", json!({"credit": "90"})).await.expect(200);
    assert_eq!(left().await, before);
    for window in work["maintenance"].as_array().unwrap() {
        assert!(window["resource_name"].as_str().is_some_and(|name| !name.is_empty()), "{window}");
    }
}
