//! Which files a run takes, in the order of the bytes of their names.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, IntoIter, WalkDir};

use super::roots::{Roots, sort_key};
use super::select::{Ignores, Selection};
use super::{FilesError, escaped, reason};

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
    /// Whether it was given by name, and is read whatever it is called.
    pub named: bool,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of an input: it is read, or is set aside with a kind of reason that is counted and what
/// is special here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is read.
    Take,
    /// It is none of ours.
    Skip(&'static str, String),
    /// It may be one of ours, and cannot be had.
    Fail(&'static str, String),
}

/// The files under some inputs. Directories are read while walking, one level at a time, so that
/// memory does not grow with the number of files.
///
/// Files that are hidden (a name with a leading dot) are passed over, links are not followed unless asked
/// for; a file given by name is always taken.
#[derive(Debug, Clone)]
pub struct Walk {
    roots: Roots,
    selection: Selection,
    exclude: Option<PathBuf>,
}

impl Walk {
    /// Looks at the inputs; a file or directory that lies inside another input is walked once. An input
    /// that is not there and looks like a glob is one.
    ///
    /// # Errors
    /// [`FilesError::Open`] for an input that is not there.
    pub fn new(inputs: &[PathBuf], mut selection: Selection) -> Result<Self, FilesError> {
        let inputs = selection.take_globs(inputs)?;
        Ok(Self {
            roots: Roots::new(&inputs)?,
            selection,
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
        self.roots.paths.iter().flat_map(|root| Entries {
            walk: self,
            root,
            walker: WalkDir::new(root)
                .follow_links(self.selection.follows_links())
                .sort_by_key(entry_key)
                .into_iter(),
            ignores: Ignores::default(),
        })
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

/// The entries under one root.
struct Entries<'a> {
    walk: &'a Walk,
    root: &'a Path,
    walker: IntoIter,
    ignores: Ignores,
}

impl Iterator for Entries<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let entry = match self.walker.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(self.failed(&error)),
            };
            if let Some(input) = self.input(&entry) {
                return Some(input);
            }
        }
    }
}

impl Entries<'_> {
    /// An entry as an input; a directory is none, unless it is left out.
    fn input(&mut self, entry: &DirEntry) -> Option<Input> {
        let is_dir = entry.file_type().is_dir();
        let named = self.walk.roots.named.contains(entry.path());
        let given = entry.depth() == 0 || named;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let output = self.walk.exclude.as_deref() == Some(entry.path()) && entry.depth() > 0;
        if (hidden && !given) || output {
            if is_dir {
                self.walker.skip_current_dir();
            }
            return None;
        }
        let verdict = if named {
            Verdict::Take
        } else {
            self.verdict(entry, given)
        };
        if is_dir {
            return self.directory(entry, verdict);
        }
        // A link that was given by name counts with the size of what it leads to.
        let metadata = if named {
            fs::metadata(entry.path()).ok()
        } else {
            entry.metadata().ok()
        };
        Some(Input {
            name: self.walk.name(entry.path()),
            path: entry.path().to_owned(),
            bytes: metadata.map_or(0, |metadata| metadata.len()),
            named,
            verdict,
        })
    }

    fn directory(&mut self, entry: &DirEntry, verdict: Verdict) -> Option<Input> {
        if verdict == Verdict::Take {
            let problem = self.ignores.enter(entry.path(), entry.depth());
            return problem.map(|why| self.aside(entry.path(), Verdict::Fail("unreadable", why)));
        }
        self.walker.skip_current_dir();
        let mut input = self.aside(entry.path(), verdict);
        input.name.push('/');
        Some(input)
    }

    fn verdict(&mut self, entry: &DirEntry, given: bool) -> Verdict {
        let kind = entry.file_type();
        if kind.is_symlink() {
            return Verdict::Skip("a link", String::new());
        }
        if !kind.is_file() && !kind.is_dir() {
            return Verdict::Skip("not a file", String::new());
        }
        let name = self.walk.name(entry.path());
        if !given
            && self
                .ignores
                .ignored(entry.path(), entry.depth(), kind.is_dir())
        {
            return Verdict::Skip("ignored", String::new());
        }
        self.walk
            .selection
            .refuses(&name, entry.path(), kind.is_dir())
            .map_or(Verdict::Take, |why| Verdict::Skip(why, String::new()))
    }

    fn failed(&self, error: &walkdir::Error) -> Input {
        let path = error.path().unwrap_or(self.root);
        let why = error
            .io_error()
            .map_or_else(|| "a circle of links".to_owned(), reason);
        self.aside(path, Verdict::Fail("unreadable", why))
    }

    fn aside(&self, path: &Path, verdict: Verdict) -> Input {
        Input {
            name: self.walk.name(path),
            path: path.to_owned(),
            bytes: 0,
            named: false,
            verdict,
        }
    }
}

fn entry_key(entry: &DirEntry) -> Vec<u8> {
    sort_key(Path::new(entry.file_name()), entry.file_type().is_dir())
}

#[cfg(test)]
mod tests;
