//! The characters that a pattern tells apart, as one byte each.
//!
//! Patterns of Chinese text tell a hundred characters apart out of a hundred thousand. As UTF-8, each
//! class of them is an automaton of its own, once for each repetition that is counted. Over an alphabet
//! of its own a pattern is small, and reads one byte a character.

use std::collections::BTreeSet;

use regex_syntax::hir::{
    Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Look, Repetition,
};

/// Characters below this are found through pages.
const PLANE: u32 = 1 << 16;
/// Characters in a page.
const PAGE: usize = 64;

/// A map from characters to bytes; characters that a pattern does not tell apart share one.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// For each page of the basic plane, which of `leaves` it is.
    pages: Vec<u16>,
    leaves: Vec<[u8; PAGE]>,
    /// Stretches beyond the basic plane: their first characters and bytes.
    beyond: Vec<(u32, u8)>,
}

impl Alphabet {
    /// The alphabet of a pattern and the pattern over it; `None` where the pattern tells too many
    /// characters apart, or looks at what words are.
    pub(super) fn of(hir: &Hir) -> Option<(Self, Hir)> {
        let plain = [Look::Start, Look::End, Look::StartLF, Look::EndLF];
        if !hir
            .properties()
            .look_set()
            .iter()
            .all(|look| plain.contains(&look))
        {
            return None;
        }
        let mut sets = BTreeSet::new();
        collect(hir, &mut sets)?;
        let letters = Letters::of(&sets)?;
        let translated = letters.translate(hir);
        Some((letters.alphabet(), translated))
    }

    /// The byte of a character.
    #[inline]
    pub(super) fn letter(&self, c: u32) -> u8 {
        if let Some(page) = self.pages.get(c as usize / PAGE) {
            return self.leaves[usize::from(*page)][c as usize % PAGE];
        }
        let at = self.beyond.partition_point(|(first, _)| *first <= c);
        at.checked_sub(1).map_or(0, |at| self.beyond[at].1)
    }
}

/// Ranges of characters, as they stand in a pattern.
type Set = Vec<(u32, u32)>;

fn collect(hir: &Hir, sets: &mut BTreeSet<Set>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => {}
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            sets.extend(text.chars().map(|c| vec![(u32::from(c), u32::from(c))]));
        }
        HirKind::Class(Class::Unicode(class)) => drop(sets.insert(set(class))),
        HirKind::Repetition(repetition) => collect(&repetition.sub, sets)?,
        HirKind::Capture(capture) => collect(&capture.sub, sets)?,
        HirKind::Concat(all) | HirKind::Alternation(all) => {
            for one in all {
                collect(one, sets)?;
            }
        }
    }
    let bytes = matches!(hir.kind(), HirKind::Class(Class::Bytes(_)));
    (!bytes).then_some(())
}

fn set(class: &ClassUnicode) -> Set {
    let ranges = class
        .iter()
        .map(|r| (u32::from(r.start()), u32::from(r.end())));
    ranges.collect()
}

/// Stretches of characters that no set of a pattern tells apart, and the byte of each.
struct Letters {
    /// First characters of the stretches, in order.
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

impl Letters {
    fn of(sets: &BTreeSet<Set>) -> Option<Self> {
        let line_end = [vec![(u32::from('\n'), u32::from('\n'))]];
        let sets: Vec<&Set> = line_end.iter().chain(sets).collect();
        let mut cuts = BTreeSet::from([0, PLANE]);
        for (from, to) in sets.iter().flat_map(|set| set.iter()) {
            cuts.extend([*from, *to + 1]);
        }
        let starts: Vec<u32> = cuts.into_iter().collect();
        // each set divides the stretches known so far into those inside it and those outside
        let mut parts: Vec<usize> = vec![0; starts.len()];
        let mut count = 1;
        for set in sets {
            let known = count;
            let mut inside: Vec<Option<usize>> = vec![None; known];
            for (from, to) in set {
                let first = starts.partition_point(|start| start < from);
                let held = starts[first..].partition_point(|start| start <= to);
                for part in &mut parts[first..first + held] {
                    *part = *inside[*part].get_or_insert_with(|| {
                        count += 1;
                        count - 1
                    });
                }
            }
        }
        // `^` and `$` look for the byte of a line end, so that it must be what it is
        let mut letters: Vec<Option<u8>> = vec![None; count];
        let line_end = starts.partition_point(|start| *start < u32::from('\n'));
        letters[parts[line_end]] = Some(b'\n');
        let mut free = (0..=u8::MAX).filter(|byte| *byte != b'\n');
        let mut bytes = Vec::with_capacity(starts.len());
        for part in parts {
            let letter = match letters[part] {
                Some(letter) => letter,
                None => free.next()?,
            };
            letters[part] = Some(letter);
            bytes.push(letter);
        }
        Some(Self { starts, bytes })
    }

    fn letter(&self, c: u32) -> u8 {
        let at = self.starts.partition_point(|start| *start <= c);
        self.bytes[at.saturating_sub(1)]
    }

    /// An expression over the bytes.
    fn translate(&self, hir: &Hir) -> Hir {
        match hir.kind() {
            HirKind::Empty => Hir::empty(),
            HirKind::Look(look) => Hir::look(*look),
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                let bytes: Vec<u8> = text.chars().map(|c| self.letter(u32::from(c))).collect();
                Hir::literal(bytes)
            }
            HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Bytes(self.class(class))),
            HirKind::Class(class) => Hir::class(class.clone()),
            HirKind::Repetition(repetition) => Hir::repetition(Repetition {
                min: repetition.min,
                max: repetition.max,
                greedy: repetition.greedy,
                sub: Box::new(self.translate(&repetition.sub)),
            }),
            HirKind::Capture(capture) => Hir::capture(Capture {
                index: capture.index,
                name: capture.name.clone(),
                sub: Box::new(self.translate(&capture.sub)),
            }),
            HirKind::Concat(all) => Hir::concat(all.iter().map(|h| self.translate(h)).collect()),
            HirKind::Alternation(all) => {
                Hir::alternation(all.iter().map(|h| self.translate(h)).collect())
            }
        }
    }

    fn class(&self, class: &ClassUnicode) -> ClassBytes {
        let mut held = [false; 256];
        for range in class.iter() {
            let (from, to) = (u32::from(range.start()), u32::from(range.end()));
            let first = self.starts.partition_point(|start| *start < from);
            let past = self.starts.partition_point(|start| *start <= to);
            self.bytes[first..past]
                .iter()
                .for_each(|byte| held[usize::from(*byte)] = true);
        }
        let bytes = (0..=u8::MAX).filter(|byte| held[usize::from(*byte)]);
        ClassBytes::new(bytes.map(|byte| ClassBytesRange::new(byte, byte)))
    }

    fn alphabet(&self) -> Alphabet {
        let mut leaves: Vec<[u8; PAGE]> = Vec::new();
        let mut even: Vec<Option<u16>> = vec![None; 256];
        let mut pages = Vec::with_capacity(PLANE as usize / PAGE);
        let mut stretch = 0;
        for page in (0..PLANE).step_by(PAGE) {
            let past = page + PAGE as u32;
            while self
                .starts
                .get(stretch + 1)
                .is_some_and(|start| *start <= page)
            {
                stretch += 1;
            }
            let byte = self.bytes[stretch];
            let is_even = self
                .starts
                .get(stretch + 1)
                .is_none_or(|start| *start >= past);
            if let Some(known) = even[usize::from(byte)].filter(|_| is_even) {
                pages.push(known);
                continue;
            }
            let place = u16::try_from(leaves.len()).unwrap_or(0);
            leaves.push(std::array::from_fn(|c| self.letter(page + c as u32)));
            pages.push(place);
            if is_even {
                even[usize::from(byte)] = Some(place);
            }
        }
        let all = self.starts.iter().copied().zip(self.bytes.iter().copied());
        let beyond = all.filter(|(start, _)| *start >= PLANE).collect();
        Alphabet {
            pages,
            leaves,
            beyond,
        }
    }
}
