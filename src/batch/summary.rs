//! What a run adds up to. No times, so that it is the same in every run over the same inputs.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{BatchError, ManifestLine, Status, Tally};
use crate::record::{Record, SCHEMA_VERSION};

/// Name of the summary in an output directory.
pub const SUMMARY: &str = "summary.json";

/// A field, and whether a record has it.
type Field = (&'static str, fn(&Record) -> bool);

/// Every field in the order of the contract, but `sections`, which every record has.
const FIELDS: &[Field] = &[
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

/// How many records have a field.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fill {
    /// Records that have it.
    pub filled: u64,
    /// Their share of all records, from 0 to 1, to four places.
    pub rate: f64,
}

/// What a run adds up to: `documents = records + failed + skipped`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this program.
    pub casemill: &'static str,
    /// Version of the contract that the records follow.
    pub schema_version: &'static str,
    /// Which rules were used.
    pub rules: String,
    /// Inputs met.
    pub documents: u64,
    /// Records written.
    pub records: u64,
    /// Documents that gave no record.
    pub failed: u64,
    /// Inputs that are no documents.
    pub skipped: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Failures by kind of reason.
    pub failures: BTreeMap<&'static str, u64>,
    /// Skipped inputs by kind of reason.
    pub skips: BTreeMap<&'static str, u64>,
    /// Records by rule pack.
    pub packs: BTreeMap<String, u64>,
    /// Records by encoding.
    pub encodings: BTreeMap<&'static str, u64>,
    /// Fill rate of each field in the order of the contract, then of the fields of a user's own rules.
    #[serde(serialize_with = "as_map")]
    pub fields: Vec<(String, Fill)>,
    /// Why fields are empty: by field, how many records for each reason.
    pub absent: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Warnings by code.
    pub warnings: BTreeMap<&'static str, u64>,
    #[serde(skip)]
    filled: [u64; FIELDS.len()],
    #[serde(skip)]
    custom: BTreeMap<String, u64>,
    #[serde(skip)]
    taken: u64,
}

impl Summary {
    pub(super) fn new(rules: &str) -> Self {
        Self {
            casemill: env!("CARGO_PKG_VERSION"),
            schema_version: SCHEMA_VERSION,
            rules: rules.to_owned(),
            documents: 0,
            records: 0,
            failed: 0,
            skipped: 0,
            bytes: 0,
            failures: BTreeMap::new(),
            skips: BTreeMap::new(),
            packs: BTreeMap::new(),
            encodings: BTreeMap::new(),
            fields: Vec::new(),
            absent: BTreeMap::new(),
            warnings: BTreeMap::new(),
            filled: [0; FIELDS.len()],
            custom: BTreeMap::new(),
            taken: 0,
        }
    }

    pub(super) fn met(&mut self, inputs: usize) {
        self.documents += u64::try_from(inputs).unwrap_or(u64::MAX);
    }

    pub(super) fn add_record(&mut self, record: &Record) {
        self.records += 1;
        *self.packs.entry(record.document.pack.clone()).or_default() += 1;
        *self.encodings.entry(record.document.encoding).or_default() += 1;
        for (count, (_, has)) in self.filled.iter_mut().zip(FIELDS) {
            *count += u64::from(has(record));
        }
        for (field, _) in record
            .custom
            .iter()
            .filter(|(_, values)| !values.is_empty())
        {
            *self.custom.entry(field.clone()).or_default() += 1;
        }
        for (field, absence) in &record.absences {
            let reasons = self.absent.entry(field).or_default();
            *reasons.entry(absence.word()).or_default() += 1;
        }
        for warning in &record.warnings {
            *self.warnings.entry(warning.code).or_default() += 1;
        }
    }

    pub(super) fn add_line(&mut self, line: &ManifestLine) {
        // A sum is only of bytes that were read.
        if line.sha256.is_some() {
            self.bytes += line.size;
        }
        let kind = line.reason.as_ref().map_or("unknown", |reason| reason.kind);
        match line.status {
            Status::Done => {}
            Status::Failed => {
                self.failed += 1;
                *self.failures.entry(kind).or_default() += 1;
            }
            Status::Skipped => {
                self.skipped += 1;
                *self.skips.entry(kind).or_default() += 1;
            }
        }
        let a_document = line.status != Status::Skipped || line.sha256.is_some();
        self.taken += u64::from(a_document);
    }

    /// How far the run has come.
    pub(super) fn tally(&self) -> Tally {
        Tally {
            documents: self.documents,
            records: self.records,
            failed: self.failed,
            skipped: self.skipped,
            bytes: self.bytes,
        }
    }

    /// Works out the rates and checks that nothing was lost.
    pub(super) fn close(mut self) -> Result<Self, BatchError> {
        let Tally {
            documents,
            records,
            failed,
            skipped,
            ..
        } = self.tally();
        if documents != records + failed + skipped {
            return Err(BatchError::Unbalanced {
                documents,
                records,
                failed,
                skipped,
            });
        }
        if self.taken == 0 {
            return Err(BatchError::NothingToDo(documents));
        }
        let standard = FIELDS
            .iter()
            .zip(self.filled)
            .map(|((name, _), n)| ((*name).to_owned(), n));
        let custom = self
            .custom
            .iter()
            .map(|(name, n)| (format!("custom.{name}"), *n));
        let filled = standard.chain(custom);
        self.fields = filled
            .map(|(name, n)| {
                (
                    name,
                    Fill {
                        filled: n,
                        rate: rate(n, records),
                    },
                )
            })
            .collect();
        Ok(self)
    }

    /// The summary as the bytes of its file.
    ///
    /// # Errors
    /// None that is known; the encoder's, if it has any.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// `part` of `whole`, to four places; none of nothing is 0.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of documents stay far below 2^52"
)]
fn rate(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0
}

fn as_map<S: Serializer>(fields: &[(String, Fill)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields.iter().map(|(name, fill)| (name, fill)))
}
