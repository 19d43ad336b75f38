//! The columns of `cases.csv`: one row a record.

use super::table::{RecordTable, joined, optional};
use crate::record::{CaseNumber, Court, Record};
use crate::vocabulary::{DateKind, NumberRelation};

/// One row a record.
pub(super) static CASES: RecordTable = RecordTable {
    name: "cases",
    columns: &[
        ("document_id", |r| r.document.id.clone()),
        ("path", |r| r.document.path.clone()),
        ("member", |r| optional(r.document.member.as_ref())),
        ("part", |r| r.document.part.to_string()),
        ("sha256", |r| r.document.sha256.clone()),
        ("bytes", |r| r.document.bytes.to_string()),
        ("encoding", |r| r.document.encoding.to_owned()),
        ("format", |r| r.document.format.to_owned()),
        ("language", |r| r.document.language.to_string()),
        ("pack", |r| r.document.pack.clone()),
        ("schema_version", |r| r.schema_version.to_owned()),
        ("case_name", |r| optional(r.case_name.as_ref())),
        ("own_case_numbers", |r| {
            joined(own(r).filter_map(|number| number.canonical.as_ref()))
        }),
        ("year", |r| {
            optional(own(r).find_map(|number| number.year.as_ref()))
        }),
        ("number_court_code", |r| {
            optional(own(r).find_map(|number| number.court_code.as_ref()))
        }),
        ("court_name", |r| court(r, |court| Some(&court.name))),
        ("court_name_zh", |r| {
            court(r, |court| court.name_zh.as_ref())
        }),
        ("court_name_en", |r| {
            court(r, |court| court.name_en.as_ref())
        }),
        ("court_code", |r| court(r, |court| court.code.as_ref())),
        ("court_level", |r| court(r, |court| court.level.as_ref())),
        ("court_kind", |r| court(r, |court| court.kind.as_ref())),
        ("court_province", |r| {
            court(r, |court| court.province.as_ref())
        }),
        ("court_derived", |r| court(r, |court| Some(&court.derived))),
        ("document_type", |r| optional(r.document_type.as_ref())),
        ("case_type", |r| optional(r.case_type.as_ref())),
        ("trial_procedure", |r| optional(r.trial_procedure.as_ref())),
        ("cause_of_action", |r| optional(r.cause_of_action.as_ref())),
        ("cause_codes", |r| {
            joined(r.cause_codes.iter().map(|cause| &cause.code))
        }),
        ("cause_names", |r| {
            joined(r.cause_codes.iter().map(|cause| &cause.name))
        }),
        ("judgment_date", |r| dates(r, DateKind::Judgment)),
        ("acceptance_date", |r| dates(r, DateKind::Acceptance)),
        ("filing_date", |r| dates(r, DateKind::Filing)),
        ("hearing_dates", |r| dates(r, DateKind::Hearing)),
        ("publication_date", |r| dates(r, DateKind::Publication)),
        ("court_fee", |r| {
            optional(r.court_fee.as_ref().map(|fee| &fee.amount))
        }),
        ("first_outcome", |r| {
            optional(r.disposition.first().map(|order| &order.outcome))
        }),
        ("case_numbers", |r| r.case_numbers.len().to_string()),
        ("parties", |r| r.parties.len().to_string()),
        ("representatives", |r| r.representatives.len().to_string()),
        ("dates", |r| r.dates.len().to_string()),
        ("issues", |r| r.issues.len().to_string()),
        ("holdings", |r| r.holdings.len().to_string()),
        ("gist", |r| r.gist.len().to_string()),
        ("disposition", |r| r.disposition.len().to_string()),
        ("cited_provisions", |r| r.cited_provisions.len().to_string()),
        ("adjudicators", |r| r.adjudicators.len().to_string()),
        ("warnings", |r| {
            joined(r.warnings.iter().map(|warning| warning.code))
        }),
    ],
};

fn own(record: &Record) -> impl Iterator<Item = &CaseNumber> {
    record
        .case_numbers
        .iter()
        .filter(|number| number.relation == NumberRelation::Own)
}

fn court<T: ToString>(record: &Record, value: fn(&Court) -> Option<&T>) -> String {
    optional(record.court.as_ref().and_then(value))
}

/// The dates of one kind; most documents print none or one.
fn dates(record: &Record, kind: DateKind) -> String {
    joined(
        record
            .dates
            .iter()
            .filter(|date| date.kind == kind)
            .map(|date| &date.date),
    )
}
