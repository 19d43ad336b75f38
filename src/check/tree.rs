//! A pattern as a tree: its pieces from left to right, its alternations, its captures. Knows no rules.

use std::ops::Range;

use regex_syntax::ast::{self, Ast};

/// Parses an expanded pattern; `None` where it does not parse, which is told elsewhere.
pub(super) fn parse(pattern: &str) -> Option<Ast> {
    ast::parse::Parser::new().parse(pattern).ok()
}

/// The bytes of a node.
pub(super) fn range(ast: &Ast) -> Range<usize> {
    span(ast.span())
}

/// The bytes of a span.
pub(super) fn span(span: &ast::Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

/// A node without the groups around it, as far as they set no flags.
pub(super) fn bare(ast: &Ast) -> &Ast {
    match ast {
        Ast::Group(group) if group.flags().is_none_or(|f| f.items.is_empty()) => bare(&group.ast),
        other => other,
    }
}

/// The branches of a pattern's outermost alternation, or the pattern itself.
pub(super) fn branches(ast: &Ast) -> Vec<&Ast> {
    match bare(ast) {
        Ast::Alternation(alternation) => alternation.asts.iter().collect(),
        _ => vec![ast],
    }
}

/// The pieces of a concatenation from left to right, neighbouring literals as one piece.
pub(super) fn pieces(ast: &Ast) -> Vec<Range<usize>> {
    let Ast::Concat(concat) = bare(ast) else {
        return vec![range(bare(ast))];
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut in_literals = false;
    for node in &concat.asts {
        let is_literal = matches!(node, Ast::Literal(_));
        match out.last_mut() {
            Some(last) if is_literal && in_literals => last.end = range(node).end,
            _ => out.push(range(node)),
        }
        in_literals = is_literal;
    }
    out
}

/// The pieces of a concatenation, and those of the groups in it that are none of several branches and come once.
pub(super) fn inner_pieces(ast: &Ast) -> Vec<Range<usize>> {
    let mut out = pieces(ast);
    if let Ast::Concat(concat) = bare(ast) {
        let groups = concat.asts.iter().filter(|a| matches!(a, Ast::Group(_)));
        let plain = groups.map(bare).filter(|a| matches!(a, Ast::Concat(_)));
        out.extend(plain.flat_map(inner_pieces));
    }
    out
}

/// Every node, outer ones first.
pub(super) fn walk<'a>(ast: &'a Ast, visit: &mut impl FnMut(&'a Ast)) {
    visit(ast);
    match ast {
        Ast::Repetition(repetition) => walk(&repetition.ast, visit),
        Ast::Group(group) => walk(&group.ast, visit),
        Ast::Alternation(alternation) => alternation.asts.iter().for_each(|a| walk(a, visit)),
        Ast::Concat(concat) => concat.asts.iter().for_each(|a| walk(a, visit)),
        _ => {}
    }
}

/// Names of captures with the place of each.
pub(super) fn captures(ast: &Ast) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    walk(ast, &mut |node| {
        if let Ast::Group(group) = node
            && let ast::GroupKind::CaptureName { name, .. } = &group.kind
        {
            out.push((name.name.clone(), span(&name.span)));
        }
    });
    out
}

/// The text of a node made of literals only.
pub(super) fn literal(ast: &Ast) -> Option<String> {
    match ast {
        Ast::Empty(_) => Some(String::new()),
        Ast::Literal(literal) => Some(literal.c.to_string()),
        Ast::Concat(concat) => concat.asts.iter().map(literal).collect(),
        Ast::Group(group) => literal(&group.ast),
        _ => None,
    }
}

/// The bounds of a repetition as loose as they can be and still be bounds: `{2,6}` becomes `{1,}`; `None` where it
/// has none.
pub(super) fn loose(repetition: &ast::Repetition) -> Option<String> {
    let ast::RepetitionKind::Range(bounds) = &repetition.op.kind else {
        return None;
    };
    let least = match bounds {
        ast::RepetitionRange::Exactly(n) | ast::RepetitionRange::Bounded(n, _) => *n,
        ast::RepetitionRange::AtLeast(n) if *n > 1 => *n,
        ast::RepetitionRange::AtLeast(_) => return None,
    };
    let lazy = if repetition.greedy { "" } else { "?" };
    Some(format!("{{{},}}{lazy}", least.min(1)))
}

/// Whether flags may change what letters mean, which pieces by themselves do not tell.
pub(super) fn sets_flags(pattern: &str) -> bool {
    pattern.contains("(?i") || pattern.contains("(?x")
}

/// Whether a node takes one character.
pub(super) fn is_one_character(ast: &Ast) -> bool {
    matches!(
        bare(ast),
        Ast::ClassBracketed(_)
            | Ast::ClassPerl(_)
            | Ast::ClassUnicode(_)
            | Ast::Dot(_)
            | Ast::Literal(_)
    )
}

/// The alternation that a pattern ends with, behind which nothing more must match.
pub(super) fn last_alternation(ast: &Ast) -> Option<&ast::Alternation> {
    match ast {
        Ast::Alternation(alternation) => Some(alternation),
        Ast::Group(group) => last_alternation(&group.ast),
        Ast::Concat(concat) => concat.asts.last().and_then(last_alternation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_cut_at_the_outermost_concatenation() {
        let pattern = "^第(?P<n>[0-9]+)条之一(?:,|。)?";
        let ast = parse(pattern).unwrap();
        let pieces: Vec<&str> = pieces(&ast).into_iter().map(|r| &pattern[r]).collect();
        assert_eq!(pieces, ["^", "第", "(?P<n>[0-9]+)", "条之一", "(?:,|。)?"]);
        assert_eq!(captures(&ast), [("n".to_owned(), 8..9)]);
        let inner: Vec<&str> = inner_pieces(&parse("^(?P<a>甲(?:乙|丙)丁)$").unwrap())
            .into_iter()
            .map(|r| &"^(?P<a>甲(?:乙|丙)丁)$"[r])
            .collect();
        assert_eq!(
            inner,
            ["^", "(?P<a>甲(?:乙|丙)丁)", "$", "甲", "(?:乙|丙)", "丁"]
        );
    }

    #[test]
    fn the_last_alternation_is_seen_through_groups() {
        let last = |pattern: &str| {
            let ast = parse(pattern).unwrap();
            last_alternation(&ast).map(|a| a.asts.len())
        };
        assert_eq!(last("甲(?:乙|丙|丁)"), Some(3));
        assert_eq!(last("甲|乙"), Some(2));
        assert_eq!(last("(?:乙|丙)甲"), None);
    }
}
