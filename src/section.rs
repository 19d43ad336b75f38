//! Paragraphs to sections that cover the text, without gap or overlap. Knows no fields.

use std::ops::Range;

use crate::rule::Pack;
use crate::rule::compiled::{Guards, Pick, SectionRule, fits};
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

/// Cuts a text into sections; an empty text has none.
#[must_use]
pub fn segment(text: &str, pack: &Pack, genre: &str) -> Vec<FoldedSection> {
    let mut markers = Vec::new();
    for (index, rule) in pack.sections.iter().enumerate() {
        if fits(&rule.genres, genre) {
            markers.extend(
                picked(find(text, rule), rule.pick)
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
fn find(text: &str, rule: &SectionRule) -> Vec<usize> {
    let mut places = Vec::new();
    for pattern in &rule.markers {
        for found in pattern.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let mut unwanted = rule.unless_ahead.iter();
            if excluded(&rule.guards, text, whole.range()).is_none()
                && !unwanted.any(|p| p.is_match_at(text, whole.end()))
            {
                places.push(found.name("at").map_or(whole.start(), |m| m.start()));
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
pub fn excluded(guards: &Guards, text: &str, range: Range<usize>) -> Option<&'static str> {
    let inside = &text[range.clone()];
    if guards.inside.iter().any(|g| g.is_match(inside)) {
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
