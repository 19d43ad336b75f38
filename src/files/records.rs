//! Opening the records of an earlier run.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::FilesError;

/// Opens a file of records; of a directory, the file in it that is called `name`.
///
/// # Errors
/// [`FilesError::Open`] where it is not there or cannot be read.
pub fn open_records(path: &Path, name: &str) -> Result<impl BufRead, FilesError> {
    let file = if path.is_dir() {
        path.join(name)
    } else {
        path.to_owned()
    };
    match File::open(&file) {
        Ok(opened) => Ok(BufReader::with_capacity(1 << 20, opened)),
        Err(source) => Err(FilesError::Open { path: file, source }),
    }
}
