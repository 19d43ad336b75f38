//! Runs the examples and counter-examples that rules carry.

use serde_json::{Map, Value as Json};

use crate::extract::{Prepared, page_of};
use crate::matching::{Candidate, Normalizing, Value, resolve, run_rule};
use crate::rule::compiled::{FULL, Scope};
use crate::rule::{Library, Pack, RawTest, Rule};
use crate::section::FoldedSection;
use crate::vocabulary::SectionKind;

/// What the examples of a pack came to.
#[derive(Debug, Default)]
pub struct ExampleReport {
    /// Rules that were looked at.
    pub rules: usize,
    /// Examples that were run.
    pub examples: usize,
    /// Examples that did not give what they want.
    pub failed: Vec<Failed>,
    /// Rules without an example, or without a counter-example.
    pub untested: Vec<String>,
}

/// An example that did not give what it wants.
#[derive(Debug)]
pub struct Failed {
    /// File of the rule.
    pub file: String,
    /// Place of the example's text in that file.
    pub range: std::ops::Range<usize>,
    /// The rule.
    pub rule: String,
    /// `T401` failed, `T402` an example marked todo passes.
    pub code: &'static str,
    /// What was wanted and what came, for people.
    pub message: String,
}

/// Runs every example of a pack.
#[must_use]
pub fn check_examples(library: &Library, pack: &Pack) -> ExampleReport {
    let mut report = ExampleReport {
        rules: pack.rules.len(),
        ..ExampleReport::default()
    };
    for (index, rule) in pack.rules.iter().enumerate() {
        for test in &rule.tests {
            report.examples += 1;
            let got = values(library, pack, index, test.text.get_ref());
            report.failed.extend(judge(rule, test, &got));
        }
        let wants_none = |t: &RawTest| t.want.as_ref().is_some_and(Vec::is_empty);
        if !rule.tests.iter().any(wants_none) || rule.tests.iter().all(wants_none) {
            report.untested.push(rule.id.clone());
        }
    }
    report
}

fn judge(rule: &Rule, test: &RawTest, got: &[Json]) -> Option<Failed> {
    let (wanted, holds) = match (&test.want, &test.want_some) {
        (Some(want), _) => {
            let want: Vec<Json> = want.iter().map(json).collect();
            let same = want.len() == got.len() && want.iter().zip(got).all(|(w, g)| holds(w, g));
            (want, same)
        }
        (None, some) => {
            let some: Vec<Json> = some.iter().flatten().map(json).collect();
            let all = !got.is_empty() && some.iter().all(|w| got.iter().any(|g| holds(w, g)));
            (some, all)
        }
    };
    let failed = |code, message| {
        Some(Failed {
            file: rule.file.clone(),
            range: test.text.span(),
            rule: rule.id.clone(),
            code,
            message,
        })
    };
    let shown = |list: &[Json]| {
        list.iter()
            .map(Json::to_string)
            .collect::<Vec<_>>()
            .join("\n          ")
    };
    match (&test.todo, holds) {
        (None, true) | (Some(_), false) => None,
        (Some(why), true) => failed(
            "T402",
            format!("marked todo ({why}), but it passes: drop the mark"),
        ),
        (None, false) => {
            let name = test.name.as_deref().unwrap_or("example");
            failed(
                "T401",
                format!(
                    "{name}\n  wanted: {}\n  got:    {}",
                    shown(&wanted),
                    shown(got)
                ),
            )
        }
    }
}

fn json(table: &toml::Table) -> Json {
    serde_json::to_value(table).unwrap_or_default()
}

/// Whether every key wanted is there with that value.
fn holds(wanted: &Json, got: &Json) -> bool {
    wanted
        .as_object()
        .is_some_and(|keys| keys.iter().all(|(key, value)| got.get(key) == Some(value)))
}

/// The values that one rule gives on a text taken as one section of its scope.
fn values(library: &Library, pack: &Pack, index: usize, text: &str) -> Vec<Json> {
    let rule = &pack.rules[index];
    let genre = rule.genres.first().map_or(FULL, String::as_str);
    let prepared = Prepared::with_genre(text, pack, genre);
    let mut page = page_of(&prepared);
    page.sections = vec![FoldedSection {
        kind: kind(rule, pack),
        range: 0..page.text().len(),
        rule: None,
    }];
    page.find_parts(pack);
    let normalizing = Normalizing {
        page: &page,
        pack,
        tables: &library.tables,
        context: &prepared.context,
    };
    let run = run_rule(index, rule, &normalizing);
    let won = resolve(run.candidates, &rule.field, pack).won;
    won.iter().map(object).collect()
}

/// The section kind that a rule's example text is taken for.
fn kind(rule: &Rule, pack: &Pack) -> SectionKind {
    match rule.scope.first() {
        Some(Scope::Section(kind)) => *kind,
        Some(Scope::Part(id)) => {
            let part = pack.parts.iter().find(|p| p.id == *id);
            part.and_then(|p| p.within.first().copied())
                .unwrap_or(SectionKind::Other)
        }
        Some(Scope::Document) | None => SectionKind::Other,
    }
}

fn object(c: &Candidate) -> Json {
    let mut out = Map::new();
    for (key, value, _) in &c.values {
        let value = match value {
            Value::Text(t) | Value::Word(t) | Value::Money(t) => Json::from(t.as_str()),
            Value::Words(words) => Json::from(words.clone()),
            Value::Integer(n) => Json::from(*n),
            Value::Date(date, _) => Json::from(date.iso()),
            Value::Number(parts) => parts.canonical.clone().map_or(Json::Null, Json::from),
            Value::Flag => Json::Bool(true),
        };
        out.insert(key.clone(), value);
    }
    Json::Object(out)
}
