//! Problems of rule files: a stable code, an exact place, what to do, and their rendering with carets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, as `E201`.
    pub code: &'static str,
    /// Path of the file, relative to the rules directory.
    pub file: String,
    /// Bytes of the file that are at fault.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    #[must_use]
    pub fn new(
        code: &'static str,
        file: &str,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            file: file.to_owned(),
            range,
            message: message.into(),
            help: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Renders it as plain text, with the line it stands on and a caret below.
    #[must_use]
    pub fn render(&self, source: &str) -> String {
        let mut title = Level::ERROR.primary_title(self.message.as_str());
        if !self.code.is_empty() {
            title = title.id(self.code);
        }
        let end = self.range.end.min(source.len());
        let start = self.range.start.min(end);
        let group = title.element(
            Snippet::source(source)
                .path(self.file.as_str())
                .annotation(AnnotationKind::Primary.span(start..end)),
        );
        let mut groups: Vec<Group<'_>> = vec![group];
        if let Some(help) = &self.help {
            groups.push(
                Level::HELP
                    .primary_title(help.as_str())
                    .elements(Vec::<annotate_snippets::Element<'_>>::new()),
            );
        }
        Renderer::plain().render(&groups)
    }
}

/// The known word nearest to `word`, when near enough to be what was meant.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(word, k), k))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, k)| k)
}
