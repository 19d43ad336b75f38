//! One document of a corpus looked at for all that a check asks, and the sums over documents.

use std::time::Duration;

use serde_json::Value as Json;

use super::changes::Changes;
use super::cost::Costs;
use super::funnel::{Funnel, count};
use super::gold::{Gold, Scores};
use super::snapshots::Snapshots;
use crate::extract::{PackChoice, Prepared, Source, analyse, assemble};
use crate::record::Record;
use crate::rule::Library;

/// Gives the record that an earlier run has for a document.
pub type Before<'a> = dyn Fn(&Record) -> Option<Json> + Sync + 'a;
/// Gives the text that is stored for a document.
pub type Stored<'a> = dyn Fn(&str) -> Option<String> + Sync + 'a;
/// Tells the time.
pub type Clock<'a> = dyn Fn() -> Duration + Sync + 'a;

/// What is asked of every document.
pub struct Examiner<'a> {
    /// The rules.
    pub library: &'a Library,
    /// How the pack of a document is found.
    pub choice: PackChoice,
    /// Whether to count the funnel.
    pub funnel: bool,
    /// Labels to score against.
    pub gold: Option<&'a Gold>,
    /// An earlier run to compare with.
    pub before: Option<&'a Before<'a>>,
    /// Stored records to compare with.
    pub stored: Option<&'a Stored<'a>>,
    /// The clock by which rules are timed.
    pub clock: Option<&'a Clock<'a>>,
}

/// What one document or many came to. Sums may be taken in any grouping, in the order of the documents.
#[derive(Debug, Default)]
pub struct Examined {
    /// The funnel of the rules.
    pub funnel: Funnel,
    /// Scores against labels.
    pub scores: Scores,
    /// Changes since an earlier run.
    pub changes: Changes,
    /// Differences from stored records.
    pub snapshots: Snapshots,
    /// Costs of the rules.
    pub costs: Costs,
}

impl Examiner<'_> {
    /// Looks at one document; gives its record beside what it came to.
    #[must_use]
    pub fn examine(&self, source: &Source) -> (Record, Examined) {
        let original = source.decoded.text.as_str();
        let prepared = Prepared::new(original, self.library, self.choice);
        let analysis = analyse(self.library, &prepared);
        let record = assemble(self.library, source, &analysis);
        let mut out = Examined::default();
        if self.funnel {
            out.funnel = count(&analysis, &record);
        }
        if let Some(gold) = self.gold {
            out.scores = gold.score(&record, original);
        }
        if let Some(before) = self.before {
            out.changes = changes(&record, before(&record).as_ref());
        }
        if let Some(stored) = self.stored {
            let text = stored(&record.document.path);
            out.snapshots = Snapshots::of(&record, text.as_deref());
        }
        if let Some(clock) = self.clock {
            out.costs = Costs::of(self.library, &prepared, &|| clock());
        }
        (record, out)
    }
}

fn changes(record: &Record, before: Option<&Json>) -> Changes {
    match (before, serde_json::to_value(record)) {
        (Some(before), Ok(after)) => Changes::between(&record.document.path, before, &after),
        _ => Changes {
            only_after: 1,
            ..Changes::default()
        },
    }
}

impl Examined {
    /// Adds what further documents came to.
    pub fn add(&mut self, other: Self) {
        self.funnel.add(other.funnel);
        self.scores.add(other.scores);
        self.changes.add(other.changes);
        self.snapshots.add(other.snapshots);
        self.costs.add(other.costs);
    }
}
