//! A tree of literals by their characters, its edges in one table: the longest literal at a place costs as many
//! questions as it has characters, however many others begin like it.

use std::collections::BTreeMap;

/// Literals and who watches for each.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// For each character of the basic plane, the node behind it at the root; 0 for none.
    first: Vec<u16>,
    /// Edges, at or behind the place that [`place`] gives them; a power of two of them, half of them free.
    edges: Vec<Edge>,
    /// Where in `watchers` those stand who watch for the literal that ends in a node, and an end for the last.
    held: Vec<u32>,
    watchers: Vec<u32>,
}

/// A step from a node to the next; to 0 for a free place.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    from: u32,
    c: u32,
    to: u32,
}

impl Trie {
    /// The tree of some literals.
    pub(super) fn new(literals: BTreeMap<String, Vec<u32>>) -> Self {
        let mut steps: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let mut watchers = vec![Vec::new()];
        let firsts = literals.keys().filter_map(|text| text.chars().next());
        // the nodes behind first characters come first, so that their numbers are small
        for c in firsts {
            step(&mut steps, &mut watchers, 0, c);
        }
        for (text, own) in literals {
            let walk = |node, c| step(&mut steps, &mut watchers, node, c);
            let node = text.chars().fold(0, walk);
            watchers[node as usize] = own;
        }
        let mut first = vec![0; 1 << 16];
        for (&(from, c), &to) in &steps {
            if let (0, Some(place), Ok(to)) = (from, first.get_mut(c as usize), u16::try_from(to)) {
                *place = to;
            }
        }
        let mut held = vec![0];
        for own in &watchers {
            let last = held.last().copied().unwrap_or(0);
            held.push(last + u32::try_from(own.len()).unwrap_or(0));
        }
        Self {
            first,
            edges: table(&steps),
            held,
            watchers: watchers.concat(),
        }
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
        let mask = self.edges.len().checked_sub(1)?;
        let mut at = place(from, c) & mask;
        loop {
            let edge = self.edges.get(at)?;
            if edge.to == 0 {
                return None;
            }
            if (edge.from, edge.c) == (from, c) {
                return Some(edge.to);
            }
            at = (at + 1) & mask;
        }
    }

    /// Who watches for the literal that ends in a node.
    #[inline]
    pub(super) fn watchers(&self, node: u32) -> &[u32] {
        let node = node as usize;
        let held = self.held.get(node).zip(self.held.get(node + 1));
        let own = held.and_then(|(from, to)| self.watchers.get(*from as usize..*to as usize));
        own.unwrap_or(&[])
    }
}

/// The node behind a character, made where there is none.
fn step(
    steps: &mut BTreeMap<(u32, u32), u32>,
    watchers: &mut Vec<Vec<u32>>,
    from: u32,
    c: char,
) -> u32 {
    *steps.entry((from, u32::from(c))).or_insert_with(|| {
        watchers.push(Vec::new());
        u32::try_from(watchers.len() - 1).unwrap_or(0)
    })
}

fn table(steps: &BTreeMap<(u32, u32), u32>) -> Vec<Edge> {
    let mut edges = vec![Edge::default(); (2 * steps.len() + 1).next_power_of_two()];
    let mask = edges.len() - 1;
    for (&(from, c), &to) in steps {
        let mut at = place(from, c) & mask;
        while edges[at].to != 0 {
            at = (at + 1) & mask;
        }
        edges[at] = Edge { from, c, to };
    }
    edges
}

/// Where an edge is looked for first.
#[inline]
fn place(from: u32, c: u32) -> usize {
    let mixed = (u64::from(from) << 32 | u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize
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
