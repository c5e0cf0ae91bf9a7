//! Exported tables over HTTP: real workbooks, the order that was asked for, and nothing for whom it is not.

use calamine::{Data, Reader as _, Xlsx};
use duoyuan_tests::Client;
use duoyuan_tests::report::{Report, approve};
use serde_json::Value;
use std::io::Cursor;

use crate::common::World;

/// The rows of the worksheet, as texts.
async fn table(client: &Client, asked: &str) -> Vec<Vec<String>> {
    let answer = client.get(&format!("/api/v1/tables/{asked}")).await;
    assert_eq!(answer.status, 200, "{asked}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.clone())).expect("a workbook");
    let sheet = book.sheet_names().first().expect("a worksheet").clone();
    let range = book.worksheet_range(&sheet).expect("it can be read");
    let text = |data: &Data| match data {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// The rows below the head.
fn body(rows: &[Vec<String>], head: &str) -> Vec<Vec<String>> {
    let at = rows.iter().position(|row| row[0] == head).unwrap_or_else(|| panic!("{rows:?}"));
    rows[at + 1..].to_vec()
}

#[tokio::test]
async fn a_table_holds_what_its_page_shows() {
    let world = World::new().await;
    let board = world.leading.see("/api/v1/board").await;
    let rows = table(&world.leading, "board.xlsx").await;
    assert!(rows.iter().take(6).any(|row| row[0] == "演示数据"), "{:?}", &rows[..4]);
    assert!(rows.iter().take(6).any(|row| row[0].starts_with("来源：")), "{:?}", &rows[..4]);
    let lines = body(&rows, "位次");
    let parks = board["parks"].as_array().expect("parks");
    assert_eq!(lines.len(), parks.len());
    // The first indicator of every park, to the last digit that a worksheet keeps.
    for park in parks {
        let Some(value) = park["figures"][0]["value"].as_str() else { continue };
        let value: f64 = value.parse().expect("a number");
        let found = lines.iter().any(|line| line[2].parse::<f64>().is_ok_and(|it| (it - value).abs() < 1e-6));
        assert!(found, "{value} is in {lines:?}");
    }
}

#[tokio::test]
async fn a_ranking_goes_by_growth_when_it_is_asked_for() {
    let world = World::new().await;
    let code = world.leading.see("/api/v1/zone").await["zone"]["compare"][0].as_str().expect("a code").to_owned();
    let changes = |rows: Vec<Vec<String>>| -> Vec<f64> {
        let ranked = body(&rows, "位次").into_iter().filter(|row| row[0] != "未排名");
        ranked.map(|row| row[3].parse().unwrap_or_else(|_| panic!("{row:?} is ranked"))).collect()
    };
    let growth = changes(table(&world.leading, &format!("ranking.xlsx?indicator={code}&by=growth")).await);
    assert!(growth.len() > 2 && growth.is_sorted_by(|a, b| a >= b), "{growth:?}");
    let level = body(&table(&world.leading, &format!("ranking.xlsx?indicator={code}")).await, "位次");
    let values = level.iter().filter_map(|row| row[2].parse::<f64>().ok()).collect::<Vec<_>>();
    assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
}

#[tokio::test]
async fn every_table_of_a_page_can_be_had_by_whom_the_page_is_for() {
    let world = World::new().await;
    let (park, month) = (world.parks[0].0.clone(), world.month.clone());
    let own = world.park(&park).await;
    for asked in [
        "openness.xlsx",
        "openness-matrix.xlsx",
        "openness-index.xlsx",
        "sharing.xlsx?span=all",
        "transfers.xlsx?span=all",
        "enclaves.xlsx?basis=month",
    ] {
        assert!(table(&world.leading, asked).await.len() > 4, "{asked}");
    }
    for asked in ["listings.xlsx".to_owned(), "queue.xlsx".to_owned(), format!("bookings.xlsx?park={park}")] {
        assert!(table(&world.office, &asked).await.len() > 4, "{asked}");
    }
    for asked in [format!("park.xlsx?park={park}"), format!("bookings.xlsx?park={park}"), "listings.xlsx".to_owned()] {
        assert!(table(&own, &asked).await.len() > 4, "{asked}");
    }
    let other = world.park(&world.parks[1].0).await;
    let display = world.server.client("display").await;
    for (client, asked) in [
        (&other, format!("park.xlsx?park={park}")),
        (&other, format!("bookings.xlsx?park={park}")),
        (&other, format!("review.xlsx?park={park}&month={month}")),
        (&other, "queue.xlsx".to_owned()),
        (&other, "board.xlsx".to_owned()),
        (&other, "openness-index.xlsx".to_owned()),
        (&display, "board.xlsx".to_owned()),
        (&world.leading, "nonsense.xlsx".to_owned()),
        (&world.leading, "board".to_owned()),
        (&world.leading, "park.xlsx".to_owned()),
    ] {
        assert_eq!(client.get(&format!("/api/v1/tables/{asked}")).await.status, 404, "{asked}");
    }
}

#[tokio::test]
async fn a_parks_table_of_flows_is_its_own() {
    let world = World::new().await;
    let park = world.parks[0].0.clone();
    let own = world.park(&park).await;
    let zone = world.leading.see("/api/v1/zone").await;
    let named = |it: &Value| it["id"] == park.as_str();
    let short = zone["zone"]["parks"].as_array().and_then(|all| all.iter().find(|it| named(it)));
    let short = short.and_then(|it| it["short"].as_str()).expect("it is there").to_owned();
    let flows = body(&table(&own, "sharing.xlsx?span=all").await, "提供方");
    let pairs = flows.iter().take_while(|row| row[0] != "合计");
    assert!(flows.len() > 1 && pairs.clone().all(|row| row[0] == short || row[1] == short), "{flows:?}");
}

#[tokio::test]
async fn a_parks_table_of_enclaves_is_its_own_and_tells_what_is_missing() {
    let world = World::new().await;
    let asked = format!("enclaves.xlsx?month={}&basis=cumulative", world.month);
    let zone = world.leading.see("/api/v1/zone").await;
    let parks = zone["zone"]["parks"].as_array().expect("parks").clone();
    let page = world.leading.see(&format!("/api/v1/enclaves?month={}", world.month)).await;
    let all = body(&table(&world.leading, &asked).await, "指标");
    let lines = page["assessed"].as_array().expect("items").iter();
    let lines: Vec<&Value> = lines.flat_map(|item| item["lines"].as_array().expect("lines")).collect();
    let told: Vec<u64> = lines.iter().filter_map(|line| line["missing"].as_u64()).collect();
    let shown = all.iter().filter(|row| row[2] != "全区").map(|row| row[8].parse().unwrap());
    assert_eq!(shown.collect::<Vec<u64>>(), told);
    assert!(told.iter().any(|missing| *missing > 0), "the demonstration lacks a month");
    for (park, _) in &world.parks {
        let named = parks.iter().find(|it| it["id"] == park.as_str()).expect("it is there");
        let rows = table(&world.park(park).await, &asked).await;
        let own = body(&rows, "指标");
        assert!(own.iter().all(|row| named["short"] == row[2].as_str()), "{park}: {own:?}");
    }
    assert_eq!(world.server.client("display").await.get(&format!("/api/v1/tables/{asked}")).await.status, 404);
}

/// A table of what was is of then, to the last number, and its title and its file say so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_can_be_looked_back_at() {
    let world = World::new().await;
    let (late, own, _) = world.late_and_other().await;
    let before = world.office.see("/api/v1/zone").await["position"].as_u64().expect("a position");
    let names = ["board.xlsx", "ranking.xlsx", "openness.xlsx", "sharing.xlsx", "enclaves.xlsx", "queue.xlsx"];
    let mut then = Vec::new();
    for name in names {
        // Of that entry, asked before anything came after it: what is so now may be of a day later than the entry.
        then.push((table(&world.office, name).await, table(&world.office, &format!("{name}?as_of={before}")).await));
    }
    Report::new(&own, &late, &world.month).await.submitted(&own).await;
    approve(&world.office, &late, &world.month).await;
    for (name, (today, then)) in names.iter().zip(then) {
        let past = table(&world.office, &format!("{name}?as_of={before}")).await;
        assert!(past[0][0].ends_with(&format!("（截至第{before}条日志的数据）")), "{name}: {}", past[0][0]);
        assert_eq!(past[0], then[0], "{name}");
        assert!(past[0][0].starts_with(&today[0][0]) || name.starts_with("openness"), "{name}: {}", today[0][0]);
        // The second or third line says when it was exported.
        let body =
            |rows: &[Vec<String>]| rows.iter().skip(1).filter(|row| !row[0].starts_with("来源")).cloned().collect();
        let (past, then): (Vec<_>, Vec<_>) = (body(&past), body(&then));
        assert_eq!(past, then, "{name}");
    }
    let file = world.office.get(&format!("/api/v1/tables/board.xlsx?as_of={before}")).await;
    let named = file.header("content-disposition");
    assert!(named.contains("%E6%88%AA%E8%87%B3"), "{named} says 截至");
    let now = table(&world.office, "board.xlsx").await;
    assert_ne!(now, table(&world.office, &format!("board.xlsx?as_of={before}")).await, "the report changed the board");
}
