//! What stands between values: blank lines and comments.

/// A line that holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing.
    Blank,
    /// A comment, from `#` on.
    Comment(String),
}

/// How many blank lines part a thing from what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// None.
    None,
    /// One, if there was any.
    AtMostOne,
    /// One.
    One,
}

/// The lines of a text between two values; what stands behind its last line end belongs to what follows.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut pieces: Vec<&str> = text.split('\n').map(str::trim).collect();
    // an indent, or a comment that ends the file
    if pieces.last().is_some_and(|last| last.is_empty()) {
        pieces.pop();
    }
    let line = |piece: &str| match piece {
        "" => Line::Blank,
        comment => Line::Comment(comment.to_owned()),
    };
    let mut lines: Vec<Line> = pieces.into_iter().map(line).collect();
    lines.dedup_by(|a, b| *a == Line::Blank && *b == Line::Blank);
    lines
}

/// Comments before a key or header, a line each, with as many blank lines as the gap says.
pub(super) fn before(mut lines: Vec<Line>, gap: Gap) -> String {
    if gap == Gap::None {
        lines = without_start(lines);
    }
    if gap == Gap::One && !lines.contains(&Line::Blank) {
        lines.insert(0, Line::Blank);
    }
    printed(&lines, "")
}

/// Lines without blank ones at the beginning.
pub(super) fn without_start(lines: Vec<Line>) -> Vec<Line> {
    let blank = |line: &Line| *line == Line::Blank;
    lines.into_iter().skip_while(blank).collect()
}

/// Lines without blank ones at the end.
pub(super) fn without_end(mut lines: Vec<Line>) -> Vec<Line> {
    while lines.last() == Some(&Line::Blank) {
        lines.pop();
    }
    lines
}

/// The lines, each with its end.
pub(super) fn printed(lines: &[Line], indent: &str) -> String {
    let text = |line: &Line| match line {
        Line::Blank => "\n".to_owned(),
        Line::Comment(comment) => format!("{indent}{comment}\n"),
    };
    lines.iter().map(text).collect()
}

/// A comment behind a value or a header, parted from it by a blank.
pub(super) fn behind(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        comment => format!(" {comment}"),
    }
}

/// All comments of a file, sorted.
pub(super) fn comments(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['#', '\'', '"']) {
        rest = &rest[at..];
        let end = if rest.starts_with('#') {
            let end = rest.find('\n').unwrap_or(rest.len());
            out.push(rest[..end].trim_end());
            end
        } else {
            end_of_string(rest)
        };
        rest = &rest[end..];
    }
    out.sort_unstable();
    out
}

/// Where the string that a text begins with ends.
fn end_of_string(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    let (open, close) = if text.starts_with(&long) {
        (3, long.as_str())
    } else {
        (1, quote)
    };
    let mut at = open;
    while at < text.len() && !text[at..].starts_with(close) {
        let escaped = quote == "\"" && text[at..].starts_with('\\');
        let mut characters = text[at..].chars();
        let first = characters.next().map_or(0, char::len_utf8);
        let second = characters.next().map_or(0, char::len_utf8);
        at += if escaped { first + second } else { first };
    }
    let mut end = (at + close.len()).min(text.len());
    // a long string may end with up to two quotes of its own
    while open == 3 && text[end..].starts_with(quote) {
        end += 1;
    }
    end
}
