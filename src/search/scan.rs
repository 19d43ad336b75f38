//! One pass over a text for the literals that many patterns need.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::around::{Around, Wanted};
use super::edge::CharSet;
use super::numbered::Numbered;
use super::pattern::Pattern;
use super::trie::Trie;

/// A literal that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    start: u32,
    end: u32,
    /// Which clue of the pattern it is.
    clue: u32,
}

impl Hit {
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    pub(super) fn end(self) -> usize {
        self.end as usize
    }

    pub(super) fn clue(self) -> usize {
        self.clue as usize
    }
}

/// Where the literals of each pattern of a scanner stand in one text.
#[derive(Debug, Default)]
pub struct Hits {
    places: Option<Arc<Places>>,
    lists: Vec<Vec<Hit>>,
    numbered: Numbered,
}

/// For each pattern, by its number, which list its hits are in.
type Places = Vec<Option<u32>>;

impl Hits {
    /// Knows nothing: every pattern is searched plainly.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            places: None,
            lists: Vec::new(),
            numbered: Numbered::none(),
        }
    }

    /// The hits of a pattern in text order; `None` where the scanner did not look for it.
    pub(super) fn of(&self, pattern: &Pattern) -> Option<&[Hit]> {
        let place = (*self.places.as_ref()?.get(pattern.number())?)?;
        self.lists.get(place as usize).map(Vec::as_slice)
    }

    /// The characters of the text, where it was read.
    pub(super) fn numbered(&self) -> Option<&Numbered> {
        self.places.is_some().then_some(&self.numbered)
    }

    /// How many places a pattern is tried at; `None` where it is searched plainly.
    #[must_use]
    pub fn count(&self, pattern: &Pattern) -> Option<usize> {
        self.of(pattern).map(<[Hit]>::len)
    }

    /// Whether a pattern may match inside a range; no match is missed.
    #[must_use]
    pub fn may_match(&self, pattern: &Pattern, range: &Range<usize>) -> bool {
        let Some(hits) = self.of(pattern) else {
            return true;
        };
        let first = hits.partition_point(|hit| hit.start() < range.start);
        let inside = hits[first..]
            .iter()
            .take_while(|hit| hit.start() < range.end);
        inside.into_iter().any(|hit| hit.end() <= range.end)
    }
}

/// Finds the literals of many patterns in one pass.
#[derive(Debug)]
pub struct Scanner {
    places: Arc<Places>,
    /// Bits of the pairs of characters that literals begin with, and of single characters that are
    /// literals: most of a text is done with by asking these.
    pairs: Bits,
    singles: Bits,
    trie: Trie,
    lists: usize,
    watchers: Vec<Watcher>,
    around: Around,
    /// Which of all scanners it is.
    number: usize,
}

/// Scanners made so far.
static MADE: AtomicUsize = AtomicUsize::new(0);
/// Hits that are kept on a thread, of the last scanners that it used.
const KEPT: usize = 8;

thread_local! {
    /// Hits that are done with, by their scanner, so that the next text needs no new memory. Each thread has its own:
    /// what another one wrote would have to come out of its cache.
    static SPARE: RefCell<Vec<(usize, Hits)>> = const { RefCell::new(Vec::new()) };
}

/// A clue of a pattern: the list of its hits, and what it wants of the characters around a literal.
#[derive(Debug)]
struct Watcher {
    list: u32,
    clue: u32,
    previous: Wanted,
    next: Wanted,
}

/// The sets that a watcher wants the characters before and after a literal in.
type Beside = [Option<CharSet>; 2];

impl Scanner {
    /// A scanner for `patterns`, which are searched in the text itself, and for `inner` ones, which are
    /// searched in pieces cut out of it and so see other ends. What is both is taken for an inner one.
    #[must_use]
    pub fn new<'p>(
        patterns: impl IntoIterator<Item = &'p Pattern>,
        inner: impl IntoIterator<Item = &'p Pattern>,
    ) -> Self {
        let mut places = Places::new();
        let mut literals: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut watched: Vec<(u32, u32, Beside)> = Vec::new();
        let mut lists = 0;
        let inner = inner.into_iter().map(|pattern| (pattern, false));
        let outer = patterns.into_iter().map(|pattern| (pattern, true));
        for (pattern, outer) in inner.chain(outer) {
            let Some(needs) = pattern.needs() else {
                continue;
            };
            places.resize(places.len().max(pattern.number() + 1), None);
            if places[pattern.number()].is_some() {
                continue;
            }
            for (number, clue) in (0..).zip(&needs.clues) {
                for literal in &clue.literals {
                    let watchers = literals.entry(literal.clone()).or_default();
                    watchers.push(u32::try_from(watched.len()).unwrap_or(0));
                }
                let beside = [&clue.previous, &clue.next];
                let beside = beside.map(|edge| edge.set().filter(|_| outer));
                watched.push((lists, number, beside));
            }
            places[pattern.number()] = Some(lists);
            lists += 1;
        }
        let (around, watchers) = told_apart(&watched);
        let mut scanner = Self {
            places: Arc::new(places),
            pairs: Bits::default(),
            singles: Bits::default(),
            trie: Trie::default(),
            lists: lists as usize,
            watchers,
            around,
            number: MADE.fetch_add(1, Ordering::Relaxed),
        };
        for text in literals.keys() {
            scanner.mark(text);
        }
        scanner.trie = Trie::new(literals);
        scanner
    }

    /// Sets the bits of a literal.
    fn mark(&mut self, text: &str) {
        let mut characters = text.chars().map(u32::from);
        match (characters.next(), characters.next()) {
            (Some(first), Some(second)) => self.pairs.set(pair(first, second)),
            (Some(single), None) => self.singles.set(single),
            _ => {}
        }
    }

    /// Finds all literals of a text.
    #[must_use]
    pub fn scan(&self, text: &str) -> Hits {
        let spare = SPARE.with_borrow_mut(|spare| {
            let own = spare.iter().position(|(number, _)| *number == self.number);
            own.map(|own| spare.remove(own).1)
        });
        let mut hits = spare.unwrap_or_default();
        if hits.numbered.read(text).is_none() {
            return Hits::unknown();
        }
        hits.places = Some(Arc::clone(&self.places));
        hits.lists.resize_with(self.lists, Vec::new);
        hits.lists.iter_mut().for_each(Vec::clear);
        let Hits {
            lists, numbered, ..
        } = &mut hits;
        let codes = numbered.codes();
        for (at, two) in codes.windows(2).enumerate() {
            if self.singles.has(two[0]) {
                self.note_single(numbered, at, lists);
            }
            if self.pairs.has(pair(two[0], two[1])) {
                self.note_longer(numbered, at, lists);
            }
        }
        if let Some(last) = codes.len().checked_sub(1) {
            self.note_single(numbered, last, lists);
        }
        hits
    }

    /// Takes back hits that are done with, so that the next text needs no new memory.
    pub fn recycle(&self, hits: Hits) {
        if hits.numbered.is_large() {
            return;
        }
        SPARE.with_borrow_mut(|spare| {
            spare.push((self.number, hits));
            if spare.len() > KEPT {
                spare.remove(0);
            }
        });
    }

    /// Notes the literal that a character is, if it is one.
    fn note_single(&self, numbered: &Numbered, at: usize, lists: &mut [Vec<Hit>]) {
        let node = self.trie.first(numbered.codes()[at]);
        if let Some(node) = node.filter(|node| self.trie.ends(*node)) {
            self.note(node, numbered, at..at + 1, lists);
        }
    }

    /// Notes the literals of two characters and more that begin with a character.
    fn note_longer(&self, numbered: &Numbered, first: usize, lists: &mut [Vec<Hit>]) {
        let codes = numbered.codes();
        let mut node = self.trie.first(codes[first]);
        let mut end = first + 1;
        while let (Some(from), Some(c)) = (node, codes.get(end)) {
            end += 1;
            node = self.trie.next(from, *c);
            if let Some(node) = node
                && self.trie.ends(node)
            {
                self.note(node, numbered, first..end, lists);
            }
        }
    }

    /// Notes the literal that ends in a node, if one does.
    fn note(&self, node: u32, numbered: &Numbered, at: Range<usize>, lists: &mut [Vec<Hit>]) {
        let watchers = self.trie.watchers(node);
        let codes = numbered.codes();
        let before = at.start.checked_sub(1).and_then(|before| codes.get(before));
        let previous = self.around.sets(before.copied());
        let next = self.around.sets(codes.get(at.end).copied());
        let (start, end) = (numbered.offset(at.start), numbered.offset(at.end));
        for watcher in watchers {
            let watcher = &self.watchers[*watcher as usize];
            if watcher.previous.is_in(previous) && watcher.next.is_in(next) {
                let clue = watcher.clue;
                lists[watcher.list as usize].push(Hit { start, end, clue });
            }
        }
    }
}

/// The watchers, with the sets that they ask for as bits.
fn told_apart(watched: &[(u32, u32, Beside)]) -> (Around, Vec<Watcher>) {
    let sets = watched.iter().flat_map(|(_, _, beside)| beside);
    let (around, wanted) = Around::new(sets.flatten());
    let asked = |set: &Option<CharSet>| {
        let set = set.as_ref().and_then(|set| wanted.get(set));
        set.copied().unwrap_or(Wanted::ANY)
    };
    let watchers = watched
        .iter()
        .map(|(list, clue, [previous, next])| Watcher {
            list: *list,
            clue: *clue,
            previous: asked(previous),
            next: asked(next),
        });
    let watchers = watchers.collect();
    (around, watchers)
}

/// A set of 16-bit numbers.
#[derive(Debug)]
struct Bits(Box<[u64; 1 << 10]>);

impl Default for Bits {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Bits {
    fn set(&mut self, number: u32) {
        self.0[(number >> 6 & 0x3FF) as usize] |= 1 << (number & 63);
    }

    /// Whether a number is in it; of larger ones the low bits count.
    #[inline]
    fn has(&self, number: u32) -> bool {
        self.0[(number >> 6 & 0x3FF) as usize] >> (number & 63) & 1 == 1
    }
}

/// A number for two characters, which other pairs may share.
#[inline]
fn pair(first: u32, second: u32) -> u32 {
    first.wrapping_mul(0x9E5) ^ second
}
