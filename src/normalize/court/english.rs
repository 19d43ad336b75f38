//! English court names, compared by their words in any order.

use std::collections::{BTreeSet, HashMap};

/// Words that every court's English name may have or lack.
const LEFT_OUT: [&str; 16] = [
    "the",
    "of",
    "in",
    "at",
    "and",
    "people",
    "peoples",
    "s",
    "court",
    "ct",
    "city",
    "province",
    "municipality",
    "municipal",
    "republic",
    "china",
];

/// The word sets of English court names.
#[derive(Debug, Default)]
pub(super) struct Names {
    sets: Vec<(BTreeSet<String>, usize)>,
    exact: HashMap<BTreeSet<String>, Vec<usize>>,
}

impl Names {
    pub(super) fn insert(&mut self, name: &str, at: usize) {
        let words = words(name);
        if !words.is_empty() {
            self.exact.entry(words.clone()).or_default().push(at);
            self.sets.push((words, at));
        }
    }

    /// Courts whose name has just these words, or else has these and further ones (a province).
    pub(super) fn fitting(&self, name: &str) -> Vec<usize> {
        let wanted = words(name);
        if wanted.is_empty() || !name.to_lowercase().contains('c') {
            return Vec::new();
        }
        if let Some(found) = self.exact.get(&wanted) {
            return found.clone();
        }
        let fewest = self
            .sets
            .iter()
            .filter(|(set, _)| wanted.is_subset(set))
            .map(|(set, _)| set.len())
            .min();
        self.sets
            .iter()
            .filter(|(set, _)| Some(set.len()) == fewest && wanted.is_subset(set))
            .map(|&(_, at)| at)
            .collect()
    }
}

fn words(name: &str) -> BTreeSet<String> {
    let name = name
        .to_lowercase()
        .replace(['’', '\''], "")
        .replace("no.", "no ");
    let mut out = BTreeSet::new();
    let mut number = false;
    for word in name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let word = match word {
            "no" => {
                number = true;
                continue;
            }
            "1" if number => "first",
            "2" if number => "second",
            "3" if number => "third",
            "4" if number => "fourth",
            "higher" => "high",
            "ip" => {
                out.insert("intellectual".to_owned());
                "property"
            }
            other => other,
        };
        number = false;
        if !LEFT_OUT.contains(&word) {
            out.insert(word.to_owned());
        }
    }
    out
}
