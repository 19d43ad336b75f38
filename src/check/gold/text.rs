//! What of two texts is compared: without blanks, width and edge marks; how alike they are; their sentences.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// Marks at the edges of a text that say nothing of what it is.
const EDGE: &str = "，。；：、,.;:!?！？“”\"'‘’()（）[]【】 ";

/// Words whose full stop ends no English sentence.
const ABBREVIATED: &[&str] = &[
    "v", "No", "Nos", "Co", "Ltd", "Inc", "Corp", "Ct", "Art", "Arts", "Jan", "Feb", "Mar", "Apr",
    "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mr", "Ms", "Mrs", "Dr",
];

/// Whether a character is a blank; the separators of ASCII are.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Compatibility form without blanks.
pub(super) fn bare(text: &str) -> String {
    text.nfkc().filter(|c| !is_blank(*c)).collect()
}

/// The same without marks at its edges.
pub(super) fn trimmed(text: &str) -> String {
    bare(text).trim_matches(|c| EDGE.contains(c)).to_owned()
}

/// A case number with brackets of one kind.
pub(super) fn number(text: &str) -> String {
    let bracket = |c| match c {
        '〔' | '[' | '【' => '(',
        '〕' | ']' | '】' => ')',
        other => other,
    };
    bare(text).chars().map(bracket).collect()
}

/// A statute's name without title marks and without a publisher's edition.
pub(super) fn title(text: &str) -> String {
    let mut name: String = bare(text);
    name.retain(|c| !"《》〈〉<>".contains(c));
    without_edition(&name)
        .trim_matches(|c| EDGE.contains(c))
        .to_owned()
}

/// Drops `(2013年)`, `(2018修正)` and their like from the end of a name.
fn without_edition(name: &str) -> &str {
    let Some((head, bracket)) = name.strip_suffix(')').and_then(|n| n.rsplit_once('(')) else {
        return name;
    };
    let year = bracket.get(..4).filter(|y| {
        (y.starts_with("19") || y.starts_with("20")) && y.bytes().all(|b| b.is_ascii_digit())
    });
    let rest = year.and_then(|_| bracket.get(4..));
    let rest = rest.map(|r| r.strip_prefix('年').unwrap_or(r));
    match rest {
        Some("" | "修正" | "修订" | "注释版") => head,
        _ => name,
    }
}

/// How alike two texts are: F1 over their pairs of characters.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    let (x, y) = (bigrams(a), bigrams(b));
    let shared: u32 = x
        .iter()
        .map(|(pair, n)| *n.min(y.get(pair).unwrap_or(&0)))
        .sum();
    let all: u32 = x.values().chain(y.values()).sum();
    if shared == 0 {
        0.0
    } else {
        f64::from(2 * shared) / f64::from(all)
    }
}

fn bigrams(text: &str) -> BTreeMap<(char, Option<char>), u32> {
    let mut out = BTreeMap::new();
    let pairs = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(a, b)| (a, Some(b)));
    for pair in pairs {
        *out.entry(pair).or_insert(0) += 1;
    }
    if out.is_empty() {
        out.insert((text.chars().next().unwrap_or_default(), None), 1);
    }
    out
}

/// The sentences of a text, trimmed, without empty ones.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if "。；;!?！？".contains(c) {
            out.push(&text[start..end]);
            start = end;
        } else if is_blank(c) && ends_sentence(&text[..at]) && start <= at {
            out.push(&text[start..at]);
            start = end;
        }
    }
    out.push(&text[start..]);
    out.into_iter()
        .map(trimmed)
        .filter(|s| !s.is_empty())
        .collect()
}

/// Whether the full stop before a blank ends a sentence.
fn ends_sentence(before: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    !ABBREVIATED.iter().any(|word| {
        stem.strip_suffix(word).is_some_and(|head| {
            !head
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_does_not_count() {
        assert_eq!(trimmed("“（甲 公司） ，"), "甲公司");
        assert_eq!(number("［2023］京０491民初1号"), "(2023)京0491民初1号");
        assert_eq!(
            title("《某条例（2013年修正）》"),
            "某条例(2013年修正)".trim_end_matches("(2013年修正)")
        );
        assert_eq!(title("关于适用《某法》的解释"), "关于适用某法的解释");
        assert_eq!(title("某法（试行）"), "某法(试行");
    }

    #[test]
    fn likeness_is_f1_over_pairs_of_characters() {
        assert!((alike("甲乙丙", "甲乙丁") - 0.5).abs() < 1e-9);
        assert!((alike("甲", "甲") - 1.0).abs() < 1e-9);
        assert!(alike("甲乙", "丙丁").abs() < 1e-9);
        assert!((alike("", "") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn sentences_end_at_full_stops_and_not_at_abbreviations() {
        let zh = sentences("甲应当付款。乙的主张，不予支持；");
        assert_eq!(
            zh,
            [
                "甲应当付款",
                "乙的主张，不予支持".replace('，', ",").as_str()
            ]
        );
        let en = sentences("Li v. Liu is cited. No. 7 is not. It ends");
        assert_eq!(en, ["Liv.Liuiscited", "No.7isnot", "Itends"]);
    }
}
