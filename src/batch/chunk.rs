//! Inputs in ordered chunks, bounded in number and in bytes.

use std::iter::Peekable;

use crate::files::Input;

/// Documents in a chunk: enough to keep every core busy while the slowest ends.
const MAX_DOCUMENTS: usize = 512;
/// Bytes in a chunk; records take some ten times as much while they wait for the writer.
const MAX_BYTES: u64 = 16 << 20;

/// Chunks of inputs. A single input longer than the bound is a chunk of its own.
pub(super) struct Chunks<I: Iterator<Item = Input>> {
    inputs: Peekable<I>,
}

impl<I: Iterator<Item = Input>> Chunks<I> {
    pub(super) fn new(inputs: I) -> Self {
        Self {
            inputs: inputs.peekable(),
        }
    }
}

impl<I: Iterator<Item = Input>> Iterator for Chunks<I> {
    type Item = Vec<Input>;

    fn next(&mut self) -> Option<Vec<Input>> {
        let first = self.inputs.next()?;
        let mut bytes = first.bytes;
        let mut chunk = vec![first];
        while chunk.len() < MAX_DOCUMENTS {
            let fits = |input: &Input| bytes.saturating_add(input.bytes) <= MAX_BYTES;
            let Some(input) = self.inputs.next_if(fits) else {
                break;
            };
            bytes = bytes.saturating_add(input.bytes);
            chunk.push(input);
        }
        Some(chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Verdict;

    fn input(bytes: u64) -> Input {
        Input {
            path: "a".into(),
            name: "a".to_owned(),
            bytes,
            verdict: Verdict::Take,
        }
    }

    #[test]
    fn chunks_are_bounded_and_lose_nothing() {
        let sizes = (0..2000).map(|n| if n % 500 == 7 { 2 * MAX_BYTES } else { 10 });
        let chunks: Vec<Vec<Input>> = Chunks::new(sizes.clone().map(input)).collect();
        assert!(chunks.iter().all(|chunk| chunk.len() <= MAX_DOCUMENTS));
        for chunk in &chunks {
            let bytes: u64 = chunk.iter().map(|input| input.bytes).sum();
            assert!(bytes <= MAX_BYTES || chunk.len() == 1);
        }
        let again: Vec<u64> = chunks
            .into_iter()
            .flatten()
            .map(|input| input.bytes)
            .collect();
        assert!(again.into_iter().eq(sizes));
    }
}
