//! Advice on rules that load: patterns that are slow or do not mean what they seem to, and what is left unused,
//! untested or said twice. Reads the written form; judges no text.

mod ending;
mod pattern;
mod rule;
mod size;
mod unused;

use regex_syntax::ast::Ast;

use super::finding::Finding;
use super::tree;
use crate::rule::Pack;
use crate::rule::expand::Expanded;
use crate::rule::written::{Role, Written};

/// A pattern that parses, with all that advice on it needs.
pub(super) struct Seen<'a> {
    /// The file it stands in.
    pub(super) file: &'a str,
    /// As it was written.
    pub(super) written: Written<'a>,
    /// With its named patterns.
    pub(super) expanded: Expanded,
    /// The same as a tree.
    pub(super) ast: Ast,
}

impl Seen<'_> {
    /// A finding at a range of the expanded pattern. `None` inside a named pattern: it is told of where that is
    /// written.
    fn at(
        &self,
        code: &'static str,
        range: std::ops::Range<usize>,
        message: &str,
    ) -> Option<Finding> {
        let place = self.expanded.place(range);
        if place.site.is_some() {
            return None;
        }
        Some(self.of(Finding::new(code, &place.file, place.range, message)))
    }

    /// A finding about the whole pattern.
    fn whole(&self, code: &'static str, message: &str) -> Finding {
        self.of(Finding::new(
            code,
            self.file,
            self.written.text.span(),
            message,
        ))
    }

    fn of(&self, finding: Finding) -> Finding {
        match self.written.rule {
            Some(rule) => finding.of_rule(rule.id.get_ref()),
            None => finding,
        }
    }

    /// Whether it is a rule's own pattern or one that finds a place, and no named one.
    fn is_used(&self) -> bool {
        self.written.role != Role::Named
    }
}

/// Every pattern of a pack's own files that parses.
pub(super) fn seen(pack: &Pack) -> Vec<Seen<'_>> {
    let mut out = Vec::new();
    for file in &pack.files {
        for written in file.raw.written() {
            let Ok(expanded) = pack.named.expand(&file.path, written.text) else {
                continue;
            };
            if let Some(ast) = tree::parse(&expanded.text) {
                out.push(Seen {
                    file: &file.path,
                    written,
                    expanded,
                    ast,
                });
            }
        }
    }
    out
}

/// All advice on one pack by itself.
pub(super) fn advise(pack: &Pack, findings: &mut Vec<Finding>) {
    let patterns = seen(pack);
    for one in &patterns {
        pattern::advise(one, findings);
        ending::advise(one, findings);
        size::advise(one, findings);
    }
    rule::advise(pack, &patterns, findings);
}

/// Advice on what no pack uses.
pub(super) fn advise_together(packs: &[Pack], findings: &mut Vec<Finding>) {
    let all: Vec<(&Pack, Vec<Seen<'_>>)> = packs.iter().map(|p| (p, seen(p))).collect();
    unused::advise(&all, findings);
}
