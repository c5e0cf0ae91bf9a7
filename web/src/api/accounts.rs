//! Calls about accounts, for those who manage them.

use duoyuan_core::access::{AccountDeedKind, AccountRequest};
use duoyuan_core::api as contract;
use duoyuan_core::id::AccountName;
use duoyuan_core::view::{AccountsPage, OneTimePassword};

use super::ApiError;
use super::request::{Answered, ask, send};

/// The accounts and what was done to them.
pub async fn accounts() -> Answered<AccountsPage> {
    ask(contract::ACCOUNTS.at()).await
}

/// Makes an account; answers its first password.
pub async fn add_account(request: &AccountRequest) -> Answered<OneTimePassword> {
    send(contract::ADD_ACCOUNT.at(), request).await
}

/// Does something to an account; a new password is answered.
pub async fn change_account(account: &AccountName, kind: AccountDeedKind) -> Answered<Option<OneTimePassword>> {
    let of = match kind {
        AccountDeedKind::Password => return send(contract::RESET_ACCOUNT.at(account), &()).await.map(Some),
        AccountDeedKind::Disabled => contract::DISABLE_ACCOUNT,
        AccountDeedKind::Enabled => contract::ENABLE_ACCOUNT,
        AccountDeedKind::Unlocked => contract::UNLOCK_ACCOUNT,
        AccountDeedKind::Added => return Err(ApiError::Unreadable),
    };
    send(of.at(account), &()).await.map(|()| None)
}
