//! How near a pattern came to a text that it should match: the longest beginning of it that is found, the piece
//! that then failed, and what stood there instead.

use std::ops::Range;

use regex_syntax::ast::Ast;

use super::slot::{Filled, Slot};
use super::tree;
use crate::rule::expand::Place;
use crate::rule::pattern::Frame;

/// Characters that are shown of a text.
const SHOWN: usize = 20;

/// The nearest match of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nearest {
    /// What its beginning matched.
    pub(super) matched: String,
    /// Where the piece that failed is written.
    pub(super) needed: Place,
    /// What stood there.
    pub(super) found: String,
    weight: usize,
}

/// The nearest match among the patterns of a rule; `None` where not even a first piece is found.
pub(super) fn nearest(patterns: &[Filled], text: &str, ranges: &[Range<usize>]) -> Option<Nearest> {
    let mut best: Option<Nearest> = None;
    for filled in patterns.iter().filter(|f| matches!(f.slot, Slot::Match(_))) {
        let Some(ast) = filled.ast() else {
            continue;
        };
        for branch in tree::branches(ast) {
            for range in ranges {
                let found = of_branch(filled, branch, &text[..range.end], range.start);
                if let Some(found) = found
                    && best.as_ref().is_none_or(|b| found.weight > b.weight)
                {
                    best = Some(found);
                }
            }
        }
    }
    best
}

/// The longest beginning of a branch that is found. Every longer one needs the shorter, so halving finds it.
fn of_branch(filled: &Filled, branch: &Ast, text: &str, from: usize) -> Option<Nearest> {
    let pieces = tree::pieces(branch);
    let first = pieces.first()?.start;
    let find = |count: usize| {
        let end = pieces.get(count.checked_sub(1)?)?.end;
        let regex = Frame::Search
            .build(filled.expanded.text.get(first..end)?)
            .ok()?;
        let found = regex.find_at(text, from)?;
        Some(found.range())
    };
    let (mut good, mut bad) = (0, pieces.len());
    let mut matched = None;
    while bad - good > 1 {
        let middle = good.midpoint(bad);
        match find(middle) {
            Some(range) => (good, matched) = (middle, Some(range)),
            None => bad = middle,
        }
    }
    let matched = matched.filter(|m| !m.is_empty())?;
    Some(Nearest {
        matched: last(&text[matched.clone()]),
        needed: filled.expanded.place(pieces.get(good)?.clone()),
        found: text[matched.end..].chars().take(SHOWN).collect(),
        weight: matched.len(),
    })
}

/// The end of a text, where it is long.
fn last(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(2 * SHOWN);
    if skip == 0 {
        return text.to_owned();
    }
    let end: String = text.chars().skip(skip).collect();
    format!("…{end}")
}
