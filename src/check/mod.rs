//! Judges rules: their examples and counter-examples, on the real engine. Knows no threads and no files.

pub mod changes;
pub mod cost;
mod examine;
mod examples;
mod finding;
pub mod funnel;
pub mod gold;
pub mod report;
pub mod snapshots;

pub use examine::{Before, Clock, Examined, Examiner, Stored};
pub use finding::{
    Corpus, Finding, Fix, Label, Level, Outcome, PackTally, Report, Sources, Verdict,
};

use crate::rule::Loading;

/// Checks what was loaded: problems of loading become findings, and the examples of all whole rules run.
#[must_use]
pub fn check(loading: &Loading) -> Report {
    let mut report = Report {
        findings: loading.problems.clone(),
        sources: loading.sources.clone(),
        ..Report::default()
    };
    let library = &loading.library;
    for pack in library.packs.iter().filter(|p| !p.shipped) {
        examples::check_examples(library, pack, &mut report);
        report.packs.push(PackTally {
            name: pack.name.clone(),
            language: pack.language,
            rules: pack.rules.len(),
            examples: pack.rules.iter().map(|r| r.tests.len()).sum(),
        });
    }
    report.sort();
    report
}
