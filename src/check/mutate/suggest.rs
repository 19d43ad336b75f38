//! What is proposed for a rule whose changes no example notices: families of examples that are there first, and new
//! examples for the rest. For an author to read, never taken for right; each was seen to tell the rule from the
//! changed rule.

use std::collections::{BTreeMap, BTreeSet};

use super::fresh::Suggestion;
use super::instead::{Choices, Other};
use super::operators::{Mutant, mutants};
use super::{Fate, Key, Killed, Mutating, key, own_rules};
use crate::check::slot::Filled;
use crate::check::tree;
use crate::rule::Loading;
use crate::search::Pattern;

/// Other words for words of examples that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The rule it is for.
    pub rule: String,
    /// The file of the rule.
    pub file: String,
    /// Number of the example among those of the rule.
    pub test: usize,
    /// A key of what is wanted that goes with the words: the family is a copy of the example without it.
    pub without: Option<String>,
    /// Words of the example, and those that may stand in their place.
    pub instead: BTreeMap<String, Vec<String>>,
    /// Whether the rule gives nothing with them.
    pub nothing: bool,
}

impl Family {
    /// The key that holds its words.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        if self.nothing {
            "not-instead"
        } else {
            "instead"
        }
    }

    /// The family as a rule file holds it.
    #[must_use]
    pub fn toml(&self) -> String {
        let quoted = |text: &String| toml::Value::String(text.clone()).to_string();
        let words = self.instead.iter().map(|(key, words)| {
            let words: Vec<String> = words.iter().map(quoted).collect();
            format!("{} = [{}]", quoted(key), words.join(", "))
        });
        let words: Vec<String> = words.collect();
        let copy = match &self.without {
            Some(key) => format!(", copied without `{key}`"),
            None => String::new(),
        };
        let number = self.test + 1;
        format!(
            "# to example {number}{copy}\n{} = {{ {} }}\n",
            self.key(),
            words.join(", ")
        )
    }
}

/// What is proposed for one rule.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Families of examples that are there.
    pub families: Vec<Family>,
    /// Examples that are new.
    pub examples: Vec<Suggestion>,
}

/// Proposes examples that notice what none notices yet, for an author to read; those of each rule are told as they
/// are found. `only` limits them to one rule.
pub fn suggest(loading: &Loading, only: Option<&str>, tell: &mut dyn FnMut(Proposals)) {
    let killed = Killed::default();
    // what another rule's examples notice needs no example more
    for own in own_rules(&loading.library) {
        let examples = own.rule.examples();
        Mutating::new(own, &examples).run(&killed);
    }
    for own in own_rules(&loading.library) {
        if only.is_some_and(|id| own.rule.id != id) {
            continue;
        }
        let examples = own.rule.examples();
        let mut mutating = Mutating::new(own, &examples);
        let fates = mutating.run(&killed).0;
        let survived = fates
            .into_iter()
            .filter(|(_, f)| matches!(f, Fate::Survived(_)));
        let survivors: BTreeSet<Key> = survived.map(|(key, _)| key).collect();
        tell(mutating.proposals(&survivors, &killed));
    }
}

/// A changed pattern that no example tells from the pattern.
pub(super) struct Unnoticed<'m> {
    pub(super) key: Key,
    pub(super) filled: &'m Filled,
    pub(super) mutant: Mutant,
    built: Option<Pattern>,
}

impl Unnoticed<'_> {
    /// What `of` says of the changed rule.
    pub(super) fn changed<T>(
        &mut self,
        mutating: &mut Mutating<'_>,
        of: impl FnOnce(&Mutating<'_>) -> T,
    ) -> Option<T> {
        if self.built.is_none() {
            self.built = self.mutant.built(self.filled.slot);
        }
        mutating.with(self.filled.slot, self.built.as_mut()?, |m| of(m))
    }
}

impl Mutating<'_> {
    fn proposals(&mut self, survivors: &BTreeSet<Key>, killed: &Killed) -> Proposals {
        let patterns = std::mem::take(&mut self.patterns);
        let mut others: Vec<Other> = Vec::new();
        let mut left: Vec<Unnoticed<'_>> = Vec::new();
        for filled in &patterns {
            let Some(ast) = tree::parse(&filled.expanded.text) else {
                continue;
            };
            // a named pattern is tried in every place that uses it
            let is_open = |key: &Key| survivors.contains(key) && !killed.has(key);
            let mut open = unnoticed(filled, is_open);
            if open.is_empty() {
                continue;
            }
            let choices = Choices::of(self, filled, &ast);
            for other in &others {
                self.forget_noticed(other, &mut open, killed);
            }
            open.reverse();
            while let Some(mut one) = open.pop() {
                let other = choices
                    .as_ref()
                    .and_then(|choices| self.other(choices, &mut one));
                let other = other.or_else(|| self.spoiled(choices.as_ref(), &mut one));
                match other {
                    Some(other) => {
                        killed.add(&one.key);
                        self.forget_noticed(&other, &mut open, killed);
                        others.push(other);
                    }
                    None => left.push(one),
                }
            }
        }
        left.retain(|one| !killed.has(&one.key));
        let examples = self.new_examples(left, killed, &patterns);
        self.patterns = patterns;
        Proposals {
            families: self.families(others),
            examples,
        }
    }

    /// Drops the changes that a variant notices.
    fn forget_noticed(&mut self, other: &Other, open: &mut Vec<Unnoticed<'_>>, killed: &Killed) {
        let example = self.written().find(|(n, _)| *n == other.test);
        let Some(example) = example.map(|(_, (e, _))| (*e).clone()) else {
            return;
        };
        open.retain_mut(|one| {
            let noticed = self.notices(&example, other, one);
            if noticed {
                killed.add(&one.key);
            }
            !noticed
        });
    }

    fn families(&self, others: Vec<Other>) -> Vec<Family> {
        let mut out: Vec<Family> = Vec::new();
        for other in others {
            let same = |f: &Family| {
                f.test == other.test && f.without == other.without && f.nothing == other.nothing
            };
            let at = out.iter().position(same).unwrap_or_else(|| {
                out.push(Family {
                    rule: self.own.rule.id.clone(),
                    file: self.own.rule.file.clone(),
                    test: other.test,
                    without: other.without.clone(),
                    instead: BTreeMap::new(),
                    nothing: other.nothing,
                });
                out.len() - 1
            });
            let words = out[at].instead.entry(other.key).or_default();
            if !words.contains(&other.word) {
                words.push(other.word);
            }
        }
        out
    }
}

/// The changes of a pattern that are open still, each once.
fn unnoticed(filled: &Filled, is_open: impl Fn(&Key) -> bool) -> Vec<Unnoticed<'_>> {
    let mut open: Vec<Unnoticed<'_>> = Vec::new();
    for mutant in mutants(filled) {
        let key = key(filled, &mutant);
        if is_open(&key) && open.iter().all(|o| o.key != key) {
            open.push(Unnoticed {
                key,
                filled,
                mutant,
                built: None,
            });
        }
    }
    open
}
