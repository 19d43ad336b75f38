//! Dumps: files of rows, each of which is a document. Every row becomes JSON, whatever the dump is made of;
//! which column holds the text is told or guessed once for a dump.

mod column;
mod delimited;
mod elements;
mod lines;
mod parquet;

pub(super) use delimited::csv;
pub(super) use lines::json;
pub(super) use parquet::parquet;

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::visit::{Place, Visit};
use super::{Content, Row};
use crate::files::Verdict;
use crate::text::decode;

/// How many rows a guess looks at, and how many bytes of them.
const SAMPLE: (usize, usize) = (32, 1 << 20);
/// How much of a dump tells its encoding.
const HEAD: usize = 64 << 10;

/// The rows of a dump on their way out.
struct Rows<'a, 'v, 'g> {
    visit: &'a mut Visit<'v, 'g>,
    place: &'a Place,
    encoding: Option<&'static str>,
    column: Column,
}

/// The column of the text.
enum Column {
    Known(Option<Arc<str>>),
    /// Rows that wait until there are enough to guess by.
    Unknown {
        waiting: Vec<(u64, Found)>,
        bytes: usize,
    },
}

/// A row, or why there is none.
enum Found {
    Row(Vec<u8>),
    Aside(Verdict, u64),
}

impl<'a, 'v, 'g> Rows<'a, 'v, 'g> {
    fn new(visit: &'a mut Visit<'v, 'g>, place: &'a Place, encoding: Option<&'static str>) -> Self {
        let column = match &visit.reading.text_column {
            Some(name) => Column::Known(Some(Arc::from(name.as_str()))),
            None => Column::Unknown {
                waiting: Vec::new(),
                bytes: 0,
            },
        };
        Self {
            visit,
            place,
            encoding,
            column,
        }
    }

    /// The longest row that is read.
    fn limit(&self) -> u64 {
        self.visit.reading.max_document
    }

    fn row(&mut self, number: u64, json: Vec<u8>) -> ControlFlow<()> {
        self.found(number, Found::Row(json))
    }

    /// A row that is longer than a document may be.
    fn too_large(&mut self, number: u64, size: u64) -> ControlFlow<()> {
        let why = format!(
            "more than {} bytes; --max-document allows more",
            self.limit()
        );
        self.found(number, Found::Aside(Verdict::Fail("too large", why), size))
    }

    fn found(&mut self, number: u64, found: Found) -> ControlFlow<()> {
        let Column::Unknown { waiting, bytes } = &mut self.column else {
            return self.give(number, found);
        };
        if let Found::Row(json) = &found {
            *bytes += json.len();
        }
        waiting.push((number, found));
        if waiting.len() >= SAMPLE.0 || *bytes >= SAMPLE.1 {
            return self.decide();
        }
        ControlFlow::Continue(())
    }

    /// Guesses the column by the rows that wait, and lets them go.
    fn decide(&mut self) -> ControlFlow<()> {
        let Column::Unknown { waiting, .. } =
            std::mem::replace(&mut self.column, Column::Known(None))
        else {
            return ControlFlow::Continue(());
        };
        let rows = waiting.iter().filter_map(|(_, found)| match found {
            Found::Row(json) => Some(json.as_slice()),
            Found::Aside(..) => None,
        });
        let guessed = column::guess(rows);
        if let Some(name) = &guessed {
            let dump = self
                .place
                .member
                .as_ref()
                .map_or(String::new(), |m| format!("{m}: "));
            let note = format!("{dump}text column `{name}` (guessed; --text-column names another)");
            self.visit.note(note);
        }
        self.column = Column::Known(guessed.map(|name| Arc::from(name.as_str())));
        for (number, found) in waiting {
            self.give(number, found)?;
        }
        ControlFlow::Continue(())
    }

    fn give(&mut self, number: u64, found: Found) -> ControlFlow<()> {
        let place = Place {
            member: Some(self.place.within(&number.to_string())),
            ..self.place.clone()
        };
        match found {
            Found::Aside(verdict, size) => self.visit.aside(&place, verdict, size),
            Found::Row(json) => {
                let column = match &self.column {
                    Column::Known(column) => column.clone(),
                    Column::Unknown { .. } => None,
                };
                let row = Row {
                    json,
                    column,
                    encoding: self.encoding,
                };
                self.visit.give(&place, Content::Row(row))
            }
        }
    }

    /// The end of the dump, or where it broke.
    fn end(mut self, broke: Option<&io::Error>, size: u64) -> ControlFlow<()> {
        self.decide()?;
        match broke {
            Some(error) => self.visit.broken(self.place, error, size),
            None => ControlFlow::Continue(()),
        }
    }
}

/// The first bytes of a stream, and the encoding that they are in where it is not UTF-8.
fn head(stream: &mut dyn Read) -> io::Result<(Vec<u8>, Option<&'static str>)> {
    let mut bytes = Vec::new();
    let length = u64::try_from(HEAD).unwrap_or(u64::MAX);
    stream.take(length).read_to_end(&mut bytes)?;
    // Up to the last whole line, so that no character is cut.
    let whole = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .filter(|_| bytes.len() == HEAD);
    let sample = &bytes[..whole.map_or(bytes.len(), |at| at + 1)];
    let encoding = decode(sample).ok().map(|decoded| decoded.encoding);
    Ok((bytes, encoding.filter(|name| *name != "UTF-8")))
}
