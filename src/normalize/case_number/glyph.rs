//! A printed number as a row of characters: blanks gone, widths and dashes and brackets made one, each
//! with its place in the text it came from.

use std::ops::Range;

/// One character, and the bytes it was printed in.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) place: Range<usize>,
}

/// The characters of a text.
pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut row = Vec::with_capacity(text.len() / 2);
    add_glyphs(text, 0, &mut row);
    row
}

/// Adds the characters of a text whose first byte is byte `base` of the whole.
pub(super) fn add_glyphs(text: &str, base: usize, row: &mut Vec<Glyph>) {
    let seen = |c: &char| {
        !c.is_whitespace()
            && !matches!(
                c,
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
            )
    };
    row.extend(
        text.char_indices()
            .filter(|(_, c)| seen(c))
            .map(|(at, c)| Glyph {
                c: fold(c),
                place: base + at..base + at + c.len_utf8(),
            }),
    );
}

fn fold(c: char) -> char {
    match c {
        '（' | '﹙' => '(',
        '）' | '﹚' => ')',
        '〔' | '［' | '【' | '﹝' | '〈' | '〖' | '｛' | '{' | '「' | '『' | '《' => '[',
        '〕' | '］' | '】' | '﹞' | '〉' | '〗' | '｝' | '}' | '」' | '』' | '》' => ']',
        '－' | '—' | '–' | '−' | '‐' | '‑' | '―' | '～' | '~' | '﹣' => '-',
        '＊' | '﹡' | '✱' => '*',
        '✕' | '╳' | '☓' => '×',
        '號' => '号',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// A digit as it is meant: letters that look like one count, since print and scan confuse them.
pub(super) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'O' | 'o' | '〇' | '○' | '◯' | 'Ο' | 'О' | 'ο' | 'о' | '零' => Some('0'),
        'l' | 'I' | '|' => Some('1'),
        _ => None,
    }
}

/// A digit of a year, also in Chinese numerals.
pub(super) fn year_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return digit(c),
    })
}

/// A character that stands for a digit kept back.
pub(super) fn is_mask(c: char) -> bool {
    matches!(c, '*' | '×' | 'X' | 'x' | '某' | '?' | '□' | '■' | '_')
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Reads a row of characters from left to right.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    glyphs: &'a [Glyph],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(glyphs: &'a [Glyph]) -> Self {
        Self { glyphs, at: 0 }
    }

    /// How many characters have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    /// The character `n` behind the next one.
    pub(super) fn ahead(&self, n: usize) -> Option<char> {
        self.glyphs.get(self.at + n).map(|g| g.c)
    }

    pub(super) fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.glyphs.len());
    }

    /// Reads one character if it is `c`.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let here = self.peek() == Some(c);
        if here {
            self.at += 1;
        }
        here
    }

    /// Reads a word if it stands next.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let here = word
            .chars()
            .enumerate()
            .all(|(i, c)| self.ahead(i) == Some(c));
        if here {
            self.at += word.chars().count();
        }
        here
    }

    /// Reads characters while `f` turns them into others, at most `most`, and adds them to a line.
    pub(super) fn take_to(
        &mut self,
        out: &mut String,
        most: usize,
        f: impl Fn(char) -> Option<char>,
    ) {
        for _ in 0..most {
            let Some(c) = self.peek().and_then(&f) else {
                return;
            };
            out.push(c);
            self.at += 1;
        }
    }

    /// Reads characters while `f` turns them into others, at most `most`.
    pub(super) fn take(&mut self, most: usize, f: impl Fn(char) -> Option<char>) -> String {
        let mut out = String::new();
        self.take_to(&mut out, most, f);
        out
    }
}
