//! A text as an engine sees it: as it is, or a window of it in the letters of a pattern's alphabet.

use std::cell::RefCell;
use std::ops::Range;

use super::alphabet::Alphabet;
use super::numbered::Numbered;
use super::work::looked_at;

thread_local! {
    /// Windows that are done with, so that a search needs no new memory.
    static SPARE: RefCell<Vec<Window>> = const { RefCell::new(Vec::new()) };
}

/// A text, and the window of it that was translated last.
#[derive(Debug)]
pub(super) struct Seen<'t> {
    pub(super) text: &'t str,
    /// The characters of the text, or of a text that it begins, where a scanner has read it.
    read: Option<&'t Numbered>,
    window: Window,
}

/// A stretch of a text in letters, with a character before and after it for `^` and `$`.
#[derive(Debug, Default)]
struct Window {
    letters: Vec<u8>,
    /// The number of the first of them.
    first: usize,
    /// The stretch, without the characters around it; none at first.
    covers: Option<Range<usize>>,
    /// The characters around the stretch, where the text was not read before, and where they start in it.
    own: Numbered,
    origin: usize,
}

impl<'t> Seen<'t> {
    pub(super) fn new(text: &'t str, read: Option<&'t Numbered>) -> Self {
        let spare = SPARE.with_borrow_mut(Vec::pop);
        let mut window = spare.unwrap_or_default();
        window.covers = None;
        Self { text, read, window }
    }

    /// The same text for another pattern.
    pub(super) fn again(&self) -> Self {
        Self::new(self.text, self.read)
    }

    /// The letters around `span` of the text, and where it lies in them.
    pub(super) fn letters(
        &mut self,
        alphabet: &Alphabet,
        span: &Range<usize>,
    ) -> (&[u8], Range<usize>) {
        let covers = |c: &Range<usize>| c.start <= span.start && c.end == span.end;
        if !self.window.covers.as_ref().is_some_and(covers) {
            self.fill(alphabet, span);
        }
        let number = self.numbered().number(span.start - self.window.origin);
        let letters = &self.window.letters;
        // a window ends where the span that it was made for does
        let after = usize::from(span.end < self.text.len());
        (letters, number - self.window.first..letters.len() - after)
    }

    /// The offset in the text of a letter of the window.
    pub(super) fn offset(&self, letter: usize) -> usize {
        let place = self.numbered().offset(self.window.first + letter);
        self.window.origin + place as usize
    }

    fn numbered(&self) -> &Numbered {
        self.read.unwrap_or(&self.window.own)
    }

    fn fill(&mut self, alphabet: &Alphabet, span: &Range<usize>) {
        looked_at(span.len());
        let numbers = match self.read {
            Some(read) => {
                let after = usize::from(span.end < self.text.len());
                self.window.origin = 0;
                read.number(span.start).saturating_sub(1)..read.number(span.end) + after
            }
            None => self.read_around(span),
        };
        self.window.first = numbers.start;
        self.window.covers = Some(span.clone());
        let mut letters = std::mem::take(&mut self.window.letters);
        letters.clear();
        let codes = &self.numbered().codes()[numbers];
        letters.extend(codes.iter().map(|code| alphabet.letter(*code)));
        self.window.letters = letters;
    }

    /// Reads a stretch and a character on each side of it; gives the numbers of them all.
    fn read_around(&mut self, span: &Range<usize>) -> Range<usize> {
        let length = |c: Option<char>| c.map_or(0, char::len_utf8);
        let start = span.start - length(self.text[..span.start].chars().next_back());
        let end = span.end + length(self.text[span.end..].chars().next());
        let Window { own, origin, .. } = &mut self.window;
        *origin = start;
        // of what is too long for it nothing is read, and so nothing found
        let _ = own.read(&self.text[start..end]);
        0..own.codes().len()
    }
}

impl Drop for Seen<'_> {
    fn drop(&mut self) {
        let window = std::mem::take(&mut self.window);
        if window.letters.capacity() > 0 && !window.own.is_large() {
            SPARE.with_borrow_mut(|spare| spare.push(window));
        }
    }
}
