//! Platforms: what is refused, and laws that hold whatever happens.

mod offer;
mod small;

#[path = "platforms/credit.rs"]
mod credit;
#[path = "platforms/definitions.rs"]
mod definitions;
#[path = "platforms/documents.rs"]
mod documents;
#[path = "platforms/laws.rs"]
mod laws;
#[path = "platforms/openness.rs"]
mod openness;
#[path = "platforms/ratings.rs"]
mod ratings;
#[path = "platforms/rules.rs"]
mod rules;
