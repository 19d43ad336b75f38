//! Counting: the funnel of one document, out of what its rules did and what its record holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Analysis;
use crate::matching::{Candidate, Lost, Resolved, RuleRun};
use crate::record::Record;
use crate::rule::{Field, Rule};
use crate::section::rejecting;
use crate::span::line_column;

use super::{Conflict, Funnel, PackFunnel, PatternFunnel, RuleFunnel};

/// Fields whose values become a part of another value and stand under no rule's name.
const PARTS_OF_OTHERS: &[&str] = &[
    "cause_of_action",
    "party_attributes",
    "party_names",
    "sentences",
];

/// The funnel of one document.
#[must_use]
pub fn count(analysis: &Analysis<'_>, record: &Record) -> Funnel {
    let rules = analysis.pack.rules.iter().zip(&analysis.runs);
    let mut pack = PackFunnel {
        documents: 1,
        rules: rules
            .map(|(rule, run)| steps(rule, run.as_ref(), analysis))
            .collect(),
        conflicts: BTreeMap::new(),
    };
    for (field, resolved) in &analysis.resolved {
        let mut groups: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        let lost = resolved.lost.iter().map(|(c, _)| c);
        for c in resolved.won.iter().chain(lost) {
            pack.rules[c.rule].normalised += 1;
            groups.insert((c.rule, c.pattern, c.group));
        }
        for (rule, pattern, _) in groups {
            pack.rules[rule].patterns[pattern].matched += 1;
        }
        for c in &resolved.won {
            pack.rules[c.rule].won += 1;
            pack.rules[c.rule].patterns[c.pattern].won += 1;
        }
        losers(field, resolved, analysis, record, &mut pack);
    }
    keep(analysis, record, &mut pack);
    Funnel {
        packs: BTreeMap::from([(analysis.pack.name.clone(), pack)]),
    }
}

/// The steps up to the guards, which the run of the rule tells.
fn steps(rule: &Rule, run: Option<&RuleRun>, analysis: &Analysis<'_>) -> RuleFunnel {
    let mut out = RuleFunnel {
        rule: rule.id.clone(),
        own: analysis.pack.files.iter().any(|f| f.path == rule.file),
        patterns: vec![PatternFunnel::default(); rule.patterns.len()],
        ..RuleFunnel::default()
    };
    let guards = [
        ("unless", rule.guards.inside.len()),
        ("unless-before", rule.guards.before.len()),
        ("unless-after", rule.guards.after.len()),
    ];
    for (kind, n) in guards.into_iter().filter(|(_, n)| *n > 0) {
        out.guards.insert(kind, vec![0; n]);
    }
    let text = analysis.page.text();
    let meant = rule.when.as_ref().is_none_or(|w| w.is_match(text));
    let Some(run) = run.filter(|_| meant) else {
        return out;
    };
    out.documents = 1;
    out.section_found = u64::from(run.ranges > 0);
    out.documents_matched = u64::from(run.matched > 0);
    out.matched = number(run.matched);
    // items of a `repeat` may be rejected too, and are no matches of their own
    out.not_excluded = number(run.matched.saturating_sub(run.excluded.len()));
    let ranges = analysis.page.ranges(&rule.scope);
    for excluded in &run.excluded {
        out.patterns[excluded.pattern].matched += 1;
        // the engine shows a guard no more than the section that holds the match
        let holds = |r: &&std::ops::Range<usize>| {
            r.start <= excluded.range.start && excluded.range.end <= r.end
        };
        let end = ranges.iter().find(holds).map_or(text.len(), |r| r.end);
        for (kind, n) in rejecting(&rule.guards, &text[..end], excluded.range.clone()) {
            if let Some(times) = out.guards.get_mut(kind).and_then(|g| g.get_mut(n)) {
                *times += 1;
            }
        }
    }
    for refused in &run.refused {
        out.patterns[refused.pattern].matched += 1;
        let reason = format!("{}: {}", refused.key, refused.refusal);
        *out.refused.entry(reason).or_default() += 1;
    }
    out
}

/// Whom each loser lost to, and whether they disagree on equal terms.
fn losers(
    field: &Field,
    resolved: &Resolved,
    analysis: &Analysis<'_>,
    record: &Record,
    pack: &mut PackFunnel,
) {
    let rules = &analysis.pack.rules;
    for (loser, why) in &resolved.lost {
        let winner = match why {
            Lost::NotPicked if !field.is_single() => None,
            Lost::NotPicked => resolved.won.first(),
            Lost::Overlaps(_) => resolved.won.iter().find(|w| overlap(w, loser)),
            Lost::Duplicate(_) => {
                let keys = &rules[loser.rule].dedupe;
                let agrees = |w: &&Candidate| keys.iter().all(|k| w.get(k) == loser.get(k));
                resolved.won.iter().find(agrees)
            }
        };
        let Some(winner) = winner else { continue };
        let (won, lost) = (&rules[winner.rule], &rules[loser.rule]);
        let lost_to = &mut pack.rules[loser.rule].lost_to;
        *lost_to.entry(won.id.clone()).or_default() += 1;
        let rivals = winner.rule != loser.rule && won.priority == lost.priority;
        if rivals && matches!(why, Lost::Overlaps(_)) && !same(winner, loser) {
            let conflict = conflict(winner, loser, analysis, record);
            let rules = (won.id.clone(), lost.id.clone());
            let own = pack.conflicts.entry(rules);
            own.and_modify(|c| c.times += 1).or_insert(conflict);
        }
    }
}

fn overlap(a: &Candidate, b: &Candidate) -> bool {
    a.extent.start < b.extent.end && b.extent.start < a.extent.end
}

/// Whether two candidates say the same of all keys that both have.
fn same(a: &Candidate, b: &Candidate) -> bool {
    a.values
        .iter()
        .all(|(key, value, _)| b.get(key).is_none_or(|other| other == value))
}

fn conflict(
    winner: &Candidate,
    loser: &Candidate,
    analysis: &Analysis<'_>,
    record: &Record,
) -> Conflict {
    let page = &analysis.page;
    let shown = |c: &Candidate| -> String {
        let text = &page.text()[c.place.clone()];
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(60)
            .collect()
    };
    let span = page.folded.offsets.to_original(loser.place.clone());
    Conflict {
        times: 1,
        document: record.document.path.clone(),
        line: line_column(page.original, span.start).line,
        won: shown(winner),
        lost: shown(loser),
    }
}

/// Counts the values of the record under the names of their rules.
fn keep(analysis: &Analysis<'_>, record: &Record, pack: &mut PackFunnel) {
    let mut kept: BTreeMap<String, u64> = BTreeMap::new();
    if let Ok(json) = serde_json::to_value(record) {
        named_rules(&json, &mut kept);
    }
    for (rule, funnel) in analysis.pack.rules.iter().zip(&mut pack.rules) {
        let part = matches!(&rule.field, Field::Standard(f) if PARTS_OF_OTHERS.contains(f));
        funnel.kept = if part {
            funnel.won
        } else {
            kept.get(&rule.id).copied().unwrap_or_default()
        };
    }
}

fn named_rules(json: &serde_json::Value, kept: &mut BTreeMap<String, u64>) {
    match json {
        serde_json::Value::Object(map) => {
            if let Some(rule) = map.get("rule").and_then(serde_json::Value::as_str) {
                *kept.entry(rule.to_owned()).or_default() += 1;
            }
            map.values().for_each(|v| named_rules(v, kept));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| named_rules(v, kept)),
        _ => {}
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
