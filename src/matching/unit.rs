//! Whole clauses, sentences and paragraphs, for rules that pick them by what they hold.

use std::ops::Range;

use crate::rule::compiled::Unit;

/// The clauses, sentences or paragraphs of a range, trimmed, in order. `abbreviations` are those of the pack.
pub(super) fn units(
    text: &str,
    range: Range<usize>,
    unit: Unit,
    abbreviations: &[String],
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let stretch = &text[range.clone()];
    let mut characters = stretch.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, n)| *n);
        if !ends_unit(stretch, at, c, next, unit, abbreviations) {
            continue;
        }
        let mut end = range.start + at + c.len_utf8();
        // a closing mark belongs to the sentence it closes
        while let Some((after, closing)) = characters.peek().copied() {
            if c == '\n'
                || !matches!(closing, '”' | '’' | ')' | '"' | '》')
                || unit == Unit::Paragraph
            {
                break;
            }
            end = range.start + after + closing.len_utf8();
            characters.next();
        }
        push(text, start..end, &mut out);
        start = end;
    }
    push(text, start..range.end, &mut out);
    out
}

fn ends_unit(
    stretch: &str,
    at: usize,
    c: char,
    next: Option<char>,
    unit: Unit,
    abbreviations: &[String],
) -> bool {
    if c == '\n' {
        return true;
    }
    if unit == Unit::Paragraph {
        return false;
    }
    match c {
        '。' => true,
        ';' => unit == Unit::Clause,
        '!' | '?' => next.is_none_or(|n| n.is_whitespace() || !n.is_ascii()),
        '.' => {
            next.is_none_or(char::is_whitespace) && !is_abbreviation(&stretch[..at], abbreviations)
        }
        _ => false,
    }
}

/// Words whose full stop ends no sentence.
fn is_abbreviation(before: &str, abbreviations: &[String]) -> bool {
    const WORDS: &[&str] = &[
        "v", "No", "Nos", "Co", "Ltd", "Inc", "Corp", "Ct", "Art", "Arts", "Jan", "Feb", "Mar",
        "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mr", "Ms", "Mrs", "Dr",
        "al", "Pte", "Pty", "Prof", "St", "Ms", "para", "paras", "cf", "vs",
    ];
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    WORDS.contains(&word)
        || abbreviations.iter().any(|a| a == word)
        || (word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()))
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let trimmed = trim(text, range);
    if !trimmed.is_empty() {
        out.push(trimmed);
    }
}

/// A range without the blanks at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = range.end - (slice.len() - slice.trim_end().len());
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, unit: Unit) -> Vec<&str> {
        units(text, 0..text.len(), unit, &["Abs".to_owned()])
            .into_iter()
            .map(|r| &text[r])
            .collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            cut("甲应当赔偿。乙说:“不。”丙\n丁", Unit::Sentence),
            ["甲应当赔偿。", "乙说:“不。”", "丙", "丁"]
        );
        assert_eq!(
            cut("Li v. Liu was No. 5. It held so.", Unit::Sentence),
            ["Li v. Liu was No. 5.", "It held so."]
        );
        assert_eq!(
            cut("甲300元;乙酌定为5.5元。丙;", Unit::Clause),
            ["甲300元;", "乙酌定为5.5元。", "丙;"]
        );
        assert_eq!(cut("甲;乙。丙", Unit::Sentence), ["甲;乙。", "丙"]);
        assert_eq!(cut("甲。乙\n丙", Unit::Paragraph), ["甲。乙", "丙"]);
        assert_eq!(
            cut("Nach Abs. 2 gilt es. Ja.", Unit::Sentence),
            ["Nach Abs. 2 gilt es.", "Ja."]
        );
    }
}
