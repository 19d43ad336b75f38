//! Dates: Chinese ones in every spelling of the zero, relative ones, English ones.

mod english;
mod ordered;

use crate::vocabulary::DatePrecision;

use super::Refusal;
use super::numeral::{digit, integer, is_letter_zero};

pub use english::{en_date, en_date_is_ambiguous, en_date_order};
pub use ordered::{Order, ordered_date};

/// A day, a month or a year of the Gregorian calendar that exists and lies in [`FIRST_YEAR`] to
/// [`LAST_YEAR`]. A day always has its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// No judgment speaks of an earlier year, save by a slip of the pen.
pub const FIRST_YEAR: u16 = 1900;

/// No judgment speaks of a later year: terms of loans and leases end before.
pub const LAST_YEAR: u16 = 2100;

impl Date {
    /// A date that exists.
    ///
    /// # Errors
    /// [`Refusal::ImpossibleDate`] where no calendar has it, or where a day stands without a month.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, Refusal> {
        let exists = match (month, day) {
            (None, None) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
            (None, Some(_)) => false,
        };
        if !exists || !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(Refusal::ImpossibleDate);
        }
        Ok(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// ISO 8601, as long as the precision allows: `2023-11-27`, `2023-11`, `2023`.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// How much of it is known.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => DatePrecision::Day,
            (Some(_), None) => DatePrecision::Month,
            _ => DatePrecision::Year,
        }
    }

    /// The day after, or `None` where the day is not known or the last one has come.
    #[must_use]
    pub fn next_day(self) -> Option<Self> {
        let (year, month, day) = (self.year, self.month?, self.day?);
        Self::new(year, Some(month), Some(day + 1))
            .or_else(|_| Self::new(year, Some(month + 1), Some(1)))
            .or_else(|_| Self::new(year + 1, Some(1), Some(1)))
            .ok()
    }
}

/// Days of a month; none for a month that does not exist.
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Reads a whole Chinese date: 二〇二三年十一月二十七日 with any zero and any layout blanks,
/// 2023年11月27日, mixed forms, 2023-11-27, 2023.11.27, 2023/11/27; also year and month, or the year
/// alone with its 年.
///
/// ```
/// use casemill::normalize::date::zh_date;
///
/// assert_eq!(zh_date("二○二三年元月廿七日").unwrap().iso(), "2023-01-27");
/// ```
///
/// # Errors
/// [`Refusal::Empty`]; [`Refusal::NotADate`] for another form; [`Refusal::ImpossibleDate`] where the
/// form is right and the day is in no calendar.
pub fn zh_date(text: &str) -> Result<Date, Refusal> {
    let text = compact(text)?;
    match text.split_once('年') {
        Some((printed, rest)) => {
            let year = year(printed)?;
            let (month, day) = month_and_day(rest)?;
            Date::new(year, month, day)
        }
        None => numeric(&text),
    }
}

/// Reads a date that leans on an earlier one, the `anchor`: 同年6月3日, 次年3月, 同月5日, 次月9日, 同日,
/// 当天, 次日, 8月9日, 9日.
///
/// # Errors
/// As [`zh_date`]; [`Refusal::NotADate`] also where the anchor does not know the month or the day that
/// is asked of it.
pub fn relative_date(text: &str, anchor: Date) -> Result<Date, Refusal> {
    let text = compact(text)?;
    match text.as_str() {
        "同日" | "当日" | "当天" | "同一天" | "即日" => {
            return Some(anchor)
                .filter(|a| a.day.is_some())
                .ok_or(Refusal::NotADate);
        }
        "次日" | "翌日" | "第二天" | "第二日" => {
            return anchor.next_day().ok_or(Refusal::NotADate);
        }
        _ => {}
    }
    let after = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let (year, rest) = match (after(&["同年", "当年"]), after(&["次年", "翌年", "第二年"]))
    {
        (Some(rest), _) => (anchor.year, rest),
        (_, Some(rest)) => (anchor.year + 1, rest),
        _ => (anchor.year, text.as_str()),
    };
    if let Some(rest) = after(&["次月", "翌月"]) {
        let (year, month) = next_month(anchor)?;
        return Date::new(year, Some(month), day(rest)?);
    }
    let same_month = rest
        .strip_prefix("同月")
        .or_else(|| rest.strip_prefix("当月"))
        .or_else(|| Some(rest).filter(|rest| rest.ends_with('日') && !rest.contains('月')));
    let (month, day) = match same_month {
        Some(rest) => (Some(anchor.month.ok_or(Refusal::NotADate)?), day(rest)?),
        None => month_and_day(rest)?,
    };
    Date::new(year, month, day)
}

/// The month after that of a date, which must know its own.
fn next_month(anchor: Date) -> Result<(u16, u8), Refusal> {
    match anchor.month.ok_or(Refusal::NotADate)? {
        12 => Ok((anchor.year + 1, 1)),
        month => Ok((anchor.year, month + 1)),
    }
}

/// The text without blanks; layout puts them anywhere into a date.
fn compact(text: &str) -> Result<String, Refusal> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        Err(Refusal::Empty)
    } else {
        Ok(text)
    }
}

/// A year of four digits, or written out as 二千零二十三. Short years leave the century open.
fn year(printed: &str) -> Result<u16, Refusal> {
    let digits: Option<Vec<u64>> = printed.chars().map(year_digit).collect();
    // Letters alone are a word.
    match digits.filter(|_| printed.contains(|c| digit(c).is_some())) {
        Some(digits) if digits.len() == 4 => {
            let year = digits.iter().fold(0, |sum, digit| sum * 10 + digit);
            u16::try_from(year).map_err(|_| Refusal::ImpossibleDate)
        }
        Some(digits) if digits.len() > 2 => Err(Refusal::ImpossibleDate),
        Some(_) => Err(Refusal::NotADate),
        None => integer(printed)
            .ok()
            .and_then(|year| u16::try_from(year).ok())
            .ok_or(Refusal::NotADate),
    }
}

/// A digit, or a letter that OCR and typists put for one.
fn year_digit(c: char) -> Option<u64> {
    match c {
        'l' | 'I' | 'ｌ' | 'Ｉ' => Some(1),
        c if is_letter_zero(c) => Some(0),
        c => digit(c),
    }
}

type MonthAndDay = (Option<u8>, Option<u8>);

/// What follows a year: nothing, a month, or a month and a day.
fn month_and_day(text: &str) -> Result<MonthAndDay, Refusal> {
    if text.is_empty() {
        return Ok((None, None));
    }
    let (printed, rest) = text.split_once('月').ok_or(Refusal::NotADate)?;
    let month = match printed {
        "元" | "正" => 1,
        printed => small(printed)?,
    };
    Ok((Some(month), day(rest)?))
}

/// What follows a month: nothing or a day, whose 日 may have been lost.
fn day(text: &str) -> Result<Option<u8>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    small(text.strip_suffix(['日', '号']).unwrap_or(text)).map(Some)
}

/// The number of a month or a day, in any spelling: 一十三, 二八, 廿, O5.
fn small(printed: &str) -> Result<u8, Refusal> {
    let printed: String = printed
        .chars()
        .map(|c| if is_letter_zero(c) { '0' } else { c })
        .collect();
    let value = integer(&printed).map_err(|_| Refusal::NotADate)?;
    u8::try_from(value).map_err(|_| Refusal::ImpossibleDate)
}

/// 2023-11-27 and its like, year first.
fn numeric(text: &str) -> Result<Date, Refusal> {
    let separator = text
        .chars()
        .find(|c| matches!(c, '-' | '.' | '/' | '－' | '．' | '／'))
        .ok_or(Refusal::NotADate)?;
    let parts: Vec<&str> = text.split(separator).collect();
    let (printed, month, day) = match parts.as_slice() {
        [year, month] => (*year, *month, None),
        [year, month, day] => (*year, *month, Some(*day)),
        _ => return Err(Refusal::NotADate),
    };
    let short =
        |part: &str| part.chars().count() <= 2 && part.chars().all(|c| year_digit(c).is_some());
    if printed.chars().count() != 4 || !short(month) || !day.is_none_or(short) {
        return Err(Refusal::NotADate);
    }
    let day = day.map(small).transpose()?;
    Date::new(year(printed)?, Some(small(month)?), day)
}

#[cfg(test)]
mod tests;
