//! Reading: one document, and a directory of rules.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

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

/// Reads a document of at most `limit` bytes, and no more than that into memory.
///
/// # Errors
/// [`ReadError`] where it cannot be read or is longer.
pub fn read_document(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path).map_err(ReadError::Unreadable)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(ReadError::Unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(bytes)
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
