//! CSV tables for analysis: one of cases, one for each list field, keyed by `document_id`.
//!
//! UTF-8 without BOM, a header always, lists in a cell joined with `; `, null as an empty cell. Cells
//! that a spreadsheet would run are made harmless ([`harmless`]); `docs/csv.md` lists every column.
//! What the columns hold is declared in [`cases`] and [`lists`].

mod cases;
mod harmless;
mod lists;
mod table;

pub use harmless::harmless;
pub use table::Table;

use super::{OutputError, RecordFormat};
use crate::record::Record;

/// Bytes that are written at once. They go to memory, and a record has a few rows in a table.
const BUFFER: usize = 1 << 10;

/// Every table, in the order they are written and documented.
pub const TABLES: &[&dyn Table] = &[
    &cases::CASES,
    &lists::CASE_NUMBERS,
    &lists::PARTIES,
    &lists::REPRESENTATIVES,
    &lists::DATES,
    &lists::ISSUES,
    &lists::HOLDINGS,
    &lists::GIST,
    &lists::DISPOSITION,
    &lists::CITED_PROVISIONS,
    &lists::ADJUDICATORS,
    &lists::CUSTOM,
];

/// Name of the file that holds a table.
#[must_use]
pub fn file_name(table: &dyn Table) -> String {
    format!("{}.csv", table.name())
}

/// The file of one table.
#[derive(Clone, Copy)]
pub struct CsvTable(pub &'static dyn Table);

impl RecordFormat for CsvTable {
    fn file_name(&self) -> String {
        file_name(self.0)
    }

    fn header(&self) -> Result<Vec<u8>, OutputError> {
        let mut out = Vec::new();
        append_rows(&self.file_name(), [self.0.columns()], &mut out)?;
        Ok(out)
    }

    fn render(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), OutputError> {
        let rows = self.0.rows(record);
        if rows.is_empty() {
            return Ok(());
        }
        append_rows(&self.file_name(), rows, out)
    }
}

/// Appends rows of cells to `out`, each cell made harmless. Errors call the file `file`, and leave `out` as
/// it was.
///
/// # Errors
/// [`OutputError`] where the rows have no form in CSV.
pub fn append_rows<Row, Cell>(
    file: &str,
    rows: impl IntoIterator<Item = Row>,
    out: &mut Vec<u8>,
) -> Result<(), OutputError>
where
    Row: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    let before = out.len();
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder.buffer_capacity(BUFFER).from_writer(&mut *out);
    let written = rows.into_iter().try_for_each(|row| {
        for cell in row {
            writer.write_field(harmless(cell.as_ref()).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)
    });
    let written = written.and_then(|()| Ok(writer.flush()?));
    drop(writer);
    written.map_err(|error| {
        out.truncate(before);
        OutputError::Encode {
            output: file.to_owned(),
            source: error.into(),
        }
    })
}

#[cfg(test)]
mod tests;
