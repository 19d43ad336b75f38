//! Writing: an output directory that is whole or not there.
//!
//! Every file is written under a temporary name inside the directory and renamed when all are done. On
//! any error, the temporary files go, and so does the directory if it was made for them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::FilesError;

/// A file of an output directory while it is written.
pub type OutputFile = BufWriter<File>;

/// Start of the names of unfinished files.
const UNFINISHED: &str = ".casemill-";

/// An output directory while it is written.
#[derive(Debug)]
pub struct OutputDir {
    path: PathBuf,
    pending: Vec<(String, TempPath)>,
    /// Directories that were made for it, the outermost first.
    made: Vec<PathBuf>,
}

impl OutputDir {
    /// Opens `path`, which is made if it is missing.
    ///
    /// Without `replace` it must be empty. With it, what [`OutputDir::commit`] is told to own may be
    /// there and other files stay as they are.
    ///
    /// # Errors
    /// [`FilesError`] where it is no directory, is not empty or cannot be made.
    pub fn open(path: &Path, replace: bool) -> Result<Self, FilesError> {
        match fs::metadata(path) {
            Ok(found) if !found.is_dir() => {
                return Err(FilesError::NotADirectory {
                    path: path.to_owned(),
                });
            }
            Ok(_) => check_empty(path, replace)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                return Err(FilesError::Open {
                    path: path.to_owned(),
                    source,
                });
            }
        }
        let mut output = Self {
            path: path.to_owned(),
            pending: Vec::new(),
            made: Vec::new(),
        };
        output.make()?;
        Ok(output)
    }

    /// Makes the directory and those above it that are missing.
    fn make(&mut self) -> Result<(), FilesError> {
        let missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
        let mut chain: Vec<PathBuf> = self
            .path
            .ancestors()
            .take_while(missing)
            .map(Path::to_owned)
            .collect();
        chain.reverse();
        for path in chain {
            fs::create_dir(&path).map_err(|source| failed(&path, source))?;
            self.made.push(path);
        }
        Ok(())
    }

    /// A file that will be called `name`.
    ///
    /// # Errors
    /// [`FilesError::Write`] where none can be made.
    pub fn file(&mut self, name: &str) -> Result<OutputFile, FilesError> {
        let made = unfinished().tempfile_in(&self.path);
        let (file, path) = made
            .map_err(|source| failed(&self.path, source))?
            .into_parts();
        self.pending.push((name.to_owned(), path));
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// Gives every file its name, in the order they were opened. Files of `owned` that were not written
    /// this time are removed, so that the directory holds one run and not parts of two; the last of the
    /// written ones goes first, so that its presence tells a finished run.
    ///
    /// # Errors
    /// [`FilesError::Write`] where a file cannot be renamed or removed.
    pub fn commit(mut self, owned: &[String]) -> Result<(), FilesError> {
        let pending = std::mem::take(&mut self.pending);
        let last = pending.last().map(|(name, _)| name.clone());
        let stale = owned
            .iter()
            .filter(|name| pending.iter().all(|(written, _)| written != *name));
        for name in last.iter().chain(stale) {
            remove(&self.path.join(name))?;
        }
        for (name, temporary) in pending {
            let target = self.path.join(name);
            temporary
                .persist(&target)
                .map_err(|error| failed(&target, error.error))?;
        }
        self.made.clear();
        Ok(())
    }
}

impl Drop for OutputDir {
    fn drop(&mut self) {
        self.pending.clear();
        for path in self.made.iter().rev() {
            // It fails where somebody else has put a file there in the meantime, which then stays.
            let _ = fs::remove_dir(path);
        }
    }
}

/// Refuses a directory that holds more than what a killed run left behind; `replace` refuses none and
/// clears that away.
fn check_empty(path: &Path, replace: bool) -> Result<(), FilesError> {
    let open = |source| FilesError::Open {
        path: path.to_owned(),
        source,
    };
    for entry in fs::read_dir(path).map_err(open)? {
        let entry = entry.map_err(open)?;
        let left_behind = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(UNFINISHED.as_bytes());
        if !left_behind && !replace {
            return Err(FilesError::NotEmpty {
                path: path.to_owned(),
            });
        }
        if left_behind && replace {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// What makes temporary files. By itself a temporary file is its owner's only; a dataset is for whoever
/// the umask lets read.
fn unfinished() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Writes a single file, as a man page, through a temporary name; the directory is made if missing.
///
/// # Errors
/// [`FilesError::Write`] where it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        fs::create_dir_all(directory)?;
        let mut file = unfinished().tempfile_in(directory)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|source| failed(path, source))
}

fn remove(path: &Path) -> Result<(), FilesError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path, source: io::Error) -> FilesError {
    FilesError::Write {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn write(output: &mut OutputDir, name: &str) {
        let mut file = output.file(name).unwrap();
        file.write_all(name.as_bytes()).unwrap();
        file.flush().unwrap();
    }

    #[test]
    fn files_appear_all_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b");
        let mut output = OutputDir::open(&path, false).unwrap();
        write(&mut output, "one");
        write(&mut output, "two");
        assert!(!path.join("one").exists());
        output.commit(&[]).unwrap();
        assert_eq!(listing(&path), ["one", "two"]);
    }

    #[test]
    fn a_run_that_fails_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut output = OutputDir::open(&dir.path().join("a/b"), false).unwrap();
        write(&mut output, "one");
        drop(output);
        assert_eq!(listing(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn an_output_is_replaced_only_on_demand_and_strangers_stay() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["notes.md", "old.csv", "one"] {
            fs::write(dir.path().join(name), "old").unwrap();
        }
        let refused = OutputDir::open(dir.path(), false);
        assert!(matches!(refused, Err(FilesError::NotEmpty { .. })));
        let mut output = OutputDir::open(dir.path(), true).unwrap();
        write(&mut output, "one");
        output
            .commit(&["one".to_owned(), "old.csv".to_owned()])
            .unwrap();
        assert_eq!(listing(dir.path()), ["notes.md", "one"]);
        assert_eq!(fs::read_to_string(dir.path().join("one")).unwrap(), "one");
    }

    #[test]
    fn what_a_killed_run_left_is_no_output() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(".casemill-abc.tmp"), "half").unwrap();
        assert!(OutputDir::open(dir.path(), false).is_ok());
    }
}
