//! Fifty thousand transfers between thirty parks: the whole view, and one confirmation more.

use duoyuan_core::access::Scope;
use duoyuan_core::id::MatchId;
use duoyuan_core::series::Seen;
use duoyuan_core::sharing::{Event, Party, Quantity, Span};
use duoyuan_core::state::State;
use duoyuan_core::view;

use crate::{Limit, grown, line};

const TRANSFERS: u64 = 50_000;
const ROUNDS: usize = 20;

pub fn run() {
    let mut zone = grown::State::new();
    let elements = zone.zone.sharing.clone().expect("the zone shares").elements;
    let spread = i64::try_from(TRANSFERS).expect("a count");
    for number in 0..TRANSFERS {
        // Over two years; from every park to every other one.
        let at = grown::start() + jiff::SignedDuration::from_secs(number as i64 * (2 * 365 * 86_400) / spread);
        let element = &elements[number as usize % elements.len()];
        let giver = number as usize % grown::PARKS;
        let taker = (giver + 1 + number as usize / grown::PARKS % (grown::PARKS - 1)) % grown::PARKS;
        let (giver, taker) = (grown::park(giver), grown::park(taker));
        let matched = MatchId(zone.share(
            at,
            Event::MatchProposed {
                giver: giver.clone(),
                taker: taker.clone(),
                element: element.id.clone(),
                title: format!("事项{number}"),
                quantity: None,
                offer: None,
                need: None,
                proposer: Party::Park(giver.clone()),
                suggested: false,
                why: String::new(),
            },
        ));
        zone.share(at, Event::MatchAccepted { matched, park: taker.clone() });
        let last = element.stages.len() - 1;
        for (index, stage) in element.stages.iter().enumerate().filter(|(index, _)| *index == 0 || *index == last) {
            let effect = (index == last)
                .then(|| Quantity { value: (number % 900 + 100).into(), unit: element.measure.unit.clone() });
            zone.share(
                at,
                Event::StageReported {
                    matched,
                    park: giver.clone(),
                    stage: stage.id.clone(),
                    effect,
                    note: String::new(),
                },
            );
            // One in a hundred waits to be confirmed.
            if number % 100 > 0 {
                zone.share(at, Event::StageConfirmed { matched, park: taker.clone() });
            }
        }
    }
    line("sharing_apply_an_entry", zone.micros_an_entry(), "us", Limit::Most(1000.0));
    let state = &zone.state;
    for (name, span) in [("sharing_view_year", Span::Year), ("sharing_view_all", Span::All)] {
        let selection = view::Selection { span, ..Default::default() };
        line(name, grown::millis(ROUNDS, || look(state, &selection)), "ms", Limit::Most(50.0));
    }
    let park = Scope::Park(grown::park(3));
    let market = grown::millis(ROUNDS, || view::market(Seen::new(state, &park).expect("a zone"), grown::now()));
    line("sharing_market", market, "ms", Limit::Most(50.0));
}

fn look(state: &State, selection: &view::Selection) -> Option<view::Sharing> {
    view::sharing(Seen::new(state, &Scope::Leading).expect("a zone"), selection, grown::now())
}
