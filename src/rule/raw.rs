//! The serde form of a rule file: what may be written, and where it stood. Says nothing of whether it makes sense.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::gate::RawGate;
use super::schema;
use super::text::Text;

/// `pack.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawPack {
    /// Name, by which others extend it.
    pub(crate) name: Text,
    /// Version of the rules.
    pub(crate) version: String,
    /// Language of the texts: a tag of ISO 639.
    #[schemars(regex(pattern = "^[a-z]{2,3}$"))]
    pub(crate) language: Text,
    /// What the pack is for.
    #[serde(default)]
    pub(crate) doc: String,
    /// Packs whose rules come first.
    #[serde(default)]
    pub(crate) extends: Vec<Text>,
    /// What the beginning of a text of this jurisdiction holds.
    #[serde(default)]
    pub(crate) detect: Vec<Text>,
    /// Words whose full stop ends no sentence.
    #[serde(default)]
    pub(crate) abbreviations: Vec<String>,
    /// Fields of the user's own.
    #[serde(default)]
    pub(crate) custom: BTreeMap<String, RawCustom>,
    /// What its values must reach against labels.
    #[serde(default)]
    pub(super) gate: BTreeMap<Text, RawGate>,
}

/// A field of the user's own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawCustom {
    /// `text`, `integer`, `date`, `money` or `word`.
    #[serde(rename = "type")]
    #[schemars(schema_with = "schema::custom_types")]
    pub(crate) kind: Text,
    /// What it holds.
    #[serde(default)]
    pub(crate) doc: String,
}

/// Every other file of a pack; by custom one file a field.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawFile {
    /// Named patterns, used as `{{name}}`.
    #[serde(default)]
    pub(crate) patterns: BTreeMap<Text, Text>,
    /// Word lists: printed word to vocabulary word.
    #[serde(default)]
    pub(crate) map: BTreeMap<Text, BTreeMap<String, String>>,
    /// Ordered patterns that sort a text into classes.
    #[serde(default)]
    pub(crate) class: Vec<RawClass>,
    /// Kinds of text, first match wins.
    #[serde(default)]
    pub(crate) genre: Vec<RawGenre>,
    /// Where a paragraph begins.
    #[serde(default, rename = "break")]
    pub(crate) breaks: Vec<RawBreak>,
    /// Lines that stand alone in hard-wrapped text.
    #[serde(default)]
    pub(crate) heading: Vec<RawLine>,
    /// Lines of hard-wrapped text that belong to no sentence.
    #[serde(default)]
    pub(crate) noise: Vec<RawLine>,
    /// What opens a section.
    #[serde(default)]
    pub(crate) section: Vec<RawSection>,
    /// Named ranges inside sections.
    #[serde(default)]
    pub(crate) part: Vec<RawPart>,
    /// Extraction rules.
    #[serde(default)]
    pub(crate) rule: Vec<RawRule>,
    /// Fields that follow from others.
    #[serde(default)]
    pub(crate) derive: Vec<RawDerive>,
    /// Findings about this file and no rule of it that are as they should be, and why.
    #[serde(default)]
    pub(crate) allow: BTreeMap<Text, Text>,
}

/// One class of an ordered list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawClass {
    /// The list it belongs to.
    pub(crate) list: Text,
    /// Pattern that is searched.
    pub(crate) when: Text,
    /// Pattern that must not be found.
    pub(crate) unless: Option<Text>,
    /// The class.
    pub(crate) is: Text,
}

/// A kind of text.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawGenre {
    /// Name, used by `genre` of sections and rules.
    pub(crate) id: Text,
    /// Pattern that is searched in the folded text.
    #[serde(rename = "match")]
    pub(crate) pattern: Text,
}

/// Where a new paragraph begins.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawBreak {
    /// Stable name.
    pub(crate) id: Text,
    /// The break goes before the capture `at`, or before the match.
    #[serde(rename = "match")]
    pub(crate) pattern: Text,
    /// Only in these genres.
    #[serde(default)]
    pub(crate) genre: Vec<Text>,
}

/// A kind of line.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawLine {
    /// Pattern for the whole line.
    #[serde(rename = "match")]
    pub(crate) pattern: Text,
}

/// What opens a section.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawSection {
    /// Stable name.
    pub(crate) id: Text,
    /// Kind of section it opens.
    #[schemars(schema_with = "schema::section_kind")]
    pub(crate) kind: Text,
    /// The section starts at the capture `at`, or at the match.
    #[schemars(length(min = 1))]
    pub(crate) marker: Vec<Text>,
    /// Kinds that may stand before it.
    #[serde(default)]
    #[schemars(schema_with = "schema::section_kinds")]
    pub(crate) from: Vec<Text>,
    /// Kinds that must have been opened before.
    #[serde(default)]
    #[schemars(schema_with = "schema::section_kinds")]
    pub(crate) after: Vec<Text>,
    /// Kinds that must not have been opened before.
    #[serde(default)]
    #[schemars(schema_with = "schema::section_kinds")]
    pub(crate) not_after: Vec<Text>,
    /// Kinds (picked `last`) that must still lie ahead.
    #[serde(default)]
    #[schemars(schema_with = "schema::section_kinds")]
    pub(crate) before: Vec<Text>,
    /// `all`, `first` or `last` of its markers.
    #[serde(default)]
    #[schemars(schema_with = "schema::picks")]
    pub(crate) pick: Option<Text>,
    /// No section opens after it.
    #[serde(default)]
    pub(crate) closes: bool,
    /// Reject a marker whose match holds one of these.
    #[serde(default)]
    pub(crate) unless: Vec<Text>,
    /// Reject a marker with one of these right before.
    #[serde(default)]
    pub(crate) unless_before: Vec<Text>,
    /// Reject a marker with one of these right after.
    #[serde(default)]
    pub(crate) unless_after: Vec<Text>,
    /// Reject a marker where one of these is found anywhere behind it.
    #[serde(default)]
    pub(crate) unless_ahead: Vec<Text>,
    /// Only in these genres.
    #[serde(default)]
    pub(crate) genre: Vec<Text>,
}

/// A named range inside sections of one kind.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawPart {
    /// Name, used by `in` of rules.
    pub(crate) id: Text,
    /// Section kinds it is looked for in.
    #[serde(rename = "in")]
    #[schemars(schema_with = "schema::section_kinds")]
    pub(crate) within: Vec<Text>,
    /// Only in these genres.
    #[serde(default)]
    pub(crate) genre: Vec<Text>,
    /// The range: the capture `part`, or the match.
    #[serde(rename = "match")]
    pub(crate) pattern: Text,
    /// `all`, `first` or `last`.
    #[serde(default)]
    #[schemars(schema_with = "schema::picks")]
    pub(crate) pick: Option<Text>,
}

/// An extraction rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawRule {
    /// Stable, dotted, unique.
    pub(crate) id: Text,
    /// One or two sentences.
    pub(crate) doc: String,
    /// Field it fills.
    #[schemars(schema_with = "schema::field")]
    pub(crate) field: Text,
    /// Sections, parts, or `document`.
    #[serde(rename = "in")]
    #[schemars(schema_with = "schema::scopes")]
    pub(crate) within: Vec<Text>,
    /// Only in these genres.
    #[serde(default)]
    pub(crate) genre: Vec<Text>,
    /// Only in texts that hold this.
    pub(crate) when: Option<Text>,
    /// `clause`, `sentence` or `paragraph`: the pattern picks whole ones.
    #[schemars(schema_with = "schema::units")]
    #[serde(default)]
    pub(crate) unit: Option<Text>,
    /// Patterns, tried all.
    #[serde(rename = "match")]
    #[schemars(length(min = 1))]
    pub(crate) patterns: Vec<Text>,
    /// Keep matching this right after.
    pub(crate) repeat: Option<Text>,
    /// Captures that a repeated match takes over.
    #[serde(default)]
    pub(crate) inherit: Vec<Text>,
    /// Key of the field to capture.
    #[serde(default)]
    pub(crate) emit: BTreeMap<String, Text>,
    /// Key of the field to a template of keys and captures.
    #[serde(default)]
    pub(crate) compose: BTreeMap<String, Text>,
    /// Key of the field to constant.
    #[serde(default)]
    pub(crate) set: BTreeMap<String, Text>,
    /// Capture that is the value's place; default `value`, else the whole match.
    pub(crate) span: Option<Text>,
    /// Capture to pattern: each match of it in the capture is a value.
    #[serde(default)]
    pub(crate) each: BTreeMap<String, Text>,
    /// Pattern of the dates that a relative date is resolved against.
    pub(crate) anchor: Option<Text>,
    /// Key to normalizers.
    #[serde(default)]
    #[schemars(schema_with = "schema::normalizers")]
    pub(crate) normalize: BTreeMap<String, Vec<Text>>,
    /// Capture to separator: each piece is a value.
    #[serde(default)]
    pub(crate) split: BTreeMap<String, Text>,
    /// Whom a value belongs to.
    pub(crate) attach: Option<RawAttach>,
    /// What is left out of the text of a value.
    pub(crate) cut: Option<Text>,
    /// Keys that make two values the same.
    #[serde(default)]
    pub(crate) dedupe: Vec<Text>,
    /// Higher wins.
    #[serde(default)]
    pub(crate) priority: i32,
    /// `all`, `first`, `last` or `longest`.
    #[schemars(schema_with = "schema::picks")]
    #[serde(default)]
    pub(crate) pick: Option<Text>,
    /// Reject a match that holds one of these.
    #[serde(default)]
    pub(crate) unless: Vec<Text>,
    /// Reject a match with one of these right before.
    #[serde(default)]
    pub(crate) unless_before: Vec<Text>,
    /// Reject a match with one of these right after.
    #[serde(default)]
    pub(crate) unless_after: Vec<Text>,
    /// Ids it had before, for what was stored under them.
    #[serde(default)]
    pub(crate) replaces: Vec<Text>,
    /// Why it should go, and what takes its place; until then it runs.
    pub(crate) deprecated: Option<Text>,
    /// Findings about it that are as they should be, and why.
    #[serde(default)]
    pub(crate) allow: BTreeMap<Text, Text>,
    /// Examples and counter-examples.
    #[serde(default)]
    pub(crate) test: Vec<RawTest>,
}

/// Whom a value belongs to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawAttach {
    /// The field.
    #[schemars(schema_with = "schema::attached")]
    pub(crate) to: Text,
    /// `preceding` or `containing`.
    #[schemars(schema_with = "schema::attachments")]
    pub(crate) by: Text,
}

/// An example or counter-example of a rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawTest {
    /// What it shows.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// The text, taken as one section of the rule.
    pub(crate) text: Text,
    /// The exact list of values; only the keys given are compared.
    #[schemars(schema_with = "schema::values")]
    #[serde(default)]
    pub(crate) want: Option<Vec<toml::Table>>,
    /// Values that must be among those given.
    #[schemars(schema_with = "schema::values")]
    #[serde(default)]
    pub(crate) want_some: Option<Vec<toml::Table>>,
    /// Why it fails for now; passing is an error.
    pub(crate) todo: Option<String>,
    /// Words of the text, and others that may stand in their place.
    #[serde(default)]
    pub(crate) instead: BTreeMap<Text, Vec<Text>>,
    /// Words of the text, and others with which the rule gives nothing.
    #[serde(default)]
    pub(crate) not_instead: BTreeMap<Text, Vec<Text>>,
}

/// A field that follows from another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawDerive {
    /// Stable name.
    pub(crate) id: Text,
    /// What it says.
    pub(crate) doc: String,
    /// Field it fills where no rule did.
    #[schemars(schema_with = "schema::field")]
    pub(crate) field: Text,
    /// Where the value comes from.
    #[schemars(schema_with = "schema::sources")]
    pub(crate) from: Text,
}
