//! How many characters a part of a match has: where they are few and nearly fixed, a literal tells where the
//! match begins.

use std::ops::{Range, RangeInclusive};

use regex_syntax::hir::{Class, Hir, HirKind};

/// Most characters that are counted back from a literal.
const FAR: usize = 32;
/// Most places that one literal may stand for.
const LOOSE: usize = 3;

/// Bounds on a number of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    least: usize,
    /// `None` where nothing bounds it.
    most: Option<usize>,
}

impl Count {
    pub(super) const NONE: Self = Self {
        least: 0,
        most: Some(0),
    };

    /// The characters that an expression matches.
    pub(super) fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::NONE,
            HirKind::Literal(literal) => {
                Self::exactly(String::from_utf8_lossy(&literal.0).chars().count())
            }
            HirKind::Class(Class::Unicode(_)) => Self::exactly(1),
            HirKind::Class(Class::Bytes(_)) => Self {
                least: 0,
                most: None,
            },
            HirKind::Repetition(repetition) => {
                let most = repetition.max.map(|n| n as usize);
                Self::of(&repetition.sub).times(repetition.min as usize, most)
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(all) => all.iter().fold(Self::NONE, |sum, h| sum.and(Self::of(h))),
            HirKind::Alternation(all) => {
                let one_or_other = |a: Self, b: Self| Self {
                    least: a.least.min(b.least),
                    most: a.most.zip(b.most).map(|(a, b)| a.max(b)),
                };
                let all = all.iter().map(Self::of);
                all.reduce(one_or_other).unwrap_or(Self::NONE)
            }
        }
    }

    fn exactly(n: usize) -> Self {
        Self {
            least: n,
            most: Some(n),
        }
    }

    /// These, and those right after them.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.zip(other.most).map(|(a, b)| a.saturating_add(b)),
        }
    }

    /// These so many times.
    pub(super) fn times(self, least: usize, most: Option<usize>) -> Self {
        let many = match (self.most, most) {
            (Some(0), _) => Some(0),
            (Some(n), Some(most)) => Some(n.saturating_mul(most)),
            _ => None,
        };
        Self {
            least: self.least.saturating_mul(least),
            most: many,
        }
    }

    /// The numbers it may be, where they are few and small.
    pub(super) fn few(self) -> Option<RangeInclusive<usize>> {
        let most = self.most?;
        (most <= FAR && most < self.least + LOOSE).then_some(self.least..=most)
    }
}

/// The places in `within` that stand so many characters before `at`, the farthest first.
pub(super) fn places_before(
    text: &str,
    within: &Range<usize>,
    at: usize,
    counts: &RangeInclusive<usize>,
) -> Vec<usize> {
    let back = text[within.start..at].char_indices().rev();
    let back = back.map(|(place, _)| within.start + place);
    let places = std::iter::once(at).chain(back);
    let few = counts.end() - counts.start() + 1;
    let mut places: Vec<usize> = places.skip(*counts.start()).take(few).collect();
    places.reverse();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn few(pattern: &str) -> Option<RangeInclusive<usize>> {
        Count::of(&regex_syntax::parse(pattern).unwrap()).few()
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(few("原告"), Some(2..=2));
        assert_eq!(few("(?:^|[。;])"), Some(0..=1));
        assert_eq!(few("[12][0-9]{3}年"), Some(5..=5));
        assert_eq!(few("(?P<a>甲|乙丙)?"), Some(0..=2));
        assert_eq!(few("甲{0,3}"), None);
        assert_eq!(few("甲*"), None);
        assert_eq!(few("甲{40}"), None);
        assert_eq!(few("(?:^|$)*"), Some(0..=0));
    }

    #[test]
    fn places_are_counted_back_by_characters_and_stay_inside() {
        let text = "甲乙丙丁";
        assert_eq!(places_before(text, &(0..12), 9, &(0..=2)), [3, 6, 9]);
        assert_eq!(places_before(text, &(6..12), 9, &(0..=2)), [6, 9]);
        assert_eq!(places_before(text, &(6..12), 9, &(2..=2)), [0_usize; 0]);
    }
}
