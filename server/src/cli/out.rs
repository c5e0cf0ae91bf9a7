//! Lines of output. Whoever reads them may stop (`| head -1`): that is no failure, and what was begun is finished.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

/// Why a line could not be written, the first time.
static LOST: OnceLock<io::Error> = OnceLock::new();

/// A line of output, there as soon as it is said.
pub fn line(line: impl Display) {
    if let Err(error) = write(io::stdout().lock(), line)
        && error.kind() != ErrorKind::BrokenPipe
    {
        // A later one has the same cause.
        let _ = LOST.set(error);
    }
}

/// A line beside the output. There is nowhere to say that it could not be said.
pub fn aside(line: impl Display) {
    let _ = write(io::stderr().lock(), line);
}

/// Why some of the output is missing, though somebody waits for it: a disk is full.
pub fn lost() -> Option<&'static io::Error> {
    LOST.get()
}

fn write(mut out: impl Write, line: impl Display) -> io::Result<()> {
    writeln!(out, "{line}")?;
    out.flush()
}
