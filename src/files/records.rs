//! The records of an earlier run: read one after the other, or each when it is asked for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::FilesError;

/// Opens a file of records; of a directory, the file in it that is called `name`.
///
/// # Errors
/// [`FilesError::Open`] where it is not there or cannot be read.
pub fn open_records(path: &Path, name: &str) -> Result<impl BufRead, FilesError> {
    Ok(open(path, name)?.1)
}

fn open(path: &Path, name: &str) -> Result<(PathBuf, BufReader<File>), FilesError> {
    let file = if path.is_dir() {
        path.join(name)
    } else {
        path.to_owned()
    };
    match File::open(&file) {
        Ok(opened) => Ok((file, BufReader::with_capacity(1 << 20, opened))),
        Err(source) => Err(FilesError::Open { path: file, source }),
    }
}

/// The lines of a file of records by a key, without holding the lines: only where each stands.
#[derive(Debug)]
pub struct RecordIndex {
    path: PathBuf,
    file: Mutex<File>,
    /// Offset and length of each line, by its key.
    places: BTreeMap<String, (u64, usize)>,
    /// The keys in the order of the file.
    order: Vec<String>,
    /// Lines that have no key.
    pub strange: u64,
}

impl RecordIndex {
    /// Reads a file of records once (of a directory, the file called `name`); `key` finds the key of a
    /// line, or says that it is no record. The first line of a key counts.
    ///
    /// # Errors
    /// [`FilesError`] where it cannot be opened or read.
    pub fn open(
        path: &Path,
        name: &str,
        key: impl Fn(&[u8]) -> Option<String>,
    ) -> Result<Self, FilesError> {
        let (path, mut reader) = open(path, name)?;
        let failed = |source| FilesError::Read {
            path: path.clone(),
            source,
        };
        let (mut places, mut order, mut strange) = (BTreeMap::new(), Vec::new(), 0);
        let (mut at, mut line) = (0, Vec::new());
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(failed)?;
            if read == 0 {
                break;
            }
            match key(&line) {
                Some(key) if !places.contains_key(&key) => {
                    places.insert(key.clone(), (at, read));
                    order.push(key);
                }
                _ => strange += u64::from(!line.trim_ascii().is_empty()),
            }
            at += u64::try_from(read).unwrap_or(u64::MAX);
        }
        Ok(Self {
            file: Mutex::new(reader.into_inner()),
            path,
            places,
            order,
            strange,
        })
    }

    /// The keys, in the order of the file.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.order
    }

    /// Whether there is a line of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The line of a key; may be asked by many threads.
    ///
    /// # Errors
    /// [`FilesError::Read`] where the file has changed or cannot be read.
    pub fn line(&self, key: &str) -> Result<Option<Vec<u8>>, FilesError> {
        let Some((at, length)) = self.places.get(key) else {
            return Ok(None);
        };
        let mut line = vec![0; *length];
        let mut read = || -> io::Result<()> {
            // a reader that panicked left at most another position, and each reader seeks first
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(*at))?;
            file.read_exact(&mut line)
        };
        read().map_err(|source| FilesError::Read {
            path: self.path.clone(),
            source,
        })?;
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_keys() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("records.jsonl");
        std::fs::write(&path, "a 1\n\nb 甲\nnone\na 2").unwrap();
        let key = |line: &[u8]| {
            let line = String::from_utf8_lossy(line).into_owned();
            line.split_once(' ').map(|(key, _)| key.to_owned())
        };
        let index = RecordIndex::open(dir.path(), "records.jsonl", key).unwrap();
        assert_eq!(index.keys(), ["a", "b"]);
        assert_eq!(index.strange, 2);
        assert_eq!(index.line("b").unwrap().unwrap(), "b 甲\n".as_bytes());
        assert_eq!(index.line("a").unwrap().unwrap(), b"a 1\n");
        assert!(index.line("c").unwrap().is_none());
    }
}
