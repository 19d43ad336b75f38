//! What each rule costs: the time that it takes by itself over a corpus. Reads no clock; the caller has one.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::finding::{Finding, Level};
use crate::extract::{Prepared, page_of};
use crate::matching::{Normalizing, run_rule};
use crate::rule::compiled::fits;
use crate::rule::{Library, Pack};

/// A rule that takes a larger share of the time of its pack is told of.
const MUCH: f64 = 0.2;

/// Time spent by rule, by pack; costs add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Costs {
    /// Nanoseconds by pack and rule.
    pub rules: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Costs {
    /// Runs every rule on a document by itself and asks the clock before and after.
    #[must_use]
    pub fn of(library: &Library, prepared: &Prepared<'_>, clock: &dyn Fn() -> Duration) -> Self {
        let page = page_of(prepared);
        let pack = prepared.pack;
        let normalizing = Normalizing {
            page: &page,
            pack,
            tables: &library.tables,
            context: &prepared.context,
        };
        let mut times = BTreeMap::new();
        let rules = pack.rules.iter().enumerate();
        for (index, rule) in rules.filter(|(_, rule)| fits(&rule.genres, &prepared.genre)) {
            let before = clock();
            drop(run_rule(index, rule, &normalizing));
            let took = clock().saturating_sub(before).as_nanos();
            times.insert(rule.id.clone(), u64::try_from(took).unwrap_or(u64::MAX));
        }
        Self {
            rules: BTreeMap::from([(pack.name.clone(), times)]),
        }
    }

    /// Adds the costs of further documents.
    pub fn add(&mut self, other: Self) {
        for (pack, rules) in other.rules {
            let own = self.rules.entry(pack).or_default();
            for (rule, time) in rules {
                *own.entry(rule).or_default() += time;
            }
        }
    }

    /// The rules of a pack with their share of its time, the dearest first.
    #[must_use]
    pub fn shares(&self, pack: &str) -> Vec<(&str, u64, f64)> {
        let Some(rules) = self.rules.get(pack) else {
            return Vec::new();
        };
        let all: u64 = rules.values().sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "shown with one digit after the point"
        )]
        let share = |time: u64| time as f64 / all.max(1) as f64;
        let shares = rules
            .iter()
            .map(|(rule, time)| (rule.as_str(), *time, share(*time)));
        let mut shares: Vec<_> = shares.collect();
        shares.sort_by_key(|(rule, time, _)| (std::cmp::Reverse(*time), *rule));
        shares
    }

    /// Tells of rules that take a large part of the time of their pack.
    #[must_use]
    pub fn judge<'a>(&self, packs: impl Iterator<Item = &'a Pack>) -> Vec<Finding> {
        let mut out = Vec::new();
        for pack in packs {
            let shares = self.shares(&pack.name);
            for (id, _, share) in shares.into_iter().filter(|(.., share)| *share > MUCH) {
                let Some(rule) = pack.rules.iter().find(|r| r.id == id) else {
                    continue;
                };
                let message = format!(
                    "`{id}` takes {:.0} % of the time of all {} rules of pack {}",
                    share * 100.0,
                    pack.rules.len(),
                    pack.name
                );
                let finding = Finding::new("P801", &rule.file, rule.at.clone(), message);
                out.push(finding.level(Level::Note).of_rule(id).help(
                    "narrow `in`, begin its patterns with a word, or write `[^。]*` for `.{0,N}`",
                ));
            }
        }
        out
    }
}
