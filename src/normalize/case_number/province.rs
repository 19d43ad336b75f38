//! The first letters of court codes and their romanised forms.

use std::collections::HashMap;
use std::ops::Deref;

use crate::normalize::table::{TableError, rows};

/// A first letter of court codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// 京, or 最高法.
    pub abbr: String,
    /// 北京市.
    pub name_zh: String,
    /// Beijing.
    pub name_en: String,
    /// Jing.
    pub romanised: String,
    /// Other romanised and English forms.
    pub also_romanised: Vec<String>,
}

/// All of them, by their letters.
#[derive(Debug, Default)]
pub(super) struct Provinces {
    rows: Vec<Province>,
    letters: HashMap<char, usize>,
}

impl Provinces {
    /// Reads `provinces.csv`.
    pub(super) fn from_csv(text: &str) -> Result<Self, TableError> {
        let columns = ["abbr", "name_zh", "name_en", "romanised", "also_romanised"];
        let mut out = Self::default();
        for [abbr, name_zh, name_en, romanised, also] in rows("provinces", text, columns)? {
            let mut chars = abbr.chars();
            if let (Some(letter), None) = (chars.next(), chars.next()) {
                out.letters.insert(letter, out.rows.len());
            }
            let also_romanised = also.split('|').filter(|s| !s.is_empty());
            out.rows.push(Province {
                also_romanised: also_romanised.map(str::to_owned).collect(),
                abbr,
                name_zh,
                name_en,
                romanised,
            });
        }
        Ok(out)
    }

    /// The province of a letter.
    pub(super) fn of(&self, letter: char) -> Option<&Province> {
        // Latin letters, digits and marks are most of what is asked for
        if letter < '\u{4e00}' {
            return None;
        }
        self.letters.get(&letter).and_then(|&at| self.rows.get(at))
    }

    /// The province that a code begins with.
    pub(super) fn of_code(&self, code: &str) -> Option<&Province> {
        let letter = code.chars().next().and_then(|c| self.of(c));
        letter.or_else(|| self.rows.iter().find(|p| code.starts_with(&p.abbr)))
    }
}

impl Deref for Provinces {
    type Target = [Province];

    fn deref(&self) -> &[Province] {
        &self.rows
    }
}
