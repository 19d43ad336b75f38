//! The changes that are made to a rule to see whether its examples notice: which there are, and where they apply.

use std::ops::Range;

use regex_syntax::ast::{Alternation, Ast, Repetition};

use super::equivalent;
use crate::check::slot::{Filled, Slot};
use crate::check::tree;
use crate::search::Pattern;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// One branch of an alternation is dropped.
    DropBranch,
    /// A bound of a repetition is loosened: `{2,6}` becomes `{1,}`.
    LoosenBound,
    /// An `unless`, `unless-before`, `unless-after` or `when` is dropped.
    DropGuard,
    /// The `repeat` is dropped.
    DropRepeat,
}

impl Operator {
    /// Every operator, in the order of reports.
    pub const ALL: &'static [Self] = &[
        Self::DropBranch,
        Self::LoosenBound,
        Self::DropGuard,
        Self::DropRepeat,
    ];

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DropBranch => "drop-branch",
            Self::LoosenBound => "loosen-bound",
            Self::DropGuard => "drop-guard",
            Self::DropRepeat => "drop-repeat",
        }
    }
}

/// A changed pattern of a rule.
pub(super) struct Mutant {
    /// The kind of change.
    pub(super) operator: Operator,
    /// The bytes of the expanded pattern that are changed.
    pub(super) at: Range<usize>,
    /// The changed pattern; `None` where all of it is dropped.
    pub(super) pattern: Option<String>,
    /// Why it cannot differ, where that is known.
    pub(super) equivalent: Option<&'static str>,
    /// What was changed, for people.
    pub(super) change: String,
    /// What every text holds that this change could show in.
    pub(super) needs: Option<String>,
}

impl Mutant {
    /// Whether the change could be seen in a text: a branch of letters that the text does not hold was never taken.
    pub(super) fn may_show(&self, text: &str) -> bool {
        self.needs
            .as_ref()
            .is_none_or(|needed| text.contains(needed.as_str()))
    }

    /// The changed pattern for its place; `None` where it does not build.
    pub(super) fn built(&self, slot: Slot) -> Option<Pattern> {
        match &self.pattern {
            Some(pattern) => slot.build(pattern),
            None => slot.none(),
        }
    }
}

/// Every change of one pattern.
pub(super) fn mutants(filled: &Filled) -> Vec<Mutant> {
    let mut out = Vec::new();
    let pattern = filled.expanded.text.as_str();
    let dropped = match filled.slot {
        Slot::Match(_) | Slot::Each => None,
        Slot::Repeat => Some((Operator::DropRepeat, "without this `repeat`")),
        _ => Some((Operator::DropGuard, "without this guard")),
    };
    if let Some((operator, change)) = dropped {
        out.push(Mutant {
            operator,
            at: 0..pattern.len(),
            pattern: None,
            equivalent: None,
            needs: None,
            change: change.to_owned(),
        });
    }
    let Some(ast) = tree::parse(pattern) else {
        return out;
    };
    tree::walk(&ast, &mut |node| match node {
        Ast::Alternation(alternation) => {
            let outermost = std::ptr::eq(tree::bare(&ast), node);
            out.extend(without_branches(filled, alternation, outermost));
        }
        Ast::Repetition(repetition) => out.extend(loosened(pattern, repetition)),
        _ => {}
    });
    out
}

fn without_branches(filled: &Filled, alternation: &Alternation, outermost: bool) -> Vec<Mutant> {
    let pattern = filled.expanded.text.as_str();
    let ranges: Vec<Range<usize>> = alternation.asts.iter().map(tree::range).collect();
    let mut out = Vec::new();
    for (number, range) in ranges.iter().enumerate() {
        let cut = match (number.checked_sub(1), ranges.get(number + 1)) {
            (Some(before), _) => ranges[before].end..range.end,
            (None, Some(next)) => range.start..next.start,
            (None, None) => continue,
        };
        let mut changed = pattern.to_owned();
        changed.replace_range(cut, "");
        out.push(Mutant {
            operator: Operator::DropBranch,
            at: range.clone(),
            pattern: Some(changed),
            equivalent: equivalent::branch(filled, alternation, number, outermost),
            // flags may change what letters mean
            needs: tree::literal(&alternation.asts[number]).filter(|_| !tree::sets_flags(pattern)),
            change: "without this branch".to_owned(),
        });
    }
    out
}

fn loosened(pattern: &str, repetition: &Repetition) -> Option<Mutant> {
    let with = tree::loose(repetition)?;
    let mut changed = pattern.to_owned();
    changed.replace_range(tree::span(&repetition.op.span), &with);
    Some(Mutant {
        operator: Operator::LoosenBound,
        at: tree::span(&repetition.op.span),
        pattern: Some(changed),
        equivalent: None,
        needs: None,
        change: format!("with `{with}` here"),
    })
}
