//! What a rule says beside its patterns and still must hold: lists that are not empty, types that fit,
//! words of closed lists, its life cycle and what it allows.

use std::collections::BTreeMap;

use super::Compiler;
use crate::rule::codes;
use crate::rule::diagnostics::did_you_mean;
use crate::rule::field::{Field, KeyType, is_word_of};
use crate::rule::normalizer::Normalizer;
use crate::rule::raw::RawRule;
use crate::rule::text::Text;

impl Compiler<'_> {
    /// Notes what would make a rule give nothing, or not what it says, in silence.
    pub(super) fn validity(&mut self, raw: &RawRule, field: &Field) {
        self.lists(raw);
        self.types(raw, field);
        self.words(raw, field);
        self.allowed(&raw.allow);
        if raw
            .deprecated
            .as_ref()
            .is_some_and(|why| why.get_ref().trim().is_empty())
        {
            let message = "`deprecated` says why, and what takes the rule's place".to_owned();
            self.problem("E217", &raw.id, message, None);
        }
    }

    fn lists(&mut self, raw: &RawRule) {
        for (key, empty) in [
            ("in", raw.within.is_empty()),
            ("match", raw.patterns.is_empty()),
        ] {
            if empty {
                let message = format!(
                    "`{key}` of `{}` is empty, so it never gives a value",
                    raw.id.get_ref()
                );
                self.problem("E215", &raw.id, message, None);
            }
        }
        for (key, table) in [("split", &raw.split), ("each", &raw.each)] {
            for (capture, pattern) in table.iter().skip(1) {
                let message = format!("`{key}` takes one capture; `{capture}` is a second one");
                self.problem("E215", pattern, message, None);
            }
        }
    }

    /// A key gets a value of its type, or the record stays empty there.
    fn types(&mut self, raw: &RawRule, field: &Field) {
        for (key, capture) in &raw.emit {
            let Some(wanted) = self.key_type(field, key) else {
                continue;
            };
            let names = raw
                .normalize
                .get(key)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let given = names
                .iter()
                .filter_map(|n| Normalizer::from_name(n.get_ref()))
                .map(|n| n.gives())
                .rfind(|kind| *kind != KeyType::Text)
                .unwrap_or(KeyType::Text);
            if fits(wanted, given, field) {
                continue;
            }
            let message = format!(
                "`{key}` of {field} holds {}, and gets {}",
                shown(wanted),
                shown(given)
            );
            let help = match normalizer_for(wanted) {
                Some(name) => format!("normalize = {{ {key} = [\"{name}\"] }}"),
                None => "leave out the normalizer".to_owned(),
            };
            self.problem("E214", names.last().unwrap_or(capture), message, None);
            if let Some(problem) = self.problems.last_mut() {
                problem.help = Some(help);
            }
        }
    }

    /// The words of a `[map]` or `[[class]]` must be words of the key that takes them.
    fn words(&mut self, raw: &RawRule, field: &Field) {
        for (key, names) in &raw.normalize {
            for name in names {
                let list = match Normalizer::from_name(name.get_ref()) {
                    Some(Normalizer::Map(list) | Normalizer::Words(list)) => format!("map:{list}"),
                    Some(Normalizer::Class(list)) => format!("class:{list}"),
                    _ => continue,
                };
                let words = self.names.words.get(&list).cloned().unwrap_or_default();
                // `unknown` says that a word of the text is none of the list
                let wrong = |word: &&String| *word != "unknown" && !is_word_of(field, key, word);
                for word in words.iter().filter(wrong) {
                    let message = format!("`{word}` of `{list}` is no {key} of {field}");
                    self.problem("E210", name, message, None);
                }
            }
        }
    }

    /// A suppression names a code that can be suppressed, and says why.
    pub(super) fn allowed(&mut self, allow: &BTreeMap<Text, Text>) {
        for (code, why) in allow {
            let name = code.get_ref();
            if !codes::can_be_allowed(name) {
                let near = did_you_mean(name, codes::all().filter(|c| codes::can_be_allowed(c)));
                let near = near.map(str::to_owned);
                self.problem("E217", code, format!("`{name}` cannot be allowed"), near);
            }
            if why.get_ref().trim().is_empty() {
                let message = format!("`allow` of {name} says why");
                self.problem("E217", why, message, None);
            }
        }
    }

    /// An id that a rule replaces belongs to no other rule any more.
    pub(super) fn replaced(&mut self, rules: &[RawRule]) {
        for old in rules.iter().flat_map(|rule| &rule.replaces) {
            if self.names.ids.contains(old.get_ref()) {
                let message = format!("`{}` is still the id of a rule", old.get_ref());
                self.problem("E216", old, message, None);
            }
        }
    }
}

fn fits(wanted: KeyType, given: KeyType, field: &Field) -> bool {
    match wanted {
        KeyType::Flag => true,
        // an attribute is kept as text, and a date among them in ISO 8601
        KeyType::Text if given == KeyType::Date => field.is("party_attributes"),
        KeyType::Text => matches!(given, KeyType::Text | KeyType::Word | KeyType::Money),
        KeyType::Word => {
            given == KeyType::Word || (given == KeyType::Text && matches!(field, Field::Custom(_)))
        }
        // a number may be printed text, with its parts in keys of their own
        KeyType::CaseNumber => matches!(given, KeyType::CaseNumber | KeyType::Text),
        other => given == other,
    }
}

fn shown(kind: KeyType) -> &'static str {
    match kind {
        KeyType::Text => "text",
        KeyType::Word => "a word of a closed list",
        KeyType::Words => "words of a closed list",
        KeyType::Integer => "a whole number",
        KeyType::Date => "a date",
        KeyType::Money => "an amount of money",
        KeyType::CaseNumber => "a case number",
        KeyType::Flag => "a mark",
    }
}

fn normalizer_for(kind: KeyType) -> Option<&'static str> {
    match kind {
        KeyType::Word => Some("map:NAME"),
        KeyType::Words => Some("words:NAME"),
        KeyType::Integer => Some("zh-number"),
        KeyType::Date => Some("zh-date"),
        KeyType::Money => Some("money"),
        KeyType::CaseNumber => Some("case-number"),
        KeyType::Text | KeyType::Flag => None,
    }
}
