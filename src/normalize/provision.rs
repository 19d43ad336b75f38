//! 裁判依据: the name of a statute as records write it.

use super::Refusal;

/// A statute's full name: inner marks as 〈〉, the issuer joined, without outer marks and without edition.
///
/// ```
/// use casemill::normalize::provision::statute;
///
/// assert_eq!(statute("最高人民法院《关于适用<中华人民共和国民法典>的解释》(2020修正)").unwrap(),
///            "最高人民法院关于适用〈中华人民共和国民法典〉的解释");
/// ```
///
/// # Errors
/// [`Refusal::Empty`] where nothing is left between the marks.
pub fn statute(printed: &str) -> Result<String, Refusal> {
    let mut out = String::with_capacity(printed.len());
    // a title without outer marks: 最高人民法院关于适用《…》的解释
    let lead = printed.split('《').next().unwrap_or_default();
    let mut depth = usize::from(lead.contains("关于"));
    for c in printed.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '《' => {
                depth += 1;
                if depth > 1 {
                    out.push('〈');
                }
            }
            '》' => {
                if depth > 1 {
                    out.push('〉');
                }
                depth = depth.saturating_sub(1);
            }
            '<' | '＜' | '﹤' => out.push('〈'),
            '>' | '＞' | '﹥' => out.push('〉'),
            '（' => out.push('('),
            '）' => out.push(')'),
            _ => out.push(c),
        }
    }
    let bare = without_edition(out.trim_matches([',', '、', '的', ':']));
    let bare = without_outer_marks(bare);
    if bare.is_empty() {
        Err(Refusal::Empty)
    } else {
        Ok(widen(&bare))
    }
}

/// Marks around all that follows the issuer are outer ones, printed 〈〉 for 《》: 最高人民法院〈关于…的解释〉.
/// One that is never closed goes too.
fn without_outer_marks(name: &str) -> String {
    let Some(open) = name.find('〈') else {
        return name.to_owned();
    };
    let mut depth = 0_usize;
    let mut closes = None;
    for (at, c) in name.char_indices() {
        match c {
            '〈' => depth += 1,
            '〉' if depth == 1 => {
                closes = Some(at);
                break;
            }
            '〉' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let inner = open + '〈'.len_utf8();
    match closes {
        None => format!("{}{}", &name[..open], &name[inner..]),
        Some(at) if at + '〉'.len_utf8() == name.len() && open > 0 => {
            format!("{}{}", &name[..open], &name[inner..at])
        }
        Some(_) => name.to_owned(),
    }
}

/// Drops `(2020修正)`, `(2012年修订)`, `(注释版)` at the end.
fn without_edition(name: &str) -> &str {
    let Some(open) = name.rfind('(') else {
        return name;
    };
    let inner = name[open + 1..].trim_end_matches(')');
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let is_edition = (digits == 4 && inner.len() < 40 && ends_as_edition(&inner[digits..]))
        || inner.contains("注释版");
    if is_edition { &name[..open] } else { name }
}

fn ends_as_edition(rest: &str) -> bool {
    let rest = rest.trim_start_matches('年');
    rest.is_empty()
        || rest.contains("修正")
        || rest.contains("修订")
        || rest.contains("公布")
        || rest.contains("施行")
}

/// Brackets that stay are printed full width in official names: 关于…若干问题的解释（一）.
fn widen(name: &str) -> String {
    name.replace('(', "（").replace(')', "）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_official() {
        let table = [
            (
                "最高人民法院《<关于审理买卖合同案件的解释>》",
                "最高人民法院关于审理买卖合同案件的解释",
            ),
            (
                "《最高人民法院<关于适用<中华人民共和国民法典>的解释>》",
                "最高人民法院关于适用〈中华人民共和国民法典〉的解释",
            ),
            (
                "《最高人民法院<关于审理买卖合同案件的解释》",
                "最高人民法院关于审理买卖合同案件的解释",
            ),
            ("《中华人民共和国刑法》", "中华人民共和国刑法"),
            (
                "《中华人民共和国民事诉讼法(2017年修正)》",
                "中华人民共和国民事诉讼法",
            ),
            (
                "《最高人民法院关于适用〈中华人民共和国婚姻法〉若干问题的解释(二)》",
                "最高人民法院关于适用〈中华人民共和国婚姻法〉若干问题的解释（二）",
            ),
            (
                "最高人民法院《关于审理民间借贷案件适用法律若干问题的规定》",
                "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
            ),
            (
                "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定(三)",
                "最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定（三）",
            ),
            (
                "《最高人民法院关于适用《中华人民共和国合同法》的解释》",
                "最高人民法院关于适用〈中华人民共和国合同法〉的解释",
            ),
        ];
        for (printed, want) in table {
            assert_eq!(statute(printed).as_deref(), Ok(want));
            assert_eq!(statute(want).as_deref(), Ok(want), "idempotent");
        }
        assert_eq!(statute("《》"), Err(Refusal::Empty));
    }
}
