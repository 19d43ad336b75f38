//! Runs the examples and counter-examples that rules carry.

use serde_json::{Map, Value as Json};

use super::finding::{Finding, Outcome, Report, Verdict};
use crate::extract::{Prepared, page_of};
use crate::matching::{Candidate, Normalizing, Value, resolve, run_rule};
use crate::rule::compiled::{FULL, Scope};
use crate::rule::{Library, Pack, RawTest, Rule};
use crate::section::FoldedSection;
use crate::vocabulary::SectionKind;

/// Runs every example of a pack; verdicts and findings go to the report.
pub(super) fn check_examples(library: &Library, pack: &Pack, report: &mut Report) {
    for (index, rule) in pack.rules.iter().enumerate() {
        for test in &rule.tests {
            let got = values(library, pack, index, test.text.get_ref());
            let (verdict, finding) = judge(pack, rule, test, &got);
            report.verdicts.push(verdict);
            report.findings.extend(finding);
        }
    }
}

fn judge(pack: &Pack, rule: &Rule, test: &RawTest, got: &[Json]) -> (Verdict, Option<Finding>) {
    let (wanted, holds) = wanted(test, got);
    let name = test.name.as_ref().unwrap_or(test.text.get_ref());
    let mut verdict = Verdict {
        pack: pack.name.clone(),
        rule: rule.id.clone(),
        name: name.clone(),
        file: rule.file.clone(),
        range: test.text.span(),
        counter: test.want.as_ref().is_some_and(Vec::is_empty),
        outcome: Outcome::Passed,
        message: String::new(),
    };
    let finding = |code, message: &str| {
        Some(Finding::new(code, &rule.file, test.text.span(), message).of_rule(&rule.id))
    };
    match (&test.todo, holds) {
        (None, true) => (verdict, None),
        (Some(why), false) => {
            verdict.outcome = Outcome::Todo;
            verdict.message.clone_from(why);
            (verdict, None)
        }
        (Some(why), true) => {
            verdict.outcome = Outcome::Failed;
            verdict.message = format!("marked todo ({why}), but it passes");
            let finding = finding("T402", &verdict.message);
            (verdict, finding.map(|f| f.help("drop the mark `todo`")))
        }
        (None, false) => {
            verdict.outcome = Outcome::Failed;
            verdict.message = format!("wanted: {}\ngot:    {}", shown(&wanted), shown(got));
            let message = format!(
                "an example of `{}` does not give what it wants\n{}",
                rule.id, verdict.message
            );
            let finding = finding("T401", &message);
            (verdict, finding)
        }
    }
}

/// What an example wants, and whether that is what came.
fn wanted(test: &RawTest, got: &[Json]) -> (Vec<Json>, bool) {
    match (&test.want, &test.want_some) {
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
    }
}

fn shown(list: &[Json]) -> String {
    if list.is_empty() {
        return "nothing".to_owned();
    }
    let values: Vec<String> = list.iter().map(Json::to_string).collect();
    values.join("\n        ")
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
