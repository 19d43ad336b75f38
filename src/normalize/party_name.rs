//! Names of parties, representatives and judges: without layout blanks, edge punctuation and remarks.

mod kind;

pub use kind::kind;

use super::Refusal;
use crate::text::is_han;

/// The longest name of an organization met is shorter; Latin letters are half as wide as Han.
const LONGEST: usize = 60;

/// Cleans a name: layout blanks inside Han names go and those of Latin names stay, punctuation at the
/// edges goes, and so do remarks in brackets at the end ((以下简称…), (曾用名…)). Brackets that are part
/// of an organization's name stay.
///
/// ```
/// use casemill::normalize::party_name::party_name;
///
/// assert_eq!(party_name("强　斐（曾用名强飞）").as_deref(), Ok("强斐"));
/// assert_eq!(party_name("Gene Daniel  Levoff,").as_deref(), Ok("Gene Daniel Levoff"));
/// ```
///
/// # Errors
/// [`Refusal::Empty`], or [`Refusal::NotAName`] for prose, lists and bare punctuation.
pub fn party_name(text: &str) -> Result<String, Refusal> {
    let folded: String = text.chars().map(bracket).collect();
    let joined = without_layout_blanks(&folded);
    if joined.is_empty() {
        return Err(Refusal::Empty);
    }
    let name = stripped(&joined);
    if is_name(name) {
        Ok(name.to_owned())
    } else {
        Err(Refusal::NotAName)
    }
}

fn bracket(c: char) -> char {
    match c {
        '（' | '〔' | '【' | '［' | '[' => '(',
        '）' | '〕' | '】' | '］' | ']' => ')',
        _ => c,
    }
}

/// What stands for a character that was taken out.
pub(super) fn is_mask(c: char) -> bool {
    matches!(c, '×' | '✕' | '*' | '＊' | '●' | '□')
}

/// A blank stays only between two characters of a Latin name, as one.
fn without_layout_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = out.chars().next_back();
        let apart = before.is_some_and(is_latin) && word.starts_with(is_latin_opener);
        if apart {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_latin(c: char) -> bool {
    !is_han(c)
        && !is_mask(c)
        && (c.is_alphanumeric() || matches!(c, '.' | ',' | ')' | '&' | '\'' | '’' | '-' | '/'))
}

fn is_latin_opener(c: char) -> bool {
    is_latin(c) || c == '('
}

/// Without edge punctuation and closing remarks, until nothing more goes.
fn stripped(text: &str) -> &str {
    let mut name = text;
    loop {
        let next = without_remark(trimmed(name));
        if next == name {
            return name;
        }
        name = next;
    }
}

fn trimmed(name: &str) -> &str {
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '，'
                    | '、'
                    | '。'
                    | ':'
                    | '：'
                    | ';'
                    | '；'
                    | '·'
                    | '-'
                    | '—'
                    | '"'
                    | '“'
                    | '”'
                    | '‘'
                    | '\''
            )
    };
    let name = name.trim_matches(edge).trim_start_matches(['.', ')', '’']);
    // `Ltd.` keeps its point.
    match name.strip_suffix('.') {
        Some(bare) if !bare.ends_with(|c: char| c.is_ascii_alphabetic()) => bare,
        _ => name,
    }
}

/// Without the bracket it ends with, unless that is part of the name; without half a bracket, which a
/// match that ended too early leaves.
fn without_remark(name: &str) -> &str {
    let Some(inside) = name.strip_suffix(')') else {
        return name
            .rfind('(')
            .filter(|at| !name[*at..].contains(')'))
            .map_or(name, |at| &name[..at]);
    };
    let Some(open) = opening(inside) else {
        return inside;
    };
    let remark = &inside[open + 1..];
    // A name that is nothing but a bracket is read without it.
    if open == 0 {
        return remark;
    }
    if belongs(&name[..open], remark) {
        name
    } else {
        &name[..open]
    }
}

/// Where the bracket opens that closes right behind `inside`.
fn opening(inside: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in inside.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a bracket at the end is part of the name before it: the legal form of an organization, or
/// the place in a Latin name.
fn belongs(name: &str, remark: &str) -> bool {
    const FORMS: [&str; 9] = [
        "有限合伙",
        "普通合伙",
        "特殊普通合伙",
        "特殊的普通合伙",
        "合伙",
        "个人独资",
        "个体工商户",
        "集团",
        "集团公司",
    ];
    let place = |c: char| c.is_ascii_alphabetic() || c == ' ';
    let latin = name
        .trim_end()
        .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
        && remark.starts_with(|c: char| c.is_ascii_uppercase())
        && remark.chars().all(place)
        && remark.split(' ').count() <= 2;
    FORMS.contains(&remark) || latin
}

/// Whether what is left can be a name.
fn is_name(name: &str) -> bool {
    let width: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let has_body = name
        .chars()
        .any(|c| c.is_alphanumeric() || is_mask(c) || is_han(c));
    has_body && width <= 2 * LONGEST && !has_prose_mark(name) && !is_prose(name)
}

/// Stops of a sentence, and commas of a list: a Latin name may have a comma (`Co., Ltd.`).
fn has_prose_mark(name: &str) -> bool {
    let stops = [
        '。', ';', '；', ':', '：', '!', '！', '?', '？', '、', '，', '\n', '《', '》',
    ];
    let mut after_commas = name.split(',').skip(1);
    name.contains(stops) || after_commas.any(|rest| rest.trim_start().starts_with(is_han))
}

fn is_prose(name: &str) -> bool {
    const OPENERS: [&str; 30] = [
        "的",
        "诉称",
        "辩称",
        "述称",
        "答辩",
        "认为",
        "不服",
        "负担",
        "承担",
        "提出",
        "提起",
        "提交",
        "要求",
        "请求",
        "主张",
        "向本院",
        "向法院",
        "应当",
        "因与",
        "与被",
        "未到庭",
        "经传票",
        "经本院",
        "支付",
        "赔偿",
        "返还",
        "偿还",
        "本院",
        "均为",
        "没有",
    ];
    const INSIDE: [&str; 10] = [
        "诉称",
        "辩称",
        "述称",
        "上诉称",
        "不服",
        "的委托",
        "委托诉讼代理人",
        "提起诉讼",
        "提起上诉",
        "纠纷一案",
    ];
    OPENERS.iter().any(|word| name.starts_with(word))
        || INSIDE.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests;
