//! Judges rules: their examples and counter-examples, on the real engine. Knows no threads and no files.

mod allow;
mod bench;
mod counter;
mod examples;
mod finding;
mod lint;
mod mutate;
mod nearest;
mod sample;
mod slot;
mod tree;

pub use finding::{Finding, Fix, Label, Level, Outcome, PackTally, Report, Sources, Verdict};

pub use mutate::{Mutation, Operator, Suggestion, Tally, mutate, suggest};

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
    lint::advise(&library.packs, &mut report.findings);
    allow::suppress(&library.packs, &['W'], &mut report);
    report.sort();
    report
}
