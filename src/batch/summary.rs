//! What a run adds up to. No times, so that it is the same in every run over the same inputs.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::counts::{Counts, FIELDS};
use super::state::State;
use super::{BatchError, Tally};
use crate::record::SCHEMA_VERSION;

/// Name of the summary in an output directory.
pub const SUMMARY: &str = "summary.json";

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
    /// sha256 over names and contents of all inputs, in order: the same number is the same input.
    pub inputs: String,
    /// sha256 over what else decides the bytes: versions, rules, options.
    pub terms: String,
    /// Documents met.
    pub documents: u64,
    /// Records written.
    pub records: u64,
    /// Documents that gave no record.
    pub failed: u64,
    /// What is no document.
    pub skipped: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Failures by kind of reason.
    pub failures: BTreeMap<String, u64>,
    /// What was skipped by kind of reason.
    pub skips: BTreeMap<String, u64>,
    /// Records by rule pack.
    pub packs: BTreeMap<String, u64>,
    /// Records by encoding.
    pub encodings: BTreeMap<String, u64>,
    /// Records by format of the input.
    pub formats: BTreeMap<String, u64>,
    /// Fill rate of each field in the order of the contract, then of the fields of a user's own rules.
    #[serde(serialize_with = "as_map")]
    pub fields: Vec<(String, Fill)>,
    /// Why fields are empty: by field, how many records for each reason.
    pub absent: BTreeMap<String, BTreeMap<String, u64>>,
    /// Warnings by code.
    pub warnings: BTreeMap<String, u64>,
    /// What was decided while reading, by input: the text column that was guessed.
    pub notes: BTreeMap<String, String>,
}

impl Summary {
    /// Works out the rates and checks that nothing was lost.
    pub(super) fn close(rules: &str, terms: &str, state: State) -> Result<Self, BatchError> {
        let inputs = state.chain_in_hex();
        let counts = state.counts;
        let Tally {
            documents,
            records,
            failed,
            skipped,
            bytes,
        } = counts.tally;
        if documents != records + failed + skipped {
            return Err(BatchError::Unbalanced {
                documents,
                records,
                failed,
                skipped,
            });
        }
        if counts.taken == 0 {
            return Err(BatchError::NothingToDo(documents));
        }
        Ok(Self {
            casemill: env!("CARGO_PKG_VERSION"),
            schema_version: SCHEMA_VERSION,
            rules: rules.to_owned(),
            inputs,
            terms: terms.to_owned(),
            documents,
            records,
            failed,
            skipped,
            bytes,
            fields: fills(&counts),
            failures: counts.failures,
            skips: counts.skips,
            packs: counts.packs,
            encodings: counts.encodings,
            formats: counts.formats,
            absent: counts.absent,
            warnings: counts.warnings,
            notes: counts.notes,
        })
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

fn fills(counts: &Counts) -> Vec<(String, Fill)> {
    let filled = |name: &str| counts.filled.get(name).copied().unwrap_or(0);
    let standard = FIELDS
        .iter()
        .map(|(name, _)| ((*name).to_owned(), filled(name)));
    let custom = counts
        .custom
        .iter()
        .map(|(name, n)| (format!("custom.{name}"), *n));
    let rated = |(name, filled)| {
        let rate = rate(filled, counts.tally.records);
        (name, Fill { filled, rate })
    };
    standard.chain(custom).map(rated).collect()
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
