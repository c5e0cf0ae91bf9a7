//! Documents of evidence: handed in, opened by those who may, and checked by `verify`.

use duoyuan_tests::{Answer, Client};
use serde_json::{Value, json};

use crate::common::World;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

async fn owner(world: &World, id: &str) -> Client {
    let account = world.server.accounts().iter().find(|it| it.role == "owner" && it.name == id).unwrap();
    world.server.login(account).await
}

async fn hand_in(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    client.upload(&format!("/api/v1/documents?file={name}"), bytes.to_vec()).await
}

async fn digest(client: &Client, bytes: &[u8]) -> String {
    hand_in(client, "p.pdf", bytes).await.expect(201)["digest"].as_str().unwrap().to_owned()
}

fn opening(park: &str, document: &str, digest: &str) -> Value {
    json!({"park": park, "openness": {"level": "conditional", "text": "仅限检测"}, "since": "2026-11-01",
        "evidence": {"document": document, "digest": digest}})
}

const OPENNESS: &str = "/api/v1/platforms/microscopy/openness";

#[tokio::test]
async fn a_document_is_for_those_who_may_see_what_it_stands_behind() {
    let mut world = World::new().await;
    let (lab, bank) = (owner(&world, "testing").await, owner(&world, "tech_finance").await);
    let (one, two) = (world.park("qinyang").await, world.park("wuzhi").await);
    let digest = digest(&lab, PDF).await;
    let path = format!("/api/v1/documents/{digest}");
    assert_eq!(lab.get(&path).await.status, 404, "nothing names it yet");
    let since = jiff::Timestamp::now().to_string()[..10].to_owned();
    let mut body = opening("qinyang", "焦高新〔2026〕9号", &digest);
    body["since"] = json!(since);
    // A digest is no key: whoever did not hand the file in cannot name it.
    assert_eq!(world.office.post(OPENNESS, body.clone()).await.problem(422), "file_gone");
    lab.post(OPENNESS, body).await.expect(200);
    for client in [&lab, &one, &world.office, &world.leading] {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, answer.body.as_slice()), (200, PDF));
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let disposition = answer.header("content-disposition").to_owned();
        assert!(disposition.starts_with("attachment; ") && disposition.ends_with(".pdf"), "{disposition}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    }
    for client in [&two, &bank] {
        assert_eq!(client.get(&path).await.status, 404);
    }
    let page = one.see("/api/v1/platforms/microscopy").await;
    assert_eq!(page["card"]["openness"][0]["evidence"]["digest"], digest);
    // What stands there already may be named again; a stranger's file may not.
    let workbook = one.get("/api/v1/documents/nonsense").await;
    assert_eq!(workbook.status, 404);
    world.server.kill().await;
    let sound = world.server.run(&["verify"]).await;
    assert!(sound.status.success(), "{}", String::from_utf8_lossy(&sound.stderr));
    let database = world.server.open_database();
    let changed = database.execute("UPDATE blob SET bytes = ?1 WHERE bytes = ?2", (&b"%PDF-1.7 forged"[..], PDF));
    assert_eq!(changed.unwrap(), 1);
    drop(database);
    let forged = world.server.run(&["verify"]).await;
    let said = String::from_utf8_lossy(&forged.stderr).into_owned();
    assert!(!forged.status.success() && said.contains(&digest), "{said}");
}

#[tokio::test]
async fn what_is_no_document_is_refused_with_a_sentence() {
    let world = World::new().await;
    let lab = owner(&world, "testing").await;
    assert_eq!(hand_in(&lab, "a.pdf", b"").await.problem(422), "document_empty");
    assert_eq!(hand_in(&lab, "a.pdf", b"<html><script>alert(1)</script>").await.problem(422), "file_kind");
    assert_eq!(hand_in(&lab, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await.problem(422), "file_kind");
    let mut large = PDF.to_vec();
    large.resize(10 * 1024 * 1024 + 1, b' ');
    let refused = hand_in(&lab, "large.pdf", &large).await;
    assert_eq!(refused.problem(413), "file_large");
    assert!(refused.json()["detail"].as_str().unwrap().contains("10MB"), "{}", refused.text());
    assert_eq!(hand_in(&world.leading, "a.pdf", PDF).await.problem(403), "file_only");
    let unknown = opening("qinyang", "批复", &"0".repeat(64));
    assert_eq!(lab.post(OPENNESS, unknown).await.problem(422), "file_gone");
    let none = opening("qinyang", "批复", "../../etc/passwd");
    assert_eq!(lab.post(OPENNESS, none).await.problem(422), "file_gone");
}

#[tokio::test]
async fn a_platforms_own_documents_stay_when_it_is_changed() {
    let world = World::new().await;
    let lab = owner(&world, "testing").await;
    let path = "/api/v1/platforms/microscopy";
    let card = lab.see(path).await["card"].clone();
    let digest = digest(&lab, PDF).await;
    let resources: Vec<&Value> = card["resources"].as_array().unwrap().iter().map(|it| &it["resource"]).collect();
    let mut details = json!({"owner": card["owner"], "kind": card["kind"], "name": card["name"],
        "rules": card["rules"], "evidence": [{"document": "章程", "digest": digest}], "resources": resources});
    lab.put(path, details.clone()).await.expect(200);
    details["rules"] = json!("先预约，后使用。");
    lab.put(path, details).await.expect(200);
    let file = world.park("wuzhi").await.get(&format!("/api/v1/documents/{digest}")).await;
    assert_eq!(file.body, PDF);
}
