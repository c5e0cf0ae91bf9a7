//! The live document as it travels: whole at first, then as JSON patches.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The document and the position it is at.
#[derive(Default)]
pub struct LiveDocument {
    value: Value,
    position: Option<u64>,
}

/// What `event: patch` carries.
#[derive(Deserialize)]
struct Patch {
    from: u64,
    to: u64,
    ops: json_patch::Patch,
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
        let patch: Patch = serde_json::from_str(text).map_err(|_| OutOfStep)?;
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

    /// The document as a view; `None` before the first, or when it is of another version.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(&self.value).ok()
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
}
