//! Which language a text is written in, so which pack reads it.

use crate::vocabulary::Language;

/// English words that no stylesheet and no name holds; one of them weighs as much as this many Han characters.
const WEIGHT: usize = 25;

/// The language of a text. CSS, mark-up and Latin names do not make a Chinese text English.
#[must_use]
pub fn language_of(text: &str) -> Language {
    let han = text
        .chars()
        .filter(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
        .count();
    let words = text
        .split_ascii_whitespace()
        .filter(|w| {
            matches!(
                *w,
                "the" | "of" | "and" | "in" | "to" | "that" | "was" | "The" | "by"
            )
        })
        .count();
    let latin_only = han == 0 && text.chars().any(|c| c.is_ascii_alphabetic());
    if latin_only || words * WEIGHT > han {
        Language::EN
    } else {
        Language::ZH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_and_names_are_not_english() {
        assert_eq!(
            language_of("p.MsoNormal {margin:0cm}北京市大兴区人民法院民事判决书"),
            Language::ZH
        );
        assert_eq!(
            language_of("On 27 Nov. 2023, the court (北京互联网法院) held that it was so."),
            Language::EN
        );
        assert_eq!(language_of(""), Language::ZH);
    }
}
