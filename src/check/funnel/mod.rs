//! What becomes of each rule over a corpus: documents, sections, matches, guards, normalizers, rivals, record.
//!
//! Every count is of one document or a sum over documents; sums of sums are the same in any grouping, so
//! that documents can be counted in parallel. Samples are kept in the order of the documents.

mod count;
mod judge;

pub use count::count;
pub use judge::judge;

use std::collections::BTreeMap;

use serde::Serialize;

/// The funnel of every pack that read a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// By name of the pack.
    pub packs: BTreeMap<String, PackFunnel>,
}

/// The funnel of the rules of one pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PackFunnel {
    /// Documents that the pack read.
    pub documents: u64,
    /// Each rule, in the order of the pack.
    pub rules: Vec<RuleFunnel>,
    /// Overlapping matches of rules of equal priority that gave different values, by winner and loser.
    #[serde(serialize_with = "as_list")]
    pub conflicts: BTreeMap<(String, String), Conflict>,
}

/// The funnel of one rule. Each step counts what is left of the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleFunnel {
    /// The rule.
    pub rule: String,
    /// Whether a file of the pack itself holds it, and none of a pack that it extends.
    pub own: bool,
    /// Documents of its genre that hold what `when` asks for.
    pub documents: u64,
    /// Documents that have a section or part to look in.
    pub section_found: u64,
    /// Documents with a match.
    pub documents_matched: u64,
    /// Matches.
    pub matched: u64,
    /// Matches that no guard rejected.
    pub not_excluded: u64,
    /// Values that no normalizer refused; a match may give several.
    pub normalised: u64,
    /// Values that won against their rivals.
    pub won: u64,
    /// Values that stand in a record under the rule's name.
    pub kept: u64,
    /// Each pattern of `match`.
    pub patterns: Vec<PatternFunnel>,
    /// Matches that each pattern of a guard rejects by itself.
    pub guards: BTreeMap<&'static str, Vec<u64>>,
    /// What normalizers refused: key and reason.
    pub refused: BTreeMap<String, u64>,
    /// Whom its values lost to.
    pub lost_to: BTreeMap<String, u64>,
}

/// What one pattern of `match` did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PatternFunnel {
    /// Matches that gave a value or were rejected or refused.
    pub matched: u64,
    /// Values that won.
    pub won: u64,
}

/// How often two rules gave different values for one place, and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// How often.
    pub times: u64,
    /// The first document in which they did.
    pub document: String,
    /// Line in that document, from 1.
    pub line: usize,
    /// What the winner gave there.
    pub won: String,
    /// What the other gave.
    pub lost: String,
}

/// A conflict with its rules, as JSON has no keys of two parts.
#[derive(Serialize)]
struct Listed<'a> {
    winner: &'a str,
    loser: &'a str,
    #[serde(flatten)]
    conflict: &'a Conflict,
}

fn as_list<S: serde::Serializer>(
    conflicts: &BTreeMap<(String, String), Conflict>,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(conflicts.iter().map(|((winner, loser), conflict)| Listed {
        winner,
        loser,
        conflict,
    }))
}

impl Funnel {
    /// Adds the counts of further documents.
    pub fn add(&mut self, other: Self) {
        for (name, pack) in other.packs {
            match self.packs.get_mut(&name) {
                Some(own) => own.add(pack),
                None => drop(self.packs.insert(name, pack)),
            }
        }
    }
}

impl PackFunnel {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        for (own, other) in self.rules.iter_mut().zip(other.rules) {
            own.add(other);
        }
        for (rules, conflict) in other.conflicts {
            let times = conflict.times;
            let own = self.conflicts.entry(rules);
            own.and_modify(|c| c.times += times).or_insert(conflict);
        }
    }
}

impl RuleFunnel {
    /// Adds the counts of the same rule over further documents.
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.section_found += other.section_found;
        self.documents_matched += other.documents_matched;
        self.matched += other.matched;
        self.not_excluded += other.not_excluded;
        self.normalised += other.normalised;
        self.won += other.won;
        self.kept += other.kept;
        for (own, other) in self.patterns.iter_mut().zip(other.patterns) {
            own.matched += other.matched;
            own.won += other.won;
        }
        for (kind, counts) in other.guards {
            let own = self.guards.entry(kind).or_default();
            own.resize(own.len().max(counts.len()), 0);
            own.iter_mut().zip(counts).for_each(|(a, b)| *a += b);
        }
        for (reason, n) in other.refused {
            *self.refused.entry(reason).or_default() += n;
        }
        for (rule, n) in other.lost_to {
            *self.lost_to.entry(rule).or_default() += n;
        }
    }
}
