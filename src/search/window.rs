//! A text as an engine sees it: as it is, or a window of it in the letters of a pattern's alphabet.

use std::cell::RefCell;
use std::ops::Range;

use super::alphabet::Alphabet;
use super::work::looked_at;

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
    /// A letter and where it stands in the text: searches go forward, and so does counting from here.
    known: (usize, usize),
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
        let is_behind = self.window.known.1 <= span.start;
        if !(is_behind && self.window.covers.as_ref().is_some_and(covers)) {
            self.window.fill(alphabet, self.text, span);
        }
        let window = &mut self.window;
        let (letter, at) = window.known;
        let from = letter + self.text[at..span.start].chars().count();
        window.known = (from, span.start);
        // a window ends where the span that it was made for does
        let after = usize::from(span.end < self.text.len());
        (&window.letters, from..window.letters.len() - after)
    }

    /// The offset in the text of a letter at or after the start of what was searched last.
    pub(super) fn offset(&self, letter: usize) -> usize {
        let (known, at) = self.window.known;
        let text = &self.text[at..];
        let found = text.char_indices().nth(letter - known);
        found.map_or(self.text.len(), |(further, _)| at + further)
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
        let start = span.start - before;
        looked_at(span.len());
        let stretch = &text[start..span.end + after];
        self.known = (0, start);
        // room for one letter a byte, since nothing need be asked then for each
        self.letters.clear();
        self.letters.resize(stretch.len(), 0);
        let mut count = 0;
        for (letter, c) in self.letters.iter_mut().zip(stretch.chars()) {
            *letter = alphabet.letter(u32::from(c));
            count += 1;
        }
        self.letters.truncate(count);
        self.covers = Some(span.clone());
    }
}

/// The character at `at` of a text, and its length; none at the end.
#[inline]
pub(super) fn character(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let low = |byte: &u8| u32::from(byte & 0x3F);
    Some(match bytes.get(at..)? {
        [a @ 0..0x80, ..] => (u32::from(*a), 1),
        [a @ 0xE0..0xF0, b, c, ..] => (u32::from(a & 0xF) << 12 | low(b) << 6 | low(c), 3),
        [a @ 0xF0..=0xFF, b, c, d, ..] => (
            u32::from(a & 7) << 18 | low(b) << 12 | low(c) << 6 | low(d),
            4,
        ),
        [a, b, ..] => (u32::from(a & 0x1F) << 6 | low(b), 2),
        _ => return None,
    })
}
