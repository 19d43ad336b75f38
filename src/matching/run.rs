//! One rule over one page: its matches, what its guards reject, what its normalizers refuse.

use std::ops::Range;

use crate::rule::Rule;
use crate::rule::compiled::Unit;
use crate::search::{Groups, Hits, Pattern, Walk};
use crate::section::excluded;

use super::candidate::{Candidate, Value, next_start};
use super::captured::Captured;
use super::normalizing::{Normalizing, Values};
use super::rule_run::{Excluded, Refused, RuleRun};
use super::unit::{trim, units};

/// Runs a rule over a page.
#[must_use]
pub fn run_rule(index: usize, rule: &Rule, normalizing: &Normalizing<'_>) -> RuleRun {
    let mut runner = Runner {
        index,
        rule,
        normalizing,
        out: RuleRun::default(),
        group: 0,
    };
    let says = |when| normalizing.page.says(when);
    if !rule.when.as_ref().is_none_or(says) {
        runner.out.unmet = true;
        return runner.out;
    }
    for range in normalizing.page.ranges(&rule.scope) {
        runner.out.ranges += 1;
        match rule.unit {
            Unit::Match => runner.matches(range),
            unit => runner.units(range, unit),
        }
    }
    runner.out
}

struct Runner<'a> {
    index: usize,
    rule: &'a Rule,
    normalizing: &'a Normalizing<'a>,
    out: RuleRun,
    group: usize,
}

impl<'a> Runner<'a> {
    fn text(&self) -> &'a str {
        self.normalizing.page.text()
    }

    fn exclude(&mut self, pattern: usize, guard: &'static str, range: Range<usize>) {
        self.out.excluded.push(Excluded {
            pattern,
            guard,
            range,
        });
    }

    fn hits(&self) -> &'a Hits {
        &self.normalizing.page.hits
    }

    /// Whole clauses, sentences or paragraphs that hold a match.
    fn units(&mut self, range: Range<usize>, unit: Unit) {
        // most patterns stand nowhere in a range, and need not be asked of each unit then
        let numbered = self.rule.patterns.iter().enumerate();
        let patterns: Vec<(usize, &Pattern)> = numbered
            .filter(|(_, pattern)| self.hits().may_match(pattern, &range))
            .collect();
        if patterns.is_empty() {
            return;
        }
        for place in units(
            self.text(),
            range,
            unit,
            &self.normalizing.pack.abbreviations,
        ) {
            for &(number, pattern) in &patterns {
                if !self.hits().may_match(pattern, &place) {
                    continue;
                }
                let mut walk = Walk::new(pattern, self.text(), place.clone(), self.hits());
                let Some(groups) = walk.groups(place.start) else {
                    continue;
                };
                let text = &self.text()[..place.end];
                self.out.matched += 1;
                if let Some(guard) = excluded(&self.rule.guards, text, place.clone(), self.hits()) {
                    self.exclude(number, guard, place.clone());
                    break;
                }
                let mut captured: Captured<'_> = groups.named().collect();
                captured.insert("match", place.clone());
                self.group += 1;
                self.propose(number, place.clone(), &captured);
                break;
            }
        }
    }

    fn matches(&mut self, range: Range<usize>) {
        for (number, pattern) in self.rule.patterns.iter().enumerate() {
            // cut at the end only, so that `^` sees the true context
            let text = &self.text()[..range.end];
            let mut walk = Walk::new(pattern, text, range.clone(), self.hits());
            let mut at = range.start;
            while let Some(groups) = walk.groups(at) {
                at = self.one_match(number, groups.named().collect(), core(&groups), text);
            }
        }
    }

    /// Handles a match and its repeats; says where to look on.
    fn one_match(
        &mut self,
        number: usize,
        mut captured: Captured<'a>,
        whole: Range<usize>,
        text: &'a str,
    ) -> usize {
        self.out.matched += 1;
        if let Some(guard) = excluded(&self.rule.guards, text, whole.clone(), self.hits()) {
            self.exclude(number, guard, whole.clone());
            return next_start(text, whole);
        }
        captured.insert("match", whole.clone());
        self.group += 1;
        self.propose(number, whole.clone(), &captured);
        let Some(repeat) = &self.rule.repeat else {
            return next_start(text, whole);
        };
        let mut end = whole.end;
        let mut inherited = Vec::new();
        while let Some(groups) = repeat.groups(&text[end..]) {
            if groups.whole().is_empty() {
                break;
            }
            let again = core(&groups);
            let place = end + again.start..end + again.end;
            let item = &text[place.clone()];
            let rejects =
                |guard: &&Pattern| self.hits().may_match(guard, &place) && guard.is_match(item);
            if self.rule.guards.inside.iter().any(|guard| rejects(&guard)) {
                self.exclude(number, "unless", place);
                break;
            }
            let mut next: Captured<'a> = groups
                .named()
                .map(|(n, r)| (n, r.start + end..r.end + end))
                .collect();
            if next
                .names()
                .all(|name| name.starts_with("rest") || name == "lead")
            {
                break;
            }
            // outer captures come first: what the item itself has cuts off all that is nested in it
            for name in &self.rule.inherit {
                if next.has(name) {
                    break;
                }
                if let Some(range) = captured.get(name) {
                    inherited.push((name.as_str(), range.clone()));
                }
            }
            next.extend(inherited.drain(..));
            next.insert("match", place.clone());
            self.propose(number, place.clone(), &next);
            // what this item captured is what the next one inherits
            captured = next;
            end = place.end;
        }
        end.max(next_start(text, whole))
    }

    /// Normalizes the captures of one match; `split` and `each` make several values of one.
    fn propose(&mut self, pattern: usize, extent: Range<usize>, captured: &Captured<'_>) {
        if let Some((capture, each)) = &self.rule.each {
            let Some(whole) = captured.get(capture).cloned() else {
                return;
            };
            // what an item captures itself hides what the match captured under that name
            for found in each.all(&self.text()[whole.clone()]) {
                let placed = |r: Range<usize>| r.start + whole.start..r.end + whole.start;
                let mut one = captured.clone();
                one.extend(found.named().map(|(name, range)| (name, placed(range))));
                one.insert("piece", placed(found.whole()));
                self.candidate(pattern, extent.clone(), &one);
            }
            return;
        }
        let Some((capture, separator)) = &self.rule.split else {
            self.candidate(pattern, extent, captured);
            return;
        };
        let Some(whole) = captured.get(capture).cloned() else {
            return;
        };
        for piece in pieces(self.text(), whole, separator) {
            let mut one = captured.clone();
            one.insert(capture, piece.clone());
            one.insert("piece", piece);
            self.candidate(pattern, extent.clone(), &one);
        }
    }

    fn candidate(&mut self, pattern: usize, extent: Range<usize>, captured: &Captured<'_>) {
        let mut values: Vec<(String, Value, Range<usize>)> = Vec::new();
        let mut several: Option<(String, Values)> = None;
        for (key, capture) in &self.rule.emit {
            let Some(range) = captured.get(capture).filter(|r| !r.is_empty()) else {
                continue;
            };
            match self.normalizing.values(self.rule, key, range.clone()) {
                Err(refusal) => {
                    self.out.refused.push(Refused {
                        pattern,
                        key: key.clone(),
                        refusal,
                        range: range.clone(),
                    });
                    return;
                }
                Ok(mut found) if found.len() == 1 => {
                    values.extend(
                        found
                            .pop()
                            .map(|(value, range)| (key.clone(), value, range)),
                    );
                }
                Ok(found) => several = Some((key.clone(), found)),
            }
        }
        if !self.compose(pattern, captured, &extent, &mut values)
            || values.is_empty() && several.is_none() && !self.rule.emit.is_empty()
        {
            return;
        }
        let place = self.place(captured, &values, &extent);
        for (key, word) in &self.rule.set {
            values.push((key.clone(), Value::Word(word.clone()), place.clone()));
        }
        let base = Candidate {
            rule: self.index,
            pattern,
            group: self.group,
            extent,
            place,
            values,
        };
        match several {
            None => self.out.candidates.push(base),
            Some((key, found)) => {
                for (value, range) in found {
                    let mut one = base.clone();
                    one.values.push((key.clone(), value, range));
                    self.out.candidates.push(one);
                }
            }
        }
    }

    /// Adds what the rule puts together, which stands where the match does; false where a normalizer
    /// refused it.
    fn compose(
        &mut self,
        pattern: usize,
        captured: &Captured,
        extent: &Range<usize>,
        values: &mut Vec<(String, Value, Range<usize>)>,
    ) -> bool {
        let place = captured.get("match").unwrap_or(extent).clone();
        for (key, template) in &self.rule.compose {
            let named = |name: &str| match values.iter().find(|(k, ..)| k == name) {
                Some((_, value, _)) => value.printed(),
                None => {
                    let range = captured.get(name)?.clone();
                    Some(self.text()[range].trim().to_owned())
                }
            };
            let Some(text) = template.fill(named) else {
                continue;
            };
            match self
                .normalizing
                .normalized(self.rule, key, text, place.clone())
            {
                Ok(found) => {
                    let value = found.into_iter().next().map(|(value, _)| value.derived());
                    values.extend(value.map(|value| (key.clone(), value, place.clone())));
                }
                Err(refusal) => {
                    self.out.refused.push(Refused {
                        pattern,
                        key: key.clone(),
                        refusal,
                        range: place,
                    });
                    return false;
                }
            }
        }
        true
    }

    /// Where a value stands: the capture the rule names, or a piece, or the value's own text.
    fn place(
        &self,
        captured: &Captured<'_>,
        values: &[(String, Value, Range<usize>)],
        extent: &Range<usize>,
    ) -> Range<usize> {
        let named = self
            .rule
            .span
            .as_ref()
            .and_then(|s| captured.get(s.as_str()))
            .or_else(|| captured.get("value"));
        let own = |key: &str| {
            values
                .iter()
                .find(|(k, ..)| k == key)
                .map(|(.., range)| range.clone())
        };
        let place = own("name")
            .or_else(|| own("text"))
            .or_else(|| named.cloned())
            .or_else(|| captured.get("piece").cloned())
            .unwrap_or_else(|| captured.get("match").unwrap_or(extent).clone());
        trim(self.text(), place)
    }
}

/// The match without its context: `lead` stands before it, `rest` after it and may open the next match.
fn core(groups: &Groups<'_>) -> Range<usize> {
    let whole = groups.whole();
    let start = groups.name("lead").map_or(whole.start, |lead| lead.end);
    let rest = ["rest", "rest2", "rest3"]
        .iter()
        .find_map(|name| groups.name(name));
    let end = rest.map_or(whole.end, |rest| rest.start);
    start..end.max(start)
}

/// The stretches between separators, without empty ones.
fn pieces(text: &str, whole: Range<usize>, separator: &Pattern) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = whole.start;
    let cut = &text[..whole.end];
    let mut at = whole.start;
    while let Some(found) = separator.find_at(cut, at) {
        out.push(start..found.start);
        start = found.end;
        at = next_start(cut, found);
        if at > cut.len() {
            break;
        }
    }
    out.push(start..whole.end);
    out.into_iter()
        .map(|r| trim(text, r))
        .filter(|r| !r.is_empty())
        .collect()
}
