//! Gains and losses: what records hold that they did not hold before, by the rule that gave it.

mod values;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::span::ByteSpan;
use values::{FieldValue, difference, shown, values};

/// Samples that are kept of each rule and kind of change.
const SAMPLES: usize = 5;

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It was not there.
    Gained,
    /// It is no longer there.
    Lost,
    /// Another one stands in its place.
    Changed,
    /// The same value, from another place or by another rule.
    Moved,
}

impl Kind {
    /// Every kind with its word and its sign in reports.
    pub const ALL: &'static [(Self, &'static str, char)] = &[
        (Self::Gained, "gained", '+'),
        (Self::Lost, "lost", '-'),
        (Self::Changed, "changed", '~'),
        (Self::Moved, "moved", '>'),
    ];
}

/// Everything that changed between two runs. Changes of documents add up in any order but for the samples,
/// which are those of the first documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Documents that both runs have.
    pub documents: u64,
    /// Those of them whose records differ in a value.
    pub differing: u64,
    /// Documents that only the earlier run has.
    pub only_before: u64,
    /// Documents that only the later run has.
    pub only_after: u64,
    /// What changed, by rule: for a lost value the one that gave it before, else the one that gives it now.
    pub rules: BTreeMap<String, BTreeMap<Kind, Changed>>,
}

/// Changes of one kind by one rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changed {
    /// How many values.
    pub values: u64,
    /// Some of them.
    pub samples: Vec<Sample>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// The document.
    pub document: String,
    /// The field.
    pub field: String,
    /// The value, or what of it changed.
    pub text: String,
    /// Where it stands in the document.
    pub span: Option<ByteSpan>,
}

impl Changes {
    /// What changed from one record of a document to another; both as JSON.
    #[must_use]
    pub fn between(document: &str, before: &Json, after: &Json) -> Self {
        let mut out = Self {
            documents: 1,
            ..Self::default()
        };
        let (mut old, mut new) = (values(before), values(after));
        out.same_content(document, &mut old, &mut new);
        out.same_place(document, &mut old, &mut new);
        for value in old {
            out.note(document, Kind::Lost, &value, shown(&value.content));
        }
        for value in new {
            out.note(document, Kind::Gained, &value, shown(&value.content));
        }
        out.differing = u64::from(!out.rules.is_empty());
        out
    }

    /// Whether no value changed and no document is without its other record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.only_before == 0 && self.only_after == 0
    }

    /// How many values a kind of change has.
    #[must_use]
    pub fn count(&self, kind: Kind) -> u64 {
        let changed = self.rules.values().filter_map(|kinds| kinds.get(&kind));
        changed.map(|c| c.values).sum()
    }

    /// Adds the changes of further documents.
    pub fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.differing += other.differing;
        self.only_before += other.only_before;
        self.only_after += other.only_after;
        for (rule, kinds) in other.rules {
            let own = self.rules.entry(rule).or_default();
            for (kind, changed) in kinds {
                let own = own.entry(kind).or_default();
                own.values += changed.values;
                own.samples.extend(changed.samples);
                own.samples.truncate(SAMPLES);
            }
        }
    }

    /// Takes out values that stand on both sides; where only place or rule differ, that is noted.
    fn same_content(
        &mut self,
        document: &str,
        old: &mut Vec<FieldValue>,
        new: &mut Vec<FieldValue>,
    ) {
        let equal = |a: &FieldValue, b: &FieldValue| a.field == b.field && a.content == b.content;
        pair(old, new, |a, b| {
            equal(a, b) && a.span == b.span && a.rule == b.rule
        });
        for (a, b) in pair(old, new, equal) {
            let text = match (a.rule == b.rule, &a.span, &b.span) {
                (false, ..) => format!("{}: {} → {}", shown(&b.content), a.rule, b.rule),
                (true, Some(x), Some(y)) => format!(
                    "{}: bytes {}..{} → {}..{}",
                    shown(&b.content),
                    x.start,
                    x.end,
                    y.start,
                    y.end
                ),
                _ => shown(&b.content),
            };
            self.note(document, Kind::Moved, &b, text);
        }
    }

    /// Takes out values in whose place another one stands.
    fn same_place(&mut self, document: &str, old: &mut Vec<FieldValue>, new: &mut Vec<FieldValue>) {
        let overlap = |a: &FieldValue, b: &FieldValue| match (a.span, b.span) {
            (Some(x), Some(y)) => x.overlaps(y),
            _ => false,
        };
        let one_place = |a: &FieldValue, b: &FieldValue| {
            a.field == b.field && ((a.single && b.single) || overlap(a, b))
        };
        for (a, b) in pair(old, new, one_place) {
            self.note(
                document,
                Kind::Changed,
                &b,
                difference(&a.content, &b.content),
            );
        }
    }

    fn note(&mut self, document: &str, kind: Kind, value: &FieldValue, text: String) {
        let rule = self.rules.entry(value.rule.clone()).or_default();
        let changed = rule.entry(kind).or_default();
        changed.values += 1;
        if changed.samples.len() < SAMPLES {
            changed.samples.push(Sample {
                document: document.to_owned(),
                field: value.field.clone(),
                text,
                span: value.span,
            });
        }
    }
}

/// Takes the pairs that fit out of two lists, the first that fits for each.
fn pair(
    old: &mut Vec<FieldValue>,
    new: &mut Vec<FieldValue>,
    fits: impl Fn(&FieldValue, &FieldValue) -> bool,
) -> Vec<(FieldValue, FieldValue)> {
    let mut out = Vec::new();
    let mut kept = Vec::with_capacity(old.len());
    for a in old.drain(..) {
        match new.iter().position(|b| fits(&a, b)) {
            Some(at) => out.push((a, new.remove(at))),
            None => kept.push(a),
        }
    }
    *old = kept;
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(parties: Json) -> Json {
        json!({
            "document": { "path": "a.txt" },
            "case_type": "civil",
            "evidence": { "case_type": { "span": { "start": 0, "end": 3 }, "rule": "zh.type" } },
            "parties": parties,
        })
    }

    fn party(name: &str, start: usize, rule: &str) -> Json {
        json!({ "role": "plaintiff", "name": name, "span": { "start": start, "end": start + 6 }, "rule": rule })
    }

    fn kinds(changes: &Changes) -> Vec<(&str, Kind, u64)> {
        let rules = changes.rules.iter();
        rules
            .flat_map(|(rule, kinds)| kinds.iter().map(|(k, c)| (rule.as_str(), *k, c.values)))
            .collect()
    }

    #[test]
    fn values_are_gained_lost_changed_and_moved() {
        let before = record(json!([
            party("甲", 0, "zh.a"),
            party("乙", 10, "zh.a"),
            party("丙", 20, "zh.a"),
            party("丁", 30, "zh.a"),
        ]));
        let after = record(json!([
            party("甲", 0, "zh.b"),
            party("乙公司", 12, "zh.a"),
            party("丁", 30, "zh.a"),
            party("戊", 40, "zh.a"),
        ]));
        let changes = Changes::between("a.txt", &before, &after);
        let wanted = [
            ("zh.a", Kind::Gained, 1),
            ("zh.a", Kind::Lost, 1),
            ("zh.a", Kind::Changed, 1),
            ("zh.b", Kind::Moved, 1),
        ];
        assert_eq!(kinds(&changes), wanted);
        let changed = &changes.rules["zh.a"][&Kind::Changed].samples[0];
        assert_eq!(changed.text, "plaintiff 乙公司: name: 乙 → 乙公司");
        assert_eq!(
            changes.rules["zh.b"][&Kind::Moved].samples[0].text,
            "plaintiff 甲: zh.a → zh.b"
        );
    }

    #[test]
    fn a_plain_field_is_known_by_its_evidence() {
        let mut after = record(json!([]));
        after["case_type"] = json!("criminal");
        let changes = Changes::between("a.txt", &record(json!([])), &after);
        assert_eq!(kinds(&changes), [("zh.type", Kind::Changed, 1)]);
    }

    #[test]
    fn records_that_are_the_same_have_no_changes() {
        let record = record(json!([party("甲", 0, "zh.a"), party("甲", 0, "zh.a")]));
        let changes = Changes::between("a.txt", &record, &record);
        assert!(changes.is_empty() && changes.differing == 0 && changes.documents == 1);
    }

    #[test]
    fn samples_are_few_and_counts_are_whole() {
        let before = record(json!([]));
        let after = record(json!([party("甲", 0, "zh.a")]));
        let mut all = Changes::default();
        for n in 0..9 {
            all.add(Changes::between(&format!("{n}.txt"), &before, &after));
        }
        let gained = &all.rules["zh.a"][&Kind::Gained];
        assert_eq!(
            (gained.values, gained.samples.len(), all.differing),
            (9, 5, 9)
        );
        assert_eq!(gained.samples[4].document, "4.txt");
    }
}
