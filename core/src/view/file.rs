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

/// The number or name of the document whose file has this digest, when the scope may see what it stands behind:
/// a platform, or its openness to a park.
pub fn document(seen: Seen<'_>, digest: &str) -> Option<String> {
    let register = &seen.state().platforms;
    let visible = register.platforms.values().filter(|it| platform_is_visible(seen, &it.details.owner));
    let mut all = visible.flat_map(|platform| {
        let changes = platform.openness.iter().filter(|(park, _)| shows_park(seen, park));
        let changes = changes.flat_map(|(_, changes)| changes).map(|change| &change.evidence);
        platform.details.evidence.iter().chain(changes)
    });
    let it: &Evidence = all.find(|evidence| evidence.digest.as_deref() == Some(digest))?;
    Some(it.document.clone())
}
