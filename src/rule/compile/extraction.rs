//! One extraction rule: its field, keys, captures, scope and normalizers, each looked up where it is named.

use std::collections::{BTreeMap, BTreeSet};

use super::Compiler;
use crate::rule::compiled::{Attach, Rule, Scope, Unit};
use crate::rule::diagnostics::did_you_mean;
use crate::rule::field::{Field, KeyType, is_word_of};
use crate::rule::normalizer::Normalizer;
use crate::rule::raw::RawRule;
use crate::rule::template::Template;
use crate::rule::text::Text;
use crate::rule::words::{ATTACHMENTS, UNITS, meaning, words};
use crate::search::Pattern;
use crate::vocabulary::SectionKind;

impl Compiler<'_> {
    pub(super) fn rule(&mut self, raw: &RawRule) -> Option<Rule> {
        self.unique(&raw.id);
        let field = self.field(&raw.field)?;
        self.validity(raw, &field);
        let patterns = self.all(&raw.patterns);
        let repeat = raw
            .repeat
            .as_ref()
            .and_then(|r| self.patterns().compile_after(r));
        let each = raw
            .each
            .first_key_value()
            .and_then(|(_, e)| self.pattern(e));
        let captures: BTreeSet<String> = patterns
            .iter()
            .chain(&repeat)
            .chain(&each)
            .flat_map(|p| p.names().map(str::to_owned))
            .collect();
        let emit = self.emitted(raw, &field, &captures);
        let compose = self.composed(raw, &field, &captures);
        let set = self.constants(raw, &field);
        Some(Rule {
            id: raw.id.get_ref().clone(),
            doc: raw.doc.clone(),
            file: self.file.to_owned(),
            at: raw.id.span(),
            scope: raw.within.iter().filter_map(|t| self.scope(t)).collect(),
            genres: self.genres(&raw.genre),
            when: raw.when.as_ref().and_then(|w| self.pattern(w)),
            emit,
            compose,
            set,
            span: raw.span.as_ref().map(|s| self.capture(s, &captures)),
            inherit: raw
                .inherit
                .iter()
                .map(|c| self.capture(c, &captures))
                .collect(),
            normalize: self.normalizers(raw, &field),
            split: self.split(raw, &captures),
            each: self.named_capture(&raw.each, "each", &captures).zip(each),
            cut: raw.cut.as_ref().and_then(|c| self.pattern(c)),
            unit: self.unit(raw.unit.as_ref()),
            anchor: raw.anchor.as_ref().and_then(|a| self.pattern(a)),
            attach: self.attach(raw),
            guards: self.guards(&raw.unless, &raw.unless_before, &raw.unless_after),
            priority: raw.priority,
            pick: self.pick(raw.pick.as_ref()),
            dedupe: raw.dedupe.iter().map(|k| self.key(k, &field)).collect(),
            replaces: raw.replaces.iter().map(|r| r.get_ref().clone()).collect(),
            deprecated: raw.deprecated.as_ref().map(|why| why.get_ref().clone()),
            tests: raw.test.clone(),
            field,
            patterns,
            repeat,
        })
    }

    pub(super) fn key_type(&self, field: &Field, key: &str) -> Option<KeyType> {
        let custom = match field {
            Field::Custom(name) => self.names.custom.get(name).map(|c| c.kind),
            Field::Standard(_) => None,
        };
        field.key_type(key, custom)
    }

    fn key(&mut self, at: &Text, field: &Field) -> String {
        if self.key_type(field, at.get_ref()).is_none() {
            self.unknown("E208", &format!("key of {field}"), at, field.keys());
        }
        at.get_ref().clone()
    }

    fn known_key(&mut self, key: &str, at: &Text, field: &Field) {
        if self.key_type(field, key).is_none() {
            let listed = field.keys().join(", ");
            let near = did_you_mean(key, field.keys()).map(str::to_owned);
            self.problem(
                "E208",
                at,
                format!("{field} has no key `{key}`; there are: {listed}"),
                near,
            );
        }
    }

    fn capture(&mut self, at: &Text, captures: &BTreeSet<String>) -> String {
        if !captures.contains(at.get_ref()) {
            self.unknown("E209", "capture", at, captures.iter().map(String::as_str));
        }
        at.get_ref().clone()
    }

    fn emitted(
        &mut self,
        raw: &RawRule,
        field: &Field,
        captures: &BTreeSet<String>,
    ) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (key, capture) in &raw.emit {
            self.known_key(key, capture, field);
            if capture.get_ref() == "match" {
                out.push((key.clone(), "match".to_owned()));
            } else {
                out.push((key.clone(), self.capture(capture, captures)));
            }
        }
        out
    }

    /// Templates; what they name is a key that the rule emits, or a capture.
    fn composed(
        &mut self,
        raw: &RawRule,
        field: &Field,
        captures: &BTreeSet<String>,
    ) -> Vec<(String, Template)> {
        let mut out = Vec::new();
        for (key, text) in &raw.compose {
            self.known_key(key, text, field);
            let template = Template::parse(text.get_ref());
            for name in template.names() {
                if !captures.contains(name) && !raw.emit.contains_key(name) {
                    let message =
                        format!("`{name}` is neither a capture nor a key that the rule emits");
                    self.problem("E209", text, message, None);
                }
            }
            out.push((key.clone(), template));
        }
        out
    }

    fn constants(&mut self, raw: &RawRule, field: &Field) -> Vec<(String, String)> {
        for (key, word) in &raw.set {
            self.known_key(key, word, field);
            if !is_word_of(field, key, word.get_ref()) {
                self.problem(
                    "E210",
                    word,
                    format!("`{}` is no {key} of {field}", word.get_ref()),
                    None,
                );
            }
        }
        raw.set
            .iter()
            .map(|(key, word)| (key.clone(), word.get_ref().clone()))
            .collect()
    }

    fn scope(&mut self, text: &Text) -> Option<Scope> {
        let word = text.get_ref();
        if word == "document" {
            return Some(Scope::Document);
        }
        if self.names.parts.contains(word) {
            return Some(Scope::Part(word.clone()));
        }
        if let Some(kind) = SectionKind::from_word(word) {
            return Some(Scope::Section(kind));
        }
        let parts: Vec<String> = self.names.parts.iter().cloned().collect();
        let known = SectionKind::ALL
            .iter()
            .map(|k| k.word())
            .chain(parts.iter().map(String::as_str));
        self.unknown(
            "E206",
            "section or part",
            text,
            known.chain(["document"]).collect::<Vec<_>>(),
        );
        None
    }

    fn unit(&mut self, text: Option<&Text>) -> Unit {
        let Some(text) = text else { return Unit::Match };
        meaning(UNITS, text.get_ref()).unwrap_or_else(|| {
            self.unknown("E205", "unit", text, words(UNITS));
            Unit::Match
        })
    }

    fn attach(&mut self, raw: &RawRule) -> Option<Attach> {
        let attach = raw.attach.as_ref()?;
        self.field(&attach.to)?;
        let by = meaning(ATTACHMENTS, attach.by.get_ref());
        if by.is_none() {
            self.unknown("E205", "way to attach", &attach.by, words(ATTACHMENTS));
        }
        by
    }

    fn split(&mut self, raw: &RawRule, captures: &BTreeSet<String>) -> Option<(String, Pattern)> {
        let separator = raw.split.first_key_value().map(|(_, separator)| separator);
        let separator = separator.and_then(|s| self.pattern(s));
        self.named_capture(&raw.split, "split", captures)
            .zip(separator)
    }

    /// The capture that `split` or `each` looks into.
    fn named_capture(
        &mut self,
        table: &BTreeMap<String, Text>,
        key: &str,
        captures: &BTreeSet<String>,
    ) -> Option<String> {
        let (capture, pattern) = table.first_key_value()?;
        if capture != "match" && !captures.contains(capture) {
            let message =
                format!("`{key}` names the capture `{capture}`, which no pattern of the rule has");
            self.problem("E209", pattern, message, None);
        }
        Some(capture.clone())
    }

    fn normalizers(&mut self, raw: &RawRule, field: &Field) -> BTreeMap<String, Vec<Normalizer>> {
        let mut out = BTreeMap::new();
        for (key, names) in &raw.normalize {
            let read: Vec<Normalizer> = names.iter().filter_map(|n| self.normalizer(n)).collect();
            if let Some(first) = names.first() {
                self.known_key(key, first, field);
            }
            out.insert(key.clone(), read);
        }
        out
    }

    fn normalizer(&mut self, text: &Text) -> Option<Normalizer> {
        let Some(normalizer) = Normalizer::from_name(text.get_ref()) else {
            self.unknown("E211", "normalizer", text, Normalizer::names());
            return None;
        };
        let (what, name, known) = match &normalizer {
            Normalizer::Map(n) | Normalizer::Words(n) | Normalizer::DateIn(_, n) => {
                ("map", n, &self.names.maps)
            }
            Normalizer::Class(n) => ("class list", n, &self.names.classes),
            Normalizer::Alias(n)
            | Normalizer::Lookup(n)
            | Normalizer::Ending(n)
            | Normalizer::NamesBefore(n) => ("table", n, &self.names.tables),
            _ => return Some(normalizer),
        };
        if known.contains(name) {
            return Some(normalizer);
        }
        let near = did_you_mean(name, known.iter().map(String::as_str)).map(str::to_owned);
        let message = format!("there is no {what} `{name}`");
        self.problem("E212", text, message, near);
        None
    }
}
