//! Sending and reading: the header that writes need, and one reading of every answer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ahead;
use super::error::ApiError;

/// The outcome of a call.
pub type Answered<T> = Result<T, ApiError>;

/// A form on another site cannot send it.
const OWN_HEADER: &str = "X-Duoyuan";

thread_local! {
    static EXPIRED: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Says what to do when any call finds the session ended.
pub fn on_expired(act: impl Fn() + 'static) {
    EXPIRED.with(|slot| *slot.borrow_mut() = Some(Rc::new(act)));
}

pub(super) async fn get<T: DeserializeOwned>(address: &str) -> Answered<T> {
    if let Some(answer) = ahead::take(address) {
        return read(answer.await, Needs::Session).await;
    }
    let request = Request::get(address).build();
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Session).await
}

/// Whether there is an answer at all, whatever it says.
pub(super) async fn reach(address: &str) -> Answered<()> {
    let request = Request::get(address).cache(web_sys::RequestCache::NoStore).build();
    let answer = request.map_err(|_| ApiError::Unreadable)?.send().await.map_err(|_| ApiError::Away)?;
    if (502..=504).contains(&answer.status()) { Err(ApiError::Away) } else { Ok(()) }
}

pub(super) async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    let request = write(Request::post(address)).json(body);
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Session).await
}

pub(super) async fn put<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    let request = write(Request::put(address)).json(body);
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Session).await
}

/// The one write that is sent before there is a session.
pub(super) async fn log_in<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    let request = write(Request::post(address)).json(body);
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Nothing).await
}

pub(super) async fn post_file<T: DeserializeOwned>(address: &str, file: &web_sys::File) -> Answered<T> {
    let request = write(Request::post(address)).header("Content-Type", "application/octet-stream").body(file);
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Session).await
}

pub(super) async fn delete<T: DeserializeOwned>(address: &str) -> Answered<T> {
    let request = write(Request::delete(address)).build();
    read(request.map_err(|_| ApiError::Unreadable)?.send().await, Needs::Session).await
}

fn write(request: RequestBuilder) -> RequestBuilder {
    request.header(OWN_HEADER, "1")
}

/// Whether a call needs a session: to the login alone, 401 says that the password is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Session,
    Nothing,
}

async fn read<T: DeserializeOwned>(response: Result<Response, gloo_net::Error>, needs: Needs) -> Answered<T> {
    let response = response.map_err(|_| ApiError::Away)?;
    let status = response.status();
    let text = response.text().await.map_err(|_| ApiError::Away)?;
    if response.ok() {
        // 204 has no body: that is a `()`.
        let text = if text.is_empty() { "null" } else { &text };
        return parse(text).ok_or(ApiError::Unreadable);
    }
    let problem = parse(&text);
    match (status, problem) {
        (401, _) if needs == Needs::Session => {
            expired();
            Err(ApiError::Expired)
        }
        (502..=504, None) => Err(ApiError::Away),
        (_, Some(problem)) => Err(ApiError::Refused(Box::new(problem))),
        (_, None) => Err(ApiError::Unreadable),
    }
}

/// By way of a value, as the live document: one reader for every type is half the program of two.
fn parse<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    T::deserialize(&value).ok()
}

fn expired() {
    let act = EXPIRED.with(|slot| slot.borrow().clone());
    if let Some(act) = act {
        act();
    }
}
