//! Which language a text is written in, so which pack reads it.

use crate::text::count_bytes;
use crate::vocabulary::Language;

/// English words that no stylesheet and no name holds; one of them weighs as much as this many Han characters.
const WEIGHT: usize = 25;

/// The language of a text. CSS, mark-up and Latin names do not make a Chinese text English.
#[must_use]
pub fn language_of(text: &str) -> Language {
    let bytes = text.as_bytes();
    let han = han_characters(bytes);
    let letters = count_bytes(bytes, u8::is_ascii_alphabetic);
    // each of the words has two letters at least: where there are too few, none need be looked for
    let words = if letters / 2 * WEIGHT > han {
        text.split_ascii_whitespace().filter(|w| is_word(w)).count()
    } else {
        0
    };
    let latin_only = han == 0 && letters > 0;
    if latin_only || words * WEIGHT > han {
        Language::EN
    } else {
        Language::ZH
    }
}

/// The characters from U+3400 to U+9FFF of a text in UTF-8, counted by their first bytes.
fn han_characters(bytes: &[u8]) -> usize {
    let whole = count_bytes(bytes, |b| matches!(b, 0xE4..=0xE9));
    // those to U+3FFF share their first byte with 、 and 。
    let rest = bytes.get(1..).unwrap_or_default().chunks(255);
    let pairs = bytes.chunks(255).zip(rest);
    let stretch = |(first, second): (&[u8], &[u8])| {
        let pairs = first.iter().zip(second);
        pairs
            .map(|(a, b)| u8::from(*a == 0xE3) & u8::from(*b >= 0x90))
            .sum::<u8>()
    };
    whole + pairs.map(|pair| usize::from(stretch(pair))).sum::<usize>()
}

fn is_word(word: &str) -> bool {
    matches!(
        word,
        "the" | "of" | "and" | "in" | "to" | "that" | "was" | "The" | "by"
    )
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

    #[test]
    fn han_characters_are_counted_by_their_bytes() {
        let text = "a、〇㐀䷿一本院\u{9fff}\u{a000}，é\u{20000}";
        let slow = text
            .chars()
            .filter(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
            .count();
        assert_eq!(han_characters(text.as_bytes()), slow);
    }
}
