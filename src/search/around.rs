//! What clues want of the characters beside a literal, as bits: which sets hold a character is looked up once for
//! all clues that ask.

use std::collections::BTreeMap;

use super::edge::CharSet;

/// Characters below this are found through pages.
const PLANE: u32 = 1 << 16;
/// Characters in a page.
const PAGE: u32 = 64;
/// Sets that have a bit; the first stands for any character.
const MOST: usize = 128;

/// For each character, the sets that hold it.
#[derive(Debug)]
pub(super) struct Around {
    sets: Vec<CharSet>,
    /// For each page of the basic plane, which of `leaves` it is.
    pages: Vec<u16>,
    /// For each character of a page, which of `held` it is.
    leaves: Vec<[u16; PAGE as usize]>,
    /// The sets, as bits, that hold characters; few, so that they stay in the cache.
    held: Vec<u128>,
}

/// What is wanted of a character: to be in one set, whose bit this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted(u8);

impl Wanted {
    /// Any character, or none.
    pub(super) const ANY: Self = Self(0);

    /// Whether a character of these sets will do.
    #[inline]
    pub(super) fn is_in(self, sets: u128) -> bool {
        sets >> self.0 & 1 == 1
    }
}

impl Around {
    /// A table for these sets, and what each of them is asked as. The sets that most ask for have a bit; of what
    /// the others ask for, nothing is kept out.
    pub(super) fn new<'s>(
        asked: impl IntoIterator<Item = &'s CharSet>,
    ) -> (Self, BTreeMap<CharSet, Wanted>) {
        let mut counts: BTreeMap<&CharSet, usize> = BTreeMap::new();
        for set in asked {
            *counts.entry(set).or_default() += 1;
        }
        let mut sets: Vec<(&CharSet, usize)> = counts.into_iter().collect();
        sets.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sets.truncate(MOST - 1);
        let wanted = sets.iter().zip(1..);
        let wanted = wanted.map(|((set, _), bit)| ((*set).clone(), Wanted(bit)));
        let wanted = wanted.collect();
        let sets = sets.into_iter().map(|(set, _)| set.clone()).collect();
        (Self::of(sets), wanted)
    }

    fn of(sets: Vec<CharSet>) -> Self {
        let mut plane = vec![1_u128; PLANE as usize];
        for (set, at) in sets.iter().zip(1..) {
            for range in set.ranges() {
                let held =
                    plane.get_mut(range.start.min(PLANE) as usize..range.end.min(PLANE) as usize);
                held.into_iter().flatten().for_each(|sets| *sets |= 1 << at);
            }
        }
        let mut kinds: BTreeMap<u128, u16> = BTreeMap::new();
        let mut known: BTreeMap<[u16; PAGE as usize], u16> = BTreeMap::new();
        let mut around = Self {
            sets,
            pages: Vec::new(),
            leaves: Vec::new(),
            held: Vec::new(),
        };
        let (pages, _) = plane.as_chunks::<{ PAGE as usize }>();
        for page in pages {
            let leaf = page.map(|sets| place(&mut kinds, &mut around.held, sets));
            let place = place(&mut known, &mut around.leaves, leaf);
            around.pages.push(place);
        }
        around
    }

    /// The sets that hold a character, or the end of the text.
    #[inline]
    pub(super) fn sets(&self, c: Option<u32>) -> u128 {
        let page = c.and_then(|c| Some((c, self.pages.get((c / PAGE) as usize)?)));
        match page {
            Some((c, page)) => {
                let kind = self.leaves[usize::from(*page)][(c % PAGE) as usize];
                self.held[usize::from(kind)]
            }
            None => self.asked(c.and_then(char::from_u32)),
        }
    }

    fn asked(&self, c: Option<char>) -> u128 {
        let bits = self.sets.iter().zip(1..);
        let held = bits.filter(|(set, _)| set.holds(c));
        held.fold(1, |sets, (_, at)| sets | 1 << at)
    }
}

/// Where something stands in a list of different ones; it is added where it is new. There are no more than characters.
fn place<T: Ord + Copy>(known: &mut BTreeMap<T, u16>, all: &mut Vec<T>, one: T) -> u16 {
    *known.entry(one).or_insert_with(|| {
        all.push(one);
        u16::try_from(all.len() - 1).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use regex_syntax::hir::Hir;

    use super::super::edge::{Edge, Side};
    use super::*;

    fn set(pattern: &str) -> CharSet {
        let hir: Hir = regex_syntax::parse(pattern).unwrap();
        Edge::of(&hir, Side::First).set().unwrap()
    }

    #[test]
    fn each_set_is_asked_by_its_bit() {
        let sets = ["甲", "[a-c。]", "[乙丙😀]"].map(set);
        let (around, wanted) = Around::new(&sets);
        let asked = "甲乙丙。abz😀\n".chars().map(Some).chain([None]);
        for c in asked {
            for set in &sets {
                assert_eq!(
                    wanted[set].is_in(around.sets(c.map(u32::from))),
                    set.holds(c),
                    "{c:?}"
                );
            }
            assert!(Wanted::ANY.is_in(around.sets(c.map(u32::from))));
        }
    }

    #[test]
    fn of_too_many_sets_the_rarer_let_all_through() {
        let sets: Vec<CharSet> = ('一'..).take(140).map(|c| set(&c.to_string())).collect();
        let (around, wanted) = Around::new(sets.iter().chain(&sets[20..]));
        assert_eq!(wanted.len(), MOST - 1);
        assert!(sets[20..].iter().all(|set| wanted.contains_key(set)));
        assert!(!wanted[&sets[30]].is_in(around.sets(Some(u32::from('一')))));
    }
}
