//! For people at a terminal: every finding with its caret, then what was counted.

use std::fmt::Write as _;

use super::tables::{self, Table};
use super::{Paths, counts};
use crate::check::changes::Changes;
use crate::check::finding::{Finding, Level, Outcome, Report, Sources};
use crate::check::mutate::Mutation;

/// A line of a source longer than this is not drawn: most judgments are one line.
const DRAWN: usize = 400;
/// Notes of one code that are shown unless all are asked for.
const FEW: usize = 10;

/// How much is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown {
    /// Every note, and not only the first of each code.
    pub all_notes: bool,
}

/// The report as text.
#[must_use]
pub fn human(report: &Report, paths: &Paths, shown: Shown) -> String {
    let mut out = String::new();
    findings(report, paths, shown, &mut out);
    for pack in &report.packs {
        let _ = writeln!(
            out,
            "pack {} ({}): {} rules, {} examples",
            pack.name, pack.language, pack.rules, pack.examples
        );
    }
    let _ = writeln!(
        out,
        "examples: {} passed, {} failed, {} to do",
        report.examples(Outcome::Passed),
        report.examples(Outcome::Failed),
        report.examples(Outcome::Todo)
    );
    if let Some(mutation) = &report.mutation {
        mutants(mutation, &mut out);
    }
    corpus(report, &mut out);
    let _ = writeln!(out, "{}", counts(report));
    out
}

fn findings(report: &Report, paths: &Paths, shown: Shown, out: &mut String) {
    let mut notes: Vec<(&str, usize)> = Vec::new();
    for finding in &report.findings {
        if finding.level == Level::Note && !shown.all_notes {
            let at = notes.iter().position(|(code, _)| *code == finding.code);
            let at = at.unwrap_or_else(|| {
                notes.push((finding.code, 0));
                notes.len() - 1
            });
            notes[at].1 += 1;
            if notes[at].1 > FEW {
                continue;
            }
        }
        let _ = writeln!(out, "{}\n", rendered(finding, report, paths));
    }
    for (code, n) in notes.into_iter().filter(|(_, n)| *n > FEW) {
        let _ = writeln!(out, "{} more of {code}; --notes shows them\n", n - FEW);
    }
}

/// A finding with its caret, or with its place alone where its line is too long to be drawn.
fn rendered(finding: &Finding, report: &Report, paths: &Paths) -> String {
    if is_drawn(finding, &report.sources) {
        return finding.render(&report.sources);
    }
    let text = finding.render(&Sources::new());
    let Some(place) = paths.place(finding, report) else {
        return text;
    };
    let mut lines: Vec<&str> = text.lines().collect();
    let place = format!(" --> {place}");
    lines.insert(finding.message.lines().count().min(lines.len()), &place);
    lines.join("\n")
}

fn is_drawn(finding: &Finding, sources: &Sources) -> bool {
    let Some(text) = sources.get(&finding.file) else {
        return false;
    };
    let start = finding.range.start.min(text.len());
    let line = text
        .get(..start)
        .map_or(0, |t| t.rfind('\n').map_or(0, |at| at + 1));
    let end = finding.range.end.clamp(start, text.len());
    let end = text
        .get(end..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |at| end + at);
    end - line <= DRAWN
}

/// What became of changed rules.
fn mutants(mutation: &Mutation, out: &mut String) {
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

/// What a corpus came to.
fn corpus(report: &Report, out: &mut String) {
    let Some(corpus) = &report.corpus else { return };
    let _ = writeln!(
        out,
        "corpus: {} documents, {} failed, {} skipped",
        corpus.documents, corpus.failed, corpus.skipped
    );
    let mut drawn: Vec<Table> = Vec::new();
    drawn.extend(corpus.funnel.iter().flat_map(tables::funnel));
    drawn.extend(corpus.costs.iter().flat_map(tables::costs));
    drawn.extend(corpus.scores.iter().flat_map(tables::scores));
    drawn.iter().for_each(|table| draw(table, out));
    if let Some(changes) = &corpus.changes {
        let _ = write!(out, "\n{}", changes_text(changes));
    }
}

/// Changes as text: counts by rule, then samples.
#[must_use]
pub fn changes_text(changes: &Changes) -> String {
    let mut drawn = String::new();
    draw(&tables::changes(changes), &mut drawn);
    let mut out = drawn.trim_start().to_owned();
    for (rule, lines) in tables::samples(changes) {
        let _ = writeln!(out, "\n{rule}");
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// Columns by the width of their cells; the first to the left, numbers to the right.
fn draw(table: &Table, out: &mut String) {
    let _ = writeln!(out, "\n{}", table.title);
    if table.rows.is_empty() {
        return;
    }
    let heads: Vec<String> = table.heads.iter().map(|h| (*h).to_owned()).collect();
    let lines = || std::iter::once(&heads).chain(&table.rows);
    let width = |i: usize| lines().map(|l| l[i].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    for line in lines() {
        let _ = write!(out, "  {:w$}", line[0], w = widths[0]);
        for (cell, w) in line.iter().zip(&widths).skip(1) {
            let _ = write!(out, "  {cell:>w$}");
        }
        out.push('\n');
    }
}
