//! Mutation: small changes of a rule that its own examples should notice. One that none notices is a part of the
//! rule that nothing tests. Every mutant runs on the real engine.

mod equivalent;
mod operators;
mod suggest;

use std::collections::{BTreeMap, BTreeSet};

pub use operators::Operator;
pub use suggest::Suggestion;

use super::bench;
use super::examples::wanted;
use super::finding::{Finding, Level, Report};
use super::slot::{self, Filled};
use crate::extract::Prepared;
use crate::rule::{Library, Loading, Pack, RawTest, Rule};

/// What the mutants of one kind came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Noticed by an example.
    pub killed: usize,
    /// Noticed by none.
    pub survived: usize,
    /// Not counted, by reason.
    pub skipped: BTreeMap<&'static str, usize>,
}

/// What all mutants came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mutation {
    /// By kind of change.
    pub by_operator: BTreeMap<Operator, Tally>,
}

impl Mutation {
    /// Killed and counted mutants.
    #[must_use]
    pub fn killed_of(&self) -> (usize, usize) {
        let sum = |of: fn(&Tally) -> usize| self.by_operator.values().map(of).sum::<usize>();
        (sum(|t| t.killed), sum(|t| t.killed + t.survived))
    }

    /// The share of mutants that an example notices; 1 where there are none.
    #[must_use]
    pub fn score(&self) -> f64 {
        let (killed, all) = self.killed_of();
        if all == 0 {
            return 1.0;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "mutants are far fewer than 2^52"
        )]
        let share = killed as f64 / all as f64;
        share
    }
}

/// Where a change stands in the files; a change inside a named pattern is one, however many rules use it.
type Key = (String, usize, usize, Operator);

/// Tries every mutant of the user's own rules. Survivors become findings T405.
pub fn mutate(loading: &Loading, report: &mut Report) {
    let seen = fates(&loading.library);
    let mut mutation = Mutation::default();
    for ((.., operator), fate) in seen {
        let tally = mutation.by_operator.entry(operator).or_default();
        match fate {
            Fate::Killed => tally.killed += 1,
            Fate::Skipped(reason) => *tally.skipped.entry(reason).or_default() += 1,
            Fate::Survived(finding) => {
                tally.survived += 1;
                report.findings.push(*finding);
            }
        }
    }
    report.mutation = Some(mutation);
    report.sort();
}

/// The rules of the user's own packs, ready to be changed.
fn own_rules(library: &Library) -> Vec<Mutating<'_>> {
    let mut out = Vec::new();
    for pack in library.packs.iter().filter(|p| !p.shipped) {
        for (index, rule) in pack.rules.iter().enumerate() {
            if pack.files.iter().any(|file| file.path == rule.file) {
                out.push(Mutating::new(library, pack, index, rule));
            }
        }
    }
    out
}

/// What becomes of every mutant.
fn fates(library: &Library) -> BTreeMap<Key, Fate> {
    let mut seen = BTreeMap::new();
    for mutating in own_rules(library) {
        mutating.run(&mut seen);
    }
    seen
}

/// Proposes examples that notice what none notices yet, for an author to read; each is told as it is found.
/// `only` limits them to one rule.
pub fn suggest(loading: &Loading, only: Option<&str>, tell: &mut dyn FnMut(Suggestion)) {
    let mut done = BTreeSet::new();
    for mutating in own_rules(&loading.library) {
        if only.is_some_and(|id| mutating.rule.id != id) {
            continue;
        }
        let mut seen = BTreeMap::new();
        mutating.run(&mut seen);
        let survived = seen
            .iter()
            .filter(|(_, fate)| matches!(fate, Fate::Survived(_)));
        let survivors: BTreeSet<Key> = survived.map(|(key, _)| key.clone()).collect();
        let found = mutating.suggest(&survivors, &mut done);
        found.into_iter().for_each(&mut *tell);
    }
}

/// What became of a mutant.
enum Fate {
    Killed,
    Survived(Box<Finding>),
    Skipped(&'static str),
}

struct Mutating<'a> {
    library: &'a Library,
    pack: &'a Pack,
    index: usize,
    rule: &'a Rule,
    /// Examples that pass, with their prepared texts.
    tests: Vec<(&'a RawTest, Prepared<'a>)>,
    patterns: Vec<Filled>,
}

impl<'a> Mutating<'a> {
    fn new(library: &'a Library, pack: &'a Pack, index: usize, rule: &'a Rule) -> Self {
        let patterns = slot::written(library, rule)
            .map(|(file, raw)| slot::filled(pack, file, raw))
            .unwrap_or_default();
        let mut out = Self {
            library,
            pack,
            index,
            rule,
            tests: Vec::new(),
            patterns,
        };
        let tests = rule.tests.iter().filter(|test| test.todo.is_none());
        out.tests = tests
            .map(|test| (test, bench::prepare(pack, rule, test.text.get_ref())))
            .filter(|(test, prepared)| out.holds(rule, test, prepared))
            .collect();
        out
    }

    fn holds(&self, rule: &Rule, test: &RawTest, prepared: &Prepared<'_>) -> bool {
        let tried = bench::run(self.library, self.pack, self.index, rule, prepared);
        wanted(test, &tried.values).1
    }

    fn run(&self, seen: &mut BTreeMap<Key, Fate>) {
        for filled in &self.patterns {
            for mutant in operators::mutants(filled) {
                let key = suggest::key(filled, &mutant);
                if matches!(seen.get(&key), Some(Fate::Killed)) {
                    continue;
                }
                let fate = self.fate(filled, &mutant);
                let worse = matches!(fate, Fate::Skipped(_)) && seen.contains_key(&key);
                if !worse {
                    seen.insert(key, fate);
                }
            }
        }
    }

    fn fate(&self, filled: &Filled, mutant: &operators::Mutant) -> Fate {
        if let Some(reason) = mutant.equivalent {
            return Fate::Skipped(reason);
        }
        let changed = match &mutant.pattern {
            Some(pattern) => filled.slot.put(self.rule, pattern),
            None => filled.slot.drop_from(self.rule),
        };
        let Some(changed) = changed else {
            return Fate::Skipped("the changed pattern is too large to build");
        };
        let noticed =
            |(test, prepared): &(&RawTest, Prepared<'_>)| !self.holds(&changed, test, prepared);
        if self.tests.iter().any(noticed) {
            Fate::Killed
        } else {
            Fate::Survived(Box::new(self.finding(filled, mutant)))
        }
    }

    fn finding(&self, filled: &Filled, mutant: &operators::Mutant) -> Finding {
        let place = filled.expanded.place(mutant.at.clone());
        let message = format!("no example of `{}` notices this part of it", self.rule.id);
        let finding = Finding::new("T405", &place.file, place.range, message)
            .level(Level::Note)
            .of_rule(&self.rule.id)
            .here(format!("{}, all examples still pass", mutant.change));
        match place.site {
            Some(site) => finding.label(&self.rule.file, site, "used here"),
            None => finding,
        }
    }
}
