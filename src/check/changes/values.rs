//! A record as JSON to its values: what each says, where it stands and which rule gave it.
//!
//! It reads JSON and not the types of today, so that runs of other versions can be compared.

use serde_json::{Map, Value as Json};

use crate::span::ByteSpan;

/// Members of a record that are no values.
const NO_VALUES: &[&str] = &["schema_version", "document", "evidence"];
/// Members of a value that say where it came from, or count it.
const ORIGIN: &[&str] = &["span", "rule", "ordinal"];
/// Members that hold one value at most.
const SINGLE: &[&str] = &["court", "court_fee"];

/// One value of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldValue {
    /// The field, as `parties` or `custom.NAME`.
    pub(super) field: String,
    /// What it says, without its place, its rule and its number in the list.
    pub(super) content: Json,
    /// Where it stands.
    pub(super) span: Option<ByteSpan>,
    /// The rule that gave it; the field's name in brackets where none did by itself.
    pub(super) rule: String,
    /// Whether the field holds one value at most.
    pub(super) single: bool,
}

/// The values of a record, field by field.
pub(super) fn values(record: &Json) -> Vec<FieldValue> {
    let mut out = Vec::new();
    let evidence = &record["evidence"];
    let members = record.as_object().into_iter().flatten();
    for (field, value) in members.filter(|(name, _)| !NO_VALUES.contains(&name.as_str())) {
        match value {
            Json::Null => {}
            Json::Array(list) => out.extend(list.iter().map(|v| of(field, v, v))),
            Json::Object(own) if field == "custom" => {
                for (name, list) in own {
                    let field = format!("custom.{name}");
                    let list = list.as_array().into_iter().flatten();
                    out.extend(list.map(|v| of(&field, v, v)));
                }
            }
            Json::Object(_) => out.push(of(field, value, value)),
            plain => out.push(of(field, plain, &evidence[field])),
        }
    }
    out
}

fn of(field: &str, value: &Json, origin: &Json) -> FieldValue {
    let mut content = value.clone();
    let span = serde_json::from_value(origin["span"].clone()).ok();
    // a section is its place
    if let Some(members) = content.as_object_mut().filter(|_| field != "sections") {
        members.retain(|name, _| !ORIGIN.contains(&name.as_str()));
    }
    FieldValue {
        field: field.to_owned(),
        single: !value.is_object() || SINGLE.contains(&field),
        content,
        span,
        rule: origin["rule"]
            .as_str()
            .map_or_else(|| format!("({field})"), str::to_owned),
    }
}

/// A value in a few words.
pub(super) fn shown(content: &Json) -> String {
    let Some(members) = content.as_object() else {
        return clipped(&plain(content));
    };
    // the kind of a date tells it from others; that of a party or a court follows from its name
    let word: &[&str] = match members.contains_key("date") {
        true => &["kind"],
        false => &["role", "relation", "outcome", "code"],
    };
    let main = [
        "canonical",
        "name",
        "date",
        "statute",
        "amount",
        "message",
        "text",
        "value",
    ];
    let mut parts: Vec<String> = pick(members, word).into_iter().collect();
    parts.extend(pick(members, &main));
    for part in ["article", "paragraph", "item", "span"] {
        let given = members.get(part).filter(|v| !v.is_null());
        parts.extend(given.map(|v| format!("{part} {}", plain(v))));
    }
    if parts.is_empty() {
        parts.push(content.to_string());
    }
    clipped(&parts.join(" "))
}

fn pick(members: &Map<String, Json>, names: &[&str]) -> Option<String> {
    let mut given = names.iter().filter_map(|name| members.get(*name));
    given.find(|v| !v.is_null()).map(plain)
}

/// What of a value is another: the member and both sides; the whole where it has no members.
pub(super) fn difference(before: &Json, after: &Json) -> String {
    let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else {
        return format!("{} → {}", shown(before), shown(after));
    };
    let names = old
        .keys()
        .chain(new.keys().filter(|k| !old.contains_key(*k)));
    let sides = names.filter_map(|name| {
        let (a, b) = (old.get(name), new.get(name));
        let side = |v: Option<&Json>| v.map_or("(none)".to_owned(), |v| clipped(&plain(v)));
        (a != b).then(|| format!("{name}: {} → {}", side(a), side(b)))
    });
    let sides: Vec<String> = sides.collect();
    format!("{}: {}", shown(after), sides.join("; "))
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => "null".to_owned(),
        Json::Object(members) => match (members.get("start"), members.get("end")) {
            (Some(start), Some(end)) => format!("{start}..{end}"),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// The beginning of a long text, on one line.
fn clipped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(80).collect();
    if short.len() < line.len() {
        format!("{short}…")
    } else {
        short
    }
}
