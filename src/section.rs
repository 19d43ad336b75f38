//! Paragraphs to sections that cover the text, without gap or overlap. Knows no fields.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::rule::Pack;
use crate::rule::compiled::{Guards, Pick, SectionRule, fits};
use crate::search::{Hits, Lines, Pattern, Walk};
use crate::vocabulary::SectionKind;

/// Bytes of context that a guard before or after a match may look at.
const GUARD_WINDOW: usize = 96;

/// A section of the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedSection {
    /// What it is for.
    pub kind: SectionKind,
    /// Its range.
    pub range: Range<usize>,
    /// The section rule that opened it; `None` for what stands before the first marker.
    pub rule: Option<usize>,
}

/// A place where a marker of a rule stands, or may stand.
#[derive(Debug)]
struct Marker {
    at: usize,
    rule: usize,
    /// Which of the rule's patterns may match there, by bits; whether one does is asked when it counts.
    perhaps: u64,
    stands: OnceCell<bool>,
}

/// Cuts a text, in which the pack's page scanner found `hits`, into sections; an empty text has none.
#[must_use]
pub fn segment(text: &str, pack: &Pack, genre: &str, hits: &Hits) -> Vec<FoldedSection> {
    let finder = Finder {
        text,
        pack,
        hits,
        lines: Lines::new(text, hits),
        sequences: RefCell::default(),
    };
    let markers = finder.markers(genre);
    let mut sections = vec![FoldedSection {
        kind: SectionKind::Other,
        range: 0..text.len(),
        rule: None,
    }];
    let mut seen: Vec<SectionKind> = Vec::new();
    let mut held = None;
    for (position, marker) in markers.iter().enumerate() {
        if held == Some(marker.at) {
            continue;
        }
        let rule = &pack.sections[marker.rule];
        let ahead = &markers[position + 1..];
        let Some(current) = sections.last_mut() else {
            break;
        };
        let fits = may_open(rule, current.kind, &seen);
        if !(fits && finder.stands(marker) && finder.is_followed(rule, ahead)) {
            continue;
        }
        seen.push(rule.kind);
        held = Some(marker.at);
        if marker.at == current.range.start {
            current.kind = rule.kind;
            current.rule = Some(marker.rule);
        } else if current.kind != rule.kind || current.rule.is_none() {
            current.range.end = marker.at;
            sections.push(FoldedSection {
                kind: rule.kind,
                range: marker.at..text.len(),
                rule: Some(marker.rule),
            });
        }
        if rule.closes {
            break;
        }
    }
    sections.retain(|s| !s.range.is_empty());
    sections
}

/// Whether a rule may open a section after what has been opened.
fn may_open(rule: &SectionRule, current: SectionKind, seen: &[SectionKind]) -> bool {
    (rule.from.is_empty() || rule.from.contains(&current))
        && rule.after.iter().all(|k| seen.contains(k))
        && !rule.not_after.iter().any(|k| seen.contains(k))
}

/// Finds the markers of one text.
struct Finder<'a> {
    text: &'a str,
    pack: &'a Pack,
    hits: &'a Hits,
    lines: Lines<'a>,
    /// Matches that reach over lines, found from the start of the text as far as somebody asked.
    sequences: RefCell<BTreeMap<(usize, usize), Sequence<'a>>>,
}

/// The matches of one pattern, the last one found at the end.
struct Sequence<'a> {
    rest: Box<dyn Iterator<Item = (Range<usize>, usize)> + 'a>,
    found: Vec<Range<usize>>,
}

impl<'a> Finder<'a> {
    /// All places of all rules for texts of a genre. Rules that stand first in the pack win a place that
    /// two want.
    fn markers(&self, genre: &str) -> Vec<Marker> {
        let mut markers = Vec::new();
        for (index, rule) in self.pack.sections.iter().enumerate() {
            if fits(&rule.genres, genre) {
                let places = self.places(index, rule);
                markers.extend(self.picked(places, rule.pick));
            }
        }
        markers.sort_by_key(|m| (m.at, m.rule));
        markers
    }

    /// The places of one rule, in text order.
    fn places(&self, index: usize, rule: &'a SectionRule) -> Vec<Marker> {
        let marker = |at, perhaps, stands| Marker {
            at,
            rule: index,
            perhaps,
            stands,
        };
        let mut places = Vec::new();
        for (number, pattern) in rule.markers.iter().enumerate() {
            let bit = (number < 64).then(|| 1_u64 << number);
            let lines = pattern
                .opens_with("at")
                .then(|| self.lines.candidates(pattern));
            if let (Some(bit), Some(lines)) = (bit, lines.flatten()) {
                places.extend(lines.into_iter().map(|at| marker(at, bit, OnceCell::new())));
                continue;
            }
            let found = self.walk(pattern);
            let found = found.filter(|(whole, _)| self.counts(rule, whole));
            places.extend(found.map(|(_, at)| marker(at, 0, OnceCell::from(true))));
        }
        places.sort_by_key(|place| place.at);
        places.dedup_by(|next, first| {
            let same = next.at == first.at;
            if same {
                first.perhaps |= next.perhaps;
                if next.stands.get() == Some(&true) {
                    first.stands = OnceCell::from(true);
                }
            }
            same
        });
        places
    }

    fn picked(&self, places: Vec<Marker>, pick: Pick) -> Vec<Marker> {
        let stands = |place: &Marker| self.stands(place);
        match pick {
            Pick::All | Pick::Longest => places,
            Pick::First => places.into_iter().find(stands).into_iter().collect(),
            Pick::Last => places.into_iter().rev().find(stands).into_iter().collect(),
        }
    }

    /// Whether a marker stands where it may.
    fn stands(&self, marker: &Marker) -> bool {
        *marker.stands.get_or_init(|| {
            let rule = &self.pack.sections[marker.rule];
            let numbers = 0..rule.markers.len().min(64);
            let mut perhaps = numbers.filter(|number| marker.perhaps >> number & 1 == 1);
            perhaps.any(|number| {
                let found = self.match_at(marker.rule, number, marker.at);
                found.is_some_and(|whole| self.counts(rule, &whole))
            })
        })
    }

    /// Whether no guard rejects a match, and nothing ahead of it does.
    fn counts(&self, rule: &SectionRule, whole: &Range<usize>) -> bool {
        let ahead = whole.end..self.text.len();
        let lies_ahead = |pattern: &Pattern| {
            let mut walk = Walk::new(pattern, self.text, ahead.clone(), self.hits);
            walk.find(ahead.start).is_some()
        };
        excluded(&rule.guards, self.text, whole.clone(), self.hits).is_none()
            && !rule.unless_ahead.iter().any(lies_ahead)
    }

    /// The match of a pattern of a rule that starts with a line.
    fn match_at(&self, rule: usize, number: usize, at: usize) -> Option<Range<usize>> {
        let pattern = &self.pack.sections[rule].markers[number];
        if Lines::are_enough_for(pattern) {
            return self.lines.match_at(pattern, at);
        }
        let mut sequences = self.sequences.borrow_mut();
        let sequence = sequences.entry((rule, number)).or_insert_with(|| Sequence {
            rest: Box::new(self.walk(pattern)),
            found: Vec::new(),
        });
        while sequence.found.last().is_none_or(|last| last.start < at) {
            let Some((whole, _)) = sequence.rest.next() else {
                break;
            };
            sequence.found.push(whole);
        }
        let place = sequence
            .found
            .binary_search_by_key(&at, |whole| whole.start);
        place.ok().map(|place| sequence.found[place].clone())
    }

    fn walk(&self, pattern: &'a Pattern) -> impl Iterator<Item = (Range<usize>, usize)> + use<'a> {
        Walk::new(pattern, self.text, 0..self.text.len(), self.hits).starts("at")
    }

    /// Whether markers of all kinds that must lie ahead do.
    fn is_followed(&self, rule: &SectionRule, ahead: &[Marker]) -> bool {
        rule.before.iter().all(|kind| {
            let mut of_kind = ahead
                .iter()
                .filter(|m| self.pack.sections[m.rule].kind == *kind);
            of_kind.any(|marker| self.stands(marker))
        })
    }
}

/// Which kind of guard rejects a match, if any.
#[must_use]
pub fn excluded(
    guards: &Guards,
    text: &str,
    range: Range<usize>,
    hits: &Hits,
) -> Option<&'static str> {
    let inside = &text[range.clone()];
    let found = |guard: &Pattern| hits.may_match(guard, &range) && guard.is_match(inside);
    if guards.inside.iter().any(found) {
        return Some("unless");
    }
    if !guards.before.is_empty() {
        let window = before(text, range.start);
        if guards.before.iter().any(|g| g.is_match(window)) {
            return Some("unless-before");
        }
    }
    if !guards.after.is_empty() {
        let window = after(text, range.end);
        if guards.after.iter().any(|g| g.is_match(window)) {
            return Some("unless-after");
        }
    }
    None
}

/// Every pattern of the guards that rejects a match by itself, by kind and number.
#[must_use]
pub fn rejecting(guards: &Guards, text: &str, range: Range<usize>) -> Vec<(&'static str, usize)> {
    let kinds = [
        ("unless", &guards.inside, &text[range.clone()]),
        ("unless-before", &guards.before, before(text, range.start)),
        ("unless-after", &guards.after, after(text, range.end)),
    ];
    let mut out = Vec::new();
    for (kind, patterns, window) in kinds {
        let numbered = patterns.iter().enumerate();
        out.extend(
            numbered
                .filter(|(_, g)| g.is_match(window))
                .map(|(i, _)| (kind, i)),
        );
    }
    out
}

/// What a guard before a match looks at.
fn before(text: &str, start: usize) -> &str {
    &text[floor_char(text, start.saturating_sub(GUARD_WINDOW))..start]
}

/// What a guard after a match looks at.
fn after(text: &str, end: usize) -> &str {
    &text[end..floor_char(text, (end + GUARD_WINDOW).min(text.len()))]
}

/// The nearest character boundary at or before an offset.
fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
