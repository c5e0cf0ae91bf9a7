//! The description is true: what is answered is what it says.

use duoyuan_tests::report::Report;
use duoyuan_tests::schema::Schemas;
use serde_json::{Value, json};

use crate::common::World;

/// The schema described for an answer, or nothing when the answer is not described as JSON.
fn schema<'a>(document: &'a Value, method: &str, path: &str, status: u16) -> Option<&'a Value> {
    let operation = &document["paths"][path][method];
    assert!(operation.is_object(), "{method} {path} is described");
    let responses = &operation["responses"];
    // Refusals are described together.
    let response = responses.get(status.to_string()).unwrap_or(&responses[format!("{}XX", status / 100)]);
    assert!(response.is_object(), "{method} {path} is described to answer {status}: {}", operation["responses"]);
    let content = response["content"].as_object()?;
    let json = content.get("application/json").or_else(|| content.get("application/problem+json"))?;
    Some(&json["schema"])
}

#[tokio::test]
async fn answers_are_as_described() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let document = world.office.see("/api/v1/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let schemas = Schemas::new(&document);
    let board = world.leading.see("/api/v1/board").await;
    let (code, month) = (board["headline"][0]["code"].as_str().unwrap(), board["month"].as_str().unwrap());

    let mut wrong = Vec::new();
    let mut check = |method: &str, path: &str, status: u16, value: &Value| {
        let Some(schema) = schema(&document, method, path, status) else {
            return wrong.push(format!("{method} {path} {status} has no schema"));
        };
        wrong.extend(schemas.problems(schema, value).into_iter().take(5).map(|p| format!("{method} {path}: {p}")));
    };
    let collected = &world.month;
    let owner = world.server.client("owner").await;
    let gets = [
        (&world.leading, "/healthz", "/healthz".to_owned()),
        (&own, "/api/v1/session", "/api/v1/session".to_owned()),
        (&world.leading, "/api/v1/zone", "/api/v1/zone".to_owned()),
        (&world.leading, "/api/v1/board", "/api/v1/board".to_owned()),
        (&world.leading, "/api/v1/board", "/api/v1/board?basis=month".to_owned()),
        (&own, "/api/v1/parks/{park}", format!("/api/v1/parks/{park}")),
        (
            &world.leading,
            "/api/v1/explanation",
            format!("/api/v1/explanation?park={park}&code={code}&month={month}&basis=cumulative"),
        ),
        (&own, "/api/v1/explanation", format!("/api/v1/explanation?code={code}&month={month}&basis=month")),
        (&own, "/api/v1/desk/{park}", format!("/api/v1/desk/{park}")),
        (&own, "/api/v1/reports/{park}/{month}", format!("/api/v1/reports/{park}/{collected}")),
        (&world.office, "/api/v1/queue", "/api/v1/queue".to_owned()),
        (&own, "/api/v1/platforms", "/api/v1/platforms".to_owned()),
        (&world.office, "/api/v1/platforms/{platform}", "/api/v1/platforms/microscopy".to_owned()),
        (&own, "/api/v1/platforms/free", format!("/api/v1/platforms/free?{}", crate::platforms::days(1, 9))),
        (&own, "/api/v1/bookings", "/api/v1/bookings".to_owned()),
        (&owner, "/api/v1/work", "/api/v1/work".to_owned()),
        (&world.leading, "/api/v1/openness", format!("/api/v1/openness?month={collected}")),
        (&owner, "/api/v1/openness", "/api/v1/openness?basis=month".to_owned()),
        (&own, "/api/v1/openness", "/api/v1/openness".to_owned()),
        (&world.leading, "/api/v1/openness/{measure}", format!("/api/v1/openness/PO-10b?month={collected}")),
    ];
    for (client, path, asked) in gets {
        check("get", path, 200, &client.see(&asked).await);
    }
    check("get", "/api/v1/board", 401, &world.server.stranger().get("/api/v1/board").await.expect(401));
    check("get", "/api/v1/queue", 404, &own.get("/api/v1/queue").await.json());

    let report = Report::new(&own, &park, collected).await;
    let book = report.workbook(&own).await.save();
    let dry = own.upload(&report.path("/dry-run?file=a.xlsx"), book).await.expect(200);
    check("post", "/api/v1/reports/{park}/{month}/dry-run", 200, &dry);
    let refused = own.post(&report.path("/submissions"), json!({"rows": [], "answers": [], "seen_revisions": 0})).await;
    check("post", "/api/v1/reports/{park}/{month}/submissions", 422, &refused.expect(422));
    let accepted = report.submit(&own).await.expect(201);
    check("post", "/api/v1/reports/{park}/{month}/submissions", 201, &accepted);
    let review = world.office.see(&report.path("/review")).await;
    check("get", "/api/v1/reports/{park}/{month}/review", 200, &review);
    let approval =
        world.office.post(&report.path("/approval"), json!({"seen_revisions": review["seen_revisions"]})).await;
    check("post", "/api/v1/reports/{park}/{month}/approval", 200, &approval.expect(200));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn the_description_holds_together() {
    let world = World::new().await;
    let document = world.office.see("/api/v1/openapi.json").await;
    let mut open = vec![&document];
    let mut references = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    references += 1;
                    assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
                }
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(references > 20, "{references}");
}
