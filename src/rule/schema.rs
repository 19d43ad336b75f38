//! Rule files for editors: a JSON Schema of `pack.toml` and of every other file, made from the types that read
//! them, so that it cannot drift from them. It also says in which order keys are written.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::compiled::DeriveFrom;
use super::field::FIELDS;
use super::normalizer::Normalizer;
use super::raw::{RawFile, RawPack};
use super::words::{ATTACHMENTS, CUSTOM_TYPES, PICKS, UNITS, words};
use crate::vocabulary::SectionKind;

/// The JSON Schema (draft 07, which TOML editors read) of a rule file.
#[must_use]
pub fn rules() -> Schema {
    root::<RawFile>("A rule file of casemill")
}

/// The JSON Schema (draft 07) of a `pack.toml`.
#[must_use]
pub fn pack() -> Schema {
    root::<RawPack>("pack.toml of casemill")
}

fn root<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

/// The keys of a table of rule files in the order in which they are written.
pub(super) fn keys<T: JsonSchema>() -> Vec<String> {
    let schema = root::<T>("");
    let properties = schema.get("properties").and_then(Value::as_object);
    let keys = properties.into_iter().flat_map(serde_json::Map::keys);
    keys.cloned().collect()
}

fn one_of(words: Vec<&'static str>) -> Schema {
    json_schema!({ "type": "string", "enum": words })
}

/// One of these words, which are offered, or another that fits the pattern.
fn one_of_or(words: Vec<&'static str>, pattern: &str) -> Schema {
    json_schema!({
        "type": "string",
        "anyOf": [{ "enum": words }, { "pattern": pattern }],
    })
}

fn kinds() -> Vec<&'static str> {
    SectionKind::ALL.iter().map(|kind| kind.word()).collect()
}

pub(super) fn section_kind(_: &mut SchemaGenerator) -> Schema {
    one_of(kinds())
}

pub(super) fn section_kinds(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": one_of(kinds()) })
}

/// Sections, `document`, or parts, whose names are the pack's own.
pub(super) fn scopes(_: &mut SchemaGenerator) -> Schema {
    let known = kinds().into_iter().chain(["document"]).collect();
    json_schema!({ "type": "array", "minItems": 1, "items": one_of_or(known, "^[^ ]+$") })
}

pub(super) fn field(_: &mut SchemaGenerator) -> Schema {
    let names = FIELDS.iter().map(|(name, _)| *name).collect();
    one_of_or(names, "^custom\\..+$")
}

pub(super) fn attached(_: &mut SchemaGenerator) -> Schema {
    one_of(FIELDS.iter().map(|(name, _)| *name).collect())
}

pub(super) fn attachments(_: &mut SchemaGenerator) -> Schema {
    one_of(words(ATTACHMENTS).collect())
}

pub(super) fn picks(_: &mut SchemaGenerator) -> Schema {
    one_of(words(PICKS).collect())
}

pub(super) fn units(_: &mut SchemaGenerator) -> Schema {
    one_of(words(UNITS).collect())
}

pub(super) fn custom_types(_: &mut SchemaGenerator) -> Schema {
    one_of(words(CUSTOM_TYPES).collect())
}

pub(super) fn sources(_: &mut SchemaGenerator) -> Schema {
    one_of(words(DeriveFrom::ALL).collect())
}

/// Key to normalizers; those that name a map, a list or a table end with its name.
pub(super) fn normalizers(_: &mut SchemaGenerator) -> Schema {
    let (open, plain): (Vec<_>, Vec<_>) = Normalizer::names().partition(|name| name.ends_with(':'));
    let one = one_of_or(plain, &format!("^(?:{}).+$", open.join("|")));
    json_schema!({
        "type": "object",
        "additionalProperties": { "type": "array", "items": one },
    })
}

/// Values that an example wants: key to what it holds.
pub(super) fn values(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "object" } })
}
