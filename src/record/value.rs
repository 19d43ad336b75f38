//! The values of a record, one type a field.

use schemars::JsonSchema;
use serde::Serialize;

use crate::span::ByteSpan;
use crate::vocabulary::{
    AdjudicatorRole, CourtLevel, DateKind, DatePrecision, Outcome, PartyKind, PartyRole,
    RepresentativeRole, SectionKind,
};

/// Serde's test for a flag that is written only when it is true.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// 审理法院: the court that made the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Court {
    /// Name as printed, without 中华人民共和国 and layout blanks.
    pub name: String,
    /// Official Chinese name.
    pub name_zh: Option<String>,
    /// Official English name.
    pub name_en: Option<String>,
    /// Code in case numbers.
    pub code: Option<String>,
    /// Level.
    pub level: Option<CourtLevel>,
    /// `ordinary internet ip financial maritime railway …`.
    pub kind: Option<String>,
    /// Province.
    pub province: Option<String>,
    /// True where no court is printed and the own number's code gave it.
    #[serde(skip_serializing_if = "is_false")]
    pub derived: bool,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// An official cause of action or charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CauseCode {
    /// Official code; charges have their article.
    pub code: String,
    /// Official name.
    pub name: String,
}

/// 当事人.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Party {
    /// Role in this instance.
    pub role: PartyRole,
    /// Role as printed, with its qualifier.
    pub role_text: String,
    /// Name.
    pub name: String,
    /// Person or organization, where the text tells.
    pub kind: Option<PartyKind>,
    /// Roles in earlier instances or in a counterclaim.
    pub prior_roles: Vec<PartyRole>,
    /// sex, birth_date, ethnicity, address … when printed.
    pub attributes: std::collections::BTreeMap<String, String>,
    /// Place of the name in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 诉讼代理人 and others who act for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Representative {
    /// Role.
    pub role: RepresentativeRole,
    /// Role as printed.
    pub role_text: String,
    /// Name.
    pub name: String,
    /// Law firm or employer, if printed.
    pub organization: Option<String>,
    /// Names of the parties acted for.
    pub represents: Vec<String>,
    /// Place of the name in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 日期.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateValue {
    /// What happened on it.
    pub kind: DateKind,
    /// ISO 8601, as long as the precision allows.
    pub date: String,
    /// How much of it is known.
    pub precision: DatePrecision,
    /// As printed.
    pub text: String,
    /// True where a relative date was resolved.
    #[serde(skip_serializing_if = "is_false")]
    pub derived: bool,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 争议焦点 that the text itself names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Issue {
    /// Number in the list, from 1.
    pub ordinal: u32,
    /// The issue, without lead-in and ordinal.
    pub text: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 裁判观点: one sentence in which the court decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holding {
    /// The sentence.
    pub text: String,
    /// Ordinal of the issue it answers.
    pub issue: Option<u32>,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 裁判要旨.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gist {
    /// One point of it.
    pub text: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// One operative order of the 判决主文.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Order {
    /// Number in the list, from 1.
    pub ordinal: u32,
    /// The order, without ordinal and term bracket.
    pub text: String,
    /// What it does.
    pub outcome: Outcome,
    /// The sentence it imposes, in criminal cases.
    pub sentence: Option<Sentence>,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 刑罚: a sentence as data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// Whom it is imposed on.
    pub accused: Option<String>,
    /// Charges, joined with 、.
    pub charge: Option<String>,
    /// Term to serve in months (the combined one where several are combined).
    pub months: Option<u32>,
    /// Probation in months.
    pub probation_months: Option<u32>,
    /// 无期徒刑.
    pub life: bool,
    /// 死刑.
    pub death: bool,
    /// Fine in yuan, as a decimal string.
    pub fine: Option<String>,
    /// 剥夺政治权利 in months; for life it is absent and `life` or `death` stands.
    pub deprivation_months: Option<u32>,
    /// 免予刑事处罚.
    pub exempted: bool,
}

/// 案件受理费.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CourtFee {
    /// As printed.
    pub text: String,
    /// Yuan, as a decimal string.
    pub amount: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 裁判依据: one article, paragraph and item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedProvision {
    /// Full official name without outer marks.
    pub statute: String,
    /// 条.
    pub article: Option<u32>,
    /// 之一, 之二.
    pub article_sub: Option<u32>,
    /// 款.
    pub paragraph: Option<u32>,
    /// 项.
    pub item: Option<u32>,
    /// As printed.
    pub text: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 审判人员.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adjudicator {
    /// Role on the bench.
    pub role: AdjudicatorRole,
    /// Name.
    pub name: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// Where a plain field came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// 结构: a stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// Place in the original.
    pub span: ByteSpan,
}

/// A value of a field that a user's own rules define.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CustomValue {
    /// The value, as the pack types it.
    pub value: serde_json::Value,
    /// As printed.
    pub text: String,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

/// What looked wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warning {
    /// Stable code.
    pub code: &'static str,
    /// What it means here.
    pub message: String,
}
