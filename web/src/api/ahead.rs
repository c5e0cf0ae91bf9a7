//! Answers that `boot.js` asked for while the program was still on its way.

use std::future::Future;

use gloo_net::http::Response;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// Where the page was not started by `boot.js`, as in tests, there is no such object: nothing was asked ahead.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = duoyuan, js_name = take)]
    fn taken(address: &str) -> Result<Option<Promise>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = duoyuan, js_name = forget)]
    fn forgotten() -> Result<(), JsValue>;
}

/// The answer asked for ahead; only the first who asks has it.
pub(super) fn take(address: &str) -> Option<impl Future<Output = Result<Response, gloo_net::Error>> + use<>> {
    let answer = taken(address).ok().flatten()?;
    Some(async move {
        let answer = JsFuture::from(answer).await;
        let answer =
            answer.map_err(|_| gloo_net::Error::GlooError("the answer asked for ahead never came".to_owned()))?;
        Ok(answer.unchecked_into::<web_sys::Response>().into())
    })
}

/// What nobody has taken up by now would be old: the stream has told of a newer position.
pub fn forget() {
    _ = forgotten();
}
