//! JSON dumps: one value a line, or values that follow each other, in an array or not.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::elements::{Element, Elements};
use super::{Place, Rows, Visit, head};
use crate::input::Format;
use crate::text::encoding_named;

/// The rows of a JSON dump.
pub(in crate::input) fn json(
    visit: &mut Visit<'_, '_>,
    place: &Place,
    stream: &mut dyn Read,
    size: u64,
) -> ControlFlow<()> {
    let (bytes, encoding) = match head(stream) {
        Ok(head) => head,
        Err(error) => return visit.broken(place, &error, size),
    };
    let all = Cursor::new(bytes).chain(stream);
    let by_line = place.format == Format::JsonLines;
    // A line of an older encoding is decoded by itself, since a dump may mix them; a line of UTF-16
    // cannot be told before it is decoded.
    let told = encoding.filter(|name| !by_line || name.starts_with("UTF-16"));
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(told.and_then(encoding_named))
        .bom_override(true)
        .utf8_passthru(true)
        .strip_bom(true)
        .build(all);
    let mut decoded = BufReader::with_capacity(1 << 16, decoded);
    let mut rows = Rows::new(visit, place, told);
    let broke = if by_line {
        lines(&mut decoded, &mut rows)?
    } else {
        values(&mut decoded, &mut rows)?
    };
    rows.end(broke.as_ref(), size)
}

/// One value a line; blank lines are none.
fn lines(
    stream: &mut impl BufRead,
    rows: &mut Rows<'_, '_, '_>,
) -> ControlFlow<(), Option<io::Error>> {
    let mut number = 0;
    loop {
        number += 1;
        match next_line(stream, rows.limit()) {
            Ok(Line::End) => return ControlFlow::Continue(None),
            Ok(Line::Long(size)) => rows.too_large(number, size)?,
            Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
            Ok(Line::Whole(line)) => rows.row(number, line)?,
            Err(error) => return ControlFlow::Continue(Some(error)),
        }
    }
}

enum Line {
    Whole(Vec<u8>),
    /// Longer than the limit: its length. It was not kept.
    Long(u64),
    End,
}

/// The next line without its end, with no more than `limit` bytes of it in memory.
fn next_line(stream: &mut impl BufRead, limit: u64) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut length = 0_u64;
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() && length == 0 {
            return Ok(Line::End);
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        length += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if length <= limit {
            line.extend_from_slice(piece);
        } else {
            line = Vec::new();
        }
        let (ended, used) = (end.is_some() || buffer.is_empty(), piece.len());
        stream.consume(used + usize::from(end.is_some()));
        if ended && length > limit {
            return Ok(Line::Long(length));
        }
        if ended {
            return Ok(Line::Whole(line));
        }
        // An empty first piece is the start of a line all the same.
        length = length.max(u64::from(used > 0));
    }
}

/// The elements of an array, or values one after the other.
fn values(
    stream: &mut impl BufRead,
    rows: &mut Rows<'_, '_, '_>,
) -> ControlFlow<(), Option<io::Error>> {
    let mut number = 0;
    let mut elements = Elements::new(rows.limit());
    loop {
        match elements.next(stream) {
            Ok(Some(element)) => {
                number += 1;
                match element {
                    Element::Whole(json) => rows.row(number, json)?,
                    Element::Long(size) => rows.too_large(number, size)?,
                }
            }
            Ok(None) => return ControlFlow::Continue(None),
            Err(error) => return ControlFlow::Continue(Some(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_end_and_long_ones_are_not_kept() {
        let mut stream = BufReader::with_capacity(3, &b"ab\n\ncdefgh\nxy"[..]);
        let mut got = Vec::new();
        loop {
            match next_line(&mut stream, 4).unwrap() {
                Line::End => break,
                Line::Whole(line) => got.push(String::from_utf8(line).unwrap()),
                Line::Long(length) => got.push(format!("long {length}")),
            }
        }
        assert_eq!(got, ["ab", "", "long 6", "xy"]);
    }
}
