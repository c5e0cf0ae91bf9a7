//! What somebody does about a deal, and carrying it out: through the same commands as a park's office.

use duoyuan_core::access::Actor;
use duoyuan_core::id::{ElementId, ListingId, MatchId, ParkId};
use duoyuan_core::sharing::{Command, Posting, Proposal, Quantity, Side};
use duoyuan_core::state;
use jiff::Timestamp;

use super::world::World;
use super::{DemoError, accounts};

/// Something that somebody does about a deal.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// Which deal.
    pub deal: usize,
    /// Who: a park, or the office.
    pub by: Option<ParkId>,
    pub what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Post(Posting),
    Withdraw(&'static str),
    Propose { giver: ParkId, taker: ParkId, direct: Option<Direct>, suggested: bool, why: &'static str },
    Accept,
    Decline(&'static str),
    Report { stage: usize, element: ElementId, effect: Option<Quantity>, note: &'static str },
    Confirm,
    Dispute(&'static str),
    Close(&'static str),
    Nudge(&'static str),
}

/// A match that no offer and no need stands behind.
#[derive(Clone, Debug)]
pub(super) struct Direct {
    pub element: ElementId,
    pub title: String,
    pub quantity: Option<Quantity>,
}

pub(super) fn carry_out(world: &mut World, it: Move, at: Timestamp) -> Result<(), DemoError> {
    let actor = it.by.as_ref().map_or_else(accounts::office, |park| accounts::park(&world.zone, park));
    let mut dealt = world.deals.get(&it.deal).copied().unwrap_or_default();
    let unfit = || DemoError::Unfit(format!("deal {}: {:?}", it.deal, it.what));
    let matched = || dealt.matched.ok_or_else(unfit);
    let reason = |text: &str| text.to_owned();
    let command = match it.what.clone() {
        What::Post(posting) => {
            let side = posting.side;
            let id = ListingId(act(world, &actor, Command::Post(posting), at)?);
            match side {
                Side::Offer => dealt.offer = Some(id),
                Side::Need => dealt.need = Some(id),
            }
            world.deals.insert(it.deal, dealt);
            return Ok(());
        }
        What::Propose { giver, taker, direct, suggested, why } => {
            let (element, title, quantity) = match direct {
                Some(Direct { element, title, quantity }) => (Some(element), Some(title), quantity),
                None => (None, None, None),
            };
            let (offer, need) = (dealt.offer, dealt.need);
            let proposal =
                Proposal { giver, taker, element, title, quantity, offer, need, suggested, why: reason(why) };
            dealt.matched = Some(MatchId(act(world, &actor, Command::Propose(proposal), at)?));
            world.deals.insert(it.deal, dealt);
            return Ok(());
        }
        What::Withdraw(why) => {
            let listing = dealt.need.or(dealt.offer).ok_or_else(unfit)?;
            Command::Withdraw { listing, reason: reason(why) }
        }
        What::Accept => Command::Accept(matched()?),
        What::Decline(why) => Command::Decline { matched: matched()?, reason: reason(why) },
        What::Report { stage, element, effect, note } => {
            let rules = world.zone.sharing.as_ref().ok_or_else(unfit)?;
            let stages = &rules.element(&element).ok_or_else(unfit)?.stages;
            let stage = stages.get(stage).ok_or_else(unfit)?.id.clone();
            Command::Report { matched: matched()?, stage, effect, note: reason(note) }
        }
        What::Confirm => Command::Confirm(matched()?),
        What::Dispute(why) => Command::Dispute { matched: matched()?, reason: reason(why) },
        What::Close(why) => Command::Close { matched: matched()?, reason: reason(why) },
        What::Nudge(text) => Command::Nudge { matched: matched()?, text: reason(text) },
    };
    act(world, &actor, command, at).map(|_| ())
}

/// Answers the position of the entry.
fn act(world: &mut World, actor: &Actor, command: Command, at: Timestamp) -> Result<u64, DemoError> {
    world.act(actor, &state::Command::Sharing(command), at)?;
    Ok(world.state.head().position)
}
