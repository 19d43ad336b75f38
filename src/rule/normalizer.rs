//! The closed list of normalizers a rule may name. What they do stands in `normalize`; this is their spelling.

use crate::normalize::date::Order;

/// A normalizer as a rule names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Normalizer {
    /// `zh-date`: absolute Chinese dates; relative ones through the rule's `anchor`.
    ZhDate,
    /// `en-date`.
    EnDate,
    /// `day-month-year:<map>`, `month-day-year:<map>`, `year-month-day:<map>`: a date in that order, its
    /// month a number or a word of the map.
    DateIn(Order, String),
    /// `zh-number`: Arabic, Chinese, capital and enclosed numerals.
    Number,
    /// `money`: yuan as a decimal string.
    Money,
    /// `case-number`: a printed Chinese case number, which may be several.
    CaseNumber,
    /// `en-case-number`: a romanised or translated case number.
    RomanCaseNumber,
    /// `party-name`: a name without layout blanks and remarks, or refused.
    PartyName,
    /// `person-name`: like `party-name`, for a natural person only.
    PersonName,
    /// `strip-space`.
    StripSpace,
    /// `statute`: inner marks as 〈〉, issuer joined, no edition.
    Statute,
    /// `quote`: as printed in the original, line breaks joined and blanks folded.
    Quote,
    /// `map:<name>`: an exact word of a `[map.<name>]`; refused when it is not there.
    Map(String),
    /// `words:<name>`: a list of words, each through `[map.<name>]`; unknown ones are left out.
    Words(String),
    /// `class:<name>`: the first `[[class]]` of that list whose pattern is found; refused when none is.
    Class(String),
    /// `alias:<table>`: an alias of a table becomes its name; others stay.
    Alias(String),
    /// `ending:<table>`: the longest ending that a table has; refused when it has none.
    Ending(String),
    /// `names-before:<table>`: the names of a list that stand before the longest ending that a table has;
    /// refused when it has none.
    NamesBefore(String),
    /// `lookup:<table>`: like `alias`, but refused when it is not there.
    Lookup(String),
}

/// Spellings without an argument.
const PLAIN: &[(&str, Normalizer)] = &[
    ("zh-date", Normalizer::ZhDate),
    ("en-date", Normalizer::EnDate),
    ("zh-number", Normalizer::Number),
    ("money", Normalizer::Money),
    ("case-number", Normalizer::CaseNumber),
    ("en-case-number", Normalizer::RomanCaseNumber),
    ("party-name", Normalizer::PartyName),
    ("person-name", Normalizer::PersonName),
    ("strip-space", Normalizer::StripSpace),
    ("statute", Normalizer::Statute),
    ("quote", Normalizer::Quote),
];

/// Spellings with an argument, for messages.
const WITH_ARGUMENT: &[&str] = &[
    "map:",
    "words:",
    "class:",
    "alias:",
    "lookup:",
    "ending:",
    "names-before:",
    "day-month-year:",
    "month-day-year:",
    "year-month-day:",
];

impl Normalizer {
    /// Reads a spelling.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some((_, normalizer)) = PLAIN.iter().find(|(spelling, _)| *spelling == name) {
            return Some(normalizer.clone());
        }
        let (kind, argument) = name.split_once(':')?;
        let argument = argument.to_owned();
        match kind {
            "map" => Some(Self::Map(argument)),
            "words" => Some(Self::Words(argument)),
            "class" => Some(Self::Class(argument)),
            "alias" => Some(Self::Alias(argument)),
            "ending" => Some(Self::Ending(argument)),
            "lookup" => Some(Self::Lookup(argument)),
            "names-before" => Some(Self::NamesBefore(argument)),
            "day-month-year" => Some(Self::DateIn(Order::DayMonthYear, argument)),
            "month-day-year" => Some(Self::DateIn(Order::MonthDayYear, argument)),
            "year-month-day" => Some(Self::DateIn(Order::YearMonthDay, argument)),
            _ => None,
        }
    }

    /// Every spelling, for messages.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PLAIN
            .iter()
            .map(|(name, _)| *name)
            .chain(WITH_ARGUMENT.iter().copied())
    }
}
