//! English text as words, numbers and marks with their places.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Number,
    /// Any other character but a blank; brackets and dashes in one form.
    Mark(char),
}

/// A token and its bytes in the text.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// A year in digits, in the span that case numbers are given in.
    pub(super) fn year(&self) -> Option<u16> {
        let year = self
            .text
            .parse()
            .ok()
            .filter(|_| self.kind == Kind::Number && self.text.len() == 4)?;
        (1949..=2099).contains(&year).then_some(year)
    }
}

/// The tokens of a range of a text.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(24);
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let start = at;
        let kind = match bytes[at] {
            b if b.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b if b.is_ascii_digit() => {
                at = run(bytes, at, range.end, u8::is_ascii_digit);
                Kind::Number
            }
            b if b.is_ascii_alphabetic() => {
                at = run(bytes, at, range.end, u8::is_ascii_alphabetic);
                Kind::Word
            }
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                at += c.len_utf8();
                if c.is_whitespace() {
                    continue;
                }
                Kind::Mark(fold(c))
            }
        };
        out.push(Token {
            kind,
            text: &text[start..at],
            start,
        });
    }
    out
}

fn run(bytes: &[u8], from: usize, to: usize, fits: fn(&u8) -> bool) -> usize {
    bytes[from..to]
        .iter()
        .position(|b| !fits(b))
        .map_or(to, |n| from + n)
}

fn fold(c: char) -> char {
    match c {
        '（' | '[' | '［' | '〔' | '【' => '(',
        '）' | ']' | '］' | '〕' | '】' => ')',
        '－' | '–' | '—' | '‐' | '‑' | '−' => '-',
        '’' | '‘' | 'ʼ' => '\'',
        '、' => '/',
        '，' => ',',
        '．' => '.',
        c => c,
    }
}
