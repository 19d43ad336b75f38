//! The fields that rules may fill, and the keys of each with their types.

use std::fmt;

/// A field of the record, or a pseudo field that is attached to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A field of the contract (index into [`FIELDS`]).
    Standard(&'static str),
    /// `custom.<name>`.
    Custom(String),
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// Text, from the original.
    Text,
    /// A word of a closed list.
    Word,
    /// Several words.
    Words,
    /// A whole number.
    Integer,
    /// A date.
    Date,
    /// Yuan.
    Money,
    /// A case number.
    CaseNumber,
    /// True when the capture took part.
    Flag,
}

type Keys = &'static [(&'static str, KeyType)];

use KeyType::{CaseNumber, Date, Flag, Integer, Money, Text, Word, Words};

/// Every field with its keys. The order is that of the record.
pub const FIELDS: &[(&str, Keys)] = &[
    ("case_name", &[("text", Text)]),
    (
        "case_numbers",
        &[
            ("number", CaseNumber),
            ("relation", Word),
            ("canonical", Text),
            ("year", Integer),
            ("court", Text),
            ("court_code", Text),
            ("type_code", Text),
            ("serial", Text),
            ("suffix", Text),
            ("case_type", Word),
            ("trial_procedure", Word),
        ],
    ),
    ("court", &[("name", Text), ("level", Word)]),
    ("document_type", &[("value", Word)]),
    ("case_type", &[("value", Word)]),
    ("trial_procedure", &[("value", Word)]),
    ("cause_of_action", &[("text", Text)]),
    (
        "parties",
        &[
            ("role", Word),
            ("role_text", Text),
            ("name", Text),
            ("kind", Word),
            ("prior_roles", Words),
        ],
    ),
    (
        "party_attributes",
        &[("key", Word), ("value", Text), ("whom", Text)],
    ),
    ("party_names", &[("name", Text), ("alias", Text)]),
    (
        "representatives",
        &[
            ("role", Word),
            ("role_text", Text),
            ("name", Text),
            ("organization", Text),
            ("whom", Text),
        ],
    ),
    ("dates", &[("kind", Word), ("date", Date)]),
    ("issues", &[("text", Text)]),
    ("issue_headings", &[("ordinal", Integer), ("text", Text)]),
    ("holdings", &[("text", Text), ("issue", Integer)]),
    ("gist", &[("text", Text)]),
    ("disposition", &[("text", Text), ("outcome", Word)]),
    (
        "sentences",
        &[
            ("accused", Text),
            ("charge", Text),
            ("years", Integer),
            ("months", Integer),
            ("probation_years", Integer),
            ("probation_months", Integer),
            ("life", Flag),
            ("death", Flag),
            ("fine", Money),
            ("deprivation_years", Integer),
            ("exempted", Flag),
        ],
    ),
    ("court_fee", &[("text", Text), ("amount", Money)]),
    ("amounts", &[("figures", Money), ("words", Money)]),
    (
        "cited_provisions",
        &[
            ("statute", Text),
            ("article", Integer),
            ("article_sub", Integer),
            ("paragraph", Integer),
            ("item", Integer),
        ],
    ),
    ("adjudicators", &[("role", Word), ("name", Text)]),
];

/// The one key of a custom field.
const CUSTOM_KEY: &str = "value";

impl Field {
    /// Reads a field name; whether a custom field is declared is the pack's affair.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(own) = name.strip_prefix("custom.") {
            return Some(Self::Custom(own.to_owned()));
        }
        FIELDS
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(field, _)| Self::Standard(field))
    }

    /// The type of a key, if the field has it. A custom field's only key takes the pack's type.
    #[must_use]
    pub fn key_type(&self, key: &str, custom: Option<KeyType>) -> Option<KeyType> {
        match self {
            Self::Standard(name) => {
                let (_, keys) = FIELDS.iter().find(|(field, _)| field == name)?;
                keys.iter().find(|(k, _)| *k == key).map(|(_, kind)| *kind)
            }
            Self::Custom(_) => (key == CUSTOM_KEY).then_some(custom).flatten(),
        }
    }

    /// Whether a record holds one value of it at most.
    #[must_use]
    pub fn is_single(&self) -> bool {
        const SINGLE: &[&str] = &[
            "case_name",
            "court",
            "document_type",
            "case_type",
            "trial_procedure",
            "court_fee",
        ];
        matches!(self, Self::Standard(field) if SINGLE.contains(field))
    }

    /// Whether it is the standard field of that name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Standard(field) if *field == name)
    }

    /// Names of all keys.
    #[must_use]
    pub fn keys(&self) -> Vec<&'static str> {
        match self {
            Self::Standard(name) => FIELDS
                .iter()
                .filter(|(field, _)| field == name)
                .flat_map(|(_, keys)| keys.iter().map(|(key, _)| *key))
                .collect(),
            Self::Custom(_) => vec![CUSTOM_KEY],
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard(name) => f.write_str(name),
            Self::Custom(name) => write!(f, "custom.{name}"),
        }
    }
}

/// The vocabulary word list that a key of type [`KeyType::Word`] must come from.
#[must_use]
pub fn is_word_of(field: &Field, key: &str, word: &str) -> bool {
    use crate::vocabulary as v;
    let Field::Standard(name) = field else {
        return true;
    };
    match (*name, key) {
        ("case_numbers", "relation") => v::NumberRelation::from_word(word).is_some(),
        ("case_numbers", "case_type") => v::CaseType::from_word(word).is_some(),
        ("case_numbers", "trial_procedure") => v::TrialProcedure::from_word(word).is_some(),
        ("court", "level") => v::CourtLevel::from_word(word).is_some(),
        ("document_type", "value") => v::DocumentType::from_word(word).is_some(),
        ("case_type", "value") => v::CaseType::from_word(word).is_some(),
        ("trial_procedure", "value") => v::TrialProcedure::from_word(word).is_some(),
        ("parties", "role" | "prior_roles") => v::PartyRole::from_word(word).is_some(),
        ("parties", "kind") => v::PartyKind::from_word(word).is_some(),
        ("representatives", "role") => v::RepresentativeRole::from_word(word).is_some(),
        ("dates", "kind") => v::DateKind::from_word(word).is_some(),
        ("disposition", "outcome") => v::Outcome::from_word(word).is_some(),
        ("adjudicators", "role") => v::AdjudicatorRole::from_word(word).is_some(),
        _ => true,
    }
}
