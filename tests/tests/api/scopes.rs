//! Who may ask for what, tried for every route the description lists and every role; and that no answer to
//! one park holds a figure of another.

use duoyuan_tests::report::{Report, approve};
use duoyuan_tests::{Answer, Client, workbook};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::World;

/// What a role gets: the answer, or one that does not tell whether there is anything.
const PARKS_OR_OFFICE: [bool; 8] = [false, false, true, true, true, false, false, false];
const ANYBODY: [bool; 8] = [true; 8];
const NOBODY: [bool; 8] = [false; 8];
const LOGGED_IN: [bool; 8] = [false, true, true, true, true, true, true, true];
const ALL_BUT_THE_OPERATOR: [bool; 8] = [false, true, true, true, true, true, false, true];
const SEES_FLOWS: [bool; 8] = [false, true, true, true, true, true, false, false];
// A wall opens nothing: it gets the board, the flows and its stream.
const SEES_FIGURES: [bool; 8] = [false, true, true, true, true, false, false, false];
const SEES_PLATFORMS: [bool; 8] = [false, true, true, true, true, false, false, true];
const SEES_ALL_PARKS: [bool; 8] = [false, true, true, false, false, true, false, false];
const SEES_THE_PARK: [bool; 8] = [false, true, true, true, false, false, false, false];
const SEES_THE_BOOKING: [bool; 8] = [false, true, true, true, false, false, false, true];
const PARKS_LEADING_OR_OFFICE: [bool; 8] = [false, true, true, true, true, false, false, false];
/// Led by the park, and no other park has a part in it.
const ITS_TASK: [bool; 8] = [false, true, true, true, false, false, false, false];
const LEADING_OR_OFFICE: [bool; 8] = [false, true, true, false, false, false, false, false];
const TAKES_FIGURES: [bool; 8] = [false, true, true, true, true, false, false, false];
const TAKES_THE_PARK: [bool; 8] = [false, true, true, true, false, false, false, false];
const TAKES_PLATFORMS: [bool; 8] = [false, true, true, true, true, false, false, true];
const TAKES_THE_INDEX: [bool; 8] = [false, true, true, false, false, false, false, true];
const ITS_OFFICE_OR_THE_OFFICE: [bool; 8] = [false, false, true, true, false, false, false, false];
const ITS_OFFICE: [bool; 8] = [false, false, false, true, false, false, false, false];
const ANY_PARK: [bool; 8] = [false, false, false, true, true, false, false, false];
const HANDS_IN_DOCUMENTS: [bool; 8] = [false, false, true, true, true, false, false, true];
const OFFICE: [bool; 8] = [false, false, true, false, false, false, false, false];
const OWNER: [bool; 8] = [false, false, false, false, false, false, false, true];
const OWNER_OR_THE_OFFICE: [bool; 8] = [false, false, true, false, false, false, false, true];
const OWNER_OR_ITS_OFFICE: [bool; 8] = [false, false, false, true, false, false, false, true];
const OFFICE_OR_OPERATOR: [bool; 8] = [false, false, true, false, false, false, true, false];

const ROLES: [&str; 8] = ["stranger", "leading", "office", "own park", "other park", "display", "operator", "owner"];

/// Every route: method, path as described, what to ask it, who gets an answer.
const ROUTES: [(&str, &str, &str, [bool; 8]); 106] = [
    ("post", "/api/v1/session", "", ANYBODY),
    ("get", "/api/v1/session", "", LOGGED_IN),
    ("post", "/api/v1/session/password", "", LOGGED_IN),
    ("get", "/api/v1/accounts", "", OFFICE_OR_OPERATOR),
    ("post", "/api/v1/accounts", "", OFFICE_OR_OPERATOR),
    ("post", "/api/v1/accounts/{account}/password", "", OFFICE_OR_OPERATOR),
    ("post", "/api/v1/accounts/{account}/disable", "", OFFICE_OR_OPERATOR),
    ("post", "/api/v1/accounts/{account}/enable", "", OFFICE_OR_OPERATOR),
    ("post", "/api/v1/accounts/{account}/unlock", "", OFFICE_OR_OPERATOR),
    ("get", "/api/v1/zone", "", LOGGED_IN),
    ("get", "/api/v1/board", "", SEES_ALL_PARKS),
    ("get", "/api/v1/ranking", "", LEADING_OR_OFFICE),
    ("get", "/api/v1/ranking", "?indicator=SH-received", LEADING_OR_OFFICE),
    ("get", "/api/v1/since", "?at=2026-01-01T00:00:00Z", LEADING_OR_OFFICE),
    ("get", "/api/v1/parks/{park}", "", SEES_THE_PARK),
    ("get", "/api/v1/explanation", "?park={park}&code={code}&month={published}&basis=cumulative", SEES_THE_PARK),
    ("get", "/api/v1/explanation", "?code={code}&month={published}&basis=cumulative", SEES_FIGURES),
    ("get", "/api/v1/desk/{park}", "", ITS_OFFICE_OR_THE_OFFICE),
    ("get", "/api/v1/reports/{park}/{month}", "", ITS_OFFICE_OR_THE_OFFICE),
    ("get", "/api/v1/reports/{park}/{month}/workbook", "", ITS_OFFICE_OR_THE_OFFICE),
    ("post", "/api/v1/reports/{park}/{month}/dry-run", "?file=a.xlsx", ITS_OFFICE),
    ("post", "/api/v1/reports/{park}/{month}/submissions", "", ITS_OFFICE),
    // Submitted and not approved: the file is as unpublished as its figures.
    ("get", "/api/v1/workbooks/{digest}", "", ITS_OFFICE_OR_THE_OFFICE),
    // A report's workbook stands behind no statement of an owner: its digest opens nothing here.
    ("get", "/api/v1/documents/{digest}", "", NOBODY),
    ("post", "/api/v1/documents", "?file=a.pdf", HANDS_IN_DOCUMENTS),
    ("get", "/api/v1/queue", "", OFFICE),
    ("get", "/api/v1/reports/{park}/{month}/review", "", OFFICE),
    ("post", "/api/v1/reports/{park}/{month}/approval", "", OFFICE),
    ("post", "/api/v1/reports/{park}/{month}/return", "", OFFICE),
    ("post", "/api/v1/reports/{park}/{month}/withdrawal", "", OFFICE),
    ("post", "/api/v1/periods/{month}/reminders", "", OFFICE),
    ("post", "/api/v1/periods/{month}/closing", "", OFFICE),
    ("post", "/api/v1/periods/{month}/reopening", "", OFFICE),
    ("get", "/api/v1/sharing", "?span=all", SEES_FLOWS),
    ("get", "/api/v1/sharing/transfers", "?span=all", SEES_FIGURES),
    ("get", "/api/v1/market", "", PARKS_OR_OFFICE),
    ("get", "/api/v1/listings", "", PARKS_OR_OFFICE),
    ("post", "/api/v1/listings", "", ANY_PARK),
    ("post", "/api/v1/matches", "", ITS_OFFICE_OR_THE_OFFICE),
    // What two parks deal in is nobody else's: to another park it is not there.
    ("post", "/api/v1/listings/{id}/withdraw", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/accept", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/decline", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/stage", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/confirm", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/dispute", "", ITS_OFFICE),
    ("post", "/api/v1/matches/{id}/close", "", ITS_OFFICE_OR_THE_OFFICE),
    ("post", "/api/v1/matches/{id}/nudge", "", OFFICE),
    ("get", "/api/v1/enclaves", "", SEES_FIGURES),
    ("post", "/api/v1/enclaves", "", OFFICE),
    ("post", "/api/v1/enclaves/{id}/split", "", OFFICE),
    ("post", "/api/v1/enclaves/{id}/figures", "", ITS_OFFICE),
    ("post", "/api/v1/enclaves/{id}/confirm", "", OFFICE),
    ("get", "/api/v1/platforms", "", SEES_PLATFORMS),
    ("post", "/api/v1/platforms", "", OWNER_OR_THE_OFFICE),
    ("get", "/api/v1/platforms/free", "?from=2099-01-01T00:00:00Z&to=2099-01-02T00:00:00Z", SEES_PLATFORMS),
    ("get", "/api/v1/platforms/{platform}", "", SEES_PLATFORMS),
    ("put", "/api/v1/platforms/{platform}", "", OWNER_OR_THE_OFFICE),
    ("post", "/api/v1/platforms/{platform}/openness", "", OWNER_OR_THE_OFFICE),
    ("post", "/api/v1/platforms/{platform}/maintenance", "", OWNER_OR_THE_OFFICE),
    ("post", "/api/v1/platforms/{platform}/own-use", "", OWNER_OR_THE_OFFICE),
    // There is no such window.
    ("delete", "/api/v1/maintenance/{maintenance}", "", NOBODY),
    ("get", "/api/v1/bookings", "?park={park}", ITS_OFFICE_OR_THE_OFFICE),
    ("post", "/api/v1/bookings", "", ANY_PARK),
    ("get", "/api/v1/bookings/{booking}", "", SEES_THE_BOOKING),
    ("post", "/api/v1/bookings/{booking}/accept", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/decline", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/propose", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/agree", "", ITS_OFFICE),
    ("post", "/api/v1/bookings/{booking}/cancel", "", OWNER_OR_ITS_OFFICE),
    ("post", "/api/v1/bookings/{booking}/check-in", "", OWNER_OR_ITS_OFFICE),
    ("post", "/api/v1/bookings/{booking}/no-show", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/use", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/repayment", "", OWNER),
    ("post", "/api/v1/bookings/{booking}/rating", "", ITS_OFFICE),
    ("get", "/api/v1/work", "?owner={owner}", OWNER_OR_THE_OFFICE),
    ("get", "/api/v1/editions", "", LEADING_OR_OFFICE),
    ("post", "/api/v1/editions", "", OFFICE),
    ("get", "/api/v1/editions/{id}", "", LEADING_OR_OFFICE),
    ("get", "/api/v1/editions/{id}/figures", "", LEADING_OR_OFFICE),
    ("post", "/api/v1/editions/{id}/release", "", OFFICE),
    ("get", "/api/v1/tasks", "", PARKS_LEADING_OR_OFFICE),
    ("post", "/api/v1/tasks", "", OFFICE),
    // Of a task that there is not, nobody is told anything.
    ("get", "/api/v1/tasks/{id}", "", ITS_TASK),
    ("post", "/api/v1/tasks/{id}/acts", "", ITS_TASK),
    ("get", "/api/v1/wall", "", SEES_ALL_PARKS),
    ("put", "/api/v1/wall", "", LEADING_OR_OFFICE),
    ("post", "/api/v1/wall/driver", "", LEADING_OR_OFFICE),
    ("post", "/api/v1/wall/driver/leave", "", LEADING_OR_OFFICE),
    ("get", "/api/v1/openness", "", SEES_PLATFORMS),
    ("get", "/api/v1/openness/{measure}", "", SEES_PLATFORMS),
    // A table is its page, but that a wall takes nothing away.
    ("get", "/api/v1/tables/{name}", "board.xlsx", LEADING_OR_OFFICE),
    ("get", "/api/v1/tables/{name}", "ranking.xlsx?by=growth", LEADING_OR_OFFICE),
    ("get", "/api/v1/tables/{name}", "park.xlsx?park={park}", TAKES_THE_PARK),
    ("get", "/api/v1/tables/{name}", "openness.xlsx", TAKES_PLATFORMS),
    ("get", "/api/v1/tables/{name}", "openness-matrix.xlsx", TAKES_PLATFORMS),
    ("get", "/api/v1/tables/{name}", "openness-index.xlsx", TAKES_THE_INDEX),
    ("get", "/api/v1/tables/{name}", "sharing.xlsx?span=all", TAKES_FIGURES),
    ("get", "/api/v1/tables/{name}", "transfers.xlsx?span=all", TAKES_FIGURES),
    ("get", "/api/v1/tables/{name}", "listings.xlsx", PARKS_OR_OFFICE),
    ("get", "/api/v1/tables/{name}", "bookings.xlsx?park={park}", ITS_OFFICE_OR_THE_OFFICE),
    ("get", "/api/v1/tables/{name}", "work.xlsx?owner={owner}", OWNER_OR_THE_OFFICE),
    ("get", "/api/v1/tables/{name}", "queue.xlsx", OFFICE),
    ("get", "/api/v1/tables/{name}", "review.xlsx?park={park}&month={month}", OFFICE),
    ("get", "/api/v1/tables/{name}", "nonsense.xlsx", NOBODY),
    ("get", "/api/v1/live", "", ALL_BUT_THE_OPERATOR),
    ("delete", "/api/v1/session", "", LOGGED_IN),
];

/// Served before anybody is asked who they are.
const OPEN: [&str; 2] = ["/healthz", "/api/v1/openapi.json"];

/// Bodies that are well-formed and change nothing, whoever sends them.
fn body(path: &str, places: &Places) -> Value {
    let park = &places.park;
    match path.rsplit('/').next().unwrap() {
        "listings" => {
            json!({"side": "need", "element": "lead", "title": "", "valid_until": "2099-01-01", "visible": "all"})
        }
        "matches" => json!({"giver": park, "taker": park}),
        "withdraw" | "decline" | "dispute" | "close" => json!({"reason": ""}),
        "stage" => json!({"stage": "nonsense"}),
        "nudge" => json!({"text": ""}),
        "enclaves" => agreement("", park, park),
        "split" => json!({"from": "2099-01", "split": []}),
        "figures" => json!({"month": "2099-01", "rows": []}),
        "confirm" if path.contains("/enclaves/") => json!({"month": "2099-01"}),
        "accounts" => json!({"account": "", "name": "", "role": {"kind": "display"}}),
        "editions" => json!({"title": ""}),
        "wall" | "leave" => json!({"generation": 0}),
        "tasks" => task(park, ""),
        "acts" => json!({"act": "report", "text": ""}),
        "session" => json!({"account": "nobody", "password": "Nothing-here-1"}),
        "password" => json!({"current": "Wrong-password-1", "new": "Wrong-password-2"}),
        "submissions" => json!({"rows": [], "answers": [], "seen_revisions": 999}),
        "approval" => json!({"seen_revisions": 999}),
        "return" => json!({"seen_revisions": 999, "reason": "请核对出口总额与海关数据", "items": []}),
        "withdrawal" => json!({"seen_revisions": 999, "reason": "请核对出口总额与海关数据"}),
        "reminders" => json!({"parks": [park]}),
        "reopening" => json!({"reason": "请核对出口总额与海关数据"}),
        "platforms" => json!({"platform": "consulting", "details": details()}),
        "{platform}" => details(),
        "repayment" => json!({"credit": "1"}),
        "openness" => {
            json!({"park": "gaoxin", "openness": {"level": "open"}, "since": "2000-01-01", "evidence": {"document": "测试"}})
        }
        "maintenance" => json!({"resource": "expert", "slot": slot(), "why": "年度校准"}),
        "own-use" => json!({"resource": "expert", "month": "2026-01", "hours": "-1"}),
        "bookings" => json!({"platform": "consulting", "resource": "expert", "amount": "1", "purpose": "",
            "enterprise": {"code": "", "name": ""}}),
        "cancel" => json!({"reason": "样品未能按期制备"}),
        "propose" => json!({"slot": slot()}),
        "use" => json!({"hours": "-1"}),
        "rating" => json!({"score": "satisfied"}),
        _ => json!({}),
    }
}

fn agreement(name: &str, from: &str, to: &str) -> Value {
    let share = json!({"item": "qc13", "shares": [{"park": from, "percent": "60"}, {"park": to, "percent": "40"}]});
    json!({
        "name": name, "from": from, "to": to, "recruiter": from, "contract_no": "范围测试1号", "start_event": "项目开工",
        "first": "2026-01", "last": "2030-12", "split": [share],
    })
}

fn task(park: &str, title: &str) -> Value {
    let day = |days: i64| jiff::Zoned::now().date().saturating_add(jiff::ToSpan::days(days)).to_string();
    json!({"title": title, "source": {"office": {}}, "lead": {"park": park}, "sign_by": day(3), "due": day(20)})
}

/// Of a kind that there is not.
fn details() -> Value {
    json!({"owner": "service_centre", "kind": "nothing", "name": "测试", "resources": []})
}

fn slot() -> Value {
    json!({"from": "2020-01-01T00:00:00Z", "to": "2020-01-01T01:00:00Z"})
}

/// An account of a park that nobody uses.
const SPARE: &str = "spare";

#[derive(Clone)]
struct Places {
    park: String,
    month: String,
    published: String,
    code: String,
    digest: String,
    /// Of the park, hidden from the other one.
    listing: u64,
    matched: u64,
    project: u64,
    task: u64,
    /// Of the owner, done for the park.
    booking: String,
}

impl Places {
    fn fill(&self, path: &str) -> String {
        // A table's name is told with what it is asked for.
        let path = &path.replace("{name}", "");
        let month = if path.contains("/periods/") { "2099-01" } else { &self.month };
        let id = match () {
            () if path.contains("/listings/") => self.listing,
            () if path.contains("/matches/") => self.matched,
            // The first of the demonstration, released long ago.
            () if path.contains("/editions/") => 1,
            () if path.contains("/tasks/") => self.task,
            () => self.project,
        };
        let path = path.replace("{id}", &id.to_string());
        let path = path.replace("{park}", &self.park).replace("{month}", month);
        let path = path.replace("{published}", &self.published).replace("{code}", &self.code);
        let path = path.replace("{digest}", &self.digest).replace("{booking}", &self.booking);
        let path = path.replace("{platform}", "consulting").replace("{owner}", "service_centre");
        path.replace("{account}", SPARE).replace("{measure}", "PO-1").replace("{maintenance}", "0")
    }
}

async fn ask(client: &Client, method: &str, path: &str, filled: &str, places: &Places) -> Answer {
    match method {
        "get" => client.get(filled).await,
        "delete" => client.delete(filled).await,
        "put" => client.send(client.request(Method::PUT, filled).json(&body(path, places))).await,
        _ if path.ends_with("dry-run") => client.upload(filled, b"not a workbook".to_vec()).await,
        _ => client.post(filled, body(path, places)).await,
    }
}

/// The late park submits a marked figure by workbook; where all that is.
async fn marked(world: &World, park: &str, own: &Client) -> Places {
    let item = world.item("本年完成固定资产投资额").await;
    let mut report = Report::new(own, park, &world.month).await;
    report.set(&item, MARK);
    let file = report.workbook(own).await.save();
    let dry = own.upload(&report.path("/dry-run?file=marked.xlsx"), file).await.expect(200);
    let digest = dry["digest"].as_str().unwrap().to_owned();
    let answers = duoyuan_tests::report::answers(&dry["dry_run"]["findings"]);
    let seen = report.seen_revisions();
    let body = json!({"digest": digest, "answers": answers, "seen_revisions": seen});
    own.post(&report.path("/submissions"), body).await.expect(201);
    let board = world.leading.see("/api/v1/board").await;
    // With a park that is neither it nor the other one.
    let third = &world.parks.iter().filter(|(id, _)| id != park).nth(1).unwrap().0;
    let made = async |client: &Client, path: &str, body: Value| {
        client.post(path, body).await.expect(201)["position"].as_u64().unwrap()
    };
    let listing = json!({
        "side": "need", "element": "lead", "title": "范围测试的需求", "valid_until": "2027-12-31",
        "visible": {"parks": [third]},
    });
    let proposal = json!({"giver": park, "taker": third, "element": "lead", "title": "范围测试的对接"});
    let (listing, matched) =
        (made(own, "/api/v1/listings", listing).await, made(own, "/api/v1/matches", proposal).await);
    let project = made(&world.office, "/api/v1/enclaves", agreement("范围测试项目", third, park)).await;
    let task = made(&world.office, "/api/v1/tasks", self::task(park, "范围测试的事项")).await;
    let bookings = own.see("/api/v1/bookings").await;
    let over = bookings["over"].as_array().unwrap();
    let booking = over.iter().find(|line| line["owner"] == "service_centre" && line["stage"] == "done");
    Places {
        listing,
        matched,
        project,
        task,
        booking: booking.expect("two years of bookings")["booking"].to_string(),
        park: park.to_owned(),
        month: world.month.clone(),
        published: board["month"].as_str().unwrap().to_owned(),
        code: board["headline"][0]["code"].as_str().unwrap().to_owned(),
        digest,
    }
}

#[tokio::test]
async fn every_route_answers_the_roles_it_is_for_and_no_other() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let places = marked(&world, &park, &own).await;
    let mut described = described(&world.office.see("/api/v1/openapi.json").await);
    // A description need not describe itself.
    described.push(("get".to_owned(), "/api/v1/openapi.json".to_owned()));
    described.sort();
    described.dedup();
    let mut tried: Vec<(String, String)> = OPEN.map(|path| ("get".to_owned(), path.to_owned())).to_vec();
    tried.extend(ROUTES.map(|(method, path, ..)| (method.to_owned(), path.to_owned())));
    tried.sort();
    tried.dedup();
    assert_eq!(described, tried, "the routes described are the routes tried here");

    let display = world.server.client("display").await;
    let operator = world.server.client("operator").await;
    let owner = world.server.client("owner").await;
    let stranger = world.server.stranger();
    let people = [&stranger, &world.leading, &world.office, &own, &other, &display, &operator, &owner];
    let spare = json!({"account": SPARE, "name": "备用", "role": {"kind": "park", "park": park}});
    operator.post("/api/v1/accounts", spare).await.expect(201);
    let mut wrong = Vec::new();
    for (method, path, query, allowed) in ROUTES {
        let filled = places.fill(&format!("{path}{query}"));
        for ((client, role), allowed) in people.iter().zip(ROLES).zip(allowed) {
            let status = if path.ends_with("/live") {
                client.request(Method::GET, &filled).send().await.unwrap().status().as_u16()
            } else {
                ask(client, method, path, &filled, &places).await.status
            };
            // What is refused for its content was let in.
            let refused = matches!(status, 401 | 403 | 404);
            let login = path == "/api/v1/session" && method == "post" && status == 401;
            let fits = if allowed { !refused || login } else { refused };
            if !fits || status >= 500 {
                wrong.push(format!("{method} {filled} as {role}: {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn described(document: &Value) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods = item
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| ["get", "post", "put", "patch", "delete"].contains(&key.as_str()));
        methods.map(|method| (method.clone(), path.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = paths.iter().flat_map(methods).collect();
    all.sort();
    all
}

/// A figure nobody else has, and its digits: however it is grouped or scaled, they stay in a row.
const MARK: &str = "77123456.78";
const DIGITS: &str = "7712345678";

fn holds_mark(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '\u{a0}')).collect();
    // A spreadsheet may keep the number in binary dust: 77123456.780000001.
    digits.contains(DIGITS) || digits.contains("771234567799999")
}

#[tokio::test]
async fn no_answer_to_a_park_holds_another_parks_figure() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let mut stream = other.live(None).await;
    stream.until("snapshot").await;
    let places = marked(&world, &park, &own).await;
    let own_sheet = own.get(&places.fill("/api/v1/reports/{park}/{month}")).await;
    assert!(holds_mark(&own_sheet.body), "the park itself sees it");
    let own_page = own.get(&format!("/api/v1/parks/{park}")).await;
    assert!(holds_mark(&own_page.body) || own_page.status == 200);
    approve(&world.office, &park, &world.month).await;
    let board = world.leading.get(&format!("/api/v1/board?month={}", world.month)).await;
    assert!(
        holds_mark(&board.body)
            || holds_mark(&world.leading.get(&format!("/api/v1/parks/{park}?month={}", world.month)).await.body),
        "the leading group sees it once approved"
    );

    let me = other.see("/api/v1/session").await;
    let other_park = me["role"]["park"].as_str().unwrap();
    let mut asked = 0;
    for month in [&world.month, &places.published] {
        for (method, path, query, _) in ROUTES.iter().filter(|(method, path, ..)| {
            *method != "delete" && !path.ends_with("/live") && *path != "/api/v1/session/password"
        }) {
            for subject in [&park, other_park] {
                let there = Places {
                    park: subject.to_owned(),
                    month: month.to_string(),
                    published: month.to_string(),
                    ..places.clone()
                };
                let filled = there.fill(&format!("{path}{query}"));
                let answer = ask(&other, method, path, &filled, &there).await;
                let unpacked =
                    if answer.body.starts_with(b"PK") { workbook::unpack(&answer.body) } else { answer.body };
                assert!(!holds_mark(&unpacked), "{method} {filled} tells {other_park} the figure of {park}");
                asked += 1;
            }
        }
    }
    assert!(asked > 60, "{asked}");
    // An error about somebody else’s workbook must not repeat what is in it.
    let theirs = own.get(&places.fill("/api/v1/workbooks/{digest}")).await;
    assert!(holds_mark(&workbook::unpack(&theirs.body)), "the park gets its file back");
    let path = format!("/api/v1/reports/{other_park}/{}/dry-run?file=x.xlsx", world.month);
    let foreign = other.upload(&path, theirs.body).await;
    assert!(!holds_mark(&foreign.body), "{}", foreign.text());

    stream.until("beat").await;
    assert!(!holds_mark(stream.seen.as_bytes()), "the stream tells it");
}
