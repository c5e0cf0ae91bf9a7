//! The pages of the wall, and which numbers of each can be pointed at.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Spotlight;
use crate::id::{Code, ParkId};
use crate::view::{Board, Sharing};

/// Indicators whose ranking has a page, the first compared ones.
const RANKINGS: usize = 3;

/// A page of the wall, written `headline`, `ranking:revenue`, `reporting`, `targets`, `flows`, `park:xiuwu`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WallPage {
    /// The zone's headline figures.
    Headline,
    /// The parks in the order of one indicator.
    Ranking(Code),
    /// Who has reported.
    Reporting,
    /// The policy's targets.
    Targets,
    /// The largest flows between parks.
    Flows,
    /// One park's figures.
    Park(ParkId),
}

/// A name that is none of a page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no page of the wall")]
pub struct NoWallPage;

impl fmt::Display for WallPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::Ranking(code) => write!(f, "ranking:{code}"),
            Self::Reporting => f.write_str("reporting"),
            Self::Targets => f.write_str("targets"),
            Self::Flows => f.write_str("flows"),
            Self::Park(park) => write!(f, "park:{park}"),
        }
    }
}

impl FromStr for WallPage {
    type Err = NoWallPage;

    fn from_str(text: &str) -> Result<Self, NoWallPage> {
        Ok(match text.split_once(':') {
            None if text == "headline" => Self::Headline,
            None if text == "reporting" => Self::Reporting,
            None if text == "targets" => Self::Targets,
            None if text == "flows" => Self::Flows,
            Some(("ranking", code)) if !code.is_empty() => Self::Ranking(Code::new(code)),
            Some(("park", park)) if !park.is_empty() => Self::Park(ParkId::new(park)),
            _ => return Err(NoWallPage),
        })
    }
}

impl Serialize for WallPage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WallPage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for WallPage {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for WallPage {}

/// The pages that there is something on, in the order of the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WallPages {
    /// Those that turn by themselves.
    pub turning: Vec<WallPage>,
    /// One a park, which only a driver shows.
    pub parks: Vec<WallPage>,
}

impl WallPages {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &WallPage> {
        self.turning.iter().chain(&self.parks)
    }

    /// The page so many after another, from the last on to the first; from nowhere, the first or the last of all.
    pub fn beside(&self, page: Option<&WallPage>, by: isize) -> Option<&WallPage> {
        let here = page.and_then(|page| self.all().position(|it| it == page));
        let count = isize::try_from(self.all().count()).ok().filter(|count| *count > 0)?;
        let to = match here {
            Some(here) => (isize::try_from(here).ok()? + by).rem_euclid(count),
            None if by > 0 => 0,
            None => count - 1,
        };
        self.all().nth(usize::try_from(to).ok()?)
    }
}

/// The pages of the wall for a board and the year's flows.
pub fn pages(board: &Board, sharing: Option<&Sharing>) -> WallPages {
    let has_figures = !board.months.is_empty();
    let mut turning = Vec::new();
    if has_figures {
        turning.push(WallPage::Headline);
        let compared = board.parks.first().into_iter().flat_map(|line| line.figures.iter().map(|f| f.code.clone()));
        turning.extend(compared.take(RANKINGS).map(WallPage::Ranking));
    }
    turning.push(WallPage::Reporting);
    if has_figures && !board.meters.is_empty() {
        turning.push(WallPage::Targets);
    }
    if sharing.is_some_and(|it| it.flows.iter().any(|flow| flow.amount.count > 0)) {
        turning.push(WallPage::Flows);
    }
    let parks = board.parks.iter().filter(|_| has_figures).map(|line| WallPage::Park(line.park.clone()));
    WallPages { turning, parks: parks.collect() }
}

/// The numbers of a page that can be pointed at, in the order in which they stand.
pub fn spots(page: &WallPage, board: &Board) -> Vec<Spotlight> {
    match page {
        WallPage::Headline => {
            board.headline.iter().map(|figure| Spotlight { park: None, code: figure.code.clone() }).collect()
        }
        WallPage::Ranking(code) => {
            board.parks.iter().map(|line| Spotlight { park: Some(line.park.clone()), code: code.clone() }).collect()
        }
        WallPage::Park(park) => {
            let line = board.parks.iter().find(|line| line.park == *park);
            let figures = line.into_iter().flat_map(|line| &line.figures);
            figures.map(|figure| Spotlight { park: Some(park.clone()), code: figure.code.clone() }).collect()
        }
        WallPage::Reporting | WallPage::Targets | WallPage::Flows => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_round() {
        let page = |name: &str| name.parse::<WallPage>().unwrap();
        let all = WallPages { turning: vec![page("headline"), page("targets")], parks: vec![page("park:xiuwu")] };
        let check = |from: Option<&str>, by, to: &str| {
            assert_eq!(all.beside(from.map(page).as_ref(), by), Some(&page(to)), "{from:?} {by}");
        };
        check(Some("headline"), 1, "targets");
        check(Some("targets"), 1, "park:xiuwu");
        check(Some("park:xiuwu"), 1, "headline");
        check(Some("headline"), -1, "park:xiuwu");
        check(None, 1, "headline");
        check(Some("flows"), -1, "park:xiuwu");
        assert_eq!(WallPages::default().beside(None, 1), None);
    }

    #[test]
    fn a_page_is_written_by_its_name() {
        let check = |text: &str, page: Option<WallPage>| {
            assert_eq!(text.parse().ok(), page, "{text}");
            if let Some(page) = page {
                assert_eq!(page.to_string(), text);
            }
        };
        check("headline", Some(WallPage::Headline));
        check("ranking:revenue", Some(WallPage::Ranking(Code::new("revenue"))));
        check("park:xiuwu", Some(WallPage::Park(ParkId::new("xiuwu"))));
        check("targets", Some(WallPage::Targets));
        for wrong in ["", "next", "ranking", "ranking:", "park:", "Headline", "headline:"] {
            check(wrong, None);
        }
    }
}
