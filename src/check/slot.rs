//! The patterns of one rule, each with the place in the compiled rule that it fills, so that a changed one can be
//! put there.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use regex_syntax::ast::Ast;

use super::tree;
use crate::rule::expand::Expanded;
use crate::rule::pattern::Frame;
use crate::rule::raw::RawRule;
use crate::rule::text::Text;
use crate::rule::{Library, Pack, Rule};
use crate::search::{Pattern, Probe};

/// A place for a pattern in a compiled rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// `match`, by number.
    Match(usize),
    /// `repeat`.
    Repeat,
    /// `each`.
    Each,
    /// `unless`, by number.
    Unless(usize),
    /// `unless-before`, by number.
    Before(usize),
    /// `unless-after`, by number.
    After(usize),
    /// `when`.
    When,
}

impl Slot {
    const fn frame(self) -> Frame {
        match self {
            Self::Before(_) => Frame::Before,
            Self::After(_) | Self::Repeat => Frame::After,
            _ => Frame::Search,
        }
    }

    /// Whether only that the pattern is found counts, and not what it captures.
    pub(super) const fn only_tests(self) -> bool {
        !matches!(self, Self::Match(_) | Self::Repeat | Self::Each)
    }

    /// A pattern for this place; `None` where it does not build.
    pub(super) fn build(self, expanded: &str) -> Option<Pattern> {
        self.frame().pattern(expanded).ok()
    }

    /// A pattern that does here what none would do: a condition that always holds, a guard or a repeat that is
    /// never found. `None` where a rule needs one.
    pub(super) fn none(self) -> Option<Pattern> {
        match self {
            Self::Match(_) | Self::Each => None,
            Self::When => self.build(""),
            _ => self.build(r"[^\s\S]"),
        }
    }

    /// The pattern of a rule that stands here.
    pub(super) fn of(self, rule: &mut Rule) -> Option<&mut Pattern> {
        match self {
            Self::Match(n) => rule.patterns.get_mut(n),
            Self::Repeat => rule.repeat.as_mut(),
            Self::Each => rule.each.as_mut().map(|(_, each)| each),
            Self::Unless(n) => rule.guards.inside.get_mut(n),
            Self::Before(n) => rule.guards.before.get_mut(n),
            Self::After(n) => rule.guards.after.get_mut(n),
            Self::When => rule.when.as_mut(),
        }
    }
}

/// A pattern of a rule.
pub(super) struct Filled {
    /// Where it goes.
    pub(super) slot: Slot,
    /// With its named patterns.
    pub(super) expanded: Expanded,
    /// What was built from its pieces.
    pub(super) built: Built,
    /// The pattern as a tree, once it is asked for.
    parsed: OnceCell<Option<Ast>>,
}

impl Filled {
    /// A pattern in its place.
    pub(super) fn new(slot: Slot, expanded: Expanded) -> Self {
        Self {
            slot,
            expanded,
            built: Built::default(),
            parsed: OnceCell::new(),
        }
    }

    /// The pattern as a tree; `None` where it does not parse, which is told elsewhere.
    pub(super) fn ast(&self) -> Option<&Ast> {
        let parsed = self.parsed.get_or_init(|| tree::parse(&self.expanded.text));
        parsed.as_ref()
    }
}

/// Patterns made of pieces of one, each built once for all examples of a rule.
#[derive(Default)]
pub(super) struct Built(RefCell<BTreeMap<String, Option<Probe>>>);

impl Built {
    /// The first match of a pattern in a range of a text; an error where it does not build.
    pub(super) fn find(
        &self,
        pattern: &str,
        text: &str,
        range: &Range<usize>,
    ) -> Result<Option<Range<usize>>, Unbuilt> {
        let mut known = self.0.borrow_mut();
        let built = match known.get(pattern) {
            Some(built) => built,
            None => known
                .entry(pattern.to_owned())
                .or_insert(Probe::new(pattern)),
        };
        let probe = built.as_ref().ok_or(Unbuilt)?;
        Ok(probe.find(text, range.clone()))
    }
}

/// A pattern that does not build.
pub(super) struct Unbuilt;

/// The written form of a rule and the file it stands in.
pub(super) fn written<'a>(library: &'a Library, rule: &Rule) -> Option<(&'a str, &'a RawRule)> {
    let files = library.packs.iter().flat_map(|pack| &pack.files);
    let mut of_file = files.filter(|file| file.path == rule.file);
    of_file.find_map(|file| {
        let raw = file
            .raw
            .rule
            .iter()
            .find(|raw| *raw.id.get_ref() == rule.id)?;
        Some((file.path.as_str(), raw))
    })
}

/// Every pattern that decides which values a rule gives.
pub(super) fn filled(pack: &Pack, file: &str, raw: &RawRule) -> Vec<Filled> {
    fn numbered(make: fn(usize) -> Slot, texts: &[Text]) -> impl Iterator<Item = (Slot, &Text)> {
        texts
            .iter()
            .enumerate()
            .map(move |(n, text)| (make(n), text))
    }
    let all = numbered(Slot::Match, &raw.patterns)
        .chain(raw.repeat.iter().map(|t| (Slot::Repeat, t)))
        .chain(raw.each.values().take(1).map(|t| (Slot::Each, t)))
        .chain(numbered(Slot::Unless, &raw.unless))
        .chain(numbered(Slot::Before, &raw.unless_before))
        .chain(numbered(Slot::After, &raw.unless_after))
        .chain(raw.when.iter().map(|t| (Slot::When, t)));
    all.filter_map(|(slot, text)| {
        let expanded = pack.named.expand(file, text).ok()?;
        Some(Filled::new(slot, expanded))
    })
    .collect()
}
