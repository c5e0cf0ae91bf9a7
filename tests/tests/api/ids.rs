//! Ids in addresses: every route says what is wrong with one that names nothing, and tells nobody of what is another's.

use serde_json::Value;

use crate::common::World;

/// Parameters that hold an id, wherever they stand.
const IDS: [&str; 9] = ["park", "giver", "taker", "element", "owner", "platform", "resource", "code", "indicator"];

/// Every described question with one wrong id, and what else it needs.
async fn questions(world: &World) -> Vec<(String, String)> {
    let document = world.office.see("/api/v1/openapi.json").await;
    let mut asked = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        let Some(parameters) = operations["get"]["parameters"].as_array() else { continue };
        let name = |parameter: &Value| parameter["name"].as_str().expect("a name").to_owned();
        let query = || parameters.iter().filter(|parameter| parameter["in"] == "query");
        let is_id = |name: &str| IDS.contains(&name) || (name == "kind" && path.ends_with("/free"));
        for wrong in query().map(name).filter(|name| is_id(name)) {
            let needed = query().filter(|it| it["required"] == true && it["name"] != *wrong).map(name);
            let mut address = format!("{path}?{wrong}=zzz");
            address.extend(needed.map(|it| format!("&{it}={}", world.word_for(&it))));
            for place in parameters.iter().filter(|it| it["in"] == "path").map(name) {
                address = address.replace(&format!("{{{place}}}"), &world.word_for(&place));
            }
            asked.push((wrong, address));
        }
    }
    asked
}

#[tokio::test]
async fn an_id_that_names_nothing_is_told_with_what_would_be_right() {
    let world = World::new().await;
    let asked = questions(&world).await;
    for known in ["/sharing?element", "/listings?park", "/work?owner", "/bookings?park", "/PO-3?platform", "/free?kind"]
    {
        assert!(asked.iter().any(|(_, address)| address.contains(known)), "{known} is one of {asked:#?}");
    }
    let mut wrong = Vec::new();
    for (name, address) in &asked {
        for client in [&world.office, &world.leading] {
            let answer = client.get(address).await;
            let said = answer.text();
            if answer.status != 400 || ![name.as_str(), "zzz"].iter().all(|word| said.contains(word)) {
                wrong.push(format!("{} {address}: {said}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let answer = world.office.get("/api/v1/sharing?element=zzz").await;
    assert!(answer.text().contains("talent"), "{}", answer.text());
    assert_eq!(world.office.get("/api/v1/since").await.problem(400), "since_when");
}

#[tokio::test]
async fn an_id_of_another_s_is_answered_as_one_that_does_not_exist() {
    let world = World::new().await;
    let (own, other) = (world.parks[0].0.clone(), world.parks[1].0.clone());
    let (park, lab) = (world.park(&own).await, crate::platforms::owner(&world, "testing").await);
    let platforms = world.office.see("/api/v1/platforms").await;
    let platforms = platforms["platforms"].as_array().expect("platforms");
    let of_other = platforms.iter().find(|it| it["owner"] != "testing").expect("another's");
    let (platform, resource) = (&of_other["platform"], &of_other["resources"][0]["resource"]["id"]);
    for (client, name, exists) in [
        (&park, "park", other.as_str()),
        (&park, "owner", "testing"),
        (&lab, "owner", "incubator"),
        (&lab, "park", other.as_str()),
        (&lab, "platform", platform.as_str().expect("an id")),
        (&lab, "resource", resource.as_str().expect("an id")),
    ] {
        for (_, address) in questions(&world).await.into_iter().filter(|(wrong, _)| wrong == name) {
            // What a park gives others and asks of them it may ask about.
            if name == "park" && ["/listings", "/transfers"].iter().any(|list| address.contains(list)) {
                continue;
            }
            let address = if name == "owner" { address.replace("transfers", "work") } else { address };
            let (there, nowhere) = (client.get(&address.replace("zzz", exists)).await, client.get(&address).await);
            assert_ne!(nowhere.status, 200, "{address}");
            assert_eq!(there.text().replace(exists, "zzz"), nowhere.text(), "{address}");
        }
    }
}
