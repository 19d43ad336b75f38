//! Values wanted against values given: exact, alike, sentence by sentence, character by character.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::{alike, sentences, trimmed};
use crate::span::ByteSpan;

/// What is counted of one field. Counts of documents add up in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Values that the labels have.
    pub wanted: u64,
    /// Values that the records have.
    pub given: u64,
    /// Wanted values that were found.
    pub found: u64,
    /// Given values that are right; other than `found` only where sentences are compared.
    pub right: u64,
    /// Documents that were compared.
    pub documents: u64,
}

impl Tally {
    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.wanted += other.wanted;
        self.given += other.given;
        self.found += other.found;
        self.right += other.right;
        self.documents += other.documents;
    }

    /// Share of the given values that are right; 1 where nothing is given.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.given)
    }

    /// Share of the wanted values that were found; 1 where nothing is wanted.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.found, self.wanted)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no corpus has 2^52 values, where the loss would begin"
)]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// A value on one side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What is compared.
    pub(super) key: String,
    /// What people see.
    pub(super) shown: String,
    /// Where it stands, and the rule that gave it; for values of records only.
    pub(super) from: Option<(ByteSpan, String)>,
}

impl Item {
    /// A value of a label.
    pub(super) fn wanted(key: impl Into<String>, shown: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            shown: shown.into(),
            from: None,
        }
    }

    /// A value of a record.
    pub(super) fn given(
        key: impl Into<String>,
        shown: impl Into<String>,
        span: ByteSpan,
        rule: &str,
    ) -> Self {
        Self {
            from: Some((span, rule.to_owned())),
            ..Self::wanted(key, shown)
        }
    }
}

/// One comparison: what it counts, and what differs.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) tally: Tally,
    pub(super) missed: Vec<Item>,
    pub(super) wrong: Vec<Item>,
}

impl Compared {
    fn of(found: usize, missed: Vec<Item>, wrong: Vec<Item>) -> Self {
        let tally = Tally {
            wanted: count(found + missed.len()),
            given: count(found + wrong.len()),
            found: count(found),
            right: count(found),
            documents: 1,
        };
        Self {
            tally,
            missed,
            wrong,
        }
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Drops items whose key stands already.
pub(super) fn once(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        if !out.iter().any(|i| i.key == item.key) {
            out.push(item);
        }
    }
    out
}

/// Equal keys, each as often as it stands.
pub(super) fn exact(wanted: Vec<Item>, given: Vec<Item>) -> Compared {
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for item in &wanted {
        *open.entry(item.key.clone()).or_default() += 1;
    }
    let mut wrong = Vec::new();
    let mut found = 0;
    for item in given {
        match open.get_mut(&item.key).filter(|n| **n > 0) {
            Some(n) => {
                *n -= 1;
                found += 1;
            }
            None => wrong.push(item),
        }
    }
    // what is still open is missed: the last of those that have the key
    let mut missed = Vec::new();
    for item in wanted.into_iter().rev() {
        if let Some(n) = open.get_mut(&item.key).filter(|n| **n > 0) {
            *n -= 1;
            missed.push(item);
        }
    }
    missed.reverse();
    Compared::of(found, missed, wrong)
}

/// Texts that are alike by at least `least`, the most alike first, each once.
pub(super) fn fuzzy(wanted: Vec<Item>, given: Vec<Item>, least: f64) -> Compared {
    let trim = |items: Vec<Item>| -> Vec<Item> {
        let trimmed = items.into_iter().map(|item| Item {
            key: trimmed(&item.key),
            ..item
        });
        trimmed.filter(|item| !item.key.is_empty()).collect()
    };
    let (wanted, given) = (trim(wanted), trim(given));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, want) in wanted.iter().enumerate() {
        let likeness = given.iter().map(|g| alike(&want.key, &g.key)).enumerate();
        pairs.extend(
            likeness
                .filter(|(_, s)| *s >= least)
                .map(|(j, s)| (s, i, j)),
        );
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut used = (vec![false; wanted.len()], vec![false; given.len()]);
    for (_, i, j) in pairs {
        if !used.0[i] && !used.1[j] {
            used.0[i] = true;
            used.1[j] = true;
        }
    }
    let found = used.0.iter().filter(|u| **u).count();
    Compared::of(found, unused(wanted, &used.0), unused(given, &used.1))
}

fn unused(items: Vec<Item>, used: &[bool]) -> Vec<Item> {
    let pairs = items.into_iter().zip(used);
    pairs.filter(|(_, u)| !**u).map(|(item, _)| item).collect()
}

/// Sentences of holdings: a wanted one is found where some given one covers it, and the other way round.
pub(super) fn held(wanted: &[Item], given: &[Item]) -> Compared {
    let cut = |items: &[Item]| -> Vec<Item> {
        let one = |item: &Item| {
            let sentences = sentences(&item.key).into_iter();
            let item = item.clone();
            sentences.map(move |key| Item {
                key,
                ..item.clone()
            })
        };
        items.iter().flat_map(one).collect()
    };
    let (want, have) = (cut(wanted), cut(given));
    let uncovered = |items: &[Item], pool: &[Item]| -> Vec<Item> {
        let open = items.iter();
        open.filter(|a| !pool.iter().any(|b| covers(&a.key, &b.key)))
            .cloned()
            .collect()
    };
    let (missed, wrong) = (uncovered(&want, &have), uncovered(&have, &want));
    let tally = Tally {
        wanted: count(want.len()),
        given: count(have.len()),
        found: count(want.len() - missed.len()),
        right: count(have.len() - wrong.len()),
        documents: 1,
    };
    Compared {
        tally,
        missed,
        wrong,
    }
}

/// Whether two sentences are one: alike, or nearly as long and one inside the other.
fn covers(a: &str, b: &str) -> bool {
    if alike(a, b) >= 0.70 {
        return true;
    }
    let (short, long) = (a.chars().count(), b.chars().count());
    let (short, long) = (short.min(long), short.max(long));
    // 0.6 of the longer, in whole numbers
    10 * short >= 6 * long && (a.contains(b) || b.contains(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(keys: &[&str]) -> Vec<Item> {
        keys.iter().map(|k| Item::wanted(*k, *k)).collect()
    }

    fn counts(c: &Compared) -> (u64, u64, u64, u64) {
        (c.tally.wanted, c.tally.given, c.tally.found, c.tally.right)
    }

    #[test]
    fn equal_values_count_as_often_as_they_stand() {
        let c = exact(items(&["a", "a", "b"]), items(&["a", "c"]));
        assert_eq!(counts(&c), (3, 2, 1, 1));
        assert_eq!(c.missed, items(&["a", "b"]));
        assert_eq!(c.wrong, items(&["c"]));
    }

    #[test]
    fn nothing_wanted_and_nothing_given_is_perfect() {
        let c = exact(Vec::new(), Vec::new());
        assert!((c.tally.f1() - 1.0).abs() < 1e-9);
        let wrong = exact(Vec::new(), items(&["a"]));
        assert!(wrong.tally.f1().abs() < 1e-9);
    }

    #[test]
    fn texts_that_are_alike_pair_once() {
        let c = fuzzy(
            items(&["被告是否应当承担违约责任", "利息如何计算"]),
            items(&["被告是否应当承担违约责任？", "被告是否应当承担违约责任"]),
            0.80,
        );
        assert_eq!(counts(&c), (2, 2, 1, 1));
        assert_eq!(c.missed[0].shown, "利息如何计算");
    }

    #[test]
    fn holdings_are_compared_by_sentence() {
        let c = held(
            &items(&["甲应当支付货款。乙不承担责任。"]),
            &items(&["甲应当支付货款", "丙与本案无关"]),
        );
        assert_eq!(counts(&c), (2, 2, 1, 1));
    }
}
