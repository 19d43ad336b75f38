//! Records as bytes: one trait over any [`std::io::Write`], one file a format. Leaves to others how
//! records came about, and where the bytes go.

pub mod csv;
mod jsonl;

pub use jsonl::JsonLines;

use crate::record::Record;

/// Writes records in one format.
pub trait RecordWriter {
    /// Writes one record.
    ///
    /// # Errors
    /// [`OutputError`] where the writer below fails or the record cannot be put in this format.
    fn write(&mut self, record: &Record) -> Result<(), OutputError>;

    /// Writes what is still held back. Call it once, after the last record.
    ///
    /// # Errors
    /// [`OutputError`] where the writer below fails.
    fn finish(&mut self) -> Result<(), OutputError>;
}

/// Why a record was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The writer below failed.
    #[error("cannot write {output}: {source}")]
    Write {
        /// Name of the output, as `records.jsonl`.
        output: String,
        /// What the writer said.
        source: std::io::Error,
    },
    /// The record has no form in this format.
    #[error("cannot write {output}: {source}")]
    Encode {
        /// Name of the output, as `records.jsonl`.
        output: String,
        /// What the encoder said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
