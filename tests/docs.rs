//! The docs name what there is: every key of a rule file, every normalizer, every field of a record and every
//! column of a table; and their links lead somewhere.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the docs")]

use std::fs;
use std::path::{Path, PathBuf};

use casemill::record::schema;
use casemill::rule::field::FIELDS;
use casemill::rule::normalizer::Normalizer;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The words that a page does not name.
fn missing(page: &str, words: impl IntoIterator<Item = String>) -> Vec<String> {
    let text = read(page);
    // a code span may hold several words, as `own prior cited` or `map:NAME`
    let spans: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let named = |word: &String| {
        spans
            .iter()
            .any(|s| s.split(|c| !is_word(c)).any(|w| w == word))
    };
    words.into_iter().filter(|word| !named(word)).collect()
}

#[test]
fn every_key_of_a_rule_file_is_described() {
    let raw = read("src/rule/raw.rs");
    let mut keys = Vec::new();
    let mut renamed = None;
    for line in raw.lines() {
        if let Some((_, rest)) = line.split_once("rename = \"") {
            renamed = rest.split('"').next().map(str::to_owned);
        } else if let Some(name) = line
            .strip_prefix("    pub(crate) ")
            .or_else(|| line.strip_prefix("    pub "))
            .and_then(|l| l.split(':').next())
        {
            keys.push(renamed.take().unwrap_or_else(|| name.replace('_', "-")));
        }
    }
    assert!(keys.len() > 50, "{keys:?}");
    assert_eq!(missing("docs/rules.md", keys), [""; 0]);
}

#[test]
fn every_normalizer_and_every_key_of_a_field_is_described() {
    let normalizers = Normalizer::names().map(|name| name.trim_end_matches(':').to_owned());
    assert_eq!(missing("docs/rules.md", normalizers), [""; 0]);
    let keys = FIELDS
        .iter()
        .flat_map(|(field, keys)| keys.iter().map(|(key, _)| *key).chain([*field]));
    assert_eq!(missing("docs/rules.md", keys.map(str::to_owned)), [""; 0]);
}

#[test]
fn every_code_of_a_problem_is_described() {
    let mut codes = Vec::new();
    for entry in walkdir::WalkDir::new(root().join("src"))
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap();
            codes.extend(text.split('"').filter(|s| is_code(s)).map(str::to_owned));
        }
    }
    assert!(codes.len() > 10, "{codes:?}");
    let page = read("docs/rules.md");
    codes.retain(|code| !page.contains(&format!("| {code} |")));
    assert_eq!(codes, [""; 0]);
}

fn is_code(word: &str) -> bool {
    let mut characters = word.chars();
    word.len() == 4
        && characters.next().is_some_and(|c| "ETWC".contains(c))
        && characters.all(|c| c.is_ascii_digit())
}

#[test]
fn every_field_of_a_record_is_described() {
    let schema = schema().to_value();
    let types = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    let names = types
        .filter_map(|t| t["properties"].as_object())
        .flat_map(|p| p.keys().cloned());
    assert_eq!(missing("docs/record.md", names), [""; 0]);
}

#[test]
fn links_lead_somewhere() {
    let pages = [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "corpus/README.md",
    ]
    .map(PathBuf::from)
    .to_vec();
    let docs = fs::read_dir(root().join("docs"))
        .unwrap()
        .map(|entry| PathBuf::from("docs").join(entry.unwrap().file_name()));
    for page in pages.into_iter().chain(docs) {
        let text = read(page.to_str().unwrap());
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = link.split('#').next().unwrap();
            let is_here = target.is_empty() || target.contains("://");
            let found = root().join(page.parent().unwrap()).join(target).exists();
            assert!(is_here || found, "{}: {link}", page.display());
        }
    }
}

#[test]
fn every_column_and_status_of_linking_is_described() {
    use casemill::link::{FILES, Status};
    let columns = FILES.iter().flat_map(|(file, columns)| {
        std::iter::once(file.trim_end_matches(".csv")).chain(columns.iter().copied())
    });
    let status = [
        Status::Linked,
        Status::Open,
        Status::SeveralDocuments,
        Status::SeveralCourts,
        Status::Undecided,
    ];
    let words = columns.chain(status.map(Status::word)).map(str::to_owned);
    assert_eq!(missing("docs/link.md", words), [""; 0]);
}

#[test]
fn every_key_of_cite_is_described() {
    let library = casemill::rule::Library::embedded().unwrap();
    let line = casemill::extract::cite(&library, "（2023）京0491民初11279号");
    let json = serde_json::to_value(&line).unwrap();
    let number = json["case_numbers"][0].as_object().unwrap();
    let keys = json.as_object().unwrap().keys().chain(number.keys());
    assert_eq!(missing("docs/case-numbers.md", keys.cloned()), [""; 0]);
}
