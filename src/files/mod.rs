//! The file system: which files a run takes, reading them, and an output directory that is whole or
//! not there. No other module touches files; this one knows nothing of rules' meaning and of records.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the room that files are opened in"
)]

mod journal;
mod read;
mod records;
mod roots;
mod select;
mod stamp;
mod texts;
mod unfinished;
mod walk;
mod write;

use std::io;
use std::path::{Path, PathBuf};

pub use journal::Checkpoint;
pub use read::{
    OpenFile, ReadError, open_document, read_document, read_limited, read_paths, read_rules,
    spooled,
};
pub use records::{RecordIndex, open_records};
pub use select::{IGNORE_FILE, Selection};
pub use stamp::{Stamp, stamp};
pub use texts::{read_texts, remove_text, text_names};
pub use unfinished::{Interrupted, UNFINISHED, Unfinished};
pub use walk::{Input, Verdict, Walk};
pub use write::{Existing, OutputDir, sync_files, write_file};

/// What the file system refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilesError {
    /// A path given does not exist or cannot be looked at.
    #[error("cannot open {}: {}", shown(path), reason(source))]
    Open {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The output path is there and is no directory.
    #[error("{} is not a directory", shown(path))]
    NotADirectory {
        /// The path.
        path: PathBuf,
    },
    /// The output directory holds something already.
    #[error("{} is not empty", shown(path))]
    NotEmpty {
        /// The path.
        path: PathBuf,
    },
    /// The output directory holds a run that did not finish.
    #[error("{} holds a run that did not finish", shown(path))]
    Unfinished {
        /// The path.
        path: PathBuf,
    },
    /// Another run writes to the output directory.
    #[error("another run writes to {}", shown(path))]
    InUse {
        /// The path.
        path: PathBuf,
    },
    /// A glob or a line of an ignore file cannot be read.
    #[error("the pattern {} cannot be read: {why}", printable(pattern))]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file or directory cannot be created, written, renamed or removed.
    #[error("cannot write {}: {}", shown(path), reason(source))]
    Write {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A rules file cannot be read as UTF-8 text.
    #[error("cannot read {}: {}", shown(path), reason(source))]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A directory of rules holds none.
    #[error("{} holds no rule file (*.toml)", shown(path))]
    NoRules {
        /// The path.
        path: PathBuf,
    },
}

fn failed_write(path: &Path, source: io::Error) -> FilesError {
    FilesError::Write {
        path: path.to_owned(),
        source,
    }
}

/// A directory without `.`, `..` and links on the way, or as it was given where it is not there.
fn real_directory(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as it may be printed: what is not UTF-8 is escaped, and so is every control character.
#[must_use]
pub fn shown(path: &Path) -> String {
    printable(&escaped(path.as_os_str()))
}

/// Text as it may be printed: control characters, line separators and what turns the direction of
/// writing are escaped, so that no name can move the cursor or show itself as another.
#[must_use]
pub fn printable(text: &str) -> String {
    let turns = |c: char| {
        let marks = matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
        );
        let bidi = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        c.is_control() || marks || bidi
    };
    text.chars()
        .map(|c| {
            if turns(c) {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// A file name as UTF-8: a byte that is none becomes `\xNN`.
pub(crate) fn escaped(name: &std::ffi::OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

/// What an error is, in words that are the same on every system.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::Other | io::ErrorKind::InvalidData => error.to_string(),
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        kind if error.raw_os_error().is_some() && kind.to_string() == "uncategorized error" => {
            error.to_string()
        }
        kind => kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_paths_cannot_move_the_cursor() {
        assert_eq!(printable("a\u{1b}[2Jb\n"), "a\\u{1b}[2Jb\\n");
        assert_eq!(printable("案例 1.txt"), "案例 1.txt");
        assert_eq!(printable("a\u{202E}txt.exe"), "a\\u{202e}txt.exe");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_utf8_are_escaped() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xB0\xB8.txt");
        assert_eq!(escaped(name), "\\xB0\\xB8.txt");
    }
}
