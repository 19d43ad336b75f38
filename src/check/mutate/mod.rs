//! Mutation: small changes of a rule that its own examples should notice. One that none notices is a part of the
//! rule that nothing tests. Every mutant runs on the real engine.

mod equivalent;
mod fresh;
mod instead;
mod operators;
mod spoil;
mod suggest;
mod widen;
mod wishes;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde_json::Value as Json;

pub use fresh::Suggestion;
pub use operators::Operator;
pub use suggest::{Family, Proposals, suggest};
pub use write::with_families;

use operators::Mutant;

use super::bench;
use super::examples::wanted;
use super::finding::{Finding, Level, Report};
use super::slot::{self, Filled, Slot};
use crate::extract::Prepared;
use crate::rule::{Example, Library, Loading, Pack, Rule};
use crate::search::Pattern;

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

/// What became of the mutants of one rule.
#[derive(Debug, Default)]
pub struct Fates(BTreeMap<Key, Fate>);

/// Runs a number of jobs that know nothing of each other, and gives what they came to in their order.
pub type Spread<'a> = dyn Fn(usize, &(dyn Fn(usize) -> Fates + Sync)) -> Vec<Fates> + 'a;

/// Tries every mutant of the user's own rules, one job a rule. Survivors become findings T405.
pub fn mutate(loading: &Loading, report: &mut Report, spread: &Spread<'_>) {
    let rules = own_rules(&loading.library);
    let killed = Killed::default();
    let job = |number: usize| {
        let examples = rules[number].rule.examples();
        let mut mutating = Mutating::new(rules[number], &examples);
        mutating.run(&killed)
    };
    let mut seen: BTreeMap<Key, Fate> = BTreeMap::new();
    for (key, fate) in spread(rules.len(), &job).into_iter().flat_map(|f| f.0) {
        match seen.get(&key) {
            Some(known) if known.weight() >= fate.weight() => {}
            _ => drop(seen.insert(key, fate)),
        }
    }
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

/// Asks that the examples notice a share of the mutants that were tried; finding G611 where they do not.
pub fn ask(report: &mut Report, least: f64) {
    let Some(mutation) = &report.mutation else {
        return;
    };
    let (killed, all) = mutation.killed_of();
    if all > 0 && mutation.score() >= least {
        return;
    }
    let message = format!(
        "the examples notice {killed} of {all} mutants, {:.3}, and {least} is asked for",
        mutation.score()
    );
    let help = "`--notes` shows each that none notices, `--suggest` proposes examples";
    let finding = Finding::new("G611", "", 0..0, message).help(help);
    report.findings.push(finding);
    report.sort();
}

/// A rule in its place.
#[derive(Clone, Copy)]
struct Own<'a> {
    library: &'a Library,
    pack: &'a Pack,
    index: usize,
    rule: &'a Rule,
}

/// The rules of the user's own packs.
fn own_rules(library: &Library) -> Vec<Own<'_>> {
    let mut out = Vec::new();
    for pack in library.packs.iter().filter(|p| !p.shipped) {
        for (index, rule) in pack.rules.iter().enumerate() {
            if pack.files.iter().any(|file| file.path == rule.file) {
                out.push(Own {
                    library,
                    pack,
                    index,
                    rule,
                });
            }
        }
    }
    out
}

/// Mutants that some rule's examples notice; the other rules that use the same pattern need not try them.
#[derive(Default)]
struct Killed(Mutex<BTreeSet<Key>>);

impl Killed {
    fn has(&self, key: &Key) -> bool {
        self.0.lock().is_ok_and(|killed| killed.contains(key))
    }

    fn add(&self, key: &Key) {
        if let Ok(mut killed) = self.0.lock() {
            killed.insert(key.clone());
        }
    }
}

/// What became of a mutant.
#[derive(Debug)]
enum Fate {
    Killed,
    Survived(Box<Finding>),
    Skipped(&'static str),
}

impl Fate {
    /// Which of two counts, where two rules share a pattern.
    const fn weight(&self) -> u8 {
        match self {
            Self::Killed => 2,
            Self::Survived(_) => 1,
            Self::Skipped(_) => 0,
        }
    }
}

/// A rule that is changed in one pattern at a time; the others stay built.
struct Mutating<'a> {
    own: Own<'a>,
    /// The rule as it is, and while a mutant is tried, as it is not.
    rule: Rule,
    /// Examples that pass, with their prepared texts.
    tests: Vec<(&'a Example, Prepared<'a>)>,
    patterns: Vec<Filled>,
}

impl<'a> Mutating<'a> {
    fn new(own: Own<'a>, examples: &'a [Example]) -> Self {
        let patterns = slot::written(own.library, own.rule)
            .map(|(file, raw)| slot::filled(own.pack, file, raw))
            .unwrap_or_default();
        let mut out = Self {
            own,
            rule: own.rule.clone(),
            tests: Vec::new(),
            patterns,
        };
        let tests = examples.iter().filter(|test| test.todo.is_none());
        out.tests = tests
            .map(|test| {
                (
                    test,
                    bench::prepare(own.pack, own.rule, test.text.get_ref()),
                )
            })
            .filter(|(test, prepared)| out.holds(test, prepared))
            .collect();
        out
    }

    /// Whether the rule, as it is now, gives what an example wants.
    fn holds(&self, test: &Example, prepared: &Prepared<'_>) -> bool {
        wanted(test, &self.values(prepared)).1
    }

    fn values(&self, prepared: &Prepared<'_>) -> Vec<Json> {
        let Own {
            library,
            pack,
            index,
            ..
        } = self.own;
        bench::run(library, pack, index, &self.rule, prepared).values
    }

    /// What `of` says while another pattern stands in a slot.
    fn with<T>(
        &mut self,
        slot: Slot,
        pattern: &mut Pattern,
        of: impl FnOnce(&Self) -> T,
    ) -> Option<T> {
        std::mem::swap(slot.of(&mut self.rule)?, pattern);
        let said = of(self);
        std::mem::swap(slot.of(&mut self.rule)?, pattern);
        Some(said)
    }

    fn run(&mut self, killed: &Killed) -> Fates {
        let patterns = std::mem::take(&mut self.patterns);
        let mut fates = BTreeMap::new();
        for filled in &patterns {
            for mutant in operators::mutants(filled) {
                let key = key(filled, &mutant);
                if killed.has(&key) {
                    continue;
                }
                let fate = self.fate(filled, &mutant);
                if matches!(fate, Fate::Killed) {
                    killed.add(&key);
                }
                fates.insert(key, fate);
            }
        }
        self.patterns = patterns;
        Fates(fates)
    }

    fn fate(&mut self, filled: &Filled, mutant: &Mutant) -> Fate {
        if let Some(reason) = mutant.equivalent {
            return Fate::Skipped(reason);
        }
        let may_notice: Vec<usize> = (0..self.tests.len())
            .filter(|n| mutant.may_show(&self.tests[*n].1.folded.text))
            .collect();
        let noticed = if may_notice.is_empty() {
            false
        } else {
            let Some(mut pattern) = mutant.built(filled.slot) else {
                return Fate::Skipped("the changed pattern is too large to build");
            };
            let noticed = |changed: &Self| {
                may_notice.iter().any(|n| {
                    let (test, prepared) = &changed.tests[*n];
                    !changed.holds(test, prepared)
                })
            };
            self.with(filled.slot, &mut pattern, noticed) == Some(true)
        };
        if noticed {
            Fate::Killed
        } else {
            Fate::Survived(Box::new(self.finding(filled, mutant)))
        }
    }

    fn finding(&self, filled: &Filled, mutant: &Mutant) -> Finding {
        let place = filled.expanded.place(mutant.at.clone());
        let message = format!(
            "no example of `{}` notices this part of it",
            self.own.rule.id
        );
        let finding = Finding::new("T405", &place.file, place.range, message)
            .level(Level::Note)
            .of_rule(&self.own.rule.id)
            .here(format!("{}, all examples still pass", mutant.change));
        match place.site {
            Some(site) => finding.label(&self.own.rule.file, site, "used here"),
            None => finding,
        }
    }
}

/// Where a mutant stands in the files.
fn key(filled: &Filled, mutant: &Mutant) -> Key {
    let place = filled.expanded.place(mutant.at.clone());
    (
        place.file,
        place.range.start,
        place.range.end,
        mutant.operator,
    )
}
