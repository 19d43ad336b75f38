//! The end of a printed number: serial or serials, 号, suffix.

use super::glyph::{Cursor, digit, is_mask};

/// At most so many numbers are read out of one range.
const RANGE: u32 = 200;

/// One serial number with what follows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Serial {
    /// Digits with leading zeros.
    pub(super) digits: String,
    /// Whether a digit was kept back.
    pub(super) masked: bool,
    /// `-1`, `之一`.
    pub(super) suffix: Option<String>,
    /// Whether the suffix stands before 号.
    pub(super) inside: bool,
}

/// What stands behind the type word.
#[derive(Debug, Default)]
pub(super) struct Serials {
    pub(super) list: Vec<Serial>,
    /// Whether 号 is printed.
    pub(super) hao: bool,
    /// Whether a letter was read as the digit it looks like.
    pub(super) mended: bool,
}

/// Reads serials, or nothing where no digit stands next.
pub(super) fn serials(cursor: &mut Cursor<'_>) -> Option<Serials> {
    let mut out = Serials::default();
    one(cursor, &mut out)?;
    loop {
        let hao = cursor.eat('号');
        out.hao |= hao;
        if hao && let (Some(suffix), Some(last)) = (suffix(cursor, true), out.list.last_mut()) {
            (last.suffix, last.inside) = (Some(suffix), false);
        }
        if !more(cursor) {
            return Some(out);
        }
        let range = matches!(cursor.peek(), Some('-' | '至' | '到'));
        cursor.skip(1);
        cursor.eat('第');
        let from = out.list.last().cloned();
        one(cursor, &mut out)?;
        match from {
            Some(from) if range => fill(&mut out.list, &from),
            Some(from) => carry(&from, &mut out.list),
            None => {}
        }
    }
}

/// Reads one serial, with a suffix or range that stands before 号.
fn one(cursor: &mut Cursor<'_>, out: &mut Serials) -> Option<()> {
    let (digits, masked, mended) = digits(cursor)?;
    out.mended |= mended;
    let from = Serial {
        digits,
        masked,
        suffix: None,
        inside: false,
    };
    let Some(suffix) = suffix(cursor, false) else {
        out.list.push(from);
        return Some(());
    };
    let end = Serial {
        digits: suffix.trim_start_matches('-').to_owned(),
        ..Serial::default()
    };
    if suffix.starts_with('-') && is_range(&from, &end) {
        out.list.extend([from.clone(), end]);
        fill(&mut out.list, &from);
    } else {
        let (suffix, inside) = (Some(suffix), true);
        out.list.push(Serial {
            suffix,
            inside,
            ..from
        });
    }
    Some(())
}

/// Digits, and the S before them that courts of Shanghai print for commercial cases (初字第S28号).
fn digits(cursor: &mut Cursor<'_>) -> Option<(String, bool, bool)> {
    let mut printed = String::new();
    if cursor.ahead(1).is_some_and(|c| c.is_ascii_digit()) && cursor.eat('S') {
        printed.push('S');
    }
    cursor.take_to(&mut printed, 14, |c| {
        (digit(c).is_some() || is_mask(c)).then_some(c)
    });
    if printed.is_empty() {
        return None;
    }
    if printed.starts_with('S') {
        return Some((printed, false, false));
    }
    let masked = printed.contains(is_mask);
    let mended = printed.contains(|c: char| !c.is_ascii_digit() && !is_mask(c));
    if !mended {
        return Some((printed, masked, mended));
    }
    let digits = printed.chars().map(|c| digit(c).unwrap_or(c)).collect();
    Some((digits, masked, mended))
}

/// Whether `a` to `b` is a range: as many digits, and growing.
fn is_range(a: &Serial, b: &Serial) -> bool {
    let number = |s: &Serial| s.digits.parse::<u32>().ok();
    let (Some(first), Some(last)) = (number(a), number(b)) else {
        return false;
    };
    a.digits.len() == b.digits.len() && last > first && last - first < RANGE
}

/// Puts the numbers between `from` and the last one in.
fn fill(list: &mut Vec<Serial>, from: &Serial) {
    let Some(last) = list.pop() else { return };
    if is_range(from, &last) {
        let number = |s: &Serial| s.digits.parse::<u32>().unwrap_or(0);
        let width = last.digits.len();
        let between = (number(from) + 1..number(&last)).map(|n| format!("{n:0width$}"));
        list.extend(between.map(|digits| Serial {
            digits,
            ..Serial::default()
        }));
    }
    list.push(last);
}

/// 901-1、2号 is 901-1号 and 901-2号: what goes on from a suffix, with as many digits and fewer than the
/// serial has, is a suffix of the same serial.
fn carry(from: &Serial, list: &mut [Serial]) {
    let (Some(last), Some(before)) = (list.last_mut(), from.suffix.as_ref()) else {
        return;
    };
    let Some(number) = before.strip_prefix('-').filter(|_| from.inside) else {
        return;
    };
    let goes_on = last.suffix.is_none()
        && last.digits.len() == number.len()
        && last.digits.len() < from.digits.len()
        && last.digits.as_str() > number;
    if goes_on {
        let suffix = Some(format!("-{}", last.digits));
        *last = Serial {
            suffix,
            ..from.clone()
        };
    }
}

/// Reads 之一, （之一）, -1, -1-2.
fn suffix(cursor: &mut Cursor<'_>, behind_hao: bool) -> Option<String> {
    let mut ahead = cursor.clone();
    let bracket = ahead.eat('(') || ahead.eat('[');
    let suffix = if ahead.eat('之') {
        let count =
            |c: char| ("一二三四五六七八九十".contains(c) || c.is_ascii_digit()).then_some(c);
        let number = ahead.take(3, count);
        (!number.is_empty()).then(|| format!("之{number}"))
    } else if !bracket && ahead.peek() == Some('-') {
        dashed(&mut ahead, if behind_hao { 3 } else { 8 })
    } else {
        None
    }?;
    let closed = !bracket || ahead.eat(')') || ahead.eat(']');
    // 108号-112号 is a range and has no suffix
    if !closed || behind_hao && ahead.peek() == Some('号') {
        return None;
    }
    *cursor = ahead;
    Some(suffix)
}

fn dashed(ahead: &mut Cursor<'_>, most: usize) -> Option<String> {
    let mut out = String::new();
    while ahead.peek() == Some('-') && ahead.ahead(1).is_some_and(|c| c.is_ascii_digit()) {
        ahead.skip(1);
        out.push('-');
        ahead.take_to(&mut out, most, |c| c.is_ascii_digit().then_some(c));
    }
    (!out.is_empty()).then_some(out)
}

/// Whether a separator and a further serial that ends in 号 follow.
fn more(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    loop {
        let separator = ahead.peek().is_some_and(|c| "、,;/和及与至到-".contains(c));
        if !separator {
            return false;
        }
        ahead.skip(1);
        ahead.eat('第');
        let digits = ahead.take(9, |c| c.is_ascii_digit().then_some(c));
        if digits.is_empty() || digits.len() > 8 {
            return false;
        }
        if ahead.peek() == Some('号') {
            return true;
        }
        if ahead.eat('之') {
            ahead.take(2, |c| "一二三四五六七八九十".contains(c).then_some(c));
            if ahead.peek() == Some('号') {
                return true;
            }
        }
    }
}
