//! Files that were submitted.

use crate::report::Source;
use crate::series::Seen;

/// The name of the submitted workbook with this digest, when the scope may see what it reported.
pub fn workbook(seen: Seen<'_>, digest: &str) -> Option<String> {
    for (park, months) in &seen.state().reports {
        if !seen.scope().sees(park) {
            continue;
        }
        let revisions = months.values().flat_map(|report| &report.revisions);
        for revision in revisions.filter(|revision| seen.scope().sees_unpublished(park) || revision.is_approved()) {
            match &revision.source {
                Source::Workbook { file, digest: kept, .. } if kept == digest => return Some(file.clone()),
                _ => {}
            }
        }
    }
    None
}
