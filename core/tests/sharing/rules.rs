//! Every refusal with its own sentence, and that it changes nothing.

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::format::sharing::hindrance;
use duoyuan_core::id::{ListingId, MatchId};
use duoyuan_core::sharing::{Audience, Command, Posting, Proposal, Side};
use duoyuan_core::state::RejectionKind::{Conflict, Forbidden, Invalid, NotFound};
use duoyuan_core::view;
use duoyuan_core::words::key;
use jiff::ToSpan;

use crate::fixture::{Acts, REASON, park, posting, proposal, quantity, world};
use crate::small::{World, at};

fn reported(matched: MatchId, stage: &str, effect: Option<duoyuan_core::sharing::Quantity>) -> Command {
    Command::Report { matched, stage: stage.into(), effect, note: String::new() }
}

#[test]
fn what_is_posted_is_judged() {
    let mut world = world();
    let sound = posting(Side::Offer, "钢铁深加工项目线索");
    let mut check = |change: &dyn Fn(&mut Posting), expected| {
        let mut posting = sound.clone();
        change(&mut posting);
        assert_eq!(world.refused(park("east"), Command::Post(posting)), (Invalid, expected));
    };
    check(&|it| it.element = "gold".into(), "sharing_unknown_element");
    check(&|it| it.industry = Some("gold".into()), "sharing_unknown_industry");
    check(&|it| it.title = " 线索 ".into(), "sharing_title_needed");
    check(&|it| it.title = "两行\n的标题".into(), "sharing_title_needed");
    check(&|it| it.quantity = quantity("-1", "万元"), "sharing_quantity_not_positive");
    check(&|it| it.quantity = quantity("0", "万元"), "sharing_quantity_not_positive");
    check(&|it| it.quantity = quantity("5", " "), "sharing_quantity_no_unit");
    check(&|it| it.quantity = quantity("5", "人日"), "sharing_quantity_unit");
    check(&|it| it.quantity = quantity("1.5", "条"), "sharing_quantity_whole");
    check(&|it| it.quantity = quantity("0.00001", "万元"), "sharing_quantity_decimals");
    check(&|it| it.quantity = quantity("1000000000001", "万元"), "sharing_quantity_too_large");
    check(
        &|it| {
            it.element = "talent".into();
            it.quantity = None;
        },
        "sharing_quantity_needed",
    );
    // It is 10 March 2025, nine in the morning in Beijing.
    check(&|it| it.valid_until = "2025-03-09".parse().unwrap(), "sharing_already_expired");
    check(&|it| it.valid_until = "2029-03-09".parse().unwrap(), "sharing_valid_too_long");
    check(&|it| it.visible = Audience::Parks(vec!["east".into()]), "sharing_offered_to_oneself");
    check(&|it| it.visible = Audience::Parks(vec![]), "sharing_nobody_sees");
    check(&|it| it.visible = Audience::Parks(vec!["nowhere".into()]), "sharing_unknown_park");
    check(&|it| it.visible = Audience::Parks(vec!["gone".into()]), "sharing_park_left");
    for role in [Role::Office, Role::Leading, Role::Display, Role::Operator] {
        assert_eq!(world.refused(role, Command::Post(sound.clone())), (Forbidden, "sharing_only_parks"));
    }
    assert_eq!(world.refused(park("gone"), Command::Post(sound.clone())), (Conflict, "sharing_own_park_left"));
    let today = Posting { valid_until: "2025-03-10".parse().unwrap(), quantity: None, industry: None, ..sound };
    world.post("east", today);
}

#[test]
fn the_same_listing_sent_twice_is_posted_once() {
    let mut world = world();
    let sound = posting(Side::Offer, "钢铁深加工项目线索");
    world.post("east", sound.clone());
    world.now += 59.seconds();
    let again =
        Posting { quantity: quantity("500.00", "万元"), title: format!(" {} ", sound.title), ..sound.clone() };
    assert_eq!(world.refused(park("east"), Command::Post(again)), (Conflict, "sharing_posted_just_now"));
    world.post("west", sound.clone());
    world.now += 2.seconds();
    world.post("east", sound);
}

#[test]
fn only_a_park_takes_back_what_it_posted() {
    let mut world = world();
    let hidden = Posting { visible: Audience::Parks(vec!["main".into()]), ..posting(Side::Need, "寻求钢铁项目") };
    let listing = world.post("east", hidden);
    let withdraw = |listing, reason: &str| Command::Withdraw { listing, reason: reason.to_owned() };
    assert_eq!(world.refused(park("main"), withdraw(listing, REASON)), (Forbidden, "sharing_not_yours_to_withdraw"));
    assert_eq!(world.refused(park("west"), withdraw(listing, REASON)), (NotFound, "sharing_no_listing"));
    assert_eq!(world.refused(park("west"), withdraw(ListingId(99), REASON)), (NotFound, "sharing_no_listing"));
    assert_eq!(world.refused(park("east"), withdraw(listing, "不要")), (Invalid, "sharing_reason_needed"));
    assert_eq!(world.refused(park("east"), withdraw(listing, &"长".repeat(501))), (Invalid, "sharing_text_too_long"));
    world.share(park("east"), withdraw(listing, REASON)).unwrap();
    assert_eq!(world.refused(park("east"), withdraw(listing, REASON)), (Conflict, "sharing_already_withdrawn"));
    let old = world.post("east", posting(Side::Need, "另一项需求信息"));
    world.now = at("2025-03-31T16:00:00Z");
    assert_eq!(world.refused(park("east"), withdraw(old, REASON)), (Conflict, "sharing_already_over"));
}

#[test]
fn what_is_proposed_is_judged() {
    let mut world = world();
    let offer = world.post("east", posting(Side::Offer, "钢铁深加工项目线索"));
    let hidden = Posting { visible: Audience::Parks(vec!["main".into()]), ..posting(Side::Need, "寻求钢铁项目") };
    let need = world.post("west", hidden);
    let mut check = |role: Role, proposal: Proposal, expected| {
        assert_eq!(world.refused(role, Command::Propose(proposal)), expected);
    };
    let with = |change: &dyn Fn(&mut Proposal)| {
        let mut it = proposal("east", "west");
        change(&mut it);
        it
    };
    check(park("east"), proposal("east", "east"), (Invalid, "sharing_with_oneself"));
    check(park("main"), proposal("east", "west"), (Forbidden, "sharing_not_a_side"));
    check(Role::Leading, proposal("east", "west"), (Forbidden, "sharing_only_parks_or_office"));
    check(park("east"), proposal("east", "gone"), (Invalid, "sharing_park_left"));
    check(park("east"), proposal("nowhere", "east"), (Invalid, "sharing_unknown_park"));
    check(park("east"), with(&|it| it.need = Some(need)), (NotFound, "sharing_no_listing"));
    check(Role::Office, with(&|it| it.need = Some(need)), (Invalid, "sharing_not_offered_to"));
    check(park("west"), with(&|it| it.need = Some(offer)), (Invalid, "sharing_not_a_need"));
    check(park("west"), with(&|it| it.offer = Some(need)), (Invalid, "sharing_not_an_offer"));
    check(park("east"), with(&|it| it.offer = Some(ListingId(77))), (NotFound, "sharing_no_listing"));
    check(park("east"), with(&|it| it.element = None), (Invalid, "sharing_element_missing"));
    check(park("east"), with(&|it| it.title = None), (Invalid, "sharing_title_needed"));
    check(park("east"), with(&|it| it.why = "长".repeat(501)), (Invalid, "sharing_text_too_long"));
    check(park("east"), with(&|it| it.element = Some("talent".into())), (Invalid, "sharing_quantity_needed"));
    let other = with(&|it| {
        it.element = Some("talent".into());
        it.offer = Some(offer);
    });
    check(park("east"), other, (Invalid, "sharing_other_element"));
    // With a need of its own that the giver could not see, a park may ask.
    let asked = with(&|it| (it.offer, it.need, it.title) = (Some(offer), Some(need), None));
    world.propose(park("west"), asked.clone());
    assert_eq!(world.refused(park("west"), Command::Propose(asked)), (Conflict, "sharing_already_matched"));
    world.propose(park("east"), proposal("east", "west"));
    let again = Command::Propose(proposal("east", "west"));
    assert_eq!(world.refused(park("west"), again), (Conflict, "sharing_already_matched"));
}

#[test]
fn answers_are_given_once_in_time_and_by_the_parks_concerned() {
    let mut world = world();
    let matched = world.propose(Role::Office, proposal("east", "west"));
    assert_eq!(world.refused(park("main"), Command::Accept(matched)), (NotFound, "sharing_no_match"));
    assert_eq!(world.refused(park("main"), Command::Accept(MatchId(99))), (NotFound, "sharing_no_match"));
    assert_eq!(world.refused(Role::Office, Command::Accept(matched)), (Forbidden, "sharing_only_parks"));
    world.share(park("east"), Command::Accept(matched)).unwrap();
    assert_eq!(world.refused(park("east"), Command::Accept(matched)), (Conflict, "sharing_already_accepted"));
    let report = reported(matched, "sent", None);
    assert_eq!(world.refused(park("east"), report), (Conflict, "sharing_not_agreed"));
    let decline = |reason: &str| Command::Decline { matched, reason: reason.to_owned() };
    assert_eq!(world.refused(park("west"), decline("")), (Invalid, "sharing_reason_needed"));
    assert_eq!(world.refused(park("main"), decline(REASON)), (NotFound, "sharing_no_match"));
    world.share(park("west"), Command::Accept(matched)).unwrap();
    assert_eq!(world.refused(park("west"), Command::Accept(matched)), (Conflict, "sharing_already_agreed"));
    assert_eq!(world.refused(park("west"), decline(REASON)), (Conflict, "sharing_agreed_cannot_decline"));

    let other = world.propose(park("west"), proposal("west", "east"));
    world.share(park("east"), Command::Decline { matched: other, reason: REASON.to_owned() }).unwrap();
    assert_eq!(world.refused(park("east"), Command::Accept(other)), (Conflict, "sharing_has_declined"));
    world.share(park("west"), Command::Close { matched, reason: REASON.to_owned() }).unwrap();
    assert_eq!(world.refused(park("east"), reported(matched, "sent", None)), (Conflict, "sharing_has_closed"));
}

#[test]
fn an_offer_that_is_over_cannot_be_accepted() {
    for over in ["withdrawn", "expired"] {
        let mut world = world();
        let short = Posting {
            valid_until: "2025-03-12".parse().unwrap(),
            ..posting(Side::Offer, "钢铁深加工项目线索")
        };
        let offer = world.post("east", short);
        let asked = Proposal { offer: Some(offer), ..proposal("east", "west") };
        let matched = world.propose(park("west"), asked.clone());
        if over == "withdrawn" {
            world.share(park("east"), Command::Withdraw { listing: offer, reason: REASON.to_owned() }).unwrap();
        } else {
            // The last day ends at midnight in Beijing, not before.
            world.now = at("2025-03-12T15:59:59Z");
            world.clone_and_accept(matched);
            world.now = at("2025-03-12T16:00:00Z");
        }
        let expected =
            (Conflict, if over == "withdrawn" { "sharing_listing_withdrawn" } else { "sharing_listing_expired" });
        assert_eq!(world.refused(park("east"), Command::Accept(matched)), expected);
        let market = world.seen(&Scope::Park("east".into()), |seen| view::market(seen, world.now)).unwrap();
        assert_eq!(hindrance(&market.matches[0], &"east".into()), Some(key::MARKET_NO_LONGER), "and the card says so");
        let anew = Proposal { title: Some("另一个标题".to_owned()), ..asked };
        assert_eq!(world.refused(park("main"), Command::Propose(Proposal { taker: "main".into(), ..anew })), expected);
    }
}

impl World {
    /// It could be accepted now.
    fn clone_and_accept(&self, matched: MatchId) {
        let mut copy = World { state: self.state.clone(), journal: Vec::new(), now: self.now };
        copy.share(park("east"), Command::Accept(matched)).expect("in time");
    }
}

#[test]
fn a_proposal_that_nobody_answers_lapses_and_can_be_made_again() {
    let mut world = world();
    let matched = world.propose(park("east"), proposal("east", "west"));
    // Proposed on the 10th: the 17th is the last day.
    world.now = at("2025-03-17T15:00:00Z");
    let nudge = |text: &str| Command::Nudge { matched, text: text.to_owned() };
    assert_eq!(world.refused(park("east"), nudge(REASON)), (Forbidden, "sharing_only_office_nudges"));
    assert_eq!(world.refused(Role::Office, nudge("快")), (Invalid, "sharing_reason_needed"));
    world.share(Role::Office, nudge("请尽快研究并于两日内答复")).unwrap();
    assert_eq!(world.refused(Role::Office, nudge(REASON)), (Conflict, "sharing_nudged_today"));
    // The time starts again with the nudge.
    world.now = at("2025-03-24T15:59:59Z");
    let close = Command::Close { matched, reason: REASON.to_owned() };
    assert_eq!(world.refused(park("east"), close.clone()), (Conflict, "sharing_close_own_proposal"));
    world.now = at("2025-03-24T16:00:00Z");
    for command in [Command::Accept(matched), Command::Decline { matched, reason: REASON.to_owned() }, close.clone()] {
        assert_eq!(world.refused(park("west"), command), (Conflict, "sharing_lapsed"));
    }
    assert_eq!(world.refused(Role::Office, nudge(REASON)), (Conflict, "sharing_lapsed"));
    world.propose(park("east"), proposal("east", "west"));
    world.share(Role::Office, close.clone()).unwrap();
    assert_eq!(world.refused(Role::Office, close), (Conflict, "sharing_has_closed"));
    assert_eq!(world.refused(Role::Office, nudge(REASON)), (Conflict, "sharing_nothing_to_nudge"));
}

#[test]
fn stages_go_forward_and_the_other_side_confirms() {
    let mut world = world();
    let matched = world.agreed("east", "west");
    let confirm = Command::Confirm(matched);
    let dispute = Command::Dispute { matched, reason: REASON.to_owned() };
    assert_eq!(world.refused(park("west"), confirm.clone()), (Conflict, "sharing_nothing_to_confirm"));
    assert_eq!(world.refused(park("west"), reported(matched, "danced", None)), (Invalid, "sharing_unknown_stage"));
    world.share(park("east"), reported(matched, "signed", None)).unwrap();
    for command in [confirm.clone(), dispute.clone()] {
        assert_eq!(world.refused(park("east"), command.clone()), (Forbidden, "sharing_own_report"));
        assert_eq!(world.refused(park("main"), command.clone()), (NotFound, "sharing_no_match"));
        assert_eq!(world.refused(Role::Office, command), (Forbidden, "sharing_only_parks"));
    }
    let landing = reported(matched, "landed", quantity("80", "万元"));
    assert_eq!(world.refused(park("west"), landing.clone()), (Conflict, "sharing_awaits_confirmation"));
    world.share(park("west"), dispute).unwrap();
    world.share(park("east"), reported(matched, "signed", None)).unwrap();
    world.share(park("west"), confirm.clone()).unwrap();
    for back in ["sent", "signed"] {
        assert_eq!(world.refused(park("west"), reported(matched, back, None)), (Conflict, "sharing_stage_back"));
    }
    let land = |effect| reported(matched, "landed", effect);
    assert_eq!(world.refused(park("west"), land(None)), (Invalid, "sharing_effect_needed"));
    assert_eq!(world.refused(park("west"), land(quantity("80", "亿元"))), (Invalid, "sharing_effect_unit"));
    assert_eq!(world.refused(park("west"), land(quantity("-80", "万元"))), (Invalid, "sharing_effect_not_positive"));
    world.share(park("west"), landing).unwrap();
    world.share(park("east"), confirm.clone()).unwrap();
    assert_eq!(world.refused(park("east"), confirm), (Conflict, "sharing_has_landed"));
    let close = Command::Close { matched, reason: REASON.to_owned() };
    assert_eq!(world.refused(Role::Office, close), (Conflict, "sharing_has_landed"));
    let early = world.propose(park("east"), proposal("east", "west"));
    world.share(park("west"), Command::Accept(early)).unwrap();
    let effect = reported(early, "sent", quantity("80", "万元"));
    assert_eq!(world.refused(park("west"), effect), (Invalid, "sharing_effect_not_yet"));
}

#[test]
fn a_zone_without_sharing_says_so() {
    let mut world = World::new();
    let command = Command::Post(posting(Side::Offer, "钢铁深加工项目线索"));
    assert_eq!(world.refused(park("east"), command), (Conflict, "sharing_not_configured"));
}

#[test]
fn a_candidate_shares_nothing_and_a_pilot_shares() {
    use duoyuan_core::zone::{ParkStatus, StatusFrom};
    let with = |status| {
        let mut zone = (*crate::fixture::zone()).clone();
        let west = zone.parks.iter_mut().find(|park| park.id.as_str() == "west").unwrap();
        west.statuses = vec![StatusFrom { from: "2025-02".parse().unwrap(), status }];
        World::in_zone(zone.into())
    };
    let offer = posting(Side::Offer, "钢铁深加工项目线索");
    let mut world = with(ParkStatus::Candidate);
    let own = world.refused(park("west"), Command::Post(offer.clone()));
    assert_eq!(own, (Conflict, "sharing_own_park_not_yet"));
    let to_west = Posting { visible: Audience::Parks(vec!["west".into()]), ..offer.clone() };
    assert_eq!(world.refused(park("east"), Command::Post(to_west.clone())), (Invalid, "sharing_park_not_yet"));
    for status in [ParkStatus::Pilot, ParkStatus::Member, ParkStatus::Rectifying] {
        let mut world = with(status);
        world.post("west", offer.clone());
        world.post("east", to_west.clone());
    }
}
