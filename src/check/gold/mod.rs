//! Records against labels made by hand: precision, recall and F1 of each field, and every difference.

mod baseline;
mod bounds;
mod compare;
mod fields;
mod judge;
mod label;
mod people;
mod text;

pub use baseline::{Baseline, BaselineError, Mark};
pub use compare::Tally;
pub use fields::MEASURES;
pub use judge::{Standard, judge};
pub use label::Label;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::record::Record;
use crate::rule::did_you_mean;
use crate::span::{ByteSpan, line_column};
use bounds::Blankless;
use compare::{Compared, Item};

/// All labels of a run, by the path of their document.
#[derive(Debug, Default)]
pub struct Gold {
    labels: BTreeMap<String, Labelled>,
    /// Files and lines that are no labels.
    pub broken: Vec<Broken>,
}

/// A label and where it was read.
#[derive(Debug)]
struct Labelled {
    label: Label,
    file: String,
}

/// A file or line of gold that is no label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub file: String,
    /// Offset in the file.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Gold {
    /// Reads labels out of files: one JSON object a file (`.json`), or one a line (`.jsonl`).
    #[must_use]
    pub fn parse(files: &[(String, String)]) -> Self {
        let mut gold = Self::default();
        for (name, text) in files {
            if name.ends_with(".jsonl") {
                let mut at = 0;
                for line in text.split_inclusive('\n') {
                    if !line.trim().is_empty() {
                        gold.read(name, at, line);
                    }
                    at += line.len();
                }
            } else {
                gold.read(name, 0, text);
            }
        }
        gold
    }

    fn read(&mut self, file: &str, at: usize, text: &str) {
        let mut broken = |at: usize, message: String, help: Option<String>| {
            let file = file.to_owned();
            self.broken.push(Broken {
                file,
                at,
                message,
                help,
            });
        };
        match serde_json::from_str::<Label>(text) {
            Err(error) => {
                let message = error.to_string();
                let near = near(&message).map(|n| format!("did you mean `{n}`?"));
                broken(at + offset(text, &error), message, near);
            }
            Ok(label) => match self.labels.get(&label.file) {
                Some(other) => {
                    let message = format!("{} is labelled in {} already", label.file, other.file);
                    let help = "keep one label for each document".to_owned();
                    broken(at, message, Some(help));
                }
                None => {
                    let file = file.to_owned();
                    self.labels
                        .insert(label.file.clone(), Labelled { label, file });
                }
            },
        }
    }

    /// Paths of the labelled documents, in their order, each with the file that labels it.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.labels
            .iter()
            .map(|(document, l)| (document.as_str(), l.file.as_str()))
    }

    /// Whether a document is labelled.
    #[must_use]
    pub fn has(&self, document: &str) -> bool {
        self.labels.contains_key(document)
    }

    /// Whether there is no label at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Scores a record against the label of its document; nothing where there is none.
    #[must_use]
    pub fn score(&self, record: &Record, original: &str) -> Scores {
        let mut out = Scores::default();
        let Some(labelled) = self.labels.get(&record.document.path) else {
            return out;
        };
        out.documents.insert(record.document.path.clone());
        let place = Blankless::new(original);
        let comparisons = fields::compare(&labelled.label, record, &place);
        for (name, why) in comparisons.unplaced {
            out.unplaced.push(Broken {
                file: labelled.file.clone(),
                at: 0,
                message: format!("{}: {name}: {why}", record.document.path),
                help: None,
            });
        }
        for (measure, compared) in comparisons.measured {
            out.take(&measure, compared, record, original, &place);
        }
        if !out.differences.is_empty() {
            let document = record.document.path.clone();
            out.texts.insert(document, original.to_owned());
        }
        out
    }
}

/// Where an error of serde stands in the text it read; it counts lines and bytes from 1.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    (before + error.column().saturating_sub(1)).min(text.len())
}

/// The known word nearest to the unknown one of a message of serde.
fn near(message: &str) -> Option<String> {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (unknown, known) = quoted.split_first()?;
    did_you_mean(unknown, known.iter().copied()).map(str::to_owned)
}

/// What records came to, held against labels. Scores of documents add up in any order but for the order
/// of the differences.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// Counts by pack and measure.
    pub measured: BTreeMap<String, BTreeMap<String, Tally>>,
    /// Where records and labels differ, by document.
    pub differences: Vec<Difference>,
    /// Labels of sections that fit no place in their document.
    pub unplaced: Vec<Broken>,
    /// Documents that were scored.
    pub documents: BTreeSet<String>,
    /// The texts of those that differ, for the places in them.
    pub texts: BTreeMap<String, String>,
}

/// One field of one document that differs from its label.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// Path of the document.
    pub document: String,
    /// What was measured.
    pub measure: String,
    /// Values of the label that the record does not have.
    pub missed: Vec<Shown>,
    /// Values of the record that the label does not have.
    pub wrong: Vec<Shown>,
}

/// A value of a difference.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// The value.
    pub value: String,
    /// Where it stands in the document, if it does.
    pub span: Option<ByteSpan>,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// The rule that gave it.
    pub rule: Option<String>,
}

impl Scores {
    /// Adds the scores of further documents.
    pub fn add(&mut self, other: Self) {
        for (pack, measures) in other.measured {
            let own = self.measured.entry(pack).or_default();
            for (measure, tally) in measures {
                own.entry(measure).or_default().add(&tally);
            }
        }
        self.differences.extend(other.differences);
        self.unplaced.extend(other.unplaced);
        self.documents.extend(other.documents);
        self.texts.extend(other.texts);
    }

    /// The counts of a measure over all packs.
    #[must_use]
    pub fn total(&self, measure: &str) -> Option<Tally> {
        let mut total: Option<Tally> = None;
        for tally in self.measured.values().filter_map(|m| m.get(measure)) {
            total.get_or_insert_default().add(tally);
        }
        total
    }

    fn take(
        &mut self,
        measure: &str,
        compared: Compared,
        record: &Record,
        original: &str,
        place: &Blankless,
    ) {
        let pack = self.measured.entry(record.document.pack.clone());
        let tally = pack.or_default().entry(measure.to_owned()).or_default();
        tally.add(&compared.tally);
        if compared.missed.is_empty() && compared.wrong.is_empty() {
            return;
        }
        let shown = |items: Vec<Item>| -> Vec<Shown> {
            let shown = items.into_iter().map(|i| shown(i, original, place));
            shown.collect()
        };
        self.differences.push(Difference {
            document: record.document.path.clone(),
            measure: measure.to_owned(),
            missed: shown(compared.missed),
            wrong: shown(compared.wrong),
        });
    }
}

fn shown(item: Item, original: &str, place: &Blankless) -> Shown {
    let (span, rule) = match item.from {
        Some((span, rule)) => (Some(span), Some(rule).filter(|r| !r.is_empty())),
        None => (place.locate(&item.shown), None),
    };
    Shown {
        value: item.shown,
        span,
        line: span.map(|s| line_column(original, s.start).line),
        rule,
    }
}

/// The place of a measure in reports.
#[must_use]
pub fn order(measure: &str) -> (usize, String) {
    let known = MEASURES.iter().position(|m| *m == measure);
    (known.unwrap_or(MEASURES.len()), measure.to_owned())
}
