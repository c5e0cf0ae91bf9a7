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
    let response = &responses[status.to_string()];
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
    let operator = world.server.client("operator").await;
    let new = json!({"account": "trial", "name": "试用", "role": {"kind": "park", "park": park}});
    check("post", "/api/v1/accounts", 201, &operator.post("/api/v1/accounts", new).await.expect(201));
    let given = operator.post("/api/v1/accounts/trial/password", json!({})).await.expect(200);
    check("post", "/api/v1/accounts/{account}/password", 200, &given);
    let gets = [
        (&operator, "/api/v1/accounts", "/api/v1/accounts".to_owned()),
        (&world.office, "/api/v1/accounts", "/api/v1/accounts".to_owned()),
        (&world.leading, "/healthz", "/healthz".to_owned()),
        (&own, "/api/v1/session", "/api/v1/session".to_owned()),
        (&world.leading, "/api/v1/zone", "/api/v1/zone".to_owned()),
        (&world.leading, "/api/v1/board", "/api/v1/board".to_owned()),
        (&world.leading, "/api/v1/board", "/api/v1/board?basis=month".to_owned()),
        (&world.leading, "/api/v1/ranking", "/api/v1/ranking".to_owned()),
        (&world.leading, "/api/v1/ranking", "/api/v1/ranking?indicator=SH-net-money".to_owned()),
        (&world.leading, "/api/v1/explanation", format!("/api/v1/explanation?code=PO-4&month={month}")),
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
        (&world.leading, "/api/v1/sharing", "/api/v1/sharing?span=all".to_owned()),
        (&own, "/api/v1/sharing", "/api/v1/sharing?element=talent&span=month".to_owned()),
        (&world.office, "/api/v1/sharing/transfers", "/api/v1/sharing/transfers?span=all".to_owned()),
        (&world.office, "/api/v1/sharing/transfers", "/api/v1/sharing/transfers?kind=unconfirmed".to_owned()),
        (&world.office, "/api/v1/market", "/api/v1/market".to_owned()),
        (&own, "/api/v1/market", "/api/v1/market".to_owned()),
        (&world.leading, "/api/v1/enclaves", "/api/v1/enclaves".to_owned()),
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

/// Names of described types in our own sources, each with the files that define one.
fn described_types() -> std::collections::BTreeMap<String, Vec<String>> {
    let (mut found, mut folders) = (
        std::collections::BTreeMap::<_, Vec<_>>::new(),
        vec!["core/src", "server/src/http"]
            .into_iter()
            .map(|folder| duoyuan_tests::server::root().join(folder))
            .collect::<Vec<_>>(),
    );
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            // Bodies are written as a name and its fields; a macro makes types of them.
            if path.ends_with("api/bodies.rs") {
                let named = source.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(" {"));
                let names = named.filter(|(name, _)| name.starts_with(char::is_uppercase));
                names.for_each(|(name, _)| found.entry(name.to_owned()).or_default().push(path.display().to_string()));
            }
            for derived in source.split("ToSchema)").skip(1) {
                // `schema(as = Name)` stands before the type, and takes its place.
                let end = derived.find(" struct ").into_iter().chain(derived.find(" enum ")).min().unwrap_or(0);
                let (before, after) = derived.split_at(end);
                let name = before
                    .split_once("(as = ")
                    .map_or_else(|| after.split_whitespace().nth(1).unwrap_or_default(), |(_, name)| name);
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                // Of a macro there is no name to read.
                if !name.is_empty() {
                    found.entry(name.to_owned()).or_default().push(path.display().to_string());
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn no_two_types_have_one_name_and_files_are_bytes() {
    let types = described_types();
    assert!(types.len() > 150, "{}", types.len());
    let twice: Vec<_> = types.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
    let document = duoyuan_tests::Server::demo().await.stranger().see("/api/v1/openapi.json").await;
    let mut files = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            let responses = operation["responses"].as_object().unwrap();
            for status in ["401", "404", "429", "500"] {
                assert!(path == "/healthz" || responses.contains_key(status), "{path} may answer {status}");
            }
            let answers = responses.values().map(|response| &response["content"]);
            for content in answers.chain([&operation["requestBody"]["content"]]) {
                for (kind, described) in content.as_object().into_iter().flatten() {
                    if kind.contains("json") || kind.starts_with("text/") {
                        continue;
                    }
                    files += 1;
                    let reference = described["schema"]["$ref"].as_str().unwrap_or_default();
                    let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
                    assert_eq!(schema["format"], "binary", "{path} {kind}: {described}");
                }
            }
        }
    }
    assert!(files >= 5, "{files}");
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

/// What a question of the query may be answered with, as described: the words of an enumeration, or its type.
fn closed<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#'))?,
        None => schema,
    };
    let is_closed = |kind: &Value| matches!(kind.as_str(), Some("boolean" | "integer"));
    let kinds = schema["type"].as_array().map_or_else(|| vec![&schema["type"]], |all| all.iter().collect());
    if schema["enum"].is_array() || kinds.into_iter().any(is_closed) {
        return Some(schema);
    }
    let either = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|word| schema[word].as_array());
    // An enumeration with a sentence for each word is written as one of many constants.
    let constant = |one: &&Value| one["const"].is_string() || one["enum"].is_array();
    either.flatten().find_map(|one| if constant(&one) { Some(one) } else { closed(document, one) })
}

#[tokio::test]
async fn a_word_that_no_question_knows_is_refused() {
    let world = World::new().await;
    let document = world.leading.see("/api/v1/openapi.json").await;
    let described = document.pointer("/paths/~1api~1v1~1tables~1{name}/get").expect("it is described");
    let described = format!("{}{}", described["summary"], described["description"]);
    let tables: Vec<&str> = described.split('`').skip(1).step_by(2).filter(|name| !name.starts_with('.')).collect();
    assert!(tables.contains(&"queue") && tables.contains(&"board"), "{tables:?}");
    let mut asked = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        let Some(parameters) = operations["get"]["parameters"].as_array() else { continue };
        let name = |parameter: &Value| parameter["name"].as_str().expect("a name").to_owned();
        let query = || parameters.iter().filter(|parameter| parameter["in"] == "query");
        for wrong in query().filter(|parameter| closed(&document, &parameter["schema"]).is_some()) {
            let needed =
                query().filter(|parameter| parameter["required"] == true && parameter["name"] != wrong["name"]);
            let mut address = format!("{path}?{}=zzz", name(wrong));
            address.extend(needed.map(|it| format!("&{}={}", name(it), world.word_for(&name(it)))));
            for parameter in
                parameters.iter().filter(|parameter| parameter["in"] == "path" && name(parameter) != "name")
            {
                address = address.replace(&format!("{{{}}}", name(parameter)), &world.word_for(&name(parameter)));
            }
            match address.contains("{name}") {
                true => asked.extend(tables.iter().map(|it| address.replace("{name}", &format!("{it}.xlsx")))),
                false => asked.push(address),
            }
        }
    }
    for known in
        ["/board?basis", "/ranking.xlsx?by", "/sharing?span", "/queue.xlsx?kind", "/listings?status", "/free?class"]
    {
        assert!(asked.iter().any(|address| address.contains(known)), "{known} is one of {asked:#?}");
    }
    let mut taken = Vec::new();
    for address in asked {
        let answer = world.leading.get(&address).await;
        if answer.status != 400 {
            taken.push(format!("{} {address}", answer.status));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}
