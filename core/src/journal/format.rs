//! Formats of entries: which one is written, and how older ones are read.
//!
//! The text of an entry is never rewritten, so that its hash holds. An entry of an older format is brought to the
//! newest one step at a time, one to one, when it is read: an entry stays an entry, and positions stay ids.
//!
//! | format | written by | what is new |
//! |---|---|---|
//! | 1 | 0.1 until 2026-11 | nothing names the format |
//! | 2 | 0.1 since 2026-11 | `v` names it; new kinds of events, new optional fields |
//! | 3 | 0.1 since 2026-11-28 | editions of meetings; who drives the wall; supervised tasks |
//!
//! **A written form changes only with a new format**: raise [`FORMAT`], add an upcaster (or `None` where everything of
//! the format before is read as it stands), and add a golden journal (`core/tests/golden`).

use serde_json::Value;

/// The format that entries are written in. Entries without `v` are of format 1.
pub const FORMAT: u32 = 3;

/// Turns the event of an entry into what the next format writes for it.
pub type Upcaster = fn(Value) -> Value;

/// The step from format `index + 1` to the one after it. `None`: nothing that could be written has changed.
pub(super) const UPCASTERS: [Option<Upcaster>; FORMAT as usize - 1] = [None, None];

/// The steps from `format` to the newest one that have something to do.
pub(super) fn steps(upcasters: &[Option<Upcaster>], format: u32) -> impl Iterator<Item = Upcaster> + '_ {
    let done = (format as usize).saturating_sub(1);
    upcasters.iter().skip(done).copied().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn renamed(mut event: Value) -> Value {
        if let Some(fields) = event.pointer_mut("/report_filed").and_then(Value::as_object_mut)
            && let Some(month) = fields.remove("mon")
        {
            fields.insert("month".to_owned(), month);
        }
        event
    }

    fn known(event: Value) -> Value {
        match event {
            Value::Object(mut kinds) => {
                if let Some(fields) = kinds.remove("report_filed") {
                    kinds.insert("report_submitted".to_owned(), fields);
                }
                Value::Object(kinds)
            }
            other => other,
        }
    }

    #[track_caller]
    fn check(format: u32, event: Value, expected: Value) {
        let chain: [Option<Upcaster>; 3] = [Some(renamed), None, Some(known)];
        assert_eq!(steps(&chain, format).fold(event, |event, step| step(event)), expected);
    }

    #[test]
    fn an_event_takes_every_step_from_its_format_on_and_none_before() {
        let newest = json!({"report_submitted": {"month": "2026-01"}});
        check(1, json!({"report_filed": {"mon": "2026-01"}}), newest.clone());
        check(2, json!({"report_filed": {"month": "2026-01"}}), newest.clone());
        check(3, json!({"report_filed": {"month": "2026-01"}}), newest.clone());
        check(4, newest.clone(), newest);
    }
}
