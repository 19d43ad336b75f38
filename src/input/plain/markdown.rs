//! Markdown to text: marks go, blocks are lines.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::paper::Paper;

/// The text of a Markdown document.
pub(in crate::input) fn markdown(source: &str) -> String {
    let mut paper = Paper::default();
    // The next number of each list that is open.
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => paper.verbatim(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => paper.line(),
            Event::Html(text) | Event::InlineHtml(text) => paper.verbatim(&html(&text)),
            Event::Start(Tag::List(first)) => numbers.push(first),
            Event::End(TagEnd::List(_)) => drop(numbers.pop()),
            Event::Start(Tag::Item) => item(numbers.last_mut(), &mut paper),
            Event::Start(tag) => start(&tag, &mut paper),
            Event::End(tag) => end(tag, &mut paper),
            _ => {}
        }
    }
    paper.finish()
}

fn start(tag: &Tag<'_>, paper: &mut Paper) {
    match tag {
        Tag::TableCell => paper.cell(),
        Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } => {}
        _ => paper.line(),
    }
}

/// The number of an item is a mark to Markdown and a part of a judgment.
fn item(number: Option<&mut Option<u64>>, paper: &mut Paper) {
    paper.line();
    if let Some(Some(number)) = number {
        paper.verbatim(&format!("{number}. "));
        *number += 1;
    }
}

fn end(tag: TagEnd, paper: &mut Paper) {
    match tag {
        TagEnd::TableCell | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {}
        _ => paper.line(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_blocks_are_lines() {
        for (source, wanted) in [
            (
                "# 民事判决书\n\n原告：**甲**\n被告：[乙](http://x)",
                "民事判决书\n原告：甲\n被告：乙",
            ),
            ("- a\n- b\n\n> c", "a\nb\nc"),
            ("3. a\n4. b", "3. a\n4. b"),
            ("a &amp; `b`", "a & b"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
        ] {
            assert_eq!(markdown(source), wanted, "{source}");
        }
    }
}
