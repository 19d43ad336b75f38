//! Why empty fields are empty.

use crate::extract::Analysis;
use crate::matching::RuleRun;
use crate::record::{Absence, Record};
use crate::rule::Field;

/// The reason of every empty field, in the order of the contract.
pub(super) fn absences(analysis: &Analysis<'_>, record: &Record) -> Vec<(&'static str, Absence)> {
    let empty: [(&'static str, bool); 18] = [
        ("case_name", record.case_name.is_none()),
        ("case_numbers", record.case_numbers.is_empty()),
        ("court", record.court.is_none()),
        ("document_type", record.document_type.is_none()),
        ("case_type", record.case_type.is_none()),
        ("trial_procedure", record.trial_procedure.is_none()),
        ("cause_of_action", record.cause_of_action.is_none()),
        ("cause_codes", record.cause_codes.is_empty()),
        ("parties", record.parties.is_empty()),
        ("representatives", record.representatives.is_empty()),
        ("dates", record.dates.is_empty()),
        ("issues", record.issues.is_empty()),
        ("holdings", record.holdings.is_empty()),
        ("gist", record.gist.is_empty()),
        ("disposition", record.disposition.is_empty()),
        ("court_fee", record.court_fee.is_none()),
        ("cited_provisions", record.cited_provisions.is_empty()),
        ("adjudicators", record.adjudicators.is_empty()),
    ];
    let reason = |field| match (field, &record.cause_of_action) {
        // a cause that stands in no table
        ("cause_codes", Some(_)) => Absence::Refused,
        ("cause_codes", None) => analysis.absence(&Field::Standard("cause_of_action")),
        _ => analysis.absence(&Field::Standard(field)),
    };
    let named = empty.into_iter().filter(|(_, is_empty)| *is_empty);
    named.map(|(field, _)| (field, reason(field))).collect()
}

impl Analysis<'_> {
    /// Why the rules of a field gave nothing: the step that the furthest of them reached.
    pub(in crate::extract) fn absence(&self, field: &Field) -> Absence {
        let runs = self.pack.rules.iter().zip(&self.runs);
        let reached = runs
            .filter(|(rule, _)| rule.field == *field)
            .filter_map(|(_, run)| run.as_ref())
            .map(reached);
        reached.max().unwrap_or(Absence::NoRule)
    }
}

/// How far one rule came.
fn reached(run: &RuleRun) -> Absence {
    if !run.refused.is_empty() {
        Absence::Refused
    } else if !run.excluded.is_empty() {
        Absence::Excluded
    } else if run.ranges > 0 || run.unmet {
        Absence::NotInText
    } else {
        Absence::SectionNotFound
    }
}
