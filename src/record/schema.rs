//! The contract for machines: a JSON Schema made from the types, so that it cannot drift from them.

use schemars::Schema;
use schemars::generate::SchemaSettings;

use super::Record;

/// The JSON Schema (draft 2020-12) of a record.
#[must_use]
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record>()
}

/// The fields of a record in the order of the contract, without `schema_version`, `document` and
/// `evidence`, which are not read from a text.
#[must_use]
pub fn field_names() -> Vec<String> {
    let schema = schema();
    let properties = schema
        .get("properties")
        .and_then(serde_json::Value::as_object);
    let names = properties.into_iter().flat_map(serde_json::Map::keys);
    let read =
        |name: &&String| !["schema_version", "document", "evidence"].contains(&name.as_str());
    names.filter(read).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_has_the_fields_in_their_order() {
        let names = field_names();
        assert_eq!(names[..3], ["case_name", "case_numbers", "court"]);
        assert_eq!(names.last().map(String::as_str), Some("warnings"));
        let required = schema().get("required").unwrap().as_array().unwrap().len();
        assert_eq!(
            required,
            names.len() + 3,
            "a field that says nothing is null, never missing"
        );
    }

    #[test]
    fn closed_words_are_closed_in_the_schema() {
        let text = schema().to_value().to_string();
        assert!(text.contains("\"counterclaim_plaintiff\""), "{text}");
    }
}
