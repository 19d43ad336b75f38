//! Runs the examples and counter-examples that rules carry, and says of a failed one how near the rule came.

use serde_json::Value as Json;

use super::bench::{self, Tried};
use super::counter;
use super::finding::{Finding, Outcome, Sources, Verdict};
use super::jobs::Done;
use super::nearest::nearest;
use super::slot::{self, Filled};
use crate::matching::{Excluded, Refused};
use crate::rule::{Example, Library, Pack, Rule};

/// Runs every example of rule `index` of a pack.
pub(super) fn check_examples(
    library: &Library,
    pack: &Pack,
    index: usize,
    sources: &Sources,
) -> Done {
    let mut done = Done::default();
    let Some(rule) = pack.rules.get(index) else {
        return done;
    };
    let patterns = slot::written(library, rule)
        .map(|(file, raw)| slot::filled(pack, file, raw))
        .unwrap_or_default();
    let judging = Judging {
        library,
        pack,
        index,
        rule,
        patterns,
        sources,
    };
    let examples = rule.examples();
    let judged: Vec<_> = examples.iter().map(|test| judging.judge(test)).collect();
    done.findings.extend(judging.senseless_words());
    for (verdict, finding) in judged {
        done.verdicts.push(verdict);
        done.findings.extend(finding);
    }
    done
}

struct Judging<'a> {
    library: &'a Library,
    pack: &'a Pack,
    index: usize,
    rule: &'a Rule,
    patterns: Vec<Filled>,
    sources: &'a Sources,
}

impl Judging<'_> {
    fn judge(&self, test: &Example) -> (Verdict, Option<Finding>) {
        let prepared = bench::prepare(self.pack, self.rule, test.text.get_ref());
        let text = prepared.folded.text.as_str();
        if let Some(fault) = self.senseless(test, text) {
            return (
                self.verdict(test, Outcome::Failed, &fault.message),
                Some(fault),
            );
        }
        let tried = bench::run(self.library, self.pack, self.index, self.rule, &prepared);
        let (wanted, holds) = wanted(test, &tried.values);
        match (&test.todo, holds) {
            (None, true) => {
                let finding =
                    counter::counts_for_nothing(self.rule, test, &self.patterns, &tried, text);
                let verdict = self.verdict(test, Outcome::Passed, "");
                (verdict, finding.map(|f| self.finding(f, test)))
            }
            (Some(why), false) => (self.verdict(test, Outcome::Todo, why), None),
            (Some(why), true) => {
                let message = format!("marked todo ({why}), but it passes");
                let finding = self
                    .new_finding("T402", test, &message)
                    .help("drop the mark `todo`");
                (self.verdict(test, Outcome::Failed, &message), Some(finding))
            }
            (None, false) => {
                let message = format!(
                    "wanted: {}\ngot:    {}",
                    shown(&wanted),
                    shown(&tried.values)
                );
                let verdict = self.verdict(test, Outcome::Failed, &message);
                let told = format!(
                    "an example of `{}` does not give what it wants{}\n{message}",
                    self.rule.id,
                    variant(test)
                );
                let finding = self.new_finding("T401", test, &told);
                let missing = tried.values.len() < wanted.len();
                (verdict, Some(self.why(finding, &tried, text, missing)))
            }
        }
    }

    /// Words of families that give no example.
    fn senseless_words(&self) -> Vec<Finding> {
        let faults = self.rule.tests.iter().flat_map(|t| Example::family(t).1);
        let finding = |(place, message): (_, String)| {
            Finding::new("T406", &self.rule.file, place, message).of_rule(&self.rule.id)
        };
        faults.map(finding).collect()
    }

    /// An example that could never say anything.
    fn senseless(&self, test: &Example, text: &str) -> Option<Finding> {
        if text.trim().is_empty() {
            let message = "nothing is left of this text when it is folded";
            return Some(
                self.new_finding("T403", test, message)
                    .help("give a text that has words"),
            );
        }
        let message = match (&test.want, &test.want_some) {
            (None, None) => "this example does not say what it wants",
            (Some(_), Some(_)) => "this example has both `want` and `want-some`",
            (None, Some(some)) if some.is_empty() => {
                "`want-some` names nothing, so nothing can fail"
            }
            _ => return None,
        };
        let help = "write `want` for the exact list of values, `want = []` for none, or `want-some` for some of them";
        Some(self.new_finding("T404", test, message).help(help))
    }

    fn verdict(&self, test: &Example, outcome: Outcome, message: &str) -> Verdict {
        Verdict {
            pack: self.pack.name.clone(),
            rule: self.rule.id.clone(),
            name: test.name.as_ref().unwrap_or(test.text.get_ref()).clone(),
            file: self.rule.file.clone(),
            range: test.text.span(),
            counter: test.want.as_ref().is_some_and(Vec::is_empty),
            outcome,
            message: message.to_owned(),
        }
    }

    fn new_finding(&self, code: &'static str, test: &Example, message: &str) -> Finding {
        Finding::new(code, &self.rule.file, test.text.span(), message).of_rule(&self.rule.id)
    }

    fn finding(&self, (code, message): (&'static str, String), test: &Example) -> Finding {
        self.new_finding(code, test, &message)
    }

    /// Says why a value did not come: what a guard rejected, what a normalizer refused, how near a pattern came.
    fn why(&self, mut finding: Finding, tried: &Tried, text: &str, missing: bool) -> Finding {
        if !missing {
            return finding;
        }
        let mut said = Vec::new();
        for Excluded { guard, range, .. } in &tried.run.excluded {
            said.push(format!(
                "`{guard}` rejects {}",
                quoted(&text[range.clone()])
            ));
        }
        for Refused {
            key,
            refusal,
            range,
            ..
        } in &tried.run.refused
        {
            said.push(format!(
                "`{key}` refuses {}: {refusal}",
                quoted(&text[range.clone()])
            ));
        }
        if said.is_empty() && tried.run.matched == 0 {
            match nearest(&self.patterns, text, &tried.ranges) {
                Some(near) => {
                    let place = near.needed;
                    let file = if place.site.is_some() {
                        &self.rule.file
                    } else {
                        &place.file
                    };
                    let range = place.site.unwrap_or(place.range);
                    let source = self.sources.get(file).map_or("", String::as_str);
                    let needed = source.get(range.clone()).unwrap_or_default();
                    said.push(format!(
                        "nearest: matched {}, then needed `{needed}` but found {}",
                        quoted(&near.matched),
                        if near.found.is_empty() {
                            "the end".to_owned()
                        } else {
                            quoted(&near.found)
                        }
                    ));
                    let file = file.clone();
                    finding = finding.label(&file, range, "needed here");
                }
                None if tried.ranges.is_empty() => {
                    said.push("the text has none of the rule's parts".to_owned())
                }
                None => said.push("no pattern of the rule even begins in this text".to_owned()),
            }
        }
        if said.is_empty() {
            return finding;
        }
        finding.help(said.join("\n"))
    }
}

/// Which one of its family an example is.
fn variant(test: &Example) -> String {
    match &test.instead {
        Some((key, word)) => format!(" with `{word}` instead of `{key}`"),
        None => String::new(),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\n', "⏎"))
}

/// What an example wants, and whether that is what came.
pub(super) fn wanted(test: &Example, got: &[Json]) -> (Vec<Json>, bool) {
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

fn json(table: &toml::Table) -> Json {
    serde_json::to_value(table).unwrap_or_default()
}

/// Whether every key wanted is there with that value.
fn holds(wanted: &Json, got: &Json) -> bool {
    wanted
        .as_object()
        .is_some_and(|keys| keys.iter().all(|(key, value)| got.get(key) == Some(value)))
}

fn shown(list: &[Json]) -> String {
    if list.is_empty() {
        return "nothing".to_owned();
    }
    let values: Vec<String> = list.iter().map(Json::to_string).collect();
    values.join("\n        ")
}
