//! The English form of an official number: `(2023) Jing 0491 Min Chu No. 11279`,
//! `(2014) E Wu Han Zhong Xing Chu Zi No. 09914`.
//!
//! Every character is one capitalised syllable of pinyin without tones, 最高法 is `Zui Gao Fa`, a code
//! keeps its digits, 字第 is `Zi No.` and 第 alone is left to `No.`. A suffix before 号 follows the serial
//! (34-1号: `No. 34-1`), one behind 号 stands in brackets (34号-1: `No. 34 (-1)`), and 之一 is `No. 34 Zhi Yi`.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::CaseNumberTables;
use super::serial::Serial;
use super::types::TypeWord;
use crate::normalize::table::{TableError, rows};

/// What the English form is made from.
#[derive(Debug)]
pub(super) struct Official<'a> {
    pub(super) year: u16,
    pub(super) court: &'a str,
    pub(super) word: &'a TypeWord,
    pub(super) link: &'a str,
    pub(super) serial: &'a Serial,
}

/// Syllables of characters.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    one: HashMap<char, String>,
    also: HashMap<char, String>,
}

impl Syllables {
    /// Reads `pinyin.csv`.
    pub(super) fn from_csv(text: &str) -> Result<Self, TableError> {
        let mut out = Self::default();
        for [character, syllable, also] in rows("pinyin", text, ["character", "syllable", "also"])?
        {
            let Some(c) = character.chars().next() else {
                continue;
            };
            out.one.insert(c, syllable);
            if !also.is_empty() {
                out.also.insert(c, also);
            }
        }
        Ok(out)
    }

    /// The syllable of a character.
    pub(super) fn of(&self, c: char) -> Option<&str> {
        self.one.get(&c).map(String::as_str)
    }

    /// The syllables of a word, and for each character that is also spelt otherwise, with that spelling.
    pub(super) fn spellings(&self, word: &str) -> Vec<String> {
        let Some(main) = self.words(word) else {
            return Vec::new();
        };
        let other = |c: char| Some(main.replace(self.of(c)?, self.also.get(&c)?));
        let others: Vec<String> = word.chars().filter_map(other).collect();
        std::iter::once(main.clone()).chain(others).collect()
    }

    /// The syllables of a word, blanks between, digits and brackets kept; `None` where one is unknown.
    pub(super) fn words(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(24);
        self.write(text, &mut out)?;
        Some(out)
    }

    /// Adds the syllables of a word to a line, behind a blank where the line does not end in one.
    fn write(&self, text: &str, out: &mut String) -> Option<()> {
        for c in text.chars() {
            let digit = c.is_ascii_digit();
            let joined = out.is_empty()
                || out.ends_with([' ', '('])
                || c == '）'
                || digit && out.ends_with(|c: char| c.is_ascii_digit());
            if !joined {
                out.push(' ');
            }
            match c {
                '（' => out.push('('),
                '）' => out.push(')'),
                c if digit => out.push(c),
                c => out.push_str(self.of(c)?),
            }
        }
        Some(())
    }
}

impl CaseNumberTables {
    /// The English form, or `None` where a character has no syllable in the table.
    pub(super) fn romanise(&self, official: &Official<'_>) -> Option<String> {
        let Official {
            year,
            court,
            word,
            link,
            serial,
        } = official;
        let mut out = String::with_capacity(64);
        let _ = write!(out, "({year}) ");
        match self.provinces.of_code(court) {
            Some(p) if court[p.abbr.len()..].bytes().all(|b| b.is_ascii_digit()) => {
                out.push_str(&p.romanised);
                self.syllables.write(&court[p.abbr.len()..], &mut out)?;
            }
            _ => self.syllables.write(court, &mut out)?,
        }
        if word.romanised.is_empty() {
            self.syllables.write(&word.word, &mut out)?;
        } else {
            let blank = if out.ends_with(' ') { "" } else { " " };
            let _ = write!(out, "{blank}{}", word.romanised);
        }
        out.push_str(if link.starts_with('字') {
            " Zi No. "
        } else {
            " No. "
        });
        out.push_str(&serial.digits);
        match serial.suffix.as_deref() {
            Some(s) if s.starts_with('之') => self.syllables.write(s, &mut out)?,
            Some(s) if serial.inside => out.push_str(s),
            Some(s) => {
                let _ = write!(out, " ({s})");
            }
            None => {}
        }
        Some(out)
    }
}
