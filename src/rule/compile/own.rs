//! What a `pack.toml` says itself: the language, and fields of the user's own.

use std::collections::BTreeMap;

use super::Compiler;
use crate::rule::compiled::CustomField;
use crate::rule::raw::RawPack;
use crate::rule::text::Text;
use crate::rule::words::{CUSTOM_TYPES, meaning, words};
use crate::vocabulary::Language;

impl Compiler<'_> {
    pub(super) fn language(&mut self, at: &Text) -> Option<Language> {
        let language = Language::from_word(at.get_ref());
        if language.is_none() {
            let message = format!(
                "`{}` is no language: a tag has two or three small letters, as `zh`, `en` or `de`",
                at.get_ref()
            );
            self.problem("E205", at, message, None);
        }
        language
    }

    pub(super) fn custom_fields(&mut self, pack: &RawPack) -> BTreeMap<String, CustomField> {
        let mut out = BTreeMap::new();
        for (name, custom) in &pack.custom {
            if let Some(kind) = meaning(CUSTOM_TYPES, custom.kind.get_ref()) {
                let doc = custom.doc.clone();
                out.insert(name.clone(), CustomField { kind, doc });
            } else {
                self.unknown("E205", "type", &custom.kind, words(CUSTOM_TYPES));
            }
        }
        out
    }
}
