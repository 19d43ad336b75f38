//! Which characters can stand right before or right after a literal inside a match.

use std::ops::Range;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// A set of characters; what is not known to be left out is in it.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    class: ClassUnicode,
    /// The end of the text counts too.
    text_end: bool,
    /// The expression can be empty, so that what stands beyond it counts too.
    open: bool,
    /// Nothing is known.
    any: bool,
}

/// Which side of an expression is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Its first character.
    First,
    /// Its last character.
    Last,
}

impl Edge {
    /// What an empty expression has.
    pub(super) fn open() -> Self {
        Self {
            class: ClassUnicode::empty(),
            text_end: false,
            open: true,
            any: false,
        }
    }

    fn closed(class: ClassUnicode) -> Self {
        Self {
            class,
            open: false,
            ..Self::open()
        }
    }

    fn any() -> Self {
        Self {
            any: true,
            ..Self::open()
        }
    }

    /// The characters that `hir` can begin or end with.
    pub(super) fn of(hir: &Hir, side: Side) -> Self {
        match hir.kind() {
            HirKind::Empty => Self::open(),
            HirKind::Look(look) => Self::of_look(*look, side),
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                let c = match side {
                    Side::First => text.chars().next(),
                    Side::Last => text.chars().next_back(),
                };
                c.map_or_else(Self::open, |c| Self::closed(one(c)))
            }
            HirKind::Class(Class::Unicode(class)) => Self::closed(class.clone()),
            HirKind::Class(Class::Bytes(_)) => Self::any(),
            HirKind::Repetition(repetition) => {
                let mut edge = Self::of(&repetition.sub, side);
                edge.open |= repetition.min == 0;
                edge
            }
            HirKind::Capture(capture) => Self::of(&capture.sub, side),
            HirKind::Concat(all) => Self::of_all(all, side),
            HirKind::Alternation(all) => {
                let edges = all.iter().map(|h| Self::of(h, side));
                edges.reduce(Self::or).unwrap_or_else(Self::open)
            }
        }
    }

    /// The same of a sequence.
    pub(super) fn of_all<'h>(
        all: impl IntoIterator<Item = &'h Hir, IntoIter: DoubleEndedIterator>,
        side: Side,
    ) -> Self {
        let all = all.into_iter();
        let next = |edge: Self, hir: &Hir| edge.then(|| Self::of(hir, side));
        match side {
            Side::First => all.fold(Self::open(), next),
            Side::Last => all.rev().fold(Self::open(), next),
        }
    }

    fn of_look(look: Look, side: Side) -> Self {
        match (look, side) {
            (Look::Start, Side::Last) => Self {
                text_end: true,
                ..Self::closed(ClassUnicode::empty())
            },
            (Look::StartLF, Side::Last) => Self {
                text_end: true,
                ..Self::closed(one('\n'))
            },
            // a text is cut where its section ends, and there `$` holds before any character
            (Look::End | Look::EndLF | Look::EndCRLF, Side::First) => Self::any(),
            _ => Self::open(),
        }
    }

    /// This, and where it is open what stands beyond it.
    pub(super) fn then(mut self, beyond: impl FnOnce() -> Self) -> Self {
        if !self.open || self.any {
            return self;
        }
        self.open = false;
        let beyond = beyond();
        let open = beyond.open;
        let mut both = self.or(beyond);
        both.open = open;
        both
    }

    /// This inside a repetition: where it is open, the piece before or after may stand there.
    pub(super) fn or_inside(self, piece: &Self) -> Self {
        if !self.open {
            return self;
        }
        let mut both = self.or(piece.clone());
        both.open = true;
        both
    }

    /// This or that.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.class.union(&other.class);
        self.text_end |= other.text_end;
        self.open |= other.open;
        self.any |= other.any;
        self
    }

    /// Whether it is known and rejects most characters.
    pub(super) fn is_narrow(&self) -> bool {
        let ranges = self.class.iter().count();
        !self.open && !self.any && ranges < 24 && self.size() <= LARGE
    }

    fn size(&self) -> usize {
        self.class.iter().map(ClassUnicodeRange::len).sum()
    }

    /// The characters as a set that is quick to ask; `None` where any may stand there.
    pub(super) fn set(&self) -> Option<CharSet> {
        let ranges = self.class.iter().map(|r| (r.start(), r.end()));
        if self.open || self.any || self.size() > LARGE {
            return None;
        }
        let mut set = CharSet {
            ascii: 0,
            ranges: Vec::new(),
            text_end: self.text_end,
        };
        for (from, to) in ranges {
            for c in from..=to.min('\x7f') {
                set.ascii |= 1 << u32::from(c);
            }
            if to > '\x7f' {
                set.ranges.push((from.max('\u{80}'), to));
            }
        }
        Some(set)
    }
}

/// A set of more characters than this rejects too few to be worth asking.
const LARGE: usize = 5000;

fn one(c: char) -> ClassUnicode {
    ClassUnicode::new([ClassUnicodeRange::new(c, c)])
}

/// A set of characters that is quick to ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CharSet {
    ascii: u128,
    ranges: Vec<(char, char)>,
    text_end: bool,
}

impl CharSet {
    /// The characters in it, as ranges of their numbers.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<u32>> {
        let ascii = (0..128).filter(|c| self.ascii >> c & 1 == 1);
        let others = self.ranges.iter();
        let others = others.map(|(from, to)| u32::from(*from)..u32::from(*to) + 1);
        ascii.map(|c| c..c + 1).chain(others)
    }

    /// Whether a character, or the end of the text, is in it.
    pub(super) fn holds(&self, c: Option<char>) -> bool {
        let Some(c) = c else { return self.text_end };
        if c.is_ascii() {
            return self.ascii >> u32::from(c) & 1 == 1;
        }
        let at = self.ranges.partition_point(|(_, to)| *to < c);
        self.ranges.get(at).is_some_and(|(from, _)| *from <= c)
    }
}
