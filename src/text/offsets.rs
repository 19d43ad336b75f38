//! The map from folded offsets back to original ones, written while folding and never guessed by a diff.
//! Knows lengths only, no characters.

use std::ops::Range;

use crate::span::ByteSpan;

/// Folded offsets to original spans, as runs from left to right that cover both texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offsets {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    folded: usize,
    original: usize,
    folded_len: usize,
    original_len: usize,
    kind: Kind,
}

/// A replacement may have equal lengths and still other characters, so lengths alone do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Copied,
    Replaced,
    Deleted,
    Inserted,
}

impl Run {
    fn folded_end(&self) -> usize {
        self.folded + self.folded_len
    }

    fn original_end(&self) -> usize {
        self.original + self.original_len
    }

    fn has_both(&self) -> bool {
        matches!(self.kind, Kind::Copied | Kind::Replaced)
    }

    /// The original offset where the character at `folded` starts.
    fn original_start(&self, folded: usize) -> usize {
        match self.kind {
            Kind::Copied => self.original + folded.saturating_sub(self.folded),
            _ => self.original,
        }
    }

    /// The original offset behind the character that ends at `folded`.
    fn original_stop(&self, folded: usize) -> usize {
        match self.kind {
            Kind::Copied => self.original + (folded - self.folded).min(self.folded_len),
            _ => self.original_end(),
        }
    }
}

impl Offsets {
    /// The map of a text of `len` bytes that folding left as it was.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut builder = OffsetsBuilder::default();
        builder.copy(len);
        builder.finish()
    }

    /// The original span of a folded range: from the start of its first character that has an
    /// original to the end of its last one. Deleted characters at the borders are left out, inserted
    /// ones have no width. An empty range gives an empty span where its next character starts; what
    /// lies behind the text gives the end of the last character.
    #[must_use]
    pub fn to_original(&self, folded: Range<usize>) -> ByteSpan {
        let first = self
            .runs
            .partition_point(|r| r.folded_end() <= folded.start);
        let last = self.runs.partition_point(|r| r.folded < folded.end);
        let covered = self.runs.get(first..last).unwrap_or_default();
        let start = covered.iter().find(|r| r.has_both());
        let stop = covered.iter().rfind(|r| r.has_both());
        match (start, stop) {
            (Some(start), Some(stop)) if folded.start < folded.end => ByteSpan::new(
                start.original_start(folded.start),
                stop.original_stop(folded.end),
            ),
            _ => self.place(folded.start, first),
        }
    }

    /// An empty span at the character that run `first` or a later one has at `folded`.
    fn place(&self, folded: usize, first: usize) -> ByteSpan {
        let (before, after) = self.runs.split_at(first.min(self.runs.len()));
        let at = match after.iter().find(|r| r.has_both()) {
            Some(run) => run.original_start(folded),
            None => before
                .iter()
                .rfind(|r| r.has_both())
                .map_or(0, Run::original_end),
        };
        ByteSpan::new(at, at)
    }

    /// The folded offset nearest to an original one, at it or after it; inside deleted characters,
    /// where they stood.
    #[must_use]
    pub fn to_folded(&self, original: usize) -> usize {
        let at = self.runs.partition_point(|r| r.original_end() <= original);
        match self.runs.get(at) {
            None => self.runs.last().map_or(0, Run::folded_end),
            Some(run) if run.kind == Kind::Copied => {
                run.folded + original.saturating_sub(run.original)
            }
            Some(run) if original <= run.original => run.folded,
            Some(run) => run.folded_end(),
        }
    }

    /// Chains two maps: `self` leads from a middle text to the original, `next` from a further text
    /// to that middle one; the result leads from the further text to the original.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut reader = Reader::new(self);
        let mut out = OffsetsBuilder {
            runs: Vec::with_capacity(self.runs.len() + 2 * next.runs.len()),
            ..OffsetsBuilder::default()
        };
        for run in &next.runs {
            match run.kind {
                Kind::Copied => reader.copy(run.folded_len, &mut out),
                Kind::Inserted => out.insert(run.folded_len),
                Kind::Deleted => reader.replace(run.original_len, 0, &mut out),
                Kind::Replaced => reader.replace(run.original_len, run.folded_len, &mut out),
            }
        }
        reader.deleted(&mut out);
        out.finish()
    }
}

/// Walks over the runs of a map, as many folded bytes at a time as it is told.
#[derive(Debug)]
struct Reader<'a> {
    runs: &'a [Run],
    at: usize,
    /// Folded bytes of the run at `at` that are behind already.
    used: usize,
}

impl<'a> Reader<'a> {
    fn new(offsets: &'a Offsets) -> Self {
        Self {
            runs: &offsets.runs,
            at: 0,
            used: 0,
        }
    }

    /// Passes on the deletions that stand here.
    fn deleted(&mut self, out: &mut OffsetsBuilder) {
        while let Some(run) = self.runs.get(self.at).filter(|r| r.kind == Kind::Deleted) {
            out.delete(run.original_len);
            self.at += 1;
        }
    }

    /// The next piece of at most `want` folded bytes: its folded and original length, and its kind.
    /// A replacement cut in two gives its whole original to the first piece, so that nothing of the
    /// original is lost or counted twice.
    fn piece(&mut self, want: usize) -> Option<(usize, usize, Kind)> {
        let run = self.runs.get(self.at)?;
        let take = want.min(run.folded_len - self.used);
        let (original, kind) = match run.kind {
            Kind::Copied => (take, Kind::Copied),
            _ if self.used == 0 => (run.original_len, run.kind),
            _ => (0, Kind::Inserted),
        };
        self.used += take;
        if self.used == run.folded_len {
            self.at += 1;
            self.used = 0;
        }
        Some((take, original, kind))
    }

    fn copy(&mut self, mut len: usize, out: &mut OffsetsBuilder) {
        while len > 0 {
            self.deleted(out);
            let Some((take, original, kind)) = self.piece(len) else {
                return;
            };
            match kind {
                Kind::Copied => out.copy(take),
                _ => out.replace(take, original),
            }
            len -= take;
        }
    }

    /// Takes `len` folded bytes together as what `folded_len` bytes came from.
    fn replace(&mut self, mut len: usize, folded_len: usize, out: &mut OffsetsBuilder) {
        self.deleted(out);
        let mut consumed = 0;
        while len > 0 {
            let Some((take, original, _)) = self.piece(len) else {
                break;
            };
            consumed += original;
            len -= take;
        }
        out.replace(folded_len, consumed);
    }
}

/// Writes an [`Offsets`] from left to right; runs of the same kind merge where that loses nothing.
#[derive(Debug, Default)]
pub struct OffsetsBuilder {
    runs: Vec<Run>,
    folded: usize,
    original: usize,
}

impl OffsetsBuilder {
    /// `len` bytes that stand in both texts.
    pub fn copy(&mut self, len: usize) {
        self.push(len, len, Kind::Copied);
    }

    /// `original_len` bytes that became `folded_len` others, as one that cannot be cut.
    pub fn replace(&mut self, folded_len: usize, original_len: usize) {
        let kind = match (folded_len, original_len) {
            (0, _) => Kind::Deleted,
            (_, 0) => Kind::Inserted,
            _ => Kind::Replaced,
        };
        self.push(folded_len, original_len, kind);
    }

    /// Bytes of the original that the folded text does not have.
    pub fn delete(&mut self, original_len: usize) {
        self.push(0, original_len, Kind::Deleted);
    }

    /// Bytes of the folded text that the original does not have.
    pub fn insert(&mut self, folded_len: usize) {
        self.push(folded_len, 0, Kind::Inserted);
    }

    /// The map.
    #[must_use]
    pub fn finish(self) -> Offsets {
        Offsets { runs: self.runs }
    }

    fn push(&mut self, folded_len: usize, original_len: usize, kind: Kind) {
        if folded_len == 0 && original_len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.kind == kind && kind != Kind::Replaced => {
                run.folded_len += folded_len;
                run.original_len += original_len;
            }
            _ => self.runs.push(Run {
                folded: self.folded,
                original: self.original,
                folded_len,
                original_len,
                kind,
            }),
        }
        self.folded += folded_len;
        self.original += original_len;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab` copied, `（` to `(`, two deleted, `\n` inserted, `c` copied.
    fn sample() -> Offsets {
        let mut b = OffsetsBuilder::default();
        b.copy(1);
        b.copy(1);
        b.replace(1, 3);
        b.delete(2);
        b.insert(1);
        b.copy(1);
        b.finish()
    }

    #[test]
    fn adjacent_copies_are_one_run() {
        assert_eq!(sample().runs.len(), 5);
        assert_eq!(Offsets::identity(0), Offsets::default());
    }

    #[test]
    fn ranges_find_their_original() {
        let map = sample();
        for (folded, original) in [
            (0..1, 0..1),
            (0..2, 0..2),
            (1..3, 1..5),
            (2..3, 2..5),
            (2..4, 2..5),
            (3..4, 7..7),
            (3..5, 7..8),
            (0..5, 0..8),
            (1..1, 1..1),
            (3..3, 7..7),
            (5..5, 8..8),
            (9..12, 8..8),
        ] {
            assert_eq!(
                map.to_original(folded.clone()),
                original.into(),
                "{folded:?}"
            );
        }
    }

    #[test]
    fn originals_find_the_next_folded() {
        let map = sample();
        let found: Vec<_> = (0..=9).map(|at| map.to_folded(at)).collect();
        assert_eq!(found, [0, 1, 2, 3, 3, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn chained_maps_lead_to_the_first_text() {
        let mut next = OffsetsBuilder::default();
        next.copy(1);
        next.insert(1);
        next.replace(1, 2);
        next.delete(1);
        next.copy(1);
        let map = sample().then(&next.finish());
        assert_eq!(map.to_original(0..1), ByteSpan::new(0, 1));
        assert_eq!(map.to_original(1..2), ByteSpan::new(1, 1));
        assert_eq!(map.to_original(2..3), ByteSpan::new(1, 5));
        assert_eq!(map.to_original(3..4), ByteSpan::new(7, 8));
    }

    #[test]
    fn a_cut_replacement_keeps_its_original_once() {
        let mut first = OffsetsBuilder::default();
        first.replace(4, 6);
        let mut cut = OffsetsBuilder::default();
        cut.copy(2);
        cut.insert(1);
        cut.copy(2);
        let map = first.finish().then(&cut.finish());
        assert_eq!(map.to_original(0..5), ByteSpan::new(0, 6));
        assert_eq!(map.to_original(3..5), ByteSpan::new(6, 6));
    }

    #[test]
    fn no_range_panics() {
        let map = sample();
        for start in 0..9 {
            for end in 0..9 {
                let span = map.to_original(start..end);
                assert!(span.start <= span.end && span.end <= 8);
            }
        }
    }
}
