//! Logging in and out, and changing the password.

use axum::extract::State;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use cookie::{Cookie, SameSite};
use duoyuan_core::access::Role;
use duoyuan_core::api::{self, Credentials, Me, NewPassword};

use super::extract::{Brief, LoggedIn, cookie_name, token};
use super::openapi::Problems;
use super::origin::Origin;
use super::{App, Problem, limits};
use crate::accounts::{LoginError, Who};

/// Seconds a wall's cookie is kept: as long as browsers keep any, 400 days.
const A_WALL_S_LIFE: u32 = 400 * 24 * 3600;

/// Logs in and sets the session's cookie.
#[utoipa::path(post, path = api::LOG_IN.path, tag = "session", request_body = Credentials, security(()),
    responses((status = 200, body = Me), Problems))]
pub async fn log_in(
    State(app): State<App>,
    headers: HeaderMap,
    Origin(from): Origin,
    Brief(sent): Brief<Credentials>,
) -> Result<Response, Problem> {
    app.limits.login(from)?;
    let from = limits::place(from).to_string();
    let name = sent.account.clone();
    let delay = app.blocking(move |app| app.accounts.delay(&name, app.now())).await?;
    tokio::time::sleep(delay).await;
    let turn = App::turn(&app.hashing).await?;
    let (token, who) = app
        .blocking(move |app| {
            let _turn = turn;
            let entered = app.accounts.log_in(&sent.account, &from, &sent.password, app.now())?;
            // Whoever logs in anew leaves the session before: a token never outlives a login. A wrong password
            // ends nothing.
            if let Some(token) = token(&headers, app.options.secure_cookies) {
                app.accounts.log_out(&token.key());
            }
            Ok::<_, LoginError>(entered)
        })
        .await?;
    let cookie = cookie(&app, token.reveal(), (who.actor.role == Role::Display).then_some(A_WALL_S_LIFE))?;
    let mut response = axum::Json(me(who)).into_response();
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}

/// Who is logged in.
#[utoipa::path(get, path = api::WHO_AM_I.path, tag = "session", responses((status = 200, body = Me), Problems))]
pub async fn who_am_i(LoggedIn(who): LoggedIn) -> axum::Json<Me> {
    axum::Json(me(who))
}

/// Logs out.
#[utoipa::path(delete, path = api::LOG_OUT.path, tag = "session", responses((status = 204), Problems))]
pub async fn log_out(State(app): State<App>, LoggedIn(who): LoggedIn) -> Result<Response, Problem> {
    let leave = move |app: &App| {
        app.accounts.log_out(&who.session);
        Ok::<_, Problem>(())
    };
    app.blocking(leave).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(SET_COOKIE, cookie(&app, "", Some(0))?);
    Ok(response)
}

/// Changes the password; the account's other sessions end.
#[utoipa::path(post, path = api::CHANGE_PASSWORD.path, tag = "session", request_body = NewPassword,
    responses((status = 204), Problems))]
pub async fn change_password(
    State(app): State<App>,
    LoggedIn(who): LoggedIn,
    Origin(from): Origin,
    Brief(sent): Brief<NewPassword>,
) -> Result<StatusCode, Problem> {
    let turn = App::turn(&app.hashing).await?;
    let change = move |app: &App| {
        let _turn = turn;
        app.accounts.change_password(&who, &limits::place(from).to_string(), &sent.current, &sent.new, app.now())
    };
    app.blocking(change).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn me(who: Who) -> Me {
    Me { account: who.actor.account, name: who.actor.name, role: who.actor.role, must_change_password: who.must_change }
}

/// A person's cookie goes with the browser; a wall's survives a restart of its machine. The server ends both
/// sooner when they are idle.
fn cookie(app: &App, value: &str, max_age: Option<u32>) -> Result<HeaderValue, Problem> {
    let secure = app.options.secure_cookies;
    let mut cookie = Cookie::build((cookie_name(secure), value)).http_only(true).same_site(SameSite::Strict).path("/");
    if secure {
        cookie = cookie.secure(true);
    }
    if let Some(seconds) = max_age {
        cookie = cookie.max_age(cookie::time::Duration::seconds(seconds.into()));
    }
    HeaderValue::from_str(&cookie.to_string()).map_err(|error| Problem::internal(&error))
}
