//! Calls about accounts, for those who manage them.

use duoyuan_core::access::{AccountDeedKind, AccountRequest};
use duoyuan_core::id::AccountName;
use duoyuan_core::view::{AccountsPage, OneTimePassword};
use serde_json::json;

use super::ApiError;
use super::request::{Answered, get, post};

/// The accounts and what was done to them.
pub async fn accounts() -> Answered<AccountsPage> {
    get("/api/v1/accounts").await
}

/// Makes an account; answers its first password.
pub async fn add_account(request: &AccountRequest) -> Answered<OneTimePassword> {
    post("/api/v1/accounts", request).await
}

/// Does something to an account; a new password is answered.
pub async fn change_account(account: &AccountName, kind: AccountDeedKind) -> Answered<Option<OneTimePassword>> {
    match kind.step() {
        Some(step) => post(&format!("/api/v1/accounts/{account}/{step}"), &json!({})).await,
        None => Err(ApiError::Unreadable),
    }
}
