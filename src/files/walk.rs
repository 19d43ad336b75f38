//! Which files a run takes, in the order of the bytes of their names.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::roots::{Roots, sort_key};
use super::{FilesError, escaped, reason};

/// Extensions of files that are taken from a directory, in lower case.
const EXTENSIONS: [&str; 2] = ["txt", "text"];

/// A file that a run meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Its name in records and manifest: relative to the input given, with `/`; a byte that is not
    /// UTF-8 stands as `\xNN`.
    pub name: String,
    /// Size in bytes, as the directory has it.
    pub bytes: u64,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is read.
    Take,
    /// It is none of ours, and why (`not a text file`, and the extension).
    Skip(&'static str, String),
    /// It or a directory cannot be looked at, and why.
    Fail(String),
}

/// The files under some inputs. Directories are read while walking, one level at a time, so that
/// memory does not grow with the number of files.
///
/// Files that are hidden (a name with a leading dot) are passed over, links are not followed, and
/// files whose extension is not `.txt` or `.text` are skipped; a file given by name is always taken.
#[derive(Debug, Clone)]
pub struct Walk {
    roots: Roots,
    exclude: Option<PathBuf>,
}

impl Walk {
    /// Looks at the inputs; a file or directory that lies inside another input is walked once.
    ///
    /// # Errors
    /// [`FilesError::Open`] for an input that is not there.
    pub fn new(inputs: &[PathBuf]) -> Result<Self, FilesError> {
        Ok(Self {
            roots: Roots::new(inputs)?,
            exclude: None,
        })
    }

    /// Passes over a directory, as the one that is written to; it need not exist.
    #[must_use]
    pub fn without(mut self, directory: &Path) -> Self {
        self.exclude = fs::canonicalize(directory).ok();
        self
    }

    /// The files, sorted by the bytes of their names.
    pub fn inputs(&self) -> impl Iterator<Item = Input> + '_ {
        self.roots.paths.iter().flat_map(|root| self.under(root))
    }

    fn under<'a>(&'a self, root: &'a Path) -> impl Iterator<Item = Input> + 'a {
        WalkDir::new(root)
            .sort_by(|a, b| entry_key(a).cmp(&entry_key(b)))
            .into_iter()
            .filter_entry(|entry| self.enters(entry))
            .filter_map(|entry| self.input(root, entry))
    }

    fn enters(&self, entry: &DirEntry) -> bool {
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let given = entry.depth() == 0 || self.roots.named.contains(entry.path());
        let excluded = self.exclude.as_deref() == Some(entry.path()) && entry.depth() > 0;
        (given || !hidden) && !excluded
    }

    /// An entry as an input; a directory is none.
    fn input(&self, root: &Path, entry: walkdir::Result<DirEntry>) -> Option<Input> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(self.failed(root, error)),
        };
        if entry.file_type().is_dir() {
            return None;
        }
        let path = entry.path().to_owned();
        let named = self.roots.named.contains(&path);
        // A link that was given by name counts with the size of what it leads to.
        let metadata = if named {
            fs::metadata(&path).ok()
        } else {
            entry.metadata().ok()
        };
        let bytes = metadata.map_or(0, |metadata| metadata.len());
        let verdict = if named {
            Verdict::Take
        } else {
            verdict(&entry)
        };
        Some(Input {
            name: self.name(&path),
            path,
            bytes,
            verdict,
        })
    }

    fn failed(&self, root: &Path, error: walkdir::Error) -> Input {
        let path = error.path().unwrap_or(root).to_owned();
        let why = error.io_error().map_or_else(|| error.to_string(), reason);
        Input {
            name: self.name(&path),
            path,
            bytes: 0,
            verdict: Verdict::Fail(why),
        }
    }

    fn name(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.roots.base).unwrap_or(path);
        let parts: Vec<String> = relative
            .components()
            .map(|part| escaped(part.as_os_str()))
            .collect();
        if parts.is_empty() {
            ".".to_owned()
        } else {
            parts.join("/")
        }
    }
}

fn entry_key(entry: &DirEntry) -> Vec<u8> {
    sort_key(Path::new(entry.file_name()), entry.file_type().is_dir())
}

fn verdict(entry: &DirEntry) -> Verdict {
    if entry.file_type().is_symlink() {
        return Verdict::Skip("a link", String::new());
    }
    if !entry.file_type().is_file() {
        return Verdict::Skip("not a file", String::new());
    }
    match entry.path().extension() {
        None => Verdict::Skip("not a text file", "no extension".to_owned()),
        Some(extension) if is_text(extension) => Verdict::Take,
        Some(extension) => Verdict::Skip("not a text file", format!(".{}", escaped(extension))),
    }
}

fn is_text(extension: &OsStr) -> bool {
    EXTENSIONS
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        dir
    }

    fn names(dir: &Path, inputs: &[&str]) -> Vec<String> {
        let inputs: Vec<PathBuf> = inputs.iter().map(|input| dir.join(input)).collect();
        let walk = Walk::new(&inputs).unwrap();
        walk.inputs().map(|input| input.name).collect()
    }

    #[test]
    fn names_are_in_the_order_of_their_bytes() {
        let dir = tree(&[
            "a/x.txt",
            "a.txt",
            "a-b.txt",
            "a/B.txt",
            "b/c/d.txt",
            "案.txt",
        ]);
        let found = names(dir.path(), &["."]);
        let mut sorted = found.clone();
        sorted.sort();
        assert_eq!(found, sorted);
        assert_eq!(found.len(), 6);
    }

    #[test]
    fn several_inputs_have_different_names_and_nested_ones_count_once() {
        let dir = tree(&["a/1.txt", "b/1.txt", "b/c/2.txt"]);
        assert_eq!(
            names(dir.path(), &["b", "a", "b/c", "a/1.txt", "a"]),
            ["a/1.txt", "b/1.txt", "b/c/2.txt"]
        );
        assert_eq!(names(dir.path(), &["b/c/../1.txt"]), ["1.txt"]);
    }

    #[test]
    fn other_files_are_skipped_unless_given_by_name() {
        let dir = tree(&[
            "1.txt",
            "2.TEXT",
            "3.pdf",
            "LICENSE",
            ".hidden.txt",
            ".git/4.txt",
        ]);
        let verdicts = |inputs: &[&str]| -> Vec<(String, bool)> {
            let inputs: Vec<PathBuf> = inputs.iter().map(|input| dir.path().join(input)).collect();
            let walk = Walk::new(&inputs).unwrap();
            walk.inputs()
                .map(|input| (input.name, input.verdict == Verdict::Take))
                .collect()
        };
        let expected = [
            ("1.txt", true),
            ("2.TEXT", true),
            ("3.pdf", false),
            ("LICENSE", false),
        ];
        let expected = expected.map(|(name, taken)| (name.to_owned(), taken));
        assert_eq!(verdicts(&["."]), expected);
        let with_pdf = verdicts(&[".", "3.pdf"]);
        assert_eq!(with_pdf[2], ("3.pdf".to_owned(), true));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let dir = tree(&["a/1.txt"]);
        std::os::unix::fs::symlink(dir.path().join("a"), dir.path().join("b")).unwrap();
        let walk = Walk::new(&[dir.path().to_owned()]).unwrap();
        let verdicts: Vec<Verdict> = walk.inputs().map(|input| input.verdict).collect();
        assert_eq!(
            verdicts,
            [Verdict::Take, Verdict::Skip("a link", String::new())]
        );
    }

    #[test]
    fn the_output_directory_is_passed_over() {
        let dir = tree(&["1.txt", "out/2.txt"]);
        let walk = Walk::new(&[dir.path().to_owned()])
            .unwrap()
            .without(&dir.path().join("out"));
        assert_eq!(walk.inputs().count(), 1);
    }
}
