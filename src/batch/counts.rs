//! The counters of a run. They can be written down and taken up again, and add up document by document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ManifestLine, Status, Tally};
use crate::record::Record;

/// A field, and whether a record has it.
type Field = (&'static str, fn(&Record) -> bool);

/// Every field in the order of the contract, but `sections`, which every record has.
pub(super) const FIELDS: &[Field] = &[
    ("case_name", |r| r.case_name.is_some()),
    ("case_numbers", |r| !r.case_numbers.is_empty()),
    ("court", |r| r.court.is_some()),
    ("document_type", |r| r.document_type.is_some()),
    ("case_type", |r| r.case_type.is_some()),
    ("trial_procedure", |r| r.trial_procedure.is_some()),
    ("cause_of_action", |r| r.cause_of_action.is_some()),
    ("cause_codes", |r| !r.cause_codes.is_empty()),
    ("parties", |r| !r.parties.is_empty()),
    ("representatives", |r| !r.representatives.is_empty()),
    ("dates", |r| !r.dates.is_empty()),
    ("issues", |r| !r.issues.is_empty()),
    ("holdings", |r| !r.holdings.is_empty()),
    ("gist", |r| !r.gist.is_empty()),
    ("disposition", |r| !r.disposition.is_empty()),
    ("court_fee", |r| r.court_fee.is_some()),
    ("cited_provisions", |r| !r.cited_provisions.is_empty()),
    ("adjudicators", |r| !r.adjudicators.is_empty()),
    ("warnings", |r| !r.warnings.is_empty()),
];

/// What was counted so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) tally: Tally,
    /// Documents that are of a kind that is read.
    pub(super) taken: u64,
    pub(super) failures: BTreeMap<String, u64>,
    pub(super) skips: BTreeMap<String, u64>,
    pub(super) packs: BTreeMap<String, u64>,
    pub(super) encodings: BTreeMap<String, u64>,
    pub(super) formats: BTreeMap<String, u64>,
    pub(super) warnings: BTreeMap<String, u64>,
    /// Records that have each of [`FIELDS`].
    pub(super) filled: BTreeMap<String, u64>,
    pub(super) custom: BTreeMap<String, u64>,
    /// Why fields are empty: by field, how many records for each reason.
    #[serde(default)]
    pub(super) absent: BTreeMap<String, BTreeMap<String, u64>>,
    /// What was decided while reading, of the first inputs that it was decided for.
    pub(super) notes: BTreeMap<String, String>,
}

/// How many inputs have their notes in the summary; all have them in the manifest.
const MAX_NOTES: usize = 20;

impl Counts {
    pub(super) fn add_record(&mut self, record: &Record) {
        self.tally.records += 1;
        one_more(&mut self.packs, &record.document.pack);
        one_more(&mut self.encodings, record.document.encoding);
        one_more(&mut self.formats, record.document.format);
        for (name, _) in FIELDS.iter().filter(|(_, has)| has(record)) {
            one_more(&mut self.filled, name);
        }
        for (field, _) in record
            .custom
            .iter()
            .filter(|(_, values)| !values.is_empty())
        {
            one_more(&mut self.custom, field);
        }
        for (field, absence) in &record.absences {
            let reasons = self.absent.entry((*field).to_owned()).or_default();
            one_more(reasons, absence.word());
        }
        for warning in &record.warnings {
            one_more(&mut self.warnings, warning.code);
        }
    }

    pub(super) fn add_line(&mut self, line: &ManifestLine) {
        let kind = line.reason.as_ref().map_or("unknown", |reason| reason.kind);
        match line.status {
            Status::Done => {}
            Status::Failed => {
                self.tally.failed += 1;
                one_more(&mut self.failures, kind);
            }
            Status::Skipped => {
                self.tally.skipped += 1;
                one_more(&mut self.skips, kind);
            }
            Status::Container => return self.note(line),
            Status::Stopped => return,
        }
        // A sum is only of bytes that were read, once for all parts.
        if line.sha256.is_some() && line.part == 1 {
            self.tally.bytes += line.size;
        }
        let read = line.status != Status::Skipped || line.sha256.is_some();
        self.taken += u64::from(read);
    }

    fn note(&mut self, line: &ManifestLine) {
        if let Some(reason) = line
            .reason
            .as_ref()
            .filter(|_| self.notes.len() < MAX_NOTES)
        {
            self.notes.insert(line.path.clone(), reason.detail.clone());
        }
    }

    /// Adds what other documents count.
    pub(super) fn add(&mut self, other: &Self) {
        self.tally.documents += other.tally.documents;
        self.tally.records += other.tally.records;
        self.tally.failed += other.tally.failed;
        self.tally.skipped += other.tally.skipped;
        self.tally.bytes += other.tally.bytes;
        self.taken += other.taken;
        for (sum, part) in [
            (&mut self.failures, &other.failures),
            (&mut self.skips, &other.skips),
            (&mut self.packs, &other.packs),
            (&mut self.encodings, &other.encodings),
            (&mut self.formats, &other.formats),
            (&mut self.warnings, &other.warnings),
            (&mut self.filled, &other.filled),
            (&mut self.custom, &other.custom),
        ] {
            for (key, count) in part {
                many_more(sum, key, *count);
            }
        }
        for (field, reasons) in &other.absent {
            let sum = self.absent.entry(field.clone()).or_default();
            for (reason, count) in reasons {
                many_more(sum, reason, *count);
            }
        }
    }
}

fn one_more(counts: &mut BTreeMap<String, u64>, key: &str) {
    many_more(counts, key, 1);
}

fn many_more(counts: &mut BTreeMap<String, u64>, key: &str, count: u64) {
    match counts.get_mut(key) {
        Some(sum) => *sum += count,
        None => drop(counts.insert(key.to_owned(), count)),
    }
}
