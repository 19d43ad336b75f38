//! What rules run over, and what one match proposes.

use std::cell::RefCell;
use std::ops::Range;

use crate::normalize::date::Date;
use crate::rule::compiled::{Pack, Pick, Scope};
use crate::search::{Hits, Pattern, Walk};
use crate::section::FoldedSection;
use crate::text::Folded;

/// One text, ready for its rules.
#[derive(Debug)]
pub struct Page<'a> {
    /// The original text.
    pub original: &'a str,
    /// The folded text with its paragraphs, and the map to the original.
    pub folded: &'a Folded,
    /// Its sections.
    pub sections: Vec<FoldedSection>,
    /// Named ranges inside sections.
    pub parts: Vec<(String, Range<usize>)>,
    /// Kind of text.
    pub genre: String,
    /// What the pack's page scanner found in the folded text.
    pub hits: Hits,
    /// What rules asked of it already.
    pub said: Said,
}

/// Patterns that were looked for anywhere in a page, and whether each was found: several rules ask the same.
#[derive(Debug, Default)]
pub struct Said(RefCell<Vec<(Pattern, bool)>>);

impl<'a> Page<'a> {
    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.folded.text
    }

    /// Whether a pattern is found anywhere in it.
    #[must_use]
    pub fn says(&self, pattern: &Pattern) -> bool {
        let mut said = self.said.0.borrow_mut();
        if let Some((_, says)) = said.iter().find(|(asked, _)| asked.is(pattern)) {
            return *says;
        }
        let text = self.text();
        let says = Walk::new(pattern, text, 0..text.len(), &self.hits).is_match();
        said.push((pattern.clone(), says));
        says
    }

    /// The ranges a scope stands for, in text order.
    #[must_use]
    pub fn ranges(&self, scopes: &[Scope]) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for scope in scopes {
            match scope {
                Scope::Document => out.push(0..self.text().len()),
                Scope::Section(kind) => {
                    out.extend(
                        self.sections
                            .iter()
                            .filter(|s| s.kind == *kind)
                            .map(|s| s.range.clone()),
                    );
                }
                Scope::Part(id) => {
                    out.extend(
                        self.parts
                            .iter()
                            .filter(|(name, _)| name == id)
                            .map(|(_, range)| range.clone()),
                    );
                }
            }
        }
        out.sort_by_key(|r| (r.start, r.end));
        out.dedup();
        out
    }

    /// Finds the named parts of the sections, of those that rules for this kind of text look in.
    pub fn find_parts(&mut self, pack: &Pack) {
        self.parts.clear();
        for part in pack.parts_of(&self.genre) {
            let mut found = Vec::new();
            for section in self
                .sections
                .iter()
                .filter(|s| part.within.contains(&s.kind))
            {
                let text = &self.folded.text;
                let mut walk = Walk::new(&part.pattern, text, section.range.clone(), &self.hits);
                let mut at = section.range.start;
                while let Some(groups) = walk.groups(at) {
                    let whole = groups.whole();
                    found.push(groups.name("part").unwrap_or_else(|| whole.clone()));
                    if part.pick == Pick::First {
                        break;
                    }
                    at = next_start(text, whole);
                }
            }
            match part.pick {
                Pick::First => found.truncate(1),
                Pick::Last => drop(found.drain(..found.len().saturating_sub(1))),
                _ => {}
            }
            self.parts
                .extend(found.into_iter().map(|range| (part.id.clone(), range)));
        }
    }
}

/// Where to look on after a match; past an empty one by a character.
pub(super) fn next_start(text: &str, found: Range<usize>) -> usize {
    if found.is_empty() {
        found.end + text[found.end..].chars().next().map_or(1, char::len_utf8)
    } else {
        found.end
    }
}

/// A normalized value of one key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A word of a closed list.
    Word(String),
    /// Several words.
    Words(Vec<String>),
    /// A whole number.
    Integer(u64),
    /// A date; true where it was resolved from a relative one.
    Date(Date, bool),
    /// Yuan, as a decimal string.
    Money(String),
    /// A case number.
    Number(Box<crate::normalize::case_number::Parts>),
    /// A capture took part.
    Flag,
}

impl Value {
    /// The value, if it is a date as one that is not printed as it stands.
    #[must_use]
    pub fn derived(self) -> Self {
        match self {
            Self::Date(date, _) => Self::Date(date, true),
            other => other,
        }
    }

    /// The value as a template prints it.
    #[must_use]
    pub fn printed(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Word(text) | Self::Money(text) => Some(text.clone()),
            Self::Integer(n) => Some(n.to_string()),
            Self::Date(date, _) => Some(date.iso()),
            Self::Words(words) => Some(words.join(" ")),
            Self::Number(parts) => parts.canonical.clone(),
            Self::Flag => None,
        }
    }
}

/// What one match proposes for a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index of the rule in the pack.
    pub rule: usize,
    /// Index of the pattern in the rule.
    pub pattern: usize,
    /// Number of the match; items of one match do not compete.
    pub group: usize,
    /// The range that competes with others.
    pub extent: Range<usize>,
    /// The range of the value.
    pub place: Range<usize>,
    /// Keys, values and their ranges.
    pub values: Vec<(String, Value, Range<usize>)>,
}

impl Candidate {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(k, ..)| k == key)
            .map(|(_, value, _)| value)
    }

    /// The range of a key.
    #[must_use]
    pub fn range(&self, key: &str) -> Option<Range<usize>> {
        self.values
            .iter()
            .find(|(k, ..)| k == key)
            .map(|(.., range)| range.clone())
    }

    /// The text or word of a key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Text(text) | Value::Word(text) | Value::Money(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a key.
    #[must_use]
    pub fn integer(&self, key: &str) -> Option<u64> {
        match self.get(key)? {
            Value::Integer(n) => Some(*n),
            _ => None,
        }
    }

    /// Whether a key was captured at all.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}
