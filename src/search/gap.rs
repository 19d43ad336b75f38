//! A pattern that reads on without a bound, `A(?s:.*?)B`, as two that do not: B is looked for behind A.
//!
//! The first match of A starts where the whole one does, and the nearest B behind it ends it: so a search
//! that prefers the first start, then the first way through A, then the shortest gap, finds the same. Only
//! where no B stands behind that A may another way through A, or a later A, still have one: then the whole
//! pattern is asked.

use std::ops::Range;

use regex_automata::Anchored;
use regex_automata::util::primitives::NonMaxUsize;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::engine::Engine;
use super::groups::Slots;
use super::pattern::PatternError;
use super::reach::Reach;
use super::window::Seen;

/// The two patterns.
#[derive(Debug)]
pub(super) struct Gap {
    before: Half,
    behind: Half,
    /// The group around all that stands between them.
    group: Option<usize>,
}

/// What became of a search.
pub(super) enum Across {
    /// The groups of the first match.
    Found(Slots),
    /// There is none.
    Nothing,
    /// The whole pattern must be asked.
    Unsure,
}

#[derive(Debug)]
struct Half {
    engine: Engine,
    extent: Reach,
    /// Slots of its groups, which keep the numbers they have in the whole pattern.
    slots: usize,
}

impl Gap {
    /// The halves of a pattern that has one open gap, which stands between all else; `None` for others.
    pub(super) fn of(hir: &Hir) -> Result<Option<Self>, PatternError> {
        let HirKind::Concat(all) = hir.kind() else {
            return Ok(None);
        };
        let gaps = || all.iter().enumerate().filter(|(_, part)| is_open(part));
        let (Some((at, gap)), 1) = (gaps().next(), gaps().count()) else {
            return Ok(None);
        };
        let half = |parts: &[Hir]| Half::of(&Hir::concat(parts.to_vec()));
        let (Some(before), Some(behind)) = (half(&all[..at])?, half(&all[at + 1..])?) else {
            return Ok(None);
        };
        let group = match gap.kind() {
            HirKind::Capture(capture) => Some(capture.index as usize),
            _ => None,
        };
        Ok(Some(Self {
            before,
            behind,
            group,
        }))
    }

    /// The first match in `span`; `count` is that of the slots of the whole pattern.
    pub(super) fn search(
        &self,
        text: &str,
        span: &Range<usize>,
        anchored: Anchored,
        count: usize,
    ) -> Across {
        let near = match anchored {
            Anchored::No => span.clone(),
            _ => span.start..self.before.extent.end(text, span, span.start),
        };
        let Some((first, before)) = self.before.search(text, &near, anchored) else {
            return Across::Nothing;
        };
        let Some((last, behind)) = self.behind.search(text, &(first.end..span.end), Anchored::No)
        else {
            return Across::Unsure;
        };
        let mut slots = vec![None; count];
        for half in [&before, &behind] {
            for (slot, own) in slots.iter_mut().zip(half) {
                *slot = own.or(*slot);
            }
        }
        let mut put = |group: usize, range: Range<usize>| {
            for (slot, at) in [(2 * group, range.start), (2 * group + 1, range.end)] {
                if let Some(slot) = slots.get_mut(slot) {
                    *slot = NonMaxUsize::new(at);
                }
            }
        };
        put(0, first.start..last.end);
        if let Some(group) = self.group {
            put(group, first.end..last.start);
        }
        Across::Found(slots)
    }
}

impl Half {
    /// `None` for one that has no bound either.
    fn of(hir: &Hir) -> Result<Option<Self>, PatternError> {
        let extent = Reach::of(hir);
        if extent.is_unbounded() {
            return Ok(None);
        }
        let engine = Engine::of(hir)?;
        let slots = 2 * engine.regex.captures_len();
        Ok(Some(Self {
            engine,
            extent,
            slots,
        }))
    }

    /// The first match and its groups.
    fn search(
        &self,
        text: &str,
        span: &Range<usize>,
        anchored: Anchored,
    ) -> Option<(Range<usize>, Slots)> {
        let mut seen = Seen::new(text);
        let mut slots = vec![None; self.slots];
        let input = self.engine.input(&mut seen, span, anchored);
        self.engine.regex.search_slots(&input, &mut slots)?;
        for slot in slots.iter_mut().flatten() {
            *slot = NonMaxUsize::new(self.engine.place(&seen, slot.get()))?;
        }
        let whole = slots.first().copied()??.get()..slots.get(1).copied()??.get();
        Some((whole, slots))
    }
}

/// Whether a part matches anything, as little of it as can be.
fn is_open(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Capture(capture) => is_open(&capture.sub),
        HirKind::Repetition(repetition) => {
            let any = match repetition.sub.kind() {
                HirKind::Class(Class::Unicode(class)) => {
                    let all = class.iter().map(|r| (r.start(), r.end()));
                    all.eq([('\0', char::MAX)])
                }
                _ => false,
            };
            any && repetition.min == 0 && repetition.max.is_none() && !repetition.greedy
        }
        _ => false,
    }
}
