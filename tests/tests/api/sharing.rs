//! From an offer to what came of it, and who is told of it.

use duoyuan_tests::Client;
use serde_json::{Value, json};

use crate::common::World;

const REASON: &str = "项目方已另行选址，不再需要";

/// Three parks with their offices.
async fn parks(world: &World) -> [(String, Client); 3] {
    let mut all = Vec::new();
    for (id, _) in world.parks.iter().take(3) {
        all.push((id.clone(), world.park(id).await));
    }
    all.try_into().unwrap_or_else(|_| panic!("three parks have accounts"))
}

pub fn posting(side: &str, title: &str, visible: Value) -> Value {
    let until = jiff::Timestamp::now().to_string()[..4].parse::<i32>().unwrap() + 1;
    json!({
        "side": side, "element": "result", "title": title, "quantity": {"value": "3", "unit": "项"},
        "industry": "equipment", "valid_until": format!("{until}-01-31"), "visible": visible,
    })
}

pub async fn made(client: &Client, path: &str, body: Value) -> u64 {
    client.post(path, body).await.expect(201)["position"].as_u64().unwrap()
}

pub async fn done(client: &Client, matched: u64, act: &str, body: Value) -> u64 {
    let answer = client.post(&format!("/api/v1/matches/{matched}/{act}"), body).await;
    answer.expect(200)["position"].as_u64().unwrap()
}

/// What one park gave another in the current month.
async fn flow(client: &Client, giver: &str, taker: &str) -> Value {
    let sharing = client.see("/api/v1/sharing?span=month&element=result").await;
    let flows = sharing["flows"].as_array().unwrap().clone();
    let of = |flow: &&Value| flow["giver"] == giver && flow["taker"] == taker;
    flows.iter().find(of).map_or(json!({"count": 0, "landed": 0, "money": "0"}), |flow| flow["amount"].clone())
}

fn plus(before: &Value, money: &Value, more: i64) -> bool {
    let whole = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    whole(money) == whole(before) + more as f64
}

#[tokio::test]
async fn a_transfer_counts_when_the_other_side_confirms_it_and_is_seen_live() {
    let world = World::new().await;
    let [(giver, from), (taker, to), (_, third)] = parks(&world).await;
    let offer = made(&from, "/api/v1/listings", posting("offer", "矿山装备专利包许可", json!("all"))).await;
    let need = made(&to, "/api/v1/listings", posting("need", "矿山装备技改需成熟专利", json!("all"))).await;
    let fits = to.see("/api/v1/market").await;
    let fits = fits["suggestions"].as_array().unwrap();
    assert!(
        fits.iter().any(|it| it["offer"] == offer && it["need"] == need && it["why"].as_array().unwrap().len() > 2)
    );

    let before = flow(&world.leading, &giver, &taker).await;
    let adopted = json!({"giver": giver, "taker": taker, "offer": offer, "need": need, "suggested": true});
    let matched = made(&to, "/api/v1/matches", adopted).await;
    done(&from, matched, "accept", json!({})).await;
    let landing = json!({"stage": "landed", "effect": {"value": "480", "unit": "万元"}, "note": "合同已登记"});
    done(&to, matched, "stage", landing).await;
    assert_eq!(flow(&world.leading, &giver, &taker).await, before, "one side's word does not count");
    let unconfirmed = world.leading.see("/api/v1/sharing/transfers?kind=unconfirmed").await;
    assert!(unconfirmed["lines"].as_array().unwrap().iter().any(|line| line["match"] == matched));

    let mut stream = world.leading.live(None).await;
    stream.until("snapshot").await;
    let mut elsewhere = third.live(None).await;
    elsewhere.until("snapshot").await;
    let whole = elsewhere.document.clone();
    let confirmed = done(&from, matched, "confirm", json!({})).await;
    stream.at(confirmed).await;
    elsewhere.until("beat").await;
    let shown = world.leading.see("/api/v1/sharing").await;
    assert_eq!(stream.document["sharing"], shown, "the stream and the request agree");
    assert_eq!(shown["landed_this_month"][0]["match"], matched);
    assert_eq!(stream.document["market"], Value::Null);
    assert_eq!(elsewhere.document, whole, "nothing changes for the others");

    let after = flow(&world.leading, &giver, &taker).await;
    assert_eq!(after["landed"], before["landed"].as_u64().unwrap() + 1);
    assert!(plus(&before["money"], &after["money"], 480), "{before} {after}");
    let path = format!("/api/v1/sharing/transfers?span=month&giver={giver}&taker={taker}&kind=landed");
    let behind = world.leading.see(&path).await;
    let steps: Vec<&str> =
        behind["lines"][0]["history"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert_eq!(steps, ["proposed", "accepted", "reported", "confirmed"]);
    assert_eq!(behind["lines"][0]["history"][3]["position"], confirmed);
}

#[tokio::test]
async fn a_park_is_not_told_what_was_not_offered_to_it() {
    let world = World::new().await;
    let [(_, own), (second, other), (third, stranger)] = parks(&world).await;
    let title = "只给一个园区看的供给";
    let mut stream = stranger.live(None).await;
    stream.until("snapshot").await;
    let offer = made(&own, "/api/v1/listings", posting("offer", title, json!({"parks": [second]}))).await;
    let proposal = json!({"giver": world.parks[0].0, "taker": second, "offer": offer, "why": "只有双方知道的理由"});
    let matched = made(&own, "/api/v1/matches", proposal).await;
    let (whole, position) = (stream.document.clone(), stream.position);
    done(&other, matched, "accept", json!({})).await;
    let beat = stream.until("beat").await;
    assert_eq!((&stream.document, &beat.data["position"]), (&whole, &json!(position)));
    let told = |text: &str| text.contains(title) || text.contains("只有双方知道的理由");
    for path in ["/api/v1/market", "/api/v1/sharing?span=all", "/api/v1/sharing/transfers?span=all&kind=unconfirmed"] {
        assert!(!told(&stranger.get(path).await.text()), "{path}");
    }
    assert!(!told(&stream.seen), "the stream");
    assert!(told(&other.get("/api/v1/market").await.text()));
    // It does not exist for it, whatever it tries; what does not exist answers the same.
    for number in [offer, 999_999] {
        let asked = json!({"giver": world.parks[0].0, "taker": third, "offer": number});
        assert_eq!(stranger.post("/api/v1/matches", asked).await.problem(404), "sharing_no_listing");
    }
    for number in [matched, 999_999] {
        let path = format!("/api/v1/matches/{number}/accept");
        assert_eq!(stranger.post(&path, json!({})).await.problem(404), "sharing_no_match");
    }
    for client in [&world.leading, &stranger] {
        assert!(client.get("/api/v1/matches/abc/accept").await.status >= 404);
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_offer_is_said_in_a_sentence() {
    let world = World::new().await;
    let [(own_id, own), (second, _), _] = parks(&world).await;
    let with = |field: &str, value: Value| {
        let mut it = posting("offer", "矿山装备专利包许可", json!("all"));
        it[field] = value;
        it
    };
    let before = own.see("/api/v1/zone").await["position"].clone();
    for (body, expected) in [
        (with("valid_until", json!("2020-01-01")), "sharing_already_expired"),
        (with("quantity", json!({"value": "-1", "unit": "项"})), "sharing_quantity_not_positive"),
        (with("quantity", json!({"value": "1", "unit": ""})), "sharing_quantity_no_unit"),
        (with("quantity", json!({"value": "1", "unit": "斤"})), "sharing_quantity_unit"),
        (with("quantity", Value::Null), "sharing_quantity_needed"),
        (with("visible", json!({"parks": [own_id]})), "sharing_offered_to_oneself"),
        (with("visible", json!({"parks": ["atlantis"]})), "sharing_unknown_park"),
        (with("element", json!("gold")), "sharing_unknown_element"),
        (with("side", json!("gift")), "bad_json"),
        (with("colour", json!("red")), "bad_json"),
    ] {
        assert_eq!(own.post("/api/v1/listings", body.clone()).await.problem(422), expected, "{body}");
    }
    let oneself = json!({"giver": own_id, "taker": own_id, "element": "lead", "title": "自己给自己"});
    assert_eq!(own.post("/api/v1/matches", oneself).await.problem(422), "sharing_with_oneself");
    let mut english = own.clone();
    english.language = Some("en");
    let refused = english.post("/api/v1/listings", with("element", json!("gold"))).await.expect(422);
    assert!(refused["detail"].as_str().unwrap().starts_with("There is no element “gold”"), "{refused}");
    assert_eq!(own.see("/api/v1/zone").await["position"], before, "nothing was written");
    assert_ne!(own_id, second);
}

#[tokio::test]
async fn an_answer_that_was_lost_can_be_asked_for_again() {
    let world = World::new().await;
    let [(giver, own), (taker, other), _] = parks(&world).await;
    let offer = posting("offer", "重复提交的供给信息", json!("all"));
    made(&own, "/api/v1/listings", offer.clone()).await;
    assert_eq!(own.post("/api/v1/listings", offer).await.problem(409), "sharing_posted_just_now");
    let proposal = json!({"giver": giver, "taker": taker, "element": "lead", "title": "重复提交的对接"});
    let matched = made(&own, "/api/v1/matches", proposal.clone()).await;
    assert_eq!(own.post("/api/v1/matches", proposal).await.problem(409), "sharing_already_matched");
    done(&other, matched, "accept", json!({})).await;
    let again = other.post(&format!("/api/v1/matches/{matched}/accept"), json!({})).await;
    assert_eq!(again.problem(409), "sharing_already_agreed");
}

#[tokio::test]
async fn two_who_answer_at_once_are_both_heard_and_one_wins() {
    let world = World::new().await;
    let [(giver, own), (taker, other), _] = parks(&world).await;
    let proposal = json!({"giver": giver, "taker": taker, "element": "lead", "title": "同时答复的对接"});
    let matched = made(&own, "/api/v1/matches", proposal).await;
    let path = |act: &str| format!("/api/v1/matches/{matched}/{act}");
    let (accept, decline) = (path("accept"), path("decline"));
    let (yes, no) = tokio::join!(other.post(&accept, json!({})), own.post(&decline, json!({"reason": REASON})));
    match (yes.status, no.status) {
        (200, 409) => assert_eq!(no.problem(409), "sharing_agreed_cannot_decline"),
        (409, 200) => assert_eq!(yes.problem(409), "sharing_has_declined"),
        other => panic!("{other:?}: {} {}", yes.text(), no.text()),
    }
}

#[tokio::test]
async fn the_office_sees_everything_asks_for_answers_and_ends_what_goes_nowhere() {
    let world = World::new().await;
    let [(giver, own), (taker, other), _] = parks(&world).await;
    let proposal = json!({"giver": giver, "taker": taker, "element": "lead", "title": "办公室牵线的对接"});
    let matched = made(&world.office, "/api/v1/matches", proposal).await;
    let market = other.see("/api/v1/market").await;
    let line = market["matches"].as_array().unwrap().iter().find(|line| line["id"] == matched).unwrap().clone();
    assert_eq!((&line["may"], &line["proposer"]), (&json!(["accept", "decline"]), &json!("office")));
    let word = json!({"text": "请两个工作日内答复对方"});
    assert_eq!(own.post(&format!("/api/v1/matches/{matched}/nudge"), word.clone()).await.status, 403);
    done(&world.office, matched, "nudge", word.clone()).await;
    let again = world.office.post(&format!("/api/v1/matches/{matched}/nudge"), word).await;
    assert_eq!(again.problem(409), "sharing_nudged_today");
    done(&world.office, matched, "close", json!({"reason": REASON})).await;
    let late = own.post(&format!("/api/v1/matches/{matched}/accept"), json!({})).await;
    assert_eq!(late.problem(409), "sharing_has_closed");
    assert!(late.text().contains("办公室"), "{}", late.text());
}

#[tokio::test]
async fn the_page_follows_what_is_selected() {
    let world = World::new().await;
    let all = world.leading.see("/api/v1/sharing?span=all").await;
    let count = |value: &Value| value["total"]["count"].as_u64().unwrap();
    assert!(count(&all) > 100, "{}", all["total"]);
    let mut sum = 0;
    for element in all["elements"].as_array().unwrap() {
        let id = element["element"].as_str().unwrap();
        let one = world.leading.see(&format!("/api/v1/sharing?span=all&element={id}")).await;
        assert_eq!(one["total"], element["amount"]);
        sum += count(&one);
    }
    assert_eq!(sum, count(&all));
    let first = all["first"].as_str().unwrap();
    assert!(count(&world.leading.see(&format!("/api/v1/sharing?span=month&month={first}")).await) > 0);
    for (month, span) in [("2001-01", "month"), ("2027-05", "year"), ("2027-05", "all")] {
        let absent = world.leading.see(&format!("/api/v1/sharing?span={span}&month={month}")).await;
        assert_eq!((&absent["month"], &absent["total"]), (&json!(month), &Value::Null), "nothing is known, not zero");
    }
    let early = world.leading.see(&format!("/api/v1/sharing?span=all&month={first}")).await;
    assert_eq!(early["total"], world.leading.see(&format!("/api/v1/sharing?span=month&month={first}")).await["total"]);
    for (query, key) in [("span=week", "bad_query"), ("month=2026-13", "bad_month"), ("before=x", "bad_query")] {
        assert_eq!(world.leading.get(&format!("/api/v1/sharing/transfers?{query}")).await.problem(400), key, "{query}");
    }
    let [(id, own), ..] = parks(&world).await;
    let mine = own.see("/api/v1/sharing?span=all").await;
    assert!(
        mine["flows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|flow| flow["giver"] == id.as_str() || flow["taker"] == id.as_str())
    );
    assert_eq!(mine["balances"].as_array().unwrap().len(), 1);
    let live = {
        let mut stream = own.live(None).await;
        stream.until("snapshot").await;
        stream.document
    };
    assert_eq!(live["market"], own.see("/api/v1/market").await);
    assert_eq!(live["sharing"], Value::Null);
}

#[tokio::test]
async fn listings_are_found_by_what_the_address_asks_for() {
    let world = World::new().await;
    let [(own, park), (_, other), (third, shown)] = parks(&world).await;
    let all = world.office.see("/api/v1/listings").await;
    assert!(all["count"].as_u64().unwrap() > 50, "the demonstration has more than a page: {}", all["count"]);
    let lines = async |query: &str| {
        world.office.see(&format!("/api/v1/listings{query}")).await["lines"].as_array().unwrap().len()
    };
    assert_eq!(
        (lines("").await, lines("?count=60").await.min(60)),
        (50, all["count"].as_u64().unwrap().min(60) as usize)
    );
    let visible = json!({"parks": [third]});
    let secret = made(&park, "/api/v1/listings", posting("offer", "只给第三方看的专利包", visible)).await;
    let one = format!("/api/v1/listings?listing={secret}");
    assert_eq!(park.see(&one).await["lines"][0]["id"], secret);
    assert_eq!((other.see(&one).await["count"].clone(), shown.see(&one).await["count"].clone()), (json!(0), json!(1)));
    for (query, field, value) in [
        ("side=need", "side", "need"),
        ("status=withdrawn", "status", "withdrawn"),
        ("element=talent", "element", "talent"),
    ] {
        let page = world.office.see(&format!("/api/v1/listings?{query}")).await;
        let lines = page["lines"].as_array().unwrap();
        assert!(!lines.is_empty() && lines.iter().all(|line| line[field] == value), "{query}: {lines:?}");
    }
    let others = park.see("/api/v1/listings?others=true").await;
    assert!(others["lines"].as_array().unwrap().iter().all(|line| line["park"] != own.as_str()));
    assert_eq!(world.leading.get("/api/v1/listings").await.status, 404);
    assert_eq!(world.office.get("/api/v1/listings?side=neither").await.problem(400), "bad_query");
    // The office opens any park's bookings.
    assert_eq!(world.office.see(&format!("/api/v1/bookings?park={own}")).await["park"], own.as_str());
}
