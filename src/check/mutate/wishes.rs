//! Ways through a pattern that lead where a change would show.

use std::ops::Range;

use regex_syntax::ast::Ast;

use super::operators::{Mutant, Operator};
use crate::check::sample::{Wish, bounds};
use crate::check::tree;

/// Ways through a pattern that the change of a mutant concerns.
pub(super) fn wishes_of(ast: &Ast, mutant: &Mutant) -> Vec<Wish> {
    let mut out = Vec::new();
    let times = match mutant.operator {
        Operator::LoosenBound => numbers(ast, &mutant.at),
        _ => vec![None],
    };
    for some in [2, 0, 1, 4] {
        for times in &times {
            out.push(Wish {
                through: mutant.at.clone(),
                times: times.map(|n| (mutant.at.clone(), n)),
                some,
                without: None,
                spelt: false,
            });
        }
    }
    out
}

/// Ways through what a mutant changes, those of spelt words first.
pub(super) fn wishes(mutant: &Mutant) -> Vec<Wish> {
    let wish = |(some, spelt)| Wish {
        through: mutant.at.clone(),
        times: None,
        some,
        without: None,
        spelt,
    };
    [(0, true), (2, true), (4, true), (0, false), (2, false)]
        .map(wish)
        .to_vec()
}

/// Numbers of times just outside the bounds whose operator stands at `at`.
fn numbers(ast: &Ast, at: &Range<usize>) -> Vec<Option<u32>> {
    let mut out = Vec::new();
    tree::walk(ast, &mut |node| {
        if let Ast::Repetition(repetition) = node
            && tree::span(&repetition.op.span) == *at
        {
            let (least, most) = bounds(&repetition.op.kind);
            out.extend(most.checked_add(1).filter(|n| *n < 400).map(Some));
            out.extend(least.checked_sub(1).filter(|n| *n > 0).map(Some));
        }
    });
    out
}

/// The alternation or repetition that a mutant changes.
pub(super) fn choice<'a>(ast: &'a Ast, mutant: &Mutant) -> Option<&'a Ast> {
    let mut found = None;
    tree::walk(ast, &mut |node| match node {
        Ast::Alternation(a) if a.asts.iter().any(|b| tree::range(b) == mutant.at) => {
            found = Some(node)
        }
        Ast::Repetition(r) if tree::span(&r.op.span) == mutant.at => found = Some(node),
        _ => {}
    });
    found
}
