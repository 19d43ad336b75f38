//! Folding: width, brackets, blanks; what patterns may rely on.
//!
//! One pass, a few more where it put an entity together, and idempotent. Every decision about a blank looks
//! at folded neighbours only and drops nothing that a second pass would have wanted to see.

use std::ops::Range;

use super::characters::{FoldSpec, Unit, is_dash, is_end, is_han, plain_prefix, unit};
use super::entity::entity;
use super::{Offsets, OffsetsBuilder};

/// Numeric entities nest as deep as somebody cares to write them; time must stay linear all the same.
const MOST_PASSES: usize = 8;

/// A folded text and its map to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Its map.
    pub offsets: Offsets,
}

/// Replaces a range of a folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub range: Range<usize>,
    /// By what; empty for a deletion.
    pub with: &'static str,
}

/// Folds `original`: full-width forms to ASCII, brackets and stops to one form each, compatibility
/// ideographs to unified ones, entities to their characters; what nobody sees is dropped; runs of
/// blanks that hold a line end become one line end, others one blank or, where only layout put them
/// between Han characters or beside one, nothing.
///
/// ```
/// use casemill::text::{FoldSpec, fold};
///
/// let folded = fold("民 事 判 决 书\r\n\r\n（２０１８）京０１１１民初９９２５３号", &FoldSpec::standard());
/// assert_eq!(folded.text, "民事判决书\n(2018)京0111民初99253号");
/// ```
#[must_use]
pub fn fold(original: &str, spec: &FoldSpec) -> Folded {
    let mut folded = pass(original, spec);
    // Folding can put an entity together (`＆ｌｔ；`).
    for _ in 0..MOST_PASSES {
        if entities(&folded.text).next().is_none() {
            return folded;
        }
        let next = pass(&folded.text, spec);
        folded = Folded {
            offsets: folded.offsets.then(&next.offsets),
            text: next.text,
        };
    }
    // Nobody nests them deeper in good faith. What is left is text, and stays so when it is folded again.
    let blunted: Vec<Edit> = entities(&folded.text).map(blunt).collect();
    folded.edit(&blunted)
}

/// Takes an entity its `&`; what is there instead is nothing that a blank beside it asks about either.
fn blunt(at: usize) -> Edit {
    Edit {
        range: at..at + 1,
        with: "+",
    }
}

fn pass(original: &str, spec: &FoldSpec) -> Folded {
    let folder = Folder {
        original,
        spec,
        at: 0,
        text: String::with_capacity(original.len()),
        offsets: OffsetsBuilder::default(),
        blank: None,
        word: 0,
        last_wide: false,
    };
    folder.run()
}

/// Where the entities of a text begin.
fn entities(text: &str) -> impl Iterator<Item = usize> {
    let places = memchr::memchr_iter(b'&', text.as_bytes());
    places.filter(|at| entity(&text[*at..]).is_some())
}

/// A run of blanks, line ends and dropped characters not yet decided on.
#[derive(Debug, Clone)]
struct Blank {
    range: Range<usize>,
    newline: bool,
}

struct Folder<'a> {
    original: &'a str,
    spec: &'a FoldSpec,
    at: usize,
    text: String,
    offsets: OffsetsBuilder,
    blank: Option<Blank>,
    /// Where, in the folded text, the current stretch without blanks began.
    word: usize,
    last_wide: bool,
}

impl Folder<'_> {
    fn run(mut self) -> Folded {
        while self.at < self.original.len() {
            let plain = plain_prefix(&self.original.as_bytes()[self.at..]);
            if plain > 0 {
                self.copy(plain);
            } else if let Some((unit, len)) = unit(&self.original[self.at..], self.spec) {
                self.take(unit, len);
                self.at += len;
            }
        }
        if let Some(blank) = self.blank.take() {
            self.offsets.delete(blank.range.len());
        }
        Folded {
            text: self.text,
            offsets: self.offsets.finish(),
        }
    }

    /// A stretch of plain characters, as it is.
    fn copy(&mut self, len: usize) {
        let piece = &self.original[self.at..self.at + len];
        if let (Some(blank), Some(first)) = (self.blank.take(), piece.chars().next()) {
            self.decide(&blank, first, is_plain_wide(first), first.len_utf8());
        }
        self.text.push_str(piece);
        self.offsets.copy(len);
        self.last_wide = piece.chars().next_back().is_some_and(is_plain_wide);
        self.at += len;
    }

    fn take(&mut self, unit: Unit, len: usize) {
        let range = self.at..self.at + len;
        match (unit, &mut self.blank) {
            (Unit::Char { c, wide }, _) => self.put(c, wide, len),
            (unit, Some(blank)) => {
                blank.range.end = range.end;
                blank.newline |= unit == Unit::Newline;
            }
            (Unit::Dropped, None) => self.offsets.delete(len),
            (unit, None) => {
                self.blank = Some(Blank {
                    range,
                    newline: unit == Unit::Newline,
                });
            }
        }
    }

    /// A single character, of `len` bytes in the original.
    fn put(&mut self, c: char, wide: bool, len: usize) {
        if let Some(blank) = self.blank.take() {
            self.decide(&blank, c, wide, len);
        }
        let c = if is_dash(c) && self.joins(len) {
            '-'
        } else {
            c
        };
        self.text.push(c);
        if self.original[self.at..].starts_with(c) && len == c.len_utf8() {
            self.offsets.copy(len);
        } else {
            self.offsets.replace(c.len_utf8(), len);
        }
        self.last_wide = wide;
    }

    /// Whether the character of `len` bytes here stands between digits or letters.
    fn joins(&self, len: usize) -> bool {
        let before = self.text.chars().next_back();
        let after = self.visible(self.at + len);
        before.is_some_and(|c| c.is_ascii_alphanumeric())
            && matches!(after, Some(Unit::Char { c, .. }) if c.is_ascii_alphanumeric())
    }

    /// The first unit at or after `at` that is not dropped.
    fn visible(&self, mut at: usize) -> Option<Unit> {
        while let Some((unit, len)) = unit(&self.original[at..], self.spec) {
            if unit != Unit::Dropped {
                return Some(unit);
            }
            at += len;
        }
        None
    }

    /// Writes or drops a run of blanks before the character `next`, of `len` bytes in the original.
    fn decide(&mut self, blank: &Blank, next: char, next_wide: bool, len: usize) {
        let source = &self.original[blank.range.clone()];
        let written = match self.text.chars().next_back() {
            None => None,
            Some(_) if blank.newline => Some('\n'),
            Some(last) if self.keeps(last, next, next_wide, len) => Some(' '),
            Some(_) => None,
        };
        match written {
            Some(c) if source.len() == 1 && source.starts_with(c) => self.offsets.copy(1),
            Some(_) => self.offsets.replace(1, source.len()),
            None => self.offsets.delete(source.len()),
        }
        self.text.extend(written);
        self.word = self.text.len();
        self.last_wide = false;
    }

    /// Whether a blank between `last` and `next` means something: between words that are not Han,
    /// behind the end of a sentence, or between two Han words, since it may separate paragraphs.
    /// Single Han characters are letter-spaced (`民 事 判 决 书`), and beside digits, letters and
    /// punctuation only layout puts a blank.
    fn keeps(&self, last: char, next: char, next_wide: bool, len: usize) -> bool {
        let (before, after) = (is_han(last), is_han(next));
        if !(before || after || self.last_wide || next_wide) || is_end(last) {
            return true;
        }
        before && after && !self.is_single(last) && !self.is_single_after(len)
    }

    /// Whether `last` is all there is of the stretch before the blank.
    fn is_single(&self, last: char) -> bool {
        self.text.len() - self.word == last.len_utf8()
    }

    /// Whether the character of `len` bytes at the current place is all there is of its stretch.
    fn is_single_after(&self, len: usize) -> bool {
        !matches!(self.visible(self.at + len), Some(Unit::Char { .. }))
    }
}

/// The wide punctuation among what [`plain_prefix`] passes over.
fn is_plain_wide(c: char) -> bool {
    matches!(c, '、' | '。' | '《' | '》' | '「' | '」')
}

impl Folded {
    /// Applies `edits`, sorted and without overlap, and gives the new text with its map to the
    /// original. An edit that overlaps the one before it, leaves the text or cuts a character is
    /// left out.
    #[must_use]
    pub fn edit(&self, edits: &[Edit]) -> Self {
        let mut text = String::with_capacity(self.text.len() + edits.len());
        let mut changes = OffsetsBuilder::default();
        let mut at = 0;
        for edit in edits {
            let Range { start, end } = edit.range;
            let (Some(kept), Some(_)) = (self.text.get(at..start), self.text.get(start..end))
            else {
                continue;
            };
            text.push_str(kept);
            text.push_str(edit.with);
            changes.copy(kept.len());
            match (end - start, edit.with.len()) {
                // One byte for another is a copy as far as offsets go, and runs stay long.
                (1, 1) => changes.copy(1),
                (old, new) => changes.replace(new, old),
            }
            at = end;
        }
        let tail = &self.text[at..];
        text.push_str(tail);
        changes.copy(tail.len());
        Self {
            text,
            offsets: self.offsets.then(&changes.finish()),
        }
    }
}

#[cfg(test)]
mod tests;
