//! The reference page of a pack, as Markdown: every rule with what it finds, where it looks and an example, then
//! sections, parts, word lists, tables and named patterns. Made from the rules, so that it says what they say.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::compiled::{Pack, Rule, Scope};
use super::field::{FIELDS, Field};
use super::normalizer::Normalizer;

/// The page of a pack's own rules, without those of packs it extends.
#[must_use]
pub fn page(pack: &Pack) -> String {
    let files: BTreeSet<&str> = pack.files.iter().map(|f| f.path.as_str()).collect();
    let own = pack.rules.iter().filter(|r| files.contains(&*r.file));
    let own: Vec<&Rule> = own.collect();
    let mut out = String::new();
    head(pack, &own, &mut out);
    fields(pack, &own, &mut out);
    scopes(pack, &mut out);
    lists(pack, &own, &mut out);
    patterns(pack, &mut out);
    out
}

/// Adds to a page. A string takes whatever is written to it.
macro_rules! add {
    ($out:expr, $($words:tt)*) => {
        let _ = writeln!($out, $($words)*);
    };
}

fn head(pack: &Pack, own: &[&Rule], out: &mut String) {
    add!(out, "# Rules of the pack `{}`\n", pack.name);
    if !pack.doc.is_empty() {
        add!(out, "{}\n", prose(&pack.doc));
    }
    let examples: usize = own.iter().map(|rule| rule.tests.len()).sum();
    add!(
        out,
        "Version {}, for texts in `{}`: {} rule(s) with {examples} examples and counter-examples. This page is made from the rules by `casemill rules`; docs/rules.md of casemill explains the words.",
        pack.version,
        pack.language,
        own.len(),
    );
    if !pack.extends.is_empty() {
        add!(out, "\nIt extends {}.", code_list(&pack.extends));
    }
}

/// The rules by the field they fill, in the order of the record.
fn fields(pack: &Pack, own: &[&Rule], out: &mut String) {
    let mut order: Vec<Field> = FIELDS.iter().map(|(f, _)| Field::Standard(f)).collect();
    let custom = own.iter().map(|r| &r.field).filter(|f| !order.contains(f));
    let custom: BTreeSet<Field> = custom.cloned().collect();
    order.extend(custom);
    for field in order {
        let rules: Vec<&&Rule> = own.iter().filter(|r| r.field == field).collect();
        let derived = pack.files.iter().flat_map(|file| &file.raw.derive);
        let of_field = |name: &str| Field::from_name(name).is_some_and(|f| f == field);
        let derived: Vec<_> = derived.filter(|d| of_field(d.field.get_ref())).collect();
        if rules.is_empty() && derived.is_empty() {
            continue;
        }
        add!(out, "\n## {field}");
        let named = field.to_string();
        let declared = named
            .strip_prefix("custom.")
            .and_then(|n| pack.custom.get(n));
        if let Some(custom) = declared {
            add!(out, "\n{}", prose(&custom.doc));
        }
        for rule in rules {
            one(rule, out);
        }
        for derive in derived {
            add!(
                out,
                "\n### `{}`\n\n{}",
                derive.id.get_ref(),
                prose(&derive.doc)
            );
            add!(out, "\nDerived where no rule gives a value.");
        }
    }
}

fn one(rule: &Rule, out: &mut String) {
    add!(out, "\n### `{}`\n\n{}\n", rule.id, prose(&rule.doc));
    let scopes: Vec<&str> = rule.scope.iter().map(scope).collect();
    let mut said = vec![format!("in {}", code_list(&scopes))];
    if !rule.genres.is_empty() {
        said.push(format!("kind of text {}", code_list(&rule.genres)));
    }
    if rule.priority != 0 {
        said.push(format!("priority {}", rule.priority));
    }
    add!(out, "{}", sentence(&said.join("; ")));
    if let Some(why) = &rule.deprecated {
        add!(out, "\nDeprecated: {}", prose(why));
    }
    example(rule, out);
}

/// The first example that gives a value.
fn example(rule: &Rule, out: &mut String) {
    let mut given = rule.tests.iter().filter_map(|test| {
        let values = test.want.as_ref().or(test.want_some.as_ref())?;
        (!values.is_empty() && test.todo.is_none()).then_some((test.text.get_ref(), values))
    });
    let Some((text, values)) = given.next() else {
        return;
    };
    add!(out, "\n{}", fenced("text", text.trim_matches('\n')));
    let values = values
        .iter()
        .map(|v| toml::Value::Table(v.clone()).to_string());
    let values: Vec<String> = values.collect();
    add!(out, "\ngives\n\n{}", fenced("toml", &values.join("\n")));
}

fn scope(scope: &Scope) -> &str {
    match scope {
        Scope::Document => "document",
        Scope::Section(kind) => kind.word(),
        Scope::Part(id) => id,
    }
}

/// Kinds of text, sections and parts.
fn scopes(pack: &Pack, out: &mut String) {
    let raw = || pack.files.iter().map(|file| &file.raw);
    let genres: Vec<&str> = raw()
        .flat_map(|f| &f.genre)
        .map(|g| g.id.get_ref().as_str())
        .collect();
    if !genres.is_empty() {
        add!(
            out,
            "\n## Kinds of text\n\n{}, and `full` for all others.",
            code_list(&genres)
        );
    }
    let sections: Vec<_> = raw().flat_map(|f| &f.section).collect();
    if !sections.is_empty() {
        add!(
            out,
            "\n## Sections\n\n| marker | opens | kind of text |\n|---|---|---|"
        );
        for section in sections {
            let genres: Vec<&str> = section.genre.iter().map(|g| g.get_ref().as_str()).collect();
            add!(
                out,
                "| `{}` | `{}` | {} |",
                section.id.get_ref(),
                section.kind.get_ref(),
                code_list(&genres)
            );
        }
    }
    let parts: Vec<_> = raw().flat_map(|f| &f.part).collect();
    if !parts.is_empty() {
        add!(out, "\n## Parts\n\n| part | in |\n|---|---|");
        for part in parts {
            let within: Vec<&str> = part.within.iter().map(|k| k.get_ref().as_str()).collect();
            add!(out, "| `{}` | {} |", part.id.get_ref(), code_list(&within));
        }
    }
}

/// Word lists, class lists and tables.
fn lists(pack: &Pack, own: &[&Rule], out: &mut String) {
    let raw = || pack.files.iter().map(|file| &file.raw);
    let maps: Vec<_> = raw().flat_map(|f| &f.map).collect();
    if !maps.is_empty() {
        add!(
            out,
            "\n## Word lists\n\n| list | words | lead to |\n|---|---|---|"
        );
        for (name, words) in maps {
            let meanings: BTreeSet<&String> = words.values().collect();
            let meanings: Vec<&String> = meanings.into_iter().collect();
            add!(
                out,
                "| `{}` | {} | {} |",
                name.get_ref(),
                words.len(),
                code_list(&meanings)
            );
        }
    }
    let classes = raw().flat_map(|f| &f.class);
    let names: BTreeSet<&str> = classes.map(|c| c.list.get_ref().as_str()).collect();
    if !names.is_empty() {
        add!(out, "\n## Class lists\n\n| list | classes |\n|---|---|");
        for name in names {
            let of_list = raw()
                .flat_map(|f| &f.class)
                .filter(|c| c.list.get_ref() == name);
            let classes: BTreeSet<&str> = of_list.map(|c| c.is.get_ref().as_str()).collect();
            let classes: Vec<&str> = classes.into_iter().collect();
            add!(out, "| `{name}` | {} |", code_list(&classes));
        }
    }
    let tables = own
        .iter()
        .flat_map(|rule| rule.normalize.values().flatten());
    let tables: BTreeSet<&str> = tables.filter_map(table).collect();
    if !tables.is_empty() {
        let tables: Vec<&str> = tables.into_iter().collect();
        add!(
            out,
            "\n## Tables\n\nIts rules look up {}.",
            code_list(&tables)
        );
    }
}

/// The table that a normalizer looks up.
fn table(normalizer: &Normalizer) -> Option<&str> {
    match normalizer {
        Normalizer::Alias(name)
        | Normalizer::Lookup(name)
        | Normalizer::Ending(name)
        | Normalizer::NamesBefore(name) => Some(name),
        _ => None,
    }
}

/// Named patterns as they are written.
fn patterns(pack: &Pack, out: &mut String) {
    let files = pack.files.iter().filter(|f| !f.raw.patterns.is_empty());
    let lines = files.flat_map(|file| {
        let head = std::iter::once(format!("# {}", file.path));
        let patterns = file.raw.patterns.iter().map(|(name, pattern)| {
            let pattern = pattern.get_ref();
            let quotes = if pattern.contains(['\'', '\n']) {
                "'''"
            } else {
                "'"
            };
            format!("{} = {quotes}{pattern}{quotes}", name.get_ref())
        });
        head.chain(patterns)
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        add!(
            out,
            "\n## Named patterns\n\n{}",
            fenced("toml", &lines.join("\n"))
        );
    }
}

/// Words in code spans, with commas between them.
fn code_list<T: AsRef<str>>(words: &[T]) -> String {
    let spans: Vec<String> = words.iter().map(|w| format!("`{}`", w.as_ref())).collect();
    spans.join(", ")
}

/// Text that Markdown prints as it stands.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '`' | '\\' | '|' | '#' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// A first letter that is large, and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// A block of code; its fence is longer than any in it.
fn fenced(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{text}\n{fence}")
}
