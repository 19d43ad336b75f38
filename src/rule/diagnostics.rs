//! What is told of rules: a stable code, an exact place, what to do, the proposed change; and its rendering with carets.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level as Title, Patch, Renderer, Snippet};

/// Lines of more characters are not shown as a change.
const WIDTH: usize = 120;

/// The text of each file that may be pointed into, by the path that [`Diagnostic::file`] names.
pub type Sources = BTreeMap<String, String>;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Works, and is likely not what was meant, or is not held by examples.
    Warning,
    /// Does not work.
    Error,
}

impl Level {
    /// Every level with its word, the lightest first.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("note", Self::Note),
        ("warning", Self::Warning),
        ("error", Self::Error),
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A further place, and what it has to do with the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file, as in [`Diagnostic::file`]; often another one (a named pattern).
    pub file: String,
    /// Bytes of that file.
    pub range: Range<usize>,
    /// What stands there.
    pub message: String,
}

/// A proposed change: a range of the problem's own file, and what to put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the file that are replaced; empty for an insertion.
    pub range: Range<usize>,
    /// By what.
    pub with: String,
}

/// One problem, or one thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, as `E201`; `casemill explain-code` has a page for each.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// Path of the file, relative to the rules directory, with `/`; empty where no file is at fault.
    pub file: String,
    /// Bytes of the file that are at fault.
    pub range: Range<usize>,
    /// The rule it is about.
    pub rule: Option<String>,
    /// What is wrong, in one line or several.
    pub message: String,
    /// What stands at the place, short.
    pub here: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// The change that does it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem at a place; its level is that of its code.
    #[must_use]
    pub fn new(
        code: &'static str,
        file: &str,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            level: level_of(code),
            file: file.to_owned(),
            range,
            rule: None,
            message: message.into(),
            here: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says how much it weighs, where the code alone does not.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Names the rule.
    #[must_use]
    pub fn of_rule(mut self, id: &str) -> Self {
        self.rule = Some(id.to_owned());
        self
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.here = Some(message.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, file: &str, range: Range<usize>, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            file: file.to_owned(),
            range,
            message: message.into(),
        });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the change that does it.
    #[must_use]
    pub fn fix(mut self, range: Range<usize>, with: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            range,
            with: with.into(),
        });
        self
    }

    /// Renders it as plain text: the line it stands on with a caret below, further places, help and change.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        let title = match self.level {
            Level::Note => Title::NOTE,
            Level::Warning => Title::WARNING,
            Level::Error => Title::ERROR,
        };
        let title = title.primary_title(self.message.as_str()).id(self.code);
        let mut groups = vec![Group::with_title(title).elements(self.snippets(sources))];
        groups.extend(self.advice(sources));
        Renderer::plain().render(&groups)
    }

    /// The places, those of one file together.
    fn snippets<'a>(&'a self, sources: &'a Sources) -> Vec<Element<'a>> {
        let Some(source) = sources.get(&self.file) else {
            return Vec::new();
        };
        let mut primary = AnnotationKind::Primary.span(within(&self.range, source));
        if let Some(here) = &self.here {
            primary = primary.label(here.as_str());
        }
        let mut files: Vec<(&str, Snippet<'a, _>)> = vec![(
            &self.file,
            Snippet::source(source.as_str())
                .path(self.file.as_str())
                .annotation(primary),
        )];
        for label in &self.labels {
            let Some(source) = sources.get(&label.file) else {
                continue;
            };
            let place = AnnotationKind::Context
                .span(within(&label.range, source))
                .label(label.message.as_str());
            match files.iter().position(|(file, _)| *file == label.file) {
                Some(at) => {
                    let (file, snippet) = files.remove(at);
                    files.insert(at, (file, snippet.annotation(place)));
                }
                None => files.push((
                    &label.file,
                    Snippet::source(source.as_str())
                        .path(label.file.as_str())
                        .annotation(place),
                )),
            }
        }
        files
            .into_iter()
            .map(|(_, snippet)| snippet.into())
            .collect()
    }

    /// What to do, with the change where there is one.
    fn advice<'a>(&'a self, sources: &'a Sources) -> Option<Group<'a>> {
        let patch = self.fix.as_ref().and_then(|fix| {
            let source = sources
                .get(&self.file)
                .filter(|s| is_short(s, &fix.range))?;
            let patch = Patch::new(within(&fix.range, source), fix.with.as_str());
            Some(Snippet::source(source.as_str()).patch(patch).into())
        });
        let help = self.help.as_deref().or(patch
            .is_some()
            .then_some("write it so, or drop it where nothing is left"))?;
        let elements: Vec<Element<'a>> = patch.into_iter().collect();
        Some(Group::with_title(Title::HELP.secondary_title(help)).elements(elements))
    }
}

/// The level that a code has by itself.
fn level_of(code: &str) -> Level {
    match code.as_bytes().first() {
        Some(b'E' | b'T' | b'G' | b'S') => Level::Error,
        _ => Level::Warning,
    }
}

/// Whether the lines of a range are short enough to be shown twice, before and after a change.
fn is_short(source: &str, range: &Range<usize>) -> bool {
    let range = within(range, source);
    let start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = source[range.end..]
        .find('\n')
        .map_or(source.len(), |at| range.end + at);
    source[start..end]
        .lines()
        .all(|line| line.chars().count() <= WIDTH)
}

/// A range of whole characters that a source has; one that it has not becomes its end.
fn within(range: &Range<usize>, source: &str) -> Range<usize> {
    let mut end = range.end.min(source.len());
    let mut start = range.start.min(end);
    while !source.is_char_boundary(start) {
        start -= 1;
    }
    while !source.is_char_boundary(end) {
        end += 1;
    }
    start..end
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_inside_a_character_is_shown_at_the_character() {
        let source = "match = ['[甲']";
        let sources: Sources = [("a.toml".to_owned(), source.to_owned())].into();
        let at = source.find('甲').unwrap();
        let problem = Diagnostic::new("E101", "a.toml", at..at + 1, "wrong").fix(at..at + 1, "乙");
        assert!(problem.render(&sources).contains("match = ['[甲']"));
        assert_eq!(within(&(at + 1..at + 2), source), at..at + 3);
        assert_eq!(within(&(900..901), source), source.len()..source.len());
    }
}
