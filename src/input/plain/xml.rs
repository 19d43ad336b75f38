//! XML of any vocabulary to text. Blocks are not known by name but by what stands around them: an element
//! in the midst of text is a part of it, an element among elements is a line.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use super::paper::Paper;

/// Elements that are a part of a line wherever they stand, by the usual vocabularies.
const INLINE: &[&str] = &[
    "a", "b", "i", "u", "em", "strong", "span", "sub", "sup", "ref", "font",
];
/// Elements that begin and end a line wherever they stand.
const BLOCK: &[&str] = &[
    "p", "br", "div", "li", "tr", "title", "h1", "h2", "h3", "h4", "h5", "h6",
];
/// Elements that hold no text of the document.
const SILENT: &[&str] = &["script", "style", "meta"];
/// Elements lie in each other at most this deep; real ones do not reach fifty.
const MAX_DEPTH: usize = 10_000;

/// The text of an XML document, or why it has none.
pub(in crate::input) fn xml(source: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(source.trim_start_matches('\u{FEFF}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut page = Page::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("xml: {error} at byte {}", reader.error_position()))?;
        match event {
            Event::Start(tag) => page.start(tag.local_name().as_ref())?,
            Event::End(_) => page.end(),
            Event::Empty(tag) => page.empty(tag.local_name().as_ref()),
            Event::Text(text) => page.text(&text.xml10_content()),
            Event::CData(text) => page.text(&text.xml10_content()),
            Event::GeneralRef(name) => page.text(&entity(&name)),
            Event::Eof => return Ok(page.paper.finish()),
            _ => {}
        }
    }
}

/// What an entity stands for; one that is not known stays as it is written.
pub(super) fn entity(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let word = name.xml10_content();
    resolve_predefined_entity(&word).map_or_else(|| format!("&{word};"), str::to_owned)
}

#[derive(Default)]
struct Page {
    paper: Paper,
    open: Vec<Element>,
    silent: usize,
}

/// An element that is open.
struct Element {
    /// Whether text of its own was met.
    has_text: bool,
    block: bool,
    silent: bool,
}

impl Page {
    fn start(&mut self, name: &str) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("xml: more than {MAX_DEPTH} elements deep"));
        }
        let block = self.is_block(name);
        let silent = SILENT.contains(&name);
        if block {
            self.paper.line();
        }
        self.silent += usize::from(silent);
        self.open.push(Element {
            has_text: false,
            block,
            silent,
        });
        Ok(())
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        self.silent -= usize::from(element.silent);
        if element.block {
            self.paper.line();
        }
    }

    fn empty(&mut self, name: &str) {
        if BLOCK.contains(&name) {
            self.paper.line();
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        if let Some(element) = self.open.last_mut() {
            element.has_text |= !text.trim().is_empty();
        }
        self.paper.flowing(text);
    }

    fn is_block(&self, name: &str) -> bool {
        let among_elements = self.open.last().is_none_or(|outer| !outer.has_text);
        BLOCK.contains(&name) || among_elements && !INLINE.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_among_elements_are_lines() {
        for (source, wanted) in [
            (
                "<doc><court>甲法院</court><no>1号</no></doc>",
                "甲法院\n1号",
            ),
            (
                "<p>The <ref>Act</ref> of <b>1999</b>.</p><p>Two</p>",
                "The Act of 1999.\nTwo",
            ),
            ("<p><i>R</i> v Smith</p>", "R v Smith"),
            ("<a>x &amp; &#x5224; &unknown; y</a>", "x & 判 &unknown; y"),
            ("<a><![CDATA[<x>]]></a>", "<x>"),
            ("<a><style>p{}</style><b>x</b></a>", "x"),
            ("<?xml version=\"1.0\"?><!-- c --><a>x<br/>y</a>", "x\ny"),
        ] {
            assert_eq!(xml(source).as_deref(), Ok(wanted), "{source}");
        }
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(xml(&"<a>".repeat(20_000)).unwrap_err().contains("deep"));
    }
}
