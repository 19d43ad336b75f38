//! The courts of the court table: by code, by Chinese name, by English name, and which codes are one place.

mod english;
mod names;

use std::collections::{BTreeMap, HashMap};

use self::names::{bare, base_name, place_and_rest, split_province};
use super::table::{TableError, bad_cell, rows};
use crate::vocabulary::CourtLevel;

/// A row of the court table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtEntry {
    /// Code as case numbers print it, as `京0491`.
    pub code: String,
    /// Official Chinese name.
    pub name_zh: String,
    /// English name, or empty.
    pub name_en: String,
    /// Level.
    pub level: CourtLevel,
    /// `ordinary internet ip financial maritime railway …`.
    pub kind: String,
    /// Chinese name of the province.
    pub province: String,
    /// Code of the court above, or empty.
    pub parent: String,
    /// Whether the court still stands under this code and name.
    pub current: bool,
}

/// All courts, and the codes that are one place.
#[derive(Debug, Default)]
pub struct CourtTable {
    entries: Vec<CourtEntry>,
    codes: HashMap<String, usize>,
    /// Names without province.
    names: HashMap<String, Vec<usize>>,
    /// Names without province and city.
    tails: HashMap<String, Vec<usize>>,
    english: english::Names,
    /// A code to the codes it has become.
    successors: BTreeMap<String, Vec<String>>,
    provinces: Vec<String>,
}

impl CourtTable {
    /// Reads `courts.csv`; see `rules/tables/README.md` for its columns.
    ///
    /// # Errors
    /// [`TableError`] where a column is absent or a level is none of the vocabulary.
    pub fn from_csv(text: &str) -> Result<Self, TableError> {
        let columns = [
            "code",
            "name_zh",
            "name_en",
            "level",
            "kind",
            "province",
            "parent_code",
            "status",
        ];
        let mut table = Self::default();
        for [
            code,
            name_zh,
            name_en,
            level,
            kind,
            province,
            parent,
            status,
        ] in rows("courts", text, columns)?
        {
            let level = CourtLevel::from_word(&level).ok_or_else(|| {
                let line = format!("{level},{province}");
                let error = bad_cell("courts", text, &line, "a level");
                TableError {
                    message: format!("`{level}` is not a level of courts"),
                    ..error
                }
            })?;
            let current = status == "current";
            table.insert(CourtEntry {
                code,
                name_zh,
                name_en,
                level,
                kind,
                province,
                parent,
                current,
            });
        }
        Ok(table)
    }

    /// Adds `court_aliases.csv`: codes that are one court or one place.
    ///
    /// # Errors
    /// [`TableError`] where a column is absent.
    pub fn with_aliases(mut self, text: &str) -> Result<Self, TableError> {
        for [code, same_as] in rows("court_aliases", text, ["code", "same_as"])? {
            self.successors.entry(code).or_default().push(same_as);
        }
        Ok(self)
    }

    /// Every court, in the order of the table.
    #[must_use]
    pub fn entries(&self) -> &[CourtEntry] {
        &self.entries
    }

    /// The court of a code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&CourtEntry> {
        self.codes.get(code).and_then(|&at| self.entries.get(at))
    }

    /// The court of a Chinese or English name, with or without 中华人民共和国, province and city. Where a
    /// name fits several courts, the code of the document's own number decides, else there is none.
    #[must_use]
    pub fn by_name(&self, name: &str, own_code: Option<&str>) -> Option<&CourtEntry> {
        let fitting = if name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            self.fitting_chinese(name)
        } else {
            self.english.fitting(name)
        };
        self.decide(&fitting, own_code)
    }

    /// Whether two codes are one court or one place: equal, old and new after a boundary change, renamed.
    #[must_use]
    pub fn same_place(&self, a: &str, b: &str) -> bool {
        a == b || self.becomes(a, b) || self.becomes(b, a) || self.same_name(a, b)
    }

    fn insert(&mut self, entry: CourtEntry) {
        let at = self.entries.len();
        let base = base_name(&entry.name_zh, &entry.province);
        if let Some((_, tail)) = place_and_rest(base) {
            self.tails.entry(tail.to_owned()).or_default().push(at);
        }
        self.tails.entry(base.to_owned()).or_default().push(at);
        self.names.entry(base.to_owned()).or_default().push(at);
        self.english.insert(&entry.name_en, at);
        if !self.provinces.contains(&entry.province) {
            self.provinces.push(entry.province.clone());
        }
        self.codes.insert(entry.code.clone(), at);
        self.entries.push(entry);
    }

    fn fitting_chinese(&self, name: &str) -> Vec<usize> {
        let name = bare(name);
        if let Some(whole) = self.names.get(&name) {
            return whole.clone();
        }
        let (province, rest) = split_province(&name, &self.provinces);
        let within = |at: &usize| province.is_none_or(|p| self.entries[*at].province == p);
        let find = |index: &HashMap<String, Vec<usize>>, key: &str| -> Vec<usize> {
            index
                .get(key)
                .into_iter()
                .flatten()
                .copied()
                .filter(within)
                .collect()
        };
        let whole = find(&self.names, rest);
        if !whole.is_empty() {
            return whole;
        }
        let tail = find(&self.tails, rest);
        if !tail.is_empty() {
            return tail;
        }
        let Some((place, rest)) = place_and_rest(rest) else {
            return Vec::new();
        };
        let mut fitting = find(&self.tails, rest);
        fitting.retain(|&at| self.stands_in(at, place));
        fitting
    }

    /// Whether a court or the one above it is named after a city or prefecture.
    fn stands_in(&self, at: usize, place: &str) -> bool {
        let entry = &self.entries[at];
        entry.name_zh.contains(place)
            || self
                .by_code(&entry.parent)
                .is_some_and(|p| p.name_zh.contains(place))
    }

    /// The one court of several that fit.
    fn decide(&self, fitting: &[usize], own_code: Option<&str>) -> Option<&CourtEntry> {
        let entry = |at: &usize| self.entries.get(*at);
        if let [only] = fitting {
            return entry(only);
        }
        if let Some(own) = own_code {
            let own_one = fitting.iter().filter_map(entry).find(|e| e.code == own);
            let near = || {
                fitting
                    .iter()
                    .filter_map(entry)
                    .find(|e| self.same_place(&e.code, own))
            };
            if let Some(found) = own_one.or_else(near) {
                return Some(found);
            }
        }
        let first = fitting
            .iter()
            .filter_map(entry)
            .find(|e| e.current)
            .or_else(|| fitting.first().and_then(entry))?;
        fitting
            .iter()
            .filter_map(entry)
            .all(|e| self.same_place(&e.code, &first.code))
            .then_some(first)
    }

    /// Whether the code `old` has become `new`, at once or in steps.
    fn becomes(&self, old: &str, new: &str) -> bool {
        let mut open = vec![old];
        // three steps are more than any place has taken since 2015
        for _ in 0..3 {
            open = open
                .iter()
                .filter_map(|code| self.successors.get(*code))
                .flatten()
                .map(String::as_str)
                .collect();
            if open.contains(&new) {
                return true;
            }
        }
        false
    }

    fn same_name(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.by_code(a), self.by_code(b)) else {
            return false;
        };
        a.province == b.province
            && base_name(&a.name_zh, &a.province) == base_name(&b.name_zh, &b.province)
    }
}

#[cfg(test)]
mod tests;
