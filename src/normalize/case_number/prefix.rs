//! Court prefixes of numbers from before 2016 (鄂武汉中, 深宝法), and the letters that only the numbers of
//! other offices have.

use std::collections::HashMap;

use crate::normalize::table::{TableError, rows};

/// Prefix to the code of its court, or to nothing where it names more than one.
#[derive(Debug, Default)]
pub(super) struct PrefixTable {
    names: Vec<String>,
    codes: HashMap<String, Option<String>>,
}

impl PrefixTable {
    /// Reads `old_prefixes.csv`.
    pub(super) fn from_csv(text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for [prefix, code] in rows("old_prefixes", text, ["prefix", "code"])? {
            table.names.push(prefix.clone());
            let code = Some(code).filter(|c| !c.is_empty());
            table.codes.insert(prefix, code);
        }
        Ok(table)
    }

    /// Every prefix, in the order of the table.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a court is known to have printed it.
    pub(super) fn knows(&self, prefix: &str) -> bool {
        self.codes.contains_key(prefix)
    }

    /// The one court it names.
    pub(super) fn code(&self, prefix: &str) -> Option<&str> {
        self.codes.get(prefix)?.as_deref()
    }
}

/// Letters of prosecutors', notaries', forensic and other numbers, by their first letter.
#[derive(Debug, Default)]
pub(super) struct LookAlikes {
    letters: HashMap<char, Vec<LookAlike>>,
}

#[derive(Debug)]
struct LookAlike {
    letters: String,
    /// Whether it counts only where it stands last.
    last: bool,
}

impl LookAlikes {
    /// Reads `lookalikes.csv`.
    pub(super) fn from_csv(text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for [letters, place] in rows("lookalikes", text, ["letters", "where"])? {
            let last = place == "end";
            if let Some(first) = letters.chars().next() {
                let entry = LookAlike { letters, last };
                table.letters.entry(first).or_default().push(entry);
            }
        }
        Ok(table)
    }

    /// Whether letters, and 字 behind them where it is printed, are those of another office.
    pub(super) fn fit(&self, letters: &str, zi: bool) -> bool {
        letters.char_indices().any(|(at, c)| {
            let here = &letters[at..];
            let fits = |l: &LookAlike| match here.strip_prefix(l.letters.as_str()) {
                Some(rest) => !l.last || rest.is_empty(),
                None => zi && !l.last && l.letters.strip_suffix('字') == Some(here),
            };
            self.letters.get(&c).is_some_and(|ls| ls.iter().any(fits))
        })
    }
}
