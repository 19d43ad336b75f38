//! Characters of a pattern that folding takes out of every text, so that they never match.

use std::ops::Range;

use regex_syntax::ast::{self, Ast, Visitor};

use crate::text::{FoldSpec, fold};

/// A character that no folded text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unfolded {
    /// Its bytes in the pattern.
    pub(crate) range: Range<usize>,
    /// The character.
    pub(crate) character: char,
    /// What folding makes of it; empty where it is dropped.
    pub(crate) folded: String,
    /// Whether it is one of several members of a class.
    pub(crate) in_class: bool,
}

impl Unfolded {
    /// What is wrong, for people.
    pub(crate) fn message(&self) -> String {
        let c = self.character.escape_debug();
        if self.folded.is_empty() {
            format!("`{c}` is dropped when a text is folded")
        } else {
            format!("`{c}` becomes `{}` when a text is folded", self.folded)
        }
    }

    /// What to write instead.
    pub(crate) fn shown(&self) -> String {
        if self.folded.is_empty() {
            "the pattern without it".to_owned()
        } else {
            format!("`{}`", self.folded)
        }
    }
}

/// Every literal of a pattern that folding changes, in order.
pub(crate) fn unfolded(ast: &Ast) -> Vec<Unfolded> {
    match ast::visit(ast, Finder::default()) {
        Ok(found) => found,
        Err(never) => match never {},
    }
}

#[derive(Default)]
struct Finder {
    found: Vec<Unfolded>,
    spec: FoldSpec,
}

impl Finder {
    fn literal(&mut self, literal: &ast::Literal, in_class: bool) {
        let c = literal.c;
        // a blank by itself is trimmed, yet stands between words; the others are known to stay
        if c.is_ascii_alphanumeric() || matches!(c, ' ' | '\n' | '\u{4e00}'..='\u{9fff}') {
            return;
        }
        let folded = fold(c.encode_utf8(&mut [0; 4]), &self.spec).text;
        if !folded.starts_with(c) {
            let special = matches!(
                folded.as_str(),
                "(" | ")" | "[" | "]" | "." | "?" | "*" | "+"
            );
            let slash = if special && !in_class { "\\" } else { "" };
            self.found.push(Unfolded {
                range: literal.span.start.offset..literal.span.end.offset,
                character: c,
                folded: format!("{slash}{folded}"),
                in_class,
            });
        }
    }
}

impl Visitor for Finder {
    type Output = Vec<Unfolded>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.found)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Self::Err> {
        if let Ast::Literal(literal) = ast {
            self.literal(literal, false);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), Self::Err> {
        if let ast::ClassSetItem::Literal(literal) = item {
            self.literal(literal, true);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_forms_are_found_and_marks_that_stay_are_not() {
        let pattern = "（原告|[：:]、。《》“”一〇A-Z\\s -";
        let pattern = pattern.replace('（', "（?");
        let ast = ast::parse::Parser::new().parse(&pattern).unwrap();
        let found: Vec<_> = unfolded(&ast)
            .into_iter()
            .map(|f| (f.character, f.folded, f.in_class))
            .collect();
        let wanted = |c, folded: &str, in_class| (c, folded.to_owned(), in_class);
        assert_eq!(found, [wanted('（', "\\(", false), wanted('：', ":", true)]);
    }
}
