//! Families for examples that are there: other words where a pattern leaves a choice. What is wanted comes from the
//! author's example with the word put in, never from what the rule gives.

use std::ops::Range;
use std::rc::Rc;

use regex_syntax::ast::Ast;

use super::operators::Mutant;
use super::suggest::Unnoticed;
use super::widen::{runs_together, splits_word, widened};
use super::wishes::wishes;
use super::{Mutating, bench};
use crate::check::sample::{Wish, sample};
use crate::check::slot::{Filled, Slot};
use crate::check::tree;
use crate::rule::Example;
use crate::rule::text::Text;
use crate::search::Pattern;

/// Replacements that are tried for one change.
const TRIED: usize = 80;

/// A word that may stand for another in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Other {
    /// Number of the example among those that are written.
    pub(super) test: usize,
    /// The key that must be left out of what is wanted, because it goes with the word.
    pub(super) without: Option<String>,
    /// The words that stand there.
    pub(super) key: String,
    /// The words that take their place.
    pub(super) word: String,
    /// Whether the rule gives nothing then.
    pub(super) nothing: bool,
}

/// Where the choices of a pattern stand in one text.
pub(super) struct Met {
    pub(super) test: usize,
    pub(super) text: Rc<str>,
    pub(super) ranges: Vec<Option<Range<usize>>>,
}

/// A pattern in which every choice has a name.
pub(super) struct Choices<'p> {
    pub(super) nodes: Vec<&'p Ast>,
    pub(super) met: Vec<Met>,
}

impl<'p> Choices<'p> {
    /// The choices of a pattern and where the written examples of a rule meet them.
    pub(super) fn of(mutating: &Mutating<'_>, filled: &Filled, ast: &'p Ast) -> Option<Self> {
        let mut nodes = Vec::new();
        tree::walk(ast, &mut |node| {
            if matches!(node, Ast::Alternation(_) | Ast::Repetition(_)) {
                nodes.push(node);
            }
        });
        let marked = named(&filled.expanded.text, &nodes);
        let regex = Slot::Match(0).build(&marked)?;
        let mut met = Vec::new();
        for (test, (example, prepared)) in mutating.written() {
            let text = prepared.folded.text.as_str();
            let shared: Rc<str> = Rc::from(text);
            for hay in haystacks(mutating, filled.slot, example, text) {
                let found = meetings(&regex, nodes.len(), &text[hay.clone()], hay.start);
                met.extend(found.into_iter().map(|ranges| Met {
                    test,
                    text: Rc::clone(&shared),
                    ranges,
                }));
            }
        }
        Some(Self { nodes, met })
    }

    /// Replacements for a change, those of the smallest choice first: number of the example, place, words.
    fn replacements(&self, pattern: &str, mutant: &Mutant) -> Vec<(usize, Range<usize>, String)> {
        let holds = |node: &Ast| {
            let range = tree::range(node);
            range.start <= mutant.at.start && mutant.at.end <= range.end
        };
        let mut around: Vec<usize> = (0..self.nodes.len())
            .filter(|n| holds(self.nodes[*n]))
            .collect();
        around.reverse();
        let mut out = Vec::new();
        for number in around {
            let node = self.nodes[number];
            for met in &self.met {
                let Some(place) = &met.ranges[number] else {
                    continue;
                };
                for wish in wishes(mutant) {
                    let ways = ways(pattern, &met.text, node, &wish, place).into_iter();
                    out.extend(ways.map(|(place, words)| (met.test, place, words)));
                }
            }
        }
        out.dedup();
        out
    }
}

/// What can be put where a choice stands: another way through it, or one time more of what it repeats.
fn ways(
    pattern: &str,
    text: &str,
    node: &Ast,
    wish: &Wish,
    place: &Range<usize>,
) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    if let Ast::Alternation(alternation) = node
        && let Some(met) = text.get(place.clone())
    {
        // where a branch goes on behind its first words, only these are replaced
        let wished = alternation.asts.iter().find(|b| leads(b, wish));
        let words = wished.and_then(first_words);
        let taken = alternation.asts.iter().filter_map(first_words);
        let taken = taken.filter(|w| met.starts_with(w.as_str()) && w.len() < met.len());
        if let (Some(words), Some(taken)) = (words, taken.max_by_key(String::len)) {
            out.push((place.start..place.start + taken.len(), words));
        }
    }
    if let Some(words) = sample(pattern, node, wish) {
        out.push((place.clone(), words));
    }
    if let Ast::Repetition(repetition) = node
        && !place.is_empty()
        && let Some(words) = sample(pattern, &repetition.ast, wish)
    {
        out.push((place.end..place.end, words.clone()));
        out.push((place.start..place.start, words));
    }
    out
}

fn leads(branch: &Ast, wish: &Wish) -> bool {
    let range = tree::range(branch);
    range.start <= wish.through.start && wish.through.end <= range.end
}

/// The letters that a branch begins with; `None` where it does not begin with any.
fn first_words(branch: &Ast) -> Option<String> {
    let Ast::Concat(concat) = tree::bare(branch) else {
        return tree::literal(branch);
    };
    let first = concat.asts.iter().map_while(tree::literal);
    Some(first.collect::<String>()).filter(|words| !words.is_empty())
}

/// The pattern with a name for every choice.
fn named(pattern: &str, nodes: &[&Ast]) -> String {
    let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        let range = tree::range(node);
        marks.push((range.start, 1, number, format!("(?P<casemill_{number}>")));
        marks.push((range.end, 0, nodes.len() - number, ")".to_owned()));
    }
    marks.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (place, _, _, mark) in marks {
        out.push_str(&pattern[at..place]);
        out.push_str(&mark);
        at = place;
    }
    out.push_str(&pattern[at..]);
    out
}

/// The parts of a text that a pattern of this slot is looked for in.
fn haystacks(
    mutating: &Mutating<'_>,
    slot: Slot,
    example: &Example,
    text: &str,
) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    let own = mutating.own;
    let excluded = || {
        let prepared = bench::prepare(own.pack, own.rule, example.text.get_ref());
        let tried = bench::run(own.library, own.pack, own.index, &mutating.rule, &prepared);
        tried.run.excluded.into_iter().map(|e| e.range)
    };
    match slot {
        Slot::Unless(_) => excluded().collect(),
        Slot::Before(_) => excluded().map(|r| 0..r.start).collect(),
        Slot::After(_) => excluded().map(|r| r.end..text.len()).collect(),
        Slot::Match(_) | Slot::Each | Slot::When => vec![whole],
        Slot::Repeat => {
            let marks = text.char_indices().filter(|(_, c)| !c.is_alphanumeric());
            marks.map(|(at, _)| at..text.len()).collect()
        }
    }
}

/// Where the named choices stand in each match.
fn meetings(
    regex: &Pattern,
    nodes: usize,
    hay: &str,
    offset: usize,
) -> Vec<Vec<Option<Range<usize>>>> {
    let named = |n: usize| format!("casemill_{n}");
    let shifted = |r: Range<usize>| r.start + offset..r.end + offset;
    let found = regex.all(hay).take(6);
    found
        .map(|groups| {
            let ranges = (0..nodes).map(|n| groups.name(&named(n)).map(shifted));
            ranges.collect()
        })
        .collect()
}

impl<'a> Mutating<'a> {
    /// The examples that are written as they run, with their numbers.
    pub(super) fn written(
        &self,
    ) -> impl Iterator<Item = (usize, &(&'a Example, super::Prepared<'a>))> {
        let number = |e: &Example| {
            let place = e.text.span();
            let mut tests = self.own.rule.tests.iter();
            tests.position(|t| t.text.span() == place)
        };
        self.tests
            .iter()
            .filter(|(example, _)| example.instead.is_none())
            .filter_map(move |test| Some((number(test.0)?, test)))
    }

    /// Another word in an example that is there, by which it notices a change.
    pub(super) fn other(
        &mut self,
        choices: &Choices<'_>,
        one: &mut Unnoticed<'_>,
    ) -> Option<Other> {
        let pattern = &one.filled.expanded.text;
        let mut loose = None;
        for (test, place, words) in choices
            .replacements(pattern, &one.mutant)
            .into_iter()
            .take(TRIED)
        {
            let (example, folded) = self
                .written()
                .find(|(n, _)| *n == test)
                .map(|(_, (e, p))| ((*e).clone(), p.folded.text.clone()))?;
            if splits_word(&folded, &place) {
                continue;
            }
            for to_the_right in [true, false] {
                let raw = example.text.get_ref();
                let Some((key, word)) = widened(raw, &folded, &place, &words, to_the_right) else {
                    continue;
                };
                let mut other = Other {
                    test,
                    without: None,
                    key,
                    word,
                    nothing: false,
                };
                if self.notices(&example, &other, one) {
                    return Some(other);
                }
                other.without = self.differing(&example, &other);
                if loose.is_none() && other.without.is_some() && self.notices(&example, &other, one)
                {
                    loose = Some(other);
                }
            }
        }
        loose
    }

    /// Whether the rule gives what the variant wants, and the changed rule does not.
    pub(super) fn notices(
        &mut self,
        example: &Example,
        other: &Other,
        one: &mut Unnoticed<'_>,
    ) -> bool {
        let Some(base) = without(example, other.without.as_deref()) else {
            return false;
        };
        let mut variant = base.with(&other.key, &Text::new(0..0, other.word.clone()));
        if runs_together(base.text.get_ref(), variant.text.get_ref()) {
            return false;
        }
        if other.nothing {
            if !variant.wants_some() {
                return false;
            }
            variant = variant.wanting_nothing();
        }
        let (pack, rule) = (self.own.pack, self.own.rule);
        let prepared = bench::prepare(pack, rule, variant.text.get_ref());
        if !one.mutant.may_show(&prepared.folded.text) || !self.holds(&variant, &prepared) {
            return false;
        }
        one.changed(self, |changed| changed.holds(&variant, &prepared)) == Some(false)
    }

    /// The one key whose values go with the word.
    fn differing(&self, example: &Example, other: &Other) -> Option<String> {
        let variant = example.with(&other.key, &Text::new(0..0, other.word.clone()));
        let prepared = bench::prepare(self.own.pack, self.own.rule, variant.text.get_ref());
        let got = self.values(&prepared);
        let want = variant.want.as_ref()?;
        if got.len() != want.len() {
            return None;
        }
        let mut keys = Vec::new();
        for (want, got) in want.iter().zip(&got) {
            for (key, value) in want {
                let same = serde_json::to_value(value).is_ok_and(|v| got.get(key) == Some(&v));
                if !same && !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
        }
        match keys.as_slice() {
            [key] => Some(key.clone()),
            _ => None,
        }
    }
}

/// The example without a key of what it wants; `None` where nothing would be left.
pub(super) fn without(example: &Example, key: Option<&str>) -> Option<Example> {
    let mut out = example.clone();
    let Some(key) = key else {
        return Some(out);
    };
    for want in out.want.iter_mut().chain(&mut out.want_some).flatten() {
        want.remove(key);
        if want.is_empty() {
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_name_of_its_own() {
        let pattern = "(?:甲|乙(?:丙|丁)?)+";
        let ast = tree::parse(pattern).unwrap();
        let mut nodes = Vec::new();
        tree::walk(&ast, &mut |node| {
            if matches!(node, Ast::Alternation(_) | Ast::Repetition(_)) {
                nodes.push(node);
            }
        });
        assert_eq!(
            named(pattern, &nodes),
            "(?P<casemill_0>(?:(?P<casemill_1>甲|乙(?P<casemill_2>(?:(?P<casemill_3>丙|丁))?)))+)"
        );
    }
}
