//! Judges rules: their examples and counter-examples, on the real engine. Knows no threads and no files.

mod allow;
mod attempt;
mod bench;
mod counter;
mod examples;
mod finding;
mod first_rule;
mod jobs;
mod lint;
mod mutate;
mod nearest;
mod sample;
mod slot;
mod tree;

pub mod changed;
pub mod changes;
pub mod cost;
mod examine;
pub mod funnel;
pub mod gold;
pub mod report;
pub mod snapshots;

pub use attempt::try_pattern;
pub use examine::{Before, Clock, Examined, Examiner, Stored};
pub use finding::{
    Corpus, Finding, Fix, Label, Level, Outcome, PackTally, Report, Sources, Verdict,
};
pub use first_rule::new_rule;
pub use jobs::{Done, Workers};
pub use mutate::{
    Family, Fates, Mutation, Operator, Proposals, Spread, Suggestion, Tally, ask, mutate, suggest,
    with_families,
};

use std::collections::BTreeSet;

use crate::rule::{Library, Loading};

/// Checks what was loaded: problems of loading become findings, and the examples of all whole rules run.
#[must_use]
pub fn check(loading: &Loading) -> Report {
    check_by(loading, &|count, job| (0..count).map(job).collect())
}

/// The same, by workers, which may do its jobs at once: the report is the same.
#[must_use]
pub fn check_by(loading: &Loading, workers: &Workers<'_>) -> Report {
    let mut report = Report {
        findings: loading.problems.clone(),
        sources: loading.sources.clone(),
        ..Report::default()
    };
    let library = &loading.library;
    let jobs = jobs::of(library);
    let job = |number: usize| jobs[number].done(library, &loading.sources);
    for done in workers(jobs.len(), &job) {
        report.verdicts.extend(done.verdicts);
        report.findings.extend(done.findings);
    }
    for pack in library.packs.iter().filter(|p| !p.shipped) {
        report.packs.push(PackTally {
            name: pack.name.clone(),
            language: pack.language,
            rules: pack.rules.len(),
            examples: pack.rules.iter().map(|r| r.examples().len()).sum(),
        });
    }
    let own = library.packs.iter().filter(|p| !p.shipped);
    let own: BTreeSet<&str> = own
        .flat_map(|p| {
            p.files
                .iter()
                .map(|f| f.path.as_str())
                .chain([p.file.as_str()])
        })
        .collect();
    // advice on rules of the program is no affair of whoever extends them
    let is_own = |file: &str| file.is_empty() || own.contains(file);
    let findings = &mut report.findings;
    findings.retain(|f| !f.code.starts_with('W') || is_own(&f.file));
    allow::suppress(&library.packs, &['W'], &mut report);
    report.sort();
    report
}

/// Takes findings of a corpus out of a report that the rules say are as they should be, and tells of
/// suppressions that suppress none.
pub fn settle_corpus(library: &Library, profiled: bool, report: &mut Report) {
    let families: &[char] = if profiled { &['C', 'P'] } else { &['C'] };
    allow::suppress(&library.packs, families, report);
    report.sort();
}
