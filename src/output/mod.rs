//! Records as bytes: one trait, one file a format. Formats hold no state and write into memory, so that
//! many threads can use one; leaves to others how records came about, and where the bytes go.

pub mod csv;
mod jsonl;

pub use jsonl::JsonLines;

use crate::record::Record;

/// A format of records: the bytes that open its file, and those of each record.
///
/// A file is the header and then what [`RecordFormat::render`] gives for each record, in order.
pub trait RecordFormat: Sync {
    /// Name of the file in an output directory, as `records.jsonl`.
    fn file_name(&self) -> String;

    /// What the file begins with.
    ///
    /// # Errors
    /// [`OutputError`] where it has no form in this format.
    fn header(&self) -> Result<Vec<u8>, OutputError>;

    /// Appends one record to `out`, whole lines only.
    ///
    /// # Errors
    /// [`OutputError`] where the record has no form in this format.
    fn render(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), OutputError>;
}

/// Why a record has no bytes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The record has no form in this format.
    #[error("cannot write {output}: {source}")]
    Encode {
        /// Name of the output, as `records.jsonl`.
        output: String,
        /// What the encoder said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
