//! The wire types: what one judgment becomes. Every value holds its span and the rule that gave it.
//!
//! Field names, order and meaning are the contract of `docs/record.md`. These types know neither the
//! text they came from nor the formats they are written in.

mod case_number;
mod citation;
mod schema;
mod value;

pub use case_number::CaseNumber;
pub use citation::{Citation, CitedLine};
pub use schema::{field_names, schema};
pub use value::{
    Adjudicator, CauseCode, CitedProvision, Court, CourtFee, CustomValue, DateValue, Evidence,
    Gist, Holding, Issue, Order, Party, Representative, Section, Sentence, Warning,
};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::vocabulary::{CaseType, DocumentType, Language, TrialProcedure};

/// The version of this contract; it grows with every change a reader could notice.
pub const SCHEMA_VERSION: &str = "1.0";

/// One judgment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Record {
    /// Version of the contract this record follows.
    pub schema_version: &'static str,
    /// Where the text came from.
    pub document: Document,
    /// 案件名称: the title as printed.
    pub case_name: Option<String>,
    /// 案号: every court case number, once each.
    pub case_numbers: Vec<CaseNumber>,
    /// 审理法院: the court that made this document.
    pub court: Option<Court>,
    /// 文书类型.
    pub document_type: Option<DocumentType>,
    /// 案件类型.
    pub case_type: Option<CaseType>,
    /// 审判程序.
    pub trial_procedure: Option<TrialProcedure>,
    /// 案由 / 罪名, as the text states it; charges are joined with 、.
    pub cause_of_action: Option<String>,
    /// Official codes and names of the cause, where they match.
    pub cause_codes: Vec<CauseCode>,
    /// 当事人, in order of first mention.
    pub parties: Vec<Party>,
    /// 诉讼代理人.
    pub representatives: Vec<Representative>,
    /// 日期.
    pub dates: Vec<DateValue>,
    /// 争议焦点.
    pub issues: Vec<Issue>,
    /// 裁判观点.
    pub holdings: Vec<Holding>,
    /// 裁判要旨.
    pub gist: Vec<Gist>,
    /// 判决主文.
    pub disposition: Vec<Order>,
    /// 案件受理费.
    pub court_fee: Option<CourtFee>,
    /// 裁判依据.
    pub cited_provisions: Vec<CitedProvision>,
    /// 审判人员.
    pub adjudicators: Vec<Adjudicator>,
    /// Span and rule of the plain fields, by field name.
    pub evidence: BTreeMap<&'static str, Evidence>,
    /// 结构: they cover the text in order, without gap or overlap.
    pub sections: Vec<Section>,
    /// Fields that a user's own rules define.
    pub custom: BTreeMap<String, Vec<CustomValue>>,
    /// What looked wrong.
    pub warnings: Vec<Warning>,
    /// Why each empty field is empty; told by summaries, no part of the wire form.
    #[serde(skip)]
    pub absences: Vec<(&'static str, Absence)>,
}

/// Why a field is empty, from the step that is left earliest to the one that came furthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// No rule of the pack reads it in this kind of text.
    NoRule,
    /// The sections where it stands were not found.
    SectionNotFound,
    /// The sections are there, and none of the field's patterns is found in them.
    NotInText,
    /// A pattern was found, and a guard of its rule excluded it.
    Excluded,
    /// A match stood, and a normalizer refused it.
    Refused,
}

impl Absence {
    /// As summaries and explanations name it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoRule => "no rule for this kind of text",
            Self::SectionNotFound => "section not found",
            Self::NotInText => "not in the text",
            Self::Excluded => "matched but excluded",
            Self::Refused => "refused by a normalizer",
        }
    }
}

/// Where a record came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document {
    /// First 16 hex digits of sha256 over path, NUL, member, NUL, part.
    pub id: String,
    /// Path relative to the input given, with `/`.
    pub path: String,
    /// Row or archive member, if the input holds several.
    pub member: Option<String>,
    /// Number within the input, from 1.
    pub part: u32,
    /// sha256 of the input's bytes, in hex.
    pub sha256: String,
    /// Size of the input in bytes.
    pub bytes: u64,
    /// Encoding found, by its WHATWG name.
    pub encoding: &'static str,
    /// Format of the input (`text`).
    pub format: &'static str,
    /// Language of the text.
    pub language: Language,
    /// Rule pack used.
    pub pack: String,
}
