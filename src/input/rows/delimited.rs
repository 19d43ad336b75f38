//! CSV and its relatives: a header, then a row a document.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use encoding_rs_io::DecodeReaderBytesBuilder;
use serde_json::{Map, Value};

use super::{Place, Rows, Visit, head};
use crate::input::Format;
use crate::text::{decode, encoding_named};

/// What separates the cells of a `.csv`, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of a CSV dump.
pub(in crate::input) fn csv(
    visit: &mut Visit<'_, '_>,
    place: &Place,
    stream: &mut dyn Read,
    size: u64,
) -> ControlFlow<()> {
    let (bytes, encoding) = match head(stream) {
        Ok(head) => head,
        Err(error) => return visit.broken(place, &error, size),
    };
    let mut rows = Rows::new(visit, place, encoding);
    let delimiter = match place.format {
        Format::Tsv => b'\t',
        _ => delimiter(&bytes, encoding),
    };
    let fuse = Rc::new(Cell::new(0));
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(encoding.and_then(encoding_named))
        .bom_override(true)
        .utf8_passthru(true)
        .strip_bom(true)
        .build(Cursor::new(bytes).chain(stream));
    // A row may be as long as a document, and the reader reads ahead a little.
    let most = rows.limit().saturating_add(1 << 17);
    let fused = Fused {
        inner: decoded,
        since: Rc::clone(&fuse),
        most,
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(fused);
    let broke = each(&mut reader, &fuse, &mut rows)?;
    rows.end(broke.as_ref(), size)
}

fn each<R: Read>(
    reader: &mut ::csv::Reader<R>,
    fuse: &Cell<u64>,
    rows: &mut Rows<'_, '_, '_>,
) -> ControlFlow<(), Option<io::Error>> {
    let header = match reader.byte_headers() {
        Ok(header) => names(header),
        Err(error) => return ControlFlow::Continue(Some(as_io(error))),
    };
    let mut record = ::csv::ByteRecord::new();
    for number in 1.. {
        fuse.set(0);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return ControlFlow::Continue(Some(as_io(error))),
        }
        let size = u64::try_from(record.as_slice().len()).unwrap_or(u64::MAX);
        if size > rows.limit() {
            rows.too_large(number, size)?;
        } else {
            rows.row(number, as_json(&header, &record))?;
        }
    }
    ControlFlow::Continue(None)
}

/// The names of the columns, each once: one without a name, or with one that is taken, has its number.
fn names(header: &::csv::ByteRecord) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (index, cell) in header.iter().enumerate() {
        let name = text_of(cell).trim().to_owned();
        let taken = name.is_empty() || known.contains(&name);
        let name = if taken {
            format!("{name}#{}", index + 1)
        } else {
            name
        };
        known.insert(name.clone());
        out.push(name);
    }
    out
}

/// A row as a JSON object; cells beyond the header are called by their number.
fn as_json(header: &[String], record: &::csv::ByteRecord) -> Vec<u8> {
    let mut object = Map::new();
    for (index, cell) in record.iter().enumerate() {
        let name = header.get(index).cloned();
        let name = name.unwrap_or_else(|| format!("#{}", index + 1));
        object.insert(name, Value::String(text_of(cell)));
    }
    Value::Object(object).to_string().into_bytes()
}

/// A cell as text; one that is no UTF-8 in a dump that is, is decoded by itself.
fn text_of(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => decode(cell).map_or_else(
            |_| String::from_utf8_lossy(cell).into_owned(),
            |decoded| decoded.text,
        ),
    }
}

/// The separator that the first line has most of.
fn delimiter(head: &[u8], encoding: Option<&'static str>) -> u8 {
    let wide = encoding.is_some_and(|name| name.starts_with("UTF-16"));
    let line: Vec<u8> = match wide {
        true => head.iter().copied().filter(|b| *b != 0).collect(),
        false => head.to_vec(),
    };
    let line = line.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|b| **b == delimiter).count();
    let most = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(*delimiter));
    most.unwrap_or(b',')
}

fn as_io(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// Breaks where a row takes too many bytes, as after a quote that is never closed; without it the rest of
/// the dump would be one row in memory.
struct Fused<R> {
    inner: R,
    since: Rc<Cell<u64>>,
    most: u64,
}

impl<R: Read> Read for Fused<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > self.most {
            return Err(io::Error::other(
                "a row is longer than a document may be, perhaps by a quote that is not closed; \
                 --max-document allows more",
            ));
        }
        let read = self.inner.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.since.set(self.since.get().saturating_add(bytes));
        Ok(read)
    }
}
