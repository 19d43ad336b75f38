//! The closed words that keys of rule files may hold, each with what it means: for the compiler, which knows
//! no others, and for the schema, which editors complete from.

use super::compiled::{Attach, Pick, Unit};
use super::field::KeyType;

/// `pick` of sections, parts and rules.
pub(super) const PICKS: &[(&str, Pick)] = &[
    ("all", Pick::All),
    ("first", Pick::First),
    ("last", Pick::Last),
    ("longest", Pick::Longest),
];

/// `unit` of rules.
pub(super) const UNITS: &[(&str, Unit)] = &[
    ("clause", Unit::Clause),
    ("sentence", Unit::Sentence),
    ("paragraph", Unit::Paragraph),
];

/// `attach.by` of rules.
pub(super) const ATTACHMENTS: &[(&str, Attach)] = &[
    ("preceding", Attach::Preceding),
    ("containing", Attach::Containing),
];

/// `type` of custom fields.
pub(super) const CUSTOM_TYPES: &[(&str, KeyType)] = &[
    ("text", KeyType::Text),
    ("word", KeyType::Word),
    ("integer", KeyType::Integer),
    ("date", KeyType::Date),
    ("money", KeyType::Money),
];

/// What a word of a list means.
pub(super) fn meaning<T: Copy>(list: &[(&'static str, T)], word: &str) -> Option<T> {
    list.iter().find(|(w, _)| *w == word).map(|(_, m)| *m)
}

/// The words of a list.
pub(super) fn words<T>(list: &[(&'static str, T)]) -> impl Iterator<Item = &'static str> {
    list.iter().map(|(word, _)| *word)
}
