//! Named patterns put into the patterns that use them, with the place where every byte of the result was written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::text::Text;

/// Named patterns nest at most this deep; deeper is a circle.
const DEPTH_LIMIT: usize = 16;

/// The named patterns of a pack and of those it extends.
#[derive(Debug, Default, Clone)]
pub(crate) struct Named(BTreeMap<String, Definition>);

/// A named pattern as it was written.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// The pattern.
    pub(crate) pattern: Text,
    /// The file it stands in.
    pub(crate) file: String,
}

/// A pattern with its named patterns in it.
#[derive(Debug, Clone)]
pub(crate) struct Expanded {
    /// What the engine gets.
    pub(crate) text: String,
    /// Names of the patterns in it, also of nested ones.
    pub(crate) names: BTreeSet<String>,
    pieces: Vec<Piece>,
}

/// A stretch of an expanded pattern.
#[derive(Debug, Clone)]
struct Piece {
    at: Range<usize>,
    /// The file it was written in, and where; added brackets stand for the whole `{{name}}`.
    file: String,
    written: Range<usize>,
    copied: bool,
    /// The place in the outermost pattern, where it comes from a named one.
    site: Option<Range<usize>>,
}

/// Where a range of an expanded pattern was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file.
    pub(crate) file: String,
    /// Bytes of it.
    pub(crate) range: Range<usize>,
    /// Where the outermost pattern uses the named pattern that it stands in.
    pub(crate) site: Option<Range<usize>>,
}

/// Why a pattern cannot be expanded, and where.
#[derive(Debug)]
pub(crate) enum Unexpanded {
    /// There is no pattern of this name.
    Unknown(String, Place),
    /// The names lead back to themselves.
    Circle(Place),
}

impl Named {
    /// Adds or replaces a named pattern.
    pub(crate) fn insert(&mut self, name: &Text, pattern: &Text, file: &str) {
        let definition = Definition {
            pattern: pattern.clone(),
            file: file.to_owned(),
        };
        self.0.insert(name.get_ref().clone(), definition);
    }

    /// Every name with its definition.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Definition)> {
        self.0.iter().map(|(name, d)| (name.as_str(), d))
    }

    /// Replaces every `{{name}}` by its pattern in a group of its own.
    pub(crate) fn expand(&self, file: &str, pattern: &Text) -> Result<Expanded, Unexpanded> {
        let mut out = Expanded {
            text: String::with_capacity(pattern.get_ref().len()),
            names: BTreeSet::new(),
            pieces: Vec::new(),
        };
        self.put(file, pattern, None, 0, &mut out)?;
        Ok(out)
    }

    fn put(
        &self,
        file: &str,
        pattern: &Text,
        site: Option<&Range<usize>>,
        depth: usize,
        out: &mut Expanded,
    ) -> Result<(), Unexpanded> {
        let (text, start) = (pattern.get_ref().as_str(), content_start(pattern));
        let mut at = 0;
        while let Some(open) = text[at..].find("{{").map(|o| o + at) {
            let Some(close) = text[open..].find("}}").map(|c| c + open) else {
                break;
            };
            let name = &text[open + 2..close];
            let written = start + open..start + close + 2;
            let place = || Place {
                file: file.to_owned(),
                range: written.clone(),
                site: site.cloned(),
            };
            let Some(inner) = self.0.get(name) else {
                return Err(Unexpanded::Unknown(name.to_owned(), place()));
            };
            if depth >= DEPTH_LIMIT {
                return Err(Unexpanded::Circle(place()));
            }
            out.copy(&text[at..open], file, start + at, site);
            out.add("(?:", file, &written, site);
            out.names.insert(name.to_owned());
            let outer = site.unwrap_or(&written);
            self.put(&inner.file, &inner.pattern, Some(outer), depth + 1, out)?;
            out.add(")", file, &written, site);
            at = close + 2;
        }
        out.copy(&text[at..], file, start + at, site);
        Ok(())
    }
}

impl Expanded {
    fn copy(&mut self, text: &str, file: &str, start: usize, site: Option<&Range<usize>>) {
        self.push(text, file, start..start + text.len(), true, site);
    }

    fn add(&mut self, text: &str, file: &str, written: &Range<usize>, site: Option<&Range<usize>>) {
        self.push(text, file, written.clone(), false, site);
    }

    fn push(
        &mut self,
        text: &str,
        file: &str,
        written: Range<usize>,
        copied: bool,
        site: Option<&Range<usize>>,
    ) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece {
            at: start..self.text.len(),
            file: file.to_owned(),
            written,
            copied,
            site: site.cloned(),
        });
    }

    /// Where a range was written. What lies across the border of a named pattern stands, as a whole, in
    /// the outermost one.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        let last_byte = range.end.saturating_sub(1).max(range.start);
        let (first, last) = (self.piece(range.start), self.piece(last_byte));
        let (Some(first), Some(last)) = (first, last) else {
            return Place {
                file: String::new(),
                range: 0..0,
                site: None,
            };
        };
        if first.at == last.at || (first.site.is_none() && last.site.is_none()) {
            return Place {
                file: first.file.clone(),
                range: first.exact(&range).start..last.exact(&range).end,
                site: first.site.clone(),
            };
        }
        if first.site == last.site && first.file == last.file {
            let (from, to) = (first.exact(&range).start, last.exact(&range).end);
            if from < to {
                return Place {
                    file: first.file.clone(),
                    range: from..to,
                    site: first.site.clone(),
                };
            }
        }
        let outermost = self.pieces.iter().find(|p| p.site.is_none());
        let from = first.site.clone().unwrap_or_else(|| first.exact(&range));
        let to = last.site.clone().unwrap_or_else(|| last.exact(&range));
        Place {
            file: outermost.unwrap_or(first).file.clone(),
            range: from.start..to.end.max(from.start),
            site: None,
        }
    }

    fn piece(&self, byte: usize) -> Option<&Piece> {
        let found = self.pieces.iter().find(|p| p.at.contains(&byte));
        found.or(self.pieces.last())
    }
}

impl Piece {
    /// The written range of what it shares with a range of the expanded text.
    fn exact(&self, range: &Range<usize>) -> Range<usize> {
        if !self.copied {
            return self.written.clone();
        }
        let from = range.start.clamp(self.at.start, self.at.end) - self.at.start;
        let to = range.end.clamp(self.at.start, self.at.end) - self.at.start;
        self.written.start + from..self.written.start + to
    }
}

/// Where the text of a string begins in its file: behind the quotes, and the line end after three of them.
pub(crate) fn content_start(text: &Text) -> usize {
    let span = text.span();
    let around = span.len().saturating_sub(text.get_ref().len());
    // `'…'`, `'''…'''`, and the latter with a line end (LF or CR LF) after the opening quotes
    let before = match around {
        6 => 3,
        7 => 4,
        8 => 5,
        _ => 1,
    };
    (span.start + before).min(span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::Spanned;

    fn text(at: usize, pattern: &str) -> Text {
        Spanned::new(at..at + pattern.len() + 2, pattern.to_owned()).into()
    }

    fn name(name: &str) -> Text {
        text(0, name)
    }

    #[test]
    fn every_byte_leads_back_to_where_it_was_written() {
        let mut named = Named::default();
        named.insert(&name("digit"), &text(100, "[0-9]"), "p.toml");
        named.insert(&name("number"), &text(200, "{{digit}}+"), "p.toml");
        let expanded = named.expand("r.toml", &text(10, "第{{number}}条")).unwrap();
        assert_eq!(expanded.text, "第(?:(?:[0-9])+)条");
        let place = |what: &str| {
            let at = expanded.text.find(what).unwrap();
            expanded.place(at..at + what.len())
        };
        let found = |file: &str, range, site| Place {
            file: file.to_owned(),
            range,
            site,
        };
        assert_eq!(place("条"), found("r.toml", 24..27, None));
        assert_eq!(place("[0-9]"), found("p.toml", 101..106, Some(14..24)));
        assert_eq!(place("+"), found("p.toml", 210..211, Some(14..24)));
        assert_eq!(place("第(?:(?:[0-9])+)条"), found("r.toml", 11..27, None));
    }

    #[test]
    fn circles_and_unknown_names_are_told_at_their_place() {
        let mut named = Named::default();
        named.insert(&name("a"), &text(0, "{{b}}"), "p.toml");
        named.insert(&name("b"), &text(20, "{{a}}"), "p.toml");
        let told = named.expand("r.toml", &text(0, "x{{a}}"));
        assert!(matches!(told, Err(Unexpanded::Circle(_))));
        let told = named.expand("r.toml", &text(10, "x{{c}}"));
        let Err(Unexpanded::Unknown(name, place)) = told else {
            panic!("{told:?}")
        };
        assert_eq!((name.as_str(), place.range), ("c", 12..17));
    }
}
