//! Which of rival candidates wins: one total order, no randomness.

use std::collections::BTreeMap;

use crate::rule::compiled::{Pack, Pick};
use crate::rule::field::Field;

use super::candidate::Candidate;

/// Why a candidate did not make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// Overlaps a candidate that comes first; index into the winners.
    Overlaps(usize),
    /// The same value stands already; index into the winners.
    Duplicate(usize),
    /// The rule's `pick` chose another.
    NotPicked,
}

/// Winners in text order, and the losers with the reason.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Winners, in text order.
    pub won: Vec<Candidate>,
    /// Losers; indices are into the order of winning, before sorting.
    pub lost: Vec<(Candidate, Lost)>,
}

/// Resolves the candidates of one field.
///
/// Order: priority ↓, position in `match` ↑, start ↑, length ↓, rule id ↑. Taken in order, dropping what
/// overlaps a taken one (never items of one match), then `dedupe`. A rule's `pick` limits its own
/// candidates before they meet others; a field that holds one value keeps the first of that order.
#[must_use]
pub fn resolve(candidates: Vec<Candidate>, field: &Field, pack: &Pack) -> Resolved {
    let mut out = Resolved::default();
    let mut candidates = pick(candidates, pack, &mut out.lost);
    candidates.sort_by(|a, b| rank(a, pack).cmp(&rank(b, pack)));
    for candidate in candidates {
        if field.is_single() && !out.won.is_empty() {
            out.lost.push((candidate, Lost::NotPicked));
            continue;
        }
        match loses(&candidate, &out.won, pack) {
            Some(lost) => out.lost.push((candidate, lost)),
            None => out.won.push(candidate),
        }
    }
    out.won.sort_by_key(|c| (c.place.start, c.group));
    out
}

type Rank<'a> = (i64, usize, usize, std::cmp::Reverse<usize>, &'a str, usize);

fn rank<'a>(c: &Candidate, pack: &'a Pack) -> Rank<'a> {
    let rule = &pack.rules[c.rule];
    let length = c.extent.end - c.extent.start;
    (
        -i64::from(rule.priority),
        c.pattern,
        c.extent.start,
        std::cmp::Reverse(length),
        &rule.id,
        c.place.start,
    )
}

fn loses(candidate: &Candidate, won: &[Candidate], pack: &Pack) -> Option<Lost> {
    let rule = &pack.rules[candidate.rule];
    for (index, other) in won.iter().enumerate() {
        let same_match = other.rule == candidate.rule && other.group == candidate.group;
        let overlaps =
            candidate.extent.start < other.extent.end && other.extent.start < candidate.extent.end;
        if overlaps && !same_match {
            return Some(Lost::Overlaps(index));
        }
        if !rule.dedupe.is_empty()
            && rule
                .dedupe
                .iter()
                .all(|key| candidate.get(key) == other.get(key))
        {
            return Some(Lost::Duplicate(index));
        }
    }
    None
}

/// Keeps of each rule the matches that its `pick` wants.
fn pick(
    candidates: Vec<Candidate>,
    pack: &Pack,
    lost: &mut Vec<(Candidate, Lost)>,
) -> Vec<Candidate> {
    let mut chosen: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for c in &candidates {
        let (start, length) = (c.place.start, c.extent.end - c.extent.start);
        let score = match pack.rules[c.rule].pick {
            Pick::All => continue,
            Pick::First => usize::MAX - start,
            Pick::Last => start,
            Pick::Longest => length,
        };
        let best = chosen.entry(c.rule).or_insert((score, c.group));
        if score > best.0 {
            *best = (score, c.group);
        }
    }
    let mut kept = Vec::with_capacity(candidates.len());
    for c in candidates {
        if chosen
            .get(&c.rule)
            .is_none_or(|(_, group)| *group == c.group)
        {
            kept.push(c);
        } else {
            lost.push((c, Lost::NotPicked));
        }
    }
    kept
}
