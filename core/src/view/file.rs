//! Files that were submitted.

use super::platform::{platform_is_visible, shows_park};
use crate::platform::Evidence;
use crate::report::Source;
use crate::series::Seen;

/// The name of the submitted workbook with this digest, when the scope may see what it reported.
pub fn workbook(seen: Seen<'_>, digest: &str) -> Option<String> {
    for (park, months) in &seen.state().reports {
        if !seen.scope().opens() || !seen.scope().sees(park) {
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

/// The name of a file that came with a report, when the scope may see what was submitted.
fn attachment(seen: Seen<'_>, digest: &str) -> Option<String> {
    let visible = seen.state().reports.iter().filter(|(park, _)| seen.scope().sees_unpublished(park));
    let revisions = visible.flat_map(|(_, months)| months.values()).flat_map(|report| &report.revisions);
    let mut files = revisions.flat_map(|revision| &revision.attachments);
    files.find(|file| file.digest == digest).map(|file| file.file.clone())
}

/// The number or name of the document whose file has this digest, when the scope may see what it stands behind:
/// a platform, its openness to a park, or a report that was submitted.
pub fn document(seen: Seen<'_>, digest: &str) -> Option<String> {
    let register = &seen.state().platforms;
    let visible = register.platforms.values().filter(|it| platform_is_visible(seen, &it.details.owner));
    let mut all = visible.flat_map(|platform| {
        let changes = platform.openness.iter().filter(|(park, _)| shows_park(seen, park));
        let changes = changes.flat_map(|(_, changes)| changes).map(|change| &change.evidence);
        platform.details.evidence.iter().chain(changes)
    });
    let found: Option<&Evidence> = all.find(|evidence| evidence.digest.as_deref() == Some(digest));
    found.map(|evidence| evidence.document.clone()).or_else(|| attachment(seen, digest))
}
