//! Over a golden journal: whoever asks, the figure of a code is what the page of its source says, or it is not told.

use std::collections::BTreeSet;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::{Gap, Measured};
use duoyuan_core::id::{Code, ElementId, ParkId};
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::{Basis, Month, day_of};
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::sharing::Span;
use duoyuan_core::source::{Shared, Side, What};
use duoyuan_core::state::State;
use duoyuan_core::view::{self, Amount, Figure, Selection};
use jiff::Timestamp;

use crate::known;

const BASES: [Basis; 2] = [Basis::Month, Basis::Cumulative];

/// What a test looks at: a state as somebody sees it.
struct Look<'a> {
    seen: Seen<'a>,
    now: Timestamp,
    months: Vec<Month>,
}

/// The golden journal's end, to all who have figures; months from before anything was there to one that has not begun.
fn everybody(look: &dyn Fn(&Look<'_>)) {
    let state: State = known::golden();
    let now = state.head().at.unwrap();
    let current = Month::of(day_of(now));
    let months =
        vec![current.plus(-40), current.plus(-13), current.plus(-2), current.previous(), current, current.plus(1)];
    let park = state.zone().unwrap().parks[1].id.clone();
    let owner = state.zone().unwrap().owners[0].id.clone();
    for role in [Role::Leading, Role::Office, Role::Park(park), Role::Display, Role::Owner(owner)] {
        let scope = role.scope().unwrap();
        look(&Look { seen: Seen::new(&state, &scope).unwrap(), now, months: months.clone() });
    }
}

impl Look<'_> {
    fn figure(&self, subject: &Subject, code: &str, month: Month, basis: Basis) -> Figure {
        let found = self.seen.figure(subject, &Code::new(code), month, basis, self.now);
        found.unwrap_or_else(|| panic!("{code} names a source"))
    }

    fn sees_all(&self) -> bool {
        matches!(self.seen.scope(), Scope::Leading | Scope::Office)
    }

    /// The park whose office looks.
    fn own(&self) -> Option<&ParkId> {
        match self.seen.scope() {
            Scope::Park(own) => Some(own),
            _ => None,
        }
    }
}

#[track_caller]
fn same(figure: &Figure, expected: Measured, what: &str) {
    assert_eq!((figure.value, figure.gap), (expected.ok(), expected.err()), "{what} {figure:?}");
}

#[test]
fn openness_by_its_codes_is_what_its_page_says() {
    everybody(&|look| {
        for (month, basis) in look.months.iter().flat_map(|month| BASES.map(|basis| (*month, basis))) {
            let page = view::openness(look.seen, Period::of(month, basis), look.now);
            for measure in Measure::ALL {
                let it = page.iter().flat_map(|page| &page.indicators).find(|it| it.measure == measure);
                let what = format!("{:?} {} {month} {basis:?}", look.seen.scope(), measure.id());
                let said = |subject: Subject| look.figure(&subject, measure.id(), month, basis);
                let zone = said(Subject::Zone);
                let subject = match look.seen.scope() {
                    Scope::Park(own) => Subject::Park(own.clone()),
                    Scope::Owner(own) => Subject::Owner(own.clone()),
                    _ => Subject::Zone,
                };
                if !look.sees_all() {
                    same(&zone, Err(Gap::Confidential), &what);
                }
                match it {
                    // Of January both stretches are one.
                    Some(it) => assert_eq!(
                        said(subject),
                        Figure { basis: said_on(measure, basis), ..it.figure.clone() },
                        "{what}"
                    ),
                    None => assert_eq!(*look.seen.scope(), Scope::Display, "{what}"),
                }
            }
        }
    });
}

fn said_on(measure: Measure, basis: Basis) -> Basis {
    if measure.is_stock() { Basis::PointInTime } else { basis }
}

#[test]
fn a_park_is_ranked_by_what_its_own_page_says() {
    let state = known::golden();
    let now = state.head().at.unwrap();
    let month = Month::of(day_of(now)).previous();
    let leading = Seen::new(&state, &Scope::Leading).unwrap();
    for park in &state.zone().unwrap().parks {
        let scope = Scope::Park(park.id.clone());
        let own = Seen::new(&state, &scope).unwrap();
        let page = view::openness(own, Period::of(month, Basis::Cumulative), now).unwrap();
        for it in page.indicators {
            let subject = Subject::Park(park.id.clone());
            let figure = leading.figure(&subject, &Code::new(it.measure.id()), month, Basis::Cumulative, now).unwrap();
            let expected = match it.measure {
                // Of one park's ratings nobody else is told.
                Measure::Satisfaction => Err(Gap::Confidential),
                _ => it.figure.measured(),
            };
            same(&figure, expected, park.id.as_str());
        }
    }
}

fn number(amount: &Amount, what: What) -> rust_decimal::Decimal {
    match what {
        What::Count => amount.count.into(),
        What::Landed => amount.landed.into(),
        What::Money => amount.money,
    }
}

#[test]
fn sharing_by_its_codes_is_what_its_page_says() {
    everybody(&|look| {
        let rules = look.seen.zone().sharing.clone().unwrap();
        for (month, basis) in look.months.iter().flat_map(|month| BASES.map(|basis| (*month, basis))) {
            for shared in Shared::all(&rules) {
                let what = format!("{:?} {} {month} {basis:?}", look.seen.scope(), shared.id());
                let span = if basis == Basis::Month { Span::Month } else { Span::Year };
                let element: Option<ElementId> = shared.element.clone();
                let selection = Selection { element, span, month: Some(month) };
                let page = view::sharing(look.seen, &selection, look.now);
                let zone = look.figure(&Subject::Zone, &shared.id(), month, basis);
                match (&page, shared.side) {
                    _ if !look.sees_all() => same(&zone, Err(Gap::Confidential), &what),
                    (_, Side::Net) => same(&zone, Err(Gap::NotApplicable), &what),
                    (Some(page), _) => match &page.total {
                        Some(total) => same(&zone, Ok(number(total, shared.what)), &what),
                        None => same(&zone, Err(page.gap.unwrap()), &what),
                    },
                    (None, _) => panic!("{what}: they have the page"),
                }
                for park in &look.seen.zone().parks {
                    let figure = look.figure(&Subject::Park(park.id.clone()), &shared.id(), month, basis);
                    let is_told = look.sees_all() || look.own() == Some(&park.id);
                    let Some(page) = page.as_ref().filter(|_| is_told) else {
                        same(&figure, Err(Gap::Confidential), &what);
                        continue;
                    };
                    let Some(line) = page.balances.iter().find(|line| line.park == park.id) else {
                        assert!(matches!(figure.gap, Some(Gap::NotBegun | Gap::NothingShared)), "{what}");
                        continue;
                    };
                    let (given, received) = (number(&line.gives, shared.what), number(&line.receives, shared.what));
                    let expected = match shared.side {
                        Side::Given => given,
                        Side::Received => received,
                        Side::Net => given - received,
                    };
                    same(&figure, Ok(expected), &what);
                }
            }
        }
    });
}

#[test]
fn shares_of_projects_by_their_codes_are_what_their_page_says() {
    everybody(&|look| {
        let mut told = BTreeSet::new();
        for (month, basis) in look.months.iter().flat_map(|month| BASES.map(|basis| (*month, basis))) {
            let page = view::enclaves(look.seen, Some(month), basis, look.now);
            for item in &look.seen.zone().form.items {
                let code = format!("EN-{}", item.code);
                let what = format!("{:?} {code} {month} {basis:?}", look.seen.scope());
                let assessed = page.iter().flat_map(|page| &page.assessed).find(|it| it.item == item.code);
                let zone = look.figure(&Subject::Zone, &code, month, basis);
                match assessed {
                    _ if !look.sees_all() => same(&zone, Err(Gap::Confidential), &what),
                    None => same(&zone, Err(Gap::NotSplit), &what),
                    Some(it) => {
                        assert_eq!(zone.value, it.zone, "{what}");
                        assert_eq!(zone.lacking, it.missing.into(), "{what}");
                        told.insert(code.clone());
                    }
                }
                for park in &look.seen.zone().parks {
                    let figure = look.figure(&Subject::Park(park.id.clone()), &code, month, basis);
                    let is_told = look.sees_all() || look.own() == Some(&park.id);
                    match assessed.map(|it| it.lines.iter().find(|line| line.park == park.id)) {
                        _ if !is_told => same(&figure, Err(Gap::Confidential), &what),
                        None => same(&figure, Err(Gap::NotSplit), &what),
                        Some(None) => same(&figure, Err(Gap::NotOwed), &what),
                        Some(Some(line)) => {
                            same(&figure, line.assessed.ok_or(line.gap.unwrap_or(Gap::Overflow)), &what);
                            assert_eq!(figure.lacking, line.missing.into(), "{what}");
                        }
                    }
                }
            }
        }
        assert_eq!(told.is_empty(), !look.sees_all(), "some item is split");
    });
}

#[test]
fn an_item_by_its_code_is_what_the_formula_of_it_alone_says() {
    everybody(&|look| {
        let zone = look.seen.zone();
        let month = look.months[3];
        for indicator in &zone.indicators {
            let figure = look.figure(&Subject::Zone, indicator.code.as_str(), month, Basis::Cumulative);
            let is_target = zone.targets.iter().any(|it| it.clause.is_some() && it.indicator == indicator.code);
            let is_drawn = zone.headline.contains(&indicator.code) || is_target;
            match look.seen.scope() {
                Scope::Owner(_) => same(&figure, Err(Gap::Confidential), "owner"),
                Scope::Display if !is_drawn => same(&figure, Err(Gap::Confidential), "wall"),
                _ => {
                    let of = Figure::of(look.seen, &Subject::Zone, indicator, month, Basis::Cumulative, look.now);
                    assert_eq!(figure, of);
                }
            }
        }
        for item in &zone.form.items {
            let figure = look.figure(&Subject::Zone, item.code.as_str(), month, Basis::Cumulative);
            assert_eq!(figure.unit, item.unit);
            if !look.sees_all() {
                same(&figure, Err(Gap::Confidential), "what no indicator tells of the zone");
            }
        }
    });
}
