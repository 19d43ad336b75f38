//! Romanised spellings to what they may stand for: provinces, type words, court prefixes, English words.
//!
//! Keys are lower-case letters without blanks or hyphens, so that split and joined syllables are one;
//! brackets stay (`minsan(zhi)zhong`), and the same word without them is a key too.

use std::collections::{HashMap, HashSet};

use super::province::Province;
use super::romanise::Syllables;
use super::types::TypeTable;
use crate::normalize::table::{TableError, rows};

/// What an English word of a translated number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum English {
    /// The Supreme People's Court.
    Court,
    /// 初, 终, 再.
    Stage(char),
    /// 民, 刑, 行, 执.
    Branch(char),
    /// 知.
    Ip,
    /// 特.
    Special,
    /// Says nothing: case, judgment.
    Filler,
    /// A division of an old number, which translation leaves open.
    Ordinal,
}

/// Spellings to meanings.
#[derive(Debug, Default)]
pub(super) struct RomanIndex {
    /// To indices of provinces.
    pub(super) provinces: HashMap<String, Vec<usize>>,
    /// To indices of type words.
    pub(super) types: HashMap<String, Vec<usize>>,
    /// To prefixes of old numbers.
    pub(super) prefixes: HashMap<String, Vec<String>>,
    /// Initials of syllables, as `XWR`, to indices of type words of the new style.
    pub(super) initials: HashMap<String, Vec<usize>>,
    pub(super) english: HashMap<String, English>,
    /// Words of English court names that name no place.
    generic: HashSet<String>,
    /// Two letters that a spelling begins with, as `a * 26 + b`.
    starts: Vec<bool>,
}

impl RomanIndex {
    pub(super) fn new<'a>(
        provinces: &[Province],
        types: &TypeTable,
        prefixes: impl Iterator<Item = &'a str>,
        syllables: &Syllables,
    ) -> Self {
        let mut index = Self::default();
        for (at, province) in provinces.iter().enumerate() {
            let spellings = province
                .also_romanised
                .iter()
                .chain([&province.romanised, &province.name_en]);
            for spelling in spellings {
                add(&mut index.provinces, key(spelling), at);
            }
        }
        for (at, word) in types.words().iter().enumerate() {
            for spelling in [
                word.romanised.clone(),
                word.romanised.replace(['(', ')'], ""),
            ] {
                add(&mut index.types, key(&spelling), at);
                if spelling.contains("Mo") {
                    add(&mut index.types, key(&spelling.replace("Mo", "Mei")), at);
                }
            }
            if word.new_style {
                let initials = word
                    .romanised
                    .split(' ')
                    .filter_map(|s| s.chars().next())
                    .collect();
                add(&mut index.initials, initials, at);
            }
        }
        index.starts = vec![false; 26 * 26];
        let keys = provinces.iter().flat_map(|p| {
            [&p.romanised, &p.name_en]
                .into_iter()
                .chain(&p.also_romanised)
        });
        keys.for_each(|spelling| index.mark(&key(spelling)));
        for prefix in prefixes {
            for spelling in syllables.spellings(prefix) {
                let key = key(&spelling);
                index.mark(&key);
                add(&mut index.prefixes, key, prefix.to_owned());
            }
        }
        for word in types.words() {
            index.mark(&key(&word.romanised));
        }
        index
    }

    /// Whether a romanised number may begin with this text. Most English words begin as no syllable does.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let letter = |i: usize| {
            text.get(i)
                .filter(|b| b.is_ascii_alphabetic())
                .map(|b| usize::from(b | 32) - 97)
        };
        match (letter(0), letter(1)) {
            (Some(a), Some(b)) => self.starts.get(a * 26 + b).copied().unwrap_or(false),
            (Some(_), None) => true,
            _ => false,
        }
    }

    /// Whether a word of a court's English name names no place: District, Intermediate.
    pub(super) fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(word)
    }

    fn mark(&mut self, key: &str) {
        let letter = |b: u8| usize::from(b.saturating_sub(97));
        let seconds = match key.as_bytes() {
            [_, b, ..] if b.is_ascii_lowercase() => letter(*b)..letter(*b) + 1,
            // E Wu Han Zhong: any letter may follow a spelling of one
            _ => 0..26,
        };
        if let Some(first) = key.bytes().next() {
            seconds.for_each(|b| self.starts[letter(first) * 26 + b] = true);
        }
    }

    /// Reads `roman_words.csv`.
    pub(super) fn with_english(mut self, text: &str) -> Result<Self, TableError> {
        for [english, kind, chinese] in rows("roman_words", text, ["english", "kind", "chinese"])? {
            if kind == "generic" {
                self.generic.insert(english);
                continue;
            }
            let letter = chinese.chars().next().unwrap_or('-');
            let meaning = match kind.as_str() {
                "court" => English::Court,
                "stage" => English::Stage(letter),
                "branch" => English::Branch(letter),
                "ip" => English::Ip,
                "special" => English::Special,
                "ordinal" => English::Ordinal,
                _ => English::Filler,
            };
            let key = key(&english);
            self.mark(&key);
            self.english.insert(key, meaning);
        }
        Ok(self)
    }
}

/// Lower-case letters and brackets of a spelling.
pub(super) fn key(spelling: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphabetic() || matches!(c, '(' | ')');
    spelling
        .chars()
        .filter(kept)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn add<T: PartialEq>(map: &mut HashMap<String, Vec<T>>, key: String, value: T) {
    let values = map.entry(key).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}
