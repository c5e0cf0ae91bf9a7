//! A credit line is never lent out twice, and says what is left of it.

use duoyuan_core::access::Scope;
use duoyuan_core::platform::{BookingId, Command, Step, Usage};
use duoyuan_core::state::Rejection;
use duoyuan_core::view::{self, BookingAct as Act};
use duoyuan_core::words::{Key, key};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::offer::*;
use crate::small::World;

fn ask(world: &mut World, amount: i64) -> Result<BookingId, Rejection> {
    let request = duoyuan_core::platform::Request { amount: amount.into(), ..request("loans", "loan", "east", None) };
    act(world, park("east"), Command::Request { request, wait: false }).map(BookingId)
}

fn bank(world: &mut World, booking: BookingId, it: Step) -> Result<u64, Rejection> {
    step(world, owner("bank"), booking, it)
}

fn drawn(credit: i64) -> Step {
    Step::Used(Usage { credit: credit.into(), ..Usage::default() })
}

fn repaid(credit: i64) -> Step {
    Step::Repaid { credit: credit.into() }
}

fn left(world: &World) -> Decimal {
    let left = |scope| {
        let page = see(world, &scope, |seen| view::platform(seen, &"loans".into(), world.now));
        page.expect("it is there").card.resources[0].left
    };
    assert_eq!(left(Scope::Park("west".into())), None, "it would tell what others have borrowed");
    left(Scope::Owner("bank".into())).expect("it is a credit line")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Rejection>, key: Key) -> Rejection {
    let rejection = result.expect_err("it is refused");
    assert_eq!(rejection.message.key, key);
    rejection
}

#[test]
fn what_is_lent_is_gone_until_it_is_paid_back() {
    let mut world = world();
    let (one, two) = (ask(&mut world, 300).unwrap(), ask(&mut world, 300).unwrap());
    assert_eq!(left(&world), 500.into(), "a request takes nothing yet");
    bank(&mut world, one, accepted()).unwrap();
    assert_eq!(left(&world), 200.into());
    let no = refused(bank(&mut world, two, accepted()), key::PF_CREDIT_LEFT);
    assert_eq!((no.message.args["left"].as_str(), no.message.args["taken"].as_str()), ("200", "300"));
    let three = ask(&mut world, 201).expect("a park is not told by a refusal what is left");
    refused(bank(&mut world, three, accepted()), key::PF_CREDIT_LEFT);
    // What was agreed on and not drawn is there again.
    bank(&mut world, one, drawn(250)).unwrap();
    assert_eq!(left(&world), 250.into());
    let acts = |world: &World| {
        let page = see(world, &Scope::Owner("bank".into()), |seen| view::booking(seen, one, world.now)).unwrap();
        (page.line.acts, page.line.owed)
    };
    assert_eq!(acts(&world), (vec![Act::Repay], Some(250.into())));
    refused(bank(&mut world, one, repaid(251)), key::PF_REPAID_TOO_MUCH);
    refused(bank(&mut world, one, repaid(0)), key::PF_BAD_CREDIT);
    refused(step(&mut world, park("east"), one, repaid(1)), key::PF_OWNER_DOES_THIS);
    bank(&mut world, one, repaid(100)).unwrap();
    assert_eq!(left(&world), 350.into());
    bank(&mut world, two, accepted()).unwrap();
    bank(&mut world, one, repaid(150)).unwrap();
    refused(bank(&mut world, one, repaid(1)), key::PF_NOTHING_OWED);
    assert_eq!((left(&world), acts(&world)), (200.into(), (vec![], None)));
    let work = see(&world, &Scope::Owner("bank".into()), |seen| view::work(seen, &"bank".into(), world.now)).unwrap();
    assert!(work.owed.is_empty());
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn a_line_is_not_made_smaller_than_what_is_out() {
    use duoyuan_core::platform::{Class, Mode};
    let mut world = world();
    let id = ask(&mut world, 300).unwrap();
    bank(&mut world, id, accepted()).unwrap();
    bank(&mut world, id, drawn(300)).unwrap();
    let mut change = |resources| {
        let details = details("bank", resources);
        act(&mut world, owner("bank"), Command::Change { platform: "loans".into(), details })
    };
    refused(change(vec![resource("loan", Class::Credit, Mode::Request, 299)]), key::PF_CAPACITY_BOOKED);
    refused(change(vec![resource("loan", Class::Service, Mode::Request, 500)]), key::PF_CREDIT_OUT);
    refused(change(vec![resource("other", Class::Credit, Mode::Request, 500)]), key::PF_CREDIT_OUT);
    change(vec![resource("loan", Class::Credit, Mode::Request, 300)]).unwrap();
    assert_eq!(left(&world), 0.into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_is_more_out_than_there_is(tries in prop::collection::vec((0..4_u8, 0..4_usize, 0..400_i64), 0..60)) {
        let mut world = world();
        // Agreed on; drawn and owed.
        let mut loans: Vec<(BookingId, i64, Option<i64>)> = Vec::new();
        for (what, which, amount) in tries {
            let recent = loans.len().checked_sub(1 + which);
            if what == 0 {
                let Ok(id) = ask(&mut world, amount) else { continue };
                let agreed = bank(&mut world, id, accepted()).map_or(0, |_| amount);
                loans.push((id, agreed, None));
            } else if let Some(loan) = recent.and_then(|at| loans.get_mut(at)) {
                let step = if what == 1 { drawn(amount) } else { repaid(amount) };
                if bank(&mut world, loan.0, step).is_ok() {
                    loan.2 = Some(loan.2.map_or(amount, |owed| owed - amount));
                }
            }
            let out: i64 = loans.iter().map(|(_, agreed, owed)| owed.unwrap_or(*agreed)).sum();
            prop_assert!(loans.iter().all(|(_, _, owed)| owed.is_none_or(|owed| owed >= 0)));
            prop_assert!(out <= 500);
            prop_assert_eq!(left(&world), Decimal::from(500 - out));
        }
    }
}
