//! Where the judgments of a text begin that holds several: after the signatures of one, the header of the
//! next. A judgment that is only quoted stands before the signatures and begins nothing.
//!
//! A header is three things on the first lines of it: a court alone on its line, then the kind of document,
//! then a case number. All three are asked for, and signatures between two headers, since a judgment cut in
//! two is worse than two that are one record.

use std::borrow::Cow;

/// Kinds of documents, as their line ends.
const KINDS: [&str; 6] = ["判决书", "裁定书", "调解书", "决定书", "通知书", "支付令"];
/// Those who sign, as their line begins.
const SIGNERS: [&str; 6] = [
    "审判长",
    "审判员",
    "代理审判员",
    "书记员",
    "人民陪审员",
    "法官助理",
];
/// A header line is at most this long, in characters.
const LONGEST: usize = 40;
/// How many lines that are not blank a header takes.
const HEADER: usize = 4;

/// Where each judgment of `text` begins, in bytes; the first begins at 0. One entry for a text that holds
/// one judgment, or none that is known.
#[must_use]
pub fn starts_of_judgments(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let lines = Lines::of(text);
    let mut signed = false;
    for (index, (at, line)) in lines.0.iter().enumerate() {
        let begins = is_court(line) && lines.has_header(index);
        if begins && signed {
            starts.push(*at);
        }
        if begins {
            signed = false;
        } else if SIGNERS.iter().any(|signer| line.starts_with(signer)) {
            signed = true;
        }
    }
    starts
}

/// The lines that are not blank, without their blanks, each with the offset it begins at. Long ones are
/// there as an empty text.
struct Lines<'t>(Vec<(usize, Cow<'t, str>)>);

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            // In bytes, with blanks between all characters.
            if line.len() > LONGEST * 8 {
                lines.push((start, Cow::Borrowed("")));
                continue;
            }
            let trimmed = line.trim();
            let bare = match trimmed.contains(char::is_whitespace) {
                true => trimmed.split_whitespace().collect(),
                false => Cow::Borrowed(trimmed),
            };
            if !bare.is_empty() {
                lines.push((start, bare));
            }
        }
        Self(lines)
    }

    /// Whether the line of a court is followed by a kind of document and a case number.
    fn has_header(&self, court: usize) -> bool {
        let after: Vec<&str> = self
            .0
            .iter()
            .skip(court + 1)
            .take(HEADER - 1)
            .map(|(_, l)| l.as_ref())
            .collect();
        let kind = after.iter().take(2).position(|line| is_kind(line));
        kind.is_some_and(|at| after.iter().skip(at + 1).any(|line| is_number(line)))
    }
}

fn is_court(line: &str) -> bool {
    line.ends_with("法院")
        && line.chars().count() <= LONGEST
        && !line.contains(['，', '。', '：', '、'])
}

fn is_kind(line: &str) -> bool {
    KINDS.iter().any(|kind| line.ends_with(kind)) && line.chars().count() <= 16
}

/// A bracket, a year, and 号 at the end of the line or with a suffix behind it.
fn is_number(line: &str) -> bool {
    let mut chars = line.chars();
    let bracket = chars
        .next()
        .is_some_and(|c| matches!(c, '(' | '（' | '〔' | '［' | '['));
    let year = chars
        .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c))
        .count();
    bracket && year == 4 && line.contains('号') && line.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "某市某区人民法院\n民 事 判 决 书\n（2020）某01民初1号\n原告：甲。\n本院认为，应予支持。\n判决如下：\n\
                       一、驳回。\n审 判 长　　王某\n二〇二〇年五月六日\n书 记 员　　赵某\n";

    #[test]
    fn a_header_after_signatures_begins_a_judgment() {
        assert_eq!(starts_of_judgments(ONE), [0]);
        let two = ONE.repeat(3);
        assert_eq!(starts_of_judgments(&two), [0, ONE.len(), 2 * ONE.len()]);
        let apart = format!("{ONE}\r\n\r\n  　{ONE}");
        let starts = starts_of_judgments(&apart);
        assert_eq!(starts.len(), 2);
        assert!(apart[starts[1]..].trim_start().starts_with("某市"));
    }

    #[test]
    fn what_only_looks_like_one_begins_nothing() {
        let before_signatures = ONE
            .replace("审 判 长", "长")
            .replace("书 记 员", "员")
            .repeat(2);
        let without_number = format!("{ONE}{}", ONE.replace("（2020）某01民初1号\n", ""));
        let without_kind = format!("{ONE}{}", ONE.replace("民 事 判 决 书\n", ""));
        let in_a_sentence = format!(
            "{ONE}{}",
            ONE.replace("某市某区人民法院\n", "本院，即某市某区人民法院\n")
        );
        let appended = format!("{ONE}附：相关法律条文\n第一条　人民法院\n");
        for text in [
            before_signatures,
            without_number,
            without_kind,
            in_a_sentence,
            appended,
        ] {
            assert_eq!(starts_of_judgments(&text), [0], "{text}");
        }
    }
}
