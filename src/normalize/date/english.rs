//! English dates, day first or month first, as law reports and the press write them.

use super::{Date, Order, Refusal, numeric};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads a whole English date: `27 Nov. 2023`, `November 27, 2023`, `21st March 2024`,
/// `Thu, 21 Mar 2024`, `2023-11-27`, `27/11/2023`, `November 2023`, `2023`. Of two numbers that could
/// both be a month the first is taken for the day; [`en_date_is_ambiguous`] tells where that was so.
///
/// ```
/// use casemill::normalize::date::en_date;
///
/// assert_eq!(en_date("Nov. 27, 2023").unwrap().iso(), "2023-11-27");
/// ```
///
/// # Errors
/// [`Refusal::Empty`]; [`Refusal::NotADate`] for another form; [`Refusal::ImpossibleDate`] where the
/// form is right and the day is in no calendar.
pub fn en_date(text: &str) -> Result<Date, Refusal> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((first, second, year)) = numbers(&text) {
        return Date::new(year, Some(second), Some(first))
            .or_else(|_| Date::new(year, Some(first), Some(second)));
    }
    match numeric(&text) {
        Err(Refusal::NotADate) => words(&text),
        read => read,
    }
}

/// Whether a date in numbers alone could be read day first and month first.
#[must_use]
pub fn en_date_is_ambiguous(text: &str) -> bool {
    numbers(text.trim()).is_some_and(|(first, second, _)| {
        first != second && (1..=12).contains(&first) && (1..=12).contains(&second)
    })
}

/// In which order a text prints its dates in numbers alone, as far as dates that can be read in one way
/// only tell (`27/11/2023`); `None` where there are none, or where they disagree.
#[must_use]
pub fn en_date_order(text: &str) -> Option<Order> {
    let printed = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '.'));
    let mut orders = printed.filter_map(|word| {
        let (first, second, _) = numbers(word.trim_end_matches(['.', '-', '/']))?;
        match (first, second) {
            (13..=31, 1..=12) => Some(Order::DayMonthYear),
            (1..=12, 13..=31) => Some(Order::MonthDayYear),
            _ => None,
        }
    });
    let order = orders.next()?;
    orders.all(|other| other == order).then_some(order)
}

/// `27/11/2023`, also with `-` or `.`: three numbers, the year last.
fn numbers(text: &str) -> Option<(u8, u8, u16)> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    let mut parts = text.split(separator);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || first.len() > 2 {
        return None;
    }
    Some((
        count(first)?.try_into().ok()?,
        count(second)?.try_into().ok()?,
        count(year)?,
    ))
}

/// Digits alone; `parse` would take a sign.
fn count(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// A date with the name of its month, or a year alone.
fn words(text: &str) -> Result<Date, Refusal> {
    let (mut month, mut numbers) = (None, Vec::new());
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-');
    for word in text.split(apart).filter(|word| !word.is_empty()) {
        if let Some(number) = ordinal(word) {
            numbers.push((number, word.len()));
        } else if let (None, Some(found)) = (month, month_of(word)) {
            month = Some(found);
        } else if !is_filler(word) {
            return Err(Refusal::NotADate);
        }
    }
    let day = match numbers.as_slice() {
        [(_, 4)] => None,
        [(day, 1..=4), (_, 4)] if month.is_some() => {
            Some(u8::try_from(*day).map_err(|_| Refusal::ImpossibleDate)?)
        }
        _ => return Err(Refusal::NotADate),
    };
    let year = numbers.last().map_or(0, |(year, _)| *year);
    Date::new(year, month, day)
}

/// 21, 21st, 2nd.
fn ordinal(word: &str) -> Option<u16> {
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    count(number)
}

/// A name or its abbreviation, of three letters and more.
fn month_of(word: &str) -> Option<u8> {
    let at = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word))?;
    u8::try_from(at + 1).ok()
}

fn is_filler(word: &str) -> bool {
    matches!(word, "the" | "day" | "of" | "on")
        || WEEKDAYS
            .iter()
            .any(|name| word.len() >= 3 && name.starts_with(word))
}
