//! `casemill check`: loads rules, and tells every finding and the verdict of their examples.

use std::fmt::Write as _;

use casemill::check::{Level, Outcome, Report, check};

use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let loading = rules::load_all(args.rules.as_deref())?;
    let report = check(&loading);
    stream::print(shown(&report).as_bytes())?;
    Ok(if !loading.problems.is_empty() {
        Exit::Rules
    } else if report.worst() >= Some(Level::Warning) {
        Exit::DocumentsFailed
    } else {
        Exit::Clean
    })
}

fn shown(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let _ = writeln!(out, "{}\n", finding.render(&report.sources));
    }
    for pack in &report.packs {
        let _ = writeln!(
            out,
            "pack {} ({}): {} rules, {} examples",
            pack.name, pack.language, pack.rules, pack.examples
        );
    }
    let _ = writeln!(
        out,
        "{} passed, {} failed, {} to do",
        report.examples(Outcome::Passed),
        report.examples(Outcome::Failed),
        report.examples(Outcome::Todo)
    );
    out
}
