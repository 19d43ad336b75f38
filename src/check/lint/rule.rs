//! Advice on a rule as a whole: captures that nothing takes, patterns said twice, too few examples, its life cycle.

use std::collections::{BTreeMap, BTreeSet};

use super::Seen;
use crate::check::finding::{Finding, Level};
use crate::check::tree;
use crate::rule::Pack;
use crate::rule::raw::{RawRule, RawTest};
use crate::rule::written::Role;

/// Captures that mean something by their names.
const MEANING: &[&str] = &["at", "part", "lead", "rest", "rest2", "rest3", "value"];
/// A rule has at least so many examples, and so many counter-examples.
const EXAMPLES: usize = 2;

pub(super) fn advise(pack: &Pack, patterns: &[Seen<'_>], findings: &mut Vec<Finding>) {
    for seen in patterns {
        findings.extend(unused_captures(seen));
    }
    identical(patterns, findings);
    for file in &pack.files {
        for rule in &file.raw.rule {
            findings.extend(examples(&file.path, rule));
            findings.extend(deprecated(&file.path, rule));
        }
    }
}

/// W308: a named capture that no key of the rule takes.
fn unused_captures(seen: &Seen<'_>) -> Vec<Finding> {
    let takes = match (seen.written.role, seen.written.rule) {
        (Role::Named, _) => return Vec::new(),
        (Role::Match | Role::Repeat | Role::Each, Some(rule)) => taken(rule),
        _ => BTreeSet::new(),
    };
    let unused = tree::captures(&seen.ast)
        .into_iter()
        .filter(|(name, _)| !takes.contains(name.as_str()) && !MEANING.contains(&name.as_str()));
    unused
        .filter_map(|(name, range)| {
            let message = format!("nothing takes the capture `{name}`");
            let finding = seen.at("W308", range, &message)?;
            Some(finding.help("take it in `emit`, or write `(?:…)`"))
        })
        .collect()
}

/// The captures that a rule's keys name.
fn taken(rule: &RawRule) -> BTreeSet<&str> {
    let templates = rule.compose.values();
    let composed = templates.flat_map(|t| t.get_ref().split(['{', '}']).skip(1).step_by(2));
    let texts = rule.emit.values().chain(&rule.span).chain(&rule.inherit);
    texts
        .map(|t| t.get_ref().as_str())
        .chain(composed)
        .chain(
            rule.split
                .keys()
                .chain(rule.each.keys())
                .map(String::as_str),
        )
        .collect()
}

/// W312: the same pattern twice for the same thing.
fn identical(patterns: &[Seen<'_>], findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<(Role, String, &str), &Seen<'_>> = BTreeMap::new();
    for seen in patterns {
        let Some(rule) = seen.written.rule else {
            continue;
        };
        let key = (
            seen.written.role,
            purpose(rule, seen.written.role),
            seen.expanded.text.as_str(),
        );
        match first.get(&key) {
            None => drop(first.insert(key, seen)),
            Some(other) => findings.push(
                seen.whole("W312", "the same pattern stands here twice")
                    .label(other.file, other.written.text.span(), "the first time")
                    .help("leave one out"),
            ),
        }
    }
}

/// What a pattern is for: equal patterns for different things are no repetition.
fn purpose(rule: &RawRule, role: Role) -> String {
    if role != Role::Match {
        return rule.id.get_ref().clone();
    }
    let list = |texts: &[crate::rule::text::Text]| {
        let words: Vec<&str> = texts.iter().map(|t| t.get_ref().as_str()).collect();
        words.join(" ")
    };
    let when = rule.when.as_ref().map_or("", |w| w.get_ref().as_str());
    let constants: Vec<&str> = rule.set.values().map(|t| t.get_ref().as_str()).collect();
    format!(
        "{}/{}/{}/{when}/{}/{}",
        rule.field.get_ref(),
        list(&rule.within),
        list(&rule.genre),
        list(&rule.unless),
        constants.join(" ")
    )
}

/// W310 and W311: too few examples to hold a rule to what it says.
fn examples(file: &str, rule: &RawRule) -> Vec<Finding> {
    let counters = rule.test.iter().filter(|t| wants_none(t)).count();
    let examples = rule.test.len() - counters;
    let mut out = Vec::new();
    for (code, number, what, how) in [
        ("W310", examples, "example", "want = [{ … }]"),
        ("W311", counters, "counter-example", "want = []"),
    ] {
        if number < EXAMPLES {
            let message = format!(
                "`{}` has {number} {what}{}, and needs {EXAMPLES}",
                rule.id.get_ref(),
                if number == 1 { "" } else { "s" }
            );
            let finding = Finding::new(code, file, rule.id.span(), message)
                .of_rule(rule.id.get_ref())
                .help(format!("add a `[[rule.test]]` with `text` and `{how}`"));
            out.push(finding);
        }
    }
    out
}

fn wants_none(test: &RawTest) -> bool {
    test.want.as_ref().is_some_and(Vec::is_empty)
}

/// W315: a rule that should go.
fn deprecated(file: &str, rule: &RawRule) -> Option<Finding> {
    let why = rule.deprecated.as_ref()?;
    let message = format!("`{}` is deprecated: {}", rule.id.get_ref(), why.get_ref());
    Some(
        Finding::new("W315", file, why.span(), message)
            .level(Level::Note)
            .of_rule(rule.id.get_ref()),
    )
}
