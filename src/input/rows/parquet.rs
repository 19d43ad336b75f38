//! Parquet: a row a document, read page by page.

use crate::files::OpenFile;
use std::io;
use std::ops::ControlFlow;

use ::parquet::file::reader::{FileReader, SerializedFileReader};

use super::{Place, Rows, Visit};

/// The rows of a Parquet file.
pub(in crate::input) fn parquet(
    visit: &mut Visit<'_, '_>,
    place: &Place,
    file: &mut OpenFile,
    size: u64,
) -> ControlFlow<()> {
    let opened = file.try_clone().map_err(|error| error.to_string());
    let reader =
        opened.and_then(|file| SerializedFileReader::new(file).map_err(|error| error.to_string()));
    let reader = match reader {
        Ok(reader) => reader,
        Err(why) => return visit.broken(place, &told(&why), size),
    };
    let mut rows = Rows::new(visit, place, None);
    let iter = match reader.get_row_iter(None) {
        Ok(iter) => iter,
        Err(error) => return rows.end(Some(&told(&error.to_string())), size),
    };
    for (number, row) in (1..).zip(iter) {
        let row = match row {
            Ok(row) => row,
            Err(error) => return rows.end(Some(&told(&error.to_string())), size),
        };
        let json = row.to_json_value().to_string().into_bytes();
        let length = u64::try_from(json.len()).unwrap_or(u64::MAX);
        if length > rows.limit() {
            rows.too_large(number, length)?;
        } else {
            rows.row(number, json)?;
        }
    }
    rows.end(None, size)
}

/// What went wrong, with what to do where that is known.
fn told(why: &str) -> io::Error {
    if why.to_lowercase().contains("zstd") || why.to_lowercase().contains("brotli") {
        return io::Error::other(format!("{why}; write it with snappy, gzip or lz4"));
    }
    io::Error::other(why.to_owned())
}
