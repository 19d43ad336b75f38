//! Case numbers, the court, and the fields that follow from the own number.

use crate::matching::{Candidate, Value};
use crate::normalize::case_number::{Parts, join_key};
use crate::normalize::court::CourtEntry;
use crate::record::{CaseNumber, Court, Evidence, Record};
use crate::rule::compiled::{Derive, DeriveFrom};
use crate::vocabulary::{CaseType, CourtLevel, Language, NumberRelation, TrialProcedure};

use super::Desk;

impl Desk<'_> {
    /// Every court case number once, with the strongest relation any of its mentions has.
    pub(super) fn case_numbers(&self) -> Vec<CaseNumber> {
        let mut out: Vec<CaseNumber> = Vec::new();
        for c in self.won("case_numbers") {
            let Some(number) = self.case_number(c) else {
                continue;
            };
            match out.iter_mut().find(|n| same(n, &number)) {
                Some(known) if known.relation > number.relation => *known = number,
                Some(_) => {}
                None => out.push(number),
            }
        }
        part_branches(&mut out);
        out
    }

    fn case_number(&self, c: &Candidate) -> Option<CaseNumber> {
        let parts = match c.get("number")? {
            Value::Number(parts) => parts.as_ref().clone(),
            _ => self.composed(c),
        };
        let relation = c.text("relation").and_then(NumberRelation::from_word)?;
        let place = c.range("number").unwrap_or_else(|| c.place.clone());
        let p = parts;
        Some(CaseNumber {
            text: self.quote(&place),
            canonical: p.canonical,
            year: p.year,
            court_code: p.court_code,
            court: p.court,
            type_code: p.type_code,
            case_type: p.case_type,
            trial_procedure: p.trial_procedure,
            serial: p.serial,
            suffix: p.suffix,
            court_prefix: p.court_prefix,
            romanised: p.romanised,
            candidates: p.candidates,
            warnings: p.warnings,
            relation,
            span: self.span(&place),
            rule: self.rule(c),
        })
    }

    /// A number whose parts the rule itself tells, as those of other jurisdictions.
    fn composed(&self, c: &Candidate) -> Parts {
        let text = |key| c.text(key).map(str::to_owned);
        let word = |key| c.text(key).unwrap_or_default();
        let coded = self.library.tables.courts.by_code(word("court_code"));
        Parts {
            canonical: text("canonical"),
            year: c.integer("year").and_then(|n| u16::try_from(n).ok()),
            court_code: text("court_code"),
            court: text("court").or_else(|| coded.map(|court| court.name_zh.clone())),
            type_code: text("type_code"),
            case_type: CaseType::from_word(word("case_type")),
            trial_procedure: TrialProcedure::from_word(word("trial_procedure")),
            serial: text("serial"),
            suffix: text("suffix"),
            ..Parts::default()
        }
    }

    /// The court as printed, with what the table knows of it.
    pub(super) fn court(&self, numbers: &[CaseNumber]) -> Option<Court> {
        let Some(c) = self.won("court").first() else {
            return self.court_from_number(numbers);
        };
        let printed = c.text("name")?.to_owned();
        let own_code = own_with_code(numbers).and_then(|n| n.court_code.as_deref());
        let entry = self.library.tables.courts.by_name(&printed, own_code);
        let place = c.range("name").unwrap_or_else(|| c.place.clone());
        let mut court = self.court_value(printed, entry, self.span(&place), self.rule(c), false);
        court.level = court
            .level
            .or_else(|| c.text("level").and_then(CourtLevel::from_word));
        if entry.is_none() && self.derive_rule(DeriveFrom::OwnNumberCourtCode).is_some() {
            court.code = own_code.map(str::to_owned);
        }
        Some(court)
    }

    fn court_from_number(&self, numbers: &[CaseNumber]) -> Option<Court> {
        let derive = self.derive_rule(DeriveFrom::OwnNumberCourt)?;
        let own = own_with_code(numbers)?;
        let courts = &self.library.tables.courts;
        let Some(entry) = courts.by_code(own.court_code.as_deref()?) else {
            // the pack's own table has named it
            let mut court =
                self.court_value(own.court.clone()?, None, own.span, derive.id.clone(), true);
            court.code.clone_from(&own.court_code);
            return Some(court);
        };
        let english = self.analysis.pack.language == Language::EN && !entry.name_en.is_empty();
        let name = if english {
            &entry.name_en
        } else {
            &entry.name_zh
        };
        Some(self.court_value(name.clone(), Some(entry), own.span, derive.id.clone(), true))
    }

    fn court_value(
        &self,
        name: String,
        entry: Option<&CourtEntry>,
        span: crate::span::ByteSpan,
        rule: String,
        derived: bool,
    ) -> Court {
        Court {
            name,
            name_zh: entry.map(|e| e.name_zh.clone()),
            name_en: entry.map(|e| e.name_en.clone()).filter(|n| !n.is_empty()),
            code: entry.map(|e| e.code.clone()),
            level: entry.map(|e| e.level),
            kind: entry.map(|e| e.kind.clone()),
            province: entry.map(|e| e.province.clone()),
            derived,
            span,
            rule,
        }
    }

    fn derive_rule(&self, from: DeriveFrom) -> Option<&Derive> {
        self.analysis.pack.derives.iter().find(|d| d.from == from)
    }

    /// Fills what no rule found from the own number's type word.
    pub(super) fn derive(&self, record: &mut Record) {
        let Some(own) = record
            .case_numbers
            .iter()
            .find(|n| n.relation == NumberRelation::Own)
        else {
            return;
        };
        let (case_type, procedure, span) = (own.case_type, own.trial_procedure, own.span);
        if record.case_type.is_none()
            && case_type.is_some()
            && let Some(derive) = self.derive_rule(DeriveFrom::OwnNumberCaseType)
        {
            record.case_type = case_type;
            record.evidence.insert(
                "case_type",
                Evidence {
                    span,
                    rule: derive.id.clone(),
                },
            );
        }
        if record.trial_procedure.is_none()
            && procedure.is_some()
            && let Some(derive) = self.derive_rule(DeriveFrom::OwnNumberProcedure)
        {
            record.trial_procedure = procedure;
            record.evidence.insert(
                "trial_procedure",
                Evidence {
                    span,
                    rule: derive.id.clone(),
                },
            );
        }
    }
}

/// The document's own number, the first that names a court: a docket number beside it may not.
fn own_with_code(numbers: &[CaseNumber]) -> Option<&CaseNumber> {
    let mut own = numbers.iter().filter(|n| n.relation == NumberRelation::Own);
    own.find(|n| n.court_code.is_some())
}

/// A number of another branch of law than the own one is of another case: the criminal judgment that a civil
/// one tells of is no earlier stage of it.
fn part_branches(numbers: &mut [CaseNumber]) {
    let tried = |n: &CaseNumber| {
        use CaseType::{Administrative, Civil, Criminal};
        n.case_type
            .filter(|t| matches!(t, Administrative | Civil | Criminal))
    };
    let own = numbers
        .iter()
        .find(|n| n.relation == NumberRelation::Own)
        .and_then(tried);
    for number in numbers {
        let other = own.is_some() && tried(number).is_some() && tried(number) != own;
        if other && number.relation == NumberRelation::Prior {
            number.relation = NumberRelation::Cited;
        }
    }
}

/// Whether two mentions are of one number.
fn same(a: &CaseNumber, b: &CaseNumber) -> bool {
    match (&a.canonical, &b.canonical) {
        (Some(x), Some(y)) => x == y || join_key(x) == join_key(y),
        (None, None) => a.text == b.text,
        _ => false,
    }
}
