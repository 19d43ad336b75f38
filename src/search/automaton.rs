//! The automaton of a pattern over its letters: where a match ends, read forwards, and where it starts, read
//! backwards. Each character becomes its letter when the automaton comes to it, and none behind the place where it is
//! known what is found.

use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};

use regex_automata::Anchored;
use regex_automata::MatchKind;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{Compiler, Config, NFA, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::util::start;
use regex_syntax::hir::Hir;

use super::alphabet::Alphabet;
use super::error::PatternError;
use super::window::Seen;
use super::work::looked_at;

/// Bytes of states that one automaton keeps for each thread. A few patterns of long repetitions make more than
/// the 2 MiB that an automaton keeps otherwise, and then make the same states again and again.
const STATES: usize = 3 << 20;

/// Reads letters in both directions.
#[derive(Debug)]
pub(super) struct Automaton {
    forwards: DFA,
    backwards: DFA,
    /// Whether a match can only start where the text does.
    at_start: bool,
    states: Pool<States, Make<States>>,
}

/// Makes what a thread needs.
pub(super) type Make<T> = Box<dyn Fn() -> T + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// The states that a thread has made.
#[derive(Debug)]
struct States {
    forwards: Cache,
    backwards: Option<Cache>,
}

/// What a search reads.
struct Reading<'a> {
    dfa: &'a DFA,
    alphabet: &'a Alphabet,
    anchored: Anchored,
    /// The character that stands before the first one.
    behind: Option<u32>,
    /// The character that stands behind the last one.
    ahead: Option<u32>,
    /// Whether the first end that is known will do.
    earliest: bool,
}

impl Automaton {
    /// The automaton of a pattern over letters, and of its reverse.
    pub(super) fn new(nfa: &NFA, hir: &Hir, limit: usize) -> Result<Self, PatternError> {
        let config = Config::new()
            .utf8(false)
            .nfa_size_limit(Some(limit))
            .reverse(true)
            .which_captures(WhichCaptures::None);
        let reverse = Compiler::new().configure(config).build_from_hir(hir);
        let reverse = reverse.map_err(|error| PatternError::of(&error, error.size_limit()))?;
        let forwards = lazy(nfa.clone(), MatchKind::LeftmostFirst)?;
        let backwards = lazy(reverse, MatchKind::All)?;
        let made = forwards.clone();
        let make = move || States {
            forwards: made.create_cache(),
            backwards: None,
        };
        Ok(Self {
            at_start: nfa.is_always_start_anchored(),
            forwards,
            backwards,
            states: Pool::new(Box::new(make)),
        })
    }

    /// Bytes that it takes, without the states.
    pub(super) fn size(&self) -> usize {
        let nfas = [&self.forwards, &self.backwards].map(|dfa| dfa.get_nfa().memory_usage());
        nfas.iter().sum::<usize>() + self.forwards.memory_usage() + self.backwards.memory_usage()
    }

    /// Whether there is a match in `span` of a text.
    pub(super) fn is_match(
        &self,
        alphabet: &Alphabet,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> bool {
        let mut states = self.states.get();
        let found = self.end(&mut states.forwards, alphabet, seen, span, anchored, true);
        found.is_some()
    }

    /// The first match in `span` of a text.
    pub(super) fn find(
        &self,
        alphabet: &Alphabet,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> Option<Range<usize>> {
        let states = &mut *self.states.get();
        let end = self.end(&mut states.forwards, alphabet, seen, span, anchored, false)?;
        if end == span.start || anchored.is_anchored() || self.at_start {
            return Some(span.start..end);
        }
        let backwards = &mut states.backwards;
        let cache = backwards.get_or_insert_with(|| self.backwards.create_cache());
        let start = self.start(cache, alphabet, seen, &(span.start..end))?;
        Some(start..end)
    }

    /// Where the first match ends.
    fn end(
        &self,
        cache: &mut Cache,
        alphabet: &Alphabet,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
        earliest: bool,
    ) -> Option<usize> {
        let reading = Reading {
            dfa: &self.forwards,
            alphabet,
            anchored,
            behind: seen.before(span.start),
            ahead: seen.after(span.end),
            earliest,
        };
        if let Some((read, numbers)) = seen.numbers(span) {
            let codes = &read.codes()[numbers.clone()];
            let units = (numbers.start..).zip(codes).map(|(n, code)| (n, *code));
            let (found, last) = reading.run(cache, units, numbers.end);
            looked_at(read.offset(last) as usize - span.start);
            return found.map(|number| read.offset(number) as usize);
        }
        let units = seen.text[span.clone()].char_indices();
        let units = units.map(|(at, c)| (span.start + at, u32::from(c)));
        let (found, last) = reading.run(cache, units, span.end);
        looked_at(last - span.start);
        found
    }

    /// Where the match that ends with `span` starts.
    fn start(
        &self,
        cache: &mut Cache,
        alphabet: &Alphabet,
        seen: Seen<'_>,
        span: &Range<usize>,
    ) -> Option<usize> {
        let reading = Reading {
            dfa: &self.backwards,
            alphabet,
            anchored: Anchored::Yes,
            behind: seen.after(span.end),
            ahead: seen.before(span.start),
            earliest: false,
        };
        if let Some((read, numbers)) = seen.numbers(span) {
            let codes = &read.codes()[numbers.clone()];
            let places = numbers.start + 1..numbers.end + 1;
            let units = places.zip(codes).map(|(n, code)| (n, *code));
            let (found, _) = reading.run(cache, units.rev(), numbers.start);
            return found.map(|number| read.offset(number) as usize);
        }
        let units = seen.text[span.clone()].char_indices().rev();
        let units = units.map(|(at, c)| (span.start + at + c.len_utf8(), u32::from(c)));
        reading.run(cache, units, span.start).0
    }
}

impl Reading<'_> {
    /// Where the match that is found ends, and where reading did. Each character comes with the place before it, in
    /// the direction of reading; `end` is the place behind the last one.
    #[inline]
    fn run(
        &self,
        cache: &mut Cache,
        units: impl Iterator<Item = (usize, u32)>,
        end: usize,
    ) -> (Option<usize>, usize) {
        let letter = |code| self.alphabet.letter(code);
        let config = start::Config::new()
            .anchored(self.anchored)
            .look_behind(self.behind.map(letter));
        let mut found = None;
        // Nothing fails: no letter makes these automata give up, nor does any number of states.
        let Ok(mut state) = self.dfa.start_state(cache, &config) else {
            return (None, end);
        };
        for (place, code) in units {
            let Ok(next) = self.dfa.next_state(cache, state, letter(code)) else {
                return (None, end);
            };
            state = next;
            if state.is_tagged() {
                // what a state tells is told one letter late
                if state.is_match() {
                    found = Some(place);
                    if self.earliest {
                        return (found, place);
                    }
                } else if state.is_dead() {
                    return (found, place);
                }
            }
        }
        let last = match self.ahead {
            Some(code) => self.dfa.next_state(cache, state, letter(code)),
            None => self.dfa.next_eoi_state(cache, state),
        };
        if last.is_ok_and(|state| state.is_match()) {
            found = Some(end);
        }
        (found, end)
    }
}

/// An automaton whose states are made as texts call for them.
fn lazy(nfa: NFA, kind: MatchKind) -> Result<DFA, PatternError> {
    let config = DFA::config().match_kind(kind).cache_capacity(STATES);
    let built = DFA::builder().configure(config).build_from_nfa(nfa);
    built.map_err(|error| PatternError::Syntax(error.to_string()))
}
