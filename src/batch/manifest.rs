//! The manifest: what has been done, one line for each input. No times, so that it is the same in every
//! run over the same inputs.

use serde::{Serialize, Serializer};

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It gave its records.
    Done,
    /// It is a document, and gave none.
    Failed,
    /// It is no document.
    Skipped,
}

/// Why an input gave no record: a kind that is counted, and what is special here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `empty`, `not a text file`, `a link`, `not a file`, `unreadable`, `too large`, `undecodable` or
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

/// One line of `manifest.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestLine {
    /// Path relative to the input given, with `/`; a byte that is not UTF-8 stands as `\xNN`.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// sha256 of the bytes in hex, or `None` where they were not read.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why there is no record.
    pub reason: Option<Reason>,
    /// How many records it gave.
    pub records: u64,
}

impl ManifestLine {
    pub(super) fn new(
        path: &str,
        size: u64,
        sha256: Option<String>,
        status: Status,
        reason: Option<Reason>,
    ) -> Self {
        let records = u64::from(status == Status::Done);
        Self {
            path: path.to_owned(),
            size,
            sha256,
            status,
            reason,
            records,
        }
    }
}
