//! Any work over many documents, as checks do it: in parallel, each result handed on in the order of the
//! inputs.

use std::ops::ControlFlow;

use super::feed::Feed;
use super::in_order::in_order;
use super::{BatchError, ManifestLine, Options, document};
use crate::extract::Source;
use crate::files::Input;
use crate::input::Raw;

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
    let feed = Feed {
        reading: &options.reading,
        skip: 0,
        every: options.checkpoint,
    };
    let limit = options.reading.max_document;
    let one = |raw: &Raw| document::survey(raw, limit, work);
    let whole = in_order(
        &pool,
        &one,
        |give| feed.run(inputs, give),
        |_, outcomes: Vec<Vec<_>>| {
            for (line, result) in outcomes.into_iter().flatten() {
                met += 1;
                documents += u64::from(result.is_some());
                take(Surveyed { line, result });
            }
            ControlFlow::Continue(())
        },
    );
    debug_assert!(whole.is_continue(), "nothing ends a survey early");
    if documents == 0 {
        return Err(BatchError::NothingToDo(met));
    }
    Ok(documents)
}
