//! Text files that people keep beside a corpus: labels, stored records, baselines.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::{FilesError, escaped};

/// The names of all files below a directory with one of these extensions, sorted, relative to it and
/// with `/`; hidden ones are passed over. Of a file, nothing.
///
/// # Errors
/// [`FilesError`] where the directory is not there or cannot be read.
pub fn text_names(directory: &Path, extensions: &[&str]) -> Result<Vec<String>, FilesError> {
    let open = |source| FilesError::Open {
        path: directory.to_owned(),
        source,
    };
    if !fs::metadata(directory).map_err(open)?.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    for entry in WalkDir::new(directory).into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| FilesError::Read {
            path: error.path().unwrap_or(directory).to_owned(),
            source: error.into_io_error().unwrap_or(io::ErrorKind::Other.into()),
        })?;
        let known = |e: &std::ffi::OsStr| extensions.iter().any(|x| e == *x);
        if entry.file_type().is_file() && entry.path().extension().is_some_and(known) {
            let below = entry.path().strip_prefix(directory);
            let parts = below.unwrap_or(entry.path()).components();
            let parts: Vec<String> = parts.map(|part| escaped(part.as_os_str())).collect();
            names.push(parts.join("/"));
        }
    }
    names.sort();
    Ok(names)
}

/// Reads text files: the one that is named, or those below a directory with one of these extensions, by
/// name. A file's name is relative to the directory, and its own where it was named itself.
///
/// # Errors
/// [`FilesError`] where one cannot be read as UTF-8.
pub fn read_texts(path: &Path, extensions: &[&str]) -> Result<Vec<(String, String)>, FilesError> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|source| FilesError::Read {
            path: path.to_owned(),
            source,
        })
    };
    let open = |source| FilesError::Open {
        path: path.to_owned(),
        source,
    };
    if !fs::metadata(path).map_err(open)?.is_dir() {
        let name = path.file_name().map(escaped).unwrap_or_default();
        return Ok(vec![(name, read(path)?)]);
    }
    let names = text_names(path, extensions)?.into_iter();
    names
        .map(|name| Ok((name.clone(), read(&path.join(&name))?)))
        .collect()
}

/// Removes a file.
///
/// # Errors
/// [`FilesError::Write`] where it cannot be removed.
pub fn remove_text(path: &Path) -> Result<(), FilesError> {
    fs::remove_file(path).map_err(|source| FilesError::Write {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_name_and_strangers_are_not() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("b")).unwrap();
        for name in ["b/1.json", "a.jsonl", "notes.md", ".hidden.json"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let read = |path: &Path| read_texts(path, &["json", "jsonl"]).unwrap();
        let names: Vec<String> = read(dir.path()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a.jsonl", "b/1.json"]);
        let one = read(&dir.path().join("notes.md"));
        assert_eq!(one, [("notes.md".to_owned(), "notes.md".to_owned())]);
        assert!(read_texts(&dir.path().join("gone"), &[]).is_err());
    }
}
