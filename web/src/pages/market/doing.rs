//! What is being done, and what is typed for it: kept until it has been done, whatever the server says meanwhile.

use duoyuan_core::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use duoyuan_core::sharing::{Proposal, Side};
use duoyuan_core::view::{ListingLine, Market, MatchAct, MatchLine, Suggestion};
use duoyuan_core::words::{Key, key};

/// Something with a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    /// Something with a match.
    Match(MatchAct, Box<MatchLine>),
    /// Taking an offer or a need back.
    Withdraw(Box<ListingLine>),
    /// A match is proposed to another park.
    Propose(Box<Proposing>),
}

/// A proposal before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposing {
    /// What it would be.
    pub base: Proposal,
    /// The park the match is proposed to.
    pub other: ParkId,
    /// The element that would flow.
    pub element: ElementId,
    /// What it is about, in words.
    pub title: String,
    /// The side the own listing would be of, when one can be chosen.
    pub own_side: Option<Side>,
}

/// What is typed in a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// A reason, a note, a word.
    pub text: String,
    /// The stage that is reported, by its id.
    pub stage: Option<StageId>,
    /// The effect, as written.
    pub effect: String,
    /// The own offer or need chosen.
    pub own: Option<ListingId>,
}

impl Doing {
    /// What it is kept under.
    pub fn name(&self) -> String {
        match self {
            Self::Match(act, line) => format!("{act:?}-{}", line.id),
            Self::Withdraw(line) => format!("withdraw-{}", line.id),
            Self::Propose(it) => {
                let part = |id: Option<ListingId>| id.map_or_else(String::new, |id| id.to_string());
                format!("propose-{}-{}", part(it.base.offer), part(it.base.need))
            }
        }
    }

    /// What it is about.
    pub fn title(&self) -> &str {
        match self {
            Self::Match(_, line) => &line.title,
            Self::Withdraw(line) => &line.title,
            Self::Propose(it) => &it.title,
        }
    }

    /// The act that the form is for.
    pub fn act(&self) -> MatchAct {
        match self {
            Self::Match(act, _) => *act,
            Self::Withdraw(_) => MatchAct::Withdraw,
            Self::Propose(_) => MatchAct::Propose,
        }
    }

    /// The heading of its form.
    pub fn heading(&self) -> Key {
        match self.act() {
            MatchAct::Withdraw => key::ACT_HEADING_WITHDRAW,
            MatchAct::Propose => key::ACT_HEADING_PROPOSE,
            MatchAct::Decline => key::ACT_HEADING_DECLINE,
            MatchAct::Report => key::ACT_HEADING_REPORT,
            MatchAct::Dispute => key::ACT_HEADING_DISPUTE,
            MatchAct::Nudge => key::ACT_HEADING_NUDGE,
            MatchAct::Close | MatchAct::Accept | MatchAct::Confirm => key::ACT_HEADING_CLOSE,
        }
    }

    /// The match it is about.
    pub fn matched(&self) -> Option<MatchId> {
        match self {
            Self::Match(_, line) => Some(line.id),
            _ => None,
        }
    }

    /// What is typed before anything is typed.
    pub fn blank(&self) -> Typed {
        match self {
            Self::Match(MatchAct::Report, line) => Typed { stage: line.next.first().cloned(), ..Typed::default() },
            Self::Propose(it) => Typed { text: it.base.why.clone(), ..Typed::default() },
            _ => Typed::default(),
        }
    }
}

impl Proposing {
    /// To the park of an offer or a need.
    pub fn with(line: &ListingLine, own: &ParkId) -> Self {
        let is_need = line.side == Side::Need;
        let (giver, taker) = if is_need { (own, &line.park) } else { (&line.park, own) };
        Self {
            base: Proposal {
                giver: giver.clone(),
                taker: taker.clone(),
                element: None,
                title: None,
                quantity: None,
                offer: (!is_need).then_some(line.id),
                need: is_need.then_some(line.id),
                suggested: false,
                why: String::new(),
            },
            other: line.park.clone(),
            element: line.element.clone(),
            title: line.title.clone(),
            own_side: Some(if is_need { Side::Offer } else { Side::Need }),
        }
    }

    /// As the system suggests, for reasons it gives in words.
    pub fn suggested(it: &Suggestion, own: Option<&ParkId>, why: String) -> Self {
        let other = if own == Some(&it.giver) { &it.taker } else { &it.giver };
        Self {
            base: Proposal {
                giver: it.giver.clone(),
                taker: it.taker.clone(),
                element: None,
                title: None,
                quantity: None,
                offer: Some(it.offer),
                need: Some(it.need),
                suggested: true,
                why,
            },
            other: other.clone(),
            element: it.element.clone(),
            title: it.need_title.clone(),
            own_side: None,
        }
    }

    /// Own offers or needs that could go with it.
    pub fn own(&self, market: &Market) -> Vec<(ListingId, String)> {
        let fits = |it: &&ListingLine| {
            it.status == duoyuan_core::sharing::ListingStatus::Active
                && it.element == self.element
                && Some(it.side) == self.own_side
        };
        market.mine.iter().filter(fits).map(|it| (it.id, it.title.clone())).collect()
    }
}
