//! Ids in an address: what names nothing is answered with a sentence, in one place for every route.

use axum::extract::Query;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use duoyuan_core::access::Scope;
use duoyuan_core::view::{self, Asks, Names};

use super::extract::{clip, query};
use super::{App, Problem};

/// What the parameter of a route names by an id, when it does.
fn names(path: &str, parameter: &str) -> Option<Names> {
    Some(match parameter {
        "park" | "giver" | "taker" => Names::Park,
        "element" => Names::Element,
        "owner" => Names::Owner,
        "platform" => Names::Platform,
        "resource" => Names::Resource,
        "code" | "indicator" => Names::Indicator,
        // Elsewhere it is a closed word.
        "kind" if path.ends_with("/platforms/free") => Names::Kind,
        _ => return None,
    })
}

/// Whether the ids in an address narrow a list.
fn asks(path: &str) -> Asks {
    let lists = ["/listings", "/transfers"].iter().any(|list| path.contains(list));
    if lists { Asks::Filter } else { Asks::Of }
}

/// Refuses an address that names what the viewer knows nothing of.
pub async fn judge(parts: &mut Parts, app: &App, scope: &Scope) -> Result<(), Problem> {
    if parts.method != Method::GET || parts.uri.query().is_none() {
        return Ok(());
    }
    let path = parts.uri.path().to_owned();
    let Query(pairs) = query::<App, Vec<(String, String)>>(parts, app).await?;
    let asked = pairs.iter().filter(|(_, found)| !found.is_empty());
    let asked = asked.filter_map(|(parameter, found)| Some((names(&path, parameter)?, parameter, found)));
    let asked: Vec<_> = asked.filter(|(names, ..)| !view::is_anothers(scope, *names, asks(&path))).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let wrong = app.engine.see(scope, |seen| {
        // As much of it as fits into the sentence; no id is longer.
        asked.iter().find_map(|(names, parameter, found)| view::unknown(seen, *names, parameter, &clip(found)))
    });
    wrong.flatten().map_or(Ok(()), |message| Err(Problem::new(StatusCode::BAD_REQUEST, message)))
}
