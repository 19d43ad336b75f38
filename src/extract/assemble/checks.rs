//! What looks wrong in a record: fields that disagree, dates that no calendar has.

use std::cmp::Reverse;
use std::ops::Range;

use crate::matching::{Candidate, Value};
use crate::normalize::Refusal;
use crate::normalize::date::{en_date_is_ambiguous, en_date_order};
use crate::record::{CaseNumber, Record, Warning};
use crate::rule::normalizer::Normalizer;
use crate::vocabulary::{DateKind, NumberRelation, SectionKind};

use super::Desk;

impl Desk<'_> {
    /// Warnings of a record, in a fixed order.
    pub(super) fn warnings(&self, record: &Record) -> Vec<Warning> {
        let mut out = Vec::new();
        out.extend(no_judgment(record));
        out.extend(self.court_and_code(record));
        out.extend(stage_and_type_word(record));
        out.extend(judgment_before_filing(record));
        out.extend(two_own_numbers(record));
        out.extend(begins_again(record));
        out.extend(self.impossible_dates());
        out.extend(self.unequal_amounts());
        out.extend(self.ambiguous_dates());
        out
    }

    /// Amounts that are printed in figures and in words, and differ.
    fn unequal_amounts(&self) -> Vec<Warning> {
        let mut out = Vec::new();
        for c in self.won("amounts") {
            let (Some(Value::Money(figures)), Some(Value::Money(words))) =
                (c.get("figures"), c.get("words"))
            else {
                continue;
            };
            if !same_amount(figures, words) {
                let printed = self.quote(&c.place);
                let message = format!("{printed}: {figures} in figures, {words} in words");
                out.push(Warning {
                    code: "amount-mismatch",
                    message,
                });
            }
        }
        out
    }

    /// The printed court against the court of the own number. Codes of one place before and after a
    /// boundary change agree.
    fn court_and_code(&self, record: &Record) -> Option<Warning> {
        let court = record.court.as_ref().filter(|c| !c.derived)?;
        let own = record
            .case_numbers
            .iter()
            .find(|n| n.relation == NumberRelation::Own)?;
        let (printed, coded) = (court.code.as_deref()?, own.court_code.as_deref()?);
        if printed == coded || self.library.tables.courts.same_place(printed, coded) {
            return None;
        }
        let coded_name = own.court.as_deref().unwrap_or(coded);
        let message = format!(
            "the court printed is {}, the case number's code {coded} is {coded_name}",
            court.name
        );
        Some(Warning {
            code: "court-code-mismatch",
            message,
        })
    }

    /// Dates in numbers alone that nothing in the text tells the order of; the day is taken to come first.
    fn ambiguous_dates(&self) -> Vec<Warning> {
        let rules = &self.analysis.pack.rules;
        let english = |c: &&Candidate| {
            let how = rules[c.rule].normalize.get("date");
            how.is_some_and(|how| how.contains(&Normalizer::EnDate))
        };
        let text = self.analysis.page.text();
        let mut out = Vec::new();
        for c in self.won("dates").iter().filter(english) {
            let Some(place) = c.range("date") else {
                continue;
            };
            if !en_date_is_ambiguous(&text[place.clone()]) || en_date_order(text).is_some() {
                continue;
            }
            let message = format!("{} is read day first", self.quote(&place));
            let warning = Warning {
                code: "ambiguous-date",
                message,
            };
            if !out.contains(&warning) {
                out.push(warning);
            }
        }
        out
    }

    /// Dates that a rule matched and no calendar has; of those that rules saw cut in different ways, one.
    fn impossible_dates(&self) -> Vec<Warning> {
        let runs = self.analysis.runs.iter().flatten();
        let refused = runs.flat_map(|run| &run.refused);
        let refused = refused.filter(|refused| refused.refusal == Refusal::ImpossibleDate);
        let mut ranges: Vec<&Range<usize>> = refused.map(|refused| &refused.range).collect();
        ranges.sort_by_key(|range| (range.start, Reverse(range.end)));
        let mut out = Vec::new();
        let mut told = 0;
        for range in ranges {
            let message = format!("{} is no date", self.quote(range));
            let warning = Warning {
                code: "impossible-date",
                message,
            };
            if range.start >= told && !out.contains(&warning) {
                out.push(warning);
            }
            told = told.max(range.end);
        }
        out
    }
}

/// Whether two decimal strings are the same number: 4000.00 and 4000.
fn same_amount(one: &str, other: &str) -> bool {
    let bare = |amount: &str| match amount.split_once('.') {
        Some((yuan, fen)) => (yuan.to_owned(), fen.trim_end_matches('0').to_owned()),
        None => (amount.to_owned(), String::new()),
    };
    bare(one) == bare(other)
}

/// A text that nothing tells to be a judgment or to report one: a letter, a list, a page of an index.
fn no_judgment(record: &Record) -> Option<Warning> {
    let own = |n: &CaseNumber| n.relation == NumberRelation::Own;
    let tells = record.document_type.is_some()
        || !record.parties.is_empty()
        || !record.disposition.is_empty()
        || record.case_numbers.iter().any(own);
    (!tells).then(|| Warning {
        code: "no-judgment",
        message: "no kind of document, number of its own, party or order is found".to_owned(),
    })
}

fn stage_and_type_word(record: &Record) -> Option<Warning> {
    let own = record
        .case_numbers
        .iter()
        .find(|n| n.relation == NumberRelation::Own)?;
    let (stated, coded) = (record.trial_procedure?, own.trial_procedure?);
    (stated != coded).then(|| Warning {
        code: "stage-type-mismatch",
        message: format!(
            "the text says {stated}, the type word {} says {coded}",
            own.type_code.as_deref().unwrap_or("")
        ),
    })
}

fn judgment_before_filing(record: &Record) -> Option<Warning> {
    let date = |kind| {
        record
            .dates
            .iter()
            .find(|d| d.kind == kind && d.date.len() == 10)
    };
    let judgment = date(DateKind::Judgment)?;
    let filing = date(DateKind::Filing).or_else(|| date(DateKind::Acceptance))?;
    (judgment.date < filing.date).then(|| Warning {
        code: "judgment-before-filing",
        message: format!(
            "judgment on {}, {} on {}",
            judgment.date, filing.kind, filing.date
        ),
    })
}

fn two_own_numbers(record: &Record) -> Option<Warning> {
    let own = record
        .case_numbers
        .iter()
        .filter(|n| n.relation == NumberRelation::Own);
    let own: Vec<_> = own.collect();
    // a citation and a docket number are two systems of numbers, each with a rule of its own
    let alike = |n: &CaseNumber| own.iter().filter(|o| o.rule == n.rule).count() > 1;
    let own: Vec<&str> = own
        .iter()
        .filter(|n| alike(n))
        .map(|n| n.canonical.as_deref().unwrap_or(&n.text))
        .collect();
    (!own.is_empty()).then(|| Warning {
        code: "several-own-numbers",
        message: own.join(", "),
    })
}

/// A text that finds facts or gives reasons behind its appendix: another judgment, whose values stand among
/// those of the first.
fn begins_again(record: &Record) -> Option<Warning> {
    let ends = |kind| kind == SectionKind::Appendix;
    let opens = |kind| matches!(kind, SectionKind::FactsFound | SectionKind::Reasoning);
    let mut behind = record.sections.iter().skip_while(|s| !ends(s.kind));
    let again = behind.find(|s| opens(s.kind))?;
    Some(Warning {
        code: "several-judgments",
        message: format!(
            "{} at byte {}, behind the appendix: the text may hold more than one judgment",
            again.kind, again.span.start
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::same_amount;

    #[test]
    fn amounts_are_compared_as_numbers() {
        assert!(same_amount("4000.00", "4000"));
        assert!(same_amount("28014.40", "28014.4"));
        assert!(!same_amount("4000", "400"));
        assert!(!same_amount("4000.5", "4000.05"));
    }
}
