//! Amounts in yuan, exact to the cent and beyond: decimal strings, never floating point.

use super::Refusal;
use super::numeral::{digit, integer, power};

/// Reads an amount in yuan as a decimal string, with the decimals that are printed: `44,735.10元`
/// is `44735.10`, `1.2万元` is `12000`, 三千八百一十八元二角四分 is `3818.24`.
///
/// ```
/// use casemill::normalize::money::yuan;
///
/// assert_eq!(yuan("人民币1.2万元").as_deref(), Ok("12000"));
/// ```
///
/// # Errors
/// [`Refusal::Empty`]; [`Refusal::NotMoney`] for other currencies, approximate amounts (3000余元)
/// and whatever else is no amount.
pub fn yuan(text: &str) -> Result<String, Refusal> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(ascii)
        .collect();
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if FOREIGN.iter().any(|currency| text.contains(currency)) {
        return Err(Refusal::NotMoney);
    }
    amount(bare(&text))
        .filter(|yuan| whole_digits(yuan) <= MOST_DIGITS)
        .ok_or(Refusal::NotMoney)
}

/// More digits before the point than all the money in the world has: a chain of units, and no amount.
const MOST_DIGITS: usize = 18;

fn whole_digits(amount: &str) -> usize {
    amount.find('.').unwrap_or(amount.len())
}

/// Other currencies. 元 alone is yuan, so that each of these has to be told from it.
const FOREIGN: &[&str] = &[
    "美元",
    "美金",
    "欧元",
    "港元",
    "港币",
    "日元",
    "日币",
    "英镑",
    "澳元",
    "加元",
    "加币",
    "韩元",
    "韩币",
    "台币",
    "新元",
    "新加坡元",
    "新西兰元",
    "卢布",
    "法郎",
    "泰铢",
    "卢比",
    "越南盾",
    "澳门元",
    "澳门币",
    "马克",
    "比特币",
    "USD",
    "US$",
    "HKD",
    "HK$",
    "EUR",
    "GBP",
    "JPY",
    "$",
    "€",
    "£",
];

fn ascii(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '，' => ',',
        '．' => '.',
        '￥' => '¥',
        '圆' | '圓' => '元',
        _ => c,
    }
}

/// Without the name of the currency and the word that closes an amount.
fn bare(text: &str) -> &str {
    let mut text = text;
    for prefix in ["人民币", "RMB", "CNY", "¥"] {
        text = text.strip_prefix(prefix).unwrap_or(text);
    }
    text.strip_suffix(['整', '正']).unwrap_or(text)
}

fn amount(text: &str) -> Option<String> {
    let (whole, cents) = match text.split_once('元') {
        Some((whole, cents)) => (Some(whole), cents),
        None if text.ends_with(['角', '分']) => (None, text),
        None => (Some(text), ""),
    };
    let whole = whole.map_or_else(|| Some("0".to_owned()), number)?;
    if cents.is_empty() {
        return Some(whole);
    }
    // Decimals and 角 say the same thing; both together are no amount.
    let decimals = decimals(cents).filter(|_| !whole.contains('.'))?;
    Some(format!("{whole}.{decimals}"))
}

/// 二角四分, 2角, 零四分 as digits behind the point.
fn decimals(text: &str) -> Option<String> {
    let (jiao, fen) = match text.split_once('角') {
        Some((jiao, fen)) => (one_digit(jiao)?, fen),
        None => ('0', text),
    };
    if fen.is_empty() {
        return Some(jiao.to_string());
    }
    let fen = fen.strip_suffix('分')?;
    let fen = one_digit(
        fen.strip_prefix('零')
            .filter(|rest| !rest.is_empty())
            .unwrap_or(fen),
    )?;
    Some(format!("{jiao}{fen}"))
}

fn one_digit(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let (c, None) = (chars.next()?, chars.next()) else {
        return None;
    };
    char::from_digit(u32::try_from(digit(c)?).ok()?, 10)
}

/// A number with or without decimals and units.
fn number(text: &str) -> Option<String> {
    if let Ok(n) = integer(text) {
        return Some(n.to_string());
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return terms(text);
    }
    let (whole, fraction) = text.split_once('点')?;
    let end = fraction
        .find(|c| power(c).is_some())
        .unwrap_or(fraction.len());
    let digits: String = fraction[..end]
        .chars()
        .map(|c| one_digit(c.encode_utf8(&mut [0; 4])))
        .collect::<Option<_>>()?;
    terms(&format!(
        "{}.{digits}{}",
        integer(whole).ok()?,
        &fraction[end..]
    ))
}

/// Arabic numbers with units, as 1.2万 or 1亿2000万: a single term may have decimals, several are
/// whole numbers that descend.
fn terms(text: &str) -> Option<String> {
    let (mut rest, mut sum, mut limit) = (text, 0u128, None::<u32>);
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '.' | ','))
            .unwrap_or(rest.len());
        let (printed, after) = rest.split_at(end);
        let units = after.find(|c| power(c).is_none()).unwrap_or(after.len());
        let shift: u32 = after[..units].chars().filter_map(power).sum();
        let value = shifted(printed, usize::try_from(shift).ok()?)?;
        rest = &after[units..];
        if rest.is_empty() && limit.is_none() {
            return Some(value);
        }
        let value: u128 = value.parse().ok()?;
        let fits = limit.is_none_or(|limit| shift < limit && value < 10u128.pow(limit));
        // 2万5 is 25000 to a speaker.
        let clear = shift > 0 || value >= 10;
        if !fits || !clear {
            return None;
        }
        (sum, limit) = (sum.checked_add(value)?, Some(shift.min(16)));
    }
    Some(sum.to_string())
}

/// A printed decimal number times a power of ten.
fn shifted(printed: &str, shift: usize) -> Option<String> {
    let (whole, fraction) = match printed.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (printed, ""),
    };
    let whole = integer(whole).ok()?.to_string();
    if shift > 24 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let split = shift.min(fraction.len());
    let zeros = "0".repeat(shift - split);
    let digits = format!("{whole}{}{zeros}", &fraction[..split]);
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    match &fraction[split..] {
        "" => Some(digits.to_owned()),
        rest => Some(format!("{digits}.{rest}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_printed() {
        for (text, wanted) in [
            ("799", "799"),
            ("399.5", "399.5"),
            ("44,735.10", "44735.10"),
            ("44，735．10元", "44735.10"),
            ("1.2万", "12000"),
            ("1.23456万元", "12345.6"),
            ("0.5万元", "5000"),
            ("0.50元", "0.50"),
            ("五千九百六十六", "5966"),
            ("三千八百一十八元二角四分", "3818.24"),
            ("三千元零四分", "3000.04"),
            ("壹仟贰佰元整", "1200"),
            ("人民币壹拾贰万叁仟圆正", "123000"),
            ("3亿元", "300000000"),
            ("1亿2000万元", "120000000"),
            ("12万3千元", "123000"),
            ("2万500元", "20500"),
            ("一点二万元", "12000"),
            ("十二点五亿元", "1250000000"),
            ("5元5角", "5.5"),
            ("5角", "0.5"),
            ("¥ 1 200.00", "1200.00"),
            ("１００元", "100"),
            ("00799", "799"),
        ] {
            assert_eq!(yuan(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn all_else_is_refused() {
        for text in [
            "100美元",
            "US$100",
            "港币5万元",
            "3000余元",
            "元",
            "整",
            "1.元",
            ".5",
            "2万5元",
            "1.2.3",
            "1万2亿",
            "5.5元5角",
            "一元二",
            "12角",
            "约3000元",
            "张三",
            "1,23元",
        ] {
            assert_eq!(yuan(text), Err(Refusal::NotMoney), "{text}");
        }
        assert_eq!(yuan(" "), Err(Refusal::Empty));
    }

    #[test]
    fn a_chain_of_units_is_no_amount() {
        assert_eq!(yuan("2亿百万千百"), Err(Refusal::NotMoney));
        assert_eq!(yuan("9999万亿元").as_deref(), Ok("9999000000000000"));
    }

    proptest! {
        #[test]
        fn amounts_stay_themselves(text in "[0-9.,万亿千元角分一二十百点整]{0,10}|\\PC{0,8}") {
            if let Ok(once) = yuan(&text) {
                prop_assert_eq!(yuan(&once), Ok(once.clone()));
            }
        }
    }
}
