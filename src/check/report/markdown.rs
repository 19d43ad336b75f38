//! A summary in Markdown, for the page of a CI run or a comment on a change.

use std::fmt::Write as _;

use super::tables::{self, Table};
use super::{Paths, counts, headline, worst_first};
use crate::check::changes::{Changes, Kind};
use crate::check::finding::{Finding, Level, Outcome, Report};

/// Findings that are listed; a summary of a CI run is bounded in size.
const MOST: usize = 100;

/// The report as Markdown.
#[must_use]
pub fn markdown(report: &Report, paths: &Paths) -> String {
    let mut out = format!("# casemill check\n\n{}. ", counts(report));
    let _ = writeln!(
        out,
        "Examples: {} passed, {} failed, {} to do.",
        report.examples(Outcome::Passed),
        report.examples(Outcome::Failed),
        report.examples(Outcome::Todo)
    );
    if let Some(mutation) = &report.mutation {
        let (noticed, all) = mutation.killed_of();
        let score = mutation.score();
        let _ = writeln!(
            out,
            "Mutants noticed by an example: {noticed} of {all}, {score:.3}."
        );
    }
    findings(report, paths, &mut out);
    let Some(corpus) = &report.corpus else {
        return out;
    };
    let _ = writeln!(
        out,
        "\nCorpus: {} documents, {} failed, {} skipped.",
        corpus.documents, corpus.failed, corpus.skipped
    );
    corpus
        .scores
        .iter()
        .flat_map(tables::scores)
        .for_each(|t| table(&t, &mut out));
    if let Some(c) = &corpus.changes {
        changes(c, &mut out);
    }
    corpus
        .costs
        .iter()
        .flat_map(tables::costs)
        .for_each(|t| table(&t, &mut out));
    for funnel in corpus.funnel.iter().flat_map(tables::funnel) {
        let _ = writeln!(
            out,
            "\n<details><summary>{}</summary>",
            escaped(&funnel.title)
        );
        rows(&funnel, &mut out);
        out.push_str("\n</details>\n");
    }
    out
}

/// Changes as Markdown: counts by rule, then samples.
#[must_use]
pub fn changes_markdown(changes: &Changes) -> String {
    let mut out = String::new();
    self::changes(changes, &mut out);
    out.trim_start().to_owned()
}

fn changes(changes: &Changes, out: &mut String) {
    let words = Kind::ALL
        .iter()
        .map(|(kind, word, _)| format!("{} {word}", changes.count(*kind)));
    let _ = writeln!(
        out,
        "\n## Gains and losses\n\n{}.",
        words.collect::<Vec<_>>().join(", ")
    );
    table(&tables::changes(changes), out);
    for (rule, lines) in tables::samples(changes) {
        let _ = writeln!(out, "\n`{rule}`\n");
        for line in lines {
            let _ = writeln!(out, "- {}", code(&line));
        }
    }
}

fn findings(report: &Report, paths: &Paths, out: &mut String) {
    let all = worst_first(report);
    let told: Vec<&&Finding> = all.iter().filter(|f| f.level > Level::Note).collect();
    if told.is_empty() {
        return;
    }
    out.push_str("\n| level | code | place | finding |\n|---|---|---|---|\n");
    for finding in told.iter().take(MOST) {
        let place = paths.place(finding, report);
        let place = place.map_or(String::new(), |p| code(&p.to_string()));
        let (level, name) = (finding.level.word(), finding.code);
        let _ = writeln!(
            out,
            "| {level} | {name} | {place} | {} |",
            escaped(headline(finding))
        );
    }
    if told.len() > MOST {
        let _ = writeln!(out, "\n{} more are not listed here.", told.len() - MOST);
    }
}

fn table(table: &Table, out: &mut String) {
    let _ = writeln!(out, "\n### {}", escaped(&table.title));
    rows(table, out);
}

fn rows(table: &Table, out: &mut String) {
    if table.rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n| {} |", table.heads.join(" | "));
    let rule = vec!["---:"; table.heads.len() - 1].join("|");
    let _ = writeln!(out, "|---|{rule}|");
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|c| escaped(c)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// Text that Markdown takes as it is, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '`' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Text as code, whatever back quotes it holds.
fn code(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ").replace('|', "\\|");
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let edge = if longest > 0 { " " } else { "" };
    format!("{fence}{edge}{line}{edge}{fence}")
}
