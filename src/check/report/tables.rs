//! The tables of a report as rows of cells; how they are drawn is the business of each form.

use crate::check::changes::{Changes, Kind};
use crate::check::cost::Costs;
use crate::check::funnel::Funnel;
use crate::check::gold::{Scores, Tally, order};

/// Rules that the table of costs shows of each pack.
const DEAREST: usize = 10;

/// A table: a title, heads, and rows; cells but the first are numbers.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) heads: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The steps of every rule that a pack holds itself, a table for each pack.
pub(super) fn funnel(funnel: &Funnel) -> Vec<Table> {
    let packs = funnel.packs.iter().map(|(name, pack)| Table {
        title: format!("pack {name}: {} documents", pack.documents),
        heads: vec![
            "rule",
            "documents",
            "section found",
            "with a match",
            "matches",
            "not excluded",
            "normalised",
            "won",
            "kept",
        ],
        rows: pack
            .rules
            .iter()
            .filter(|r| r.own)
            .map(|r| {
                let counts = [
                    r.documents,
                    r.section_found,
                    r.documents_matched,
                    r.matched,
                    r.not_excluded,
                    r.normalised,
                    r.won,
                    r.kept,
                ];
                let cells = counts.iter().map(u64::to_string);
                std::iter::once(r.rule.clone()).chain(cells).collect()
            })
            .collect(),
    });
    packs.collect()
}

/// Precision, recall and F1 of every measure, a table for each pack.
pub(super) fn scores(scores: &Scores) -> Vec<Table> {
    let heads = ["field", "precision", "recall", "F1", "wanted", "given"];
    let packs = scores.measured.iter().map(|(pack, measures)| {
        let mut measures: Vec<(&String, &Tally)> = measures.iter().collect();
        measures.sort_by_key(|(name, _)| order(name));
        let row = |(name, tally): (&String, &Tally)| {
            vec![
                name.clone(),
                format!("{:.4}", tally.precision()),
                format!("{:.4}", tally.recall()),
                format!("{:.4}", tally.f1()),
                tally.wanted.to_string(),
                tally.given.to_string(),
            ]
        };
        Table {
            title: format!("gold, pack {pack}"),
            heads: heads.to_vec(),
            rows: measures.into_iter().map(row).collect(),
        }
    });
    packs.collect()
}

/// Gained, lost, changed and moved values by rule.
pub(super) fn changes(changes: &Changes) -> Table {
    let title = format!(
        "changes in {} of {} documents; {} only before, {} only now",
        changes.differing, changes.documents, changes.only_before, changes.only_after
    );
    let rows = changes.rules.iter().map(|(rule, kinds)| {
        let count = |(kind, ..): &(Kind, _, _)| kinds.get(kind).map_or(0, |c| c.values).to_string();
        std::iter::once(rule.clone())
            .chain(Kind::ALL.iter().map(count))
            .collect()
    });
    Table {
        title,
        heads: vec!["rule", "gained", "lost", "changed", "moved"],
        rows: rows.collect(),
    }
}

/// The dearest rules of every pack.
pub(super) fn costs(costs: &Costs) -> Vec<Table> {
    let packs = costs.rules.keys().map(|pack| Table {
        title: format!("time of rules, pack {pack}"),
        heads: vec!["rule", "milliseconds", "share"],
        rows: costs
            .shares(pack)
            .into_iter()
            .take(DEAREST)
            .map(|(rule, nanos, share)| {
                let micros = nanos / 1_000;
                let millis = format!("{}.{:01}", micros / 1_000, micros % 1_000 / 100);
                vec![rule.to_owned(), millis, format!("{:.1} %", share * 100.0)]
            })
            .collect(),
    });
    packs.collect()
}

/// The samples of changes as lines: sign, document, field, text.
pub(super) fn samples(changes: &Changes) -> Vec<(String, Vec<String>)> {
    let rules = changes.rules.iter().map(|(rule, kinds)| {
        let lines = Kind::ALL.iter().flat_map(|(kind, _, sign)| {
            let samples = kinds.get(kind).into_iter().flat_map(|c| &c.samples);
            samples.map(move |s| {
                let place = s
                    .span
                    .map_or(String::new(), |s| format!("  bytes {}..{}", s.start, s.end));
                format!("{sign} {}  {}: {}{place}", s.document, s.field, s.text)
            })
        });
        (rule.clone(), lines.collect())
    });
    rules.collect()
}
