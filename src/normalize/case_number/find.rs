//! Numbers anywhere in a text, Chinese, English or mixed: `casemill cite`.

use std::ops::Range;

use super::glyph::{Cursor, Glyph, add_glyphs, is_mask, year_digit};
use super::{CaseNumberTables, Context, Parts, printed};

/// 号 in UTF-8.
const HAO: [u8; 3] = [0xe5, 0x8f, 0xb7];
/// 號 in UTF-8.
const OLD_HAO: [u8; 3] = [0xe8, 0x99, 0x9f];

/// A number holds at most so many bytes: a list of some twenty serials.
const WINDOW: usize = 240;

/// A number and the bytes of the text it was printed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text that was searched.
    pub range: Range<usize>,
    /// The number.
    pub parts: Parts,
}

impl CaseNumberTables {
    /// Every court case number of a line, decided by what the line itself says.
    #[must_use]
    pub fn cite(&self, line: &str) -> Vec<Found> {
        self.find(line, &Context::from_text(line))
    }

    /// Every court case number of a text in order of place; `context` decides romanised ones.
    #[must_use]
    pub fn find(&self, text: &str, context: &Context) -> Vec<Found> {
        let mut out = self.find_zh(text);
        self.find_roman(text, context, &mut out);
        out.sort_by_key(|found| (found.range.start, found.range.end));
        out
    }

    /// Chinese numbers: every one ends in 号, which few other words have.
    #[must_use]
    pub fn find_zh(&self, text: &str) -> Vec<Found> {
        let mut out = Vec::new();
        let (mut read_to, mut row) = (0, Vec::new());
        for hao in haos(text) {
            if hao < read_to {
                continue;
            }
            let from = window_start(text, read_to, hao);
            let to = window_end(text, hao);
            row.clear();
            add_glyphs(&text[from..to], from, &mut row);
            let at = row.iter().rposition(|g| g.place.start == hao).unwrap_or(0);
            if let Some((range, parts)) = self.ending_at(text, &row, at) {
                read_to = range.end;
                out.extend(parts.into_iter().map(|parts| Found {
                    range: range.clone(),
                    parts,
                }));
            } else {
                read_to = hao + HAO.len();
            }
        }
        out
    }

    /// The number whose first 号 is `row[hao]`: the nearest beginning to the left that reads as one, with
    /// its year rather than without, with a bracket rather than without.
    fn ending_at(
        &self,
        text: &str,
        row: &[Glyph],
        hao: usize,
    ) -> Option<(Range<usize>, Vec<Parts>)> {
        let mut best = None;
        for start in (0..hao).rev() {
            if !self.may_start(&row[start..hao]) {
                continue;
            }
            let mut cursor = Cursor::new(&row[start..]);
            let Some(number) = printed::printed(&mut cursor, &self.provinces) else {
                continue;
            };
            let end = start + number.used;
            if end <= hao {
                continue;
            }
            if matches!(row[start].c, '(' | '[') {
                best = Some((start..end, number));
                break;
            }
            let dated = best
                .as_ref()
                .is_some_and(|(_, n): &(_, printed::Printed)| n.year.is_some());
            if best.is_none() || number.year.is_some() && !dated {
                best = Some((start..end, number));
            }
        }
        let (at, number) = best?;
        let range = row[at.start].place.start..row[at.end - 1].place.end;
        let printed: String = text[range.clone()]
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        self.interpret(&number, &printed)
            .ok()
            .map(|parts| (range, parts))
    }

    /// Whether a number may begin here: a bracket before a year, a bare year, or a court code.
    fn may_start(&self, row: &[Glyph]) -> bool {
        let c = |i: usize| row.get(i).map(|g| g.c);
        let year = |from: usize| {
            (from..from + 4).all(|i| c(i).is_some_and(|c| year_digit(c).is_some() || is_mask(c)))
        };
        match c(0) {
            Some('(' | '[') => year(1) || matches!(c(1), Some(')' | ']')),
            Some('1' | '2') => year(0) && c(4).is_some_and(|c| !c.is_ascii_digit()),
            Some('最') => c(1) == Some('高') && c(2) == Some('法'),
            Some(p) if c(1).is_some_and(|d| d.is_ascii_digit()) => self.provinces.of(p).is_some(),
            _ => false,
        }
    }
}

/// Every 号 and 號. Their last bytes are rare enough to be searched for.
fn haos(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(HAO[2], OLD_HAO[2], bytes).filter_map(move |last| {
        let at = last.checked_sub(2)?;
        let found = &bytes[at..=last];
        (found == HAO || found == OLD_HAO).then_some(at)
    })
}

/// Where to begin looking to the left of 号: behind the number before it, and behind the last mark that
/// no number has inside.
fn window_start(text: &str, read_to: usize, hao: usize) -> usize {
    let mut from = hao;
    let mut chars = text[read_to..hao].chars().rev().peekable();
    while let Some(c) = chars.next() {
        let stops = match c {
            '。' | '；' | ';' | '！' | '？' | '“' | '”' | '：' | ':' => true,
            // 刑初209，395号
            '，' | ',' => !chars.peek().is_some_and(|c| is_digit(*c) || *c == '号'),
            _ => hao - from >= WINDOW,
        };
        if stops {
            break;
        }
        from -= c.len_utf8();
    }
    from
}

/// Further serials and a suffix may follow 号: digits and what stands between them.
fn window_end(text: &str, hao: usize) -> usize {
    let goes_on = |c: char| {
        is_digit(c)
            || c.is_whitespace()
            || "号號第之和及与至到一二三四五六七八九十、,，;；/-－—–~～（）()[]〔〕".contains(c)
    };
    let behind = text[hao..]
        .char_indices()
        .find(|&(at, c)| at > WINDOW || !goes_on(c));
    behind.map_or(text.len(), |(at, _)| hao + at)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}
