//! Patterns: named ones expanded, then compiled, with every error at its place inside the pattern.

use std::collections::BTreeMap;

use toml::Spanned;

use super::diagnostics::{Diagnostic, did_you_mean};
use super::raw::Text;
use crate::search::{Pattern, PatternError};

/// Named patterns nest at most this deep; deeper is a cycle.
const DEPTH_LIMIT: usize = 16;

/// The named patterns of a pack and of those it extends.
#[derive(Debug, Default)]
pub(super) struct Named(BTreeMap<String, String>);

impl Named {
    /// Adds or replaces a named pattern.
    pub(super) fn insert(&mut self, name: &str, pattern: &str) {
        self.0.insert(name.to_owned(), pattern.to_owned());
    }

    /// Replaces every `{{name}}` by its pattern in a group of its own.
    fn expand(&self, pattern: &str, depth: usize) -> Result<String, Unexpanded> {
        if depth > DEPTH_LIMIT {
            return Err(Unexpanded::Cycle);
        }
        let mut out = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some(open) = rest.find("{{") {
            let Some(close) = rest[open..].find("}}") else {
                break;
            };
            let name = &rest[open + 2..open + close];
            let inner = self
                .0
                .get(name)
                .ok_or_else(|| Unexpanded::Unknown(name.to_owned()))?;
            out.push_str(&rest[..open]);
            out.push_str("(?:");
            out.push_str(&self.expand(inner, depth + 1)?);
            out.push(')');
            rest = &rest[open + close + 2..];
        }
        out.push_str(rest);
        Ok(out)
    }
}

enum Unexpanded {
    Unknown(String),
    Cycle,
}

/// Compiles patterns of one file and keeps what is wrong with them.
pub(super) struct PatternCompiler<'a> {
    pub(super) named: &'a Named,
    pub(super) file: &'a str,
    pub(super) problems: &'a mut Vec<Diagnostic>,
    /// Whether the patterns are known to build, so that each may wait for its first use.
    pub(super) known: bool,
}

impl PatternCompiler<'_> {
    /// Compiles one pattern; `None` when a problem was noted.
    pub(super) fn compile(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, "", "")
    }

    /// Compiles a pattern that must end where the text before a match ends.
    pub(super) fn compile_before(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, "(?:", r")\z")
    }

    /// Compiles a pattern that must start where a match ended.
    pub(super) fn compile_after(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, r"\A(?:", ")")
    }

    fn build(&mut self, text: &Text, head: &str, tail: &str) -> Option<Pattern> {
        let expanded = self.expanded(text)?;
        let whole = format!("{head}{expanded}{tail}");
        let built = if self.known {
            Pattern::deferred(&whole)
        } else {
            Pattern::new(&whole)
        };
        match built {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.problems.push(self.syntax_problem(text, &error));
                None
            }
        }
    }

    fn expanded(&mut self, text: &Text) -> Option<String> {
        let code_and_message = match self.named.expand(text.get_ref(), 0) {
            Ok(expanded) => return Some(expanded),
            Err(Unexpanded::Cycle) => (
                "E202",
                "named patterns refer to each other in a circle".to_owned(),
                None,
            ),
            Err(Unexpanded::Unknown(name)) => {
                let near =
                    did_you_mean(&name, self.named.0.keys().map(String::as_str)).map(str::to_owned);
                ("E201", format!("there is no pattern named `{name}`"), near)
            }
        };
        let (code, message, near) = code_and_message;
        let mut problem = Diagnostic::new(code, self.file, text.span(), message);
        if let Some(near) = near {
            problem = problem.help(format!("did you mean `{{{{{near}}}}}`?"));
        }
        self.problems.push(problem);
        None
    }

    fn syntax_problem(&self, text: &Text, error: &PatternError) -> Diagnostic {
        let range = match regex_syntax::Parser::new().parse(text.get_ref()) {
            Err(regex_syntax::Error::Parse(e)) => inside(text, e.span()),
            Err(regex_syntax::Error::Translate(e)) => inside(text, e.span()),
            _ => text.span(),
        };
        let code = match error {
            PatternError::TooBig(_) => "E102",
            _ => "E101",
        };
        Diagnostic::new(code, self.file, range, error.to_string())
            .help("the syntax is that of the Rust crate regex")
    }
}

/// The place in the file of a span inside a literal string.
fn inside(text: &Spanned<String>, span: &regex_syntax::ast::Span) -> std::ops::Range<usize> {
    let whole = text.span();
    let quotes = (whole.len().saturating_sub(text.get_ref().len())) / 2;
    let start = whole.start + quotes + span.start.offset;
    let end = whole.start + quotes + span.end.offset.max(span.start.offset + 1);
    start.min(whole.end)..end.min(whole.end)
}
