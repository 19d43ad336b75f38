//! The automaton of a pattern, over the letters of its own alphabet where it has one.

use std::ops::Range;

use regex_automata::meta::{BuildError, Regex};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;

use super::alphabet::Alphabet;
use super::pattern::PatternError;
use super::reach::Reach;
use super::window::Seen;

/// Bound on the compiled size of one pattern.
const SIZE_LIMIT: usize = 4 << 20;

/// What finds matches.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) regex: Regex,
    /// What the engine reads; `None` for the text itself.
    alphabet: Option<Alphabet>,
}

impl Engine {
    pub(super) fn of(hir: &Hir) -> Result<Self, PatternError> {
        let config = Regex::config().nfa_size_limit(Some(SIZE_LIMIT));
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

    /// What to search, for `span` of a text.
    pub(super) fn input<'s>(
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
    pub(super) fn place(&self, seen: &Seen<'_>, offset: usize) -> usize {
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
