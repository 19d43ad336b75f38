//! The manifest: what has been done, one line for each document and one for the end of each input that
//! holds several. No times, so that it is the same in every
//! run over the same inputs.

use serde::{Serialize, Serializer};

use super::sink::MANIFEST;
use crate::input::Raw;
use crate::output::OutputError;

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It gave its records.
    Done,
    /// It is a document, and gave none.
    Failed,
    /// It is no document.
    Skipped,
    /// An input that holds several: its documents stand before, this is their number.
    Container,
    /// The run was stopped here. Never in a finished output.
    Stopped,
}

/// Why a document gave no record: a kind that is counted, and what is special here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `empty`, `not a text file`, `a link`, `not a file`, `hidden`, `ignored`, `excluded`, `not included`;
    /// `unreadable`, `undecodable`, `broken`, `no text`, `too large`, `too deep`, `too many values`, `too much work`,
    /// `panic`.
    pub kind: &'static str,
    /// Extension, message and the like, or nothing.
    pub detail: String,
}

impl Reason {
    pub(super) fn new(kind: &'static str, detail: &str) -> Self {
        Self {
            kind,
            detail: detail.to_owned(),
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.detail.is_empty() {
            return f.write_str(self.kind);
        }
        write!(f, "{} ({})", self.kind, self.detail)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One line of `manifest.jsonl`: a document, or the end of an input that holds several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestLine {
    /// Path relative to the input given, with `/`; a byte that is not UTF-8 stands as `\xNN`.
    pub path: String,
    /// Archive member or number of a row, where the input holds several.
    pub member: Option<String>,
    /// Number within the document as it was found, from 1.
    pub part: u32,
    /// Size in bytes.
    pub size: u64,
    /// sha256 of the bytes in hex, or `None` where they were not read.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why there is no record, or what was decided on the way.
    pub reason: Option<Reason>,
    /// How many records it gave.
    pub records: u64,
    /// The encoding that the bytes were read in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// What that choice rests on, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<&'static str>,
    /// How many malformed sequences became U+FFFD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<usize>,
    /// For the end of an input: how many documents it held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<u64>,
    /// For one of several judgments of a text: where it begins in it, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
}

impl ManifestLine {
    /// The line of a document that gave no record yet.
    pub(super) fn new(raw: &Raw, size: u64, sha256: Option<String>) -> Self {
        Self {
            path: raw.path.to_string(),
            member: raw.member.clone(),
            part: 1,
            size,
            sha256,
            status: Status::Done,
            reason: None,
            records: 0,
            encoding: None,
            evidence: None,
            replaced: None,
            documents: None,
            start: None,
        }
    }

    /// The last line of a run that was stopped: the input it was at, and how far it came.
    pub(super) fn stopped(path: &str, why: &str) -> Self {
        Self {
            path: path.to_owned(),
            member: None,
            part: 1,
            size: 0,
            sha256: None,
            status: Status::Stopped,
            reason: Some(Reason::new("stopped", why)),
            records: 0,
            encoding: None,
            evidence: None,
            replaced: None,
            documents: None,
            start: None,
        }
    }

    /// The line as the bytes of its file.
    pub(super) fn to_json(&self) -> Result<Vec<u8>, OutputError> {
        let mut bytes = serde_json::to_vec(self).map_err(|source| OutputError::Encode {
            output: MANIFEST.to_owned(),
            source: source.into(),
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
