//! Sending and reading: the header that writes need, and one reading of every answer.

use std::cell::RefCell;
use std::rc::Rc;

use duoyuan_core::api::{Bytes, Call, Method};
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

/// Asks for what takes no body.
pub(super) async fn ask<A: DeserializeOwned>(call: Call<(), A>) -> Answered<A> {
    typed(value(call).await)
}

/// The same, not read yet.
pub(super) async fn value<A>(call: Call<(), A>) -> Answered<Value> {
    match call.method {
        Method::Get => fetched(&call.address).await,
        method => sent(write(request(method, &call.address)).build(), Needs::Session).await,
    }
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

/// Sends what an operation takes.
pub(super) async fn send<B: Serialize, A: DeserializeOwned>(call: Call<B, A>, body: &B) -> Answered<A> {
    typed(sent(write(request(call.method, &call.address)).json(body), Needs::Session).await)
}

/// The one write that is sent before there is a session.
pub(super) async fn log_in<B: Serialize, A: DeserializeOwned>(call: Call<B, A>, body: &B) -> Answered<A> {
    typed(sent(write(request(call.method, &call.address)).json(body), Needs::Nothing).await)
}

/// Sends a file as it is.
pub(super) async fn send_file<A: DeserializeOwned>(call: Call<Bytes, A>, file: &web_sys::File) -> Answered<A> {
    let request = write(request(call.method, &call.address)).header("Content-Type", "application/octet-stream");
    typed(sent(request.body(file), Needs::Session).await)
}

fn request(method: Method, address: &str) -> RequestBuilder {
    match method {
        Method::Get => Request::get(address),
        Method::Post => Request::post(address),
        Method::Put => Request::put(address),
        Method::Delete => Request::delete(address),
    }
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
