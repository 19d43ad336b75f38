//! Where a run writes to: the formats that were asked for, and the manifest.

use std::io::{self, Write};

use super::ManifestLine;
use crate::output::{OutputError, RecordWriter};
use crate::record::Record;

/// Name of the manifest in an output directory.
pub const MANIFEST: &str = "manifest.jsonl";

/// Takes records and manifest lines in the order of the inputs.
pub trait Sink {
    /// Takes a record.
    ///
    /// # Errors
    /// [`OutputError`] where it cannot be written.
    fn record(&mut self, record: &Record) -> Result<(), OutputError>;

    /// Takes a manifest line, after the records of its input.
    ///
    /// # Errors
    /// [`OutputError`] where it cannot be written.
    fn line(&mut self, line: &ManifestLine) -> Result<(), OutputError>;

    /// Writes what is held back.
    ///
    /// # Errors
    /// [`OutputError`] where it cannot be written.
    fn finish(&mut self) -> Result<(), OutputError>;
}

/// Any number of record writers, and the manifest.
pub struct Writers<'a> {
    records: Vec<Box<dyn RecordWriter + 'a>>,
    manifest: Box<dyn Write + 'a>,
}

impl<'a> Writers<'a> {
    /// Writes each record with each of `records`, and manifest lines to `manifest`.
    #[must_use]
    pub fn new(records: Vec<Box<dyn RecordWriter + 'a>>, manifest: Box<dyn Write + 'a>) -> Self {
        Self { records, manifest }
    }
}

impl Sink for Writers<'_> {
    fn record(&mut self, record: &Record) -> Result<(), OutputError> {
        self.records
            .iter_mut()
            .try_for_each(|writer| writer.write(record))
    }

    fn line(&mut self, line: &ManifestLine) -> Result<(), OutputError> {
        let mut bytes = serde_json::to_vec(line).map_err(|source| OutputError::Encode {
            output: MANIFEST.to_owned(),
            source: source.into(),
        })?;
        bytes.push(b'\n');
        self.manifest.write_all(&bytes).map_err(failed)
    }

    fn finish(&mut self) -> Result<(), OutputError> {
        self.records
            .iter_mut()
            .try_for_each(|writer| writer.finish())?;
        self.manifest.flush().map_err(failed)
    }
}

fn failed(source: io::Error) -> OutputError {
    OutputError::Write {
        output: MANIFEST.to_owned(),
        source,
    }
}
