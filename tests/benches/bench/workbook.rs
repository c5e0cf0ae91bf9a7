//! A workbook of ten thousand rows, read and judged, against the reading library alone.

use std::time::Instant;

use duoyuan_core::access::Scope;
use duoyuan_core::intake::{Book, Template, dry_run};
use duoyuan_core::series::Seen;
use duoyuan_core::state::{Event, State};
use duoyuan_core::view;

use crate::{Limit, line, median, synthetic};

const ROWS: usize = 10_000;
const ROUNDS: usize = 7;

pub fn run() {
    let zone = std::sync::Arc::new(synthetic::large(ROWS));
    let park = zone.parks[0].id.clone();
    let month = "2026-10".parse().expect("a month");
    let codes: Vec<_> = zone.form.items.iter().map(|item| item.code.clone()).collect();
    let mut state = State::default();
    state.apply(synthetic::entry(state.head(), Event::ZoneAdopted { zone: zone.clone(), demo: true, begins: None }));
    let event = synthetic::submission(park.as_str(), month, &codes, 1);
    state.apply(synthetic::entry(state.head(), event));
    let scope = Scope::Park(park.clone());
    let seen = Seen::new(&state, &scope).expect("a zone is in force");
    let sheet = view::sheet(seen, &park, month).expect("a member");
    let template = Template::of(&zone, &sheet);
    let file = duoyuan_server::workbook::write(&template).expect("a workbook");

    let timed = |run: &dyn Fn()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    };
    let book = duoyuan_server::workbook::read(&file, "a.xlsx").expect("a workbook");
    let (mut ours, mut alone, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut judged = Vec::new();
    for _ in 0..ROUNDS {
        let library = timed(&|| {
            let cells = duoyuan_server::workbook::read_by_library_alone(&file).expect("a workbook");
            assert!(cells > ROWS * 5, "{cells}");
        });
        let whole = timed(&|| {
            let book: Book = duoyuan_server::workbook::read(&file, "a.xlsx").expect("a workbook");
            let dry = dry_run(&zone, &sheet, &book);
            assert_eq!(dry.rows.len(), ROWS, "{:?}", dry.findings.first());
        });
        judged.push(timed(&|| {
            dry_run(&zone, &sheet, &book);
        }));
        ratios.push(whole / library);
        ours.push(whole);
        alone.push(library);
    }
    line("workbook_read_and_checked", median(ours), "ms", Limit::None);
    line("workbook_judged_alone", median(judged), "ms", Limit::None);
    line("workbook_baseline_reader_alone", median(alone), "ms", Limit::None);
    line("workbook_ratio", median(ratios), "of_reader_alone", Limit::Most(1.5));
}
