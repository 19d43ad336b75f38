//! Paragraphs to sections that cover the text, without gap or overlap. Knows no fields.

use std::ops::Range;

use crate::rule::Pack;
use crate::rule::compiled::{Guards, Pick, SectionRule, fits};
use crate::search::{Hits, Pattern, Walk};
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

/// A marker found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marker {
    at: usize,
    rule: usize,
}

/// Cuts a text, in which the pack's page scanner found `hits`, into sections; an empty text has none.
#[must_use]
pub fn segment(text: &str, pack: &Pack, genre: &str, hits: &Hits) -> Vec<FoldedSection> {
    let mut markers = Vec::new();
    for (index, rule) in pack.sections.iter().enumerate() {
        if fits(&rule.genres, genre) {
            markers.extend(
                picked(find(text, rule, hits), rule.pick)
                    .into_iter()
                    .map(|at| Marker { at, rule: index }),
            );
        }
    }
    // rules that stand first in the pack win a place that two want
    markers.sort_by_key(|m| (m.at, m.rule));
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
        if !opens(rule, current.kind, &seen, ahead, pack) {
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

fn opens(
    rule: &SectionRule,
    current: SectionKind,
    seen: &[SectionKind],
    ahead: &[Marker],
    pack: &Pack,
) -> bool {
    let comes = |kind: &SectionKind| ahead.iter().any(|m| pack.sections[m.rule].kind == *kind);
    (rule.from.is_empty() || rule.from.contains(&current))
        && rule.after.iter().all(|k| seen.contains(k))
        && !rule.not_after.iter().any(|k| seen.contains(k))
        && rule.before.iter().all(comes)
}

/// Where the markers of a rule stand.
fn find(text: &str, rule: &SectionRule, hits: &Hits) -> Vec<usize> {
    let mut places = Vec::new();
    for pattern in &rule.markers {
        for (whole, at) in Walk::new(pattern, text, 0..text.len(), hits).starts("at") {
            if excluded(&rule.guards, text, whole, hits).is_none() {
                places.push(at);
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn picked(places: Vec<usize>, pick: Pick) -> Vec<usize> {
    match pick {
        Pick::All | Pick::Longest => places,
        Pick::First => places.into_iter().take(1).collect(),
        Pick::Last => places.into_iter().next_back().into_iter().collect(),
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
        let from = floor_char(text, range.start.saturating_sub(GUARD_WINDOW));
        let window = &text[from..range.start];
        if guards.before.iter().any(|g| g.is_match(window)) {
            return Some("unless-before");
        }
    }
    if !guards.after.is_empty() {
        let to = floor_char(text, (range.end + GUARD_WINDOW).min(text.len()));
        let window = &text[range.end..to];
        if guards.after.iter().any(|g| g.is_match(window)) {
            return Some("unless-after");
        }
    }
    None
}

/// The nearest character boundary at or before an offset.
fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
