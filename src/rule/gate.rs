//! Gates: what the values of a pack must reach against labels, as `pack.toml` says it.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::Text;

/// Labelled values below which a share says little.
const SUPPORT: u64 = 10;

/// `[gate.MEASURE]` of `pack.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGate {
    /// Least share of the given values that are right.
    precision: Option<f64>,
    /// Least share of the wanted values that are found.
    recall: Option<f64>,
    /// Least harmonic mean of both.
    f1: Option<f64>,
    /// Labelled values that there must be for the gate to be judged.
    #[serde(default = "support")]
    support: u64,
}

fn support() -> u64 {
    SUPPORT
}

/// What one measure must reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// What is measured, as `parties` or `custom.NAME`.
    pub measure: String,
    /// The pack file it stands in.
    pub file: String,
    /// The place of its name there.
    pub at: Range<usize>,
    /// Least share of the given values that are right.
    pub precision: Option<f64>,
    /// Least share of the wanted values that are found.
    pub recall: Option<f64>,
    /// Least harmonic mean of both.
    pub f1: Option<f64>,
    /// Labelled values that there must be for the gate to be judged.
    pub support: u64,
}

/// The gates of a pack file, in the order of their names.
pub(super) fn gates(raw: &BTreeMap<Text, RawGate>, file: &str) -> Vec<Gate> {
    let gate = |(name, raw): (&Text, &RawGate)| Gate {
        measure: name.get_ref().clone(),
        file: file.to_owned(),
        at: name.span(),
        precision: raw.precision,
        recall: raw.recall,
        f1: raw.f1,
        support: raw.support,
    };
    raw.iter().map(gate).collect()
}
