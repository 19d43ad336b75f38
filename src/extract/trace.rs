//! Why each field holds what it holds: every rule tried, step by step, as text for people.

use std::fmt::Write as _;

use crate::matching::{Candidate, Lost, Resolved, RuleRun};
use crate::record::Record;
use crate::rule::{Field, Library, Rule};

use super::analyse::{Analysis, Prepared, analyse};
use super::{PackChoice, Source, assemble};

/// Explains a text: its sections, then for each field which rule gave what, from where, and why the
/// others gave nothing. `field` limits it to one.
#[must_use]
pub fn explain(
    library: &Library,
    source: &Source,
    choice: PackChoice,
    field: Option<&str>,
) -> String {
    let prepared = Prepared::new(&source.decoded.text, library, choice);
    let analysis = analyse(library, &prepared);
    let teller = Teller {
        analysis: &analysis,
        record: &assemble(library, source, &analysis),
    };
    let mut out = String::new();
    if field.is_none() {
        teller.sections(&mut out);
    }
    for name in teller.fields() {
        if field.is_none_or(|f| f == name.to_string()) {
            teller.field(&name, &mut out);
        }
    }
    out
}

struct Teller<'a> {
    analysis: &'a Analysis<'a>,
    record: &'a Record,
}

impl Teller<'_> {
    /// Fields that have rules, in order of their first rule.
    fn fields(&self) -> Vec<Field> {
        let mut out: Vec<Field> = Vec::new();
        for rule in &self.analysis.pack.rules {
            if !out.contains(&rule.field) {
                out.push(rule.field.clone());
            }
        }
        out
    }

    fn sections(&self, out: &mut String) {
        let page = &self.analysis.page;
        let _ = writeln!(
            out,
            "pack {} · genre {}\nsections",
            self.analysis.pack.name, page.genre
        );
        for section in &page.sections {
            let by = section.rule.map_or("start of the text", |r| {
                self.analysis.pack.sections[r].id.as_str()
            });
            let span = page.folded.offsets.to_original(section.range.clone());
            let _ = writeln!(
                out,
                "  {:20} bytes {}..{}  {}  [{by}]",
                section.kind.word(),
                span.start,
                span.end,
                shown(&page.text()[section.range.clone()])
            );
        }
    }

    fn field(&self, field: &Field, out: &mut String) {
        let empty = Resolved::default();
        let resolved = self.analysis.resolved.get(field).unwrap_or(&empty);
        let _ = writeln!(out, "\n{field}: {} value(s)", resolved.won.len());
        if let Some(rule) = self.derived_by(field) {
            let _ = writeln!(out, "  = derived by {rule}");
        } else if resolved.won.is_empty() {
            let _ = writeln!(out, "  empty: {}", self.analysis.absence(field).word());
        }
        for c in &resolved.won {
            let _ = writeln!(out, "  + {}", self.candidate(c));
        }
        for (c, lost) in &resolved.lost {
            let why = match lost {
                Lost::Overlaps(_) => "lost: a stronger match covers it",
                Lost::Duplicate(_) => "dropped: stands already",
                Lost::NotPicked => "dropped: the rule picks another",
            };
            let _ = writeln!(out, "  - {} ({why})", self.candidate(c));
        }
        for (rule, run) in self.analysis.pack.rules.iter().zip(&self.analysis.runs) {
            if rule.field == *field {
                self.rule(rule, run.as_ref(), out);
            }
        }
    }

    /// The derivation that fills a field of the record, where one does.
    fn derived_by(&self, field: &Field) -> Option<&str> {
        let by = match field.to_string().as_str() {
            "court" => self.record.court.as_ref().map(|court| &court.rule),
            name => self.record.evidence.get(name).map(|found| &found.rule),
        }?;
        let derives = &self.analysis.pack.derives;
        let derive = derives.iter().find(|d| d.field == *field && d.id == *by)?;
        Some(&derive.id)
    }

    fn candidate(&self, c: &Candidate) -> String {
        let page = &self.analysis.page;
        let span = page.folded.offsets.to_original(c.place.clone());
        format!(
            "{}  bytes {}..{}  by {}",
            shown(&page.text()[c.place.clone()]),
            span.start,
            span.end,
            self.analysis.pack.rules[c.rule].id
        )
    }

    fn rule(&self, rule: &Rule, run: Option<&RuleRun>, out: &mut String) {
        let Some(run) = run else {
            let _ = writeln!(out, "  · {}: not for this genre", rule.id);
            return;
        };
        let page = &self.analysis.page;
        if run.unmet {
            let _ = writeln!(out, "  · {}: its condition is not met", rule.id);
        } else if run.ranges == 0 {
            let _ = writeln!(out, "  · {}: section not found", rule.id);
        } else if run.matched == 0 {
            let _ = writeln!(
                out,
                "  · {}: no match in {} section(s)",
                rule.id, run.ranges
            );
        }
        for excluded in run.excluded.iter().take(5) {
            let _ = writeln!(
                out,
                "  · {}: excluded by {}: {}",
                rule.id,
                excluded.guard,
                shown(&page.text()[excluded.range.clone()])
            );
        }
        for refused in run.refused.iter().take(5) {
            let _ = writeln!(
                out,
                "  · {}: {} refused ({}): {}",
                rule.id,
                refused.key,
                refused.refusal,
                shown(&page.text()[refused.range.clone()])
            );
        }
    }
}

/// The beginning of a text on one line, without control characters.
fn shown(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { '⏎' } else { c })
        .take(40)
        .collect();
    if text.chars().count() > 40 {
        format!("{line}…")
    } else {
        line
    }
}
