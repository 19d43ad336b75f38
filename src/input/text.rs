//! A document as it was found to its texts: decoded, freed of its format, split into judgments.

use serde_json::{Map, Value};

use super::plain::{docx, html, markdown, xml};
use super::split::starts_of_judgments;
use super::{Content, Format, Raw, Row};
use crate::files::Verdict;
use crate::text::{Decoded, MIXED, decode};

/// The text of one judgment, and what stood beside it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text that spans point into.
    pub decoded: Decoded,
    /// Number within the document as it was found, from 1.
    pub part: u32,
    /// Where it begins in the whole text, in bytes.
    pub start: usize,
    /// Whether the text was taken out of something, so that the input does not hold it as it is.
    pub taken_out: bool,
    /// The other columns of a row.
    pub columns: Option<Map<String, Value>>,
}

/// The texts that `bytes` hold, which are those of `raw`: at least one. `limit` bounds what they unpack to.
///
/// # Errors
/// What becomes of it where it has no text; never [`Verdict::Take`].
pub fn texts(raw: &Raw, bytes: &[u8], limit: u64) -> Result<Vec<Text>, Verdict> {
    let (decoded, columns) = match &raw.content {
        Content::Row(row) => of_row(row, bytes)?,
        _ => (of_document(raw.format, bytes, limit)?, None),
    };
    if decoded.text.trim().is_empty() {
        return Err(Verdict::Skip("empty", String::new()));
    }
    let is_file = raw.format == Format::Text && matches!(raw.content, Content::File(..));
    // No decoder gives the text of several encodings again.
    let taken_out = !is_file || decoded.encoding == MIXED;
    Ok(split(decoded, columns, taken_out))
}

/// The text of one document of this format, whole. `limit` bounds what it unpacks to.
///
/// # Errors
/// What becomes of it where it has no text; never [`Verdict::Take`].
pub fn of_document(format: Format, bytes: &[u8], limit: u64) -> Result<Decoded, Verdict> {
    if bytes.is_empty() {
        return Err(Verdict::Skip("empty", String::new()));
    }
    let unreadable = |why: String| Verdict::Fail("undecodable", why);
    if format == Format::Docx {
        let text = docx(bytes, limit).map_err(unreadable)?;
        return Ok(utf8(text, "the text of a DOCX document"));
    }
    let decoded = decode(bytes).map_err(|error| unreadable(error.to_string()))?;
    let text = match format {
        Format::Html => html(&decoded.text),
        Format::Xml => xml(&decoded.text).map_err(unreadable)?,
        Format::Markdown => markdown(&decoded.text),
        _ => return Ok(decoded),
    };
    Ok(Decoded { text, ..decoded })
}

fn of_row(row: &Row, bytes: &[u8]) -> Result<(Decoded, Option<Map<String, Value>>), Verdict> {
    let unreadable = |why: String| Verdict::Fail("undecodable", why);
    let line = decode(bytes).map_err(|error| unreadable(error.to_string()))?;
    let value: Value = serde_json::from_str(&line.text)
        .map_err(|error| unreadable(format!("not JSON: {error}")))?;
    let (text, columns) = match (value, row.column.as_deref()) {
        (Value::String(text), None) => (text, None),
        (Value::Object(mut members), Some(column)) => {
            let text = match members.shift_remove(column) {
                Some(Value::String(text)) => text,
                Some(Value::Null) => String::new(),
                Some(_) => return Err(no_text(&format!("`{column}` is no string"))),
                None => return Err(no_text(&format!("no column `{column}`"))),
            };
            (text, Some(members))
        }
        (_, Some(column)) => return Err(no_text(&format!("no object with `{column}`"))),
        (_, None) => return Err(no_text("no string")),
    };
    let text = if is_html(&text) { html(&text) } else { text };
    let decoded = Decoded {
        text,
        encoding: row.encoding.unwrap_or(line.encoding),
        ..line
    };
    Ok((decoded, columns.filter(|columns| !columns.is_empty())))
}

fn no_text(why: &str) -> Verdict {
    Verdict::Fail("no text", format!("{why}; --text-column names it"))
}

/// Whether the text of a row is a page: it begins with an element and ends one.
fn is_html(text: &str) -> bool {
    let trimmed = text.trim_start();
    let opens = trimmed
        .strip_prefix('<')
        .and_then(|rest| rest.chars().next());
    opens.is_some_and(|c| c.is_ascii_alphabetic() || c == '!') && trimmed.contains("</")
}

fn utf8(text: String, evidence: &'static str) -> Decoded {
    Decoded {
        text,
        encoding: "UTF-8",
        evidence,
        replaced: 0,
    }
}

fn split(decoded: Decoded, columns: Option<Map<String, Value>>, taken_out: bool) -> Vec<Text> {
    let starts = starts_of_judgments(&decoded.text);
    if starts.len() < 2 {
        return vec![Text {
            decoded,
            part: 1,
            start: 0,
            taken_out,
            columns,
        }];
    }
    let ends = starts.iter().skip(1).copied().chain([decoded.text.len()]);
    let parts = starts.iter().zip(ends).zip(1..);
    parts
        .map(|((start, end), part)| Text {
            decoded: Decoded {
                text: decoded.text[*start..end].to_owned(),
                encoding: decoded.encoding,
                evidence: decoded.evidence,
                // How the damage is spread over the parts is not known; it is told of each.
                replaced: decoded.replaced,
            },
            part,
            start: *start,
            taken_out: true,
            columns: columns.clone(),
        })
        .collect()
}
