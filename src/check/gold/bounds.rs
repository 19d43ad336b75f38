//! Sections that labels give by their first and last characters, compared character by character.

use std::ops::Range;

use super::compare::{Compared, Item, Tally};
use super::label::LabelBounds;
use super::text::is_blank;
use crate::span::ByteSpan;

/// A text without blanks, and where each of its characters stands in the original.
#[derive(Debug)]
pub(super) struct Blankless {
    text: String,
    /// Offset in the original of each character, and the end of the original.
    starts: Vec<usize>,
}

/// A label that cannot be placed in its document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unplaced {
    #[error("`first` stands {0} times in the text; make it longer: {1}")]
    Ambiguous(usize, String),
    #[error("`{0}` does not stand in the text: {1}")]
    Missing(&'static str, String),
    #[error("`last` stands before `first`")]
    Backwards,
}

impl Blankless {
    pub(super) fn new(original: &str) -> Self {
        let kept = original.char_indices().filter(|(_, c)| !is_blank(*c));
        let (mut starts, text): (Vec<usize>, String) = kept.unzip();
        starts.push(original.len());
        Self { text, starts }
    }

    /// How many characters stand before an offset of the original.
    fn position(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start < offset)
    }

    /// Where a piece of text stands in the original, if it stands there at all.
    pub(super) fn locate(&self, piece: &str) -> Option<ByteSpan> {
        let piece = without_blanks(piece);
        let at = self.text.find(&piece).filter(|_| !piece.is_empty())?;
        let first = self.text[..at].chars().count();
        let last = first + piece.chars().count() - 1;
        let end = self.starts[last]
            + self.text[at..][..piece.len()]
                .chars()
                .next_back()?
                .len_utf8();
        Some(ByteSpan::new(self.starts[first], end))
    }

    /// The characters of a labelled section; empty where the label says that there is none.
    fn range(&self, bounds: &LabelBounds) -> Result<Range<usize>, Unplaced> {
        let first = without_blanks(bounds.first.as_deref().unwrap_or_default());
        let last = without_blanks(bounds.last.as_deref().unwrap_or_default());
        if first.is_empty() {
            return Ok(0..0);
        }
        match self.text.matches(&first).count() {
            0 => return Err(Unplaced::Missing("first", first)),
            1 => {}
            many => return Err(Unplaced::Ambiguous(many, first)),
        }
        let start = self.text.find(&first).unwrap_or_default();
        let end = self.text.rfind(&last).map(|at| at + last.len());
        let end = end.ok_or_else(|| Unplaced::Missing("last", last.clone()))?;
        if end <= start {
            return Err(Unplaced::Backwards);
        }
        let end = start + without_lead_in(&self.text[start..end]).len();
        let count = |to: usize| self.text[..to].chars().count();
        Ok(count(start)..count(end))
    }

    /// Compares a labelled section with the spans of a record.
    pub(super) fn compare(
        &self,
        bounds: Option<&LabelBounds>,
        spans: &[ByteSpan],
    ) -> Result<Compared, Unplaced> {
        let range = bounds.map_or(Ok(0..0), |b| self.range(b))?;
        let mut have = vec![false; self.starts.len()];
        for span in spans {
            have[self.position(span.start)..self.position(span.end)].fill(true);
        }
        let given = have.iter().filter(|h| **h).count();
        let found = have[range.clone()].iter().filter(|h| **h).count();
        Ok(counted(range.len(), given, found, spans))
    }
}

/// Differences of twenty characters or less, as a heading that is in or out, are not listed.
const SLIGHT: usize = 20;

fn counted(wanted: usize, given: usize, found: usize, spans: &[ByteSpan]) -> Compared {
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut out = Compared {
        tally: Tally {
            wanted: number(wanted),
            given: number(given),
            found: number(found),
            right: number(found),
            documents: 1,
        },
        ..Compared::default()
    };
    if wanted + given - 2 * found > SLIGHT {
        let from = spans.first().map(|span| (*span, String::new()));
        let item = |n: usize, what: &str| {
            (n > 0).then(|| Item {
                from: from.clone(),
                ..Item::wanted("", format!("{n} characters {what}"))
            })
        };
        out.missed.extend(item(wanted - found, "missed"));
        out.wrong.extend(item(given - found, "too many"));
    }
    out
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Drops the words that open the orders from the end of the reasoning: they belong to the disposition.
fn without_lead_in(text: &str) -> &str {
    let stem = text.strip_suffix(['：', ':', '；', '。']).unwrap_or(text);
    let words = ["判决如下", "裁定如下", "决定如下", "协议如下", "赔偿如下"];
    words
        .iter()
        .find_map(|w| stem.strip_suffix(w))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "标 题\n本院认为，甲应当\n付款。依照某法，判决如下：一、付款。";

    fn bounds(first: &str, last: &str) -> LabelBounds {
        LabelBounds {
            first: Some(first.to_owned()),
            last: Some(last.to_owned()),
        }
    }

    #[test]
    fn a_section_is_compared_without_blanks_and_without_the_lead_in() {
        let place = Blankless::new(TEXT);
        let start = TEXT.find("本院").unwrap();
        let end = TEXT.find("判决").unwrap();
        let compared = place.compare(
            Some(&bounds("本院认为", "判决如下：")),
            &[ByteSpan::new(start, end)],
        );
        let tally = compared.unwrap().tally;
        assert_eq!((tally.wanted, tally.given, tally.found), (16, 16, 16));
    }

    #[test]
    fn a_label_that_fits_no_place_says_so() {
        let place = Blankless::new(TEXT);
        let ask = |first, last| place.range(&bounds(first, last)).unwrap_err().to_string();
        assert!(ask("付款", "").starts_with("`first` stands 2 times"));
        assert!(ask("乙", "").contains("`first` does not stand"));
        assert!(ask("本院认为", "乙").contains("`last` does not stand"));
        assert_eq!(ask("依照某法", "本院"), "`last` stands before `first`");
    }

    #[test]
    fn a_piece_is_found_over_blanks() {
        let span = Blankless::new(TEXT).locate("应当付款").unwrap();
        assert_eq!(span.of(TEXT), Some("应当\n付款"));
    }
}
