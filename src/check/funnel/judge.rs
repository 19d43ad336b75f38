//! Funnels to findings: rules that never fire, always lose, hold entries that nothing uses, or disagree.

use crate::check::finding::{Finding, Level};
use crate::rule::raw::{RawRule, Text};
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
        let rivals: Vec<String> = funnel
            .lost_to
            .iter()
            .map(|(r, n)| format!("{r} ({n})"))
            .collect();
        let message = format!(
            "`{}` always loses: none of its {} value(s) won; to {}",
            rule.id,
            funnel.normalised,
            if rivals.is_empty() {
                "`pick` of its own".to_owned()
            } else {
                rivals.join(", ")
            }
        );
        return Some(at("C502", rule, message).help("raise its `priority`, or drop it"));
    }
    let RuleFunnel {
        documents: meant,
        section_found,
        documents_matched,
        matched,
        not_excluded,
        ..
    } = funnel;
    let died = if *meant == 0 {
        format!("none of {documents} documents is of its genre and holds what `when` asks for")
    } else if *section_found == 0 {
        format!("none of {meant} documents has a section that `in` names")
    } else if *documents_matched == 0 {
        format!("its patterns match in none of {section_found} documents")
    } else if *not_excluded == 0 {
        format!("its guards reject all of {matched} match(es)")
    } else {
        let reasons: Vec<String> = funnel
            .refused
            .iter()
            .map(|(r, n)| format!("{r} ({n})"))
            .collect();
        format!(
            "its normalizers refuse all of {not_excluded} match(es): {}",
            reasons.join(", ")
        )
    };
    let message = format!("`{}` never fired: {died}", rule.id);
    Some(at("C501", rule, message).help(
        "`casemill explain FILE --field FIELD` shows each step; add a document that needs the rule, or drop it",
    ))
}

/// Patterns that never match and guards that never reject, in a rule that fires.
fn entries(rule: &Rule, raw: &RawRule, funnel: &RuleFunnel, out: &mut Vec<Finding>) {
    let mut unused = |at: Option<&Text>, message: String| {
        let range = at.map_or(rule.at.clone(), Text::span);
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
