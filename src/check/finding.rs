//! What a check comes to: findings, and the verdict of every example. Every reporter reads this and nothing else.

use std::ops::Range;

use super::changes::Changes;
use super::cost::Costs;
use super::funnel::Funnel;
use super::gold::Scores;
use super::mutate::Mutation;
use crate::vocabulary::Language;

pub use crate::rule::diagnostics::{Diagnostic as Finding, Fix, Label, Level, Sources};

/// What became of one example of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It gives what it wants.
    Passed,
    /// It does not; a finding T4xx says how.
    Failed,
    /// It is marked `todo` and does not give what it wants, as said.
    Todo,
}

/// The verdict of one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The pack it was run with.
    pub pack: String,
    /// The rule it belongs to.
    pub rule: String,
    /// Its name, or its text where it has none.
    pub name: String,
    /// File of the rule, as in [`Finding::file`].
    pub file: String,
    /// Place of its text in that file.
    pub range: Range<usize>,
    /// Whether it wants no value at all.
    pub counter: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// What was wanted and what came, or why it is to do; empty where it passed.
    pub message: String,
}

/// What was looked at in one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackTally {
    /// Its name.
    pub name: String,
    /// Language of its texts.
    pub language: Language,
    /// Rules.
    pub rules: usize,
    /// Examples and counter-examples.
    pub examples: usize,
}

/// What a corpus came to.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// Documents that gave a record.
    pub documents: u64,
    /// Documents that failed.
    pub failed: u64,
    /// Inputs that are none.
    pub skipped: u64,
    /// What became of each rule.
    pub funnel: Option<Funnel>,
    /// Records against labels.
    pub scores: Option<Scores>,
    /// Changes since an earlier run.
    pub changes: Option<Changes>,
    /// What each rule costs.
    pub costs: Option<Costs>,
}

/// Everything that a check run has to say.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Packs that were looked at.
    pub packs: Vec<PackTally>,
    /// Findings, in order of file and place.
    pub findings: Vec<Finding>,
    /// Verdicts of all examples, in order of the rules.
    pub verdicts: Vec<Verdict>,
    /// What became of changed rules, where they were tried.
    pub mutation: Option<Mutation>,
    /// The texts that findings point into.
    pub sources: Sources,
    /// What a corpus came to, where one was looked at.
    pub corpus: Option<Corpus>,
    /// Gates, marks and stored records that hold, in words.
    pub passed: Vec<String>,
}

impl Report {
    /// The heaviest level among the findings.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|f| f.level).max()
    }

    /// Number of findings of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|f| f.level == level).count()
    }

    /// Number of examples with an outcome.
    #[must_use]
    pub fn examples(&self, outcome: Outcome) -> usize {
        self.verdicts
            .iter()
            .filter(|v| v.outcome == outcome)
            .count()
    }

    /// Puts findings in the order of file, place and code, each once.
    pub fn sort(&mut self) {
        let key = |f: &Finding| (f.file.clone(), f.range.start, f.code, f.message.clone());
        self.findings.sort_by_key(key);
        self.findings.dedup();
    }
}
