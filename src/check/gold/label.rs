//! The gold format: what a careful reader takes from one document. `docs/gold.md` describes it.
//!
//! A key that is absent is not labelled and not compared; `null` and an empty list say that the text does
//! not state the value.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use crate::vocabulary::{
    AdjudicatorRole, CaseType, DateKind, DocumentType, NumberRelation, Outcome, PartyKind,
    PartyRole, RepresentativeRole, TrialProcedure,
};

/// A value that may be absent (not labelled) or null (not stated).
type Stated<T> = Option<Option<T>>;

/// The labels of one document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Path of the document below the corpus, with `/`.
    pub file: String,
    /// Language of the text, for readers.
    #[serde(default)]
    pub language: Option<String>,
    /// A remark for readers.
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) case_name: Stated<String>,
    #[serde(default)]
    pub(super) case_numbers: Option<Vec<LabelNumber>>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) court: Stated<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) document_type: Stated<DocumentType>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) case_type: Stated<CaseType>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) trial_procedure: Stated<TrialProcedure>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) cause_of_action: Stated<String>,
    #[serde(default)]
    pub(super) parties: Option<Vec<LabelParty>>,
    #[serde(default)]
    pub(super) representatives: Option<Vec<LabelRepresentative>>,
    #[serde(default)]
    pub(super) dates: Option<Vec<LabelDate>>,
    #[serde(default)]
    pub(super) issues: Option<Vec<String>>,
    #[serde(default)]
    pub(super) holdings: Option<Vec<String>>,
    #[serde(default)]
    pub(super) gist: Option<Vec<String>>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) reasoning: Stated<LabelBounds>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) facts_found: Stated<LabelBounds>,
    #[serde(default)]
    pub(super) disposition: Option<Vec<LabelOrder>>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) court_fee: Stated<Amount>,
    #[serde(default)]
    pub(super) cited_provisions: Option<Vec<LabelProvision>>,
    #[serde(default)]
    pub(super) adjudicators: Option<Vec<LabelAdjudicator>>,
    /// Fields of the user's own, by name without `custom.`.
    #[serde(default)]
    pub(super) custom: BTreeMap<String, Vec<Json>>,
}

/// A key that is there, with its value or null.
fn stated<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Stated<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelNumber {
    pub(super) canonical: Option<String>,
    pub(super) relation: NumberRelation,
    /// As printed, where that decides no number; for readers, not compared.
    #[serde(default, rename = "text")]
    pub(super) _text: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelParty {
    pub(super) role: PartyRole,
    pub(super) name: String,
    /// For readers; not compared.
    #[serde(default, rename = "kind")]
    pub(super) _kind: Option<PartyKind>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelRepresentative {
    pub(super) role: RepresentativeRole,
    pub(super) name: String,
    /// For readers; not compared.
    #[serde(default, rename = "organization")]
    pub(super) _organization: Option<String>,
    #[serde(default)]
    pub(super) represents: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelDate {
    pub(super) kind: DateKind,
    pub(super) date: String,
}

/// A section by its first and last characters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelBounds {
    pub(super) first: Option<String>,
    #[serde(default)]
    pub(super) last: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelOrder {
    pub(super) text: String,
    pub(super) outcome: Outcome,
}

/// Yuan, as a string or a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Amount(pub(super) Json);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelProvision {
    pub(super) statute: String,
    #[serde(default)]
    pub(super) article: Option<u32>,
    #[serde(default)]
    pub(super) article_sub: Option<u32>,
    #[serde(default)]
    pub(super) paragraph: Option<u32>,
    #[serde(default)]
    pub(super) item: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelAdjudicator {
    pub(super) role: AdjudicatorRole,
    pub(super) name: String,
}
