//! Words with which an example gives nothing, or still gives its value beside a guard that nearly rejects it: text
//! that overruns a bound, words that a guard rejects.

use std::ops::Range;

use regex_syntax::ast::{Ast, Repetition};

use super::Mutating;
use super::instead::{Choices, Other};
use super::operators::{Mutant, Operator};
use super::suggest::Unnoticed;
use super::widen::{splits_word, widened};
use super::wishes::wishes_of;
use crate::check::sample::{Wish, bounds, sample};
use crate::check::slot::Slot;
use crate::check::tree;
use crate::rule::pattern::Frame;
use crate::rule::repeated::repeated;
use crate::text::is_han;

/// Words that are tried for one change.
const TRIED: usize = 240;
/// Examples of a rule that a guard is tried in.
const EXAMPLES: usize = 5;
/// Places of a match at which the words of a guard are put in.
const PLACES: usize = 16;
/// Words of which many may follow each other, for texts of Han characters and for others; the first that a
/// repetition takes fill it.
const HAN_UNITS: &[&str] = &["如前所述", "某", "、某", "1", "一", " "];
const OTHER_UNITS: &[&str] = &[
    "and so on ",
    " and so on",
    "very ",
    " very",
    ", and so on",
    "Anna ",
    " Anna",
    "anna",
    "ANNA ",
    "x",
    "X",
    "1",
    " ",
];
/// Fillings that are tried for one repetition.
const FILLINGS: usize = 3;

/// Words for a place in an example: its number, the place, the words.
type Put = (usize, Range<usize>, String);

impl Mutating<'_> {
    /// Other words in an example that is there, by which it notices a change.
    pub(super) fn spoiled(
        &mut self,
        choices: Option<&Choices<'_>>,
        one: &mut Unnoticed<'_>,
    ) -> Option<Other> {
        let mut puts = Vec::new();
        if let Some(choices) = choices
            && one.mutant.operator == Operator::LoosenBound
        {
            puts.extend(overrunning(choices, &one.filled.expanded.text, &one.mutant));
        }
        if one.filled.slot.only_tests() {
            puts.extend(self.beside_guards(one));
        }
        puts.into_iter()
            .take(TRIED)
            .find_map(|put| self.spoiling(put, one))
    }

    fn spoiling(&mut self, (test, place, words): Put, one: &mut Unnoticed<'_>) -> Option<Other> {
        let (example, folded) = self
            .written()
            .find(|(n, _)| *n == test)
            .map(|(_, (e, p))| ((*e).clone(), p.folded.text.clone()))?;
        if splits_word(&folded, &place) {
            return None;
        }
        for to_the_right in [true, false] {
            let raw = example.text.get_ref();
            let Some((key, word)) = widened(raw, &folded, &place, &words, to_the_right) else {
                continue;
            };
            for nothing in [true, false] {
                let other = Other {
                    test,
                    without: None,
                    key: key.clone(),
                    word: word.clone(),
                    nothing,
                };
                if self.notices(&example, &other, one) {
                    return Some(other);
                }
            }
        }
        None
    }

    /// Words of a guard, in and beside what the examples match.
    fn beside_guards(&self, one: &Unnoticed<'_>) -> Vec<Put> {
        let pattern = &one.filled.expanded.text;
        let Some(ast) = tree::parse(pattern) else {
            return Vec::new();
        };
        let wishes = wishes_of(&ast, &one.mutant).into_iter();
        let spelt = |wish: Wish| {
            [true, false].map(|spelt| Wish {
                spelt,
                ..wish.clone()
            })
        };
        let mut words: Vec<String> = Vec::new();
        for text in wishes
            .flat_map(spelt)
            .filter_map(|w| sample(pattern, &ast, &w))
        {
            let text = text.trim_matches('\n').to_owned();
            if !text.is_empty() && !words.contains(&text) {
                words.push(text);
            }
        }
        words.truncate(4);
        let mut out = Vec::new();
        let wanting = self.written().filter(|(_, (e, _))| e.wants_some());
        for (test, (_, prepared)) in wanting.take(EXAMPLES) {
            let text = prepared.folded.text.as_str();
            for place in self.places(one.filled.slot, text) {
                let put = |word: &String| (test, place..place, apart(text, place, word));
                out.extend(words.iter().map(put));
            }
        }
        out
    }

    /// Where in a text the words of a guard may matter.
    fn places(&self, slot: Slot, text: &str) -> Vec<usize> {
        let found = self.rule.patterns.iter().find_map(|p| p.find_at(text, 0));
        let range = found.unwrap_or(0..text.len());
        let inside = text[range.clone()].char_indices();
        let inside = inside.map(|(at, _)| range.start + at).skip(1);
        let inside = inside.filter(|at| !splits_word(text, &(*at..*at)));
        // between words and clauses before places inside them
        let ends = |at: &usize| text[..*at].ends_with(|c: char| !c.is_alphanumeric());
        let (between, within): (Vec<usize>, Vec<usize>) = inside.partition(ends);
        let step = within.len().div_ceil(PLACES).max(1);
        let inside = between
            .into_iter()
            .take(PLACES)
            .chain(within.into_iter().step_by(step));
        match slot {
            Slot::Before(_) => std::iter::once(range.start).chain(inside).collect(),
            Slot::After(_) => std::iter::once(range.end).chain(inside).collect(),
            _ => inside.chain([range.end, range.start]).collect(),
        }
    }
}

/// Words for a place, with a blank where they would run into others.
fn apart(text: &str, place: usize, words: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let meets = |a, b| if letter(a) && letter(b) { " " } else { "" };
    let before = meets(text[..place].chars().next_back(), words.chars().next());
    let after = meets(words.chars().next_back(), text[place..].chars().next());
    format!("{before}{words}{after}")
}

/// Texts that overrun the bound that a mutant loosens.
fn overrunning(choices: &Choices<'_>, pattern: &str, mutant: &Mutant) -> Vec<Put> {
    let mut out = Vec::new();
    for (number, node) in choices.nodes.iter().enumerate() {
        let Ast::Repetition(repetition) = node else {
            continue;
        };
        if tree::span(&repetition.op.span) != mutant.at {
            continue;
        }
        let fillings = [false, true].map(|han| fillings(pattern, repetition, han));
        for met in &choices.met {
            let Some(place) = &met.ranges[number] else {
                continue;
            };
            let there = &met.text[place.clone()];
            for filling in &fillings[usize::from(is_mostly_han(&met.text))] {
                let words = [
                    filling.clone(),
                    format!("{there}{filling}"),
                    format!("{filling}{there}"),
                ];
                out.extend(words.map(|words| (met.test, place.clone(), words)));
            }
        }
    }
    out
}

/// Whether a text is one of Han characters.
fn is_mostly_han(text: &str) -> bool {
    text.chars().filter(|c| is_han(*c)).count() * 3 > text.chars().count()
}

/// Words of which a repetition takes one time less or more than it may.
fn fillings(pattern: &str, repetition: &Repetition, han: bool) -> Vec<String> {
    let inner = &pattern[tree::range(&repetition.ast)];
    let (least, most) = bounds(&repetition.op.kind);
    let by_characters = tree::is_one_character(&repetition.ast);
    let times = if by_characters { "+" } else { "" };
    let mut units: Vec<String> = Vec::new();
    if let Ok(takes) = Frame::Search.build(&format!(r"\A(?:{inner}){times}\z")) {
        let all = if han { HAN_UNITS } else { OTHER_UNITS };
        let fitting = all.iter().filter(|unit| takes.is_match(unit));
        units.extend(fitting.map(|unit| (*unit).to_owned()));
    }
    for some in [2, 0] {
        let wish = Wish {
            some,
            ..Wish::default()
        };
        units.extend(sample(pattern, &repetition.ast, &wish).filter(|s| !s.is_empty()));
    }
    units.truncate(FILLINGS);
    let mut out = Vec::new();
    for unit in &units {
        let per = if by_characters {
            unit.chars().count()
        } else {
            1
        };
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        out.extend(repeated(unit, (most / per).saturating_add(1)));
    }
    let fewer = least.checked_sub(1).filter(|n| *n > 0);
    if let (Some(fewer), Some(unit)) = (fewer, units.last()) {
        let first: String = match by_characters {
            true => unit.chars().take(1).collect(),
            false => unit.clone(),
        };
        out.extend(repeated(&first, fewer as usize));
    }
    out
}
