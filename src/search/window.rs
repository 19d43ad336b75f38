//! A text as an engine sees it: characters, of which each is looked at once and no more than are needed.

use std::ops::Range;

use super::numbered::Numbered;

/// A text, and its characters where a scanner has read them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'t> {
    pub(super) text: &'t str,
    /// The characters of the text, or of a text that it begins.
    pub(super) read: Option<&'t Numbered>,
}

impl<'t> Seen<'t> {
    pub(super) fn new(text: &'t str, read: Option<&'t Numbered>) -> Self {
        Self { text, read }
    }

    /// The character that ends at an offset.
    pub(super) fn before(&self, offset: usize) -> Option<u32> {
        self.text[..offset].chars().next_back().map(u32::from)
    }

    /// The character that starts at an offset.
    pub(super) fn after(&self, offset: usize) -> Option<u32> {
        self.text[offset..].chars().next().map(u32::from)
    }

    /// The numbers of the characters of a span, where they are known.
    pub(super) fn numbers(&self, span: &Range<usize>) -> Option<(&'t Numbered, Range<usize>)> {
        let read = self.read?;
        Some((read, read.number(span.start)..read.number(span.end)))
    }
}
