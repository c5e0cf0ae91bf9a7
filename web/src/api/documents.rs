//! Calls about documents of evidence.

use duoyuan_core::api::{self as contract, HandedIn};

use super::request::{Answered, send_file};

/// Hands a document in.
pub async fn hand_in(file: &web_sys::File) -> Answered<HandedIn> {
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    send_file(contract::HAND_IN.at().asking(&[("file", name)]), file).await
}

/// Address of a document.
pub fn document_address(digest: &str) -> String {
    contract::DOCUMENT.at(&digest.to_owned()).address
}
