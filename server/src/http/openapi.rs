//! The description of the interface, made from the very handlers that answer.

use std::collections::BTreeMap;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::extract::COOKIE_NAME;
use super::problem::ProblemBody;

/// What every route has in common.
#[derive(OpenApi)]
#[openapi(
    info(title = "Duoyuan 多园", description = "The board of one zone with many parks. Writes need the header `X-Duoyuan: 1`."),
    components(schemas(ProblemBody)),
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

/// What every route may answer instead.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new()
            .description("Not carried out; nothing has changed.")
            .content("application/problem+json", problem)
            .build();
        BTreeMap::from([("4XX".to_owned(), response.clone().into()), ("5XX".to_owned(), response.into())])
    }
}
