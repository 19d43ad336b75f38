//! The marks that were reached once, which can only rise while the labels stay the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Scores;

/// What was reached, by pack and measure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// A hash of the labels it was measured against.
    pub labels: String,
    /// What was reached.
    pub marks: BTreeMap<String, BTreeMap<String, Mark>>,
}

/// What one measure reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// F1, cut after the fourth digit.
    pub f1: f64,
    /// Values that the labels had.
    pub wanted: u64,
}

/// A baseline that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("it is no baseline: {0}")]
pub struct BaselineError(#[from] serde_json::Error);

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// [`BaselineError`] where the text is none.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        Ok(serde_json::from_str(text)?)
    }

    /// What scores reach.
    #[must_use]
    pub fn of(scores: &Scores, labels: &str) -> Self {
        let marks = scores.measured.iter().map(|(pack, measures)| {
            let marks = measures.iter().map(|(measure, tally)| {
                let mark = Mark {
                    f1: cut(tally.f1()),
                    wanted: tally.wanted,
                };
                (measure.clone(), mark)
            });
            (pack.clone(), marks.collect())
        });
        Self {
            labels: labels.to_owned(),
            marks: marks.collect(),
        }
    }

    /// The baseline that stands after `new` was measured: each mark is the higher of both while the labels
    /// are the same, and the new one where they are others.
    #[must_use]
    pub fn raised(&self, new: &Self) -> Self {
        let mut out = new.clone();
        if self.labels != new.labels {
            return out;
        }
        for (pack, marks) in &self.marks {
            for (measure, old) in marks {
                let mark = out.marks.entry(pack.clone()).or_default();
                let mark = mark.entry(measure.clone()).or_insert(*old);
                mark.f1 = mark.f1.max(old.f1);
            }
        }
        out
    }

    /// Pack and measure of the marks that stand above those of another baseline, or are not in it.
    #[must_use]
    pub fn above(&self, other: &Self) -> Vec<(&str, &str)> {
        let marks = self.marks.iter().flat_map(|(pack, marks)| {
            marks
                .iter()
                .map(move |(measure, mark)| (pack, measure, mark))
        });
        let above = marks.filter(|(pack, measure, mark)| {
            let reached = other.marks.get(*pack).and_then(|m| m.get(*measure));
            reached.is_none_or(|reached| reached.f1 < mark.f1)
        });
        above
            .map(|(pack, measure, _)| (pack.as_str(), measure.as_str()))
            .collect()
    }

    /// The file's text: one mark a line, so that a rise reads well as a change.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{{\n  \"labels\": {:?},\n  \"marks\": {{", self.labels);
        for (i, (pack, marks)) in self.marks.iter().enumerate() {
            out.push_str(if i == 0 { "\n" } else { ",\n" });
            out.push_str(&format!("    {}: {{", json(pack)));
            for (j, (measure, mark)) in marks.iter().enumerate() {
                out.push_str(if j == 0 { "\n" } else { ",\n" });
                let Mark { f1, wanted } = mark;
                out.push_str(&format!(
                    "      {}: {{ \"f1\": {f1:.4}, \"wanted\": {wanted} }}",
                    json(measure)
                ));
            }
            out.push_str("\n    }");
        }
        out.push_str("\n  }\n}\n");
        out
    }
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Cut and not rounded: what is measured again must reach it.
fn cut(f1: f64) -> f64 {
    (f1 * 1e4).floor() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(labels: &str, f1: f64) -> Baseline {
        let mark = Mark { f1, wanted: 10 };
        let marks = BTreeMap::from([("parties".to_owned(), mark)]);
        Baseline {
            labels: labels.to_owned(),
            marks: BTreeMap::from([("zh".to_owned(), marks)]),
        }
    }

    #[test]
    fn a_mark_rises_and_never_falls_while_the_labels_stay() {
        let old = baseline("a", 0.9);
        assert_eq!(old.raised(&baseline("a", 0.8)), old);
        assert_eq!(old.raised(&baseline("a", 0.95)), baseline("a", 0.95));
    }

    #[test]
    fn other_labels_begin_anew() {
        let new = baseline("b", 0.8);
        assert_eq!(baseline("a", 0.9).raised(&new), new);
    }

    #[test]
    fn a_measure_that_is_gone_keeps_its_mark() {
        let mut new = baseline("a", 0.9);
        new.marks.clear();
        assert_eq!(baseline("a", 0.9).raised(&new), baseline("a", 0.9));
    }

    #[test]
    fn the_text_reads_back() {
        let baseline = baseline("sha256:1", 0.9712);
        assert_eq!(Baseline::parse(&baseline.text()).unwrap(), baseline);
    }
}
