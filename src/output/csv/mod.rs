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
        let header = self.0.columns();
        write_rows(std::iter::once(header), &mut out).map_err(|error| self.failed(error))?;
        Ok(out)
    }

    fn render(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), OutputError> {
        let rows = self.0.rows(record);
        if rows.is_empty() {
            return Ok(());
        }
        let before = out.len();
        let written = write_rows(
            rows.iter().map(|row| row.iter().map(|cell| harmless(cell))),
            out,
        );
        written.map_err(|error| {
            out.truncate(before);
            self.failed(error)
        })
    }
}

impl CsvTable {
    fn failed(&self, error: csv::Error) -> OutputError {
        OutputError::Encode {
            output: self.file_name(),
            source: error.into(),
        }
    }
}

/// Appends rows to `out`.
fn write_rows<Row, Cell>(
    rows: impl Iterator<Item = Row>,
    out: &mut Vec<u8>,
) -> Result<(), csv::Error>
where
    Row: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    let mut writer = csv::Writer::from_writer(out);
    for row in rows {
        for cell in row {
            writer.write_field(cell.as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests;
