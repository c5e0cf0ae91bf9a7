//! What draws a page, by the parts of the program.

use duoyuan_core::access::Role;
use leptos::prelude::*;

use super::theirs::theirs;
use super::{
    accounts as of_accounts, board as of_board, bookings, desk as of_desk, drive, edition, enclaves as of_enclaves,
    free, market as of_market, meetings as of_meetings, office as of_office, openness as of_openness, park, password,
    platform, platforms as of_platforms, ranking, review, sharing as of_sharing, sheet, task, tasks as of_tasks,
    wall as of_wall, work,
};
use crate::page::Page;
use crate::session::session;

/// Draws a page. One that is drawn follows the address by itself as long as that is of the same kind of page.
pub type Draw = fn(&Page) -> AnyView;

/// The page that comes with the program.
pub fn board(_: &Page) -> AnyView {
    view! { <of_board::BoardPage/> }.into_any()
}

/// The pages of the parks' figures.
pub fn parks(page: &Page) -> AnyView {
    match page {
        Page::Ranking => view! { <ranking::RankingPage/> }.into_any(),
        _ => view! { <park::ParkPage/> }.into_any(),
    }
}

/// The page of flows between parks.
pub fn sharing(_: &Page) -> AnyView {
    session().needs_whole_zone();
    view! { <of_sharing::SharingPage/> }.into_any()
}

/// The page of offers, needs and matches.
pub fn market(page: &Page) -> AnyView {
    session().needs_whole_zone();
    let is_for = |role: &Role| matches!(role, Role::Park(_) | Role::Office);
    theirs(page, is_for, || view! { <of_market::MarketPage/> }.into_any())
}

/// The page of enclave projects.
pub fn enclaves(_: &Page) -> AnyView {
    session().needs_whole_zone();
    view! { <of_enclaves::EnclavesPage/> }.into_any()
}

/// The page of the platforms' openness.
pub fn openness(_: &Page) -> AnyView {
    session().needs_whole_zone();
    view! { <of_openness::OpennessPage/> }.into_any()
}

/// The pages of platforms and bookings.
pub fn platforms(page: &Page) -> AnyView {
    session().needs_whole_zone();
    match page {
        Page::Free => view! { <free::FreePage/> }.into_any(),
        Page::Platform(_) => view! { <platform::PlatformPage/> }.into_any(),
        Page::Work => {
            let is_for = |role: &Role| matches!(role, Role::Owner(_) | Role::Office);
            theirs(page, is_for, || view! { <work::WorkPage/> }.into_any())
        }
        Page::Bookings => {
            let is_for = |role: &Role| matches!(role, Role::Park(_) | Role::Office);
            theirs(page, is_for, || view! { <bookings::BookingsPage/> }.into_any())
        }
        _ => view! { <of_platforms::PlatformsPage/> }.into_any(),
    }
}

/// The pages of a park's office: what is to be done, and a month's form.
pub fn desk(page: &Page) -> AnyView {
    session().needs_whole_zone();
    match page {
        Page::Sheet(..) => view! { <sheet::SheetPage/> }.into_any(),
        _ => view! { <of_desk::DeskPage/> }.into_any(),
    }
}

/// The pages of the leading group's office: the queue, and a report under review.
pub fn office(page: &Page) -> AnyView {
    session().needs_whole_zone();
    match page {
        Page::Review(..) => view! { <review::ReviewPage/> }.into_any(),
        _ => theirs(page, |role| matches!(role, Role::Office), || view! { <of_office::OfficePage/> }.into_any()),
    }
}

/// The pages of meetings: the list of editions, one of them, and from where the wall is driven.
pub fn meetings(page: &Page) -> AnyView {
    session().needs_whole_zone();
    let is_for = |role: &Role| matches!(role, Role::Leading | Role::Office);
    match page {
        Page::Edition(_) => theirs(page, is_for, || view! { <edition::EditionPage/> }.into_any()),
        Page::Drive => theirs(page, is_for, || view! { <drive::DrivePage/> }.into_any()),
        _ => theirs(page, is_for, || view! { <of_meetings::MeetingsPage/> }.into_any()),
    }
}

/// The pages of supervised tasks: the list, and one of them.
pub fn tasks(page: &Page) -> AnyView {
    session().needs_whole_zone();
    let is_for = |role: &Role| matches!(role, Role::Leading | Role::Office | Role::Park(_));
    match page {
        Page::Task(_) => theirs(page, is_for, || view! { <task::TaskPage/> }.into_any()),
        _ => theirs(page, is_for, || view! { <of_tasks::TasksPage/> }.into_any()),
    }
}

/// The pages of accounts and of the own password.
pub fn accounts(page: &Page) -> AnyView {
    session().needs_whole_zone();
    match page {
        Page::Accounts => {
            let is_for = |role: &Role| matches!(role, Role::Office | Role::Operator);
            theirs(page, is_for, || view! { <of_accounts::AccountsPage/> }.into_any())
        }
        _ => {
            let forced = session().must_change_password();
            view! { <password::PasswordPage forced/> }.into_any()
        }
    }
}

/// The page on the wall.
pub fn wall(_: &Page) -> AnyView {
    session().needs_whole_zone();
    view! { <of_wall::WallPage/> }.into_any()
}

/// The panel over a page that explains a figure.
pub fn explanation(_: &Page) -> AnyView {
    view! { <crate::components::Explanation/> }.into_any()
}
