//! The names of the wall's pages.

use crate::wall::WallPage;
use crate::words::{Lang, Message, key};
use crate::zone::Zone;

/// A page's name: `主要指标`, `营业收入排名`, `修武`.
pub fn wall_page(page: &WallPage, zone: &Zone, lang: Lang) -> String {
    match page {
        WallPage::Headline => key::EDITION_HEADLINE.text(lang).to_owned(),
        WallPage::Reporting => key::WALL_PAGE_REPORTING.text(lang).to_owned(),
        WallPage::Targets => key::WALL_PAGE_TARGETS.text(lang).to_owned(),
        WallPage::Flows => key::WALL_PAGE_FLOWS.text(lang).to_owned(),
        WallPage::Ranking(code) => {
            let name = zone.source(code).map_or_else(|| code.to_string(), |source| source.name(zone).text(lang));
            Message::new(key::WALL_PAGE_RANKING).with("name", name).text(lang)
        }
        WallPage::Park(park) => zone.park(park).map_or(park.as_str(), |park| &park.short).to_owned(),
    }
}
