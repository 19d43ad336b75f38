//! JSON Lines: one record a line, in the field order of the contract.

use std::io::{self, Write};

use super::{OutputError, RecordWriter};
use crate::record::Record;

/// Writes `records.jsonl`.
#[derive(Debug)]
pub struct JsonLines<W> {
    out: W,
}

impl<W: Write> JsonLines<W> {
    /// Name of the file in an output directory.
    pub const FILE_NAME: &str = "records.jsonl";

    /// A writer onto `out`, which should be buffered.
    pub const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> RecordWriter for JsonLines<W> {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        // Into memory first, so that an encoder's error leaves no half line behind.
        let mut line = serde_json::to_vec(record).map_err(|source| OutputError::Encode {
            output: Self::FILE_NAME.to_owned(),
            source: source.into(),
        })?;
        line.push(b'\n');
        self.out.write_all(&line).map_err(failed::<W>)
    }

    fn finish(&mut self) -> Result<(), OutputError> {
        self.out.flush().map_err(failed::<W>)
    }
}

fn failed<W: Write>(source: io::Error) -> OutputError {
    OutputError::Write {
        output: JsonLines::<W>::FILE_NAME.to_owned(),
        source,
    }
}
