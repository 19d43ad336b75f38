//! JSON Lines: one record a line, in the field order of the contract.

use super::{OutputError, RecordFormat};
use crate::record::Record;

/// `records.jsonl`.
#[derive(Debug, Clone, Copy)]
pub struct JsonLines;

impl JsonLines {
    /// Name of the file in an output directory.
    pub const FILE_NAME: &str = "records.jsonl";
}

impl RecordFormat for JsonLines {
    fn file_name(&self) -> String {
        Self::FILE_NAME.to_owned()
    }

    fn header(&self) -> Result<Vec<u8>, OutputError> {
        Ok(Vec::new())
    }

    fn render(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), OutputError> {
        let before = out.len();
        if let Err(source) = serde_json::to_writer(&mut *out, record) {
            // An encoder's error leaves no half line behind.
            out.truncate(before);
            return Err(OutputError::Encode {
                output: self.file_name(),
                source: source.into(),
            });
        }
        out.push(b'\n');
        Ok(())
    }
}
