//! The live document as it travels: whole at first, then as JSON patches.

use json_patch::jsonptr::PointerBuf;
use json_patch::{AddOperation, PatchOperation, RemoveOperation, ReplaceOperation};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::reading::read;

/// The document and the position it is at.
#[derive(Default)]
pub struct LiveDocument {
    value: Value,
    position: Option<u64>,
}

/// What `event: patch` carries.
struct Patch {
    from: u64,
    to: u64,
    ops: Vec<PatchOperation>,
}

impl Patch {
    /// By hand, for the sake of size: the library's own reading is for all kinds of operations, and a first visit waits
    /// for the program. A kind that the server does not send is not understood, and the whole is asked for again.
    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |name| value.get(name)?.as_u64();
        let ops = value.get("ops")?.as_array()?.iter().map(operation).collect::<Option<_>>()?;
        Some(Self { from: number("from")?, to: number("to")?, ops })
    }
}

fn operation(it: &Value) -> Option<PatchOperation> {
    let text = |name| it.get(name)?.as_str();
    let path = PointerBuf::parse(text("path")?).ok()?;
    let value = || it.get("value").cloned();
    Some(match text("op")? {
        "add" => PatchOperation::Add(AddOperation { path, value: value()? }),
        "replace" => PatchOperation::Replace(ReplaceOperation { path, value: value()? }),
        "remove" => PatchOperation::Remove(RemoveOperation { path }),
        _ => return None,
    })
}

/// A patch that does not fit: the whole document is needed again.
#[derive(Debug, PartialEq, Eq)]
pub struct OutOfStep;

impl LiveDocument {
    /// Takes a whole document.
    pub fn take(&mut self, text: &str) -> Result<(), OutOfStep> {
        let value: Value = serde_json::from_str(text).map_err(|_| OutOfStep)?;
        self.position = value.get("position").and_then(Value::as_u64);
        self.value = value;
        Ok(())
    }

    /// Applies a patch; one that is already applied does nothing.
    pub fn patch(&mut self, text: &str) -> Result<(), OutOfStep> {
        let patch = Patch::read(text).ok_or(OutOfStep)?;
        let here = self.position.ok_or(OutOfStep)?;
        if patch.to <= here {
            return Ok(());
        }
        if patch.from != here {
            return Err(OutOfStep);
        }
        json_patch::patch(&mut self.value, &patch.ops).map_err(|_| OutOfStep)?;
        self.position = Some(patch.to);
        Ok(())
    }

    /// Position of the journal it is at; `None` before the first.
    pub fn position(&self) -> Option<u64> {
        self.position
    }

    /// A part of it, by the name of its field; nothing when it is not there, or of another version.
    pub fn part<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        read(self.value.get(name)?)
    }

    /// The document as a view; `None` before the first, or when it is of another version.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        read(&self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use duoyuan_core::view::Live;
    use wasm_bindgen_test::wasm_bindgen_test;

    const WHOLE: &str = r#"{"position":7,"board":null,"park":null,"waiting":1}"#;

    fn patch(from: u64, to: u64) -> String {
        let ops = r#"[{"op":"replace","path":"/waiting","value":2},{"op":"replace","path":"/position","value":8}]"#;
        format!(r#"{{"from":{from},"to":{to},"ops":{ops}}}"#)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn patches_apply_in_order_and_once() {
        let mut document = LiveDocument::default();
        assert_eq!(document.patch(&patch(7, 8)), Err(OutOfStep));
        document.take(WHOLE).unwrap();
        document.patch(&patch(7, 8)).unwrap();
        assert_eq!(document.read::<Live>().unwrap().waiting, Some(2));
        assert_eq!(document.read::<Live>().unwrap().position, 8);
        document.patch(&patch(7, 8)).unwrap();
        assert_eq!(document.patch(&patch(9, 10)), Err(OutOfStep));
        assert_eq!(document.take("no json"), Err(OutOfStep));
        assert_eq!(document.read::<Live>().unwrap().position, 8, "what was shown stays");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn parts_come_and_go_and_an_unknown_kind_is_not_understood() {
        let mut document = LiveDocument::default();
        document.take(WHOLE).unwrap();
        let patch = |to: u64, ops: &str| format!(r#"{{"from":{},"to":{to},"ops":[{ops}]}}"#, to - 1);
        document.patch(&patch(8, r#"{"op":"remove","path":"/waiting"}"#)).unwrap();
        assert_eq!(document.value.get("waiting"), None);
        document.patch(&patch(9, r#"{"op":"add","path":"/a~1b","value":[1]}"#)).unwrap();
        assert_eq!(document.value["a/b"], serde_json::json!([1]));
        for wrong in [r#"{"op":"move","path":"/a","from":"/b"}"#, r#"{"op":"add","path":"/a"}"#, r#"{"op":"remove"}"#] {
            assert_eq!(document.patch(&patch(10, wrong)), Err(OutOfStep), "{wrong}");
        }
    }
}
