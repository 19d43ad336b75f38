//! Reading: a document, a list of paths, and a directory of rules.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{FilesError, escaped, reason};
use crate::rule::RuleFiles;

/// Why a document was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system refused.
    #[error("{}", reason(.0))]
    Unreadable(io::Error),
    /// Longer than the limit.
    #[error("more than {0} bytes")]
    TooLarge(u64),
}

/// Room that is left behind what is expected, so that the end is found without more of it.
const PROBED: usize = 64;

/// A file that is open for reading.
pub type OpenFile = File;

/// Opens an input for reading.
///
/// # Errors
/// [`ReadError::Unreadable`] where the system refuses.
pub fn open_document(path: &Path) -> Result<OpenFile, ReadError> {
    File::open(path).map_err(ReadError::Unreadable)
}

/// Reads a document of at most `limit` bytes, and no more than that into memory.
///
/// # Errors
/// [`ReadError`] where it cannot be read or is longer.
pub fn read_document(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut file = open_document(path)?;
    let size = file.metadata().map_err(ReadError::Unreadable)?.len();
    read_expected(&mut file, limit, size)
}

/// Reads all that is left, at most `limit` bytes.
///
/// # Errors
/// [`ReadError`] where it cannot be read or is longer.
pub fn read_limited(reader: &mut dyn Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    read_expected(reader, limit, 0)
}

/// The same where a size is expected, which may turn out to be another: one call reads all then, and the next
/// one that nothing follows.
fn read_expected(reader: &mut dyn Read, limit: u64, expected: u64) -> Result<Vec<u8>, ReadError> {
    let room = usize::try_from(expected.min(limit)).map_or(0, |size| size.saturating_add(PROBED));
    let mut bytes = Vec::with_capacity(room);
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(ReadError::Unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(bytes)
}

/// All that is left of a stream as a file without a name, for formats that are read from their end.
///
/// # Errors
/// What the stream or the system says.
pub fn spooled(reader: &mut dyn Read) -> io::Result<OpenFile> {
    let mut file = tempfile::tempfile()?;
    io::copy(reader, &mut file)?;
    file.rewind()?;
    Ok(file)
}

/// The paths of a list: one a line, or each ended by NUL. Blank ones are passed over.
///
/// # Errors
/// [`FilesError::Read`] where the list cannot be read; `-` is standard input.
pub fn read_paths(list: &Path, by_nul: bool) -> Result<Vec<PathBuf>, FilesError> {
    let failed = |source| FilesError::Read {
        path: list.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    if list.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
    } else {
        bytes = fs::read(list).map_err(failed)?;
    }
    let end = if by_nul { 0 } else { b'\n' };
    let lines = bytes.split(|b| *b == end);
    let trimmed = lines.map(|line| match line {
        [rest @ .., b'\r'] if !by_nul => rest,
        whole => whole,
    });
    Ok(trimmed
        .filter(|line| !line.is_empty())
        .map(path_of)
        .collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Reads every file of a rules directory that rules are made of (`*.toml`, `*.csv`, `*.tsv`), by the
/// order of their names.
///
/// # Errors
/// [`FilesError`] where the directory or a file cannot be read, and where no `*.toml` is among them.
pub fn read_rules(directory: &Path) -> Result<RuleFiles, FilesError> {
    if !fs::metadata(directory)
        .map_err(|source| open(directory, source))?
        .is_dir()
    {
        return Err(FilesError::NotADirectory {
            path: directory.to_owned(),
        });
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(directory).follow_links(true) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(directory).to_owned();
            let source = error
                .into_io_error()
                .unwrap_or_else(|| io::Error::other("a circle of links"));
            FilesError::Read { path, source }
        })?;
        if entry.file_type().is_file() && is_rule_file(entry.path()) {
            let path = entry.path();
            let text = fs::read_to_string(path).map_err(|source| FilesError::Read {
                path: path.to_owned(),
                source,
            })?;
            files.push((relative(path, directory), text));
        }
    }
    if !files.iter().any(|(name, _)| name.ends_with(".toml")) {
        return Err(FilesError::NoRules {
            path: directory.to_owned(),
        });
    }
    files.sort();
    Ok(RuleFiles { files })
}

fn open(path: &Path, source: io::Error) -> FilesError {
    FilesError::Open {
        path: path.to_owned(),
        source,
    }
}

fn is_rule_file(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let known = path
        .extension()
        .is_some_and(|ext| ext == "toml" || ext == "csv" || ext == "tsv");
    known && !hidden
}

fn relative(path: &Path, base: &Path) -> String {
    let relative = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<String> = relative
        .components()
        .map(|part| escaped(part.as_os_str()))
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_up_to_the_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        fs::write(&path, "1234").unwrap();
        assert_eq!(read_document(&path, 4).unwrap(), b"1234");
        assert!(matches!(
            read_document(&path, 3),
            Err(ReadError::TooLarge(3))
        ));
        let missing = read_document(&dir.path().join("b"), 9).unwrap_err();
        assert_eq!(missing.to_string(), "no such file or directory");
    }

    #[test]
    fn rules_are_sorted_and_nothing_else_is_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("zh")).unwrap();
        for file in [
            "zh/b.toml",
            "zh/a.toml",
            "courts.csv",
            "notes.md",
            ".hidden.toml",
        ] {
            fs::write(dir.path().join(file), "x").unwrap();
        }
        let rules = read_rules(dir.path()).unwrap();
        let names: Vec<&str> = rules.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["courts.csv", "zh/a.toml", "zh/b.toml"]);
    }

    #[test]
    fn a_directory_without_rules_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            read_rules(dir.path()),
            Err(FilesError::NoRules { .. })
        ));
    }
}
