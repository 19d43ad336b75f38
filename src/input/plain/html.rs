//! HTML to text: blocks are lines, scripts and styles go, entities are decoded.
//!
//! Only tokens are looked at and no tree is built, so that nesting without end costs nothing.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::paper::Paper;

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements whose content is no text of the page.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "svg", "textarea", "title",
];

/// The text of an HTML page.
pub(in crate::input) fn html(source: &str) -> String {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(source));
    // It stops where a script would run; here none does.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.page.into_inner().paper.finish()
}

#[derive(Default)]
struct Sink {
    page: RefCell<Page>,
}

#[derive(Default)]
struct Page {
    paper: Paper,
    /// The silent element that is open, and how often.
    silent: Option<(String, u32)>,
    /// How many `pre` are open.
    verbatim: u32,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::TagToken(tag) => return page.tag(&tag),
            Token::CharacterTokens(text) => page.text(&text),
            Token::NullCharacterToken => page.text("\u{FFFD}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if self.verbatim > 0 {
            self.paper.verbatim(text);
        } else {
            self.paper.flowing(text);
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag && !tag.self_closing;
        if let Some((open, depth)) = &mut self.silent {
            if open.as_str() == name {
                *depth = if opens {
                    *depth + 1
                } else {
                    depth.saturating_sub(1)
                };
                if *depth == 0 {
                    self.silent = None;
                }
            }
            return TokenSinkResult::Continue;
        }
        if opens && SILENT.contains(&name) {
            self.silent = Some((name.to_owned(), 1));
            return raw_text(name);
        }
        self.layout(name, tag.kind == TagKind::StartTag);
        TokenSinkResult::Continue
    }

    fn layout(&mut self, name: &str, starts: bool) {
        if matches!(name, "td" | "th") {
            if starts {
                self.paper.cell();
            }
            return;
        }
        if BLOCKS.contains(&name) {
            self.paper.line();
        }
        if name == "pre" {
            self.verbatim = if starts {
                self.verbatim + 1
            } else {
                self.verbatim.saturating_sub(1)
            };
        }
    }
}

/// How the tokenizer reads on after the start of such an element.
fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "noscript" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_only_text_is_left() {
        for (source, wanted) in [
            (
                "<p>原告：<b>甲</b>公司</p><p>被告</p>",
                "原告：甲公司\n被告",
            ),
            ("a<br>b<br/>c", "a\nb\nc"),
            (
                "<head><title>x</title><style>p{}</style></head><body>y",
                "y",
            ),
            (
                "<script>if (a < b) document.write('<p>no</p>')</script>yes",
                "yes",
            ),
            (
                "one\n  two&nbsp;three &amp; &#x5224;&lt;",
                "one two\u{a0}three & 判<",
            ),
            (
                "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙<td>2</table>",
                "甲\t1\n乙\t2",
            ),
            ("<pre>a\n  b</pre>c", "a\n  b\nc"),
            ("<div><div>x", "x"),
            ("<svg><text>no</text></svg>yes", "yes"),
            ("<!-- no -->yes<!doctype html>", "yes"),
            ("甲<", "甲<"),
            ("", ""),
        ] {
            assert_eq!(html(source), wanted, "{source}");
        }
    }

    #[test]
    fn nesting_without_end_costs_nothing() {
        let deep = "<div>".repeat(200_000) + "text";
        assert_eq!(html(&deep), "text");
    }
}
