//! Patterns compiled, with every error at its place inside the pattern or the named pattern it stands in.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;

use super::diagnostics::{Diagnostic, did_you_mean};
use super::expand::{Expanded, Named, Unexpanded};
use super::text::Text;
use super::unfolded::unfolded;
use crate::search::{Pattern, PatternError};

/// Bound on the compiled size of one pattern.
const SIZE_LIMIT: usize = 4 << 20;

/// Bound on the compiled size of all patterns of a pack, those of packs that it extends included; those of
/// the largest shipped one take a fraction of it.
const TOTAL_LIMIT: usize = 512 << 20;

/// What a pattern is put into before it is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Nothing: it is searched.
    Search,
    /// It must end where the text before a match ends.
    Before,
    /// It must start where a match ended.
    After,
}

impl Frame {
    /// The whole pattern that an expanded one is a part of.
    fn whole(self, expanded: &str) -> String {
        match self {
            Self::Search => expanded.to_owned(),
            Self::Before => format!(r"(?:{expanded})\z"),
            Self::After => format!(r"\A(?:{expanded})"),
        }
    }

    /// Builds an expanded pattern for a rule.
    ///
    /// # Errors
    /// Why it does not build.
    pub(crate) fn pattern(self, expanded: &str) -> Result<Pattern, PatternError> {
        Pattern::new(&self.whole(expanded))
    }

    /// Builds an expanded pattern with the crate regex, whose word on what a pattern is counts.
    ///
    /// # Errors
    /// What the regex crate says.
    pub(crate) fn build(self, expanded: &str) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.whole(expanded))
            .multi_line(true)
            .size_limit(SIZE_LIMIT)
            .build()
    }
}

/// Whether a pattern compiles to more than so many bytes.
pub(crate) fn is_larger_than(pattern: &str, bytes: usize) -> bool {
    let built = RegexBuilder::new(pattern)
        .multi_line(true)
        .size_limit(bytes)
        .build();
    matches!(built, Err(regex::Error::CompiledTooBig(_)))
}

/// Compiles patterns of one file and keeps what is wrong with them.
pub(super) struct PatternCompiler<'a> {
    pub(super) named: &'a Named,
    pub(super) file: &'a str,
    pub(super) problems: &'a mut Vec<Diagnostic>,
    /// Whether the patterns are known to build, so that each may wait for its first use.
    pub(super) known: bool,
    /// The patterns of the pack so far.
    pub(super) made: &'a mut Made,
}

/// Patterns of a pack by what they were built from: those that say the same are one.
#[derive(Debug, Default)]
pub(super) struct Made {
    patterns: BTreeMap<String, Pattern>,
    /// Bytes that they take.
    size: usize,
}

impl PatternCompiler<'_> {
    /// Compiles one pattern; `None` when a problem was noted.
    pub(super) fn compile(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, Frame::Search)
    }

    /// Compiles a pattern that must end where the text before a match ends.
    pub(super) fn compile_before(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, Frame::Before)
    }

    /// Compiles a pattern that must start where a match ended.
    pub(super) fn compile_after(&mut self, text: &Text) -> Option<Pattern> {
        self.build(text, Frame::After)
    }

    /// Looks at a named pattern by itself: it stands in a group of its own and must parse there.
    pub(super) fn definition(&mut self, text: &Text) {
        let Some(expanded) = self.expanded(text) else {
            return;
        };
        self.never_matching(&expanded);
        let fault = syntax_fault(&expanded);
        self.problems.extend(fault);
    }

    fn build(&mut self, text: &Text, frame: Frame) -> Option<Pattern> {
        let expanded = self.expanded(text)?;
        let whole = frame.whole(&expanded.text);
        if !self.known {
            self.never_matching(&expanded);
        }
        if let Some(made) = self.made.patterns.get(&whole) {
            return Some(made.clone());
        }
        if self.made.size > TOTAL_LIMIT {
            return None; // told once
        }
        if !self.known {
            // what the crate regex refuses is refused
            if let Err(error) = frame.build(&expanded.text) {
                let problem = self.refused(text, &expanded, &error);
                self.problems.push(problem);
                return None;
            }
        }
        let built = if self.known {
            Pattern::deferred(&whole)
        } else {
            Pattern::new(&whole)
        };
        match built {
            Ok(pattern) => self.within_total(text, pattern),
            Err(error) => {
                let problem = self.unbuilt(text, &expanded, &error);
                self.problems.push(problem);
                None
            }
        }
    }

    /// Adds the size of a pattern that was built to that of the others.
    fn within_total(&mut self, text: &Text, pattern: Pattern) -> Option<Pattern> {
        self.made.size = self.made.size.saturating_add(pattern.size());
        if self.made.size <= TOTAL_LIMIT {
            let source = pattern.source().to_owned();
            self.made.patterns.insert(source, pattern.clone());
            return Some(pattern);
        }
        let message = format!(
            "up to this pattern, those of the pack compile to more than {} MiB",
            TOTAL_LIMIT >> 20
        );
        let help = "lower the bounds of repetitions, or part the pack in two";
        let problem = Diagnostic::new("E102", self.file, text.span(), message).help(help);
        self.problems.push(problem);
        None
    }

    /// Why a pattern that the crate regex takes is not taken, which is a fault of this program.
    fn unbuilt(&self, text: &Text, expanded: &Expanded, error: &PatternError) -> Diagnostic {
        syntax_fault(expanded)
            .unwrap_or_else(|| Diagnostic::new("E101", self.file, text.span(), error.to_string()))
    }

    fn expanded(&mut self, text: &Text) -> Option<Expanded> {
        let problem = match self.named.expand(self.file, text) {
            Ok(expanded) => return Some(expanded),
            Err(Unexpanded::Circle(place)) => {
                let message = "named patterns refer to each other in a circle";
                Diagnostic::new("E202", &place.file, place.range, message)
            }
            Err(Unexpanded::Unknown(name, place)) => {
                let message = format!("there is no pattern named `{name}`");
                let problem = Diagnostic::new("E201", &place.file, place.range.clone(), message);
                match did_you_mean(&name, self.named.iter().map(|(name, _)| name)) {
                    Some(near) => problem
                        .help(format!("did you mean `{{{{{near}}}}}`?"))
                        .fix(place.range, format!("{{{{{near}}}}}")),
                    None => problem.help("name it under `[patterns]`"),
                }
            }
        };
        self.problems.push(problem);
        None
    }

    /// Notes characters that no folded text holds.
    fn never_matching(&mut self, expanded: &Expanded) {
        let Ok(ast) = ast::parse::Parser::new().parse(&expanded.text) else {
            return;
        };
        for found in unfolded(&ast).into_iter().filter(|f| !f.in_class) {
            let place = expanded.place(found.range.clone());
            let (shown, message) = (found.shown(), found.message());
            let problem = Diagnostic::new("E104", &place.file, place.range.clone(), message)
                .here("no folded text holds it")
                .help(format!("write {shown}"))
                .fix(place.range, found.folded);
            self.problems.push(problem);
        }
    }

    /// Why the engine refuses a pattern, with the caret where the parser stopped.
    fn refused(&self, text: &Text, expanded: &Expanded, error: &regex::Error) -> Diagnostic {
        if let regex::Error::CompiledTooBig(limit) = error {
            let message = format!("the pattern compiles to more than {} MiB", limit >> 20);
            let help =
                "lower the bounds of its repetitions, or write `[^。]*` in place of `.{0,2000}`";
            return Diagnostic::new("E102", self.file, text.span(), message).help(help);
        }
        syntax_fault(expanded).unwrap_or_else(|| {
            let message = format!("the pattern does not parse: {error}");
            Diagnostic::new("E101", self.file, text.span(), message)
        })
    }
}

/// What the parser says of an expanded pattern.
pub(crate) fn syntax_fault(expanded: &Expanded) -> Option<Diagnostic> {
    let (span, earlier, reason) = match regex_syntax::Parser::new().parse(&expanded.text) {
        Err(regex_syntax::Error::Parse(e)) => {
            (*e.span(), e.auxiliary_span().copied(), e.kind().to_string())
        }
        Err(regex_syntax::Error::Translate(e)) => (*e.span(), None, e.kind().to_string()),
        _ => return None,
    };
    let place = expanded.place(bytes(&span));
    let message = format!("the pattern does not parse: {reason}");
    let problem = Diagnostic::new("E101", &place.file, place.range, message)
        .help("the syntax is that of the Rust crate regex");
    Some(match earlier.map(|span| expanded.place(bytes(&span))) {
        Some(place) => problem.label(&place.file, place.range, "it stands here already"),
        None => problem,
    })
}

/// The bytes of a span, one at least so that a caret has a place.
fn bytes(span: &ast::Span) -> std::ops::Range<usize> {
    span.start.offset..span.end.offset.max(span.start.offset + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_a_pack_are_bounded_together_and_that_is_told_once() {
        let (named, mut problems) = (Named::default(), Vec::new());
        let mut made = Made::default();
        let mut compiler = PatternCompiler {
            named: &named,
            file: "a.toml",
            problems: &mut problems,
            known: false,
            made: &mut made,
        };
        let text = |source: &str| Text::new(0..2, source.to_owned());
        let first = compiler.compile(&text("甲[^。]{0,40}乙")).unwrap();
        let size = compiler.made.size;
        assert!(size > 1000, "{size}");
        compiler.made.size = TOTAL_LIMIT - size + 1;
        let again = compiler.compile(&text("甲[^。]{0,40}乙"));
        assert!(
            again.is_some_and(|again| again.is(&first)),
            "one that is there costs nothing"
        );
        assert!(compiler.compile(&text("甲[^。]{0,40}丙")).is_none());
        assert!(compiler.compile(&text("甲[^。]{0,40}丁")).is_none());
        let messages: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            ["up to this pattern, those of the pack compile to more than 512 MiB"]
        );
    }
}
