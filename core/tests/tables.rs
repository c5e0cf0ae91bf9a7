//! Exported tables: they hold what their page shows to that scope, in its order, and nothing else.

mod offer;
mod small;

use duoyuan_core::access::Scope;
use duoyuan_core::openness::Period;
use duoyuan_core::period::Basis;
use duoyuan_core::series::Seen;
use duoyuan_core::table::{self, Asked, Cell, Table};
use duoyuan_core::view::{ListingsAsked, RankBy, Selection, Wanted};
use rust_decimal::Decimal;

use small::{World, month, rows};

/// A number that stands nowhere but in west's report.
const SECRET: i64 = 987_643;

/// East grows from 100 to 150, west from 800 to its secret number; main has no year before.
fn world() -> World {
    let mut world = offer::world();
    for (park, before, now) in [("east", Some(100), 150), ("west", Some(800_000), SECRET), ("main", None, 500)] {
        if let Some(before) = before {
            world.publish(park, "2024-02", rows(before));
        }
        world.publish(park, "2025-02", rows(now));
    }
    let slot = offer::hours(&world, 24, 26);
    let mut request = offer::request("tests", "scope", "west", Some(slot));
    "不为人知的用途".clone_into(&mut request.purpose);
    let command = duoyuan_core::platform::Command::Request { request, wait: false };
    offer::act(&mut world, offer::park("west"), command).expect("free");
    world
}

fn all() -> Vec<Asked> {
    let period = Period { from: month("2025-01"), to: month("2025-03") };
    let mut all = vec![
        Asked::Openness(period),
        Asked::Matrix(period),
        Asked::Index(period),
        Asked::Sharing(Selection::default()),
        Asked::Transfers(Wanted::default()),
        Asked::Listings(ListingsAsked::default()),
        Asked::Enclaves(None, Basis::Month),
        Asked::Work("lab".into()),
        Asked::Queue,
    ];
    for by in [RankBy::Level, RankBy::Growth] {
        all.push(Asked::Board(None, Basis::Cumulative, by, None));
        all.push(Asked::Ranking(None, Basis::Cumulative, by, None));
    }
    for park in ["east", "west", "main", "nowhere"] {
        all.push(Asked::Park(park.into(), None, Basis::Cumulative));
        all.push(Asked::Bookings(park.into()));
        all.push(Asked::Review(park.into(), month("2025-02")));
    }
    all
}

fn look(world: &World, scope: &Scope, asked: &Asked) -> Option<Table> {
    table::table(Seen::new(&world.state, scope).expect("a zone"), asked, world.now)
}

fn texts(table: &Table) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.value.normalize().to_string(),
    };
    let around = [table.title.clone(), table.source.clone()].into_iter().chain(table.notes.iter().cloned());
    around.chain(table.rows.iter().flatten().map(cell)).collect()
}

fn column(table: &Table, place: usize) -> Vec<String> {
    let plain = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.value.round_dp(1).normalize().to_string(),
    };
    table.rows.iter().map(|row| plain(&row[place])).collect()
}

#[test]
fn parks_stand_in_the_order_asked_for_with_value_change_and_status() {
    let world = world();
    let of = |by| {
        let asked = Asked::Ranking(None, Basis::Cumulative, by, Some("revenue".into()));
        look(&world, &Scope::Leading, &asked).expect("the leading group sees it")
    };
    let level = of(RankBy::Level);
    assert_eq!(column(&level, 1), ["west", "main", "east"]);
    assert_eq!(column(&level, 0), ["1", "2", "3"]);
    assert_eq!(column(&level, 2), [SECRET.to_string(), "500".to_owned(), "150".to_owned()]);
    let growth = of(RankBy::Growth);
    assert_eq!(column(&growth, 1), ["east", "west", "main"], "without a year before it stands apart");
    assert_eq!(column(&growth, 0), ["1", "2", "未排名"]);
    let rate = (Decimal::from(SECRET - 800_000) / Decimal::from(8_000)).round_dp(1).normalize().to_string();
    assert_eq!(column(&growth, 3)[..2], ["50".to_owned(), rate]);
    assert!(!column(&growth, 3)[2].is_empty(), "the reason stands where the change would");
    assert!(column(&growth, 4).iter().all(|status| !status.is_empty()));
    assert!(growth.title.contains("revenue") && growth.source.contains("Test"), "{}", growth.source);
}

/// Main has no figure of February 2024: who sees every park is told so beside the zone's sum, as on the page.
#[test]
fn a_park_s_table_says_who_is_not_in_the_zone_s_sum() {
    let world = world();
    let of = |scope: &Scope, month: &str| {
        look(&world, scope, &Asked::Park("west".into(), Some(month.parse().unwrap()), Basis::Cumulative)).unwrap()
    };
    for scope in [Scope::Leading, Scope::Office] {
        let told = of(&scope, "2024-02");
        let place = told.columns.iter().position(|it| it.head == "未计入全区的园区").expect("it has a column");
        assert_eq!(column(&told, place)[0], "缺1园：main", "{scope:?}");
        assert_eq!(column(&told, place - 1)[0], "800100", "beside the zone's");
        assert_eq!(column(&of(&scope, "2025-02"), place)[0], "", "nobody is missing");
    }
    let own = of(&Scope::Park("west".into()), "2024-02");
    assert!(texts(&own).iter().all(|text| !text.contains("main") && !text.contains("缺1园")), "{own:?}");
    assert!(own.notes.iter().any(|note| note.starts_with("全区数和位次")), "as on its page: {:?}", own.notes);
}

#[test]
fn every_row_has_a_cell_a_column() {
    let world = world();
    let scopes = [Scope::Leading, Scope::Office, Scope::Park("east".into()), Scope::Owner("lab".into())];
    let mut seen = 0;
    for (scope, asked) in scopes.iter().flat_map(|scope| all().into_iter().map(move |asked| (scope, asked))) {
        let Some(table) = look(&world, scope, &asked) else { continue };
        seen += 1;
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{asked:?}");
        assert!(table.file().ends_with(".xlsx") && !table.file().contains('/'), "{}", table.file());
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn what_a_scope_may_not_see_is_in_no_table() {
    let world = world();
    let told = |scope: &Scope| {
        let tables = all().into_iter().filter_map(|asked| look(&world, scope, &asked));
        tables.flat_map(|table| texts(&table)).collect::<Vec<_>>()
    };
    let secret = SECRET.to_string();
    let knows = |scope: &Scope, what: &str| told(scope).iter().any(|text| text.contains(what));
    assert!(knows(&Scope::Leading, &secret) && knows(&Scope::Office, &secret));
    assert!(knows(&Scope::Park("west".into()), &secret), "its own");
    assert!(knows(&Scope::Owner("lab".into()), "不为人知的用途") && knows(&Scope::Office, "不为人知的用途"));
    for stranger in [Scope::Park("east".into()), Scope::Owner("bank".into())] {
        assert!(!knows(&stranger, &secret), "{stranger:?}");
        assert!(!knows(&stranger, "不为人知的用途"), "{stranger:?}");
    }
    assert!(all().iter().all(|asked| look(&world, &Scope::Display, asked).is_none()), "a wall takes nothing away");
    let east = Scope::Park("east".into());
    for asked in [
        Asked::Board(None, Basis::Cumulative, RankBy::Level, None),
        Asked::Ranking(None, Basis::Cumulative, RankBy::Growth, None),
        Asked::Park("west".into(), None, Basis::Cumulative),
        Asked::Bookings("west".into()),
        Asked::Work("lab".into()),
        Asked::Queue,
        Asked::Review("west".into(), month("2025-02")),
    ] {
        assert_eq!(look(&world, &east, &asked), None, "{asked:?}");
    }
}
