//! Resolved candidates to a record: each value with its span in the original and its rule.

mod checks;
mod numbers;
mod orders;
mod people;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::matching::{Candidate, Value, quoted};
use crate::normalize::date::Date;
use crate::record::{
    Adjudicator, CauseCode, CitedProvision, CourtFee, CustomValue, DateValue, Document, Evidence,
    Gist, Holding, Issue, Record, SCHEMA_VERSION, Section,
};
use crate::rule::{Field, Library, Pack};
use crate::span::ByteSpan;
use crate::vocabulary::{AdjudicatorRole, CaseType, DateKind, DocumentType, TrialProcedure};

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
        holdings: desk.holdings(),
        gist: desk.gist(),
        disposition: desk.orders(),
        court_fee: desk.court_fee(),
        cited_provisions: desk.cited_provisions(),
        adjudicators: desk.adjudicators(),
        evidence: desk.evidence(),
        sections: desk.sections(),
        custom: desk.custom(),
        warnings: Vec::new(),
    };
    record.court = desk.court(&record.case_numbers);
    desk.derive(&mut record);
    record.cause_codes = desk.cause_codes(record.cause_of_action.as_deref());
    record.warnings = desk.warnings(&record);
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

    /// Causes or charges in text order, once each, joined with 、.
    fn cause(&self) -> Option<String> {
        let mut causes: Vec<&str> = Vec::new();
        for cause in self
            .won("cause_of_action")
            .iter()
            .filter_map(|c| c.text("text"))
        {
            // 贩卖毒品罪、盗窃罪 are two; 掩饰、隐瞒犯罪所得罪 is one
            for part in cause
                .split_inclusive("罪、")
                .map(|p| p.trim_end_matches('、'))
            {
                if !causes.contains(&part) {
                    causes.push(part);
                }
            }
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
        match find(cause) {
            Some(code) => vec![code],
            None => cause.split('、').filter_map(find).collect(),
        }
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

    fn issues(&self) -> Vec<Issue> {
        let issue = |(i, c): (usize, &Candidate)| Issue {
            ordinal: i as u32 + 1,
            text: self.text(c),
            span: self.span(&c.place),
            rule: self.rule(c),
        };
        self.won("issues").iter().enumerate().map(issue).collect()
    }

    fn holdings(&self) -> Vec<Holding> {
        let holding = |c: &Candidate| Holding {
            text: self.text(c),
            issue: c.integer("issue").and_then(|n| u32::try_from(n).ok()),
            span: self.span(&c.place),
            rule: self.rule(c),
        };
        self.won("holdings").iter().map(holding).collect()
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
            if let Some(c) = self.won(field).first() {
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
