//! What one rule did on one page, for those who ask why.

use std::ops::Range;

use crate::normalize::Refusal;

use super::candidate::Candidate;

/// What one rule did on one page; the counts add up over documents.
#[derive(Debug, Default)]
pub struct RuleRun {
    /// Whether the rule's `when` found nothing, so that it looked nowhere.
    pub unmet: bool,
    /// Sections or parts it had to look in.
    pub ranges: usize,
    /// Matches of its patterns.
    pub matched: usize,
    /// Matches that a guard rejected.
    pub excluded: Vec<Excluded>,
    /// Candidates that a normalizer refused.
    pub refused: Vec<Refused>,
    /// What is left.
    pub candidates: Vec<Candidate>,
}

/// A match that a guard rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// Number of the pattern in the rule.
    pub pattern: usize,
    /// `unless`, `unless-before` or `unless-after`.
    pub guard: &'static str,
    /// The match.
    pub range: Range<usize>,
}

/// A candidate that a normalizer refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Number of the pattern in the rule.
    pub pattern: usize,
    /// The key.
    pub key: String,
    /// Why.
    pub refusal: Refusal,
    /// The capture.
    pub range: Range<usize>,
}
