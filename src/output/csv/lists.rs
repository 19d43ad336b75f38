//! The columns of the tables that hold a list field: one row a value.

use super::table::{ListTable, Table, framed, joined, keyed, optional};
use crate::record::{
    Adjudicator, CaseNumber, CitedProvision, DateValue, Gist, Holding, Issue, Order, Party, Record,
    Representative, Sentence,
};

/// 案号.
pub(super) static CASE_NUMBERS: ListTable<CaseNumber> = ListTable {
    name: "case_numbers",
    values: |record| &record.case_numbers,
    columns: &[
        ("relation", |v| v.relation.to_string()),
        ("text", |v| v.text.clone()),
        ("canonical", |v| optional(v.canonical.as_ref())),
        ("year", |v| optional(v.year.as_ref())),
        ("court_code", |v| optional(v.court_code.as_ref())),
        ("court", |v| optional(v.court.as_ref())),
        ("type_code", |v| optional(v.type_code.as_ref())),
        ("case_type", |v| optional(v.case_type.as_ref())),
        ("trial_procedure", |v| optional(v.trial_procedure.as_ref())),
        ("serial", |v| optional(v.serial.as_ref())),
        ("suffix", |v| optional(v.suffix.as_ref())),
        ("court_prefix", |v| optional(v.court_prefix.as_ref())),
        ("romanised", |v| optional(v.romanised.as_ref())),
        ("candidates", |v| joined(&v.candidates)),
        ("warnings", |v| joined(&v.warnings)),
    ],
    origin: |v| (v.span, &v.rule),
};

/// Attributes of a party that have a column of their own; others share `other_attributes`.
const ATTRIBUTES: [&str; 5] = ["sex", "birth_date", "ethnicity", "address", "id_number"];

/// 当事人.
pub(super) static PARTIES: ListTable<Party> = ListTable {
    name: "parties",
    values: |record| &record.parties,
    columns: &[
        ("role", |v| v.role.to_string()),
        ("role_text", |v| v.role_text.clone()),
        ("name", |v| v.name.clone()),
        ("kind", |v| optional(v.kind.as_ref())),
        ("prior_roles", |v| joined(&v.prior_roles)),
        (ATTRIBUTES[0], |v| optional(v.attributes.get(ATTRIBUTES[0]))),
        (ATTRIBUTES[1], |v| optional(v.attributes.get(ATTRIBUTES[1]))),
        (ATTRIBUTES[2], |v| optional(v.attributes.get(ATTRIBUTES[2]))),
        (ATTRIBUTES[3], |v| optional(v.attributes.get(ATTRIBUTES[3]))),
        (ATTRIBUTES[4], |v| optional(v.attributes.get(ATTRIBUTES[4]))),
        ("other_attributes", other_attributes),
    ],
    origin: |v| (v.span, &v.rule),
};

fn other_attributes(party: &Party) -> String {
    let others = party
        .attributes
        .iter()
        .filter(|(name, _)| !ATTRIBUTES.contains(&name.as_str()));
    joined(others.map(|(name, value)| format!("{name}: {value}")))
}

/// 诉讼代理人.
pub(super) static REPRESENTATIVES: ListTable<Representative> = ListTable {
    name: "representatives",
    values: |record| &record.representatives,
    columns: &[
        ("role", |v| v.role.to_string()),
        ("role_text", |v| v.role_text.clone()),
        ("name", |v| v.name.clone()),
        ("organization", |v| optional(v.organization.as_ref())),
        ("represents", |v| joined(&v.represents)),
    ],
    origin: |v| (v.span, &v.rule),
};

/// 日期.
pub(super) static DATES: ListTable<DateValue> = ListTable {
    name: "dates",
    values: |record| &record.dates,
    columns: &[
        ("kind", |v| v.kind.to_string()),
        ("date", |v| v.date.clone()),
        ("precision", |v| v.precision.to_string()),
        ("text", |v| v.text.clone()),
        ("derived", |v| v.derived.to_string()),
    ],
    origin: |v| (v.span, &v.rule),
};

/// 争议焦点.
pub(super) static ISSUES: ListTable<Issue> = ListTable {
    name: "issues",
    values: |record| &record.issues,
    columns: &[
        ("ordinal", |v| v.ordinal.to_string()),
        ("text", |v| v.text.clone()),
    ],
    origin: |v| (v.span, &v.rule),
};

/// 裁判观点.
pub(super) static HOLDINGS: ListTable<Holding> = ListTable {
    name: "holdings",
    values: |record| &record.holdings,
    columns: &[
        ("text", |v| v.text.clone()),
        ("issue", |v| optional(v.issue.as_ref())),
    ],
    origin: |v| (v.span, &v.rule),
};

/// 裁判要旨.
pub(super) static GIST: ListTable<Gist> = ListTable {
    name: "gist",
    values: |record| &record.gist,
    columns: &[("text", |v| v.text.clone())],
    origin: |v| (v.span, &v.rule),
};

/// 判决主文, with the sentence of a criminal order.
pub(super) static DISPOSITION: ListTable<Order> = ListTable {
    name: "disposition",
    values: |record| &record.disposition,
    columns: &[
        ("ordinal", |v| v.ordinal.to_string()),
        ("text", |v| v.text.clone()),
        ("outcome", |v| v.outcome.to_string()),
        ("accused", |v| sentence(v, |s| s.accused.as_ref())),
        ("charge", |v| sentence(v, |s| s.charge.as_ref())),
        ("months", |v| sentence(v, |s| s.months.as_ref())),
        ("probation_months", |v| {
            sentence(v, |s| s.probation_months.as_ref())
        }),
        ("life", |v| sentence(v, |s| Some(&s.life))),
        ("death", |v| sentence(v, |s| Some(&s.death))),
        ("fine", |v| sentence(v, |s| s.fine.as_ref())),
        ("deprivation_months", |v| {
            sentence(v, |s| s.deprivation_months.as_ref())
        }),
        ("exempted", |v| sentence(v, |s| Some(&s.exempted))),
    ],
    origin: |v| (v.span, &v.rule),
};

fn sentence<T: ToString>(order: &Order, value: fn(&Sentence) -> Option<&T>) -> String {
    optional(order.sentence.as_ref().and_then(value))
}

/// 裁判依据.
pub(super) static CITED_PROVISIONS: ListTable<CitedProvision> = ListTable {
    name: "cited_provisions",
    values: |record| &record.cited_provisions,
    columns: &[
        ("statute", |v| v.statute.clone()),
        ("article", |v| optional(v.article.as_ref())),
        ("article_sub", |v| optional(v.article_sub.as_ref())),
        ("paragraph", |v| optional(v.paragraph.as_ref())),
        ("item", |v| optional(v.item.as_ref())),
        ("text", |v| v.text.clone()),
    ],
    origin: |v| (v.span, &v.rule),
};

/// 审判人员.
pub(super) static ADJUDICATORS: ListTable<Adjudicator> = ListTable {
    name: "adjudicators",
    values: |record| &record.adjudicators,
    columns: &[
        ("role", |v| v.role.to_string()),
        ("name", |v| v.name.clone()),
    ],
    origin: |v| (v.span, &v.rule),
};

/// Fields of a user's own rules: one row a value, whatever the field.
pub(super) static CUSTOM: CustomTable = CustomTable;

/// See [`CUSTOM`].
pub(super) struct CustomTable;

impl Table for CustomTable {
    fn name(&self) -> &'static str {
        "custom"
    }

    fn columns(&self) -> Vec<&'static str> {
        framed(["field", "value", "text"].into_iter())
    }

    fn rows(&self, record: &Record) -> Vec<Vec<String>> {
        let fields = record.custom.iter();
        let values = fields.flat_map(|(field, values)| values.iter().map(move |v| (field, v)));
        let rows = values.enumerate().map(|(index, (field, value))| {
            // A string stands without its quotes; anything else as JSON.
            let plain = value.value.as_str().map(str::to_owned);
            let plain = plain.unwrap_or_else(|| value.value.to_string());
            let cells = [field.clone(), plain, value.text.clone()];
            keyed(record, index, cells.into_iter(), value.span, &value.rule)
        });
        rows.collect()
    }
}
