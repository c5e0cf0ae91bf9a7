//! The pages, their addresses, and in which part of the program each is.

use duoyuan_core::access::Role;
use duoyuan_core::id::{ParkId, PlatformId, TaskId};
use duoyuan_core::period::Month;

use crate::areas::Area;

/// A page. It alone knows paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`: the board, a park's own page, or the wall: whatever the account is for.
    Home,
    /// `/ranking`: the parks in the order of one indicator.
    Ranking,
    /// `/parks/qinyang`: a park's page.
    Park(ParkId),
    /// `/wall`: the board for a large screen.
    Wall,
    /// `/password`: where a password is changed.
    Password,
    /// `/desk/qinyang`: what a park's office has to do.
    Desk(ParkId),
    /// `/desk/qinyang/2026-10`: one month's form.
    Sheet(ParkId, Month),
    /// `/office`: what waits for the leading group's office.
    Office,
    /// `/office/qinyang/2026-10`: one submission under review.
    Review(ParkId, Month),
    /// `/sharing`: what flows between the parks.
    Sharing,
    /// `/market`: what is offered and needed, and who is to do what.
    Market,
    /// `/enclaves`: projects of several parks.
    Enclaves,
    /// `/openness`: how open the platforms are, in numbers.
    Openness,
    /// `/platforms`: what there is to use.
    Platforms,
    /// `/platforms/free`: what is free when.
    Free,
    /// `/platforms/work`: what an owner has to answer and to record.
    Work,
    /// `/platforms/testing_lab`: one platform.
    Platform(PlatformId),
    /// `/bookings`: what a park has asked for.
    Bookings,
    /// `/meetings`: the editions that meetings were held on, and the one that is shown.
    Meetings,
    /// `/meetings/3`: an edition, and what has changed since the one before.
    Edition(u32),
    /// `/drive`: from which a tablet drives the wall.
    Drive,
    /// `/tasks`: supervised tasks.
    Tasks,
    /// `/tasks/1234`: one of them.
    Task(TaskId),
    /// `/accounts`: who may log in, for those who manage that.
    Accounts,
}

impl Page {
    /// The address of the page, as it stands behind the host: `/parks/qinyang`.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Ranking => "/ranking".to_owned(),
            Self::Park(park) => format!("/parks/{park}"),
            Self::Wall => "/wall".to_owned(),
            Self::Password => "/password".to_owned(),
            Self::Desk(park) => format!("/desk/{park}"),
            Self::Sheet(park, month) => format!("/desk/{park}/{month}"),
            Self::Office => "/office".to_owned(),
            Self::Review(park, month) => format!("/office/{park}/{month}"),
            Self::Sharing => "/sharing".to_owned(),
            Self::Market => "/market".to_owned(),
            Self::Enclaves => "/enclaves".to_owned(),
            Self::Openness => "/openness".to_owned(),
            Self::Platforms => "/platforms".to_owned(),
            Self::Free => "/platforms/free".to_owned(),
            Self::Work => "/platforms/work".to_owned(),
            Self::Platform(platform) => format!("/platforms/{platform}"),
            Self::Bookings => "/bookings".to_owned(),
            Self::Meetings => "/meetings".to_owned(),
            Self::Drive => "/drive".to_owned(),
            Self::Tasks => "/tasks".to_owned(),
            Self::Task(id) => format!("/tasks/{id}"),
            Self::Edition(number) => format!("/meetings/{number}"),
            Self::Accounts => "/accounts".to_owned(),
        }
    }

    /// The page of a path, with or without a slash at its end; nothing when there is none.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts[..] {
            // `/login` was an address once, and stands in bookmarks.
            [] | ["login"] => Self::Home,
            ["ranking"] => Self::Ranking,
            ["parks", park] => Self::Park(ParkId::new(park)),
            ["wall"] => Self::Wall,
            ["password"] => Self::Password,
            ["desk", park] => Self::Desk(ParkId::new(park)),
            ["desk", park, month] => Self::Sheet(ParkId::new(park), month.parse().ok()?),
            ["office"] => Self::Office,
            ["office", park, month] => Self::Review(ParkId::new(park), month.parse().ok()?),
            ["sharing"] => Self::Sharing,
            ["market"] => Self::Market,
            ["enclaves"] => Self::Enclaves,
            ["openness"] => Self::Openness,
            ["platforms"] => Self::Platforms,
            ["platforms", "free"] => Self::Free,
            ["platforms", "work"] => Self::Work,
            ["platforms", platform] => Self::Platform(PlatformId::new(platform)),
            ["bookings"] => Self::Bookings,
            ["meetings"] => Self::Meetings,
            ["drive"] => Self::Drive,
            ["tasks"] => Self::Tasks,
            ["tasks", id] => Self::Task(TaskId(id.parse().ok()?)),
            ["meetings", number] => Self::Edition(number.parse().ok()?),
            ["accounts"] => Self::Accounts,
            _ => return None,
        })
    }

    /// What somebody sees who comes to the page: for `/`, what the account is for.
    pub fn for_role(self, role: &Role) -> Self {
        match (self, role) {
            (Self::Home, Role::Park(park)) => Self::Park(park.clone()),
            (Self::Home, Role::Owner(_)) => Self::Work,
            (Self::Home, Role::Display) => Self::Wall,
            (Self::Home, Role::Operator) => Self::Accounts,
            (page, _) => page,
        }
    }

    /// The part of the program that draws the page.
    pub fn area(&self) -> Area {
        match self {
            Self::Home => Area::Board,
            Self::Ranking | Self::Park(_) => Area::Parks,
            Self::Wall => Area::Wall,
            Self::Sharing => Area::Sharing,
            Self::Market => Area::Market,
            Self::Enclaves => Area::Enclaves,
            Self::Openness => Area::Openness,
            Self::Platforms | Self::Free | Self::Work | Self::Platform(_) | Self::Bookings => Area::Platforms,
            Self::Desk(_) | Self::Sheet(..) => Area::Desk,
            Self::Office | Self::Review(..) => Area::Office,
            Self::Meetings | Self::Edition(_) | Self::Drive => Area::Meetings,
            Self::Tasks | Self::Task(_) => Area::Tasks,
            Self::Accounts | Self::Password => Area::Accounts,
        }
    }

    /// Whether numbers of the page lead to the panel that explains them.
    pub fn has_figures(&self) -> bool {
        matches!(self, Self::Home | Self::Ranking | Self::Park(_))
    }

    /// Whether the page can show what was so on an earlier day; pages on which something is done show what is so now.
    pub fn looks_back(&self) -> bool {
        matches!(self, Self::Home | Self::Ranking | Self::Park(_) | Self::Sharing | Self::Enclaves | Self::Openness)
    }

    /// Whether another page belongs to this one's way: the catalogue leads to platforms and bookings.
    pub fn leads_to(&self, path: &str) -> bool {
        match (self, Self::at(path)) {
            (Self::Platforms, Some(to)) => matches!(to, Self::Free | Self::Platform(_) | Self::Bookings),
            (Self::Tasks, Some(to)) => matches!(to, Self::Task(_)),
            (Self::Meetings, Some(to)) => matches!(to, Self::Edition(_) | Self::Drive),
            (Self::Sharing, Some(to)) => matches!(to, Self::Market | Self::Enclaves),
            (Self::Market, Some(to)) => matches!(to, Self::Sharing | Self::Enclaves),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn every_page_is_found_at_its_address() {
        let (park, month) = (ParkId::new("qinyang"), Month::new(2026, 10).unwrap());
        for page in [
            Page::Home,
            Page::Ranking,
            Page::Park(park.clone()),
            Page::Wall,
            Page::Password,
            Page::Desk(park.clone()),
            Page::Sheet(park.clone(), month),
            Page::Office,
            Page::Review(park, month),
            Page::Sharing,
            Page::Market,
            Page::Enclaves,
            Page::Openness,
            Page::Platforms,
            Page::Free,
            Page::Work,
            Page::Platform(PlatformId::new("testing_lab")),
            Page::Bookings,
            Page::Meetings,
            Page::Edition(3),
            Page::Drive,
            Page::Tasks,
            Page::Task(TaskId(1234)),
            Page::Accounts,
        ] {
            assert_eq!(Page::at(&page.path()), Some(page.clone()));
            assert_eq!(Page::at(&format!("{}/", page.path())), Some(page));
        }
        for path in ["/meetings/x", "/parks", "/parks/qinyang/more", "/desk/qinyang/october", "/nowhere"] {
            assert_eq!(Page::at(path), None, "{path}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn home_is_what_the_account_is_for() {
        let park = ParkId::new("qinyang");
        assert_eq!(Page::Home.for_role(&Role::Leading), Page::Home);
        assert_eq!(Page::Home.for_role(&Role::Park(park.clone())), Page::Park(park));
        assert_eq!(Page::Home.for_role(&Role::Display), Page::Wall);
        assert_eq!(Page::Sharing.for_role(&Role::Display), Page::Sharing);
    }
}
