//! One input to one manifest line, and to a record where it is a document: read, decode, extract.

use sha2::{Digest, Sha256};

use super::manifest::{ManifestLine, Reason, Status};
use super::panics;
use crate::extract::{Origin, PackChoice, Source, extract};
use crate::files::{Input, ReadError, Verdict, read_document};
use crate::record::Record;
use crate::rule::Library;
use crate::text::decode;

/// The longest document that is read: 64 MiB, some hundred times the longest judgment known.
pub const MAX_BYTES: u64 = 64 << 20;

/// What became of an input.
pub(super) struct Outcome {
    pub(super) line: ManifestLine,
    pub(super) record: Option<Record>,
}

/// Why bytes gave no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// No byte, or nothing but blanks.
    #[error("empty")]
    Empty,
    /// No text in any encoding known.
    #[error("{0}")]
    Undecodable(String),
}

/// Bytes as a source, under a name.
///
/// # Errors
/// [`Refused`] where they hold nothing or are no text.
pub fn read_source(bytes: &[u8], name: &str) -> Result<Source, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    let decoded = decode(bytes).map_err(|error| Refused::Undecodable(error.to_string()))?;
    if decoded.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let origin = Origin {
        path: name.to_owned(),
        member: None,
        part: 1,
        sha256: sha256(bytes),
        bytes: length(bytes),
        format: "text",
    };
    Ok(Source { origin, decoded })
}

/// Extracts a record from the bytes of one document, as `run` does for each.
///
/// # Errors
/// What its manifest line would say: the document failed or is none, and why.
pub fn extract_bytes(
    library: &Library,
    choice: PackChoice,
    name: &str,
    bytes: &[u8],
) -> Result<Record, (Status, Reason)> {
    attempt(name, bytes, &|source| extract(library, source, choice))
}

/// Does all that one input needs. Called from many threads; what it gives depends on the input alone.
pub(super) fn process(
    input: &Input,
    max_bytes: u64,
    extractor: &(dyn Fn(&Source) -> Record + Sync),
) -> Outcome {
    let unread = |status, reason| {
        let line = ManifestLine::new(&input.name, input.bytes, None, status, Some(reason));
        Outcome { line, record: None }
    };
    match &input.verdict {
        Verdict::Skip(kind, detail) => return unread(Status::Skipped, Reason::new(kind, detail)),
        Verdict::Fail(why) => return unread(Status::Failed, Reason::new("unreadable", why)),
        Verdict::Take => {}
    }
    match read_document(&input.path, max_bytes) {
        Ok(bytes) => from_bytes(&input.name, &bytes, extractor),
        Err(error @ ReadError::TooLarge(_)) => {
            unread(Status::Failed, Reason::new("too large", &error.to_string()))
        }
        Err(error) => unread(
            Status::Failed,
            Reason::new("unreadable", &error.to_string()),
        ),
    }
}

fn from_bytes(name: &str, bytes: &[u8], extractor: &(dyn Fn(&Source) -> Record + Sync)) -> Outcome {
    let (status, reason, record) = match attempt(name, bytes, extractor) {
        Ok(record) => (Status::Done, None, Some(record)),
        Err((status, reason)) => (status, Some(reason), None),
    };
    // hashing is a good part of all the work: a record holds the hash already
    let known = record.as_ref().map(|record| record.document.sha256.clone());
    let hash = known.unwrap_or_else(|| sha256(bytes));
    let line = ManifestLine::new(name, length(bytes), Some(hash), status, reason);
    Outcome { line, record }
}

fn attempt(
    name: &str,
    bytes: &[u8],
    extractor: &(dyn Fn(&Source) -> Record + Sync),
) -> Result<Record, (Status, Reason)> {
    let panicked = |message: String| (Status::Failed, Reason::new("panic", &message));
    let refused = |refused| match refused {
        Refused::Empty => (Status::Skipped, Reason::new("empty", "")),
        Refused::Undecodable(why) => (Status::Failed, Reason::new("undecodable", &why)),
    };
    // Decoding is caught as well: bytes of any kind reach it.
    panics::caught(|| read_source(bytes, name).map(|source| extractor(&source)))
        .map_err(panicked)?
        .map_err(refused)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
