//! Standard input and standard output as bytes.

use std::io::{self, Read, Write};

use casemill::batch::MAX_BYTES;

use crate::exit::Exit;
use crate::failure::Failure;

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    still_read(out.write_all(bytes).and_then(|()| out.flush())).map(|_| ())
}

/// Whether anybody still reads standard output after a write to it: a reader that has had enough, as
/// `head`, is no error.
pub(crate) fn still_read(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::new(
            Exit::Paths,
            format!("cannot write to standard output: {}", error.kind()),
            "check where it leads to",
        )),
    }
}

/// Writes to standard error, where anybody listens.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Standard input that cannot be read.
pub(crate) fn unread(error: &io::Error) -> Failure {
    Failure::new(
        Exit::Paths,
        format!("cannot read standard input: {}", error.kind()),
        "check where it comes from",
    )
}

/// Reads all of standard input, up to the longest document that is read.
pub(crate) fn read() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes);
    let failed = |why: String| {
        let message = format!("cannot read standard input: {why}");
        Failure::new(
            Exit::Paths,
            message,
            "give one document, as in: casemill extract - < FILE",
        )
    };
    let length = read.map_err(|error| failed(error.kind().to_string()))?;
    if u64::try_from(length).is_ok_and(|length| length > MAX_BYTES) {
        return Err(failed(format!("more than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}
