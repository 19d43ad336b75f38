//! The automaton of a pattern, over the letters of its own alphabet where it has one.

use std::ops::Range;

use regex_automata::meta::{BuildError, Regex};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;

use super::alphabet::Alphabet;
use super::error::PatternError;
use super::reach::Reach;
use super::window::Seen;
use super::work::{is_spent, looked_at};

/// Bound on the compiled size of one pattern.
const SIZE_LIMIT: usize = 4 << 20;
/// Bytes of states that one pattern keeps for each thread. A few patterns of long repetitions make more than
/// the 2 MiB that an automaton keeps otherwise, and then make the same states again and again.
const STATES: usize = 3 << 20;

/// What finds matches.
#[derive(Debug)]
pub(super) struct Engine {
    regex: Regex,
    /// What the engine reads; `None` for the text itself.
    alphabet: Option<Alphabet>,
}

impl Engine {
    pub(super) fn of(hir: &Hir) -> Result<Self, PatternError> {
        let config = Regex::config()
            .nfa_size_limit(Some(SIZE_LIMIT))
            .hybrid_cache_capacity(STATES);
        // what reads on without a bound reads the text itself: most of a window would be made in vain
        let bounded = !Reach::of(hir).is_unbounded();
        let Some((alphabet, hir)) = bounded.then(|| Alphabet::of(hir)).flatten() else {
            let built = Regex::builder().configure(config).build_from_hir(hir);
            return Ok(Self {
                regex: built.map_err(too_big)?,
                alphabet: None,
            });
        };
        let config = config.utf8_empty(false).auto_prefilter(false);
        let built = Regex::builder().configure(config).build_from_hir(&hir);
        Ok(Self {
            regex: built.map_err(too_big)?,
            alphabet: Some(alphabet),
        })
    }

    /// Bytes that it takes, without what searches put by.
    pub(super) fn size(&self) -> usize {
        self.regex.memory_usage()
    }

    /// Whether there is a match in `span` of a text.
    pub(super) fn is_match(&self, text: &str, span: &Range<usize>, anchored: Anchored) -> bool {
        if is_spent() {
            return false;
        }
        looked_at(span.len());
        let mut seen = Seen::new(text, None);
        let input = self.input(&mut seen, span, anchored);
        self.regex.search_half(&input.earliest(true)).is_some()
    }

    /// The first match in `span` of a text.
    pub(super) fn find(
        &self,
        seen: &mut Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> Option<Range<usize>> {
        if is_spent() {
            return None;
        }
        let found = self.regex.search(&self.input(seen, span, anchored));
        let found = found.map(|m| self.place(seen, m.start())..self.place(seen, m.end()));
        looked_at(found.as_ref().map_or(span.end, |m| m.end) - span.start);
        found
    }

    /// The groups of the first match in `span` of a text, as so many offsets.
    pub(super) fn groups(
        &self,
        seen: &mut Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
        slots: usize,
    ) -> Option<Vec<Option<NonMaxUsize>>> {
        if is_spent() {
            return None;
        }
        let mut slots = vec![None; slots];
        let input = self.input(seen, span, anchored);
        if self.regex.search_slots(&input, &mut slots).is_none() {
            looked_at(span.len());
            return None;
        }
        for slot in slots.iter_mut().flatten() {
            *slot = NonMaxUsize::new(self.place(seen, slot.get()))?;
        }
        let end = slots.get(1).copied().flatten();
        looked_at(end.map_or(span.end, NonMaxUsize::get) - span.start);
        Some(slots)
    }

    /// What to search, for `span` of a text.
    fn input<'s>(
        &self,
        seen: &'s mut Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> Input<'s> {
        match &self.alphabet {
            None => Input::new(seen.text).span(span.clone()).anchored(anchored),
            Some(alphabet) => {
                let (letters, span) = seen.letters(alphabet, span);
                Input::new(letters).span(span).anchored(anchored)
            }
        }
    }

    /// The offset in the text of an offset in what was searched.
    fn place(&self, seen: &Seen<'_>, offset: usize) -> usize {
        match self.alphabet {
            None => offset,
            Some(_) => seen.offset(offset),
        }
    }
}

fn too_big(error: BuildError) -> PatternError {
    match error.size_limit() {
        Some(limit) => PatternError::TooBig(limit),
        None => PatternError::Syntax(error.to_string()),
    }
}
