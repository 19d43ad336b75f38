//! Whether a counter-example says anything: one that the rule would not match even with one of its guards removed
//! holds nothing.
//!
//! A bound of a repetition is a guard too: a text that overruns it is a counter-example.

use std::ops::Range;

use regex_syntax::ast::{Ast, Repetition};

use super::bench::Tried;
use super::sample::bounds;
use super::slot::{Filled, Slot};
use super::tree;
use crate::rule::{Example, Rule};

/// W313, where a passed counter-example holds nothing. What counts as a guard: `unless` and its like, `when`,
/// a normalizer that refuses, each piece of a pattern, also inside its groups, and each bound of a repetition.
pub(super) fn counts_for_nothing(
    rule: &Rule,
    test: &Example,
    patterns: &[Filled],
    tried: &Tried,
    text: &str,
) -> Option<(&'static str, String)> {
    let is_counter = test.want.as_ref().is_some_and(Vec::is_empty);
    if !is_counter || patterns.is_empty() || stopped_by_guard(rule, tried, text) {
        return None;
    }
    if patterns
        .iter()
        .any(|filled| misses_one_piece(filled, tried, text))
    {
        return None;
    }
    let message = format!(
        "this counter-example is too far from `{}`: the rule would not match it with any one of its guards removed",
        rule.id
    );
    Some(("W313", message))
}

/// Whether a guard, a normalizer or a condition of the whole text is what keeps a value away.
fn stopped_by_guard(rule: &Rule, tried: &Tried, text: &str) -> bool {
    let run = &tried.run;
    if !run.excluded.is_empty() || !run.refused.is_empty() || run.matched > 0 {
        return true;
    }
    // found in the text, but not where the rule looks, or not in a text of this kind
    rule.patterns.iter().any(|p| p.is_match(text))
}

/// Whether a pattern of `match` would be found without one of its pieces.
fn misses_one_piece(filled: &Filled, tried: &Tried, text: &str) -> bool {
    if !matches!(filled.slot, Slot::Match(_)) {
        return false;
    }
    let Some(ast) = filled.ast() else {
        return false;
    };
    // the part that a rule looks in is a guard too
    let mut ranges = tried.ranges.clone();
    if ranges.is_empty() {
        ranges.push(0..text.len());
    }
    // of a piece it is enough that it is found, also where it takes up nothing
    let may_be_found = |piece: &str| {
        let mut each = ranges.iter();
        each.any(|range| {
            filled
                .built
                .find(piece, text, range)
                .map_or(true, |f| f.is_some())
        })
    };
    let overruns = |repetition: &Repetition, repeated: &str| {
        let (least, most) = bounds(&repetition.op.kind);
        // flags may change what the repeated piece takes
        least > 1
            || tree::sets_flags(&filled.expanded.text)
            || match tree::is_one_character(&repetition.ast) {
                true => ranges
                    .iter()
                    .any(|range| has_run(filled, repeated, most, text, range.clone())),
                false => may_be_found(&format!("(?:{repeated}){{2}}")),
            }
    };
    let found = |pattern: &str| {
        ranges
            .iter()
            .any(|r| finds(filled, pattern, text, r.clone()))
    };
    tree::branches(ast).into_iter().any(|branch| {
        let whole = tree::range(tree::bare(branch));
        let Some(pattern) = filled.expanded.text.get(whole.clone()) else {
            return false;
        };
        let within = |piece: Range<usize>| piece.start - whole.start..piece.end - whole.start;
        let all = |pieces: Vec<Range<usize>>| pieces.into_iter().map(within).collect::<Vec<_>>();
        let (outer, inner) = (all(tree::pieces(branch)), all(tree::inner_pieces(branch)));
        let left = droppable(branch, pattern, &outer, &may_be_found);
        let left = match outer.get(left.clone()).unwrap_or_default() {
            [first, .., last] => first.start..last.end,
            [only] => only.clone(),
            [] => return false,
        };
        let is_left = |piece: &&Range<usize>| left.start <= piece.start && piece.end <= left.end;
        // a pattern of one piece has no guard that could be removed
        inner.len() == 1
            || inner.iter().filter(is_left).any(|piece| {
                let mut without = pattern.to_owned();
                without.replace_range(piece.clone(), "");
                found(&without)
            })
            || misses_one_bound(branch, pattern, whole.start, &overruns, &found)
    })
}

/// Whether a branch would be found with one of its bounds loosened: only one that the text overruns is tried.
fn misses_one_bound(
    branch: &Ast,
    pattern: &str,
    offset: usize,
    overruns: &impl Fn(&Repetition, &str) -> bool,
    found: &impl Fn(&str) -> bool,
) -> bool {
    let mut bounded = Vec::new();
    tree::walk(branch, &mut |node| {
        if let Ast::Repetition(repetition) = node {
            bounded.extend(tree::loose(repetition).map(|with| (repetition, with)));
        }
    });
    bounded.into_iter().any(|(repetition, with)| {
        let operator = tree::span(&repetition.op.span);
        let operator = operator.start - offset..operator.end - offset;
        let repeated = &pattern[tree::range(&repetition.ast).start - offset..operator.start];
        let mut loosened = pattern.to_owned();
        loosened.replace_range(operator, &with);
        overruns(repetition, repeated) && found(&loosened)
    })
}

/// Whether more of one character than so many stand together in a range.
fn has_run(
    filled: &Filled,
    character: &str,
    most: u32,
    text: &str,
    mut range: Range<usize>,
) -> bool {
    let run = format!("(?:{character})+");
    while let Ok(Some(found)) = filled.built.find(&run, text, &range) {
        if text[found.clone()].chars().count() > most as usize {
            return true;
        }
        range.start = found.end;
    }
    false
}

/// Whether a pattern finds anything but nothing in a range.
fn finds(filled: &Filled, pattern: &str, text: &str, mut range: Range<usize>) -> bool {
    while let Ok(Some(found)) = filled.built.find(pattern, text, &range) {
        if !found.is_empty() {
            return true;
        }
        let Some(next) = text[found.end..range.end].chars().next() else {
            return false;
        };
        range.start = found.end + next.len_utf8();
    }
    false
}

/// The pieces without which a pattern can be found at all: where a piece is found nowhere by itself, only without
/// that one; where two neighbours are found nowhere together, only without one of the two. Small patterns are built
/// for that in place of one as large as the whole for each piece.
fn droppable(
    branch: &Ast,
    pattern: &str,
    pieces: &[Range<usize>],
    may_be_found: &impl Fn(&str) -> bool,
) -> Range<usize> {
    // a flag that is set between pieces holds for those behind it, so that none can be looked for by itself
    let all = 0..pieces.len();
    if pieces.len() == 1 {
        return all;
    }
    if let Ast::Concat(concat) = tree::bare(branch)
        && concat.asts.iter().any(|node| matches!(node, Ast::Flags(_)))
    {
        return all;
    }
    let narrowed = |left: Range<usize>, length: usize| {
        (0..=pieces.len() - length).fold(left, |left, first| {
            let last = first + length - 1;
            let settled = left.start >= first && left.end <= last + 1;
            if left.is_empty()
                || settled
                || may_be_found(&pattern[pieces[first].start..pieces[last].end])
            {
                return left;
            }
            left.start.max(first)..left.end.min(last + 1)
        })
    };
    narrowed(narrowed(all, 1), 2)
}
