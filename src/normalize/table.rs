//! Rows of a CSV table by column name, and what is wrong with a table that cannot be read.

use csv::{Reader, StringRecord};

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TableError {
    /// File name without `.csv`.
    pub table: String,
    /// Byte of the text where the row at fault begins.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// The wanted columns of every row, in the order asked for.
///
/// # Errors
/// [`TableError`] where the text is no CSV, a row has too few cells, or a column is absent.
pub(crate) fn rows<const N: usize>(
    table: &str,
    text: &str,
    columns: [&str; N],
) -> Result<Vec<[String; N]>, TableError> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| unreadable(table, &e))?.clone();
    let mut at = [0; N];
    for (place, name) in at.iter_mut().zip(columns) {
        *place = headers
            .iter()
            .position(|h| h == name)
            .ok_or_else(|| absent(table, name))?;
    }
    let mut out = Vec::new();
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|e| unreadable(table, &e))?
    {
        out.push(at.map(|i| record.get(i).unwrap_or_default().to_owned()));
    }
    Ok(out)
}

/// An error about a cell, placed where the cell's text first stands.
pub(crate) fn bad_cell(table: &str, text: &str, cell: &str, wanted: &str) -> TableError {
    let at = if cell.is_empty() {
        0
    } else {
        text.find(cell).unwrap_or(0)
    };
    TableError {
        table: table.to_owned(),
        at,
        message: format!("`{cell}` is not {wanted}"),
    }
}

fn unreadable(table: &str, error: &csv::Error) -> TableError {
    let at = error
        .position()
        .map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
    TableError {
        table: table.to_owned(),
        at,
        message: format!("the table cannot be read: {error}"),
    }
}

fn absent(table: &str, column: &str) -> TableError {
    TableError {
        table: table.to_owned(),
        at: 0,
        message: format!("the table has no column `{column}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn columns_are_found_by_name() {
        let text = "a,b,c\n1,2,3\n";
        assert_eq!(
            rows("t", text, ["c", "a"]).unwrap(),
            [["3".to_owned(), "1".to_owned()]]
        );
        assert_eq!(
            rows("t", text, ["d"]).unwrap_err().message,
            "the table has no column `d`"
        );
        assert!(
            rows("t", "a,b\n1\n", ["a"])
                .unwrap_err()
                .message
                .starts_with("the table cannot be read")
        );
    }
}
