//! How far a part of a match can reach: in bytes, or up to a character that it holds so many times at most.

use std::ops::Range;

use regex_syntax::hir::{Class, Hir, HirKind};

/// Characters that unbounded parts of patterns often leave out, the closest together first.
const STOPS: [char; 4] = [',', '。', '\n', '.'];
/// What is estimated between two of them, in bytes.
const APART: [usize; 4] = [40, 120, 400, 100];
/// Beyond this many bytes a bound is none.
const FAR: usize = 2048;
/// The estimate for a reach without a bound: a section.
const EVERYWHERE: usize = 8000;

/// A bound on a part of a match; each of several holds by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    /// Most bytes.
    bytes: Option<usize>,
    /// Most times that each stop occurs.
    stops: [Option<usize>; STOPS.len()],
    /// The stop to look for, which follows from the others.
    stop: Option<(char, usize)>,
}

impl Reach {
    pub(super) const NONE: Self = Self {
        bytes: Some(0),
        stops: [Some(0); STOPS.len()],
        stop: None,
    };

    fn new(bytes: Option<usize>, stops: [Option<usize>; STOPS.len()]) -> Self {
        Self {
            bytes,
            stops,
            stop: stop(bytes, stops),
        }
    }

    /// The bound on what an expression matches.
    pub(super) fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::NONE,
            HirKind::Literal(literal) => Self::of_text(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => Self::of_class(class),
            HirKind::Repetition(repetition) => {
                Self::of(&repetition.sub).times(repetition.max.map(|n| n as usize))
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(all) => all.iter().fold(Self::NONE, |sum, h| sum.and(Self::of(h))),
            HirKind::Alternation(all) => {
                all.iter().fold(Self::NONE, |most, h| most.or(Self::of(h)))
            }
        }
    }

    fn of_text(text: &str) -> Self {
        let stops = STOPS.map(|stop| Some(text.matches(stop).count()));
        Self::new(Some(text.len()), stops)
    }

    fn of_class(class: &Class) -> Self {
        let holds = |stop: char| match class {
            Class::Unicode(class) => class.iter().any(|r| (r.start()..=r.end()).contains(&stop)),
            Class::Bytes(_) => true,
        };
        let stops = STOPS.map(|stop| Some(usize::from(holds(stop))));
        Self::new(Some(class.maximum_len().unwrap_or(4)), stops)
    }

    /// This, and that right after it.
    pub(super) fn and(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    /// This or that.
    pub(super) fn or(self, other: Self) -> Self {
        self.with(other, usize::max)
    }

    /// This so many times at most.
    pub(super) fn times(self, most: Option<usize>) -> Self {
        let times = |n: Option<usize>| match (n?, most) {
            (0, _) => Some(0),
            (n, Some(most)) => bounded(n.saturating_mul(most)),
            _ => None,
        };
        Self::new(times(self.bytes), self.stops.map(times))
    }

    fn with(self, other: Self, join: fn(usize, usize) -> usize) -> Self {
        let both = |a: Option<usize>, b: Option<usize>| bounded(join(a?, b?));
        let mut stops = self.stops;
        for (stop, other) in stops.iter_mut().zip(other.stops) {
            *stop = both(*stop, other);
        }
        Self::new(both(self.bytes, other.bytes), stops)
    }

    /// Whether it holds no line end.
    pub(super) fn stays_in_line(self) -> bool {
        let mut bounds = STOPS.iter().zip(self.stops);
        bounds.any(|(stop, most)| *stop == '\n' && most == Some(0))
    }

    /// Whether nothing bounds it.
    pub(super) fn is_unbounded(self) -> bool {
        self.bytes.is_none() && self.stops.iter().all(Option::is_none)
    }

    /// How many bytes it usually covers.
    pub(super) fn estimate(self) -> usize {
        let stops = self.stops.iter().zip(APART);
        let by_stop = stops.filter_map(|(most, apart)| Some((most.as_ref()? + 1) * apart));
        let by_stop = by_stop.min().unwrap_or(EVERYWHERE);
        self.bytes.map_or(by_stop, |bytes| bytes.min(by_stop))
    }

    /// The first offset, in `within` and at a character, from which it can reach up to `at`.
    pub(super) fn start(self, text: &str, within: &Range<usize>, at: usize) -> usize {
        let nearest = self.bytes.map_or(0, |bytes| at.saturating_sub(bytes));
        let nearest = floor(text, nearest.max(within.start));
        let Some((stop, most)) = self.stop else {
            return nearest;
        };
        let mut found = text[nearest..at].rmatch_indices(stop);
        match found.nth(most) {
            Some((place, _)) => nearest + place + stop.len_utf8(),
            None => nearest,
        }
    }

    /// The last offset, in `within` and at a character, up to which it can reach from `at`.
    pub(super) fn end(self, text: &str, within: &Range<usize>, at: usize) -> usize {
        let farthest = self
            .bytes
            .map_or(within.end, |bytes| at.saturating_add(bytes));
        let farthest = ceiling(text, farthest.min(within.end));
        let Some((stop, most)) = self.stop else {
            return farthest;
        };
        let mut found = text[at..farthest].match_indices(stop);
        found.nth(most).map_or(farthest, |(place, _)| at + place)
    }
}

/// The stop to look for: the closest one that bounds it, where bytes do not bound it closer.
fn stop(bytes: Option<usize>, stops: [Option<usize>; STOPS.len()]) -> Option<(char, usize)> {
    let bounds = STOPS.into_iter().zip(stops).zip(APART);
    let (stop, most, estimate) = bounds
        .filter_map(|((stop, most), apart)| Some((stop, most?, (most? + 1) * apart)))
        .min_by_key(|(.., estimate)| *estimate)?;
    let closer = bytes.is_none_or(|bytes| bytes > estimate);
    closer.then_some((stop, most))
}

fn bounded(n: usize) -> Option<usize> {
    (n <= FAR).then_some(n)
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after an offset.
fn ceiling(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
