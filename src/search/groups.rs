//! The groups of a match.

use std::ops::Range;

use regex_automata::util::primitives::NonMaxUsize;

use super::pattern::Pattern;

/// Places of groups: the start and the end of each.
pub(super) type Slots = Vec<Option<NonMaxUsize>>;

/// The ranges of the groups of a match.
#[derive(Debug, Clone)]
pub struct Groups<'p> {
    pub(super) pattern: &'p Pattern,
    pub(super) slots: Slots,
}

impl<'p> Groups<'p> {
    /// The whole match.
    #[must_use]
    pub fn whole(&self) -> Range<usize> {
        self.group(0).unwrap_or_default()
    }

    /// The group of a name, where it took part.
    #[must_use]
    pub fn name(&self, name: &str) -> Option<Range<usize>> {
        self.group(self.pattern.group_named(name)?)
    }

    /// The named groups that took part.
    pub fn named(&self) -> impl Iterator<Item = (&'p str, Range<usize>)> {
        let names = self.pattern.group_names().enumerate();
        names.filter_map(|(at, name)| Some((name?, self.group(at)?)))
    }

    pub(super) fn group(&self, at: usize) -> Option<Range<usize>> {
        let slot = |at: usize| self.slots.get(at).copied().flatten().map(NonMaxUsize::get);
        Some(slot(2 * at)?..slot(2 * at + 1)?)
    }
}
