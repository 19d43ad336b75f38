//! The matches of one pattern in a range of a text, in order, searched only around the hits of its
//! literals.
//!
//! Every match holds one of the literals, so it lies within the window of that hit: from where what may
//! come before the literal can start, up to where what may come after it can end. Windows that overlap
//! are one region. So each match lies within one region, and what a plain search finds first is found
//! first by searching the regions in their order, each with the true text around it for `^`, `$`, `\b`.

use std::ops::Range;

use regex_automata::Anchored;

use super::built::Starts;
use super::groups::Groups;
use super::needs::Needs;
use super::pattern::Pattern;
use super::reach::Reach;
use super::scan::{Hit, Hits};
use super::window::Seen;
use super::work::{is_spent, looked_at};

/// A walk over the matches of a pattern.
#[derive(Debug)]
pub struct Walk<'a> {
    pattern: &'a Pattern,
    seen: Seen<'a>,
    from: usize,
    /// Regions not yet searched.
    regions: std::vec::IntoIter<Region>,
    /// What is searched now.
    region: Region,
}

impl<'a> Walk<'a> {
    /// A walk over the matches in `range` of `text`. They end there as if the text ended; what stands
    /// before the range is seen by `^` and `\b`.
    #[must_use]
    pub fn new(pattern: &'a Pattern, text: &'a str, range: Range<usize>, hits: &'a Hits) -> Self {
        let text = &text[..range.end];
        let mut walk = Self {
            pattern,
            seen: Seen::new(text, hits.numbered()),
            from: range.start,
            regions: Vec::new().into_iter(),
            region: Region {
                range: range.clone(),
                opens: false,
            },
        };
        // what a pattern needs is asked for only where a scanner has looked
        if let Some(hits) = hits.of(pattern)
            && let Some(needs) = pattern.needs()
        {
            walk.regions = regions(text, &range, hits, needs).into_iter();
            walk.region = walk.regions.next().unwrap_or(NOWHERE);
        }
        walk
    }

    /// The first match that starts at or after `at`, which only grows from call to call.
    pub fn find(&mut self, at: usize) -> Option<Range<usize>> {
        self.search(at, Pattern::find_in)
    }

    /// Whether there is a match; where it ends is not asked.
    pub fn is_match(mut self) -> bool {
        let found = |pattern: &Pattern, seen, span, anchored| {
            pattern.is_match_in(seen, span, anchored).then_some(())
        };
        self.search(self.from, found).is_some()
    }

    /// The groups of the first match that starts at or after `at`.
    pub fn groups(&mut self, at: usize) -> Option<Groups<'a>> {
        self.search(at, Pattern::groups_in)
    }

    /// The groups of all matches, none over another, as a plain search gives them.
    pub fn all(self) -> impl Iterator<Item = Groups<'a>> {
        self.each(Self::groups, |groups| groups.whole())
    }

    /// All matches, each with where its group `name` starts, or the match where it took no part.
    pub fn starts(self, name: &'a str) -> impl Iterator<Item = (Range<usize>, usize)> {
        let search = move |walk: &mut Self, at| {
            walk.search(at, |pattern, seen, span, anchored| {
                pattern.start_in(seen, span, anchored, name)
            })
        };
        self.each(search, |(whole, _)| whole.clone())
    }

    fn each<T>(
        mut self,
        search: impl Fn(&mut Self, usize) -> Option<T>,
        range: impl Fn(&T) -> Range<usize>,
    ) -> impl Iterator<Item = T> {
        let mut at = self.from;
        let mut last = None;
        std::iter::from_fn(move || {
            let mut found = search(&mut self, at)?;
            // an empty match right behind the last one is none
            if range(&found).is_empty() && Some(range(&found).end) == last {
                let next = after(self.seen.text, at)?;
                found = search(&mut self, next)?;
            }
            at = range(&found).end;
            last = Some(at);
            Some(found)
        })
    }

    fn search<T>(
        &mut self,
        at: usize,
        look: impl Fn(&'a Pattern, Seen<'a>, Range<usize>, Anchored) -> Option<T>,
    ) -> Option<T> {
        self.from = self.from.max(at);
        loop {
            let Region { range, opens } = &self.region;
            let from = range.start.max(self.from);
            let behind = from > range.end || (*opens && from > range.start);
            if !behind && let Some(found) = self.in_region(from..range.end, *opens, &look) {
                return Some(found);
            }
            match self.regions.next() {
                Some(region) => self.region = region,
                None => {
                    self.region = NOWHERE;
                    return None;
                }
            }
        }
    }

    /// Searches one region; patterns that open with `^` are tried at line starts only.
    fn in_region<T>(
        &mut self,
        region: Range<usize>,
        opens: bool,
        look: &impl Fn(&'a Pattern, Seen<'a>, Range<usize>, Anchored) -> Option<T>,
    ) -> Option<T> {
        let (pattern, seen) = (self.pattern, self.seen);
        let text = seen.text;
        // what is tried at one place reaches no farther than a match can
        let extent = |start: usize| start..pattern.extent().end(text, &region, start);
        match pattern.starts() {
            Starts::Anywhere if opens => look(pattern, seen, region, Anchored::Yes),
            Starts::Anywhere => look(pattern, seen, region, Anchored::No),
            Starts::Text if region.start > 0 => None,
            Starts::Text if pattern.can_begin(text) => {
                look(pattern, seen, extent(0), Anchored::Yes)
            }
            Starts::Text => None,
            Starts::Lines => {
                let mut start = region.start;
                if start > 0 && text.as_bytes()[start - 1] != b'\n' {
                    start += line_end(&text[region.clone()])? + 1;
                }
                loop {
                    if pattern.can_begin(&text[start..]) {
                        let found = look(pattern, seen, extent(start), Anchored::Yes);
                        if found.is_some() {
                            return found;
                        }
                    }
                    start += line_end(&text[start..region.end])? + 1;
                }
            }
        }
    }
}

/// Where nothing is.
const NOWHERE: Region = Region {
    range: Range {
        start: usize::MAX,
        end: 0,
    },
    opens: false,
};

/// A stretch that is searched.
#[derive(Debug, Clone)]
struct Region {
    range: Range<usize>,
    /// Whether a match can only start where it does: it holds one hit, and a literal that opens the pattern. With
    /// several, each would be read from to the end of the stretch, which costs the square of its length.
    opens: bool,
}

/// The windows of hits, those that overlap as one.
fn regions(text: &str, range: &Range<usize>, hits: &[Hit], needs: &Needs) -> Vec<Region> {
    let from = hits.partition_point(|hit| hit.start() < range.start);
    let hits = &hits[from..];
    let to = hits.partition_point(|hit| hit.start() < range.end);
    let window = |hit: &Hit| {
        let clue = needs.clues.get(hit.clue())?;
        let end = hit.end().min(range.end);
        let start = clue.before.start(text, range, hit.start());
        let window = start..clue.after.end(text, range, end);
        looked_at(window.len());
        Some(Region {
            range: window,
            opens: clue.before == Reach::NONE,
        })
    };
    let hits = hits[..to].iter().take_while(|_| !is_spent());
    let mut windows: Vec<Region> = hits.filter_map(window).collect();
    if !windows.is_sorted_by_key(|window| window.range.start) {
        windows.sort_unstable_by_key(|window| window.range.start);
    }
    windows.dedup_by(|window, last| {
        let over = window.range.start < last.range.end;
        if over {
            last.opens &= window.opens && window.range.start == last.range.start;
            last.range.end = last.range.end.max(window.range.end);
        }
        over
    });
    windows
}

/// Where the first line of a text ends, if another follows.
fn line_end(text: &str) -> Option<usize> {
    memchr::memchr(b'\n', text.as_bytes())
}

/// The offset of the next character.
fn after(text: &str, at: usize) -> Option<usize> {
    text[at..].chars().next().map(|c| at + c.len_utf8())
}
