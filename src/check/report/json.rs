//! For programs: all that a report holds, as one JSON object.

use serde_json::{Value as Json, json as object};

use super::{Paths, ReportError};
use crate::check::finding::{Finding, Outcome, Report};
use crate::check::gold::{Scores, Tally};

/// The report as JSON.
///
/// # Errors
/// [`ReportError`] where it cannot be written.
pub fn json(report: &Report, paths: &Paths) -> Result<String, ReportError> {
    let findings = report.findings.iter();
    let findings: Result<Vec<Json>, _> = findings.map(|f| finding(f, report, paths)).collect();
    let packs = report.packs.iter().map(|p| {
        object!({ "name": p.name, "language": p.language, "rules": p.rules, "examples": p.examples })
    });
    let out = object!({
        "version": env!("CARGO_PKG_VERSION"),
        "findings": findings?,
        "packs": packs.collect::<Vec<Json>>(),
        "examples": {
            "passed": report.examples(Outcome::Passed),
            "failed": report.examples(Outcome::Failed),
            "todo": report.examples(Outcome::Todo),
        },
        "mutation": report.mutation.as_ref().map(|m| {
            let (noticed, mutants) = m.killed_of();
            object!({ "noticed": noticed, "mutants": mutants, "score": m.score() })
        }),
        "corpus": report.corpus.as_ref().map(|c| object!({
            "documents": c.documents,
            "failed": c.failed,
            "skipped": c.skipped,
            "funnel": c.funnel,
            "gold": c.scores.as_ref().map(scores),
            "differences": c.scores.as_ref().map(|s| &s.differences),
            "changes": c.changes,
            "costs": c.costs,
        })),
    });
    Ok(serde_json::to_string_pretty(&out)? + "\n")
}

fn finding(finding: &Finding, report: &Report, paths: &Paths) -> Result<Json, ReportError> {
    Ok(object!({
        "code": finding.code,
        "level": finding.level.word(),
        "rule": finding.rule,
        "message": finding.message,
        "help": finding.help,
        "place": serde_json::to_value(paths.place(finding, report))?,
    }))
}

fn scores(scores: &Scores) -> Json {
    let row = |tally: &Tally| {
        object!({
            "precision": tally.precision(),
            "recall": tally.recall(),
            "f1": tally.f1(),
            "wanted": tally.wanted,
            "given": tally.given,
            "documents": tally.documents,
        })
    };
    let packs = scores.measured.iter().map(|(pack, measures)| {
        let rows = measures
            .iter()
            .map(|(name, tally)| (name.clone(), row(tally)));
        (pack.clone(), Json::Object(rows.collect()))
    });
    Json::Object(packs.collect())
}
