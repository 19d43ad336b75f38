//! Which work of an earlier run is fresh: the rules and options are the same, and so are names and contents
//! of all inputs up to a checkpoint.

use std::ops::ControlFlow;

use serde_json::Value;

use super::BatchError;
use super::document::{identity, load};
use super::in_order::in_order;
use super::run::{Job, pool};
use super::state::{Hash, State};
use crate::files::Checkpoint;
use crate::input::Raw;

/// A point that a run goes on from.
#[derive(Debug)]
pub struct Point {
    /// Number of the checkpoint.
    pub checkpoint: usize,
    pub(super) state: State,
}

impl Point {
    /// How many documents were done before.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.state.counts.tally.documents
    }
}

/// The last of `checkpoints` up to which the inputs are what they were. All of them are read again, and
/// nothing is extracted.
///
/// # Errors
/// [`BatchError::Threads`] where no threads can be had.
pub fn fresh(job: &Job<'_>, checkpoints: &[Checkpoint]) -> Result<Option<Point>, BatchError> {
    let states: Vec<State> = checkpoints
        .iter()
        .map_while(|checkpoint| State::from_json(&checkpoint.state))
        .collect();
    let Some(last) = states.last() else {
        return Ok(None);
    };
    let mut good = None;
    let mut next = states.iter().enumerate().peekable();
    walk(job, last.items, |now| {
        while let Some((index, state)) = next.next_if(|(_, state)| state.items <= now.items) {
            let same = state.items == now.items && state.chain_in_hex() == now.chain_in_hex();
            if !same {
                return false;
            }
            good = Some(index);
        }
        true
    })?;
    Ok(good.and_then(|checkpoint| {
        let state = states.into_iter().nth(checkpoint)?;
        Some(Point { checkpoint, state })
    }))
}

/// Whether a finished output, by its summary, is what a run would give: the terms are the same, and names
/// and contents of all inputs.
///
/// # Errors
/// [`BatchError::Threads`] where no threads can be had.
pub fn is_fresh(job: &Job<'_>, summary: &[u8]) -> Result<bool, BatchError> {
    let summary: Value = serde_json::from_slice(summary).unwrap_or_default();
    if summary["terms"] != job.terms {
        return Ok(false);
    }
    let mut chain = State::default().chain_in_hex();
    walk(job, u64::MAX, |now| {
        chain = now.chain_in_hex();
        true
    })?;
    Ok(summary["inputs"] == chain.as_str())
}

/// Takes note of the first `items` items of the inputs and shows the state after each, while it is asked for.
fn walk(
    job: &Job<'_>,
    items: u64,
    mut shows: impl FnMut(&State) -> bool,
) -> Result<(), BatchError> {
    let limit = job.options.reading.max_document;
    let hash = |raw: &Raw| identity(raw, &load(raw, limit));
    let pool = pool(job.options.threads)?;
    let mut state = State::default();
    // the end of the inputs, or as much of them as was asked for
    let _: ControlFlow<()> = job.chunks(0, |chunks| {
        in_order(
            &pool,
            &hash,
            |give| chunks.into_iter().try_for_each(give),
            |_, hashes: Vec<Hash>| {
                for hash in hashes {
                    state.chain(&hash);
                    if !shows(&state) || state.items >= items {
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            },
        )
    });
    Ok(())
}
