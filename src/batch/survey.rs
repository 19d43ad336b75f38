//! Any work over many documents, as checks do it: in parallel, each result handed on in the order of the
//! inputs.

use rayon::prelude::*;

use super::document;
use super::{BatchError, ManifestLine, Options, chunk};
use crate::extract::Source;
use crate::files::Input;

/// What became of an input of a survey.
#[derive(Debug)]
pub struct Surveyed<T> {
    /// What its manifest line would say.
    pub line: ManifestLine,
    /// What the work gave, where it is a document.
    pub result: Option<T>,
}

/// Does `work` over every document of `inputs` and hands each result to `take`; says how many were
/// documents.
///
/// A panic over one document is what its line says and stops no other. Memory does not grow with the
/// number of inputs, but with what `take` keeps.
///
/// # Errors
/// [`BatchError`] where the threads cannot be started, or where no input was a document.
pub fn survey<T: Send>(
    work: &(dyn Fn(&Source) -> T + Sync),
    options: &Options,
    inputs: impl Iterator<Item = Input>,
    take: &mut dyn FnMut(Surveyed<T>),
) -> Result<u64, BatchError> {
    let threads = options.threads;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|source| BatchError::Threads { threads, source })?;
    let (mut met, mut documents) = (0, 0);
    for chunk in chunk::Chunks::new(inputs) {
        let one = |input: &Input| document::process(input, options.max_bytes, work);
        let outcomes: Vec<_> = pool.install(|| chunk.par_iter().map(one).collect());
        for outcome in outcomes {
            met += 1;
            documents += u64::from(outcome.record.is_some());
            take(Surveyed {
                line: outcome.line,
                result: outcome.record,
            });
        }
    }
    if documents == 0 {
        return Err(BatchError::NothingToDo(met));
    }
    Ok(documents)
}
