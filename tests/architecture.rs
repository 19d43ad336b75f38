//! The house keeps its order: a module of the library names only modules that stand before it, an outside
//! crate is named only in its room, and every file opens with what it is for and stays readable in length.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules in the order of the flow. A module may name those before it, and no other.
const ORDER: &[&str] = &[
    "vocabulary",
    "span",
    "text",
    "record",
    "normalize",
    "search",
    "rule",
    "layout",
    "section",
    "matching",
    "extract",
    "output",
    "link",
    "files",
    "input",
    "check",
    "batch",
    "bin",
];

/// Modules that stand before another and are no business of it all the same.
const STRANGERS: &[(&str, &[&str])] = &[
    ("record", &["text"]),
    ("normalize", &["record"]),
    ("rule", &["record"]),
    ("layout", &["record", "normalize"]),
    ("section", &["record", "normalize", "layout"]),
    ("matching", &["record", "layout"]),
    (
        "output",
        &["text", "normalize", "rule", "matching", "extract"],
    ),
    (
        "link",
        &["text", "rule", "layout", "section", "matching", "extract"],
    ),
    (
        "files",
        &[
            "text",
            "record",
            "normalize",
            "matching",
            "extract",
            "output",
        ],
    ),
    (
        "input",
        &[
            "record",
            "normalize",
            "rule",
            "layout",
            "section",
            "matching",
            "extract",
            "output",
            "link",
        ],
    ),
    ("batch", &["normalize", "layout", "section", "matching"]),
];

/// Outside crates with the rooms they may be named in; a room is a module or a file below `src`.
const HOMES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["rule/diagnostics.rs"]),
    ("bzip2", &["input/packed.rs"]),
    ("clap", &["bin"]),
    ("clap_complete", &["bin"]),
    ("clap_mangen", &["bin"]),
    ("csv", &["input/rows", "normalize", "output", "rule"]),
    ("ctrlc", &["bin"]),
    ("encoding_rs", &["text/decode"]),
    ("encoding_rs_io", &["input/rows"]),
    ("flate2", &["input/packed.rs"]),
    ("globset", &["files/select.rs"]),
    ("html5ever", &["input/plain"]),
    ("ignore", &["files/select.rs"]),
    ("include_dir", &["rule/codes.rs", "rule/embedded.rs"]),
    ("indicatif", &["bin"]),
    ("lzma_rust2", &["input/packed.rs"]),
    ("parquet", &["input/rows"]),
    ("pulldown_cmark", &["input/plain"]),
    ("quick_xml", &["input/plain"]),
    ("memchr", &["layout", "normalize", "search", "text"]),
    ("mimalloc", &["bin"]),
    ("quick_junit", &["check/report"]),
    ("rayon", &["batch"]),
    ("regex", &["rule"]),
    ("regex_automata", &["search"]),
    ("regex_syntax", &["check", "rule", "search"]),
    ("ruzstd", &["input/packed.rs"]),
    ("simdutf8", &["text/decode.rs"]),
    ("sha2", &["batch", "bin", "extract", "input", "link"]),
    ("std::fs", &["files"]),
    ("std::thread", &["batch", "bin/casemill/watch.rs"]),
    ("strsim", &["rule/diagnostics.rs"]),
    ("tar", &["input/archive.rs"]),
    ("tempfile", &["files"]),
    ("toml", &["check", "rule"]),
    ("toml_edit", &["check/mutate/write.rs", "rule/format"]),
    ("unicode_normalization", &["check/gold", "text"]),
    ("walkdir", &["files"]),
    ("zip", &["input/archive.rs", "input/plain/docx.rs"]),
];

/// No file is longer than this.
const LINES: usize = 400;

/// A source file: its path below `src`, all its text, and its code without comments and tests.
struct File {
    path: String,
    text: String,
    code: String,
}

impl File {
    /// The top module it belongs to; `lib.rs` belongs to none.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.trim_end_matches(".rs")
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// Whether it stands in one of these rooms.
    fn is_in(&self, rooms: &[&str]) -> bool {
        rooms.iter().any(|room| {
            let below = self.path.strip_prefix(room);
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        })
    }
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|e| e == "rs") {
            let below = entry.path().strip_prefix(&root).unwrap();
            let path = below.to_str().unwrap().replace('\\', "/");
            let text = fs::read_to_string(entry.path()).unwrap();
            let code = code_of(&text);
            out.push(File { path, text, code });
        }
    }
    assert!(out.len() > 40, "only {} source files found", out.len());
    out
}

/// The code without comments, and without the tests that close a file.
fn code_of(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let opens_tests =
            line == "#[cfg(test)]" && lines.peek().is_some_and(|l| l.starts_with("mod tests"));
        if opens_tests {
            break;
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        out.push_str(line.split(" // ").next().unwrap_or(line));
        out.push('\n');
    }
    out
}

/// Every place where `word` stands as a path of its own (`word::…` or `use word;`), not as a part of one.
fn names(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + word.len()..];
        let starts = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        let is_path = after.starts_with("::");
        let is_import = after.starts_with(';') && code[..at].ends_with("use ");
        starts && (is_path || is_import)
    })
}

/// The top modules that the code names by `root::`, also in a list in braces.
fn named_modules(code: &str, root: &str) -> BTreeSet<String> {
    let word = |s: &str| {
        s.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let prefix = format!("{root}::");
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices(&prefix) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            out.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        for (i, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            let opens = i == 0 || list[..i].trim_end().ends_with(',');
            if depth == 0 && opens && (c.is_alphabetic() || c == '_') {
                out.insert(word(&list[i..]));
            }
        }
    }
    out
}

/// Everything that breaks a rule, so that one run names all.
fn none(kind: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{kind}:\n  {}", broken.join("\n  "));
}

#[test]
fn every_module_stands_in_the_order() {
    let found: BTreeSet<String> = files()
        .iter()
        .map(|f| f.module().to_owned())
        .filter(|m| m != "lib")
        .collect();
    let known: BTreeSet<String> = ORDER.iter().map(|m| (*m).to_owned()).collect();
    assert_eq!(
        found, known,
        "left: the modules of src, right: ORDER of this test"
    );
}

#[test]
fn a_module_names_only_what_stands_before_it() {
    let rank = |module: &str| ORDER.iter().position(|m| *m == module);
    let mut broken = Vec::new();
    for file in files() {
        let module = file.module();
        let Some(own) = rank(module) else { continue };
        // in the binary `crate` is the binary itself
        let root = if module == "bin" { "casemill" } else { "crate" };
        let strangers = STRANGERS
            .iter()
            .find(|(m, _)| *m == module)
            .map_or(&[][..], |(_, s)| s);
        for named in named_modules(&file.code, root) {
            let Some(other) = rank(&named) else { continue };
            if other > own {
                broken.push(format!(
                    "{} names {named}, which stands after {module}",
                    file.path
                ));
            } else if strangers.contains(&named.as_str()) {
                broken.push(format!(
                    "{} names {named}, which is no business of {module}",
                    file.path
                ));
            }
        }
    }
    none("imports against the flow", &broken);
}

#[test]
fn no_module_climbs_out_by_super() {
    let mut broken = Vec::new();
    for file in files() {
        // `super` of the file that a top module is is the crate itself
        let parts = file.path.split('/').count();
        let is_top = parts == 1 || (parts == 2 && file.path.ends_with("/mod.rs"));
        let climbs = (is_top && names(&file.code, "super")) || file.code.contains("super::super::");
        if climbs && file.module() != "bin" {
            broken.push(file.path);
        }
    }
    none("say `crate::` instead of climbing by `super`", &broken);
}

#[test]
fn every_outside_crate_has_a_home() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|f| !f.is_test()) {
        for (name, rooms) in HOMES {
            let own_module =
                named_modules(&file.code, "casemill").contains("output") && *name == "csv";
            if names(&file.code, name) && !own_module && !file.is_in(rooms) {
                broken.push(format!(
                    "{} names {name}, at home in {}",
                    file.path,
                    rooms.join(", ")
                ));
            }
        }
        let hidden = ["std::{fs", "std::{thread"]
            .iter()
            .any(|s| file.code.contains(s));
        if hidden {
            broken.push(format!(
                "{}: import std::fs and std::thread by a line of their own",
                file.path
            ));
        }
    }
    none("crates outside their rooms", &broken);
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |f: &File| !f.text.starts_with("//! ") && !f.is_test();
    let broken: Vec<String> = files().into_iter().filter(silent).map(|f| f.path).collect();
    none("files whose first line is no `//!`", &broken);
}

#[test]
fn no_file_is_too_long() {
    let long = |f: &File| {
        (f.text.lines().count() > LINES).then(|| format!("{}: {}", f.path, f.text.lines().count()))
    };
    let broken: Vec<String> = files().iter().filter_map(long).collect();
    none("files over 400 lines; split them by meaning", &broken);
}

#[test]
fn nothing_ends_the_program_or_is_left_undone() {
    let words = [
        ".unwrap()",
        ".expect(",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        "panic!(",
    ];
    let mut broken = Vec::new();
    for file in files().iter().filter(|f| !f.is_test()) {
        for word in words.iter().filter(|w| file.code.contains(**w)) {
            broken.push(format!("{}: {word}", file.path));
        }
    }
    none("return an error instead", &broken);
}

#[test]
fn every_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(root.join("Cargo.toml")).unwrap()).unwrap();
    let in_manifest = |table: &str| {
        manifest
            .get(table)
            .and_then(toml::Value::as_table)
            .map(|t| t.keys().cloned())
    };
    let used: BTreeSet<String> = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|t| in_manifest(t))
        .flatten()
        .collect();
    let text = fs::read_to_string(root.join("docs/dependencies.md")).unwrap();
    let row = |line: &str| {
        line.strip_prefix("| `")
            .and_then(|rest| rest.split('`').next())
            .map(str::to_owned)
    };
    let described: BTreeSet<String> = text.lines().filter_map(row).collect();
    assert_eq!(
        used, described,
        "left: Cargo.toml, right: docs/dependencies.md"
    );
}

#[test]
fn the_readers_of_this_test_read_code_right() {
    assert!(names("use csv;", "csv") && names("let x = csv::Reader", "csv"));
    assert!(!names("crate::output::csv::Table", "csv") && !names("my_csv::x", "csv"));
    let named = named_modules(
        "use crate::{rule::{Pack, Rule}, span};\ncrate::text::fold",
        "crate",
    );
    assert_eq!(named, ["rule", "span", "text"].map(str::to_owned).into());
    assert_eq!(
        code_of("a\n// b\nc // d\n#[cfg(test)]\nmod tests {\ne"),
        "a\nc\n"
    );
}
