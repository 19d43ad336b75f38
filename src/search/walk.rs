//! The matches of one pattern in a range of a text, in order, searched only around the hits of its
//! literals.
//!
//! Every match holds one of the literals, so it lies within the window of that hit: from where what may
//! come before the literal can start, up to where what may come after it can end. Windows that overlap
//! are one region. So each match lies within one region, and what a plain search finds first is found
//! first by searching the regions in their order, each with the true text around it for `^`, `$`, `\b`.

use std::ops::Range;

use regex_automata::Anchored;

use super::needs::Needs;
use super::pattern::{Groups, Pattern, Starts};
use super::scan::{Hit, Hits};
use super::window::Seen;

/// A walk over the matches of a pattern.
#[derive(Debug)]
pub struct Walk<'a> {
    pattern: &'a Pattern,
    seen: Seen<'a>,
    from: usize,
    guided: Option<Guided<'a>>,
    /// What is searched now.
    region: Range<usize>,
}

#[derive(Debug)]
struct Guided<'a> {
    needs: &'a Needs,
    /// Hits not yet part of a region.
    hits: &'a [Hit],
}

impl<'a> Walk<'a> {
    /// A walk over the matches in `range` of `text`. They end there as if the text ended; what stands
    /// before the range is seen by `^` and `\b`.
    #[must_use]
    pub fn new(pattern: &'a Pattern, text: &'a str, range: Range<usize>, hits: &'a Hits) -> Self {
        let text = &text[..range.end];
        let guided = hits.of(pattern).zip(pattern.needs()).map(|(hits, needs)| {
            let from = hits.partition_point(|hit| hit.start() < range.start);
            let to = hits.partition_point(|hit| hit.start() < range.end);
            Guided {
                needs,
                hits: &hits[from..to],
            }
        });
        let region = match guided {
            Some(_) => range.start..range.start,
            None => range.clone(),
        };
        Self {
            pattern,
            seen: Seen::new(text),
            from: range.start,
            guided,
            region,
        }
    }

    /// The first match that starts at or after `at`, which only grows from call to call.
    pub fn find(&mut self, at: usize) -> Option<Range<usize>> {
        self.search(at, Pattern::find_in)
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
        look: impl Fn(&'a Pattern, &mut Seen<'a>, Range<usize>, Anchored) -> Option<T>,
    ) -> Option<T> {
        self.from = self.from.max(at);
        loop {
            let from = self.region.start.max(self.from);
            if from <= self.region.end
                && let Some(found) = self.in_region(from..self.region.end, &look)
            {
                return Some(found);
            }
            self.region = self.next_region()?;
        }
    }

    /// Searches one region; patterns that open with `^` are tried at line starts only.
    fn in_region<T>(
        &mut self,
        region: Range<usize>,
        look: &impl Fn(&'a Pattern, &mut Seen<'a>, Range<usize>, Anchored) -> Option<T>,
    ) -> Option<T> {
        let (pattern, seen) = (self.pattern, &mut self.seen);
        let text = seen.text;
        match pattern.starts() {
            Starts::Anywhere => look(pattern, seen, region, Anchored::No),
            Starts::Text if region.start > 0 => None,
            Starts::Text => look(pattern, seen, region, Anchored::Yes),
            Starts::Lines => {
                let mut start = region.start;
                if start > 0 && text.as_bytes()[start - 1] != b'\n' {
                    start += text[region.clone()].find('\n')? + 1;
                }
                loop {
                    let found = look(pattern, seen, start..region.end, Anchored::Yes);
                    if found.is_some() {
                        return found;
                    }
                    start += text[start..region.end].find('\n')? + 1;
                }
            }
        }
    }

    /// The next windows that overlap, as one.
    fn next_region(&mut self) -> Option<Range<usize>> {
        let from = self.from;
        let guided = self.guided.as_mut()?;
        let within = from..self.seen.text.len();
        let passed = guided
            .hits
            .iter()
            .take_while(|hit| hit.start() < from)
            .count();
        guided.hits = &guided.hits[passed..];
        let window = |hit: &Hit| {
            let end = hit.end().min(within.end);
            let start = guided
                .needs
                .before
                .start(self.seen.text, &within, hit.start());
            start..guided.needs.after.end(self.seen.text, &within, end)
        };
        let (first, rest) = guided.hits.split_first()?;
        let mut region = window(first);
        guided.hits = rest;
        while let Some((hit, rest)) = guided.hits.split_first() {
            // a hit inside the region starts no window before it: windows start in the order of hits
            let next = window(hit);
            if next.start >= region.end {
                break;
            }
            region.end = region.end.max(next.end);
            guided.hits = rest;
        }
        Some(region)
    }
}

/// The offset of the next character.
fn after(text: &str, at: usize) -> Option<usize> {
    text[at..].chars().next().map(|c| at + c.len_utf8())
}
