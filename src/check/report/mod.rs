//! A report in the forms that people and programs read: each a pure function of it, one file a form.

mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod place;
mod sarif;
mod tables;

pub use github::github;
pub use human::{Shown, changes_text, human};
pub use json::json;
pub use junit::junit;
pub use markdown::{changes_markdown, markdown};
pub use place::{Paths, Place};
pub use sarif::sarif;

use super::finding::{Finding, Level, Report};

/// A form could not be made, which is a fault of this program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// JSON.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// XML.
    #[error("the report cannot be written as XML: {0}")]
    Xml(#[from] quick_junit::SerializeError),
}

/// Findings with the worst first, else in their order.
fn worst_first(report: &Report) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|f| std::cmp::Reverse(f.level));
    findings
}

/// `3 errors, 1 warning, 0 notes`.
fn counts(report: &Report) -> String {
    let several = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let levels = Level::ALL.iter().rev();
    let counts = levels.map(|(word, level)| several(report.count(*level), word));
    counts.collect::<Vec<_>>().join(", ")
}

/// The first line of a message.
fn headline(finding: &Finding) -> &str {
    finding.message.lines().next().unwrap_or_default()
}
