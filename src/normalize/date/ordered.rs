//! Dates of any language whose parts stand in a known order; the words for months come from outside.

use super::{Date, Refusal};

/// In which order a language prints day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 27/11/2023, 3. März 2021.
    DayMonthYear,
    /// 11/27/2023.
    MonthDayYear,
    /// 2023-11-27.
    YearMonthDay,
}

/// Reads a date in numbers and at most one word for the month, which `month` knows in small letters; ordinal
/// endings (`1st`, `1er`, `3.`) fall away. Also month and year, or the year alone, of four digits.
///
/// ```
/// use casemill::normalize::date::{Order, ordered_date};
///
/// let german = |word: &str| (word == "märz").then_some(3);
/// let read = |text| ordered_date(text, Order::DayMonthYear, german).map(|date| date.iso());
/// assert_eq!(read("3. März 2021").as_deref(), Ok("2021-03-03"));
/// assert_eq!(read("04.03.2021").as_deref(), Ok("2021-03-04"));
/// ```
///
/// # Errors
/// [`Refusal::Empty`]; [`Refusal::NotADate`] for another form; [`Refusal::ImpossibleDate`] where the form is
/// right and the day is in no calendar.
pub fn ordered_date(
    text: &str,
    order: Order,
    month: impl Fn(&str) -> Option<u8>,
) -> Result<Date, Refusal> {
    let (mut named, mut numbers) = (None, Vec::new());
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-' | '‐' | '–');
    for word in text.split(apart).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            numbers.push(number(&word)?);
        } else if named.is_none() {
            named = Some(month(&word).ok_or(Refusal::NotADate)?);
        } else {
            return Err(Refusal::NotADate);
        }
    }
    let short = |n: u16| u8::try_from(n).map_err(|_| Refusal::ImpossibleDate);
    match (named, order, numbers.as_slice()) {
        (None, _, []) => Err(Refusal::Empty),
        (None, _, [(year, 4)]) => Date::new(*year, None, None),
        (Some(month), _, [(year, 4)]) => Date::new(*year, Some(month), None),
        (Some(month), _, [(day, 1..=2), (year, 4)] | [(year, 4), (day, 1..=2)]) => {
            Date::new(*year, Some(month), Some(short(*day)?))
        }
        (None, Order::DayMonthYear, [(day, 1..=2), (month, 1..=2), (year, 4)])
        | (None, Order::MonthDayYear, [(month, 1..=2), (day, 1..=2), (year, 4)])
        | (None, Order::YearMonthDay, [(year, 4), (month, 1..=2), (day, 1..=2)]) => {
            Date::new(*year, Some(short(*month)?), Some(short(*day)?))
        }
        _ => Err(Refusal::NotADate),
    }
}

/// A number and how many digits it has; two or three letters behind it are its ordinal ending.
fn number(word: &str) -> Result<(u16, usize), Refusal> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let read = digits
        .parse()
        .ok()
        .filter(|_| word.len() - digits.len() <= 3);
    read.map(|n| (n, digits.len())).ok_or(Refusal::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_order_reads_its_own_dates() {
        let months = |word: &str| match word {
            "april" | "avril" | "apr" => Some(4),
            "october" => Some(10),
            _ => None,
        };
        let iso = |text, order| ordered_date(text, order, months).map(Date::iso);
        for (text, order, wanted) in [
            ("15TH April 2003", Order::DayMonthYear, Ok("2003-04-15")),
            ("1er avril 2003", Order::DayMonthYear, Ok("2003-04-01")),
            ("April 15, 2003", Order::MonthDayYear, Ok("2003-04-15")),
            ("04/10/2003", Order::DayMonthYear, Ok("2003-10-04")),
            ("04/10/2003", Order::MonthDayYear, Ok("2003-04-10")),
            ("2003-04-10", Order::YearMonthDay, Ok("2003-04-10")),
            ("October 2003", Order::DayMonthYear, Ok("2003-10")),
            ("2003", Order::DayMonthYear, Ok("2003")),
            (
                "31 April 2003",
                Order::DayMonthYear,
                Err(Refusal::ImpossibleDate),
            ),
            ("4 May 2003", Order::DayMonthYear, Err(Refusal::NotADate)),
            ("04/10/03", Order::DayMonthYear, Err(Refusal::NotADate)),
            ("2003/04/10", Order::DayMonthYear, Err(Refusal::NotADate)),
            ("", Order::DayMonthYear, Err(Refusal::Empty)),
        ] {
            let wanted = wanted.map(str::to_owned);
            assert_eq!(iso(text, order), wanted, "{text}");
        }
    }
}
