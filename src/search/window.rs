//! A text as an engine sees it: as it is, or a window of it in the letters of a pattern's alphabet.

use std::cell::RefCell;
use std::ops::Range;

use super::alphabet::Alphabet;

thread_local! {
    /// Windows that are done with, so that a search needs no new memory.
    static SPARE: RefCell<Vec<Window>> = const { RefCell::new(Vec::new()) };
}

/// A text, and the window of it that was translated last.
#[derive(Debug)]
pub(super) struct Seen<'t> {
    pub(super) text: &'t str,
    window: Window,
}

/// A stretch of a text in letters, with a character before and after it for `^` and `$`.
#[derive(Debug, Default)]
struct Window {
    letters: Vec<u8>,
    /// Where each character starts in the text, and where the last one ends.
    offsets: Vec<u32>,
    /// The stretch, without the characters around it; none at first.
    covers: Option<Range<usize>>,
}

impl<'t> Seen<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let spare = SPARE.with_borrow_mut(Vec::pop);
        let mut window = spare.unwrap_or_default();
        window.covers = None;
        Self { text, window }
    }

    /// The letters around `span` of the text, and where it lies in them.
    pub(super) fn letters(
        &mut self,
        alphabet: &Alphabet,
        span: &Range<usize>,
    ) -> (&[u8], Range<usize>) {
        let covers = |c: &Range<usize>| c.start <= span.start && c.end == span.end;
        if !self.window.covers.as_ref().is_some_and(covers) {
            self.window.fill(alphabet, self.text, span);
        }
        let place = |offset: usize| {
            self.window
                .offsets
                .partition_point(|at| (*at as usize) < offset)
        };
        (&self.window.letters, place(span.start)..place(span.end))
    }

    /// The offset in the text of a letter.
    pub(super) fn offset(&self, letter: usize) -> usize {
        self.window
            .offsets
            .get(letter)
            .map_or(self.text.len(), |at| *at as usize)
    }
}

impl Drop for Seen<'_> {
    fn drop(&mut self) {
        let window = std::mem::take(&mut self.window);
        if window.letters.capacity() > 0 {
            SPARE.with_borrow_mut(|spare| spare.push(window));
        }
    }
}

impl Window {
    fn fill(&mut self, alphabet: &Alphabet, text: &str, span: &Range<usize>) {
        let before = text[..span.start]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let after = text[span.end..].chars().next().map_or(0, char::len_utf8);
        let mut at = span.start - before;
        let end = span.end + after;
        self.letters.clear();
        self.offsets.clear();
        let bytes = &text.as_bytes()[..end];
        while let Some(&lead) = bytes.get(at) {
            let (c, len) = character(bytes, at, lead);
            self.letters.push(alphabet.letter(c));
            self.offsets.push(u32::try_from(at).unwrap_or(u32::MAX));
            at += len;
        }
        self.offsets.push(u32::try_from(at).unwrap_or(u32::MAX));
        self.covers = Some(span.clone());
    }
}

/// The character at `at` of a text, which begins with the byte `lead`, and its length.
#[inline]
pub(super) fn character(bytes: &[u8], at: usize, lead: u8) -> (u32, usize) {
    let low = |n: usize| u32::from(bytes.get(at + n).copied().unwrap_or(0) & 0x3F);
    match lead {
        0..0x80 => (u32::from(lead), 1),
        0xE0..0xF0 => (u32::from(lead & 0xF) << 12 | low(1) << 6 | low(2), 3),
        0xC0..0xE0 => (u32::from(lead & 0x1F) << 6 | low(1), 2),
        _ => (
            u32::from(lead & 7) << 18 | low(1) << 12 | low(2) << 6 | low(3),
            4,
        ),
    }
}
