//! Items, indicators and audit rules from a month on and until one: what was in force for a month is what it is read by.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::draft::Draft;
use duoyuan_core::figure::{Change, Gap};
use duoyuan_core::intake::Template;
use duoyuan_core::period::Basis;
use duoyuan_core::report::Row;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::Command;
use duoyuan_core::view::{self, Figure, Trend};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Zone, diff};
use duoyuan_core::{say, zone as configuration};
use small::{World, at, month, row, rows, zone};

/// The small zone: `firms` is asked for from January 2025 on, `margin` is computed in February and March 2025 alone, and
/// that revenue is not below goods is judged from February 2025 on.
fn timed() -> Arc<Zone> {
    let mut zone = (*zone()).clone();
    let item = zone.form.items.iter_mut().find(|it| it.code.as_str() == "firms").unwrap();
    item.from = Some(month("2025-01"));
    let indicator = zone.indicators.iter_mut().find(|it| it.code.as_str() == "margin").unwrap();
    (indicator.from, indicator.until) = (Some(month("2025-02")), Some(month("2025-03")));
    zone.rules[0].from = Some(month("2025-02"));
    Arc::new(zone)
}

fn without_firms() -> Vec<Row> {
    rows(100).into_iter().filter(|row| row.item.as_str() != "firms").collect()
}

/// All three parks have reported on December 2023 and on November 2024 to April 2025, as the form of each month asks.
fn world() -> World {
    let mut world = World::in_zone(timed());
    world.now = at("2025-05-10T01:00:00Z");
    for park in small::PARKS {
        for of in ["2024-02", "2024-11", "2024-12"] {
            world.publish(park, of, without_firms());
        }
        for of in ["2025-01", "2025-02", "2025-03", "2025-04"] {
            world.publish(park, of, rows(100));
        }
    }
    world
}

#[test]
fn an_item_is_asked_for_from_its_first_month_on() {
    let mut world = World::in_zone(timed());
    let sheet = |world: &World, of: &str| {
        let scope = Scope::Park("east".into());
        view::sheet(Seen::new(&world.state, &scope).unwrap(), &"east".into(), month(of)).unwrap()
    };
    let asks = |world: &World, of: &str| sheet(world, of).lines.iter().any(|line| line.item.as_str() == "firms");
    assert_eq!((asks(&world, "2024-12"), asks(&world, "2025-01")), (false, true));
    let zone = timed();
    let printed = |world: &World, of: &str| Template::of(&zone, &sheet(world, of)).lines.len();
    assert_eq!((printed(&world, "2024-12"), printed(&world, "2025-01")), (4, 5));
    // A draft that was begun elsewhere does not send it either.
    let mut draft = Draft::of(&sheet(&world, "2024-12"));
    draft.cells.insert("firms".into(), duoyuan_core::draft::Typed { text: "3".to_owned(), ..Default::default() });
    let judged = draft.judge(&zone, &sheet(&world, "2024-12"));
    assert!(judged.rows.iter().all(|row| row.item.as_str() != "firms"));

    let refused = world.submit("east", "2024-12", rows(100)).unwrap_err();
    let said: Vec<String> = refused.findings.iter().map(|finding| finding.message.text(Lang::Chinese)).collect();
    assert_eq!(said, ["“FIRMS”自2025年1月起执行，2024年12月的报表不填此项。请删除这个数。"]);
    world.submit("east", "2024-12", without_firms()).unwrap();
    let refused = world.submit("east", "2025-01", without_firms()).unwrap_err();
    assert_eq!(refused.findings.len(), 1);
    assert_eq!(refused.findings[0].message.key.name(), "blank");
    world.submit("east", "2025-01", rows(100)).unwrap();
}

#[test]
fn an_indicator_that_is_not_in_force_says_so_and_misses_nobody() {
    let world = world();
    let scope = Scope::Office;
    let seen = Seen::new(&world.state, &scope).unwrap();
    let check = |code: &str, of: &str, basis: Basis, gap: Option<Gap>, said: Option<&str>| {
        for subject in [Subject::Zone, Subject::Park("east".into())] {
            let indicator = seen.zone().indicator(&code.into()).unwrap();
            let figure = Figure::of(seen, &subject, indicator, month(of), basis, world.now);
            assert_eq!(figure.gap, gap, "{code} {of} {subject:?}");
            assert_eq!(figure.missing, [], "{code} {of}");
            assert_eq!(say::not_in_force(seen.zone(), &figure, Lang::Chinese).as_deref(), said, "{code} {of}");
        }
    };
    let out = Some(Gap::NotInForce);
    let margin = Some("该指标自2025年2月至2025年3月执行。");
    check("margin", "2025-01", Basis::Cumulative, out, margin);
    check("margin", "2025-02", Basis::Cumulative, None, None);
    check("margin", "2025-03", Basis::Cumulative, None, None);
    check("margin", "2025-04", Basis::Cumulative, out, margin);
    let firms = Some("计算所用的“FIRMS”自2025年1月起执行。");
    check("firms", "2024-12", Basis::Month, out, firms);
    check("firms", "2025-01", Basis::Month, None, None);
    check("firms", "2025-02", Basis::Cumulative, None, None);
    check("revenue", "2024-12", Basis::Cumulative, None, None);
}

#[test]
fn nothing_is_compared_with_a_month_before_its_time() {
    let world = world();
    let scope = Scope::Office;
    let seen = Seen::new(&world.state, &scope).unwrap();
    let change = |code: &str, of: &str| {
        let indicator = seen.zone().indicator(&code.into()).unwrap();
        seen.year_on_year(&Subject::Zone, indicator, month(of), Basis::Cumulative)
    };
    assert_eq!(change("margin", "2025-02"), Change::None(Gap::NotInForce));
    assert_eq!(change("firms", "2025-02"), Change::None(Gap::NotInForce));
    assert!(change("revenue", "2025-02").amount().is_some());
}

#[test]
fn a_trend_breaks_where_an_indicator_begins_and_ends() {
    let world = world();
    let check = |scope: &Scope, subject: &Subject| {
        let seen = Seen::new(&world.state, scope).unwrap();
        let indicator = seen.zone().indicator(&"firms".into()).unwrap();
        let trend = Trend::of(seen, subject, indicator, month("2025-03"), 5);
        let drawn = trend.points.iter().map(|it| (it.value.is_some(), it.breaks, it.missing)).collect::<Vec<_>>();
        assert_eq!(
            drawn,
            [(false, false, 0), (false, false, 0), (true, true, 0), (true, false, 0), (true, false, 0)],
            "{subject:?}"
        );
    };
    check(&Scope::Leading, &Subject::Zone);
    check(&Scope::Leading, &Subject::Park("east".into()));
    check(&Scope::Park("east".into()), &Subject::Park("east".into()));
}

#[test]
fn a_rule_is_judged_from_its_first_month_on() {
    let mut world = World::in_zone(timed());
    let mut broken = rows(100);
    broken.retain(|row| row.item.as_str() != "goods");
    broken.push(row("goods", 200));
    world.submit("east", "2025-01", broken.clone()).unwrap();
    let refused = world.submit("east", "2025-02", broken).unwrap_err();
    assert_eq!(refused.findings.len(), 1);
    assert_eq!(refused.findings[0].rule.as_str(), "E1");
}

#[test]
fn what_takes_an_approved_figure_away_must_be_accepted_and_is_told() {
    let mut world = World::new();
    for park in small::PARKS {
        world.publish(park, "2025-01", rows(100));
        world.publish(park, "2025-02", rows(100));
    }
    let mut changed = (*zone()).clone();
    changed.indicators.iter_mut().find(|it| it.code.as_str() == "persons").unwrap().until = Some(month("2025-01"));
    let changed = Arc::new(changed);
    let effects = world.state.effects_of(&changed);
    let told: Vec<_> = effects.iter().map(|it| (it.indicator.as_str(), it.figures, it.months)).collect();
    assert_eq!(told, [("persons", 4, (month("2025-02"), month("2025-02")))]);
    let paths: Vec<String> = diff(&zone(), &changed).into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["indicators.persons.until"]);
    let adopt = |accepted: &[&str]| {
        let accepted = accepted.iter().map(|code| (*code).into()).collect();
        Command::AdoptZone { zone: changed.clone(), demo: false, accepted }
    };
    assert!(world.act(Role::Operator, adopt(&[])).is_err());
    world.act(Role::Operator, adopt(&["persons"])).unwrap();
    assert_eq!(world.replayed(), world.state);
}

const STARTER: &str = include_str!("../zones/starter/zone.toml");

#[test]
fn terms_are_checked() {
    let check = |table: &str, code: &str, field: &str, expected: &[&str]| {
        let name = if table == "rules" { "id" } else { "code" };
        let head = format!("[[{table}]]\n{name} = \"{code}\"\n");
        assert!(STARTER.contains(&head), "{head}");
        let text = STARTER.replacen(&head, &format!("{head}{field}\n"), 1);
        let found = configuration::load(&[("zone.toml".to_owned(), text)]).err().unwrap_or_default();
        let said: Vec<_> = found.iter().map(|it| it.message.key.name()).collect();
        assert_eq!(said, expected, "{field}");
        for problem in &found {
            assert!(!problem.line(Lang::Chinese).contains('{'), "{}", problem.line(Lang::Chinese));
        }
    };
    check("indicators", "revenue", "from = \"2025-01\"", &[]);
    check("indicators", "revenue", "from = \"2025-01\"\nuntil = \"2024-12\"", &["zone_term_backwards"]);
    check("indicators", "revenue", "from = 2025", &["zone_not_text"]);
}

#[test]
fn what_is_never_in_force_together_is_a_mistake() {
    let check = |changes: &[(&str, &str)], expected: &[&str]| {
        let text = changes.iter().fold(STARTER.to_owned(), |text, (head, field)| {
            assert!(text.contains(head), "{head}");
            text.replacen(head, &format!("{head}\n{field}"), 1)
        });
        let found = configuration::load(&[("zone.toml".to_owned(), text)]).err().unwrap_or_default();
        let said: Vec<_> = found.iter().map(|it| it.message.key.name()).collect();
        assert_eq!(said, expected, "{changes:?}");
    };
    let (item, indicator) = ("code = \"income\"", "code = \"revenue\"");
    check(&[(item, "until = \"2024-12\""), (indicator, "from = \"2025-01\"")], &["zone_term_never"]);
    check(&[(item, "until = \"2025-01\""), (indicator, "from = \"2025-01\"")], &[]);
    let target = "[[targets]]\nindicator = \"revenue\"\nyear = 2025\npath = \"year_end\"\nzone = 9\nsource = \"x\"\nverification = \"own\"\n\n[[indicators]]";
    let with_target = STARTER.replacen("[[indicators]]", target, 1);
    let ended = with_target.replacen(indicator, "code = \"revenue\"\nuntil = \"2025-11\"", 1);
    let found = configuration::load(&[("zone.toml".to_owned(), ended)]).err().unwrap_or_default();
    assert_eq!(found.iter().map(|it| it.message.key.name()).collect::<Vec<_>>(), ["zone_target_not_in_force"]);
    assert_eq!(configuration::load(&[("zone.toml".to_owned(), with_target)]).err(), None);
}

/// What ships, with these fields put before its weights and these tables after everything.
fn shipped(fields: &str, more: &str) -> Result<Zone, Vec<&'static str>> {
    let mut files = configuration::shipped();
    let file = files.iter_mut().find(|(_, text)| text.contains("[[weights]]")).unwrap();
    file.1 = file.1.replacen("[[weights]]\n", &format!("[[weights]]\n{fields}\n"), 1) + more;
    configuration::load(&files).map_err(|found| found.iter().map(|it| it.message.key.name()).collect())
}

/// Weights from a month on, written once more.
fn weights(from: &str) -> String {
    format!(
        "\n[[weights]]\nfrom = \"{from}\"\nparts = {{ PO-4 = {{ full = 60, weight = 100 }} }}\nsource = \"x\"\nverification = \"own\"\n"
    )
}

#[test]
fn weights_count_until_the_next_ones_or_their_own_end() {
    let check = |zone: &Zone, of: &str, parts: Option<usize>| {
        let found = zone.openness.as_ref().unwrap().weights(month(of));
        assert_eq!(found.map(|weights| weights.parts.len()), parts, "{of}");
    };
    let several = shipped("", "").unwrap().openness.unwrap().weights[0].parts.len();
    let zone = shipped("until = \"2025-12\"", &weights("2027-01")).unwrap();
    check(&zone, "2025-12", Some(several));
    check(&zone, "2026-01", None);
    check(&zone, "2026-12", None);
    check(&zone, "2027-01", Some(1));
    let zone = shipped("until = \"2027-12\"", &weights("2027-01")).unwrap();
    check(&zone, "2026-12", Some(several));
    check(&zone, "2027-01", Some(1));
    assert_eq!(shipped("until = \"2001-01\"", "").err(), Some(vec!["zone_term_backwards"]));
    let again = weights("2027-01") + &weights("2027-01");
    assert_eq!(shipped("", &again).err(), Some(vec!["zone_duplicate"]));
}
