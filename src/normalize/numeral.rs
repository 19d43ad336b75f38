//! Whole numbers: Arabic, Chinese (units, digit by digit, capital), enclosed.

use super::Refusal;

/// Reads a whole number, written in Arabic digits (with or without thousands commas), in Chinese
/// numerals with 十 百 千 万 亿, digit by digit (二〇一八), in capital numerals (壹仟贰佰), or as an
/// enclosed one (㈠ ① ⑴).
///
/// ```
/// use casemill::normalize::numeral::integer;
///
/// assert_eq!(integer("一千零七十九"), Ok(1079));
/// assert_eq!(integer("44,735"), Ok(44735));
/// ```
///
/// # Errors
/// [`Refusal::Empty`], or [`Refusal::NotANumber`] for everything else, colloquial forms that can be
/// read in two ways (一百五) included.
pub fn integer(text: &str) -> Result<u64, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    enclosed(text)
        .or_else(|| arabic(text))
        .or_else(|| digit_by_digit(text))
        .or_else(|| chinese(text))
        .or_else(|| mixed(text))
        .ok_or(Refusal::NotANumber)
}

/// The value of a single digit, Arabic or Chinese; of zero in each of its code points that are no
/// letters.
pub(super) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => u64::from(c) - u64::from('0'),
        '０'..='９' => u64::from(c) - u64::from('０'),
        '〇' | '零' | '○' | '◯' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '弐' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether a letter stands for a zero, as OCR and typists leave it among digits.
pub(super) fn is_letter_zero(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο')
}

/// The power of ten of a unit: of 十 1, of 亿 8.
pub(super) fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

fn enclosed(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let (c, None) = (chars.next()?, chars.next()) else {
        return None;
    };
    let first = match c {
        '㈠'..='㈩' => '㈠',
        '①'..='⑳' => '①',
        '⑴'..='⒇' => '⑴',
        _ => return None,
    };
    Some(u64::from(c) - u64::from(first) + 1)
}

fn arabic(text: &str) -> Option<u64> {
    let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    let groups: Vec<&str> = text.split([',', '，']).collect();
    let (first, rest) = groups.split_first()?;
    let short = rest.is_empty() || (1..=3).contains(&first.chars().count());
    let whole = short && rest.iter().all(|group| group.chars().count() == 3);
    if first.is_empty() || !whole || !groups.iter().all(|group| group.chars().all(is_digit)) {
        return None;
    }
    collect(groups.iter().flat_map(|group| group.chars()))
}

/// 二〇一八, also with Arabic digits or letters for zero in between; one digit is none.
fn digit_by_digit(text: &str) -> Option<u64> {
    let several = text.chars().nth(1).is_some();
    let han = |c: char| !c.is_ascii() && digit(c).is_some();
    if !several || !text.contains(han) || text.contains(['两', '兩']) {
        return None;
    }
    collect(
        text.chars()
            .map(|c| if is_letter_zero(c) { '0' } else { c }),
    )
}

fn collect(mut digits: impl Iterator<Item = char>) -> Option<u64> {
    digits.try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

/// Chinese numerals with units, up to 9999 亿.
fn chinese(text: &str) -> Option<u64> {
    let (high, rest) = split_unit(text, ['亿', '億']);
    let (middle, low) = split_unit(rest, ['万', '萬']);
    let mut sum = 0u64;
    for (part, unit) in [(high, 100_000_000), (middle, 10_000)] {
        if let Some(part) = part {
            let value = section(part, sum > 0)?;
            sum = sum.checked_add(value.checked_mul(unit).filter(|v| *v > 0)?)?;
        }
    }
    if low.is_empty() && sum > 0 {
        return Some(sum);
    }
    // 三万五 is 35000 to a speaker and 30005 to a clerk.
    let value = section(low, sum > 0)?;
    let clear = sum == 0 || value >= 100 || low.starts_with(is_zero);
    clear.then_some(sum.checked_add(value)?)
}

fn split_unit(text: &str, unit: [char; 2]) -> (Option<&str>, &str) {
    match text.split_once(unit) {
        Some((before, after)) => (Some(before), after),
        None => (None, text),
    }
}

fn is_zero(c: char) -> bool {
    digit(c) == Some(0)
}

/// A Chinese numeral below ten thousand. Inside a longer number (`inner`) it may open with a zero,
/// and 十 there wants none.
fn section(text: &str, inner: bool) -> Option<u64> {
    let text = match text.strip_prefix(is_zero) {
        Some("") if !inner => return Some(0),
        Some(rest) if inner => rest,
        Some(_) => return None,
        None => text,
    };
    let (mut sum, mut limit, mut zero) = (0u64, 4u32, false);
    let mut pending: Option<u64> = None;
    for c in text.chars() {
        if let Some(ten) = short_ten(c) {
            if pending.is_some() || limit < 2 {
                return None;
            }
            (sum, limit, zero) = (sum + ten, 1, false);
        } else if let Some(power) = power(c).filter(|p| *p < limit) {
            let value = match pending.take() {
                Some(value) => value,
                // 十五, 一百十, 一千零十.
                None if power == 1 => 1,
                None => return None,
            };
            (sum, limit, zero) = (sum + value * 10u64.pow(power), power, false);
        } else {
            let value = digit(c).filter(|_| pending.is_none())?;
            match value {
                0 if zero || sum == 0 => return None,
                0 => zero = true,
                value => pending = Some(value),
            }
        }
    }
    // 一百五 is 150 to a speaker and 105 to a clerk; 一百零五 is clear.
    let clear = pending.is_none_or(|_| limit == 1 || sum == 0 || zero);
    let complete = pending.is_some() || !zero;
    (clear && complete && !text.is_empty()).then_some(sum + pending.unwrap_or(0))
}

fn short_ten(c: char) -> Option<u64> {
    Some(match c {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// 3万, 12亿: Arabic digits before Chinese units.
fn mixed(text: &str) -> Option<u64> {
    let end = text.find(|c| power(c).is_some())?;
    let value = arabic(&text[..end])?;
    let power: u32 = text[end..].chars().map(power).sum::<Option<u32>>()?;
    value.checked_mul(10u64.checked_pow(power)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Writes a number below 10000 as judgments do.
    fn written(n: u64, digits: [&str; 10], units: [&str; 3]) -> String {
        let mut out = String::new();
        let mut zero = false;
        for (power, unit) in [(3, units[2]), (2, units[1]), (1, units[0]), (0, "")] {
            let digit = n / 10u64.pow(power) % 10;
            match digit {
                0 => zero = !out.is_empty(),
                digit => {
                    if zero {
                        out.push_str(digits[0]);
                        zero = false;
                    }
                    out.push_str(digits[digit as usize]);
                    out.push_str(unit);
                }
            }
        }
        if out.is_empty() {
            digits[0].to_owned()
        } else {
            out
        }
    }

    const PLAIN: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const ROUND: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const CAPITAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

    #[test]
    fn every_numeral_below_ten_thousand_reads_back() {
        for n in 0..10_000 {
            let plain = written(n, PLAIN, ["十", "百", "千"]);
            assert_eq!(integer(&plain), Ok(n), "{plain}");
            let round = written(n, ROUND, ["十", "百", "千"]);
            assert_eq!(integer(&round), Ok(n), "{round}");
            let capital = written(n, CAPITAL, ["拾", "佰", "仟"]);
            assert_eq!(integer(&capital), Ok(n), "{capital}");
            assert_eq!(integer(&n.to_string()), Ok(n));
            if (10..20).contains(&n) {
                assert_eq!(integer(plain.trim_start_matches('一')), Ok(n));
            }
            if n >= 10 {
                let digits: String = n
                    .to_string()
                    .bytes()
                    .map(|b| ROUND[usize::from(b - b'0')])
                    .collect();
                assert_eq!(integer(&digits), Ok(n), "{digits}");
            }
        }
    }

    #[test]
    fn known_forms() {
        for (text, wanted) in [
            ("一百十", 110),
            ("一百十五", 115),
            ("一千零十", 1010),
            ("两千", 2000),
            ("廿", 20),
            ("廿三", 23),
            ("卅一", 31),
            ("一百廿三", 123),
            ("二八", 28),
            ("一十三", 13),
            ("二O一八", 2018),
            ("二0一八", 2018),
            ("十五万", 150_000),
            ("一万五千", 15_000),
            ("二十三万零五十", 230_050),
            ("一亿二千万", 120_000_000),
            ("三亿", 300_000_000),
            ("贰拾萬", 200_000),
            ("3万", 30_000),
            ("2百万", 2_000_000),
            ("１２，３４５", 12_345),
            ("44,735", 44_735),
            ("㈩", 10),
            ("⑳", 20),
            ("⑶", 3),
            ("007", 7),
        ] {
            assert_eq!(integer(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn all_else_is_refused() {
        for text in [
            "一百五",
            "三万五",
            "一百二三",
            "一百零",
            "十百",
            "百",
            "万",
            "亿",
            "一千零零五",
            "4,4735",
            "1,2",
            ",123",
            "1.5",
            "-3",
            "十五条",
            "O",
            "张三",
            "99999999999999999999",
            "一二三四五六七八九一二三四五六七八九一二三",
            "9999999999999999999亿",
            "零五万",
            "二十廿",
            "1 2",
        ] {
            assert_eq!(integer(text), Err(Refusal::NotANumber), "{text}");
        }
        assert_eq!(integer(" \u{3000}"), Err(Refusal::Empty));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9０一二三十百千万亿零〇廿,O]{0,12}|\\PC{0,8}") {
            if let Ok(n) = integer(&text) {
                prop_assert_eq!(integer(&n.to_string()), Ok(n));
            }
        }
    }
}
