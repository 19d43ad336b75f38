//! Groups that stand a fixed number of characters from an end of the match: no engine need look for them.

use std::ops::Range;

use regex_syntax::hir::{Class, Hir, HirKind};

use super::edge::{Edge, Side};

/// Most characters that are counted from an end.
const NEAR: usize = 8;

/// A place in a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    FromStart(usize),
    /// So many characters from the start, and behind a blank if one stands there.
    PastBlank(usize),
    FromEnd(usize),
}

impl Mark {
    /// The offset in `text` for a match at `whole`.
    fn place(self, text: &str, whole: &Range<usize>) -> usize {
        let found = &text[whole.clone()];
        match self {
            Self::FromStart(0) => whole.start,
            Self::FromEnd(0) => whole.end,
            Self::PastBlank(n) => {
                let at = Self::FromStart(n).place(text, whole);
                at + usize::from(text[at..whole.end].starts_with(' '))
            }
            Self::FromStart(n) => {
                let at = found
                    .char_indices()
                    .nth(n)
                    .map_or(found.len(), |(at, _)| at);
                whole.start + at
            }
            Self::FromEnd(n) => {
                let at = found
                    .char_indices()
                    .rev()
                    .nth(n - 1)
                    .map_or(0, |(at, _)| at);
                whole.start + at
            }
        }
    }
}

/// The places of all groups of a pattern, by their number; `None` where the text decides.
#[derive(Debug, Default)]
pub(super) struct FixedGroups(Vec<(Option<Mark>, Option<Mark>)>);

impl FixedGroups {
    /// The places that do not depend on the text. A group that may take no part has none.
    pub(super) fn of(hir: &Hir) -> Self {
        let mut parts = Vec::new();
        flatten(hir, &mut parts);
        let lengths: Vec<Option<usize>> = parts.iter().map(Part::characters).collect();
        let sum = |lengths: &[Option<usize>]| {
            let all: Option<usize> = lengths.iter().copied().sum();
            all.filter(|n| *n <= NEAR)
        };
        let past_blank = |at: usize| {
            let blank = at
                .checked_sub(1)
                .filter(|blank| parts[*blank].is_optional_blank())?;
            let pieces = parts[at..].iter().filter_map(Part::piece);
            let next = Edge::of_all(pieces, Side::First).set()?;
            (!next.holds(Some(' '))).then_some(())?;
            sum(&lengths[..blank]).map(Mark::PastBlank)
        };
        let mark = |at: usize| {
            let from_start = sum(&lengths[..at]).map(Mark::FromStart);
            let from_end = || sum(&lengths[at..]).map(Mark::FromEnd);
            from_start.or_else(from_end).or_else(|| past_blank(at))
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

    /// The ranges of the groups of a match whose place is fixed, by their number.
    pub(super) fn all(
        &self,
        text: &str,
        whole: &Range<usize>,
    ) -> impl Iterator<Item = Option<Range<usize>>> {
        let range = |start: Mark, end: Mark| start.place(text, whole)..end.place(text, whole);
        self.0
            .iter()
            .map(move |(start, end)| Some(range((*start)?, (*end)?)))
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

    /// The start of a group of a match, where it is fixed.
    pub(super) fn start(&self, group: usize, text: &str, whole: &Range<usize>) -> Option<usize> {
        Some(self.0.get(group)?.0?.place(text, whole))
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

    fn is_optional_blank(&self) -> bool {
        let Some(HirKind::Repetition(repetition)) = self.piece().map(Hir::kind) else {
            return false;
        };
        let HirKind::Literal(literal) = repetition.sub.kind() else {
            return false;
        };
        (repetition.min, repetition.max) == (0, Some(1)) && &*literal.0 == b" "
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
