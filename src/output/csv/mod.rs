//! CSV tables for analysis: one of cases, one for each list field, keyed by `document_id`.
//!
//! UTF-8 without BOM, a header always, lists in a cell joined with `; `, null as an empty cell. Cells
//! that a spreadsheet would run are made harmless ([`harmless`]); `docs/csv.md` lists every column.
//! What the columns hold is declared in [`cases`] and [`lists`].

mod cases;
mod harmless;
mod lists;
mod table;

use std::io::{self, Write};

pub use harmless::harmless;
pub use table::Table;

use super::{OutputError, RecordWriter};
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

/// Writes rows of cells, each made harmless.
pub struct Rows<W: Write> {
    file: String,
    out: csv::Writer<W>,
}

impl<W: Write> Rows<W> {
    /// A writer onto `out`, which errors call `file`; writes the header.
    ///
    /// # Errors
    /// [`OutputError`] where `out` fails.
    pub fn new(file: String, header: &[&str], out: W) -> Result<Self, OutputError> {
        let mut rows = Self {
            file,
            out: csv::Writer::from_writer(out),
        };
        rows.write(header)?;
        Ok(rows)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`OutputError`] where the writer below fails.
    pub fn write<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<(), OutputError> {
        for cell in cells {
            let cell = harmless(cell.as_ref());
            self.out
                .write_field(cell.as_bytes())
                .map_err(|error| failed(&self.file, error))?;
        }
        self.out
            .write_record(None::<&[u8]>)
            .map_err(|error| failed(&self.file, error))
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// [`OutputError`] where the writer below fails.
    pub fn finish(&mut self) -> Result<(), OutputError> {
        self.out
            .flush()
            .map_err(|error| failed(&self.file, error.into()))
    }
}

/// Writes one table of records.
pub struct CsvTable<W: Write> {
    table: &'static dyn Table,
    rows: Rows<W>,
}

impl<W: Write> CsvTable<W> {
    /// A writer of `table` onto `out`; writes the header.
    ///
    /// # Errors
    /// [`OutputError`] where `out` fails.
    pub fn new(table: &'static dyn Table, out: W) -> Result<Self, OutputError> {
        let rows = Rows::new(file_name(table), &table.columns(), out)?;
        Ok(Self { table, rows })
    }
}

impl<W: Write> RecordWriter for CsvTable<W> {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        let rows = self.table.rows(record);
        rows.iter().try_for_each(|row| self.rows.write(row))
    }

    fn finish(&mut self) -> Result<(), OutputError> {
        self.rows.finish()
    }
}

fn failed(file: &str, error: csv::Error) -> OutputError {
    let output = file.to_owned();
    if !error.is_io_error() {
        return OutputError::Encode {
            output,
            source: error.into(),
        };
    }
    match error.into_kind() {
        csv::ErrorKind::Io(source) => OutputError::Write { output, source },
        kind => OutputError::Write {
            output,
            source: io::Error::other(format!("{kind:?}")),
        },
    }
}

#[cfg(test)]
mod tests;
