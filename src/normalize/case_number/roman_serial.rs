//! Serials of a romanised number and their suffixes.

use super::roman_head::{is_no, number_behind};
use super::serial::Serial;
use super::token::{Kind, Token};

/// One serial of a romanised number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RomanSerial {
    pub(super) digits: String,
    /// What stands between the digits and 号, and behind it, for each reading of the suffix.
    pub(super) suffixes: Vec<(String, String)>,
}

impl RomanSerial {
    /// The serial as an official form has it, with one reading of its suffix.
    pub(super) fn with(&self, (inner, outer): &(String, String)) -> Serial {
        let inside = !inner.is_empty();
        let suffix = if inside { inner } else { outer };
        Serial {
            digits: self.digits.clone(),
            masked: false,
            suffix: Some(suffix.clone()).filter(|s| !s.is_empty()),
            inside,
        }
    }
}

/// Reads the serials from a token on, and the index behind them.
pub(super) fn serials(tokens: &[Token<'_>], from: usize) -> (Vec<RomanSerial>, usize) {
    let mut out = Vec::new();
    let mut at = from;
    while let Some(number) = tokens
        .get(at)
        .filter(|t| t.kind == Kind::Number && t.text.len() <= 9)
    {
        at += 1;
        let suffixes = suffix(tokens, &mut at);
        out.push(RomanSerial {
            digits: number.text.to_owned(),
            suffixes,
        });
        let list = tokens
            .get(at)
            .is_some_and(|t| matches!(t.kind, Kind::Mark('/' | '&')));
        if !list || tokens.get(at + 1).is_none_or(|t| t.kind != Kind::Number) {
            break;
        }
        at += 1;
    }
    (out, at)
}

/// Readings of `-1`, `(-1)`, `Zhi Yi`, `No. 1`, `Part 1` behind a serial.
fn suffix(tokens: &[Token<'_>], at: &mut usize) -> Vec<(String, String)> {
    let found = dashed(tokens, *at)
        .or_else(|| spelt(tokens, *at))
        .or_else(|| named(tokens, *at));
    match found {
        Some((readings, end)) => {
            *at = end;
            readings
        }
        None => vec![(String::new(), String::new())],
    }
}

type Readings = Option<(Vec<(String, String)>, usize)>;

/// `34-1` is 34-1号, 34号-1 or 34号之一; `34 (-1)` is 34号-1.
fn dashed(tokens: &[Token<'_>], i: usize) -> Readings {
    let kind = |i: usize| tokens.get(i).map(|t| t.kind);
    if kind(i) == Some(Kind::Mark('-')) && kind(i + 2) != Some(Kind::Mark('-')) {
        let n = small(tokens, i + 1)?;
        let mut readings = vec![
            (format!("-{n}"), String::new()),
            (String::new(), format!("-{n}")),
        ];
        readings.extend(ordinal(n).map(|zhi| (String::new(), zhi)));
        return Some((readings, i + 2));
    }
    let bracketed = kind(i) == Some(Kind::Mark('(')) && kind(i + 1) == Some(Kind::Mark('-'));
    let closed = kind(i + 3) == Some(Kind::Mark(')'));
    let n = small(tokens, i + 2).filter(|_| bracketed && closed)?;
    Some((vec![(String::new(), format!("-{n}"))], i + 4))
}

/// `34 Zhi Yi`, `34 Zhi Shi Er`.
fn spelt(tokens: &[Token<'_>], i: usize) -> Readings {
    let word = |i: usize| {
        tokens
            .get(i)
            .filter(|t| t.kind == Kind::Word)
            .map(|t| t.text)
    };
    word(i).filter(|w| w.eq_ignore_ascii_case("zhi"))?;
    let numerals: String = (i + 1..i + 4)
        .map_while(|i| word(i).and_then(numeral))
        .collect();
    let end = i + 1 + numerals.chars().count();
    (!numerals.is_empty()).then(|| (vec![(String::new(), format!("之{numerals}"))], end))
}

/// `1034 No. 1`, `1034 Part 1`.
fn named(tokens: &[Token<'_>], i: usize) -> Readings {
    tokens.get(i).filter(|t| is_no(t) || t.is_word("part"))?;
    let number = number_behind(tokens, i)?;
    let zhi = ordinal(small(tokens, number)?)?;
    Some((vec![(String::new(), zhi)], number + 1))
}

fn small<'t>(tokens: &[Token<'t>], i: usize) -> Option<&'t str> {
    tokens
        .get(i)
        .filter(|t| t.kind == Kind::Number && t.text.len() <= 3)
        .map(|t| t.text)
}

fn ordinal(digits: &str) -> Option<String> {
    let n: usize = digits.parse().ok()?;
    "一二三四五六七八九十"
        .chars()
        .nth(n.checked_sub(1)?)
        .map(|c| format!("之{c}"))
}

fn numeral(syllable: &str) -> Option<char> {
    let syllables = [
        "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi",
    ];
    let at = syllables
        .iter()
        .position(|s| syllable.eq_ignore_ascii_case(s))?;
    "一二三四五六七八九十".chars().nth(at)
}
