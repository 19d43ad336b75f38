//! Examples that would notice what none notices yet: proposed for an author to read, never taken for right. Each
//! is a variation of an example that is there, or a text made from the pattern, and was seen to tell the rule
//! from the changed rule.

use std::collections::BTreeSet;
use std::ops::Range;

use regex_syntax::ast::Ast;
use serde_json::Value as Json;

use super::operators::{Mutant, Operator, mutants};
use super::{Key, Mutating};
use crate::check::bench;
use crate::check::sample::{Wish, bounds, sample};
use crate::check::slot::{Filled, Slot};
use crate::check::tree;
use crate::rule::Rule;

/// Places of a match at which words are put in.
const PLACES: usize = 12;
/// Texts that are tried for one change.
const TRIED: usize = 60;
/// Texts that are joined to one example.
const JOINED: usize = 8;

/// A proposed example.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The rule it is for.
    pub rule: String,
    /// The file of the rule.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What the rule gives on it now.
    pub want: Vec<Json>,
}

impl Suggestion {
    /// The example as a rule file holds it.
    #[must_use]
    pub fn toml(&self) -> String {
        let value = |json: &Json| toml::Value::try_from(json).map(|v| v.to_string());
        let without_null = |json: &Json| {
            let mut json = json.clone();
            if let Some(keys) = json.as_object_mut() {
                keys.retain(|_, v| !v.is_null());
            }
            json
        };
        let want: Vec<String> = self
            .want
            .iter()
            .filter_map(|w| value(&without_null(w)).ok())
            .collect();
        let text = toml::Value::String(self.text.clone());
        format!(
            "[[rule.test]]\ntext = {text}\nwant = [{}]\n",
            want.join(", ")
        )
    }
}

/// A changed rule that no example tells from the rule.
struct Unnoticed<'m> {
    key: Key,
    filled: &'m Filled,
    mutant: Mutant,
    changed: Rule,
}

impl Mutating<'_> {
    /// Proposes examples for the mutants of `survivors` that are not `done`, and says which they notice.
    pub(super) fn suggest(
        &self,
        survivors: &BTreeSet<Key>,
        done: &mut BTreeSet<Key>,
    ) -> Vec<Suggestion> {
        let mut open: Vec<Unnoticed<'_>> = Vec::new();
        for filled in &self.patterns {
            for mutant in mutants(filled) {
                let key = key(filled, &mutant);
                let changed = match &mutant.pattern {
                    Some(pattern) => filled.slot.put(self.rule, pattern),
                    None => filled.slot.drop_from(self.rule),
                };
                let open_still = survivors.contains(&key) && !done.contains(&key);
                if let (true, Some(changed)) = (open_still, changed) {
                    open.push(Unnoticed {
                        key,
                        filled,
                        mutant,
                        changed,
                    });
                }
            }
        }
        let mut found: Vec<(String, Vec<Json>)> = Vec::new();
        while let Some(one) = open.pop() {
            let texts = self.candidates(&one).into_iter().take(TRIED);
            let Some((text, values)) = texts.into_iter().find_map(|text| {
                let values = self.values(self.rule, &text);
                (self.values(&one.changed, &text) != values).then_some((text, values))
            }) else {
                continue;
            };
            done.insert(one.key);
            open.retain(|other| {
                let noticed = self.values(&other.changed, &text) != values;
                if noticed {
                    done.insert(other.key.clone());
                }
                !noticed
            });
            found.push((text, values));
        }
        found.extend(self.near_misses(&found));
        self.joined(found)
    }

    fn values(&self, rule: &Rule, text: &str) -> Vec<Json> {
        let prepared = bench::prepare(self.pack, rule, text);
        bench::run(self.library, self.pack, self.index, rule, &prepared).values
    }

    /// Texts that may tell the rule from the changed one, the most natural first.
    fn candidates(&self, one: &Unnoticed<'_>) -> Vec<String> {
        let Some(ast) = tree::parse(&one.filled.expanded.text) else {
            return Vec::new();
        };
        let words = wishes(&ast, &one.mutant);
        let pattern = &one.filled.expanded.text;
        let made = words.iter().filter_map(|wish| sample(pattern, &ast, wish));
        let made: Vec<String> = made.filter(|text| !text.trim().is_empty()).collect();
        match one.filled.slot {
            Slot::Match(number) => {
                let mut out = self.varied(one, number, &ast, &words);
                out.extend(made);
                out
            }
            _ => self
                .bases()
                .iter()
                .flat_map(|base| self.put_in(base, &made))
                .collect(),
        }
    }

    /// Texts on which the rule gives a value.
    fn bases(&self) -> Vec<String> {
        let mut out: Vec<String> = self
            .tests
            .iter()
            .map(|(_, prepared)| prepared.folded.text.clone())
            .filter(|text| !self.values(self.rule, text).is_empty())
            .take(3)
            .collect();
        if out.is_empty() {
            let made = self
                .patterns
                .iter()
                .filter(|f| matches!(f.slot, Slot::Match(_)))
                .filter_map(|f| {
                    let wish = Wish {
                        some: 2,
                        ..Wish::default()
                    };
                    sample(&f.expanded.text, &tree::parse(&f.expanded.text)?, &wish)
                });
            out.extend(made);
        }
        out
    }

    /// Examples that are there, with other words where the changed part of the pattern matched.
    fn varied(
        &self,
        one: &Unnoticed<'_>,
        number: usize,
        ast: &Ast,
        wishes: &[Wish],
    ) -> Vec<String> {
        let pattern = &one.filled.expanded.text;
        let Some(node) = choice(ast, &one.mutant) else {
            return Vec::new();
        };
        let range = tree::range(node);
        let mut named = pattern.clone();
        named.insert(range.end, ')');
        named.insert_str(range.start, "(?P<casemill_part>");
        let Some(marked) = Slot::Match(number).put(self.rule, &named) else {
            return Vec::new();
        };
        let Some(regex) = marked.patterns.get(number) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (_, prepared) in &self.tests {
            let text = prepared.folded.text.as_str();
            let Some(part) = regex.groups(text).and_then(|g| g.name("casemill_part")) else {
                continue;
            };
            for wish in wishes {
                if let Some(words) = sample(pattern, node, wish) {
                    let mut varied = text.to_owned();
                    varied.replace_range(part.clone(), &words);
                    out.push(varied);
                }
            }
        }
        out
    }

    /// A text with words put in around and inside what the rule matches.
    fn put_in(&self, base: &str, words: &[String]) -> Vec<String> {
        let found = self.rule.patterns.iter().find_map(|p| p.find_at(base, 0));
        let range = found.unwrap_or(0..base.len());
        let inside = base[range.clone()]
            .char_indices()
            .map(|(at, _)| range.start + at);
        let places: Vec<usize> = inside.chain([range.end, base.len(), 0]).collect();
        let step = places.len().div_ceil(PLACES).max(1);
        let mut out = Vec::new();
        for place in places
            .iter()
            .step_by(step)
            .chain([&range.start, &range.end])
        {
            for word in words {
                let mut text = base.to_owned();
                text.insert_str(*place, word);
                out.push(text);
            }
        }
        out
    }

    /// Counter-examples for a rule that has less than two: texts of its patterns without one piece.
    fn near_misses(&self, found: &[(String, Vec<Json>)]) -> Vec<(String, Vec<Json>)> {
        let counters = self
            .rule
            .tests
            .iter()
            .filter(|t| t.want.as_ref().is_some_and(Vec::is_empty));
        let have = counters.count() + found.iter().filter(|(_, values)| values.is_empty()).count();
        let mut out: Vec<(String, Vec<Json>)> = Vec::new();
        for filled in self
            .patterns
            .iter()
            .filter(|f| matches!(f.slot, Slot::Match(_)))
        {
            let Some(ast) = tree::parse(&filled.expanded.text) else {
                continue;
            };
            for branch in tree::branches(&ast) {
                for piece in tree::pieces(branch).into_iter().rev() {
                    if have + out.len() >= 2 {
                        return out;
                    }
                    let wish = Wish {
                        some: 2,
                        without: Some(piece),
                        ..Wish::default()
                    };
                    let Some(text) = sample(&filled.expanded.text, branch, &wish) else {
                        continue;
                    };
                    let fresh = !text.trim().is_empty() && out.iter().all(|(t, _)| *t != text);
                    if fresh && self.values(self.rule, &text).is_empty() {
                        out.push((text, Vec::new()));
                    }
                }
            }
        }
        out
    }

    /// Texts of one kind joined, where the rule gives on them together what it gives on each.
    fn joined(&self, found: Vec<(String, Vec<Json>)>) -> Vec<Suggestion> {
        let mut out: Vec<(usize, String, Vec<Json>)> = Vec::new();
        for (text, values) in found {
            let joined = out.iter_mut().find_map(|(count, all, want)| {
                if values.is_empty() || want.is_empty() || *count >= JOINED {
                    return None;
                }
                let together = format!("{all}\n{text}");
                let both: Vec<Json> = want.iter().chain(&values).cloned().collect();
                (self.values(self.rule, &together) == both).then(|| {
                    (*count, *all, *want) = (*count + 1, together, both);
                })
            });
            if joined.is_none() {
                out.push((1, text, values));
            }
        }
        out.into_iter()
            .map(|(_, text, want)| Suggestion {
                rule: self.rule.id.clone(),
                file: self.rule.file.clone(),
                text,
                want,
            })
            .collect()
    }
}

/// Where a mutant stands in the files.
pub(super) fn key(filled: &Filled, mutant: &Mutant) -> Key {
    let place = filled.expanded.place(mutant.at.clone());
    (
        place.file,
        place.range.start,
        place.range.end,
        mutant.operator,
    )
}

/// Ways through a pattern that the change of a mutant concerns.
fn wishes(ast: &Ast, mutant: &Mutant) -> Vec<Wish> {
    let mut out = Vec::new();
    let times = match mutant.operator {
        Operator::LoosenBound => numbers(ast, &mutant.at),
        _ => vec![None],
    };
    for some in [2, 0, 1, 4] {
        for times in &times {
            out.push(Wish {
                through: mutant.at.clone(),
                times: times.map(|n| (mutant.at.clone(), n)),
                some,
                without: None,
            });
        }
    }
    out
}

/// Numbers of times just outside the bounds whose operator stands at `at`.
fn numbers(ast: &Ast, at: &Range<usize>) -> Vec<Option<u32>> {
    let mut out = Vec::new();
    tree::walk(ast, &mut |node| {
        if let Ast::Repetition(repetition) = node
            && tree::span(&repetition.op.span) == *at
        {
            let (least, most) = bounds(&repetition.op.kind);
            out.extend(most.checked_add(1).filter(|n| *n < 400).map(Some));
            out.extend(least.checked_sub(1).filter(|n| *n > 0).map(Some));
        }
    });
    out
}

/// The alternation or repetition that a mutant changes.
fn choice<'a>(ast: &'a Ast, mutant: &Mutant) -> Option<&'a Ast> {
    let mut found = None;
    tree::walk(ast, &mut |node| match node {
        Ast::Alternation(a) if a.asts.iter().any(|b| tree::range(b) == mutant.at) => {
            found = Some(node)
        }
        Ast::Repetition(r) if tree::span(&r.op.span) == mutant.at => found = Some(node),
        _ => {}
    });
    found
}
