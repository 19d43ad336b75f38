//! New examples for changes that no family notices: variations of examples that are there, or texts made from the
//! pattern. What they want is what the rule gives, which an author must find right.

use regex_syntax::ast::Ast;
use serde_json::Value as Json;

use super::suggest::Unnoticed;
use super::wishes::{choice, wishes_of};
use super::{Killed, Mutating};
use crate::check::bench;
use crate::check::sample::{Wish, sample};
use crate::check::slot::{Filled, Slot};
use crate::check::tree;

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

impl Mutating<'_> {
    /// Proposes new examples for what no family notices.
    pub(super) fn new_examples(
        &mut self,
        mut open: Vec<Unnoticed<'_>>,
        killed: &Killed,
        patterns: &[Filled],
    ) -> Vec<Suggestion> {
        let mut found: Vec<(String, Vec<Json>)> = Vec::new();
        while let Some(mut one) = open.pop() {
            let texts = self.candidates(&one, patterns).into_iter().take(TRIED);
            let mut told = None;
            for text in texts {
                let values = self.given(&text);
                let changed = one.changed(self, |changed| changed.given(&text));
                if changed.is_some_and(|c| c != values) {
                    told = Some((text, values));
                    break;
                }
            }
            let Some((text, values)) = told else {
                continue;
            };
            killed.add(&one.key);
            open.retain_mut(|other| {
                let changed = other.changed(self, |changed| changed.given(&text));
                let noticed = changed.is_some_and(|c| c != values);
                if noticed {
                    killed.add(&other.key);
                }
                !noticed
            });
            found.push((text, values));
        }
        found.extend(self.near_misses(&found, patterns));
        self.joined(found)
    }

    fn given(&self, text: &str) -> Vec<Json> {
        self.values(&bench::prepare(self.own.pack, self.own.rule, text))
    }

    /// Texts that may tell the rule from the changed one, the most natural first.
    fn candidates(&self, one: &Unnoticed<'_>, patterns: &[Filled]) -> Vec<String> {
        let Some(ast) = tree::parse(&one.filled.expanded.text) else {
            return Vec::new();
        };
        let words = wishes_of(&ast, &one.mutant);
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
                .bases(patterns)
                .iter()
                .flat_map(|base| self.put_in(base, &made))
                .collect(),
        }
    }

    /// Texts on which the rule gives a value.
    fn bases(&self, patterns: &[Filled]) -> Vec<String> {
        let mut out: Vec<String> = self
            .tests
            .iter()
            .map(|(_, prepared)| prepared.folded.text.clone())
            .filter(|text| !self.given(text).is_empty())
            .take(3)
            .collect();
        if out.is_empty() {
            let made = patterns
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
        let Some(regex) = Slot::Match(number).build(&named) else {
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
    fn near_misses(
        &self,
        found: &[(String, Vec<Json>)],
        patterns: &[Filled],
    ) -> Vec<(String, Vec<Json>)> {
        let counters = self
            .rule
            .tests
            .iter()
            .filter(|t| t.want.as_ref().is_some_and(Vec::is_empty));
        let have = counters.count() + found.iter().filter(|(_, values)| values.is_empty()).count();
        let mut out: Vec<(String, Vec<Json>)> = Vec::new();
        for filled in patterns.iter().filter(|f| matches!(f.slot, Slot::Match(_))) {
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
                    if fresh && self.given(&text).is_empty() {
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
                (self.given(&together) == both).then(|| {
                    (*count, *all, *want) = (*count + 1, together, both);
                })
            });
            if joined.is_none() {
                out.push((1, text, values));
            }
        }
        out.into_iter()
            .map(|(_, text, want)| Suggestion {
                rule: self.own.rule.id.clone(),
                file: self.own.rule.file.clone(),
                text,
                want,
            })
            .collect()
    }
}
