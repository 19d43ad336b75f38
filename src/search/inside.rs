//! The groups of a match whose ends are known.

use std::ops::Range;

use regex_automata::dfa::onepass;
use regex_automata::nfa::thompson::NFA;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::util::pool::Pool;
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};

use super::alphabet::Alphabet;
use super::automaton::Make;
use super::window::Seen;

/// Bound on a table that finds groups in one pass.
const ONE_PASS: usize = 1 << 20;

/// Finds groups.
#[derive(Debug)]
pub(super) struct Inside {
    onepass: Option<onepass::DFA>,
    backtracker: BoundedBacktracker,
    pike: PikeVM,
    memory: Pool<Memory, Make<Memory>>,
}

/// What a thread needs while it searches.
#[derive(Debug, Default)]
struct Memory {
    letters: Vec<u8>,
    onepass: Option<onepass::Cache>,
    backtracker: Option<backtrack::Cache>,
    pike: Option<pikevm::Cache>,
}

impl Inside {
    /// `None` where the pattern cannot be built so, which is known of no pattern.
    pub(super) fn new(nfa: &NFA) -> Option<Self> {
        let config = onepass::Config::new().size_limit(Some(ONE_PASS));
        let onepass = onepass::DFA::builder()
            .configure(config)
            .build_from_nfa(nfa.clone());
        Some(Self {
            onepass: onepass.ok(),
            backtracker: BoundedBacktracker::new_from_nfa(nfa.clone()).ok()?,
            pike: PikeVM::new_from_nfa(nfa.clone()).ok()?,
            memory: Pool::new(Box::new(Memory::default)),
        })
    }

    /// The groups of the match at `whole` of a text, as so many offsets.
    pub(super) fn groups(
        &self,
        alphabet: &Alphabet,
        seen: Seen<'_>,
        whole: &Range<usize>,
        slots: usize,
    ) -> Option<Vec<Option<NonMaxUsize>>> {
        let memory = &mut *self.memory.get();
        let mut letters = std::mem::take(&mut memory.letters);
        letters.clear();
        let before = seen.before(whole.start).map(|code| alphabet.letter(code));
        letters.extend(before);
        let first = letters.len();
        let numbers = seen.numbers(whole);
        match &numbers {
            Some((read, numbers)) => {
                let codes = &read.codes()[numbers.clone()];
                letters.extend(codes.iter().map(|code| alphabet.letter(*code)));
            }
            None => {
                let characters = seen.text[whole.clone()].chars();
                letters.extend(characters.map(|c| alphabet.letter(u32::from(c))));
            }
        }
        let last = letters.len();
        letters.extend(seen.after(whole.end).map(|code| alphabet.letter(code)));
        let mut slots = vec![None; slots];
        let input = Input::new(&letters)
            .span(first..last)
            .anchored(Anchored::Yes);
        self.search(memory, &input, &mut slots)?;
        match numbers {
            Some((read, numbers)) => {
                for slot in slots.iter_mut().flatten() {
                    let number = numbers.start + slot.get() - first;
                    *slot = NonMaxUsize::new(read.offset(number) as usize)?;
                }
            }
            None => placed(&seen.text[whole.clone()], whole.start, first, &mut slots)?,
        }
        memory.letters = letters;
        Some(slots)
    }

    fn search(
        &self,
        memory: &mut Memory,
        input: &Input<'_>,
        slots: &mut [Option<NonMaxUsize>],
    ) -> Option<()> {
        if let Some(onepass) = &self.onepass {
            let cache = memory.onepass.get_or_insert_with(|| onepass.create_cache());
            if let Ok(found) = onepass.try_search_slots(cache, input, slots) {
                return found.map(|_| ());
            }
        }
        if input.get_span().len() < self.backtracker.max_haystack_len() {
            let make = || self.backtracker.create_cache();
            let cache = memory.backtracker.get_or_insert_with(make);
            if let Ok(found) = self.backtracker.try_search_slots(cache, input, slots) {
                return found.map(|_| ());
            }
        }
        let cache = memory.pike.get_or_insert_with(|| self.pike.create_cache());
        self.pike.search_slots(cache, input, slots).map(|_| ())
    }
}

/// Makes numbers of the letters of a match, whose first has the number `first`, offsets of its text, which starts at
/// `origin`.
fn placed(
    text: &str,
    origin: usize,
    first: usize,
    slots: &mut [Option<NonMaxUsize>],
) -> Option<()> {
    let starts = text.char_indices().map(|(at, _)| at);
    let starts: Vec<usize> = starts.chain([text.len()]).collect();
    for slot in slots.iter_mut().flatten() {
        let start = starts.get(slot.get().checked_sub(first)?)?;
        *slot = NonMaxUsize::new(origin + start)?;
    }
    Some(())
}
