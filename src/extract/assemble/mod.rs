//! Resolved candidates to a record: each value with its span in the original and its rule.

mod absences;
mod checks;
mod findings;
mod numbers;
mod orders;
mod people;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::matching::{Candidate, Value, quoted};
use crate::normalize::date::Date;
use crate::record::{
    Adjudicator, CauseCode, CitedProvision, CourtFee, CustomValue, DateValue, Document, Evidence,
    Gist, Record, SCHEMA_VERSION, Section,
};
use crate::rule::{Field, Library, Pack};
use crate::span::ByteSpan;
use crate::vocabulary::{AdjudicatorRole, CaseType, DateKind, DocumentType, TrialProcedure};

use self::absences::absences;
use super::analyse::Analysis;
use super::{Origin, Source};

/// Assembles the record of one text.
#[must_use]
pub fn assemble(library: &Library, source: &Source, analysis: &Analysis<'_>) -> Record {
    let desk = Desk { library, analysis };
    let parties = desk.parties();
    let mut record = Record {
        schema_version: SCHEMA_VERSION,
        document: document(source, analysis.pack),
        case_name: desk.first_text("case_name"),
        case_numbers: desk.case_numbers(),
        court: None,
        document_type: desk.word("document_type").and_then(DocumentType::from_word),
        case_type: desk.word("case_type").and_then(CaseType::from_word),
        trial_procedure: desk
            .word("trial_procedure")
            .and_then(TrialProcedure::from_word),
        cause_of_action: desk.cause(),
        cause_codes: Vec::new(),
        representatives: desk.representatives(&parties),
        parties: parties.into_iter().map(|p| p.party).collect(),
        dates: desk.dates(),
        issues: desk.issues(),
        holdings: Vec::new(),
        gist: desk.gist(),
        disposition: desk.orders(),
        court_fee: desk.court_fee(),
        cited_provisions: desk.cited_provisions(),
        adjudicators: desk.adjudicators(),
        evidence: desk.evidence(),
        sections: desk.sections(),
        custom: desk.custom(),
        warnings: Vec::new(),
        absences: Vec::new(),
    };
    record.court = desk.court(&record.case_numbers);
    desk.derive(&mut record);
    record.cause_codes = desk.cause_codes(record.cause_of_action.as_deref());
    record.holdings = desk.holdings(&record.issues);
    record.warnings = desk.warnings(&record);
    record.absences = absences(analysis, &record);
    record
}

fn document(source: &Source, pack: &Pack) -> Document {
    let id = source.origin.document_id();
    let Origin {
        path,
        member,
        part,
        sha256,
        bytes,
        format,
    } = source.origin.clone();
    Document {
        id,
        path,
        member,
        part,
        sha256,
        bytes,
        encoding: source.decoded.encoding,
        format,
        language: pack.language,
        pack: pack.name.clone(),
    }
}

/// What assembling needs at hand.
struct Desk<'a> {
    library: &'a Library,
    analysis: &'a Analysis<'a>,
}

impl Desk<'_> {
    /// The original span of a folded range.
    fn span(&self, range: &Range<usize>) -> ByteSpan {
        self.analysis.page.folded.offsets.to_original(range.clone())
    }

    /// The original text of a folded range, as records quote it.
    fn quote(&self, range: &Range<usize>) -> String {
        quoted(
            self.span(range)
                .of(self.analysis.page.original)
                .unwrap_or_default(),
        )
    }

    /// The text of a candidate, as its rule gave it.
    fn text(&self, candidate: &Candidate) -> String {
        candidate
            .text("text")
            .map_or_else(|| self.quote(&candidate.place), str::to_owned)
    }

    fn rule(&self, candidate: &Candidate) -> String {
        self.analysis.rule_id(candidate)
    }

    fn won(&self, field: &'static str) -> &[Candidate] {
        self.analysis.won(field)
    }

    fn first_text(&self, field: &'static str) -> Option<String> {
        self.won(field)
            .first()
            .and_then(|c| c.text("text"))
            .map(str::to_owned)
    }

    fn word(&self, field: &'static str) -> Option<&str> {
        self.won(field).first().and_then(|c| c.text("value"))
    }

    /// The causes of the strongest rules that found any: the others tell of the same in passing.
    fn causes(&self) -> impl Iterator<Item = &Candidate> {
        let priority = |c: &Candidate| self.analysis.pack.rules[c.rule].priority;
        let found = self.won("cause_of_action");
        let strongest = found.iter().map(priority).max();
        found.iter().filter(move |c| Some(priority(c)) == strongest)
    }

    /// Causes or charges in text order, once each, joined with 、.
    fn cause(&self) -> Option<String> {
        let mut causes: Vec<&str> = Vec::new();
        for cause in self.causes() {
            let text = cause.text("text").filter(|t| !causes.contains(t));
            causes.extend(text);
        }
        (!causes.is_empty()).then(|| causes.join("、"))
    }

    /// Official codes of a cause, of the whole or of its parts.
    fn cause_codes(&self, cause: Option<&str>) -> Vec<CauseCode> {
        let Some(cause) = cause else {
            return Vec::new();
        };
        let tables = ["causes_civil", "charges", "causes_admin"];
        let tables: Vec<_> = tables
            .iter()
            .filter_map(|t| self.library.tables.aliases.get(*t))
            .collect();
        let find = |name: &str| {
            let hit = tables.iter().find_map(|t| t.name_and_code(name))?;
            Some(CauseCode {
                code: hit.1.to_owned(),
                name: hit.0.to_owned(),
            })
        };
        if let Some(code) = find(cause) {
            return vec![code];
        }
        // two charges may be one of the table: 运输毒品罪 and 贩卖毒品罪
        let mut out = Vec::new();
        for code in cause.split('、').filter_map(find) {
            if !out.contains(&code) {
                out.push(code);
            }
        }
        out
    }

    fn dates(&self) -> Vec<DateValue> {
        let mut out: Vec<DateValue> = Vec::new();
        for c in self.won("dates") {
            let (Some(Value::Date(date, derived)), Some(kind)) = (c.get("date"), c.text("kind"))
            else {
                continue;
            };
            let Some(kind) = DateKind::from_word(kind) else {
                continue;
            };
            let place = c.range("date").unwrap_or_else(|| c.place.clone());
            let iso = iso(*date);
            if out.iter().any(|d| d.kind == kind && d.date == iso) {
                continue;
            }
            out.push(DateValue {
                kind,
                date: iso,
                precision: date.precision(),
                text: self.quote(&place),
                derived: *derived,
                span: self.span(&place),
                rule: self.rule(c),
            });
        }
        out
    }

    fn gist(&self) -> Vec<Gist> {
        let gist = |c: &Candidate| Gist {
            text: self.text(c),
            span: self.span(&c.place),
            rule: self.rule(c),
        };
        self.won("gist").iter().map(gist).collect()
    }

    fn court_fee(&self) -> Option<CourtFee> {
        let c = self.won("court_fee").first()?;
        let Value::Money(amount) = c.get("amount")? else {
            return None;
        };
        let place = c.range("text").unwrap_or_else(|| c.place.clone());
        Some(CourtFee {
            text: self.quote(&place),
            amount: amount.clone(),
            span: self.span(&place),
            rule: self.rule(c),
        })
    }

    fn cited_provisions(&self) -> Vec<CitedProvision> {
        let small = |c: &Candidate, key: &str| c.integer(key).and_then(|n| u32::try_from(n).ok());
        let mut out: Vec<CitedProvision> = Vec::new();
        for c in self.won("cited_provisions") {
            let Some(statute) = c.text("statute") else {
                continue;
            };
            let provision = CitedProvision {
                statute: statute.to_owned(),
                article: small(c, "article"),
                article_sub: small(c, "article_sub"),
                paragraph: small(c, "paragraph"),
                item: small(c, "item"),
                text: self.quote(&c.place),
                span: self.span(&c.place),
                rule: self.rule(c),
            };
            let key = |p: &CitedProvision| {
                (
                    p.statute.clone(),
                    p.article,
                    p.article_sub,
                    p.paragraph,
                    p.item,
                )
            };
            if !out.iter().any(|p| key(p) == key(&provision)) {
                out.push(provision);
            }
        }
        out
    }

    fn adjudicators(&self) -> Vec<Adjudicator> {
        let mut out: Vec<Adjudicator> = Vec::new();
        for c in self.won("adjudicators") {
            let (Some(role), Some(name)) = (
                c.text("role").and_then(AdjudicatorRole::from_word),
                c.text("name"),
            ) else {
                continue;
            };
            let adjudicator = Adjudicator {
                role,
                name: name.to_owned(),
                span: self.span(&c.place),
                rule: self.rule(c),
            };
            if !out
                .iter()
                .any(|a| a.role == role && a.name == adjudicator.name)
            {
                out.push(adjudicator);
            }
        }
        out
    }

    /// Span and rule of the plain fields.
    fn evidence(&self) -> BTreeMap<&'static str, Evidence> {
        const PLAIN: &[&str] = &[
            "case_name",
            "document_type",
            "case_type",
            "trial_procedure",
            "cause_of_action",
        ];
        let mut out = BTreeMap::new();
        for field in PLAIN {
            let first = match *field {
                "cause_of_action" => self.causes().next(),
                _ => self.won(field).first(),
            };
            if let Some(c) = first {
                out.insert(
                    *field,
                    Evidence {
                        span: self.span(&c.place),
                        rule: self.rule(c),
                    },
                );
            }
        }
        out
    }

    /// Sections of the original: each begins where its first character stands, the first one at the start.
    fn sections(&self) -> Vec<Section> {
        let page = &self.analysis.page;
        let starts: Vec<usize> = page
            .sections
            .iter()
            .map(|s| self.span(&s.range).start)
            .collect();
        let mut out: Vec<Section> = Vec::new();
        for (i, section) in page.sections.iter().enumerate() {
            let start = if i == 0 { 0 } else { starts[i] };
            let end = starts.get(i + 1).copied().unwrap_or(page.original.len());
            if start < end {
                out.push(Section {
                    kind: section.kind,
                    span: ByteSpan::new(start, end),
                });
            }
        }
        if out.is_empty() && !page.original.is_empty() {
            let kind = crate::vocabulary::SectionKind::Other;
            out.push(Section {
                kind,
                span: ByteSpan::new(0, page.original.len()),
            });
        }
        out
    }

    fn custom(&self) -> BTreeMap<String, Vec<CustomValue>> {
        let mut out: BTreeMap<String, Vec<CustomValue>> = BTreeMap::new();
        for (field, resolved) in &self.analysis.resolved {
            let Field::Custom(name) = field else { continue };
            for c in &resolved.won {
                let value = match c.get("value") {
                    Some(Value::Text(t) | Value::Word(t) | Value::Money(t)) => {
                        serde_json::Value::from(t.as_str())
                    }
                    Some(Value::Integer(n)) => serde_json::Value::from(*n),
                    Some(Value::Date(date, _)) => serde_json::Value::from(iso(*date)),
                    _ => continue,
                };
                out.entry(name.clone()).or_default().push(CustomValue {
                    value,
                    text: self.quote(&c.place),
                    span: self.span(&c.place),
                    rule: self.rule(c),
                });
            }
        }
        out
    }
}

/// ISO 8601, as long as the precision allows.
fn iso(date: Date) -> String {
    date.iso()
}
