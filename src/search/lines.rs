//! Patterns that open with `^`: each line is a question of its own, which need not be asked before the
//! answer counts.

use regex_automata::Anchored;

use super::built::Starts;
use super::needs::Needs;
use super::pattern::Pattern;
use super::scan::Hits;
use super::window::Seen;

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    hits: &'t Hits,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text, in which a scanner found `hits`.
    #[must_use]
    pub fn new(text: &'t str, hits: &'t Hits) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self {
            text,
            hits,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The starts of all lines at which `pattern` may match, in order; `None` where its matches may start
    /// inside a line, or be known by a literal of another line.
    #[must_use]
    pub fn candidates(&self, pattern: &Pattern) -> Option<Vec<usize>> {
        let needs = pattern.needs();
        let known_by_line = |needs: &Needs| needs.clues.iter().all(|c| c.before.stays_in_line());
        if pattern.starts() != Starts::Lines || !needs.is_none_or(known_by_line) {
            return None;
        }
        let mut found: Vec<usize> = match self.hits.of(pattern) {
            None => self.starts.clone(),
            Some(hits) => hits.iter().map(|hit| self.start_of(hit.start())).collect(),
        };
        found.dedup();
        found.retain(|start| pattern.can_begin(&self.text[*start..]));
        Some(found)
    }

    /// Whether the matches of a pattern that opens with `^` end in the line they start in, so that none
    /// hides another.
    #[must_use]
    pub fn are_enough_for(pattern: &Pattern) -> bool {
        pattern.extent().stays_in_line()
    }

    /// The match of such a pattern at the start of a line.
    #[must_use]
    pub fn match_at(&self, pattern: &Pattern, start: usize) -> Option<std::ops::Range<usize>> {
        let end = pattern
            .extent()
            .end(self.text, &(start..self.text.len()), start);
        pattern.find_in(
            Seen::new(self.text, self.hits.numbered()),
            start..end,
            Anchored::Yes,
        )
    }

    fn start_of(&self, offset: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= offset);
        self.starts[line.saturating_sub(1)]
    }
}
