//! The part of the configuration that somebody needs.

use crate::access::Role;
use crate::zone::Zone;

/// The configuration as a role may see it.
///
/// - The leading group and its office see all of it.
/// - A park's office sees all but other parks' targets.
/// - A wall sees what its pages name: parks, indicators, what is shared.
/// - An owner of platforms sees the parks by name, itself, and the rules of openness.
/// - Who keeps accounts sees which parks and owners there are.
pub fn zone(zone: &Zone, role: &Role) -> Zone {
    let mut part = zone.clone();
    match role {
        Role::Leading | Role::Office => return part,
        Role::Park(own) => {
            part.targets.retain(|target| target.park.as_ref().is_none_or(|park| park == own));
            return part;
        }
        Role::Display => {
            part.openness = None;
            part.owners.clear();
            // Nobody calls from a wall.
            part.parks.iter_mut().for_each(|park| park.contact = None);
        }
        Role::Owner(own) => {
            part.owners.retain(|owner| owner.id == *own);
            part.sharing = None;
        }
        Role::Operator => {
            part.openness = None;
            part.sharing = None;
        }
    }
    // None of these judges a report, nor asks how far a target is.
    part.form.items.clear();
    part.rules.clear();
    part.targets.clear();
    if *role != Role::Display {
        part.indicators.clear();
        part.headline.clear();
        part.compare.clear();
    }
    part
}
