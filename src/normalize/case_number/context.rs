//! What a text says of places and branches of law: it decides what romanised syllables leave open.

/// A line or document whose words speak for a province, a court or a branch of law.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    text: String,
}

impl Context {
    /// Keeps a text to be asked.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }

    /// Whether the text says a word or phrase: in Latin letters as whole words in any case, else as it
    /// stands.
    #[must_use]
    pub fn says(&self, phrase: &str) -> bool {
        says(&self.text, phrase)
    }
}

/// Whether a text says a word or phrase.
pub(super) fn says(text: &str, phrase: &str) -> bool {
    if phrase.is_empty() {
        return false;
    }
    if !phrase.is_ascii() {
        return text.contains(phrase);
    }
    let words: Vec<&str> = phrase.split(' ').collect();
    let mut spoken = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .peekable();
    while let Some(word) = spoken.next() {
        if word.eq_ignore_ascii_case(words[0]) {
            let mut rest = spoken.clone();
            if words[1..]
                .iter()
                .all(|w| rest.next().is_some_and(|r| r.eq_ignore_ascii_case(w)))
            {
                return true;
            }
        }
    }
    false
}
