//! The market 供需对接: what is offered and needed, what is being matched, who is to do what, and what would fit.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::viewer::Viewer;
use crate::access::Scope;
use crate::id::{ElementId, IndustryId, ListingId, MatchId, ParkId, StageId};
use crate::period::day_of;
use crate::series::Seen;
use crate::sharing::{Audience, Listing, ListingStatus, Party, Quantity, Report, Side, Standing};
use crate::words::Message;

/// The market of a park's office, or all of it for the leading group's office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Market {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The day it is computed for, Beijing time.
    pub today: Date,
    /// The park whose market it is; the leading group's office has none.
    pub park: Option<ParkId>,
    /// What other parks offer and need and this one may see, newest first; at most sixty.
    pub listings: Vec<ListingLine>,
    /// How many there are.
    pub listings_count: u32,
    /// The park's own offers and needs, newest first; at most thirty.
    pub mine: Vec<ListingLine>,
    /// How many there are.
    #[serde(default)]
    pub mine_count: u32,
    /// Matches: those in which this viewer is to do something first, then the others that go on, and for a park those
    /// that ended, each from the newest; at most forty, and never fewer than there are to do.
    pub matches: Vec<MatchLine>,
    /// How many there are.
    pub matches_count: u32,
    /// In how many of them this viewer is to do something: as many as have [`MatchLine::is_todo`].
    pub todo: u32,
    /// Proposals that nobody answered in time 逾期失效, newest first; at most forty. Nothing is to be done about them:
    /// they can be proposed again, and closed by the leading group's office.
    #[serde(default)]
    pub lapsed: Vec<MatchLine>,
    /// How many there are.
    #[serde(default)]
    pub lapsed_count: u32,
    /// What would fit, best first; at most twelve.
    pub suggestions: Vec<Suggestion>,
}

/// An offer or a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListingLine {
    /// Number of the offer or need: the position of the journal's entry that posted it.
    pub id: ListingId,
    /// The park that offers or needs it, by its id: `xiuwu`.
    pub park: ParkId,
    /// Offer or need.
    pub side: Side,
    /// The element 要素, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What is offered or needed, in words, on one line.
    pub title: String,
    /// How much is offered or needed, with its unit; nothing when the park did not say.
    pub quantity: Option<Quantity>,
    /// The industry; any when missing.
    pub industry: Option<IndustryId>,
    /// When it was posted.
    pub at: Timestamp,
    /// Days since.
    pub days: u32,
    /// The last day it is good for.
    pub valid_until: Date,
    /// Who may see it; told to its park and the leading group's office alone.
    pub visible: Option<Audience>,
    /// Where it stands.
    pub status: ListingStatus,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// Live matches on it; told to its park and the leading group's office alone.
    pub matches: Option<u32>,
    /// What this viewer can do with it.
    pub may: Vec<Act>,
}

/// A match, for those who work on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchLine {
    /// Number of the match: the position of the journal's entry that proposed it.
    pub id: MatchId,
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
    /// Who proposed it.
    pub proposer: Party,
    /// Whether the system had suggested it.
    pub suggested: bool,
    /// Why it fits.
    pub why: String,
    /// Where it stands.
    pub standing: Standing,
    /// The last confirmed stage.
    pub stage: Option<StageId>,
    /// Stages that can be reported next.
    pub next: Vec<StageId>,
    /// A stage to be confirmed.
    pub pending: Option<Report>,
    /// What came of it, when it has landed.
    pub effect: Option<Quantity>,
    /// Who is to do what.
    pub awaits: Vec<Awaited>,
    /// What this viewer can do.
    pub may: Vec<Act>,
    /// When something last happened to it.
    pub changed_at: Option<Timestamp>,
    /// The last thing that was said: a reason, a note, the office's word.
    pub said: Option<String>,
    /// Whether the viewer is to do something about it now: a park's office to answer or to confirm, the leading group's
    /// office to call in an answer whose last day is near. What has lapsed is nobody's to do.
    #[serde(default)]
    pub is_todo: bool,
}

/// Somebody is to do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MarketAwaited))]
pub struct Awaited {
    /// The park that is to do something, by its id: `xiuwu`.
    pub park: ParkId,
    /// What the park is to do: answer, confirm, or report.
    pub what: Todo,
    /// Since when: from the last thing that happened to the match, or from the report that waits to be confirmed.
    pub since: Timestamp,
    /// The last day, where there is one.
    pub due: Option<Date>,
}

/// What somebody is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MarketTodo))]
#[serde(rename_all = "snake_case")]
pub enum Todo {
    /// 待答复: agree or decline.
    Answer,
    /// 待确认: confirm or dispute what the other side reported.
    Confirm,
    /// 待推进: bring it further and report.
    Report,
}

/// What a viewer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MarketAct))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 撤回.
    Withdraw,
    /// 提出对接.
    Propose,
    /// 同意.
    Accept,
    /// 谢绝.
    Decline,
    /// 报送进展.
    Report,
    /// 确认.
    Confirm,
    /// 提出异议.
    Dispute,
    /// 终止.
    Close,
    /// 催办.
    Nudge,
}

/// An offer that would answer a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// Number of the offer: the position of the journal's entry that posted it.
    pub offer: ListingId,
    /// Number of the need: the position of the journal's entry that posted it.
    pub need: ListingId,
    /// Who would give.
    pub giver: ParkId,
    /// Who would receive.
    pub taker: ParkId,
    /// The element 要素 of both, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// The offer in words.
    pub offer_title: String,
    /// The need in words.
    pub need_title: String,
    /// How well it fits; more is better.
    pub score: u32,
    /// Why it fits.
    pub why: Vec<Message>,
}

/// Others' offers and needs on the page.
const LISTINGS: usize = 60;
/// Own offers and needs.
const OWN: usize = 30;
/// Matches.
const MATCHES: usize = 40;
/// Suggestions.
pub(super) const SUGGESTIONS: usize = 12;

/// The market; for parks' offices and the leading group's office.
pub fn market(seen: Seen<'_>, now: Timestamp) -> Option<Market> {
    let rules = seen.zone().sharing.as_ref()?;
    let park = match seen.scope() {
        Scope::Park(park) => Some(park.clone()),
        Scope::Office => None,
        _ => return None,
    };
    let (state, today) = (seen.state(), day_of(now));
    let ledger = &state.sharing;
    let viewer = Viewer { seen, rules, now };
    let mut visible: Vec<&Listing> = ledger.active(today).filter(|it| it.is_seen_by(seen.scope())).collect();
    visible.sort_by_key(|listing| std::cmp::Reverse(listing.id));
    let (own, listings): (Vec<&Listing>, Vec<&Listing>) =
        visible.into_iter().partition(|it| Some(&it.park) == park.as_ref());
    let own = if park.is_some() { viewer.own_with_past(&own) } else { own };
    let (matches, lapsed, todo) = (viewer.matches(), viewer.lapsed(), viewer.todo());
    let line = |it: &&Listing| viewer.listing(it);
    Some(Market {
        position: seen.position(),
        demo: state.is_demo(),
        today,
        park,
        listings_count: listings.len() as u32,
        listings: listings.iter().take(LISTINGS).map(line).collect(),
        mine: own.iter().take(OWN).map(line).collect(),
        mine_count: own.len() as u32,
        matches_count: matches.len() as u32,
        todo,
        matches: matches.into_iter().take(MATCHES.max(todo as usize)).map(|it| viewer.line(it)).collect(),
        lapsed_count: lapsed.len() as u32,
        lapsed: lapsed.into_iter().take(MATCHES).map(|it| viewer.line(it)).collect(),
        suggestions: viewer.suggestions(),
    })
}

/// In how many matches the viewer is to do something: [`Market::todo`] without the market, for a menu.
pub fn market_todo(seen: Seen<'_>, now: Timestamp) -> Option<u32> {
    let rules = seen.zone().sharing.as_ref()?;
    matches!(seen.scope(), Scope::Park(_) | Scope::Office).then(|| Viewer { seen, rules, now }.todo())
}
