//! Advice on one pattern by its shape: empty matches, an open start, word ends beside Han, classes.

use regex_syntax::ast::{self, Ast, ClassSet, ClassSetItem};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::Seen;
use crate::check::finding::{Finding, Level};
use crate::check::tree;
use crate::rule::unfolded::unfolded;
use crate::rule::written::Role;

pub(super) fn advise(seen: &Seen<'_>, findings: &mut Vec<Finding>) {
    if seen.is_used() {
        findings.extend(empty(seen));
        findings.extend(open_start(seen));
    }
    findings.extend(folded_away(seen));
    tree::walk(&seen.ast, &mut |node| match node {
        Ast::Concat(concat) => findings.extend(word_ends(seen, concat)),
        Ast::ClassBracketed(class) => {
            findings.extend(bar_in_class(seen, class));
            findings.extend(han_range(seen, class));
        }
        _ => {}
    });
}

/// W302: the pattern matches nothing at all, which is found everywhere.
fn empty(seen: &Seen<'_>) -> Option<Finding> {
    let hir = regex_syntax::parse(&seen.expanded.text).ok()?;
    let properties = hir.properties();
    // `\A`, `^` and their like match no character on purpose
    let always = properties.minimum_len() == Some(0) && properties.look_set().is_empty();
    // a `repeat` that matches nothing ends, and does no harm
    let always = always && seen.written.role != Role::Repeat;
    always.then(|| {
        let what = match seen.written.role {
            Role::Unless | Role::UnlessBefore | Role::UnlessAfter => "it rejects every match",
            Role::Test => "it is found in every text",
            _ => "it is found between any two characters",
        };
        seen.whole(
            "W302",
            &format!("this pattern matches the empty string: {what}"),
        )
        .help("let one part of it be there always: `+` in place of `*`, or no `?`")
    })
}

/// W303: the pattern starts with any number of any characters.
fn open_start(seen: &Seen<'_>) -> Option<Finding> {
    let anchored = matches!(
        seen.written.role,
        Role::UnlessBefore | Role::UnlessAfter | Role::Repeat
    );
    if anchored {
        return None;
    }
    let found = tree::branches(&seen.ast).into_iter().find_map(first_dots)?;
    let message = "this pattern starts with an open `.`, so that it is tried from every character";
    Some(
        seen.at("W303", tree::range(found), message)?
            .help("leave it out: a pattern is searched, and a value that shall hold the words before it takes `[^。\\n]*`"),
    )
}

/// The repeated `.` that a branch starts with.
fn first_dots(ast: &Ast) -> Option<&Ast> {
    match ast {
        Ast::Concat(concat) => concat
            .asts
            .iter()
            .find(|a| !matches!(a, Ast::Flags(_)))
            .and_then(first_dots),
        Ast::Group(group) => first_dots(&group.ast),
        Ast::Repetition(repetition) => {
            matches!(tree::bare(&repetition.ast), Ast::Dot(_)).then_some(ast)
        }
        _ => None,
    }
}

/// W304: `\b` beside a Han character, which is a word character like its neighbours.
fn word_ends(seen: &Seen<'_>, concat: &ast::Concat) -> Option<Finding> {
    let at = concat.asts.iter().enumerate().position(|(at, node)| {
        let Ast::Assertion(assertion) = node else {
            return false;
        };
        let before = at.checked_sub(1).and_then(|i| concat.asts.get(i));
        let after = concat.asts.get(at + 1);
        is_word_end(&assertion.kind)
            && (before.is_some_and(|a| has_han(a, End::Last))
                || after.is_some_and(|a| has_han(a, End::First)))
    })?;
    let message = "`\\b` beside a Han character: the character next to it is a word character too, and none is found";
    Some(
        seen.at("W304", tree::range(&concat.asts[at]), message)?
            .help("name the characters that may stand there, as `(?:^|[,。;])`"),
    )
}

fn is_word_end(kind: &ast::AssertionKind) -> bool {
    !matches!(
        kind,
        ast::AssertionKind::StartLine
            | ast::AssertionKind::EndLine
            | ast::AssertionKind::StartText
            | ast::AssertionKind::EndText
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// Whether all that may stand at an end of a node are single characters of which one is Han.
fn has_han(ast: &Ast, end: End) -> bool {
    let hir = regex_syntax::hir::translate::Translator::new().translate("", ast);
    hir.is_ok_and(|hir| edge_has_han(&hir, end))
}

fn edge_has_han(hir: &Hir, end: End) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            let edge = match end {
                End::First => text.chars().next(),
                End::Last => text.chars().next_back(),
            };
            edge.is_some_and(is_han)
        }
        // a class of everything but something is no word of Han characters
        HirKind::Class(Class::Unicode(class)) => {
            let holds = class.iter().any(|r| r.start() <= '龥' && r.end() >= '一');
            let open = class
                .iter()
                .any(|r| r.start() <= '\u{e000}' && r.end() >= '\u{e000}');
            holds && !open
        }
        HirKind::Repetition(repetition) => edge_has_han(&repetition.sub, end),
        HirKind::Capture(capture) => edge_has_han(&capture.sub, end),
        HirKind::Alternation(branches) => branches.iter().any(|b| edge_has_han(b, end)),
        HirKind::Concat(parts) => {
            let edge = match end {
                End::First => parts.first(),
                End::Last => parts.last(),
            };
            edge.is_some_and(|part| edge_has_han(part, end))
        }
        _ => false,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// W306: `|` inside brackets is a character and parts nothing.
fn bar_in_class(seen: &Seen<'_>, class: &ast::ClassBracketed) -> Option<Finding> {
    let items = literals(&class.kind);
    let bar = items
        .iter()
        .find(|l| l.c == '|' && l.kind == ast::LiteralKind::Verbatim)?;
    // beside other marks it is meant as one of them
    let others = || items.iter().filter(|l| l.c != '|');
    if others().count() < 2 || !others().all(|l| l.c.is_alphanumeric()) {
        return None;
    }
    let finding = seen.at(
        "W306",
        tree::span(&bar.span),
        "`|` inside brackets is a character like others, and parts no words",
    )?;
    let range = finding.range.clone();
    Some(
        finding
            .help("leave it out for single characters, or write `(?:…|…)` for words")
            .fix(range, ""),
    )
}

/// W307: a range of Han characters that misses 〇 and the rarer ones.
fn han_range(seen: &Seen<'_>, class: &ast::ClassBracketed) -> Option<Finding> {
    let ClassSet::Item(item) = &class.kind else {
        return None;
    };
    let mut parts: Vec<&ClassSetItem> = vec![item];
    if let ClassSetItem::Union(union) = item {
        parts = union.items.iter().collect();
    }
    let found = parts.into_iter().find_map(|part| match part {
        ClassSetItem::Range(r) if r.start.c == '一' && r.end.c >= '\u{9fa0}' => Some(r),
        _ => None,
    })?;
    if literals(&class.kind).iter().any(|l| l.c == '〇') {
        return None;
    }
    let message = "this range misses 〇 (as in 二〇二〇年) and the rarer characters of names";
    let finding = seen.at("W307", tree::span(&found.span), message)?;
    let range = finding.range.clone();
    Some(
        finding
            .help("`\\p{Han}` has them all")
            .fix(range, "\\p{Han}"),
    )
}

/// The single characters of a class.
fn literals(set: &ClassSet) -> Vec<&ast::Literal> {
    match set {
        ClassSet::Item(ClassSetItem::Literal(literal)) => vec![literal],
        ClassSet::Item(ClassSetItem::Union(union)) => union
            .items
            .iter()
            .filter_map(|item| match item {
                ClassSetItem::Literal(literal) => Some(literal),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// W316: a member of a class that no folded text holds.
fn folded_away(seen: &Seen<'_>) -> Vec<Finding> {
    let found = unfolded(&seen.ast).into_iter().filter(|f| f.in_class);
    found
        .filter_map(|f| {
            let finding = seen.at("W316", f.range.clone(), &f.message())?;
            let range = finding.range.clone();
            Some(
                finding
                    .level(Level::Note)
                    .help("it may go: no folded text holds it")
                    .fix(range, ""),
            )
        })
        .collect()
}
