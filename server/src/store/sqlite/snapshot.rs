//! The snapshot: a file beside the database, which a backup need not hold.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::store::StoreError;

/// Name of the snapshot in the data folder.
pub(super) const FILE: &str = "snapshot";

/// Name it has until it is whole. One that a killed process left is written over.
const UNFINISHED: &str = "snapshot.new";

/// Writes it beside the one before and puts it in its place once the disk has it.
pub(super) fn put(folder: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), StoreError> {
    let unfinished = folder.join(UNFINISHED);
    let mut put = || -> io::Result<()> {
        let file = super::private().create(true).truncate(true).open(&unfinished)?;
        let mut sink = BufWriter::new(&file);
        write(&mut sink)?;
        sink.flush()?;
        file.sync_all()?;
        std::fs::rename(&unfinished, folder.join(FILE))
    };
    put().map_err(|error| {
        // What is of no use must not keep the room; when it stays, it is written over.
        let _ = std::fs::remove_file(&unfinished);
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                StoreError::Full(error.into())
            }
            _ => StoreError::Other(error.into()),
        }
    })
}

/// What is there, if anything is.
pub(super) fn get(folder: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    let mut bytes = Vec::new();
    let read = File::open(folder.join(FILE)).and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes));
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Other(error.into())),
    }
}
