//! A Chinese number taken apart: year, court, letters, serials. What the parts mean is `interpret`'s.

use super::glyph::{Cursor, digit, is_han, is_mask, year_digit};
use super::province::Provinces;
use super::serial::{Serials, serials};

/// How the court is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Court {
    /// 京0491, with `*` for digits kept back.
    Code(String),
    /// 最高法.
    Supreme,
    /// Digits without a province letter.
    NoProvince(String),
    /// Nothing that is a code: the letters begin with the court.
    Letters,
}

/// The parts of one printed number.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) year: Option<u16>,
    pub(super) court: Court,
    /// Letters up to 字, 第 or the serial, inner brackets full width.
    pub(super) letters: String,
    pub(super) zi: bool,
    pub(super) di: bool,
    pub(super) serials: Serials,
    pub(super) warnings: Vec<&'static str>,
    /// How many characters it took.
    pub(super) used: usize,
}

/// Reads a number that begins with the first character.
pub(super) fn printed(cursor: &mut Cursor<'_>, provinces: &Provinces) -> Option<Printed> {
    let mut warnings = Vec::new();
    let year = year(cursor, &mut warnings)?;
    if !cursor.eat_word("年度") {
        cursor.eat('年');
    }
    let court = court(cursor, provinces);
    let letters = letters(cursor)?;
    if letters.is_empty() {
        return None;
    }
    let zi = cursor.eat('字');
    let di = cursor.eat('第');
    let serials = serials(cursor)?;
    if !serials.hao {
        warnings.push("号 missing");
    }
    if serials.mended {
        warnings.push("letter read as digit in the serial");
    }
    Some(Printed {
        year,
        court,
        letters,
        zi,
        di,
        serials,
        warnings,
        used: cursor.at(),
    })
}

/// `Some(None)` where the year is missing or kept back, `None` where what stands there is no year.
fn year(cursor: &mut Cursor<'_>, warnings: &mut Vec<&'static str>) -> Option<Option<u16>> {
    let open = bracket(cursor, ['(', '[']);
    let printed = cursor.take(4, |c| (year_digit(c).is_some() || is_mask(c)).then_some(c));
    if printed.is_empty() && open.is_none() {
        warnings.push("year missing");
        return Some(None);
    }
    if !cursor.eat_word("年度") {
        cursor.eat('年');
    }
    let close = bracket(cursor, [')', ']']);
    match (open, close) {
        (Some(a), Some(b)) if a == b => {}
        (Some(_), Some(_)) => warnings.push("brackets of two forms"),
        (None, None) => warnings.push("brackets missing"),
        _ => warnings.push("bracket missing"),
    }
    if printed.contains(is_mask) {
        warnings.push("year masked");
        return (open.is_some() && close.is_some()).then_some(None);
    }
    if !printed.bytes().all(|b| b.is_ascii_digit()) {
        warnings.push("letter read as digit in the year");
    }
    let digits = printed.chars().filter_map(|c| year_digit(c)?.to_digit(10));
    let year = digits.fold(0, |year, digit| year * 10 + digit);
    let year = u16::try_from(year)
        .ok()
        .filter(|y| (1949..=2099).contains(y))?;
    Some(Some(year))
}

/// Which of two bracket forms stands next.
fn bracket(cursor: &mut Cursor<'_>, forms: [char; 2]) -> Option<usize> {
    (0..2).find(|&i| cursor.eat(forms[i]))
}

fn court(cursor: &mut Cursor<'_>, provinces: &Provinces) -> Court {
    if cursor.eat_word("最高法") {
        return Court::Supreme;
    }
    let coded = |c: char| digit(c).or_else(|| is_mask(c).then_some('*'));
    if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Court::NoProvince(cursor.take(4, coded));
    }
    let province = cursor.peek().and_then(|c| provinces.of(c));
    match province {
        Some(province)
            if cursor
                .ahead(1)
                .is_some_and(|c| coded(c).is_some() && c != '某') =>
        {
            cursor.skip(1);
            let mut code = String::with_capacity(province.abbr.len() + 4);
            code.push_str(&province.abbr);
            cursor.take_to(&mut code, 4, coded);
            Court::Code(code)
        }
        _ => Court::Letters,
    }
}

/// The letters up to 字, 第, a digit: Chinese characters and inner brackets.
fn letters(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut out = String::new();
    while let Some(c) = cursor.peek() {
        match c {
            '字' | '第' => break,
            '(' => out.push('（'),
            ')' => out.push('）'),
            // 某 and × mask letters of the court here
            c if is_han(c) => out.push(c),
            c if is_mask(c) && masks_letters(cursor) => out.push('某'),
            c if digit(c).is_some() || is_mask(c) => break,
            _ => return None,
        }
        cursor.skip(1);
        if out.chars().count() > 20 {
            return None;
        }
    }
    Some(out)
}

/// Whether masks stand before further letters, and not for the serial.
fn masks_letters(cursor: &Cursor<'_>) -> bool {
    let behind = (1..8)
        .filter_map(|n| cursor.ahead(n))
        .find(|c| !is_mask(*c));
    behind.is_some_and(|c| is_han(c) && !matches!(c, '号' | '字' | '第' | '之'))
}
