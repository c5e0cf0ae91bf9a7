//! What one account and one address may ask of the server at once and in a row. Beyond it the answer is 429, a
//! sentence and `Retry-After`; nobody else waits.

mod pace;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duoyuan_core::id::AccountName;
use duoyuan_core::words::{Message, key};

use super::{App, Problem, origin};
use pace::Paces;

/// Requests of one account: this many in a row, then one each 10 ms.
const ACCOUNT: (u32, Duration) = (2_000, Duration::from_millis(10));
/// Requests of one address, behind which a whole office may sit: this many in a row, then one each 2 ms.
const ADDRESS: (u32, Duration) = (5_000, Duration::from_millis(2));
/// Logins of one address: an office at nine in the morning, then one every two seconds.
const LOGINS: (u32, Duration) = (200, Duration::from_secs(2));

/// Files one account may be sending at once.
pub const UPLOADS_OF_ONE: usize = 4;
/// Files that may be on their way at once: each holds a descriptor and room on the disk. When half of them are, an
/// account that is sending one waits with the next, so that a few accounts do not keep the others out.
const UPLOADS: usize = 24;

/// Who has asked for how much lately.
pub struct Limits {
    accounts: Paces<AccountName>,
    addresses: Paces<IpAddr>,
    logins: Paces<IpAddr>,
    uploads: Arc<Mutex<HashMap<AccountName, usize>>>,
}

/// A file on its way; over when dropped.
pub struct Sending {
    account: AccountName,
    uploads: Arc<Mutex<HashMap<AccountName, usize>>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            accounts: Paces::new(ACCOUNT),
            addresses: Paces::new(ADDRESS),
            logins: Paces::new(LOGINS),
            uploads: Arc::default(),
        }
    }
}

impl Limits {
    /// One request of an account.
    pub fn account(&self, account: &AccountName) -> Result<(), Problem> {
        self.accounts.take(account.clone(), Instant::now()).map_err(too_many)
    }

    /// One login from an address, right or wrong.
    pub fn login(&self, address: IpAddr) -> Result<(), Problem> {
        self.logins.take(place(address), Instant::now()).map_err(too_many)
    }

    /// A file that an account begins to send.
    pub fn upload(&self, account: &AccountName) -> Result<Sending, Problem> {
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = uploads.values().sum();
        let own = uploads.get(account).copied().unwrap_or(0);
        if own >= UPLOADS_OF_ONE {
            let message = Message::new(key::TOO_MANY_UPLOADS).with("count", UPLOADS_OF_ONE.to_string());
            return Err(Problem { retry_after: Some(5), ..Problem::new(StatusCode::TOO_MANY_REQUESTS, message) });
        }
        if all >= UPLOADS || own > 0 && all >= UPLOADS / 2 {
            return Err(Problem { retry_after: Some(5), ..Problem::of(StatusCode::SERVICE_UNAVAILABLE, key::BUSY) });
        }
        uploads.insert(account.clone(), own + 1);
        Ok(Sending { account: account.clone(), uploads: self.uploads.clone() })
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        match uploads.get_mut(&self.account) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                uploads.remove(&self.account);
            }
        }
    }
}

/// Refuses an address that asks for too much.
pub async fn by_address(State(app): State<App>, request: Request, next: Next) -> Response {
    let from = origin::of(request.extensions(), request.headers(), &app.options.trusted);
    match app.limits.addresses.take(place(from), Instant::now()) {
        Ok(()) => next.run(request).await,
        Err(wait) => too_many(wait).into_response(),
    }
}

fn too_many(wait: Duration) -> Problem {
    let seconds = wait.as_secs() + 1;
    let message = Message::new(key::TOO_MANY_REQUESTS).with("seconds", seconds.to_string());
    Problem { retry_after: i64::try_from(seconds).ok(), ..Problem::new(StatusCode::TOO_MANY_REQUESTS, message) }
}

/// What counts as one address: whoever has one of IPv6 has a whole /64 of them.
pub fn place(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => {
            let [a, b, c, d, ..] = long.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_sends_four_files_at_once_and_does_not_stop_another() {
        let limits = Limits::default();
        let sending: Vec<_> = (0..UPLOADS_OF_ONE).map(|_| limits.upload(&"a".into()).ok().unwrap()).collect();
        let refused = limits.upload(&"a".into()).err().unwrap();
        assert_eq!((refused.status, refused.retry_after), (StatusCode::TOO_MANY_REQUESTS, Some(5)));
        assert!(limits.upload(&"b".into()).is_ok());
        drop(sending);
        assert!(limits.upload(&"a".into()).is_ok());
    }

    #[test]
    fn a_few_accounts_do_not_keep_the_others_out() {
        let limits = Limits::default();
        let mut sending = Vec::new();
        for account in 0..6 {
            let name = format!("greedy-{account}");
            sending.extend((0..UPLOADS_OF_ONE).filter_map(|_| limits.upload(&name.as_str().into()).ok()));
        }
        assert!(limits.upload(&"greedy-5".into()).is_err());
        assert!(limits.upload(&"patient".into()).is_ok());
    }

    #[test]
    fn an_address_of_the_new_kind_is_one_with_its_neighbours() {
        let of = |text: &str| place(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }
}
