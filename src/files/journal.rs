//! The journal of an unfinished output: one line for each checkpoint, told whole from torn by a checksum.
//!
//! A line is sixteen hex digits over the rest, a blank, and a JSON object. What follows the first line
//! that is torn was never committed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A point that a run can go on from: how long each file was, and what the run knew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Length of each file in bytes, in the order the files were named.
    pub lengths: Vec<u64>,
    /// What the run knew, in its own words.
    pub state: String,
}

/// What the first line of a journal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// What must be the same for a run to go on, in the run's own words.
    pub(super) terms: String,
    /// Names of the files.
    pub(super) names: Vec<String>,
    /// Names of an earlier output that this one replaces.
    pub(super) owned: Vec<String>,
}

/// The journal, open for appending.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
}

/// A journal as it was found.
pub(super) struct Found {
    pub(super) journal: Journal,
    pub(super) head: Head,
    pub(super) checkpoints: Vec<Checkpoint>,
    /// Where the line of each checkpoint ends.
    pub(super) ends: Vec<u64>,
}

impl Journal {
    pub(super) fn create(path: &Path, head: &Head) -> io::Result<Self> {
        let file = File::options().write(true).create_new(true).open(path)?;
        let mut journal = Self { file };
        journal.append(head)?;
        Ok(journal)
    }

    /// Reads what is whole; `None` where not even the first line is.
    pub(super) fn open(path: &Path) -> io::Result<Option<Found>> {
        let mut file = File::options().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut at = 0u64;
        let mut lines = bytes.split_inclusive(|b| *b == b'\n').map_while(|line| {
            at += u64::try_from(line.len()).ok()?;
            Some((checked(line)?, at))
        });
        let first = lines.next();
        let Some(head) = first.and_then(|(json, _)| serde_json::from_slice(json).ok()) else {
            return Ok(None);
        };
        let (mut checkpoints, mut ends) = (Vec::new(), Vec::new());
        for (json, end) in lines {
            let Ok(checkpoint) = serde_json::from_slice(json) else {
                break;
            };
            checkpoints.push(checkpoint);
            ends.push(end);
        }
        Ok(Some(Found {
            journal: Self { file },
            head,
            checkpoints,
            ends,
        }))
    }

    /// Forgets what stands behind `end`.
    pub(super) fn truncate(&mut self, end: u64) -> io::Result<()> {
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::Start(end))?;
        self.file.sync_all()
    }

    /// Adds a line, which is on the disk when this returns.
    pub(super) fn append(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string(value)?;
        let line = format!("{} {json}\n", checksum(json.as_bytes()));
        self.file.write_all(line.as_bytes())?;
        self.file.sync_all()
    }
}

/// The JSON of a line, if the line is whole.
fn checked(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\n")?;
    let (sum, rest) = line.split_at_checked(16)?;
    let json = rest.strip_prefix(b" ")?;
    (sum == checksum(json).as_bytes()).then_some(json)
}

/// FNV-1a of 64 bits: it tells a torn line from a whole one and keeps nobody out.
fn checksum(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(length: u64) -> Checkpoint {
        Checkpoint {
            lengths: vec![length],
            state: format!("state {length}"),
        }
    }

    #[test]
    fn a_journal_torn_anywhere_gives_what_was_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        let head = Head {
            terms: "t".to_owned(),
            names: vec!["a".to_owned()],
            owned: Vec::new(),
        };
        let mut journal = Journal::create(&path, &head).unwrap();
        journal.append(&checkpoint(1)).unwrap();
        journal.append(&checkpoint(2)).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for length in 0..=whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let lines = whole[..length].iter().filter(|b| **b == b'\n').count();
            let found = Journal::open(&path).unwrap();
            assert_eq!(found.as_ref().map_or(0, |f| 1 + f.checkpoints.len()), lines);
        }
        let mut bent = whole.clone();
        let last = bent.len() - 4;
        bent[last] ^= 1;
        std::fs::write(&path, bent).unwrap();
        assert_eq!(
            Journal::open(&path).unwrap().unwrap().checkpoints,
            [checkpoint(1)]
        );
    }
}
