//! Letters of numbers from before 2016: where the court's prefix ends and the type word begins.

use std::sync::Arc;

use super::CaseNumberTables;
use super::interpret::NEW_STYLE;
use super::printed::Printed;
use super::types::TypeWord;

impl CaseNumberTables {
    /// Splits letters into the court's prefix and the type word: a prefix that courts are known to have
    /// printed goes first, then a word of the table, then the longest word that letters can spell.
    pub(super) fn split_old(&self, letters: &str) -> Option<(String, Arc<TypeWord>)> {
        if letters.contains("邢初") {
            return self.split_old(&letters.replace("邢初", "刑初"));
        }
        let splits = || letters.char_indices().map(|(at, _)| letters.split_at(at));
        let listed = |(prefix, word)| Some((prefix, Arc::clone(self.types.listed(word)?)));
        let spelt = |(prefix, word)| {
            let read = self.types.spell(word).map(Arc::new);
            Some((prefix, read.or_else(|| self.stage_alone(prefix, word))?))
        };
        let known = |(prefix, _): &(&str, Arc<TypeWord>)| self.prefixes.knows(prefix);
        let (prefix, word) = splits()
            .filter_map(listed)
            .find(known)
            .or_else(|| splits().filter_map(spelt).find(known))
            .or_else(|| splits().find_map(listed))
            .or_else(|| splits().find_map(spelt))?;
        Some((prefix.to_owned(), word))
    }

    /// Whether courts are known to have printed both: 深宝法公 and 行终 are a court's, 公行 is the police's.
    pub(super) fn is_printed(&self, prefix: &str, word: &TypeWord) -> bool {
        prefix.chars().count() > 1
            && self.prefixes.knows(prefix)
            && self.types.listed(&word.word).is_some()
    }

    /// 广海法初字, 穗中法终字: a stage without a branch, behind a prefix that ends in 法.
    fn stage_alone(&self, prefix: &str, word: &str) -> Option<Arc<TypeWord>> {
        if !prefix.ends_with('法') || word.chars().count() != 1 {
            return None;
        }
        let like = self.types.listed(&format!("民{word}"))?;
        Some(Arc::new(TypeWord {
            word: word.to_owned(),
            new_style: false,
            alone: None,
            ..TypeWord::clone(like)
        }))
    }

    /// An old number needs 字, or before 2016 a prefix and a word that are both known, or 第 and two letters.
    pub(super) fn is_plausible_old(
        &self,
        printed: &Printed,
        prefix: &str,
        word: &TypeWord,
    ) -> bool {
        let short = prefix.chars().count() <= 8 && !prefix.contains(['（', '）']);
        let recent = printed.year.is_none_or(|y| y > NEW_STYLE);
        let letters = word.word.chars().count();
        let known = self.prefixes.knows(prefix) && self.types.listed(&word.word).is_some();
        short
            && (printed.zi
                || !recent && (known && (letters > 1 || printed.di) || printed.di && letters > 1))
    }
}
