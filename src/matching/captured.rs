//! What the groups of one match captured, by name.

use std::ops::Range;

/// Captured ranges by name; `match` is the whole match. A handful at most, so a list is searched faster than a tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Captured<'r>(Vec<(&'r str, Range<usize>)>);

impl<'r> Captured<'r> {
    /// The range of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Range<usize>> {
        let mut named = self.0.iter();
        named.find(|(own, _)| *own == name).map(|(_, range)| range)
    }

    /// Whether there is a range of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets the range of a name.
    pub(super) fn insert(&mut self, name: &'r str, range: Range<usize>) {
        match self.0.iter_mut().find(|(own, _)| *own == name) {
            Some((_, known)) => *known = range,
            None => self.0.push((name, range)),
        }
    }

    /// The names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.0.iter().map(|(name, _)| *name)
    }
}

impl<'r> Extend<(&'r str, Range<usize>)> for Captured<'r> {
    fn extend<T: IntoIterator<Item = (&'r str, Range<usize>)>>(&mut self, all: T) {
        for (name, range) in all {
            self.insert(name, range);
        }
    }
}

impl<'r> FromIterator<(&'r str, Range<usize>)> for Captured<'r> {
    fn from_iter<T: IntoIterator<Item = (&'r str, Range<usize>)>>(all: T) -> Self {
        let mut out = Self::default();
        out.extend(all);
        out
    }
}
