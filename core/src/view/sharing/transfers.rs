//! From a cell, a band or a balance down to the transfers behind it, each with all that happened to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use crate::period::{Month, day_of};
use crate::series::Seen;
use crate::sharing::{Match, Quantity, Report, Span, Standing, Step, StepKind};

/// Which transfers are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// One element, or all of them.
    pub element: Option<ElementId>,
    /// The stretch of time.
    pub span: Span,
    /// Its last month, of all time as well; the current one when missing.
    pub month: Option<Month>,
    /// Those alone in which this park gives; of any giver when missing.
    pub giver: Option<ParkId>,
    /// Those alone in which this park receives; of any taker when missing.
    pub taker: Option<ParkId>,
    /// Who gives or receives.
    pub park: Option<ParkId>,
    /// Which of them.
    pub kind: Kind,
    /// Only those with a smaller number: the next page.
    pub before: Option<MatchId>,
}

/// Which transfers of a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Begun or landed in it: all that the numbers count.
    #[default]
    Counted,
    /// The first stage was confirmed in it.
    Begun,
    /// Landed in it.
    Landed,
    /// With a stage to be confirmed, whatever the stretch.
    Unconfirmed,
}

/// Transfers, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfers {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The last month of the stretch.
    pub month: Month,
    /// How many there are, on all pages.
    pub count: u32,
    /// One page of them: at most a hundred.
    pub lines: Vec<Transfer>,
    /// Ask for those before this one to get the next page; the last page has none.
    pub next: Option<MatchId>,
}

/// A transfer with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// Number of the match: the position of the journal's entry that proposed it.
    #[serde(rename = "match")]
    pub matched: MatchId,
    /// The park that gives, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that receives, by its id: `boai`.
    pub taker: ParkId,
    /// The element 要素 that is shared, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What is given, in words, on one line.
    pub title: String,
    /// How much is to be given, with its unit; nothing when nobody said.
    pub quantity: Option<Quantity>,
    /// The giver's offer.
    pub offer: Option<ListingId>,
    /// The taker's need.
    pub need: Option<ListingId>,
    /// Where it stands.
    pub standing: Standing,
    /// The last confirmed stage.
    pub stage: Option<StageId>,
    /// A stage to be confirmed.
    pub pending: Option<Report>,
    /// What came of it, when it has landed.
    pub effect: Option<Quantity>,
    /// All that happened, oldest first.
    pub history: Vec<HistoryStep>,
}

/// Something that happened to a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryStep {
    /// Position of its entry in the journal.
    pub position: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who, as shown.
    pub by: String,
    /// What happened, in one word: `accepted`.
    pub kind: StepKind,
    /// The stage it is about.
    pub stage: Option<StageId>,
    /// The effect it names.
    pub effect: Option<Quantity>,
    /// What was said.
    pub text: String,
}

/// Transfers on a page.
const PAGE: usize = 100;

/// The transfers asked for, of those that the scope may see.
pub fn transfers(seen: Seen<'_>, wanted: &Wanted, now: Timestamp) -> Option<Transfers> {
    let rules = seen.zone().sharing.as_ref().filter(|_| seen.scope().sees_sharing())?;
    let (state, today) = (seen.state(), day_of(now));
    let ledger = &state.sharing;
    let month = wanted.month.unwrap_or_else(|| Month::of(today));
    let fits = |it: &&Match| it.is_seen_by(seen.scope()) && wanted.fits(it, month);
    let all = || ledger.all_matches().rev().filter(fits);
    let page = all().filter(|it| wanted.before.is_none_or(|before| it.id < before));
    let page: Vec<&Match> = page.take(PAGE + 1).collect();
    let next = if page.len() > PAGE { page.get(PAGE - 1).map(|it| it.id) } else { None };
    Some(Transfers {
        position: seen.position(),
        demo: state.is_demo(),
        month,
        count: all().count() as u32,
        lines: page.into_iter().take(PAGE).map(|it| transfer(it, it.standing(today, rules.answer_days))).collect(),
        next,
    })
}

impl Wanted {
    fn fits(&self, it: &Match, month: Month) -> bool {
        let is = |wanted: &Option<ParkId>, park: &ParkId| wanted.as_ref().is_none_or(|wanted| wanted == park);
        let parties = is(&self.giver, &it.giver) && is(&self.taker, &it.taker);
        parties
            && self.park.as_ref().is_none_or(|park| it.involves(park))
            && self.element.as_ref().is_none_or(|element| it.element == *element)
            && self.is_kind(it, month)
    }

    fn is_kind(&self, it: &Match, month: Month) -> bool {
        let within = |at: Timestamp| self.span.holds(Month::of(day_of(at)), month);
        let begun =
            || it.history.iter().find(|step| step.kind == StepKind::Confirmed).is_some_and(|step| within(step.at));
        let landed = || it.landed.as_ref().is_some_and(|(at, _)| within(*at));
        match self.kind {
            Kind::Counted => begun() || landed(),
            Kind::Begun => begun(),
            Kind::Landed => landed(),
            Kind::Unconfirmed => it.pending.is_some(),
        }
    }
}

fn transfer(it: &Match, standing: Standing) -> Transfer {
    let step = |step: &Step| HistoryStep {
        position: step.position,
        at: step.at,
        by: step.by.name.clone(),
        kind: step.kind,
        stage: step.stage.clone(),
        effect: step.effect.clone(),
        text: step.text.clone(),
    };
    Transfer {
        matched: it.id,
        giver: it.giver.clone(),
        taker: it.taker.clone(),
        element: it.element.clone(),
        title: it.title.clone(),
        quantity: it.quantity.clone(),
        offer: it.offer,
        need: it.need,
        standing,
        stage: it.stage.clone(),
        pending: it.pending.clone(),
        effect: it.landed.as_ref().map(|(_, effect)| effect.clone()),
        history: it.history.iter().map(step).collect(),
    }
}
