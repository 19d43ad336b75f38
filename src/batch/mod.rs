//! A run over many documents: ordered chunks over a pool of threads, one writer, a panic caught for each
//! document, a manifest line for each input and a summary of them all. The only room with threads.
//!
//! Memory does not grow with the number of inputs: a chunk is bounded in documents and bytes, and is
//! written before the next one is read. Results are collected in order, so that the bytes written are
//! the same with one thread and with many. Leaves to others what a record holds, where the bytes go and
//! what a user is told.

mod chunk;
mod document;
mod manifest;
mod panics;
mod progress;
mod sink;
mod summary;

use rayon::prelude::*;

pub use document::{MAX_BYTES, Refused, extract_bytes, read_source};
pub use manifest::{ManifestLine, Reason, Status};
pub use panics::silence_document_panics;
pub use progress::{Progress, Silent, Tally};
pub use sink::{MANIFEST, Sink, Writers};
pub use summary::{Fill, SUMMARY, Summary};

use crate::extract::{PackChoice, Source, extract};
use crate::files::Input;
use crate::output::OutputError;
use crate::record::Record;
use crate::rule::Library;

/// What a run is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// How the pack of each document is found.
    pub choice: PackChoice,
    /// How many threads; `None` for as many as the machine has cores.
    pub threads: Option<usize>,
    /// The longest document that is read, in bytes.
    pub max_bytes: u64,
    /// Which rules these are, for the summary.
    pub rules: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            choice: PackChoice::Detect,
            threads: None,
            max_bytes: MAX_BYTES,
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
    /// The output failed.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The counts do not add up, which is a fault of this program.
    #[error(
        "{documents} documents, but {records} records, {failed} failed and {skipped} skipped: some were lost"
    )]
    Unbalanced {
        /// Inputs met.
        documents: u64,
        /// Records written.
        records: u64,
        /// Documents failed.
        failed: u64,
        /// Inputs skipped.
        skipped: u64,
    },
}

fn seen(inputs: u64) -> String {
    match inputs {
        0 => "no file was found".to_owned(),
        1 => "the one file found is no text file".to_owned(),
        many => format!("none of the {many} files found is a text file"),
    }
}

/// Runs the pipeline over `inputs` in their order and writes to `sink`.
///
/// # Errors
/// [`BatchError`] where the output fails, where there was no document, or where the counts do not add
/// up. What was written until then is not to be kept.
pub fn run(
    library: &Library,
    options: &Options,
    inputs: impl Iterator<Item = Input>,
    sink: &mut dyn Sink,
    progress: &mut dyn Progress,
) -> Result<Summary, BatchError> {
    let extractor = |source: &Source| extract(library, source, options.choice);
    run_with(&extractor, options, inputs, sink, progress)
}

/// [`run`] with any extractor, so that tests can have one that panics.
fn run_with(
    extractor: &(dyn Fn(&Source) -> Record + Sync),
    options: &Options,
    inputs: impl Iterator<Item = Input>,
    sink: &mut dyn Sink,
    progress: &mut dyn Progress,
) -> Result<Summary, BatchError> {
    let threads = options.threads;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|source| BatchError::Threads { threads, source })?;
    let mut summary = Summary::new(&options.rules);
    for chunk in chunk::Chunks::new(inputs) {
        let work = |input: &Input| document::process(input, options.max_bytes, extractor);
        let outcomes: Vec<_> = pool.install(|| chunk.par_iter().map(work).collect());
        summary.met(chunk.len());
        for outcome in outcomes {
            if let Some(record) = &outcome.record {
                sink.record(record)?;
                summary.add_record(record);
            }
            sink.line(&outcome.line)?;
            summary.add_line(&outcome.line);
        }
        progress.advanced(&summary.tally());
    }
    sink.finish()?;
    summary.close()
}

#[cfg(test)]
mod tests;
