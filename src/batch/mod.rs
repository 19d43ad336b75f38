//! A run over many documents: one thread reads, a pool works in ordered chunks, one writer; a panic caught
//! for each document, a manifest line for each, checkpoints to go on from, a summary of them all. The only
//! room with threads.
//!
//! Memory does not grow with the number of inputs or their size: a chunk is bounded in documents and
//! bytes, and so is how many of them are read, worked on and not yet written. They are written in order, so
//! that the bytes are the same with one thread and with many. Leaves to others what a record holds, where
//! the bytes go and what a user is told.

mod counts;
mod document;
mod feed;
mod in_order;
mod manifest;
mod panics;
mod progress;
mod resume;
mod run;
mod sink;
mod spread;
mod state;
mod summary;
mod survey;

pub use document::{Refused, extract_bytes, read_source};
pub use manifest::{ManifestLine, Reason, Status};
pub use panics::silence_document_panics;
pub use progress::{Progress, Silent, Tally};
pub use resume::{Point, fresh, is_fresh};
pub use run::{Ended, Job};
pub use sink::{MANIFEST, Sink};
pub use spread::spread;
pub use summary::{Fill, SUMMARY, Summary};
pub use survey::{Surveyed, survey};

use std::path::PathBuf;

use crate::extract::PackChoice;
use crate::files::FilesError;
use crate::input::Reading;
use crate::output::OutputError;

/// How many values a field may have; the longest known list, of parties, has some thousand.
pub const MAX_VALUES: usize = 100_000;
/// How many bytes of a document patterns may look at, over and over: some hundred times the longest document.
pub const MAX_WORK: u64 = 16 << 30;
/// How many documents lie between two checkpoints at most.
pub const CHECKPOINT: u64 = 4096;

/// What a run is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// How the pack of each document is found.
    pub choice: PackChoice,
    /// How many threads; `None` for as many as the machine has cores.
    pub threads: Option<usize>,
    /// How inputs are read.
    pub reading: Reading,
    /// How many values a field may have.
    pub max_values: usize,
    /// How many bytes of a document patterns may look at.
    pub max_work: u64,
    /// How many documents lie between two checkpoints at most.
    pub checkpoint: u64,
    /// Where the texts go that were taken out of something.
    pub texts: Option<PathBuf>,
    /// Which rules these are, for the summary.
    pub rules: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            choice: PackChoice::Detect,
            threads: None,
            reading: Reading::default(),
            max_values: MAX_VALUES,
            max_work: MAX_WORK,
            checkpoint: CHECKPOINT,
            texts: None,
            rules: "embedded".to_owned(),
        }
    }
}

/// Why a run ended early. A document that fails ends no run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// No input was a document.
    #[error("nothing to do: {}", seen(*.0))]
    NothingToDo(u64),
    /// The threads could not be started.
    #[error("cannot start {} threads: {source}", .threads.map_or("the".to_owned(), |n| n.to_string()))]
    Threads {
        /// How many were asked for.
        threads: Option<usize>,
        /// What the pool said.
        source: rayon::ThreadPoolBuildError,
    },
    /// The output cannot be written.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A record has no form in a format.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The counts do not add up, which is a fault of this program.
    #[error(
        "{documents} documents, but {records} records, {failed} failed and {skipped} skipped: some were lost"
    )]
    Unbalanced {
        /// Documents met.
        documents: u64,
        /// Records written.
        records: u64,
        /// Documents failed.
        failed: u64,
        /// Documents skipped.
        skipped: u64,
    },
    /// An input gave another number of documents than arrived, which is a fault of this program.
    #[error(
        "{} gave {given} documents, but {arrived} arrived: some were lost",
        crate::files::printable(path)
    )]
    Lost {
        /// Name of the input.
        path: String,
        /// How many it gave.
        given: u64,
        /// How many were worked on.
        arrived: u64,
    },
}

fn seen(inputs: u64) -> String {
    match inputs {
        0 => "no file was found".to_owned(),
        1 => "the one file found is none that is read".to_owned(),
        many => format!("none of the {many} files found is one that is read"),
    }
}

#[cfg(test)]
mod tests;
