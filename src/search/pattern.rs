//! A pattern: its groups at once, its automaton and its needs when it is first used.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use regex_automata::Anchored;
use regex_automata::util::primitives::NonMaxUsize;

use super::built::{Built, Starts};
use super::error::PatternError;
use super::gap::{Across, WHOLE};
use super::groups::Groups;
use super::names;
use super::needs::Needs;
use super::reach::Reach;
use super::scan::Hits;
use super::walk::Walk;
use super::window::Seen;

/// Patterns made so far.
static MADE: AtomicUsize = AtomicUsize::new(0);
/// For texts that no scanner looks at.
static UNKNOWN: Hits = Hits::unknown();

/// A pattern in the syntax of the crate regex; `^` and `$` match at line ends. Its clones are one pattern.
#[derive(Clone)]
pub struct Pattern(Arc<Shared>);

struct Shared {
    source: String,
    /// Names of its groups, in their order; the whole match is the first.
    names: Vec<Option<String>>,
    built: OnceLock<Built>,
    /// By which scanners know it.
    number: usize,
}

impl Pattern {
    /// Builds a pattern.
    ///
    /// # Errors
    /// [`PatternError`] where it is none, or too big a one.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        let names = names::parsed(source)?;
        let built = Built::parsed(source)?.with_engine()?;
        let shared = Shared {
            built: OnceLock::from(built),
            ..Shared::unbuilt(source, names)
        };
        Ok(Self(Arc::new(shared)))
    }

    /// A pattern that is built when it is first used, for one that is known to build: otherwise it
    /// matches nothing.
    ///
    /// # Errors
    /// [`PatternError`] where it is seen that it does not parse.
    pub fn deferred(source: &str) -> Result<Self, PatternError> {
        let names = match names::read_off(source) {
            Some(names) => names,
            None => names::parsed(source)?,
        };
        Ok(Self(Arc::new(Shared::unbuilt(source, names))))
    }

    /// Whether it is a clone of another.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Bytes that its automaton takes, where it is built already.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.built.get().map_or(0, Built::size)
    }

    /// What it was built from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The names of its groups.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names.iter().flatten().map(String::as_str)
    }

    /// Whether it has a group of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|n| n == name)
    }

    /// Whether it has a group of this name that may take no part in a match.
    #[must_use]
    pub fn may_miss(&self, name: &str) -> bool {
        let fixed = &self.built().fixed;
        self.group_named(name)
            .is_some_and(|group| !fixed.has_start(group))
    }

    /// Whether its matches, or their group of this name, start where the pattern does.
    #[must_use]
    pub fn opens_with(&self, name: &str) -> bool {
        let opens = |group| self.built().fixed.opens(group);
        self.group_named(name).is_none_or(opens)
    }

    /// Whether it is found in a text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let built = self.built();
        let all = 0..text.len();
        // one that stands at the start or at the end of the text need not be looked for elsewhere
        let at_start = match built.starts {
            Starts::Anywhere => false,
            Starts::Text => true,
            Starts::Lines => memchr::memchr(b'\n', text.as_bytes()).is_none(),
        };
        let (span, anchored) = if at_start {
            if !self.can_begin(text) {
                return false;
            }
            (0..built.extent.end(text, &all, 0), Anchored::Yes)
        } else if built.at_end {
            (
                built.extent.start(text, &all, all.end)..all.end,
                Anchored::No,
            )
        } else {
            (all, Anchored::No)
        };
        self.built()
            .engine()
            .is_some_and(|engine| engine.is_match(Seen::new(text, None), &span, anchored))
    }

    /// Its first match in `text` at or after `at`.
    #[must_use]
    pub fn find_at(&self, text: &str, at: usize) -> Option<Range<usize>> {
        Walk::new(self, text, at..text.len(), &UNKNOWN).find(at)
    }

    /// The groups of all its matches in a text.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Groups<'a>> {
        Walk::new(self, text, 0..text.len(), &UNKNOWN).all()
    }

    /// The groups of its first match.
    #[must_use]
    pub fn groups(&self, text: &str) -> Option<Groups<'_>> {
        self.groups_in(Seen::new(text, None), 0..text.len(), Anchored::No)
    }

    /// The literals of which every match holds one; empty where none are known or searching by them is
    /// no gain.
    #[must_use]
    pub fn literals(&self) -> Vec<&str> {
        let literals = self.needs().into_iter().flat_map(Needs::literals);
        literals.map(String::as_str).collect()
    }

    pub(super) fn find_in(
        &self,
        seen: Seen<'_>,
        span: Range<usize>,
        anchored: Anchored,
    ) -> Option<Range<usize>> {
        if let Some(gap) = self.built().gap() {
            match gap.search(seen, &span, anchored, WHOLE) {
                Across::Found(slots) => {
                    let groups = Groups {
                        pattern: self,
                        slots,
                    };
                    return Some(groups.whole());
                }
                Across::Nothing => return None,
                Across::Unsure => {}
            }
        }
        self.built().engine()?.find(seen, &span, anchored)
    }

    pub(super) fn is_match_in(
        &self,
        seen: Seen<'_>,
        span: Range<usize>,
        anchored: Anchored,
    ) -> bool {
        if self.built().gap().is_some() {
            return self.find_in(seen, span, anchored).is_some();
        }
        let engine = self.built().engine();
        engine.is_some_and(|engine| engine.is_match(seen, &span, anchored))
    }

    pub(super) fn groups_in(
        &self,
        seen: Seen<'_>,
        span: Range<usize>,
        anchored: Anchored,
    ) -> Option<Groups<'_>> {
        let count = 2 * self.0.names.len();
        let gap = self.built().gap();
        let across = gap.map(|gap| gap.search(seen, &span, anchored, count));
        match across {
            Some(Across::Found(slots)) => {
                return Some(Groups {
                    pattern: self,
                    slots,
                });
            }
            Some(Across::Nothing) => return None,
            Some(Across::Unsure) | None => {}
        }
        let fixed = &self.built().fixed;
        if fixed.is_full() && across.is_none() {
            let whole = self.find_in(seen, span, anchored)?;
            let slots = fixed.all(seen.text, &whole);
            let slots = slots.or_else(|| self.built().engine()?.inside(seen, &whole, count))?;
            return Some(Groups {
                pattern: self,
                slots,
            });
        }
        let slots = self
            .built()
            .engine()?
            .groups(seen, &span, anchored, count)?;
        Some(Groups {
            pattern: self,
            slots,
        })
    }

    /// The first match in `span`, and where its group `name` starts, or the match where it took no part.
    pub(super) fn start_in(
        &self,
        seen: Seen<'_>,
        span: Range<usize>,
        anchored: Anchored,
        name: &str,
    ) -> Option<(Range<usize>, usize)> {
        let Some(group) = self.group_named(name) else {
            let whole = self.find_in(seen, span, anchored)?;
            let start = whole.start;
            return Some((whole, start));
        };
        let fixed = &self.built().fixed;
        if fixed.has_start(group) {
            let whole = self.find_in(seen, span, anchored)?;
            let start = fixed.start(group, seen.text, &whole).or_else(|| {
                let slots = self.built().engine()?.inside(seen, &whole, 2 * group + 1)?;
                slots.last().copied().flatten().map(NonMaxUsize::get)
            });
            let start = start.unwrap_or(whole.start);
            return Some((whole, start));
        }
        let groups = self.groups_in(seen, span, anchored)?;
        let whole = groups.whole();
        let start = groups.group(group).map_or(whole.start, |at| at.start);
        Some((whole, start))
    }

    /// The names of its groups, the whole match first.
    pub(super) fn group_names(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.names.iter().map(Option::as_deref)
    }

    /// The number of a group.
    pub(super) fn group_named(&self, name: &str) -> Option<usize> {
        self.0
            .names
            .iter()
            .position(|own| own.as_deref() == Some(name))
    }

    pub(super) fn number(&self) -> usize {
        self.0.number
    }

    pub(super) fn needs(&self) -> Option<&Needs> {
        self.built().needs()
    }

    /// Whether a match may begin where `text` does.
    pub(super) fn can_begin(&self, text: &str) -> bool {
        let first = &self.built().first;
        first
            .as_ref()
            .is_none_or(|first| first.holds(text.chars().next()))
    }

    pub(super) fn extent(&self) -> Reach {
        self.built().extent
    }

    pub(super) fn starts(&self) -> Starts {
        self.built().starts
    }

    fn built(&self) -> &Built {
        let parse = || Built::parsed(&self.0.source);
        let build = || parse().unwrap_or_else(|_| Built::nothing());
        self.0.built.get_or_init(build)
    }
}

impl Shared {
    fn unbuilt(source: &str, names: Vec<Option<String>>) -> Self {
        Self {
            source: source.to_owned(),
            names,
            built: OnceLock::new(),
            number: MADE.fetch_add(1, Ordering::Relaxed),
        }
    }
}

/// What it was built from, and not how it is searched: two patterns that say the same look the same.
impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.source, f)
    }
}
