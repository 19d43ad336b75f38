//! A table as data: its columns, each with what it takes from a record, so that header and rows cannot
//! drift apart.

use crate::record::Record;
use crate::span::ByteSpan;

/// A table that records become rows of.
pub trait Table: Sync {
    /// Name, which is that of the field it holds.
    fn name(&self) -> &'static str;

    /// Names of the columns, in order.
    fn columns(&self) -> Vec<&'static str>;

    /// The rows of one record; each has as many cells as there are columns.
    fn rows(&self, record: &Record) -> Vec<Vec<String>>;
}

/// A column of values of type `V`: its name and how its cell is read.
pub(super) type Column<V> = (&'static str, fn(&V) -> String);

/// One row a record.
pub(super) struct RecordTable {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column<Record>],
}

impl Table for RecordTable {
    fn name(&self) -> &'static str {
        self.name
    }

    fn columns(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    fn rows(&self, record: &Record) -> Vec<Vec<String>> {
        vec![self.columns.iter().map(|(_, cell)| cell(record)).collect()]
    }
}

/// One row a value of a list field: the key, the number in the list, the value, its place and rule.
pub(super) struct ListTable<V: 'static> {
    pub(super) name: &'static str,
    pub(super) values: fn(&Record) -> &[V],
    pub(super) columns: &'static [Column<V>],
    pub(super) origin: fn(&V) -> (ByteSpan, &str),
}

impl<V> Table for ListTable<V> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn columns(&self) -> Vec<&'static str> {
        framed(self.columns.iter().map(|(name, _)| *name))
    }

    fn rows(&self, record: &Record) -> Vec<Vec<String>> {
        let values = (self.values)(record).iter().enumerate();
        values
            .map(|(index, value)| self.row(record, index, value))
            .collect()
    }
}

impl<V> ListTable<V> {
    fn row(&self, record: &Record, index: usize, value: &V) -> Vec<String> {
        let cells = self.columns.iter().map(|(_, cell)| cell(value));
        let (span, rule) = (self.origin)(value);
        keyed(record, index, cells, span, rule)
    }
}

/// The columns of a list table around its own.
pub(super) fn framed(own: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let place = ["span_start", "span_end", "rule"];
    ["document_id", "number"]
        .into_iter()
        .chain(own)
        .chain(place)
        .collect()
}

/// A row of a list table; the columns are those of [`framed`].
pub(super) fn keyed(
    record: &Record,
    index: usize,
    cells: impl Iterator<Item = String>,
    span: ByteSpan,
    rule: &str,
) -> Vec<String> {
    let key = [record.document.id.clone(), (index + 1).to_string()];
    let place = [
        span.start.to_string(),
        span.end.to_string(),
        rule.to_owned(),
    ];
    key.into_iter().chain(cells).chain(place).collect()
}

/// The cell of a value that may be missing: empty, where it is.
pub(super) fn optional<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

/// The cell of a list.
pub(super) fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let words: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    words.join("; ")
}
