//! The part of JSON Schema that the schema of records is written in. A keyword that is not known here is
//! refused, so that nothing stays unchecked in silence.

use serde_json::Value;

/// Keywords that say nothing about what is allowed.
const SILENT: &[&str] = &[
    "$schema",
    "$defs",
    "title",
    "description",
    "default",
    "format",
];

/// Everything about `value` that the schema does not allow, each with its place.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    check(schema, schema, value, "", &mut out);
    out
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, out: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        assert_eq!(schema, true, "a schema is an object or `true`");
        return;
    };
    for (keyword, wanted) in keywords
        .iter()
        .filter(|(k, _)| !SILENT.contains(&k.as_str()))
    {
        let ok = match keyword.as_str() {
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], value, place, out);
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|t| is_type(value, t)),
                one => is_type(value, one),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "anyOf" => fitting(root, wanted, value) >= 1,
            "oneOf" => fitting(root, wanted, value) == 1,
            "minimum" => value.as_f64().is_none_or(|n| n >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|n| n <= wanted.as_f64().unwrap()),
            "required" => {
                let names = wanted.as_array().unwrap();
                value
                    .as_object()
                    .is_none_or(|o| names.iter().all(|n| o.contains_key(n.as_str().unwrap())))
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{place}[{i}]"), out);
                }
                true
            }
            // both speak about the members of an object
            "properties" | "additionalProperties" => {
                members(root, keywords, keyword, value, place, out);
                true
            }
            unknown => panic!("the schema says `{unknown}`, which this test does not know"),
        };
        if !ok {
            out.push(format!("{place}: {value} against {keyword} {wanted}"));
        }
    }
}

fn members(
    root: &Value,
    schema: &serde_json::Map<String, Value>,
    keyword: &str,
    value: &Value,
    place: &str,
    out: &mut Vec<String>,
) {
    let listed = schema.get("properties");
    for (name, member) in value.as_object().into_iter().flatten() {
        let own = listed.and_then(|p| p.get(name));
        let wanted = match (keyword, own) {
            ("properties", Some(own)) => own,
            ("additionalProperties", None) => &schema[keyword],
            // a record has no member that its schema does not speak of
            ("properties", None) if !schema.contains_key("additionalProperties") => {
                out.push(format!("{place}/{name} is not in the schema"));
                continue;
            }
            _ => continue,
        };
        check(root, wanted, member, &format!("{place}/{name}"), out);
    }
}

fn fitting(root: &Value, schemas: &Value, value: &Value) -> usize {
    let fits = |schema: &&Value| {
        let mut out = Vec::new();
        check(root, schema, value, "", &mut out);
        out.is_empty()
    };
    schemas.as_array().unwrap().iter().filter(fits).count()
}

fn is_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        unknown => panic!("no such type: {unknown}"),
    }
}
