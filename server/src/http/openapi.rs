//! The description of the interface, made from the very handlers that answer.

use std::collections::BTreeMap;

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi, PartialSchema, ToSchema};

use duoyuan_core::view::{Kind, RankBy};

use super::extract::COOKIE_NAME;
use super::problem::ProblemBody;

/// What every route has in common.
#[derive(OpenApi)]
#[openapi(
    info(title = "Duoyuan 多园", description = "The board of one zone with many parks. Writes need the header `X-Duoyuan: 1`."),
    components(schemas(ProblemBody, Kind, RankBy)),
    modifiers(&Cookie),
    security(("session" = []))
)]
pub struct Description;

struct Cookie;

impl Modify for Cookie {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE_NAME)));
        openapi.components.get_or_insert_default().add_security_scheme("session", scheme);
    }
}

/// A file: its bytes as they are.
pub struct File;

impl PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).build().into()
    }
}

impl ToSchema for File {}

/// What every route may answer instead.
pub struct Problems;

/// The statuses of problems, and when they occur.
const PROBLEMS: [(&str, &str); 14] = [
    ("400", "The request is none: its query or its body cannot be read."),
    ("401", "Not logged in, or no longer."),
    ("403", "This account may not do that."),
    ("404", "There is no such thing, or this account may not see it."),
    ("405", "This address is for other methods."),
    ("408", "The body came in too slowly."),
    ("409", "Somebody was quicker, or it has been done already."),
    ("413", "The body is too large."),
    ("415", "The body is not of the type that is read here."),
    ("422", "The content does not pass."),
    ("429", "Too much at once; `Retry-After` says when."),
    ("500", "The server failed."),
    ("503", "The server is busy; `Retry-After` says when."),
    ("507", "The disk is full."),
];

/// Statuses of those who send something: what is sent can be too slow, too large, of another type, not pass, come too
/// late, or find no room.
const OF_WRITES: [&str; 6] = ["408", "409", "413", "415", "422", "507"];
/// Statuses of those who send a body: without one there is nothing to be slow, large or of another type.
const OF_BODIES: [&str; 3] = ["408", "413", "415"];

/// Takes out of every operation the statuses of problems that cannot occur there.
pub fn narrow(openapi: &mut utoipa::openapi::OpenApi) {
    for path in openapi.paths.paths.values_mut() {
        let cannot = |operation: &mut Option<Operation>, reads: bool| {
            let Some(operation) = operation else { return };
            let never = if reads { &OF_WRITES[..] } else { &OF_BODIES[..] };
            if reads || operation.request_body.is_none() {
                let is_problem = |response: &RefOr<Response>| match response {
                    RefOr::T(response) => response.content.contains_key(PROBLEM),
                    RefOr::Ref(_) => false,
                };
                operation
                    .responses
                    .responses
                    .retain(|status, response| !never.contains(&status.as_str()) || !is_problem(response));
            }
        };
        cannot(&mut path.get, true);
        cannot(&mut path.post, false);
        cannot(&mut path.put, false);
        cannot(&mut path.delete, false);
    }
}

/// The type of a problem's body.
const PROBLEM: &str = "application/problem+json";

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = |description: &str| {
            let description = format!("{description} Nothing has changed.");
            let response = ResponseBuilder::new().description(description);
            response.content(PROBLEM, problem.clone()).build().into()
        };
        PROBLEMS.iter().map(|(status, description)| ((*status).to_owned(), response(description))).collect()
    }
}
