//! Funnels to findings: rules that never fire, always lose, hold entries that nothing uses, or disagree.

use std::collections::BTreeMap;

use crate::check::finding::{Finding, Level};
use crate::rule::raw::RawRule;
use crate::rule::text::Text;
use crate::rule::{Library, Pack, Rule};

use super::{Funnel, PackFunnel, RuleFunnel};

/// Judges the funnel of a corpus: the rules of a user's own packs, and those of the program where it has no
/// others. Packs that read no document are said to be so.
#[must_use]
pub fn judge(library: &Library, funnel: &Funnel) -> Vec<Finding> {
    let mut out = Vec::new();
    for pack in library.packs.iter().filter(|p| !p.shipped) {
        match funnel.packs.get(&pack.name) {
            None => out.push(unread(pack)),
            Some(counts) => pack_findings(library, pack, counts, &mut out),
        }
    }
    out
}

/// A rule as it was written, where that is a file of a user's own.
fn written<'a>(library: &'a Library, rule: &Rule) -> Option<&'a RawRule> {
    let own = library.packs.iter().filter(|p| !p.shipped);
    let mut file = own.flat_map(|p| &p.files).filter(|f| f.path == rule.file);
    let rules = &file.next()?.raw.rule;
    rules.iter().find(|r| *r.id.get_ref() == rule.id)
}

fn unread(pack: &Pack) -> Finding {
    let message = format!(
        "no document of the corpus was read by pack {} ({}): its {} rules were not tried",
        pack.name,
        pack.language,
        pack.rules.len()
    );
    Finding::new("C505", "", 0..0, message)
        .level(Level::Note)
        .help("add documents in its language")
}

fn pack_findings(library: &Library, pack: &Pack, counts: &PackFunnel, out: &mut Vec<Finding>) {
    for (rule, funnel) in pack.rules.iter().zip(&counts.rules) {
        let Some(raw) = written(library, rule) else {
            continue;
        };
        match silent(rule, funnel, counts.documents) {
            Some(finding) => out.push(finding),
            None => entries(rule, raw, funnel, out),
        }
    }
    for ((winner, loser), conflict) in &counts.conflicts {
        let rule = pack.rules.iter().find(|r| r.id == *loser);
        let Some(rule) = rule.filter(|r| written(library, r).is_some()) else {
            continue;
        };
        let message = format!(
            "`{loser}` and `{winner}` have equal priority and gave different values for one place, {} time(s)\n  `{}` gave way to `{}` in {}, line {}",
            conflict.times, conflict.lost, conflict.won, conflict.document, conflict.line
        );
        let finding = at("C504", rule, message).level(Level::Note);
        out.push(finding.help("say with `priority` which is to win, or narrow one of them"));
    }
}

fn at(code: &'static str, rule: &Rule, message: String) -> Finding {
    Finding::new(code, &rule.file, rule.at.clone(), message).of_rule(&rule.id)
}

/// A rule that gave no value to any record, and where that ended.
fn silent(rule: &Rule, funnel: &RuleFunnel, documents: u64) -> Option<Finding> {
    if funnel.won > 0 && funnel.kept == 0 {
        let message = format!(
            "`{}` won {} time(s), and no record holds a value of it",
            rule.id, funnel.won
        );
        let finding = at("C506", rule, message).level(Level::Note);
        return Some(finding.help("its values stand already, or belong to nothing that is there"));
    }
    if funnel.won > 0 {
        return None;
    }
    if funnel.normalised > 0 {
        let message = format!(
            "`{}` always loses: none of its {} value(s) won; to {}",
            rule.id,
            funnel.normalised,
            if funnel.lost_to.is_empty() {
                "`pick` of its own".to_owned()
            } else {
                listed(&funnel.lost_to)
            }
        );
        return Some(at("C502", rule, message).help("raise its `priority`, or drop it"));
    }
    let message = format!("`{}` never fired: {}", rule.id, died(funnel, documents));
    Some(at("C501", rule, message).help(
        "`casemill explain FILE --field FIELD` shows each step; add a document that needs the rule, or drop it",
    ))
}

/// The step at which a rule without values ended.
fn died(funnel: &RuleFunnel, documents: u64) -> String {
    if funnel.documents == 0 {
        format!("none of {documents} documents is of its genre and holds what `when` asks for")
    } else if funnel.section_found == 0 {
        let meant = funnel.documents;
        format!("none of {meant} documents has a section that `in` names")
    } else if funnel.documents_matched == 0 {
        let found = funnel.section_found;
        format!("its patterns match in none of {found} documents")
    } else if funnel.not_excluded == 0 {
        let matched = funnel.matched;
        format!("its guards reject all of {matched} match(es)")
    } else {
        let left = funnel.not_excluded;
        let reasons = listed(&funnel.refused);
        format!("its normalizers refuse all of {left} match(es): {reasons}")
    }
}

/// `name (times), …`
fn listed(counts: &BTreeMap<String, u64>) -> String {
    let each = counts.iter().map(|(name, n)| format!("{name} ({n})"));
    each.collect::<Vec<_>>().join(", ")
}

/// Patterns that never match and guards that never reject, in a rule that fires.
fn entries(rule: &Rule, raw: &RawRule, funnel: &RuleFunnel, out: &mut Vec<Finding>) {
    let mut unused = |at: Option<&Text>, message: String| {
        let range = at.map_or(rule.at.clone(), |text| text.span());
        let finding = Finding::new("C503", &rule.file, range, message);
        out.push(finding.level(Level::Note).of_rule(&rule.id));
    };
    for (n, pattern) in funnel.patterns.iter().enumerate() {
        if pattern.matched == 0 {
            let message = format!("this pattern of `{}` never matched", rule.id);
            unused(raw.patterns.get(n), message);
        }
    }
    for (kind, counts) in &funnel.guards {
        let texts = match *kind {
            "unless" => &raw.unless,
            "unless-before" => &raw.unless_before,
            _ => &raw.unless_after,
        };
        for (n, _) in counts.iter().enumerate().filter(|(_, times)| **times == 0) {
            let message = format!("this pattern of `{kind}` of `{}` rejected nothing", rule.id);
            unused(texts.get(n), message);
        }
    }
}
