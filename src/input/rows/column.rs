//! Which column of a dump holds the text.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::text::decode;

/// Names that dumps of judgments give to the text, the most telling first.
const NAMES: &[&str] = &[
    "全文",
    "裁判文书全文",
    "文书全文",
    "判决书全文",
    "文书内容",
    "裁判文书内容",
    "判决书内容",
    "正文",
    "文书正文",
    "全文内容",
    "内容",
    "文书",
    "fulltext",
    "full_text",
    "judgment_text",
    "judgement_text",
    "text",
    "content",
    "body",
    "judgment",
    "judgement",
    "document",
    "qw",
    "ws_content",
    "wsnr",
    "doc",
    "raw",
    "html",
    "fact",
];

/// The column that holds the text of these rows: one with a name that says so and a text in it, else the
/// one with the longest texts. `None` where rows are not objects with strings.
pub(super) fn guess<'r>(rows: impl Iterator<Item = &'r [u8]>) -> Option<String> {
    // In the order in which they are met, with the bytes of their strings.
    let mut columns: Vec<(String, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let Some(Value::Object(members)) = parse(row) else {
            continue;
        };
        for (name, value) in members {
            let length = value.as_str().map_or(0, str::len);
            if let Some(place) = places.get(&name) {
                columns[*place].1 += length;
            } else {
                places.insert(name.clone(), columns.len());
                columns.push((name, length));
            }
        }
    }
    columns.retain(|(_, length)| *length > 0);
    let named = NAMES.iter().find_map(|wanted| {
        let is = |(name, _): &&(String, usize)| name.trim().to_lowercase() == *wanted;
        columns.iter().find(is)
    });
    // The first of the longest.
    let longest = || columns.iter().rev().max_by_key(|(_, length)| *length);
    named.or_else(longest).map(|(name, _)| name.clone())
}

fn parse(row: &[u8]) -> Option<Value> {
    serde_json::from_slice(row)
        .ok()
        .or_else(|| serde_json::from_str(&decode(row).ok()?.text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telling_name_or_the_longest_texts() {
        for (rows, wanted) in [
            (
                &[r#"{"id":"1","Text":"甲","note":"乙乙乙乙"}"#][..],
                Some("Text"),
            ),
            (&[r#"{"text":"","文书":"甲"}"#], Some("文书")),
            (
                &[r#"{"a":"1","b":"22"}"#, r#"{"a":"333","b":"2"}"#],
                Some("a"),
            ),
            (&[r#"{"a":"11","b":"22"}"#], Some("a")),
            (&[r#""甲""#, "broken"], None),
            (&[r#"{"a":1}"#], None),
        ] {
            let found = guess(rows.iter().map(|row| row.as_bytes()));
            assert_eq!(found.as_deref(), wanted, "{rows:?}");
        }
    }
}
