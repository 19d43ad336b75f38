//! Rule files laid out in one way: keys in the order of the schema, `=` of short keys in one column, lists on
//! one line or an item a line, blank lines where they part something. Values, comments and meaning stay.

mod blank;
mod value;

use std::ops::Range;

use toml_edit::{DocumentMut, Item, RawString, Table};

use self::blank::Gap;
use super::raw;
use super::schema::keys;

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// It is no TOML.
    #[error("this is no TOML: {message}")]
    NotToml {
        /// What the parser said.
        message: String,
        /// Where.
        at: Range<usize>,
    },
    /// A comment stands where laying out would lose it, as between keys with dots.
    #[error("a comment stands where it would be lost")]
    CommentLost,
}

/// A table of rule files: its keys in their order, and the width that short ones are filled up to.
struct Kind {
    path: &'static [&'static str],
    keys: Vec<String>,
    width: usize,
}

/// The known tables. A width is that of the longest key that nearly every table of the kind has; a longer
/// key is followed by one blank, so that a key that is added moves no other line.
fn kinds(is_pack: bool) -> Vec<Kind> {
    let kind = |path, keys, width| Kind { path, keys, width };
    if is_pack {
        return vec![
            kind(&[], keys::<raw::RawPack>(), 8),
            kind(&["custom", "*"], keys::<raw::RawCustom>(), 4),
            kind(&["gate", "*"], keys::<super::gate::RawGate>(), 7),
        ];
    }
    vec![
        kind(&["patterns"], Vec::new(), 9),
        kind(&["class"], keys::<raw::RawClass>(), 4),
        kind(&["genre"], keys::<raw::RawGenre>(), 5),
        kind(&["break"], keys::<raw::RawBreak>(), 5),
        kind(&["heading"], keys::<raw::RawLine>(), 5),
        kind(&["noise"], keys::<raw::RawLine>(), 5),
        kind(&["section"], keys::<raw::RawSection>(), 6),
        kind(&["part"], keys::<raw::RawPart>(), 5),
        kind(&["rule"], keys::<raw::RawRule>(), 5),
        kind(&["rule", "test"], keys::<raw::RawTest>(), 4),
        kind(&["derive"], keys::<raw::RawDerive>(), 5),
    ]
}

/// The file laid out; `is_pack` where it is a `pack.toml`.
///
/// # Errors
/// [`FormatError`] where it is no TOML, or a comment would be lost; it is left as it is then.
pub fn format(text: &str, is_pack: bool) -> Result<String, FormatError> {
    // line ends of one kind stay of that kind, also inside long strings
    let windows = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
    let lines = if windows {
        text.replace("\r\n", "\n")
    } else {
        text.to_owned()
    };
    let mut document = parsed(&lines)?;
    let mut layout = Layout {
        kinds: kinds(is_pack),
        path: Vec::new(),
        last: Vec::new(),
        begun: false,
    };
    layout.table(document.as_table_mut());
    let end = document.trailing().as_str().unwrap_or_default();
    let end = blank::without_end(blank::lines(end));
    document.set_trailing(blank::before(end, layout.gap(Gap::AtMostOne)));
    let out = document.to_string();
    if !holds_the_same(&lines, &out) {
        return Err(FormatError::CommentLost);
    }
    Ok(if windows {
        out.replace('\n', "\r\n")
    } else {
        out
    })
}

fn parsed(text: &str) -> Result<DocumentMut, FormatError> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| FormatError::NotToml {
            message: error.message().lines().next().unwrap_or("").to_owned(),
            at: error.span().unwrap_or(0..0),
        })
}

/// Whether two files have the same values and the same comments.
fn holds_the_same(before: &str, after: &str) -> bool {
    let values = |text: &str| text.parse::<toml::Table>().ok();
    values(before).is_some()
        && values(before) == values(after)
        && blank::comments(before) == blank::comments(after)
}

/// Goes over the tables of a file in their order.
struct Layout {
    kinds: Vec<Kind>,
    path: Vec<String>,
    /// The header before.
    last: Vec<String>,
    /// Whether a line has been written.
    begun: bool,
}

impl Layout {
    /// Lays out the keys of a table, then the tables below it in the order of the file.
    fn table(&mut self, table: &mut Table) {
        let kind = self.kinds.iter().find(|kind| kind.is_at(&self.path));
        let (order, width) = kind.map_or((&[][..], 0), |k| (k.keys.as_slice(), k.width));
        let rank = |key: &str| order.iter().position(|k| k == key).unwrap_or(order.len());
        table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
        // keys in one order have no groups of their own
        let gap = if order.is_empty() || self.path.is_empty() {
            Gap::AtMostOne
        } else {
            Gap::None
        };
        let mut keys = Keys {
            width,
            gap,
            first: true,
        };
        keys.lay_out(table, 0);
        self.begun |= !keys.first;
        let mut below = tables_below(table);
        below.sort_by_key(|(position, _, _)| *position);
        for (_, name, table) in below {
            self.path.push(name);
            if !table.is_implicit() && !table.is_dotted() {
                self.header(table);
            }
            self.table(table);
            self.path.pop();
        }
    }

    /// The blank lines and comments before a header, and the comment behind it.
    fn header(&mut self, table: &mut Table) {
        let decor = table.decor_mut();
        let before = blank::lines(shown(decor.prefix()));
        let behind = blank::behind(shown(decor.suffix()));
        // examples of one rule, and other short tables of one kind, may stand close together
        let is_long = self.path == ["rule"] || self.path == ["section"];
        let is_next = self.path == self.last && !is_long;
        let gap = self.gap(if is_next { Gap::AtMostOne } else { Gap::One });
        decor.set_prefix(blank::before(before, gap));
        decor.set_suffix(behind);
        self.begun = true;
        self.last.clone_from(&self.path);
    }

    /// A gap, or none where nothing stands before.
    fn gap(&self, gap: Gap) -> Gap {
        if self.begun { gap } else { Gap::None }
    }
}

impl Kind {
    fn is_at(&self, path: &[String]) -> bool {
        let fits = |(known, name): (&&str, &String)| *known == "*" || *known == name;
        self.path.len() == path.len() && self.path.iter().zip(path).all(fits)
    }
}

/// Lays out the keys of one table that have values.
struct Keys {
    width: usize,
    gap: Gap,
    /// Whether none has been met.
    first: bool,
}

impl Keys {
    /// `before` is the length of what stands before the key's last part, as `emit.`.
    fn lay_out(&mut self, table: &mut Table, before: usize) {
        for (mut key, item) in table.iter_mut() {
            let length = before + key.display_repr().chars().count();
            match item {
                Item::Table(below) if below.is_dotted() => self.lay_out(below, length + 1),
                Item::Value(value) => {
                    // right below its header, nothing parts a key from it
                    let gap = if self.first { Gap::None } else { self.gap };
                    let decor = key.leaf_decor_mut();
                    let above = blank::lines(shown(decor.prefix()));
                    decor.set_prefix(blank::before(above, gap));
                    decor.set_suffix(" ".repeat(self.width.saturating_sub(length) + 1));
                    value::lay_out(value);
                    self.first = false;
                }
                _ => {}
            }
        }
    }
}

fn shown(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The tables below one with their places in the file and their names.
fn tables_below(table: &mut Table) -> Vec<(isize, String, &mut Table)> {
    let mut out = Vec::new();
    for (key, item) in table.iter_mut() {
        let name = key.get().to_owned();
        match item {
            Item::Table(table) => out.push((first_position(table), name, table)),
            Item::ArrayOfTables(list) => {
                let tables = list.iter_mut();
                out.extend(tables.map(|t| (first_position(t), name.clone(), t)));
            }
            _ => {}
        }
    }
    out
}

/// The place of a table in the file; of one that has no header, that of the first below it.
fn first_position(table: &Table) -> isize {
    let below = table.iter().flat_map(|(_, item)| match item {
        Item::Table(table) => vec![first_position(table)],
        Item::ArrayOfTables(list) => list.iter().map(first_position).collect(),
        _ => Vec::new(),
    });
    table
        .position()
        .into_iter()
        .chain(below)
        .min()
        .unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests;
