//! Byte spans, and the line and column of an offset. Knows nothing of what the text means.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A range of bytes, end exclusive. Wherever it is public it points into the decoded original text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct ByteSpan {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// A span from `start` up to, and without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers, or `None` where it leaves the text or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl From<std::ops::Range<usize>> for ByteSpan {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place as people count it: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line number.
    pub line: usize,
    /// Character number in the line.
    pub column: usize,
}

/// The line and column of a byte offset; an offset inside a character counts as its start.
#[must_use]
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    LineColumn {
        line,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "一二\n三四五";
        assert_eq!(
            line_column(text, text.find('五').unwrap()),
            LineColumn { line: 2, column: 3 }
        );
        assert_eq!(line_column(text, 0), LineColumn { line: 1, column: 1 });
    }

    #[test]
    fn overlap_and_containment() {
        let a = ByteSpan::new(2, 6);
        assert!(a.overlaps(ByteSpan::new(5, 9)) && !a.overlaps(ByteSpan::new(6, 9)));
        assert!(a.contains(ByteSpan::new(2, 6)) && !a.contains(ByteSpan::new(1, 3)));
        assert_eq!(ByteSpan::new(0, 3).of("一二"), Some("一"));
        assert_eq!(ByteSpan::new(0, 2).of("一二"), None);
    }
}
