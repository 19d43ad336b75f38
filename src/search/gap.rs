//! A pattern that reads on without a bound, `A(?s:.*?)B`, as two that do not: B is looked for behind A.
//!
//! The first match of A starts where the whole one does, and the nearest B behind it ends it: so a search
//! that prefers the first start, then the first way through A, then the shortest gap, finds the same. Only
//! where no B stands behind that A may another way through A, or a later A, still have one: then the whole
//! pattern is asked.

use std::ops::Range;

use regex_automata::Anchored;
use regex_automata::util::primitives::NonMaxUsize;
use regex_syntax::hir::{Capture, Class, Hir, HirKind};

use super::engine::Engine;
use super::error::PatternError;
use super::groups::Slots;
use super::reach::Reach;
use super::window::Seen;

/// The slots of a whole match.
pub(super) const WHOLE: usize = 2;

/// The two patterns.
#[derive(Debug)]
pub(super) struct Gap {
    before: Half,
    behind: Half,
    /// The group that ends where the gap does.
    group: Option<usize>,
}

/// A pattern cut at its gap.
struct Cut {
    before: Vec<Hir>,
    behind: Vec<Hir>,
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
}

impl Gap {
    /// The halves of a pattern that has one open gap, which stands between all else; `None` for others.
    pub(super) fn of(hir: &Hir) -> Result<Option<Self>, PatternError> {
        let Some(cut) = cut(hir) else {
            return Ok(None);
        };
        let (before, behind) = (Half::of(cut.before)?, Half::of(cut.behind)?);
        Ok(before.zip(behind).map(|(before, behind)| Self {
            before,
            behind,
            group: cut.group,
        }))
    }

    /// The first match in `span`; `count` is that of the slots of the whole pattern.
    pub(super) fn search(
        &self,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
        count: usize,
    ) -> Across {
        let near = match anchored {
            Anchored::No => span.clone(),
            _ => span.start..self.before.extent.end(seen.text, span, span.start),
        };
        let Some((first, before)) = self.before.search(seen, &near, anchored, count) else {
            return Across::Nothing;
        };
        let rest = first.end..span.end;
        let Some((last, behind)) = self.behind.search(seen, &rest, Anchored::No, count) else {
            return Across::Unsure;
        };
        let mut slots = before;
        for (slot, own) in slots.iter_mut().zip(behind) {
            *slot = own.or(*slot);
        }
        let mut put = |slot: usize, at: usize| {
            if let Some(slot) = slots.get_mut(slot) {
                *slot = NonMaxUsize::new(at);
            }
        };
        put(0, first.start);
        put(1, last.end);
        if let Some(group) = self.group {
            put(2 * group + 1, last.start);
        }
        Across::Found(slots)
    }
}

impl Half {
    /// `None` for one that has no bound either.
    fn of(parts: Vec<Hir>) -> Result<Option<Self>, PatternError> {
        let hir = Hir::concat(parts);
        let extent = Reach::of(&hir);
        if extent.is_unbounded() {
            return Ok(None);
        }
        let engine = Engine::of(&hir)?;
        Ok(Some(Self { engine, extent }))
    }

    /// The first match and its groups, which keep the numbers they have in the whole pattern.
    fn search(
        &self,
        seen: Seen<'_>,
        span: &Range<usize>,
        anchored: Anchored,
        count: usize,
    ) -> Option<(Range<usize>, Slots)> {
        if count <= WHOLE {
            let whole = self.engine.find(seen, span, anchored)?;
            let slots = [whole.start, whole.end].map(NonMaxUsize::new).to_vec();
            return Some((whole, slots));
        }
        let slots = self.engine.groups(seen, span, anchored, count)?;
        let whole = slots.first().copied()??.get()..slots.get(1).copied()??.get();
        Some((whole, slots))
    }
}

/// Cuts a sequence at its only gap, which may close a group: that group then starts at an empty one.
fn cut(hir: &Hir) -> Option<Cut> {
    let HirKind::Concat(all) = hir.kind() else {
        return None;
    };
    let closes = |part: &Hir| is_open(part) || closing(part).is_some();
    let mut gaps = all.iter().enumerate().filter(|(_, part)| closes(part));
    let (at, gap) = gaps.next()?;
    if gaps.next().is_some() {
        return None;
    }
    let mut before = all[..at].to_vec();
    let mut group = None;
    if let Some((capture, inside)) = closing(gap) {
        before.push(Hir::capture(Capture {
            sub: Box::new(Hir::empty()),
            ..capture.clone()
        }));
        before.extend_from_slice(inside);
        group = Some(capture.index as usize);
    }
    Some(Cut {
        before,
        behind: all[at + 1..].to_vec(),
        group,
    })
}

/// A group that ends in a gap, and what it holds before that.
fn closing(part: &Hir) -> Option<(&Capture, &[Hir])> {
    let HirKind::Capture(capture) = part.kind() else {
        return None;
    };
    if is_open(&capture.sub) {
        return Some((capture, &[]));
    }
    let HirKind::Concat(all) = capture.sub.kind() else {
        return None;
    };
    let (last, inside) = all.split_last()?;
    is_open(last).then_some((capture, inside))
}

/// Whether a part matches anything, as little of it as can be.
fn is_open(part: &Hir) -> bool {
    let HirKind::Repetition(repetition) = part.kind() else {
        return false;
    };
    let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() else {
        return false;
    };
    let all = class.iter().map(|r| (r.start(), r.end()));
    let any = all.eq([('\0', char::MAX)]);
    any && repetition.min == 0 && repetition.max.is_none() && !repetition.greedy
}
