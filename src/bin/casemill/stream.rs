//! Standard input and standard output as bytes.

use std::io::{self, Read, Write};

use casemill::input::MAX_DOCUMENT;

use crate::exit::Exit;
use crate::failure::Failure;

/// Writes to standard output. A reader that has had enough, as `head`, is no error.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            Exit::Paths,
            format!("cannot write to standard output: {}", error.kind()),
            "check where it leads to",
        )),
        _ => Ok(()),
    }
}

/// Reads all of standard input, up to the longest document that is read.
pub(crate) fn read() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin()
        .lock()
        .take(MAX_DOCUMENT + 1)
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
    if u64::try_from(length).is_ok_and(|length| length > MAX_DOCUMENT) {
        return Err(failed(format!("more than {MAX_DOCUMENT} bytes")));
    }
    Ok(bytes)
}
