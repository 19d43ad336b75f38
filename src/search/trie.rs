//! A tree of literals by their characters. The nodes behind one node stand side by side, so that a step looks at one or
//! two lines of memory, and at none where a literal ends that no other goes on from.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// Literals and who watches for each.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// For each character of the basic plane, the node behind it at the root; 0 for none.
    first: Vec<u16>,
    /// The root, then the nodes behind it, then those behind these; and an end for the last.
    nodes: Vec<Node>,
    /// The character that leads to each node.
    characters: Vec<u32>,
    watchers: Vec<u32>,
}

/// What is known of a literal, or of the beginning of some. What is its own ends where that of the next node starts.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The first of the nodes behind it.
    behind: u32,
    /// Where in `watchers` those stand who watch for the literal that ends here.
    held: u32,
}

impl Trie {
    /// The tree of some literals.
    pub(super) fn new(literals: BTreeMap<String, Vec<u32>>) -> Self {
        let (texts, held): (Vec<Vec<u32>>, Vec<Vec<u32>>) = literals
            .into_iter()
            .map(|(text, own)| (text.chars().map(u32::from).collect(), own))
            .unzip();
        let mut trie = Self {
            first: vec![0; 1 << 16],
            characters: vec![0],
            ..Self::default()
        };
        // each node with the literals that begin with it, which stand together, and how long it is
        let mut waiting = VecDeque::from([(0..texts.len(), 0)]);
        while let Some((mut own, depth)) = waiting.pop_front() {
            trie.nodes.push(Node {
                behind: number(trie.characters.len()),
                held: number(trie.watchers.len()),
            });
            if texts.get(own.start).is_some_and(|text| text.len() == depth) {
                trie.watchers.extend(&held[own.start]);
                own.start += 1;
            }
            while let Some(c) = texts[own.clone()].first().map(|text| text[depth]) {
                let same = texts[own.clone()].partition_point(|text| text[depth] <= c);
                trie.characters.push(c);
                waiting.push_back((own.start..own.start + same, depth + 1));
                own.start += same;
            }
        }
        trie.nodes.push(Node {
            behind: number(trie.characters.len()),
            held: number(trie.watchers.len()),
        });
        for node in trie.behind(0) {
            let place = trie.first.get_mut(trie.characters[node] as usize);
            if let (Some(place), Ok(node)) = (place, u16::try_from(node)) {
                *place = node;
            }
        }
        trie
    }

    /// The node behind a first character.
    #[inline]
    pub(super) fn first(&self, c: u32) -> Option<u32> {
        match self.first.get(c as usize) {
            Some(node) => (*node > 0).then_some(u32::from(*node)),
            None => self.next(0, c),
        }
    }

    /// The node behind a further character.
    #[inline]
    pub(super) fn next(&self, from: u32, c: u32) -> Option<u32> {
        let behind = self.behind(from);
        let place = self.characters[behind.clone()]
            .iter()
            .position(|own| *own == c)?;
        Some(number(behind.start + place))
    }

    /// The nodes behind a node.
    #[inline]
    fn behind(&self, node: u32) -> Range<usize> {
        let node = node as usize;
        self.nodes[node].behind as usize..self.nodes[node + 1].behind as usize
    }

    /// Whether a literal ends in a node.
    #[inline]
    pub(super) fn ends(&self, node: u32) -> bool {
        let node = node as usize;
        self.nodes[node].held < self.nodes[node + 1].held
    }

    /// Who watches for the literal that ends in a node.
    #[inline]
    pub(super) fn watchers(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.watchers[self.nodes[node].held as usize..self.nodes[node + 1].held as usize]
    }
}

/// A place in a table; patterns are bounded, and so are these.
#[inline]
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_literal_is_at_the_end_of_its_characters() {
        let literals = ["甲", "甲乙", "甲乙丙", "甲丁", "a", "\u{20000}乙"];
        let numbered = literals.iter().zip(0..);
        let all = numbered
            .clone()
            .map(|(text, n)| ((*text).to_owned(), vec![n]));
        let trie = Trie::new(all.collect());
        let node = |text: &str| {
            let mut characters = text.chars().map(u32::from);
            let first = trie.first(characters.next()?)?;
            characters.try_fold(first, |node, c| trie.next(node, c))
        };
        for (text, n) in numbered {
            assert_eq!(
                node(text).map(|node| trie.watchers(node)),
                Some(&[n][..]),
                "{text}"
            );
        }
        assert_eq!(
            node("\u{20000}").map(|node| trie.watchers(node).len()),
            Some(0)
        );
        for text in ["乙", "甲丙", "甲乙丁", "b", "\u{20001}"] {
            assert_eq!(node(text), None, "{text}");
        }
    }
}
