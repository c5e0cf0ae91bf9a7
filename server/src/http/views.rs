//! Answers computed before: a thousand people who ask for the same board cause one computation.
//!
//! An answer is known by its scope, what was asked, the day in Beijing, and the last entry that can have changed it,
//! which are all that a view depends on: a booking empties no board. For a park that is the last entry that it may know
//! of, so that an answer to it does not even take longer because somebody else has acted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use duoyuan_core::access::Scope;
use duoyuan_core::area::Area;
use duoyuan_core::as_of::AsOf;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::meeting::meets;
use duoyuan_core::openness::Period;
use duoyuan_core::period::{Basis, Month, day_of};
use duoyuan_core::series::Seen;
use duoyuan_core::source;
use duoyuan_core::view::{ListingsAsked, RankBy, Selection, Wanted};
use duoyuan_core::words::{Message, key};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use tokio::sync::OnceCell;

use super::look_back::LookBack;
use super::{App, Problem};

/// Answers kept at most: all of them are dropped when there are more. A board has some 100 KB.
const MOST: usize = 256;

/// Shorter answers are not worth compressing: they fit into a packet.
const SHORT: usize = 1400;

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The board.
    Board(Option<Month>, Basis),
    /// The parks in the order of a source.
    Ranking(Option<Code>, Option<Month>, Basis, RankBy),
    /// A park's page.
    Park(ParkId, Option<Month>, Basis),
    /// Where a figure comes from.
    Explanation(Option<ParkId>, Code, Month, Basis),
    /// The zone's configuration.
    Zone,
    /// What the operator needs of it.
    ZoneOfOperator,
    /// A park's desk.
    Desk(ParkId),
    /// The office's queue.
    Queue,
    /// What flowed between the parks.
    Sharing(Selection),
    /// The transfers behind a number.
    Transfers(Wanted),
    /// The market.
    Market,
    /// Offers and needs.
    Listings(ListingsAsked),
    /// Enclave projects.
    Enclaves(Option<Month>, Basis),
    /// Openness, as it was in this minute.
    Openness(Period, i64),
}

impl Asked {
    /// What the answer is made of: only entries about that make it another. `board` is what the configuration's board
    /// names beside the reports.
    fn areas(&self, board: &[Area]) -> Vec<Area> {
        let with = |more: &[Area]| [&[Area::Reports], more].concat();
        match self {
            Self::Board(..) | Self::Park(..) => with(board),
            Self::Explanation(_, code, ..) => source::areas(code).to_vec(),
            // What can be chosen is what projects split, too.
            Self::Ranking(code, ..) => {
                let named: &[Area] = match code {
                    Some(code) => source::areas(code),
                    None => board,
                };
                [named, &[Area::Reports, Area::Enclaves]].concat()
            }
            _ => self.own_areas().to_vec(),
        }
    }

    fn own_areas(&self) -> &'static [Area] {
        match self {
            Self::Board(..)
            | Self::Ranking(..)
            | Self::Park(..)
            | Self::Explanation(..)
            | Self::Desk(_)
            | Self::Queue => &[Area::Reports],
            // It tells a page of what position it begins with.
            Self::Zone | Self::ZoneOfOperator => &[Area::Reports, Area::Sharing, Area::Enclaves, Area::Platforms],
            Self::Sharing(_) | Self::Transfers(_) | Self::Market | Self::Listings(_) => &[Area::Sharing],
            Self::Enclaves(..) => &[Area::Reports, Area::Enclaves],
            Self::Openness(..) => &[Area::Platforms],
        }
    }

    /// Whether requests that become overdue without an entry make it another.
    fn follows_minutes(&self, areas: &[Area]) -> bool {
        let names = matches!(self, Self::Board(..) | Self::Ranking(..) | Self::Park(..) | Self::Explanation(..));
        names && areas.contains(&Area::Platforms)
    }
}

/// Answers of one day.
#[derive(Default)]
pub struct Views {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    at: Option<Date>,
    answers: HashMap<Question, At>,
}

/// Who asks, of which edition when one is shown, what, and in which minute where the answer follows it; otherwise 0.
type Question = (Scope, Option<u32>, Asked, i64);

/// An answer with the position it was computed at.
#[derive(Default)]
struct At {
    position: u64,
    cell: Arc<OnceCell<Answer>>,
}

/// An answer as it is sent, or that there is none for this scope.
type Answer = Option<Body>;

#[derive(Clone)]
struct Body {
    plain: Bytes,
    gzip: Option<Bytes>,
}

impl App {
    /// What a figure is asked of that names no moment: of the edition that the scope is shown while one is, so that every
    /// screen of a meeting shows the same; of what is so otherwise.
    pub fn met(&self, scope: &Scope, back: LookBack) -> LookBack {
        let shown = || self.engine.read().edition_shown(scope).map(|edition| AsOf::Edition(edition.number));
        LookBack(back.0.or_else(shown))
    }

    /// The moment that a view is asked at: of an edition when it was frozen, otherwise now.
    pub fn moment(&self, scope: &Scope, back: &LookBack) -> Timestamp {
        let edition = match back.0 {
            Some(AsOf::Edition(number)) => self.engine.read().edition_open_to(scope, number),
            _ => None,
        };
        edition.map_or_else(|| self.now(), |(_, moment)| moment)
    }

    /// The view of `scope` as it is, or as it was: 404 when there is none. What was is not kept; who looks back is few.
    pub async fn view_as_of<T: Serialize>(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        back: LookBack,
        asked: Asked,
        look: impl FnOnce(Seen<'_>, Timestamp) -> Option<T> + Send + 'static,
    ) -> Result<Response, Problem> {
        match back.0 {
            None => return self.view(headers, scope, asked, look).await,
            Some(AsOf::Edition(number)) => return self.view_of_edition(headers, scope, number, asked, look).await,
            Some(_) => {}
        }
        let answer = move |seen: Seen<'_>, now| look(seen, now).map(|view| body(&view));
        let body = self.see_as_of(scope, back, answer).await?.map_err(|error| Problem::internal(&error))?;
        Ok(respond(headers, &body))
    }

    /// What `look` finds in what the scope sees, or saw, at the moment that it is asked for; 404 when it finds nothing.
    pub async fn see_as_of<T: Send + 'static>(
        &self,
        scope: Scope,
        LookBack(as_of): LookBack,
        look: impl FnOnce(Seen<'_>, Timestamp) -> Option<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let Some(as_of) = as_of else {
            let now = self.now();
            let see = move |app: &Self| {
                app.engine.see(&scope, |seen| look(seen, now)).flatten().ok_or_else(Problem::not_found)
            };
            return self.blocking(see).await;
        };
        let turn = Self::turn(&self.looking_back).await?;
        let see = move |app: &Self| {
            let _turn = turn;
            let past = app.engine.look_back(&scope, as_of, app.now()).map_err(|error| Problem::internal(&error))?;
            let (state, moment) = past.ok_or_else(|| app.no_such_past(&scope, as_of))?;
            Seen::new(&state, &scope).and_then(|seen| look(seen, moment)).ok_or_else(Problem::not_found)
        };
        self.blocking(see).await
    }

    /// That there is nothing to look back at; of an entry, which one is the newest that the scope may know of.
    fn no_such_past(&self, scope: &Scope, as_of: AsOf) -> Problem {
        let last = self.engine.position_of(scope);
        let message = match as_of {
            AsOf::Position(position) if scope.opens() && !(1..=last).contains(&position) => {
                Message::new(key::NO_SUCH_ENTRY).with("n", position.to_string()).with("last", last.to_string())
            }
            AsOf::Edition(number) if meets(scope) => Message::new(key::EDITION_UNKNOWN).with("n", number.to_string()),
            _ => Message::new(key::NO_SUCH_PAST),
        };
        Problem::new(StatusCode::NOT_FOUND, message)
    }

    /// The view of `scope` that was asked for: 404 when there is none.
    pub async fn view<T: Serialize>(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        asked: Asked,
        look: impl FnOnce(Seen<'_>, Timestamp) -> Option<T> + Send + 'static,
    ) -> Result<Response, Problem> {
        let now = self.now();
        let board = self.engine.read().zone().map(|zone| zone.board_areas()).unwrap_or_default();
        let areas = asked.areas(&board);
        let minute = if asked.follows_minutes(&areas) { now.as_second().div_euclid(60) } else { 0 };
        let question = (scope.clone(), None, asked, minute);
        let cell = self.views.cell(self.engine.last_change(&scope, &areas), day_of(now), question);
        let compute = || {
            self.blocking(move |app| {
                let view = app.engine.see(&scope, |seen| look(seen, now)).flatten();
                view.map(|view| body(&view)).transpose().map_err(|error| Problem::internal(&error))
            })
        };
        let answer = cell.get_or_try_init(compute).await?;
        Ok(respond(headers, answer.as_ref().ok_or_else(Problem::not_found)?))
    }

    /// The view of an edition: kept as that of today is, because a whole meeting looks at it.
    async fn view_of_edition<T: Serialize>(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        number: u32,
        asked: Asked,
        look: impl FnOnce(Seen<'_>, Timestamp) -> Option<T> + Send + 'static,
    ) -> Result<Response, Problem> {
        let as_of = AsOf::Edition(number);
        let open = self.engine.read().edition_open_to(&scope, number);
        let (position, _) = open.ok_or_else(|| self.no_such_past(&scope, as_of))?;
        let cell = self.views.cell(position, day_of(self.now()), (scope.clone(), Some(number), asked, 0));
        let compute = async || {
            let answer = move |seen: Seen<'_>, now| Some(look(seen, now).map(|view| body(&view)));
            let found = self.see_as_of(scope.clone(), LookBack(Some(as_of)), answer).await?;
            found.transpose().map_err(|error| Problem::internal(&error))
        };
        let answer = cell.get_or_try_init(compute).await?;
        Ok(respond(headers, answer.as_ref().ok_or_else(Problem::not_found)?))
    }
}

impl Views {
    fn cell(&self, position: u64, day: Date, asked: Question) -> Arc<OnceCell<Answer>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.at != Some(day) || kept.answers.len() >= MOST {
            *kept = Kept { at: Some(day), answers: HashMap::new() };
        }
        let at = kept.answers.entry(asked).or_default();
        if at.position != position {
            *at = At { position, cell: Arc::default() };
        }
        at.cell.clone()
    }
}

fn body(view: &impl Serialize) -> Result<Body, std::io::Error> {
    let plain = serde_json::to_vec(view)?;
    let gzip = if plain.len() > SHORT {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        std::io::Write::write_all(&mut encoder, &plain)?;
        Some(encoder.finish()?.into())
    } else {
        None
    };
    Ok(Body { plain: plain.into(), gzip })
}

fn respond(headers: &HeaderMap, body: &Body) -> Response {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json = (CONTENT_TYPE, "application/json");
    match &body.gzip {
        Some(gzip) if accepted.contains("gzip") => {
            let headers = [json, (CONTENT_ENCODING, "gzip"), (VARY, "accept-encoding")];
            (headers, gzip.clone()).into_response()
        }
        _ => ([json], body.plain.clone()).into_response(),
    }
}
