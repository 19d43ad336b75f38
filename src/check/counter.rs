//! Whether a counter-example says anything: one that the rule would not match even with one of its guards removed
//! holds nothing.

use super::bench::Tried;
use super::slot::{Filled, Slot};
use super::tree;
use crate::rule::{Example, Rule};
use crate::search::Pattern;

/// W313, where a passed counter-example holds nothing. What counts as a guard: `unless` and its like, `when`,
/// a normalizer that refuses, and each piece of a pattern, also inside its groups.
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
    let Some(ast) = tree::parse(&filled.expanded.text) else {
        return false;
    };
    // the part that a rule looks in is a guard too
    let mut ranges = tried.ranges.clone();
    if ranges.is_empty() {
        ranges.push(0..text.len());
    }
    tree::branches(&ast).into_iter().any(|branch| {
        let whole = tree::range(tree::bare(branch));
        let Some(pattern) = filled.expanded.text.get(whole.clone()) else {
            return false;
        };
        let pieces = tree::inner_pieces(branch);
        // a pattern of one piece has no guard that could be removed
        pieces.len() == 1
            || pieces.iter().any(|piece| {
                let mut without = pattern.to_owned();
                without.replace_range(piece.start - whole.start..piece.end - whole.start, "");
                let Some(pattern) = filled.slot.build(&without) else {
                    return false;
                };
                ranges
                    .iter()
                    .any(|r| finds(&pattern, &text[..r.end], r.start))
            })
    })
}

/// Whether a pattern finds anything but nothing, from `at` on.
fn finds(pattern: &Pattern, text: &str, mut at: usize) -> bool {
    while let Some(found) = pattern.find_at(text, at) {
        if !found.is_empty() {
            return true;
        }
        let next = text[found.end..].chars().next();
        let Some(next) = next else {
            return false;
        };
        at = found.end + next.len_utf8();
    }
    false
}
