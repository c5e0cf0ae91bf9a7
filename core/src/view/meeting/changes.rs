//! What an edition shows that the one before it did not.
//!
//! Two things are told: the zone's headline figures of both, each of the month its edition shows first, and the entries
//! between the two, as somebody is told of them who last looked when the earlier one was frozen.

use serde::{Deserialize, Serialize};

use super::{EditionLine, meets};
use crate::id::Code;
use crate::meeting::{digest, figures};
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::view::{Figure, Since, since};

/// An edition, and what has changed since the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionPage {
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// The edition.
    pub edition: EditionLine,
    /// Whether its figures, computed again, have the digest that was written down when it was frozen.
    pub holds: bool,
    /// The one before it; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<EditionLine>,
    /// The zone's headline figures from January, in the order of the configuration.
    pub headline: Vec<Moved>,
    /// What happened between the two, newest first; absent for the first edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
}

/// A headline figure in both editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EditionFigure))]
pub struct Moved {
    /// The indicator, by its code in the configuration: `revenue`.
    pub code: Code,
    /// As the edition shows it.
    pub now: Figure,
    /// As the edition before showed it; absent for the first edition, and where it did not have the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Figure>,
}

/// The page of edition `number`: `seen` is what the viewer sees now, `shown` what the edition shows, `before` what the
/// edition before it shows. Nothing where there is no such edition for the viewer.
pub fn edition(seen: Seen<'_>, number: u32, shown: Seen<'_>, before: Option<Seen<'_>>) -> Option<EditionPage> {
    if !meets(seen.scope()) || !seen.scope().opens() {
        return None;
    }
    let all = seen.state().editions();
    let edition = all.get(number)?;
    let previous = number.checked_sub(1).and_then(|number| all.get(number));
    let at = edition.frozen.at;
    let leading = Seen::new(shown.state(), &crate::access::Scope::Leading)?;
    let moved = |code: &Code| {
        let now = headline(shown, code, edition.month, at)?;
        let before = previous.zip(before).and_then(|(it, seen)| headline(seen, code, it.month, it.frozen.at));
        Some(Moved { code: code.clone(), now, before })
    };
    Some(EditionPage {
        demo: shown.state().is_demo(),
        edition: EditionLine::of(edition),
        holds: digest(&figures(leading, at)) == edition.digest,
        before: previous.map(EditionLine::of),
        headline: shown.zone().headline.iter().filter_map(moved).collect(),
        since: previous.and_then(|previous| since(shown, previous.frozen.at, at)),
    })
}

fn headline(seen: Seen<'_>, code: &Code, month: Option<Month>, at: jiff::Timestamp) -> Option<Figure> {
    seen.figure(&Subject::Zone, code, month?, Basis::Cumulative, at)
}
