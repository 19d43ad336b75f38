//! `casemill check`: loads rules, and tells every finding and the verdict of their examples.

use std::fmt::Write as _;

use casemill::check::{Level, Mutation, Outcome, Report, Suggestion, check, mutate, suggest};
use casemill::rule::Loading;

use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let loading = rules::load_all(args.rules.as_deref())?;
    if args.suggest {
        return suggestions(&loading, args.rule.as_deref());
    }
    let mut report = check(&loading);
    if args.mutate {
        mutate(&loading, &mut report);
    }
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
    if let Some(mutation) = &report.mutation {
        tell_mutation(mutation, &mut out);
    }
    out
}

fn tell_mutation(mutation: &Mutation, out: &mut String) {
    let (killed, all) = mutation.killed_of();
    let _ = writeln!(
        out,
        "mutants noticed by an example: {killed} of {all}, {:.3}",
        mutation.score()
    );
    for (operator, tally) in &mutation.by_operator {
        let skipped: usize = tally.skipped.values().sum();
        let _ = writeln!(
            out,
            "  {:12} {:>5} killed {:>5} survived {skipped:>5} skipped",
            operator.word(),
            tally.killed,
            tally.survived
        );
        for (reason, number) in &tally.skipped {
            let _ = writeln!(out, "  {:12} {number:>5} skipped: {reason}", "");
        }
    }
}

/// Prints proposed examples as they are found.
fn suggestions(loading: &Loading, only: Option<&str>) -> Result<Exit, Failure> {
    let mut rule = String::new();
    let mut told = Ok(());
    suggest(loading, only, &mut |one: Suggestion| {
        let mut text = String::new();
        if rule != one.rule {
            let _ = writeln!(text, "# {} in {}\n", one.rule, one.file);
            rule.clone_from(&one.rule);
        }
        let _ = writeln!(text, "{}", one.toml());
        if told.is_ok() {
            told = stream::print(text.as_bytes());
        }
    });
    told.map(|()| Exit::Clean)
}
