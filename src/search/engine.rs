//! What finds the matches of a pattern: an automaton over the letters of its own alphabet where it has one.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::{Compiler, Config, NFA, WhichCaptures};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;

use super::alphabet::Alphabet;
use super::automaton::Automaton;
use super::error::PatternError;
use super::inside::Inside;
use super::window::Seen;
use super::work::{is_spent, looked_at};

/// Bound on the compiled size of one pattern.
const SIZE_LIMIT: usize = 4 << 20;

/// What finds matches.
#[derive(Debug)]
pub(super) enum Engine {
    /// Over letters.
    Letters(Box<Letters>),
    /// Over the text itself: a pattern that looks at what words are, or tells too many characters apart.
    Text(Regex),
}

/// A pattern over its alphabet.
#[derive(Debug)]
pub(super) struct Letters {
    alphabet: Alphabet,
    automaton: Automaton,
    nfa: NFA,
    /// The fewest bytes that a match has.
    least: usize,
    /// Made when groups are first asked for.
    inside: OnceLock<Option<Inside>>,
}

impl Engine {
    pub(super) fn of(hir: &Hir) -> Result<Self, PatternError> {
        let Some((alphabet, letters)) = Alphabet::of(hir) else {
            let config = Regex::config().nfa_size_limit(Some(SIZE_LIMIT));
            let built = Regex::builder().configure(config).build_from_hir(hir);
            let built = built.map_err(|error| PatternError::of(&error, error.size_limit()))?;
            return Ok(Self::Text(built));
        };
        let config = Config::new()
            .utf8(false)
            .nfa_size_limit(Some(SIZE_LIMIT))
            .which_captures(WhichCaptures::All);
        let nfa = Compiler::new().configure(config).build_from_hir(&letters);
        let nfa = nfa.map_err(|error| PatternError::of(&error, error.size_limit()))?;
        Ok(Self::Letters(Box::new(Letters {
            automaton: Automaton::new(&nfa, &letters, SIZE_LIMIT)?,
            alphabet,
            nfa,
            least: hir.properties().minimum_len().unwrap_or(0),
            inside: OnceLock::new(),
        })))
    }

    /// Bytes that it takes, without what searches put by.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Letters(letters) => letters.automaton.size(),
            Self::Text(regex) => regex.memory_usage(),
        }
    }

    /// Whether there is a match in `span` of a text.
    pub(super) fn is_match(&self, seen: Seen<'_>, span: &Range<usize>, anchored: Anchored) -> bool {
        if is_spent() {
            return false;
        }
        match self {
            Self::Letters(own) => {
                span.len() >= own.least
                    && own.automaton.is_match(&own.alphabet, seen, span, anchored)
            }
            Self::Text(regex) => {
                looked_at(span.len());
                let input = text_of(seen, span, anchored).earliest(true);
                regex.search_half(&input).is_some()
            }
        }
    }

    /// The first match in `span` of a text.
    pub(super) fn find(
        &self,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> Option<Range<usize>> {
        if is_spent() {
            return None;
        }
        match self {
            Self::Letters(own) if span.len() < own.least => None,
            Self::Letters(own) => own.automaton.find(&own.alphabet, seen, span, anchored),
            Self::Text(regex) => {
                let found = regex.search(&text_of(seen, span, anchored));
                let found = found.map(|m| m.range());
                looked_at(found.as_ref().map_or(span.end, |m| m.end) - span.start);
                found
            }
        }
    }

    /// The groups of the first match in `span` of a text, as so many offsets.
    pub(super) fn groups(
        &self,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
        slots: usize,
    ) -> Option<Vec<Option<NonMaxUsize>>> {
        let Self::Text(regex) = self else {
            let whole = self.find(seen, span, anchored)?;
            return self.inside(seen, &whole, slots);
        };
        if is_spent() {
            return None;
        }
        let mut slots = vec![None; slots];
        let found = regex.search_slots(&text_of(seen, span, anchored), &mut slots);
        let end = slots.get(1).copied().flatten();
        looked_at(end.map_or(span.end, NonMaxUsize::get) - span.start);
        found.map(|_| slots)
    }

    /// The groups of a match that was found, as so many offsets.
    pub(super) fn inside(
        &self,
        seen: Seen<'_>,
        whole: &Range<usize>,
        slots: usize,
    ) -> Option<Vec<Option<NonMaxUsize>>> {
        match self {
            Self::Letters(own) => {
                let inside = own.inside.get_or_init(|| Inside::new(&own.nfa));
                inside.as_ref()?.groups(&own.alphabet, seen, whole, slots)
            }
            Self::Text(regex) => {
                let mut slots = vec![None; slots];
                let input = text_of(seen, whole, Anchored::Yes);
                regex.search_slots(&input, &mut slots).map(|_| slots)
            }
        }
    }
}

fn text_of<'t>(seen: Seen<'t>, span: &Range<usize>, anchored: Anchored) -> Input<'t> {
    Input::new(seen.text).span(span.clone()).anchored(anchored)
}
