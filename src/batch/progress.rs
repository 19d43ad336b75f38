//! How far a run has come, for whoever shows it. Knows no terminal.

use serde::{Deserialize, Serialize};

/// How far a run has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Documents met.
    pub documents: u64,
    /// Records written.
    pub records: u64,
    /// Documents failed.
    pub failed: u64,
    /// What is no document.
    pub skipped: u64,
    /// Bytes of the inputs that were read.
    pub bytes: u64,
}

/// Is told how far a run has come, after every chunk.
pub trait Progress {
    /// So far.
    fn advanced(&mut self, tally: &Tally);

    /// Whether the run is to stop here, with what it has done.
    fn stops(&self) -> bool {
        false
    }
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn advanced(&mut self, _tally: &Tally) {}
}
