//! Branches whose loss cannot change what a rule gives, and why: only arguments that hold for every text.

use regex_syntax::ast::{Alternation, Ast};

use crate::check::slot::{Filled, Slot};
use crate::check::tree;
use crate::rule::pattern::Frame;

/// An earlier branch matches the same characters, so that the engine, which tries branches in their order, never
/// needs this one: whatever follows it could follow the earlier one.
const EARLIER: &str = "an earlier branch matches all that it does";
/// Only whether the pattern is found counts, and where this branch is found another one is.
const CONTAINS: &str = "another branch is found wherever it is";
/// Nothing must match behind it, and an earlier branch begins it.
const HIDDEN: &str = "an earlier branch begins it, and nothing stands behind";

/// Why the loss of a branch cannot be seen; `None` where it may be.
pub(super) fn branch(
    filled: &Filled,
    alternation: &Alternation,
    number: usize,
    outermost: bool,
) -> Option<&'static str> {
    let branches = &alternation.asts;
    let word = tree::literal(&branches[number])?;
    if holds_captures(&branches[number]) {
        return None;
    }
    let pattern = filled.expanded.text.as_str();
    let source = |ast: &Ast| pattern.get(tree::range(ast)).unwrap_or_default();
    let fits = |ast: &Ast| {
        let whole = format!(r"\A(?:{})\z", source(ast));
        !holds_captures(ast)
            && !holds_assertions(ast)
            && !tree::sets_flags(pattern)
            && Frame::Search.build(&whole).is_ok_and(|r| r.is_match(&word))
    };
    if branches[..number].iter().any(fits) {
        return Some(EARLIER);
    }
    let others = || {
        let all = branches.iter().enumerate().filter(|(n, _)| *n != number);
        all.filter_map(|(_, ast)| tree::literal(ast))
            .filter(|other| !other.is_empty())
    };
    let only_found = filled.slot.only_tests() && outermost;
    let contained = match filled.slot {
        Slot::Before(_) => others().any(|other| word.ends_with(&other)),
        Slot::After(_) => others().any(|other| word.starts_with(&other)),
        _ => others().any(|other| word.contains(&other)),
    };
    if only_found && contained && !tree::sets_flags(pattern) {
        return Some(CONTAINS);
    }
    let last = tree::parse(pattern);
    let is_last = last
        .as_ref()
        .and_then(tree::last_alternation)
        .is_some_and(|last| last.span == alternation.span);
    let begun = branches[..number]
        .iter()
        .filter_map(tree::literal)
        .any(|earlier| word.starts_with(&earlier));
    (is_last && begun).then_some(HIDDEN)
}

fn holds_captures(ast: &Ast) -> bool {
    !tree::captures(ast).is_empty()
}

fn holds_assertions(ast: &Ast) -> bool {
    let mut found = false;
    tree::walk(ast, &mut |node| found |= matches!(node, Ast::Assertion(_)));
    found
}
