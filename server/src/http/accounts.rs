//! Accounts, for those who manage them. A password leaves in the one answer that made it, which nobody keeps.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use duoyuan_core::access::{AccountRequest, Actor, ManageRefusal, manages, manages_accounts};
use duoyuan_core::api;
use duoyuan_core::id::AccountName;
use duoyuan_core::view::{AccountsPage, OneTimePassword};
use duoyuan_core::words::key;

use super::extract::{Brief, Visitor};
use super::openapi::Problems;
use super::{App, Problem};
use crate::accounts::{AccountError, Accounts, By, NewAccount};

/// Somebody who manages accounts.
pub struct Manager(Actor);

impl FromRequestParts<App> for Manager {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Visitor(who) = Visitor::from_request_parts(parts, app).await?;
        if manages_accounts(&who.actor.role) { Ok(Self(who.actor)) } else { Err(Problem::not_found()) }
    }
}

/// `{account}` in the path.
pub struct AtAccount(AccountName);

impl<S: Send + Sync> FromRequestParts<S> for AtAccount {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(account) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        Ok(Self(AccountName::new(account)))
    }
}

/// The accounts that the viewer manages, and what was done to them.
#[utoipa::path(get, path = api::ACCOUNTS.path, tag = "accounts",
    responses((status = 200, body = AccountsPage), Problems))]
pub async fn accounts(State(app): State<App>, Manager(by): Manager) -> Result<axum::Json<AccountsPage>, Problem> {
    let page = app.blocking(move |app| app.accounts.page(&by, app.now())).await?;
    page.map(axum::Json).ok_or_else(Problem::not_found)
}

/// Makes an account; its password is told this once and must be changed at the first login.
#[utoipa::path(post, path = api::ADD_ACCOUNT.path, tag = "accounts", request_body = AccountRequest,
    responses((status = 201, body = OneTimePassword), Problems))]
pub async fn add(
    State(app): State<App>,
    Manager(by): Manager,
    Brief(request): Brief<AccountRequest>,
) -> Result<(StatusCode, axum::Json<OneTimePassword>), Problem> {
    // To the office an operator's account is nothing that there is; nor is one of it made.
    if !manages(&by.role, &request.role) {
        return Err(Problem::not_found());
    }
    if let Some(problem) = request.problem(app.engine.read().zone().map(AsRef::as_ref)) {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, problem));
    }
    let turn = App::turn(&app.hashing).await?;
    let made = move |app: &App| {
        let _turn = turn;
        let AccountRequest { account, name, role } = request;
        let new = NewAccount { account: account.clone(), name, role, password: None, must_change: true };
        let password = app.accounts.create(new, Some(&by), app.now())?;
        Ok::<_, AccountError>(OneTimePassword { account, password })
    };
    app.blocking(made).await.map(|password| (StatusCode::CREATED, axum::Json(password)))
}

/// Gives an account another password, which is told this once and must be changed at the next login.
#[utoipa::path(post, path = api::RESET_ACCOUNT.path, tag = "accounts",
    params(("account" = String, Path)), responses((status = 200, body = OneTimePassword), Problems))]
pub async fn reset(
    State(app): State<App>,
    Manager(by): Manager,
    AtAccount(account): AtAccount,
) -> Result<axum::Json<OneTimePassword>, Problem> {
    let turn = App::turn(&app.hashing).await?;
    let made = move |app: &App| {
        let _turn = turn;
        let password = app.accounts.reset(&account, Some(&by), app.now())?;
        Ok::<_, AccountError>(OneTimePassword { account, password })
    };
    app.blocking(made).await.map(axum::Json)
}

/// Lets an account log in no longer; its sessions end.
#[utoipa::path(post, path = api::DISABLE_ACCOUNT.path, tag = "accounts",
    params(("account" = String, Path)), responses((status = 204), Problems))]
pub async fn disable(State(app): State<App>, by: Manager, account: AtAccount) -> Result<StatusCode, Problem> {
    carry_out(app, by, account, |accounts, account, by, now| accounts.disable(account, by, now)).await
}

/// Lets an account log in again.
#[utoipa::path(post, path = api::ENABLE_ACCOUNT.path, tag = "accounts",
    params(("account" = String, Path)), responses((status = 204), Problems))]
pub async fn enable(State(app): State<App>, by: Manager, account: AtAccount) -> Result<StatusCode, Problem> {
    carry_out(app, by, account, |accounts, account, by, now| accounts.enable(account, by, now)).await
}

/// Forgets an account's failed logins.
#[utoipa::path(post, path = api::UNLOCK_ACCOUNT.path, tag = "accounts",
    params(("account" = String, Path)), responses((status = 204), Problems))]
pub async fn unlock(State(app): State<App>, by: Manager, account: AtAccount) -> Result<StatusCode, Problem> {
    carry_out(app, by, account, |accounts, account, by, now| accounts.unlock(account, by, now)).await
}

type Deed = fn(&Accounts, &AccountName, By<'_>, jiff::Timestamp) -> Result<(), AccountError>;

async fn carry_out(
    app: App,
    Manager(by): Manager,
    AtAccount(account): AtAccount,
    deed: Deed,
) -> Result<StatusCode, Problem> {
    app.blocking(move |app| deed(&app.accounts, &account, Some(&by), app.now())).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let (status, key) = match error {
            AccountError::Name(key) | AccountError::Password(key) => (StatusCode::UNPROCESSABLE_ENTITY, key),
            AccountError::Taken => (StatusCode::CONFLICT, key::ACCOUNT_TAKEN),
            AccountError::Already => (StatusCode::CONFLICT, key::ACCOUNT_UNCHANGED),
            AccountError::Unknown | AccountError::Refused(ManageRefusal::NotSeen) => return Self::not_found(),
            AccountError::Refused(ManageRefusal::Own) => (StatusCode::CONFLICT, key::ACCOUNT_OWN),
            AccountError::Refused(ManageRefusal::LastOperator) => (StatusCode::CONFLICT, key::ACCOUNT_LAST_OPERATOR),
            AccountError::Store(error) => return error.into(),
        };
        Self::of(status, key)
    }
}
