//! A word as the key of a family: with what stands around it, as far as the text has it only once so.

use std::ops::Range;

/// Bytes that a word is widened by until the text has it once.
const WIDENED: usize = 30;

/// Words that the written text has once, around a place, and the same with others there.
pub(super) fn widened(
    raw: &str,
    folded: &str,
    place: &Range<usize>,
    words: &str,
    to_the_right: bool,
) -> Option<(String, String)> {
    let (mut start, mut end) = (place.start, place.end);
    loop {
        let key = folded.get(start..end)?;
        let in_word = |at: usize| is_within(folded, at, char::is_ascii_alphanumeric);
        // a single character of Chinese is seldom a word
        let is_word = place.is_empty() && key.chars().count() > 1 || !place.is_empty();
        let once = is_word && raw.matches(key).count() == 1;
        let new = format!(
            "{}{words}{}",
            &folded[start..place.start],
            &folded[place.end..end]
        );
        let right = folded[end..].chars().next().filter(|c| *c != '\n');
        let left = folded[..start].chars().next_back().filter(|c| *c != '\n');
        if once && !in_word(start) && !in_word(end) {
            let says = new != key && !key.contains('\n') && !new.contains('\n');
            return says.then(|| (key.to_owned(), new));
        }
        let (wide_left, wide_right) = if once {
            (in_word(start), in_word(end))
        } else {
            (!to_the_right, to_the_right)
        };
        match (
            wide_left.then_some(left).flatten(),
            wide_right.then_some(right).flatten(),
        ) {
            (_, Some(c)) => end += c.len_utf8(),
            (Some(c), None) => start -= c.len_utf8(),
            (None, None) => return None,
        }
        if end - start > place.len() + WIDENED {
            return None;
        }
    }
}

/// Whether a place begins or ends within a word of Latin letters.
pub(super) fn splits_word(text: &str, place: &Range<usize>) -> bool {
    let ends = [place.start, place.end];
    ends.iter()
        .any(|at| is_within(text, *at, char::is_ascii_alphabetic))
}

/// Whether such characters stand on both sides of a place.
fn is_within(text: &str, at: usize, such: fn(&char) -> bool) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    [before, after].iter().all(|c| c.as_ref().is_some_and(such))
}

/// Whether a change makes words run together as no text has them: a letter right behind a mark or before a bracket,
/// a capital inside a word, two blanks.
pub(super) fn runs_together(before: &str, after: &str) -> bool {
    let odd = |text: &str| {
        let pairs = text.chars().zip(text.chars().skip(1));
        pairs
            .filter(|(a, b)| match (a, b) {
                ('.' | ',' | ';' | ':' | ')', b) => b.is_ascii_alphabetic(),
                (a, '(') => a.is_ascii_alphanumeric(),
                (' ', ' ') => true,
                (' ', ',' | '.' | ';') => true,
                (a, b) if a.is_ascii_digit() || a.is_ascii_lowercase() => {
                    b.is_ascii_uppercase()
                        || a.is_ascii_digit() && b.is_ascii_lowercase()
                        || a.is_ascii_lowercase() && b.is_ascii_digit()
                }
                _ => false,
            })
            .count()
    };
    odd(after) > odd(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_run_together_are_seen() {
        assert!(runs_together("the Law, art 4", "the Law,art 4"));
        assert!(runs_together("in the case", "in the  case"));
        assert!(runs_together("article 4 of", "article4 of"));
        assert!(!runs_together("[2019] UKSC(1)", "[2020] UKSC(1)"));
        assert!(!runs_together("原告诉称", "原告(以下简称甲)诉称"));
    }

    #[test]
    fn a_word_is_widened_until_the_text_has_it_once() {
        let wide = |text: &str, word: &str, new: &str, right: bool| {
            let at = text.find(word).unwrap();
            widened(text, text, &(at..at + word.len()), new, right)
        };
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(wide("原告诉称", "诉称", "辩称", true), pair("诉称", "辩称"));
        assert_eq!(wide("原告与原审", "原", "被", true), pair("原告", "被告"));
        assert_eq!(
            wide("the judgement of", "judge", "verd", true),
            pair("judgement", "verdment")
        );
        let at = "本院".len();
        let put = |right| widened("本院认为", "本院认为", &(at..at), "经审查", right);
        assert_eq!(put(true), pair("认为", "经审查认为"));
        assert_eq!(put(false), pair("本院", "本院经审查"));
    }
}
