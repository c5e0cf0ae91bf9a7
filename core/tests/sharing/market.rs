//! Who is to do what, what fits, and why.

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::sharing::{Audience, Command, Posting, Proposal, Side, Standing};
use duoyuan_core::view::{self, Market, MatchAct as Act, Todo};
use duoyuan_core::words::Lang;

use crate::fixture::{Acts, REASON, park, posting, proposal, quantity, world};
use crate::small::{World, at};

fn market(world: &World, scope: &Scope) -> Market {
    world.seen(scope, |seen| view::market(seen, world.now)).expect("a market")
}

fn of(id: &str) -> Scope {
    Scope::Park(id.into())
}

#[test]
fn every_side_is_told_what_it_is_to_do() {
    let mut world = world();
    let matched = world.propose(Role::Office, proposal("east", "west"));
    let line = |world: &World, scope: &Scope| market(world, scope).matches.into_iter().next().expect("the match");
    assert_eq!(market(&world, &of("east")).todo, 1);
    assert_eq!(line(&world, &of("east")).may, [Act::Accept, Act::Decline]);
    assert_eq!(line(&world, &Scope::Office).may, [Act::Nudge, Act::Close]);
    assert!(market(&world, &of("main")).matches.is_empty());
    let due = line(&world, &of("west")).awaits[0].due.unwrap();
    assert_eq!(due.to_string(), "2025-03-17");

    world.share(park("east"), Command::Accept(matched)).unwrap();
    assert_eq!((market(&world, &of("east")).todo, market(&world, &of("west")).todo), (0, 1));
    assert_eq!(line(&world, &of("east")).may, [Act::Decline], "one's own word can be taken back");
    world.share(park("west"), Command::Accept(matched)).unwrap();
    let now = line(&world, &of("west"));
    assert_eq!((now.standing, now.may), (Standing::Agreed, vec![Act::Report, Act::Close]));
    assert_eq!(now.next.len(), 3);
    let stage = "signed".into();
    world.share(park("west"), Command::Report { matched, stage, effect: None, note: "合同已用印".to_owned() }).unwrap();
    let theirs = line(&world, &of("east"));
    assert_eq!(theirs.may, [Act::Confirm, Act::Dispute, Act::Close]);
    assert_eq!((theirs.awaits[0].what, theirs.said.as_deref()), (Todo::Confirm, Some("合同已用印")));
    assert_eq!(market(&world, &of("west")).todo, 0);
    world.share(park("east"), Command::Confirm(matched)).unwrap();
    assert_eq!(line(&world, &of("east")).next, ["landed".into()]);
}

#[test]
fn an_answer_is_called_in_while_it_can_be_given_and_not_after() {
    let mut world = world();
    let matched = world.propose(park("east"), proposal("east", "west"));
    let check = |world: &mut World, day: &str, office: bool, west: bool, standing| {
        world.now = at(&format!("{day}T00:00:00Z"));
        for (scope, todo) in [(Scope::Office, office), (of("west"), west), (of("east"), false)] {
            let it = market(world, &scope);
            let lines = if standing == Standing::Lapsed { &it.lapsed } else { &it.matches };
            assert_eq!((it.todo, lines[0].is_todo), (u32::from(todo), todo), "{day} {scope:?}");
            assert_eq!(lines[0].standing, standing, "{day}: it is told, whether or not there is something to do");
            assert_eq!(it.matches.len() + it.lapsed.len(), 1, "{day}: and told once");
        }
    };
    // To be answered until the 17th.
    check(&mut world, "2025-03-14", false, true, Standing::Proposed);
    check(&mut world, "2025-03-15", true, true, Standing::Proposed);
    check(&mut world, "2025-03-17", true, true, Standing::Proposed);
    check(&mut world, "2025-03-18", false, false, Standing::Lapsed);
    assert_eq!(market(&world, &Scope::Office).lapsed[0].may, [Act::Close]);
    check(&mut world, "2025-03-16", true, true, Standing::Proposed);
    world.share(Role::Office, Command::Nudge { matched, text: REASON.to_owned() }).unwrap();
    check(&mut world, "2025-03-16", false, true, Standing::Proposed);
    check(&mut world, "2025-03-21", true, true, Standing::Proposed);
}

#[test]
fn what_there_is_to_do_stands_first_and_what_has_lapsed_apart() {
    let mut world = world();
    let lapsed = world.propose(park("east"), proposal("east", "west"));
    world.now = at("2025-03-18T00:00:00Z");
    let (near, new) = (world.propose(park("main"), proposal("main", "west")), at("2025-03-24T00:00:00Z"));
    world.now = new;
    let fresh = world.propose(park("east"), proposal("east", "main"));
    let office = market(&world, &Scope::Office);
    let ids = |lines: &[view::MatchLine]| lines.iter().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!((ids(&office.matches), ids(&office.lapsed)), (vec![near, fresh], vec![lapsed]));
    assert_eq!((office.todo, office.matches_count, office.lapsed_count), (1, 2, 1));
}

#[test]
fn what_can_no_longer_be_agreed_to_waits_for_nobody() {
    let mut world = world();
    let need = world.share(park("west"), Command::Post(posting(Side::Need, "对接线索"))).expect("it is posted");
    let need = duoyuan_core::id::ListingId(need);
    let adopt = Proposal { need: Some(need), element: None, title: None, ..proposal("east", "west") };
    let matched = world.propose(park("east"), adopt);
    let todo = |world: &World| {
        let it = market(world, &of("west"));
        let listed = it.matches.iter().filter(|line| line.is_todo).count();
        assert_eq!(listed as u32, it.todo, "what is counted is what is listed");
        (it.todo, it.matches.iter().map(|line| line.id).collect::<Vec<_>>())
    };
    assert_eq!(todo(&world), (1, vec![matched]));
    world.share(park("west"), Command::Withdraw { listing: need, reason: REASON.to_owned() }).unwrap();
    assert_eq!(todo(&world), (0, vec![matched]), "it is there to be declined, and on no list of things to do");
}

#[test]
fn a_listing_is_shown_to_those_it_was_opened_to() {
    let mut world = world();
    let hidden = Posting { visible: Audience::Parks(vec!["main".into()]), ..posting(Side::Need, "寻求钢铁项目") };
    let listing = world.post("east", hidden);
    assert!(market(&world, &of("west")).listings.is_empty());
    let theirs = &market(&world, &of("main")).listings[0];
    assert_eq!((theirs.id, &theirs.visible, theirs.matches), (listing, &None, None));
    assert_eq!(theirs.may, [Act::Propose]);
    let own = &market(&world, &of("east")).mine[0];
    assert_eq!((own.matches, own.may.as_slice()), (Some(0), &[Act::Withdraw][..]));
    assert_eq!(market(&world, &Scope::Office).listings.len(), 1);
    assert!(world.seen(&Scope::Leading, |seen| view::market(seen, world.now)).is_none());
    world.share(park("east"), Command::Withdraw { listing, reason: REASON.to_owned() }).unwrap();
    assert!(market(&world, &of("main")).listings.is_empty());
    let own = &market(&world, &of("east")).mine[0];
    assert_eq!((own.may.as_slice(), own.reason.as_deref()), (&[][..], Some(REASON)));
}

#[test]
fn what_fits_is_suggested_and_says_why() {
    let mut world = world();
    let of_industry = |side, industry: &str, value: &str, unit: &str| Posting {
        industry: Some(industry.into()),
        quantity: quantity(value, unit),
        ..posting(side, "钢铁深加工项目线索")
    };
    let need = world.post("west", of_industry(Side::Need, "cars", "6000", "万元"));
    world.post("east", of_industry(Side::Offer, "food", "9000", "万元"));
    world.post("main", of_industry(Side::Offer, "cars", "3", "条"));
    let part = world.post("main", of_industry(Side::Offer, "cars", "0.5", "亿元"));
    let related = world.post("east", of_industry(Side::Offer, "steel", "1", "亿元"));
    let hidden =
        Posting { visible: Audience::Parks(vec!["main".into()]), ..of_industry(Side::Offer, "cars", "9", "亿元") };
    let hidden = world.post("east", hidden);

    let offers = |world: &World, scope: &Scope| -> Vec<_> {
        market(world, scope).suggestions.iter().map(|it| (it.offer, it.need)).collect()
    };
    assert_eq!(offers(&world, &of("west")), [(part, need), (related, need)]);
    assert_eq!(offers(&world, &Scope::Office), [(part, need), (related, need)]);
    assert_eq!(offers(&world, &of("east")), [(related, need)], "{hidden} is not shown to west");
    let fits = market(&world, &of("west")).suggestions;
    let told: Vec<String> = fits[0].why.iter().map(|why| why.text(Lang::Chinese)).collect();
    let expected =
        ["同为“LEAD”", "产业相同：cars", "供给0.5亿元，可满足需求6,000万元的一部分", "双方有效期重合，至2025-03-31"];
    assert_eq!(told, expected);
    assert_eq!(fits[1].why[1].text(Lang::English), "Related industries: steel and cars");

    let adopt = Proposal {
        offer: Some(part),
        need: Some(need),
        element: None,
        title: None,
        suggested: true,
        ..proposal("main", "west")
    };
    let matched = world.propose(park("main"), adopt);
    assert_eq!(offers(&world, &of("west")), [(related, need)]);
    let line = market(&world, &of("west")).matches.remove(0);
    assert_eq!(line.quantity, quantity("0.5", "亿元"), "not all that is needed");
    world.share(park("west"), Command::Decline { matched, reason: REASON.to_owned() }).unwrap();
    assert_eq!(offers(&world, &of("west")), [(related, need)], "a no is a no");
    let other =
        Proposal { offer: Some(related), need: Some(need), element: None, title: None, ..proposal("east", "west") };
    let matched = world.propose(park("west"), other);
    world.share(park("east"), Command::Accept(matched)).unwrap();
    assert_eq!(offers(&world, &Scope::Office), [], "the need is answered");
}

#[test]
fn only_what_each_side_may_see_of_the_other_is_suggested() {
    let to = |parks: &[&str]| Audience::Parks(parks.iter().map(|&id| id.into()).collect());
    for (offered, needed, fits) in [
        (Audience::All, Audience::All, true),
        (to(&["west"]), to(&["east"]), true),
        (to(&["west", "main"]), Audience::All, true),
        // The need is not for the giver to see, nor the offer for the taker.
        (Audience::All, to(&["main"]), false),
        (to(&["main"]), Audience::All, false),
        (to(&["west"]), to(&["main"]), false),
        (to(&["main"]), to(&["main"]), false),
    ] {
        let mut world = world();
        let case = format!("{offered:?} {needed:?}");
        world.post("east", Posting { visible: offered, ..posting(Side::Offer, "可转让的线索") });
        world.post("west", Posting { visible: needed, ..posting(Side::Need, "求一条线索") });
        for scope in [of("east"), of("west"), Scope::Office] {
            assert_eq!(market(&world, &scope).suggestions.len(), usize::from(fits), "{case} {scope:?}");
        }
        assert!(market(&world, &of("main")).suggestions.is_empty(), "{case}: it is a side of neither");
    }
}

#[test]
fn listings_are_found_by_what_is_asked_for() {
    use duoyuan_core::sharing::ListingStatus;
    use duoyuan_core::view::ListingsAsked;
    let mut world = world();
    let post = |world: &mut World, by: &str, side, visible| {
        let posting = Posting { visible, ..posting(side, "对接线索") };
        duoyuan_core::id::ListingId(world.share(park(by), Command::Post(posting)).expect("it is posted"))
    };
    let need = post(&mut world, "east", Side::Need, Audience::All);
    let offer = post(&mut world, "west", Side::Offer, Audience::All);
    let secret = post(&mut world, "west", Side::Offer, Audience::Parks(vec!["main".into()]));
    let gone = post(&mut world, "west", Side::Need, Audience::All);
    world.share(park("west"), Command::Withdraw { listing: gone, reason: REASON.to_owned() }).unwrap();
    let found = |scope: &Scope, asked: ListingsAsked| {
        let page = world.seen(scope, |seen| view::listings(seen, &asked, world.now)).expect("they are kept");
        (page.lines.iter().map(|line| line.id).collect::<Vec<_>>(), page.count)
    };
    let all = ListingsAsked::default;
    // A park sees its own whatever became of them, and of others what is offered to it now.
    assert_eq!(found(&of("east"), all()), (vec![offer, need], 2));
    assert_eq!(found(&of("west"), all()).0, [gone, secret, offer, need]);
    assert_eq!(found(&of("main"), all()).0, [secret, offer, need]);
    assert_eq!(found(&Scope::Office, all()).0, [gone, secret, offer, need]);
    assert_eq!(found(&of("east"), ListingsAsked { listing: Some(secret), ..all() }), (vec![], 0));
    assert_eq!(found(&of("east"), ListingsAsked { others: true, ..all() }).0, [offer]);
    assert_eq!(found(&of("west"), ListingsAsked { park: Some("west".into()), ..all() }).0, [gone, secret, offer]);
    assert_eq!(found(&Scope::Office, ListingsAsked { status: Some(ListingStatus::Withdrawn), ..all() }).0, [gone]);
    assert_eq!(found(&Scope::Office, ListingsAsked { side: Some(Side::Need), ..all() }).0, [gone, need]);
    assert_eq!(found(&Scope::Office, ListingsAsked { count: 1, ..all() }), (vec![gone], 4));
    assert!(world.seen(&Scope::Leading, |seen| view::listings(seen, &all(), world.now)).is_none());
}
