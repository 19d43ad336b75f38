//! Writing: an output directory that is whole or not there, and single files.
//!
//! While a run writes, its files are in [`UNFINISHED`]; they get their names when all are complete.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::unfinished::{self, Interrupted, UNFINISHED, Unfinished};
use super::{FilesError, failed_write};

/// What is done with an output directory that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It is refused.
    Refuse,
    /// An earlier output, finished or not, is replaced when the new one is complete.
    Replace,
    /// An unfinished output is gone on with, and a finished one may be replaced.
    Resume,
}

/// An output directory.
#[derive(Debug)]
pub struct OutputDir {
    path: PathBuf,
    /// Directories that were made for it, the outermost first.
    made: Vec<PathBuf>,
    /// What keeps other runs out for as long as it is open; the system lets go of it however a run ends.
    lock: Option<File>,
}

impl OutputDir {
    /// Opens `path`, which is made if it is missing. An output that is complete and was killed while it
    /// got its names is given them.
    ///
    /// # Errors
    /// [`FilesError`] where it is no directory, cannot be made, or holds what `existing` refuses.
    pub fn open(path: &Path, existing: Existing) -> Result<Self, FilesError> {
        let is_there = match fs::metadata(path) {
            Ok(found) if !found.is_dir() => {
                return Err(FilesError::NotADirectory {
                    path: path.to_owned(),
                });
            }
            Ok(_) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(source) => return Err(open(path, source)),
        };
        let mut output = Self {
            path: path.to_owned(),
            made: Vec::new(),
            lock: None,
        };
        output.make()?;
        output.lock = locked(path)?;
        if is_there {
            unfinished::finish_moving(path)?;
            if existing == Existing::Refuse {
                check_empty(path)?;
            }
        }
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
            fs::create_dir(&path).map_err(|source| failed_write(&path, source))?;
            self.made.push(path);
        }
        Ok(())
    }

    /// The run that did not finish here, if there is one.
    ///
    /// # Errors
    /// [`FilesError`] where it is there and cannot be read.
    pub fn interrupted(&self) -> Result<Option<Interrupted>, FilesError> {
        Unfinished::find(&self.path)
    }

    /// The bytes of a file of a finished output, or `None` where there is none.
    #[must_use]
    pub fn finished(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.path.join(name)).ok()
    }

    /// Begins an output of files with these names, in place of an unfinished one. `terms` is what must be
    /// the same for a later run to go on with it. When the output is complete, files of `owned` that it
    /// does not have are removed.
    ///
    /// # Errors
    /// [`FilesError::Write`] where the system refuses.
    pub fn begin(
        &self,
        names: &[String],
        owned: &[String],
        terms: &str,
    ) -> Result<Unfinished, FilesError> {
        Unfinished::begin(&self.path, names, owned, terms)
    }

    /// Gives the files of a complete output their names.
    ///
    /// # Errors
    /// [`FilesError::Write`] where a file cannot be moved or removed.
    pub fn finish(mut self, complete: Unfinished) -> Result<(), FilesError> {
        complete.finish(&self.path)?;
        self.made.clear();
        Ok(())
    }

    /// Throws away an output that is worth nothing.
    ///
    /// # Errors
    /// [`FilesError::Write`] where it cannot be removed.
    pub fn discard(&self, worthless: Unfinished) -> Result<(), FilesError> {
        drop(worthless);
        unfinished::remove_all(&self.path.join(UNFINISHED))
    }
}

impl Drop for OutputDir {
    fn drop(&mut self) {
        for path in self.made.iter().rev() {
            // It fails where something was written, which then stays.
            let _ = fs::remove_dir(path);
        }
    }
}

/// Keeps other runs out of a directory. Only Unix lets one be locked, and not every network file system does.
fn locked(path: &Path) -> Result<Option<File>, FilesError> {
    if !cfg!(unix) {
        return Ok(None);
    }
    let directory = File::open(path).map_err(|source| open(path, source))?;
    match directory.try_lock() {
        Ok(()) => Ok(Some(directory)),
        Err(TryLockError::WouldBlock) => Err(FilesError::InUse {
            path: path.to_owned(),
        }),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Refuses a directory that holds anything, and says so where it is a run that did not finish.
fn check_empty(path: &Path) -> Result<(), FilesError> {
    let path_of = || path.to_owned();
    if path.join(UNFINISHED).exists() {
        return Err(FilesError::Unfinished { path: path_of() });
    }
    let mut entries = fs::read_dir(path).map_err(|source| open(path, source))?;
    match entries.next() {
        Some(Ok(_)) => Err(FilesError::NotEmpty { path: path_of() }),
        Some(Err(source)) => Err(open(path, source)),
        None => Ok(()),
    }
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
        let mut file = nameless().tempfile_in(directory)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|source| failed_write(path, source))
}

/// Makes files that were written, and their names, last.
///
/// # Errors
/// [`FilesError::Write`] where the system refuses.
pub fn sync_files(paths: &[PathBuf]) -> Result<(), FilesError> {
    let mut directories = BTreeSet::new();
    for path in paths {
        let synced = File::open(path).and_then(|file| file.sync_data());
        synced.map_err(|source| failed_write(path, source))?;
        // Their directory may be new as well.
        directories.extend(path.ancestors().skip(1).take(2));
    }
    let named = |directory: &&Path| !directory.as_os_str().is_empty();
    let mut directories = directories.into_iter().filter(named);
    directories.try_for_each(unfinished::sync_directory)
}

/// What makes temporary files. By itself a temporary file is its owner's only; a dataset is for whoever
/// the umask lets read.
fn nameless() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".casemill-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn open(path: &Path, source: io::Error) -> FilesError {
    FilesError::Open {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
