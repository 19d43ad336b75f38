//! What the inputs hold, in ordered chunks, bounded in number and in bytes.

use std::ops::ControlFlow;

use super::panics;
use crate::files::{Input, Verdict};
use crate::input::{Content, Format, Raw, Reading, visit};

/// Documents in a chunk.
const MAX_DOCUMENTS: usize = 64;
/// Bytes in a chunk; what they become takes some times as much while it waits for the writer.
pub(super) const MAX_BYTES: u64 = 256 << 10;

/// Where to begin, and how much to take at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feed<'a> {
    pub(super) reading: &'a Reading,
    /// How many items were done before, and are passed over.
    pub(super) skip: u64,
    /// Chunks end after this many items of the whole run.
    pub(super) every: u64,
}

impl Feed<'_> {
    /// Gives the items of the inputs in chunks, until `take` has had enough. A document longer than the
    /// bound is a chunk of its own.
    pub(super) fn run(
        &self,
        inputs: impl Iterator<Item = Input>,
        take: &mut dyn FnMut(Vec<Raw>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut chunk = Chunk::default();
        let mut passed = 0;
        for input in inputs {
            // What a parser of a foreign format gave before it panicked is kept.
            let visited = panics::caught(|| {
                visit(&input, self.reading, &mut |raw| {
                    self.item(raw, &mut passed, &mut chunk, take)
                })
            });
            match visited {
                Ok(flow) => flow?,
                Err(message) => {
                    let raw = panicked(&input, message);
                    self.item(raw, &mut passed, &mut chunk, take)?;
                }
            }
        }
        if chunk.items.is_empty() {
            return ControlFlow::Continue(());
        }
        take(chunk.items)
    }

    fn item(
        &self,
        raw: Raw,
        passed: &mut u64,
        chunk: &mut Chunk,
        take: &mut dyn FnMut(Vec<Raw>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        *passed += 1;
        if *passed <= self.skip {
            return ControlFlow::Continue(());
        }
        if chunk.is_full_for(&raw) {
            take(std::mem::take(chunk).items)?;
        }
        chunk.add(raw);
        if passed.is_multiple_of(self.every) {
            take(std::mem::take(chunk).items)?;
        }
        ControlFlow::Continue(())
    }
}

fn panicked(input: &Input, message: String) -> Raw {
    Raw {
        path: input.name.as_str().into(),
        member: None,
        format: Format::Text,
        content: Content::Aside(Verdict::Fail("panic", message), input.bytes),
    }
}

#[derive(Default)]
struct Chunk {
    items: Vec<Raw>,
    bytes: u64,
}

impl Chunk {
    fn is_full_for(&self, raw: &Raw) -> bool {
        let fits = self.bytes.saturating_add(raw.weight()) <= MAX_BYTES;
        !self.items.is_empty() && (!fits || self.items.len() >= MAX_DOCUMENTS)
    }

    fn add(&mut self, raw: Raw) {
        self.bytes = self.bytes.saturating_add(raw.weight());
        self.items.push(raw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(number: usize, bytes: u64) -> Input {
        Input {
            path: "a".into(),
            name: format!("{number}.txt"),
            bytes,
            named: false,
            verdict: Verdict::Take,
        }
    }

    fn chunks(skip: u64, every: u64) -> Vec<Vec<Raw>> {
        let inputs = (0..2000).map(|n| input(n, if n % 500 == 7 { 2 * MAX_BYTES } else { 10 }));
        let reading = Reading::default();
        let mut out = Vec::new();
        let feed = Feed {
            reading: &reading,
            skip,
            every,
        };
        let flow = feed.run(inputs, &mut |chunk| {
            out.push(chunk);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        out
    }

    #[test]
    fn chunks_are_bounded_and_lose_nothing() {
        for (skip, every) in [(0, 4096), (0, 100), (1234, 100)] {
            let chunks = chunks(skip, every);
            for chunk in &chunks {
                let bytes: u64 = chunk.iter().map(Raw::weight).sum();
                assert!(chunk.len() <= MAX_DOCUMENTS);
                assert!(bytes <= MAX_BYTES || chunk.len() == 1);
            }
            let names: Vec<String> = chunks
                .iter()
                .flatten()
                .map(|raw| raw.path.to_string())
                .collect();
            let wanted: Vec<String> = (skip..2000).map(|n| format!("{n}.txt")).collect();
            assert_eq!(names, wanted);
        }
    }

    #[test]
    fn checkpoints_fall_between_chunks() {
        let mut seen = 0;
        for chunk in chunks(0, 100) {
            assert!(seen / 100 == (seen + chunk.len() - 1) / 100);
            seen += chunk.len();
        }
    }
}
