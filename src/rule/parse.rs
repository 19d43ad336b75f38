//! One TOML file to its serde form, with every fault in it: syntax, unknown and missing keys, values of the
//! wrong kind, patterns in the wrong quotes. What is whole is kept.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::diagnostics::{Diagnostic, did_you_mean};
use super::raw::{RawFile, RawPack};
use super::text::Text;

/// Reads a `pack.toml`; `None` where it is at fault.
pub(super) fn pack(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Option<RawPack> {
    let (table, whole) = table(path, text, problems);
    read(path, text, table, whole, problems)
}

/// Reads a rule file, entry by entry, without those that are at fault.
pub(super) fn file(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> RawFile {
    let (table, whole) = table(path, text, problems);
    let mut out = RawFile::default();
    for entry in entries(table) {
        if let Some(read) = read::<RawFile>(path, text, entry, whole, problems) {
            out.append(read);
        }
    }
    for written in out.written() {
        problems.extend(in_other_quotes(path, text, written.text));
    }
    out
}

/// The table of a file as far as it can be read, and whether that is all of it.
fn table<'t>(path: &str, text: &'t str, problems: &mut Vec<Diagnostic>) -> (DeTable<'t>, bool) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let whole = errors.is_empty();
    problems.extend(errors.iter().map(|error| {
        let message = format!("this is no TOML: {}", first_line(error.message()));
        Diagnostic::new("E002", path, error.span().unwrap_or(0..0), message)
    }));
    (table.into_inner(), whole)
}

/// A table for each entry of a file: each element of a list of tables, each key of a table, all else whole.
fn entries<'t>(table: DeTable<'t>) -> Vec<DeTable<'t>> {
    let mut out = Vec::new();
    for (key, value) in table {
        let span = value.span();
        let one = |value: DeValue<'t>, span: Range<usize>| {
            DeTable::from_iter([(key.clone(), Spanned::new(span, value))])
        };
        match value.into_inner() {
            DeValue::Array(list) if list.iter().all(|v| v.get_ref().is_table()) => {
                out.extend(list.into_iter().map(|element| {
                    let place = element.span();
                    one(DeValue::Array([element].into_iter().collect()), place)
                }));
            }
            DeValue::Table(table) if !table.is_empty() => {
                out.extend(table.into_iter().map(|entry| {
                    let part = DeTable::from_iter([entry]);
                    one(DeValue::Table(part), span.clone())
                }));
            }
            other => out.push(one(other, span)),
        }
    }
    out
}

/// Reads a table, and reads it again without what is at fault until nothing is. Of a file that is no TOML
/// only the syntax is told: what is missing may stand where the parser was lost.
fn read<T: DeserializeOwned>(
    path: &str,
    text: &str,
    mut table: DeTable<'_>,
    whole: bool,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    let mut faults = Vec::new();
    loop {
        let spanned = Spanned::new(0..text.len(), table.clone());
        let error = match T::deserialize(Deserializer::from(spanned)) {
            Ok(value) if faults.is_empty() => return Some(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..0);
        let told_already = faults.iter().any(|f: &Diagnostic| f.code != "E003");
        let missing = error.message().starts_with("missing field");
        if !(missing && told_already) {
            faults.push(fault(path, text, &span, error.message()));
        }
        if missing || !prune(&mut table, &span) {
            break;
        }
    }
    if whole {
        problems.append(&mut faults);
    }
    None
}

fn fault(path: &str, text: &str, span: &Range<usize>, message: &str) -> Diagnostic {
    let line = first_line(message);
    let quoted: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
    if let (true, Some((unknown, known))) =
        (line.starts_with("unknown field"), quoted.split_first())
    {
        let message = format!("there is no key `{unknown}` here");
        let problem = Diagnostic::new("E003", path, span.clone(), message);
        return match did_you_mean(unknown, known.iter().copied()) {
            Some(near) => problem
                .help(format!("did you mean `{near}`?"))
                .fix(span.clone(), near),
            None => problem.help(format!("the keys are: {}", known.join(", "))),
        };
    }
    if let (true, [key]) = (line.starts_with("missing field"), quoted.as_slice()) {
        let header = span.start..span.end.min(line_end(text, span.start));
        return Diagnostic::new("E005", path, header, format!("the key `{key}` is missing"));
    }
    Diagnostic::new(
        "E006",
        path,
        span.clone(),
        format!("wrong kind of value: {line}"),
    )
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or(message)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n)
}

/// Takes out the entry whose key or value has this span; false where there is none.
fn prune(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let found = table
        .iter()
        .find(|(key, value)| key.span() == *span || value.span() == *span)
        .map(|(key, _)| key.get_ref().clone().into_owned());
    if let Some(key) = found {
        return table.remove(key.as_str()).is_some();
    }
    table
        .iter_mut()
        .any(|(_, value)| prune_in(value.get_mut(), span))
}

fn prune_in(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => prune(table, span),
        DeValue::Array(list) => {
            if list.iter().any(|v| v.span() == *span) {
                *list = list.iter().filter(|v| v.span() != *span).cloned().collect();
                return true;
            }
            list.iter_mut().any(|v| prune_in(v.get_mut(), span))
        }
        _ => false,
    }
}

/// A pattern that is not in literal quotes: what the file says is not what the engine gets.
fn in_other_quotes(path: &str, text: &str, pattern: &Text) -> Option<Diagnostic> {
    let span = pattern.span();
    if text.get(span.clone())?.starts_with('\'') {
        return None;
    }
    let content = pattern.get_ref();
    let quotes = if content.contains(['\'', '\n']) {
        "'''"
    } else {
        "'"
    };
    let problem = Diagnostic::new(
        "E103",
        path,
        span.clone(),
        "a pattern stands in literal quotes, so that what is written is what is matched",
    );
    Some(
        problem
            .help("write it so")
            .fix(span, format!("{quotes}{content}{quotes}")),
    )
}

impl RawFile {
    /// Adds what another file, or another entry of this one, holds.
    fn append(&mut self, mut more: Self) {
        let Self {
            patterns,
            map,
            class,
            genre,
            breaks,
            heading,
            noise,
            section,
            part,
            rule,
            derive,
            allow,
        } = self;
        patterns.append(&mut more.patterns);
        for (name, words) in more.map {
            map.entry(name).or_default().extend(words);
        }
        class.append(&mut more.class);
        genre.append(&mut more.genre);
        breaks.append(&mut more.breaks);
        heading.append(&mut more.heading);
        noise.append(&mut more.noise);
        section.append(&mut more.section);
        part.append(&mut more.part);
        rule.append(&mut more.rule);
        derive.append(&mut more.derive);
        allow.append(&mut more.allow);
    }
}
