//! Reading from when a park is what: `statuses`, or `joined` and `left` of a park that was a member all along.

use super::define::Context;
use super::place::{Spanned, Spot};
use super::read::Fields;
use super::{ParkStatus, StatusFrom};
use crate::period::Month;
use crate::words::{Key, Message, key};

/// The months of a park.
pub(super) struct Since {
    pub joined: Month,
    pub left: Option<Month>,
    pub statuses: Vec<StatusFrom>,
}

/// From when a park is what. `is_main` says whether it is the main zone, which is always a member.
pub(super) fn since<'a>(context: &Context<'a>, table: &Fields<'a>, is_main: bool) -> Option<Since> {
    let statuses = table.may("statuses");
    if !statuses.is_there() {
        return plain(context, table);
    }
    for told_twice in [table.may("joined"), table.may("left")] {
        if told_twice.is_there() {
            context.problems.add(told_twice.at, Message::new(key::ZONE_STATUSES_AND_JOINED));
        }
    }
    let tables = statuses.some_tables()?;
    let count = tables.len();
    let read: Vec<_> = tables.into_iter().filter_map(status).collect();
    in_order(context, &read, is_main);
    let statuses: Vec<StatusFrom> = read.iter().map(|(_, status)| *status).collect();
    let (first, last) = (statuses.first()?, statuses.last()?);
    let left = (last.status == ParkStatus::Left).then(|| last.from.previous());
    (statuses.len() == count).then_some(Since { joined: first.from, left, statuses })
}

/// A member from `joined` to `left`.
fn plain(context: &Context<'_>, table: &Fields<'_>) -> Option<Since> {
    let joined = table.need("joined").month();
    let left = table.may("left").month();
    if let (Some(joined), Some(left)) = (joined, left)
        && left.value < joined.value
    {
        let message = Message::new(key::ZONE_LEFT_BEFORE_JOINED).with("left", left.value.to_string());
        context.problems.add(left.at, message.with("joined", joined.value.to_string()));
    }
    Some(Since { joined: joined?.value, left: left.map(|left| left.value), statuses: Vec::new() })
}

/// One status, and where its month stands.
fn status(table: Fields<'_>) -> Option<(Spot<'_>, StatusFrom)> {
    let from = table.need("from").month();
    let status = table.need("status").choice(&ParkStatus::ALL);
    table.finish();
    let Spanned { value: from, at } = from?;
    Some((at, StatusFrom { from, status: status? }))
}

/// Months go forward, every status is another one, and they follow from each other.
fn in_order(context: &Context<'_>, statuses: &[(Spot<'_>, StatusFrom)], is_main: bool) {
    let mut before: Option<StatusFrom> = None;
    for (at, status) in statuses {
        if let Some(key) = wrong(before, *status, is_main) {
            let message = Message::new(key).with("from", status.from.to_string());
            let earlier = before.map_or_else(String::new, |before| before.from.to_string());
            context.problems.add(*at, message.with("before", earlier));
        }
        before = Some(*status);
    }
}

fn wrong(before: Option<StatusFrom>, status: StatusFrom, is_main: bool) -> Option<Key> {
    use ParkStatus::{Candidate, Left};
    match (before, status.status) {
        (_, status) if is_main && !status.counts() => Some(key::ZONE_STATUS_MAIN),
        (Some(before), _) if status.from <= before.from => Some(key::ZONE_STATUS_ORDER),
        (Some(before), status) if before.status == status => Some(key::ZONE_STATUS_SAME),
        (None, Left) => Some(key::ZONE_STATUS_LEFT_FIRST),
        (Some(before), Candidate) if before.status != Left => Some(key::ZONE_STATUS_CANDIDATE_LATE),
        _ => None,
    }
}
