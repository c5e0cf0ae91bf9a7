//! Sending and reading: the header that writes need, and one reading of every answer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ahead;
use super::error::{ApiError, Problem};
use crate::reading::{read, read_text};

/// The outcome of a call.
pub type Answered<T> = Result<T, ApiError>;

/// A form on another site cannot send it.
const OWN_HEADER: &str = "X-Duoyuan";

thread_local! {
    static EXPIRED: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
    static AWAY: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Says what to do when any call gets no answer: the line is down, whatever the stream believes.
pub fn on_away(act: impl Fn() + 'static) {
    AWAY.with(|slot| *slot.borrow_mut() = Some(Rc::new(act)));
}

/// Says what to do when any call finds the session ended.
pub fn on_expired(act: impl Fn() + 'static) {
    EXPIRED.with(|slot| *slot.borrow_mut() = Some(Rc::new(act)));
}

pub(super) async fn get<T: DeserializeOwned>(address: &str) -> Answered<T> {
    typed(fetched(address).await)
}

async fn fetched(address: &str) -> Answered<Value> {
    if let Some(answer) = ahead::take(address) {
        return answered(answer.await, Needs::Session).await;
    }
    sent(Request::get(address).build(), Needs::Session).await
}

/// Whether there is an answer at all, whatever it says.
pub(super) async fn reach(address: &str) -> Answered<()> {
    let request = Request::get(address).cache(web_sys::RequestCache::NoStore).build();
    let answer = request.map_err(|_| ApiError::Unreadable)?.send().await.map_err(|_| away())?;
    if (502..=504).contains(&answer.status()) { Err(away()) } else { Ok(()) }
}

pub(super) async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    typed(sent(write(Request::post(address)).json(body), Needs::Session).await)
}

pub(super) async fn put<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    typed(sent(write(Request::put(address)).json(body), Needs::Session).await)
}

/// The one write that is sent before there is a session.
pub(super) async fn log_in<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Answered<T> {
    typed(sent(write(Request::post(address)).json(body), Needs::Nothing).await)
}

pub(super) async fn post_file<T: DeserializeOwned>(address: &str, file: &web_sys::File) -> Answered<T> {
    let request = write(Request::post(address)).header("Content-Type", "application/octet-stream").body(file);
    typed(sent(request, Needs::Session).await)
}

pub(super) async fn delete<T: DeserializeOwned>(address: &str) -> Answered<T> {
    typed(sent(write(Request::delete(address)).build(), Needs::Session).await)
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

async fn sent(request: Result<Request, gloo_net::Error>, needs: Needs) -> Answered<Value> {
    answered(request.map_err(|_| ApiError::Unreadable)?.send().await, needs).await
}

/// By way of a value, as the live document is read: one reader for every type is half the program of two, and what
/// waits for the server is compiled once.
async fn answered(response: Result<Response, gloo_net::Error>, needs: Needs) -> Answered<Value> {
    let response = response.map_err(|_| away())?;
    let status = response.status();
    let text = response.text().await.map_err(|_| away())?;
    if response.ok() {
        // 204 has no body: that is a `()`.
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_err(|_| ApiError::Unreadable);
    }
    let problem = read_text::<Problem>(&text);
    match (status, problem) {
        (401, _) if needs == Needs::Session => {
            expired();
            Err(ApiError::Expired)
        }
        (502..=504, None) => Err(away()),
        (_, Some(problem)) => Err(ApiError::Refused(Box::new(problem))),
        (_, None) => Err(ApiError::Unreadable),
    }
}

fn typed<T: DeserializeOwned>(answer: Answered<Value>) -> Answered<T> {
    read(&answer?).ok_or(ApiError::Unreadable)
}

fn expired() {
    EXPIRED.with(tell);
}

fn away() -> ApiError {
    AWAY.with(tell);
    ApiError::Away
}

fn tell(slot: &RefCell<Option<Rc<dyn Fn()>>>) {
    let act = slot.borrow().clone();
    if let Some(act) = act {
        act();
    }
}
