//! Groups that stand a fixed number of characters from an end of the match: no engine need look for them.

use std::ops::Range;

use regex_automata::util::primitives::NonMaxUsize;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::edge::{CharSet, Edge, Side};
use super::groups::Slots;

/// Most characters that are counted from an end.
const NEAR: usize = 8;
/// Most strings that are tried for what stands before or behind a place.
const STRINGS: usize = 24;

/// A place in a match.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    FromStart(usize),
    FromEnd(usize),
    /// Behind the one of these strings that the match begins with.
    Past(Spelled),
    /// Before the one of these strings that the match ends with.
    Before(Spelled),
}

/// The strings that stand on one side of a place, and what stands on the other, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spelled {
    strings: Vec<String>,
    beside: Option<CharSet>,
}

impl Mark {
    /// The offset in `text` for a match at `whole`; `None` where two places would do.
    fn place(&self, text: &str, whole: &Range<usize>) -> Option<usize> {
        let found = &text[whole.clone()];
        match self {
            Self::FromStart(0) => Some(whole.start),
            Self::FromEnd(0) => Some(whole.end),
            Self::FromStart(n) => {
                let at = found.char_indices().nth(*n);
                Some(whole.start + at.map_or(found.len(), |(at, _)| at))
            }
            Self::FromEnd(n) => {
                let at = found.char_indices().rev().nth(n - 1);
                Some(whole.start + at.map_or(0, |(at, _)| at))
            }
            Self::Past(spelled) => {
                let rests = |own: &String| found.strip_prefix(own.as_str());
                let rest = spelled.only(rests, |rest| rest.chars().next())?;
                Some(whole.end - rest.len())
            }
            Self::Before(spelled) => {
                let rests = |own: &String| found.strip_suffix(own.as_str());
                let rest = spelled.only(rests, |rest| rest.chars().next_back())?;
                Some(whole.start + rest.len())
            }
        }
    }
}

impl Spelled {
    /// What is left of a match without the only string that fits.
    fn only<'t>(
        &self,
        rests: impl Fn(&String) -> Option<&'t str>,
        beside: impl Fn(&str) -> Option<char>,
    ) -> Option<&'t str> {
        let fits = |rest: &&str| {
            let set = self.beside.as_ref();
            set.is_none_or(|set| beside(rest).is_some_and(|c| set.holds(Some(c))))
        };
        let mut fitting = self.strings.iter().filter_map(rests).filter(fits);
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }
}

/// The places of all groups of a pattern, by their number; `None` where the text decides.
#[derive(Debug, Default)]
pub(super) struct FixedGroups(Vec<(Option<Mark>, Option<Mark>)>);

impl FixedGroups {
    /// The places that do not depend on the text. A group that may take no part has none.
    pub(super) fn of<'h>(hir: &'h Hir) -> Self {
        let mut parts = Vec::new();
        flatten(hir, &mut parts);
        let lengths: Vec<Option<usize>> = parts.iter().map(Part::characters).collect();
        let sum = |lengths: &[Option<usize>]| {
            let all: Option<usize> = lengths.iter().copied().sum();
            all.filter(|n| *n <= NEAR)
        };
        let pieces =
            |parts: &[Part<'h>]| -> Vec<&'h Hir> { parts.iter().filter_map(Part::piece).collect() };
        let mark = |at: usize| {
            let (before, behind) = (pieces(&parts[..at]), pieces(&parts[at..]));
            // what may stand outside the match tells nothing of what is in it
            let inner = |set: &CharSet| !set.holds(None);
            let edge = |pieces: &[&Hir], side| {
                let edge = Edge::of_all(pieces.iter().copied(), side);
                edge.set().filter(inner)
            };
            let past = || {
                let strings = spelled(&before)?;
                let beside = edge(&behind, Side::First);
                Some(Mark::Past(Spelled { strings, beside }))
            };
            let ahead = || {
                let strings = spelled(&behind)?;
                let beside = edge(&before, Side::Last);
                Some(Mark::Before(Spelled { strings, beside }))
            };
            let from_start = sum(&lengths[..at]).map(Mark::FromStart);
            let from_end = || sum(&lengths[at..]).map(Mark::FromEnd);
            from_start.or_else(from_end).or_else(past).or_else(ahead)
        };
        let mut places = vec![(Some(Mark::FromStart(0)), Some(Mark::FromEnd(0)))];
        let count = hir.properties().explicit_captures_len();
        for number in 1..=u32::try_from(count).unwrap_or(0) {
            let at = |wanted: Part<'_>| parts.iter().position(|p| p.same_mark(&wanted));
            let open = at(Part::Open(number)).and_then(mark);
            places.push((open, at(Part::Close(number)).and_then(mark)));
        }
        Self(places)
    }

    /// The ends of all groups of a match, by their number; `None` where the text leaves one open.
    pub(super) fn all(&self, text: &str, whole: &Range<usize>) -> Option<Slots> {
        let mut slots = Slots::with_capacity(2 * self.0.len());
        for (start, end) in &self.0 {
            for mark in [start, end] {
                let place = mark.as_ref()?.place(text, whole)?;
                slots.push(NonMaxUsize::new(place));
            }
        }
        Some(slots)
    }

    /// Whether a group starts where the match does.
    pub(super) fn opens(&self, group: usize) -> bool {
        self.0
            .get(group)
            .is_some_and(|(start, _)| *start == Some(Mark::FromStart(0)))
    }

    /// Whether the start of a group is fixed.
    pub(super) fn has_start(&self, group: usize) -> bool {
        self.0.get(group).is_some_and(|(start, _)| start.is_some())
    }

    /// The start of a group of a match; `None` where the text leaves it open.
    pub(super) fn start(&self, group: usize, text: &str, whole: &Range<usize>) -> Option<usize> {
        self.0.get(group)?.0.as_ref()?.place(text, whole)
    }

    /// Whether all groups are fixed.
    pub(super) fn is_full(&self) -> bool {
        self.0
            .iter()
            .all(|(start, end)| start.is_some() && end.is_some())
    }
}

enum Part<'h> {
    Open(u32),
    Close(u32),
    Piece(&'h Hir),
}

impl<'h> Part<'h> {
    fn piece(&self) -> Option<&'h Hir> {
        match self {
            Self::Piece(hir) => Some(hir),
            _ => None,
        }
    }

    fn characters(&self) -> Option<usize> {
        match self {
            Self::Piece(hir) => characters(hir),
            _ => Some(0),
        }
    }

    fn same_mark(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open(a), Self::Open(b)) | (Self::Close(a), Self::Close(b)) => a == b,
            _ => false,
        }
    }
}

/// A sequence with the marks of its groups; what is optional or repeated stays in one piece.
fn flatten<'h>(hir: &'h Hir, out: &mut Vec<Part<'h>>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            out.push(Part::Open(capture.index));
            flatten(&capture.sub, out);
            out.push(Part::Close(capture.index));
        }
        HirKind::Concat(all) => all.iter().for_each(|h| flatten(h, out)),
        _ => out.push(Part::Piece(hir)),
    }
}

/// How many characters an expression always matches.
fn characters(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(text.chars().count())
        }
        HirKind::Class(Class::Unicode(_)) => Some(1),
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.filter(|max| *max == repetition.min)?;
            Some(characters(&repetition.sub)? * times as usize)
        }
        HirKind::Capture(capture) => characters(&capture.sub),
        HirKind::Concat(all) => all.iter().map(characters).sum(),
        HirKind::Alternation(all) => {
            let mut each = all.iter().map(characters);
            let first = each.next()??;
            each.all(|n| n == Some(first)).then_some(first)
        }
    }
}

/// Every string that a sequence may match, where these are few, whatever it looks at besides.
fn spelled(all: &[&Hir]) -> Option<Vec<String>> {
    let start = vec![String::new()];
    all.iter().try_fold(start, |sum, hir| {
        let ends = spellings(hir)?;
        let both = sum
            .iter()
            .flat_map(|a| ends.iter().map(move |b| format!("{a}{b}")));
        let mut both: Vec<String> = both.take(STRINGS + 1).collect();
        both.sort_unstable();
        both.dedup();
        (both.len() <= STRINGS).then_some(both)
    })
}

fn spellings(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|range| range.len()).sum();
            let all = class.iter().flat_map(|range| range.start()..=range.end());
            (size <= STRINGS).then(|| all.map(String::from).collect())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) if repetition.max == Some(1) => {
            let mut once = spellings(&repetition.sub)?;
            once.extend((repetition.min == 0).then(String::new));
            Some(once)
        }
        HirKind::Repetition(_) => None,
        HirKind::Capture(capture) => spellings(&capture.sub),
        HirKind::Concat(all) => spelled(&all.iter().collect::<Vec<_>>()),
        HirKind::Alternation(all) => {
            let each = all.iter().map(spellings);
            let all: Vec<Vec<String>> = each.collect::<Option<_>>()?;
            let all = all.concat();
            (all.len() <= STRINGS).then_some(all)
        }
    }
}
