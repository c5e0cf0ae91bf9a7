//! Every table of a page as a workbook: the page's view behind the viewer's scope, written row by row.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use duoyuan_core::api;
use duoyuan_core::id::{Code, OwnerId, ParkId};
use duoyuan_core::openness::Period;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::series::Seen;
use duoyuan_core::sharing::{ListingStatus, Side, Span};
use duoyuan_core::table::{self, Asked};
use duoyuan_core::view::{Kind, RankBy, Selection};
use jiff::Timestamp;
use serde::Deserialize;

use super::extract::{Named, Shown, Viewer, query};
use super::look_back::{LookBack, LookBackText};
use super::openapi::{File, Problems};
use super::reports::{XLSX, attachment};
use super::{App, Problem, sharing};
use crate::workbook;

/// A page's table as `.xlsx`. `name` is `board`, `ranking`, `park`, `openness`, `openness-matrix`, `openness-index`,
/// `sharing`, `transfers`, `listings`, `enclaves`, `bookings`, `work`, `queue` or `review`, with `.xlsx` behind it; it is asked for
/// with what its page is asked for. What the page does not show is not in it; where the page answers 404, so does this.
#[utoipa::path(get, path = api::TABLE.path, tag = "tables",
    params(LookBackText, ("name" = String, Path, description = "such as `board.xlsx`"),
        ("month" = Option<String>, Query), ("basis" = Option<duoyuan_core::period::Basis>, Query),
        ("by" = Option<RankBy>, Query, description = "order of `board` and `ranking`; level when absent"),
        ("indicator" = Option<String>, Query, description = "of `board` and `ranking`; the first when absent"),
        ("park" = Option<String>, Query, description = "of `park`, `bookings`, `review`, `transfers`, `listings`"),
        ("owner" = Option<String>, Query, description = "of `work`"),
        ("element" = Option<String>, Query), ("span" = Option<Span>, Query),
        ("giver" = Option<String>, Query), ("taker" = Option<String>, Query), ("kind" = Option<Kind>, Query),
        ("side" = Option<Side>, Query), ("status" = Option<ListingStatus>, Query), ("others" = Option<bool>, Query)),
    responses((status = 200, content_type = XLSX, body = File), Problems))]
pub async fn table(
    State(app): State<App>,
    viewer: Viewer,
    Named(name): Named,
    shown: Shown,
    more: More,
    sharing::Shown(wanted): sharing::Shown,
    sharing::Sought(sought): sharing::Sought,
) -> Result<Response, Problem> {
    let Shown { month, basis } = shown;
    let More { park, indicator, owner, by, back } = more;
    let park = park.ok_or_else(Problem::not_found);
    let of = |period: fn(Period) -> Asked| {
        // Of the month that runs, or ran, when none is named.
        let asked = move |now| period(Period::of(month.unwrap_or_else(|| Month::of(day_of(now))), basis));
        Box::new(asked) as Box<dyn FnOnce(Timestamp) -> Asked + Send>
    };
    let fixed = |asked: Asked| Box::new(move |_| asked) as Box<dyn FnOnce(Timestamp) -> Asked + Send>;
    let asked = match name.strip_suffix(".xlsx").unwrap_or_default() {
        "board" => fixed(Asked::Board(month, basis, by, indicator)),
        "ranking" => fixed(Asked::Ranking(month, basis, by, indicator)),
        "park" => fixed(Asked::Park(park?, month, basis)),
        "openness" => of(Asked::Openness),
        "openness-matrix" => of(Asked::Matrix),
        "openness-index" => of(Asked::Index),
        "sharing" => {
            fixed(Asked::Sharing(Selection { element: wanted.element, span: wanted.span, month: wanted.month }))
        }
        "transfers" => fixed(Asked::Transfers(wanted)),
        "listings" => fixed(Asked::Listings(sought)),
        "enclaves" => fixed(Asked::Enclaves(month, basis)),
        "bookings" => fixed(Asked::Bookings(park?)),
        "work" => fixed(Asked::Work(owner.ok_or_else(Problem::not_found)?)),
        "queue" => fixed(Asked::Queue),
        "review" => fixed(Asked::Review(park?, month.ok_or_else(Problem::not_found)?)),
        _ => return Err(Problem::not_found()),
    };
    let back = if table::is_met(&name) { app.met(&viewer.scope, back) } else { back };
    let (as_of, exported) = (back.0, app.now());
    let look = move |seen: Seen<'_>, now| {
        let table = table::table(seen, &asked(now), now)?;
        Some(match as_of {
            Some(as_of) => table.looked_back(seen, as_of, exported),
            None => table,
        })
    };
    let table = app.see_as_of(viewer.scope, back, look).await?;
    let file = table.file();
    let bytes = app.blocking(move |_| workbook::write_table(&table)).await?;
    Ok(attachment(&file, XLSX, bytes))
}

/// What only tables are asked for.
pub struct More {
    park: Option<ParkId>,
    indicator: Option<Code>,
    owner: Option<OwnerId>,
    by: RankBy,
    back: LookBack,
}

#[derive(Deserialize)]
struct MoreTexts {
    park: Option<String>,
    indicator: Option<String>,
    owner: Option<String>,
    by: Option<RankBy>,
}

impl FromRequestParts<App> for More {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let back = LookBack::from_request_parts(parts, app).await?;
        let text = query::<App, MoreTexts>(parts, app).await?.0;
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Self {
            park: filled(text.park).map(ParkId::new),
            indicator: filled(text.indicator).map(Code::new),
            owner: filled(text.owner).map(OwnerId::new),
            by: text.by.unwrap_or_default(),
            back,
        })
    }
}
