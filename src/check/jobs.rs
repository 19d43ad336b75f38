//! What a check is made of: jobs that know nothing of each other, so that whoever has workers may do them at once.

use super::finding::{Finding, Sources, Verdict};
use super::{examples, lint};
use crate::rule::{Library, Pack};

/// What one job found.
#[derive(Debug, Default)]
pub struct Done {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) findings: Vec<Finding>,
}

/// Does a number of jobs, and gives what they came to in their order.
pub type Workers<'a> = dyn Fn(usize, &(dyn Fn(usize) -> Done + Sync)) -> Vec<Done> + 'a;

/// A piece of a check.
pub(super) enum Job<'a> {
    /// The examples of one rule.
    Examples(&'a Pack, usize),
    /// Advice on one pack.
    Advice(&'a Pack),
    /// Advice on all packs together.
    Together(&'a [Pack]),
}

/// The jobs of a check of the user's own packs, in the order of what they find.
pub(super) fn of(library: &Library) -> Vec<Job<'_>> {
    let own = || library.packs.iter().filter(|pack| !pack.shipped);
    let examples = own().flat_map(|pack| (0..pack.rules.len()).map(|at| Job::Examples(pack, at)));
    examples
        .chain(own().map(Job::Advice))
        .chain([Job::Together(&library.packs)])
        .collect()
}

impl Job<'_> {
    pub(super) fn done(&self, library: &Library, sources: &Sources) -> Done {
        let mut done = Done::default();
        match self {
            Self::Examples(pack, at) => {
                return examples::check_examples(library, pack, *at, sources);
            }
            Self::Advice(pack) => lint::advise(pack, &mut done.findings),
            Self::Together(packs) => lint::advise_together(packs, &mut done.findings),
        }
        done
    }
}
