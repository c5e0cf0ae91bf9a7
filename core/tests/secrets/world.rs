//! Six parks that report, share, and use platforms; one of them, east, wants to know about the others.

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::id::ParkId;
use duoyuan_core::platform::{Command, Event, Openness};
use duoyuan_core::zone::Zone;
use serde_json::json;

use crate::small::World;
use crate::{fixture, offer};

/// The curious one first.
pub const PARKS: [&str; 6] = ["east", "main", "west", "north", "south", "hill"];

pub fn curious() -> Scope {
    Scope::Park("east".into())
}

pub fn zone() -> Arc<Zone> {
    let mut zone = serde_json::to_value(&*fixture::zone()).unwrap();
    let openness = serde_json::to_value(&*offer::zone()).unwrap();
    for part in ["openness", "owners"] {
        zone[part] = openness[part].clone();
    }
    for id in &PARKS[3..] {
        let mut park = zone["parks"][1].clone();
        (park["id"], park["short"]) = (json!(id), json!(id));
        zone["parks"].as_array_mut().unwrap().push(park);
    }
    for target in zone["targets"].as_array_mut().unwrap() {
        target["year"] = json!(2025);
    }
    let mut of_west = zone["targets"][0].clone();
    (of_west["park"], of_west["value"]) = (json!("west"), json!("777"));
    zone["targets"].as_array_mut().unwrap().push(of_west);
    Arc::new(serde_json::from_value(zone).expect("the zone is well formed"))
}

/// The zone with the two platforms of [`offer::world`], both open to every park.
pub fn world() -> World {
    let mut world = World::in_zone(zone());
    let platforms = offer::world();
    for (_, _, _, event) in offer::events(&platforms) {
        let Event::Registered { platform, details } = event else { continue };
        let owner = Role::Owner(details.owner.clone());
        let command = Command::Register { platform: platform.clone(), details };
        offer::act(&mut world, owner.clone(), command).expect("an owner registers");
        for park in PARKS {
            let (platform, park, openness) = (platform.clone(), ParkId::from(park), Openness::Open);
            let (since, evidence) = ("2025-03-01".parse().unwrap(), offer::document());
            let command = Command::SetOpenness { platform, park, openness, since, evidence };
            offer::act(&mut world, owner.clone(), command).expect("an owner opens");
        }
    }
    world
}

pub fn park(place: usize) -> Role {
    Role::Park(PARKS[place].into())
}
