//! Advice on patterns that compile to a large automaton: which repetition makes it large, and what helps.

use regex_syntax::ast::{self, Ast};
use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

use super::Seen;
use crate::check::finding::Finding;
use crate::check::tree;
use crate::rule::pattern::is_larger_than;

/// Beyond this a pattern is slow to load and falls out of the caches of the processor.
const LIMIT: usize = 512 << 10;
/// Bytes that a state takes, for the estimate that tells which patterns are worth building.
const STATE: usize = 24;

/// W301: the automaton takes over 512 KiB.
pub(super) fn advise(seen: &Seen<'_>, findings: &mut Vec<Finding>) {
    if !seen.is_used() || !is_large(&seen.expanded.text, &seen.ast) {
        return;
    }
    let message = "this pattern compiles to an automaton of over 512 KiB";
    let Some((repetition, with)) = heaviest(seen) else {
        let finding = seen.whole("W301", message);
        findings.push(finding.help("part it into several patterns of `match`"));
        return;
    };
    let place = seen
        .expanded
        .place(tree::range(&Ast::repetition(repetition.clone())));
    let operator = seen.expanded.place(tree::span(&repetition.op.span));
    let text = &seen.expanded.text;
    let mut lighter = text.clone();
    lighter.replace_range(tree::span(&repetition.op.span), with);
    let still = tree::parse(&lighter).is_some_and(|ast| is_large(&lighter, &ast));
    let helps = if still {
        "a class of fewer characters, as `[^。]`, or a lower bound makes it smaller".to_owned()
    } else {
        format!("with `{with}` in place of the bounds it takes less than that")
    };
    let finding = Finding::new("W301", &place.file, place.range, message)
        .here("this repetition makes most of it")
        .help(helps);
    let finding = if still || place.site.is_some() {
        finding
    } else {
        finding.fix(operator.range, with)
    };
    findings.push(seen.of(finding));
}

/// Whether the compiled pattern exceeds the limit; built only where an estimate says that it may.
fn is_large(pattern: &str, ast: &Ast) -> bool {
    let hir = regex_syntax::hir::translate::Translator::new().translate(pattern, ast);
    let Ok(hir) = hir else {
        return false;
    };
    states(&hir).saturating_mul(STATE) > LIMIT / 4 && is_larger_than(pattern, LIMIT)
}

/// The bounded repetition with the most states, and what to write in place of its bounds.
fn heaviest<'a>(seen: &'a Seen<'_>) -> Option<(&'a ast::Repetition, &'static str)> {
    let mut found: Option<(usize, &ast::Repetition, &'static str)> = None;
    tree::walk(&seen.ast, &mut |node| {
        let Ast::Repetition(repetition) = node else {
            return;
        };
        let ast::RepetitionKind::Range(ast::RepetitionRange::Bounded(least, _)) =
            &repetition.op.kind
        else {
            return;
        };
        let hir = regex_syntax::hir::translate::Translator::new().translate("", node);
        let weight = hir.map_or(0, |hir| states(&hir));
        if found.is_none_or(|(most, ..)| weight > most) {
            found = Some((weight, repetition, if *least == 0 { "*" } else { "+" }));
        }
    });
    found.map(|(_, repetition, with)| (repetition, with))
}

/// About how many states a pattern compiles to.
fn states(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Bytes(_)) => 1,
        HirKind::Class(Class::Unicode(class)) => class
            .iter()
            .map(|r| {
                Utf8Sequences::new(r.start(), r.end())
                    .map(|s| s.len())
                    .sum::<usize>()
            })
            .sum(),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min + 1).max(1);
            states(&repetition.sub).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Capture(capture) => states(&capture.sub) + 2,
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
            .iter()
            .fold(1, |sum, part| sum.saturating_add(states(part))),
    }
}
