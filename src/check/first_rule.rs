//! A first rule made from a place in a text: its section, a pattern that finds it and its like, an example and a
//! counter-example. A start to read and to widen, not a finished rule.

use crate::extract::{PackChoice, Prepared, Source, page_of};
use crate::matching::{Page, quoted};
use crate::rule::Library;
use crate::section::FoldedSection;
use crate::span::ByteSpan;

/// Characters before a value that its pattern begins with.
const CONTEXT: usize = 6;

/// A first rule for what stands at a span of a text.
///
/// # Errors
/// Where the span leaves the text, cuts a character or holds only blanks.
pub fn new_rule(
    library: &Library,
    source: &Source,
    choice: PackChoice,
    span: ByteSpan,
    field: &str,
) -> Result<String, String> {
    let original = source.decoded.text.as_str();
    let value = span.of(original).map(str::trim).filter(|v| !v.is_empty());
    let value = value.ok_or("the span holds no text: give the offsets of bytes, as records do")?;
    let prepared = Prepared::new(original, library, choice);
    let offsets = &prepared.folded.offsets;
    let (start, end) = (offsets.to_folded(span.start), offsets.to_folded(span.end));
    let page = page_of(&prepared);
    let Some(place) = Place::new(&page, start, end) else {
        return Err(format!("nothing is left of `{value}` when it is folded"));
    };
    Ok(place.rule(&prepared.pack.name, field))
}

/// A value in folded text, in the sentence it stands in.
struct Place<'a> {
    section: &'static str,
    before: &'a str,
    value: &'a str,
    after: &'a str,
}

impl<'a> Place<'a> {
    fn new(page: &'a Page<'_>, start: usize, end: usize) -> Option<Self> {
        let text = page.text();
        let value = text.get(start..end).filter(|t| !t.is_empty())?;
        let holds = |s: &&FoldedSection| s.range.contains(&start);
        let section = page.sections.iter().find(holds);
        let stops = ['。', '\n'];
        let from = text[..start].rfind(stops).map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
        let to = text[end..].find(stops).map_or(text.len(), |at| end + at);
        Some(Self {
            section: section.map_or("document", |s| s.kind.word()),
            before: &text[from..start],
            value,
            after: &text[end..to],
        })
    }

    /// The rule as it stands in a file.
    fn rule(&self, pack: &str, field: &str) -> String {
        let Self {
            section,
            before,
            value,
            after,
        } = self;
        let key = if field.starts_with("custom.") {
            "value"
        } else {
            "text"
        };
        let pattern = literal(&self.pattern());
        let example = basic(&format!("{before}{value}{after}"));
        let without = format!("{before}{after}");
        let without = basic(if without.trim().is_empty() {
            "…"
        } else {
            &without
        });
        // the example is folded text, and so is what a rule quotes from it
        let wanted = basic(&quoted(value));
        format!(
            r#"#:schema ../../schema/rules.json

[[rule]]
id    = "{pack}.new"
doc   = "Say in a sentence what this finds."
field = "{field}"
in    = ["{section}"]
match = [{pattern}]
emit  = {{ {key} = "value" }}
normalize = {{ {key} = ["quote"] }}

[[rule.test]]
text = {example}
want = [{{ {key} = {wanted} }}]

[[rule.test]]
name = "the same words without it"
text = {without}
want = []
"#
        )
    }

    /// The last characters before the value, then the value and its like.
    fn pattern(&self) -> String {
        let from = self.before.char_indices().rev().nth(CONTEXT - 1);
        let context = &self.before[from.map_or(0, |(at, _)| at)..];
        format!(
            "{}(?P<value>{})",
            regex_syntax::escape(context),
            general(self.value)
        )
    }
}

/// A text in literal quotes, as patterns stand.
fn literal(text: &str) -> String {
    let quotes = if text.contains(['\'', '\n']) {
        "'''"
    } else {
        "'"
    };
    format!("{quotes}{text}{quotes}")
}

/// A text in basic quotes.
fn basic(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A pattern for a text and its like: any digits for digits, all else as it stands.
fn general(text: &str) -> String {
    let mut out = String::new();
    let mut in_digits = false;
    for c in text.chars() {
        match (c.is_ascii_digit(), in_digits) {
            (true, true) => {}
            (true, false) => out.push_str("[0-9]+"),
            (false, _) => out.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4]))),
        }
        in_digits = c.is_ascii_digit();
    }
    out
}
