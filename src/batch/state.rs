//! What a run knows at a point between two documents: enough to go on from there.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::counts::Counts;
use crate::output::OutputError;

/// A hash of 32 bytes.
pub(super) type Hash = [u8; 32];

/// What a run knows at a point between two items.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// How many items were done: documents as they were found, and ends of containers.
    pub(super) items: u64,
    /// A hash over names and contents of all of them.
    chain: Hash,
    /// Documents of the input that is being read, and its items and records.
    pub(super) open: Open,
    pub(super) counts: Counts,
}

/// The input that is being read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Open {
    pub(super) path: String,
    pub(super) items: u64,
    pub(super) documents: u64,
    pub(super) records: u64,
}

impl State {
    /// Takes note of an item by the hash of what it is.
    pub(super) fn chain(&mut self, item: &Hash) {
        let mut hash = Sha256::new();
        hash.update(self.chain);
        hash.update(item);
        self.chain = hash.finalize().into();
        self.items += 1;
    }

    pub(super) fn chain_in_hex(&self) -> String {
        hex(&self.chain)
    }
}

/// Bytes as hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl State {
    /// The state in the words of a checkpoint.
    pub(super) fn to_json(&self) -> Result<String, OutputError> {
        serde_json::to_string(self).map_err(|source| OutputError::Encode {
            output: "a checkpoint".to_owned(),
            source: source.into(),
        })
    }

    /// The state of a checkpoint, if these are its words.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}
