//! An output while it is written: files that only grow, in a directory of their own, and a journal that
//! says up to where each of them counts.
//!
//! The order of writes is what makes a run safe to kill: bytes go to the files and are synced, and only
//! then does the journal name their lengths. Whatever stands behind those lengths is cut off when the
//! run goes on. At the end the files are moved to their names, the last one last.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::journal::{Checkpoint, Found, Head, Journal};
use super::{FilesError, failed_write};

/// Name of the directory, inside the output directory.
pub const UNFINISHED: &str = "unfinished";
/// Name of the journal in it.
const JOURNAL: &str = "journal.jsonl";
/// Name of the journal once all is written and only the moving is left.
const COMPLETE: &str = "complete.jsonl";

/// The files of an output while they grow.
#[derive(Debug)]
pub struct Unfinished {
    directory: PathBuf,
    journal: Journal,
    files: Vec<Growing>,
    /// Whether there is a checkpoint.
    committed: bool,
}

/// A run that did not finish, as it was found.
#[derive(Debug)]
pub struct Interrupted {
    /// What must be the same for a run to go on, as that run wrote it.
    pub terms: String,
    /// Points that a run can go on from, the earliest first.
    pub checkpoints: Vec<Checkpoint>,
    output: Unfinished,
    ends: Vec<u64>,
}

#[derive(Debug)]
struct Growing {
    name: String,
    file: File,
    length: u64,
    synced: bool,
}

impl Unfinished {
    /// Begins an output of files with these names.
    pub(super) fn begin(
        output: &Path,
        names: &[String],
        owned: &[String],
        terms: &str,
    ) -> Result<Self, FilesError> {
        let directory = output.join(UNFINISHED);
        remove_all(&directory)?;
        fs::create_dir(&directory).map_err(|source| failed_write(&directory, source))?;
        let head = Head {
            terms: terms.to_owned(),
            names: names.to_vec(),
            owned: owned.to_vec(),
        };
        let files = names
            .iter()
            .map(|name| Growing::create(&directory, name))
            .collect::<Result<_, _>>()?;
        let path = directory.join(JOURNAL);
        let journal =
            Journal::create(&path, &head).map_err(|source| failed_write(&path, source))?;
        sync_directory(&directory)?;
        sync_directory(output)?;
        Ok(Self {
            directory,
            journal,
            files,
            committed: false,
        })
    }

    /// What a killed run left in `output`; `None` where it left nothing that a run can go on from.
    pub(super) fn find(output: &Path) -> Result<Option<Interrupted>, FilesError> {
        let directory = output.join(UNFINISHED);
        let path = directory.join(JOURNAL);
        let found = match Journal::open(&path) {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(FilesError::Open { path, source }),
        };
        let Found {
            journal,
            head,
            mut checkpoints,
            ends,
            ..
        } = found;
        let mut files = Vec::new();
        for name in &head.names {
            match Growing::open(&directory, name) {
                Ok(file) => files.push(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(source) => return Err(failed_write(&directory.join(name), source)),
            }
        }
        // After a loss of power a file may be shorter than what was once synced; then it does not count.
        let whole = |checkpoint: &Checkpoint| {
            let lengths = checkpoint.lengths.iter();
            checkpoint.lengths.len() == files.len()
                && lengths
                    .zip(&files)
                    .all(|(length, file)| *length <= file.length)
        };
        let count = checkpoints.iter().take_while(|c| whole(c)).count();
        checkpoints.truncate(count);
        let output = Self {
            directory,
            journal,
            files,
            committed: count > 0,
        };
        Ok(Some(Interrupted {
            terms: head.terms,
            checkpoints,
            output,
            ends,
        }))
    }

    /// Appends bytes to the file with this number.
    ///
    /// # Errors
    /// [`FilesError::Write`] where the system refuses, as on a full disk.
    pub fn append(&mut self, file: usize, bytes: &[u8]) -> Result<(), FilesError> {
        let Some(file) = self.files.get_mut(file).filter(|_| !bytes.is_empty()) else {
            return Ok(());
        };
        file.synced = false;
        let written = file.file.write_all(bytes);
        written.map_err(|source| failed_write(&self.directory.join(&file.name), source))?;
        file.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// Makes all that was appended count, together with `state`. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`FilesError::Write`] where the system refuses.
    pub fn checkpoint(&mut self, state: String) -> Result<(), FilesError> {
        self.sync()?;
        let lengths = self.files.iter().map(|file| file.length).collect();
        let line = Checkpoint { lengths, state };
        self.journal
            .append(&line)
            .map_err(|source| failed_write(&self.directory.join(JOURNAL), source))?;
        self.committed = true;
        Ok(())
    }

    fn sync(&mut self) -> Result<(), FilesError> {
        for file in self.files.iter_mut().filter(|file| !file.synced) {
            let synced = file.file.sync_data();
            synced.map_err(|source| failed_write(&self.directory.join(&file.name), source))?;
            file.synced = true;
        }
        Ok(())
    }

    /// Whether there is a checkpoint that a run can go on from.
    #[must_use]
    pub fn is_committed(&self) -> bool {
        self.committed
    }

    /// Where the files are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Says that all is written, and moves the files to their names in `output`.
    pub(super) fn finish(mut self, output: &Path) -> Result<(), FilesError> {
        self.sync()?;
        let complete = self.directory.join(COMPLETE);
        move_file(&self.directory.join(JOURNAL), &complete)?;
        sync_directory(&self.directory)?;
        drop(self.files);
        finish_moving(output)
    }
}

/// Moves a complete output to its names, in the order they were named; killed on the way, the next call
/// goes on. What an earlier output left goes first, so that the directory holds one run and not parts of
/// two, and the last file comes last, so that its presence tells a finished run.
pub(super) fn finish_moving(output: &Path) -> Result<(), FilesError> {
    let directory = output.join(UNFINISHED);
    let complete = directory.join(COMPLETE);
    let found = match Journal::open(&complete) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => {
            return Err(FilesError::Open {
                path: complete,
                source,
            });
        }
    };
    let Head { names, owned, .. } = found.head;
    let waits = |name: &String| directory.join(name).exists();
    if let Some(last) = names.last().filter(|name| waits(name)) {
        remove(&output.join(last))?;
        for name in owned.iter().filter(|name| !names.contains(name)) {
            remove(&output.join(name))?;
        }
    }
    for name in names.iter().filter(|name| waits(name)) {
        move_file(&directory.join(name), &output.join(name))?;
    }
    sync_directory(output)?;
    remove_all(&directory)
}

impl Interrupted {
    /// Goes on from the checkpoint with this number: all that was written later is cut off.
    ///
    /// # Errors
    /// [`FilesError::Write`] where the system refuses.
    pub fn resume(mut self, checkpoint: usize) -> Result<Unfinished, FilesError> {
        let directory = self.output.directory.clone();
        let (Some(point), Some(end)) =
            (self.checkpoints.get(checkpoint), self.ends.get(checkpoint))
        else {
            return Ok(self.output);
        };
        // The journal first: it never names a length that the files do not have.
        let cut = self.output.journal.truncate(*end);
        cut.map_err(|source| failed_write(&directory.join(JOURNAL), source))?;
        for (file, length) in self.output.files.iter_mut().zip(&point.lengths) {
            let cut = file.cut(*length);
            cut.map_err(|source| failed_write(&directory.join(&file.name), source))?;
        }
        Ok(self.output)
    }
}

impl Growing {
    fn create(directory: &Path, name: &str) -> Result<Self, FilesError> {
        let path = directory.join(name);
        let made = File::options().write(true).create_new(true).open(&path);
        Ok(Self {
            name: name.to_owned(),
            file: made.map_err(|source| failed_write(&path, source))?,
            length: 0,
            synced: false,
        })
    }

    fn open(directory: &Path, name: &str) -> io::Result<Self> {
        let file = File::options().write(true).open(directory.join(name))?;
        let length = file.metadata()?.len();
        Ok(Self {
            name: name.to_owned(),
            file,
            length,
            synced: false,
        })
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length))?;
        self.length = length;
        Ok(())
    }
}

fn move_file(from: &Path, to: &Path) -> Result<(), FilesError> {
    fs::rename(from, to).map_err(|source| failed_write(to, source))
}

fn remove(path: &Path) -> Result<(), FilesError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed_write(path, error)),
        _ => Ok(()),
    }
}

pub(super) fn remove_all(directory: &Path) -> Result<(), FilesError> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed_write(directory, error))
        }
        _ => Ok(()),
    }
}

/// Makes renames and new names last. Only Unix lets a directory be synced.
pub(super) fn sync_directory(path: &Path) -> Result<(), FilesError> {
    #[cfg(unix)]
    {
        let synced = File::open(path).and_then(|directory| directory.sync_all());
        synced.map_err(|source| failed_write(path, source))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
