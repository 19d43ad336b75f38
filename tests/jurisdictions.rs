//! Packs of other jurisdictions: how one is picked, and that a third one, written from
//! `docs/new-jurisdiction.md` alone, gives what its labels say, with no word of it in the program.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "the test reads documents and sources"
)]

use std::fs;
use std::path::Path;

use casemill::batch::{extract_bytes, read_source};
use casemill::check::check_examples;
use casemill::extract::{PackChoice, extract};
use casemill::files::read_rules;
use casemill::record::Record;
use casemill::rule::{Library, RuleFiles};
use casemill::vocabulary::Language;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The packs of the program with that of `examples/rules`.
fn with_third_pack() -> Library {
    Library::load(&read_rules(&root().join("examples/rules")).unwrap()).unwrap()
}

/// A library of packs that declare what their texts hold: name, language, `detect`, further lines.
fn packs(declared: &[(&str, &str, &str, &str)]) -> Library {
    let files = declared.iter().map(|(name, language, detect, more)| {
        let text = format!(
            "name = \"{name}\"\nversion = \"1\"\nlanguage = \"{language}\"\ndetect = [{detect}]\n{more}"
        );
        (format!("{name}/pack.toml"), text)
    });
    Library::load(&RuleFiles {
        files: files.collect(),
    })
    .unwrap()
}

fn record(library: &Library, choice: PackChoice, text: &str) -> Record {
    extract(
        library,
        &read_source(text.as_bytes(), "a.txt").unwrap(),
        choice,
    )
}

fn pack_of(library: &Library, text: &str) -> String {
    record(library, PackChoice::Detect, text).document.pack
}

#[test]
fn a_text_is_read_by_the_pack_whose_declaration_it_fits_first() {
    let library = packs(&[
        ("aa-AA", "aa", "'^Court of A$'", ""),
        ("bb-BB", "bb", "'^Court of B$', '^乙国法院$'", ""),
    ]);
    let picked = |text| pack_of(&library, text);
    assert_eq!(picked("Court of A\nit was so."), "aa-AA");
    assert_eq!(picked("No. 5\nCourt of B\nCourt of A\n"), "bb-BB");
    // the pattern decides, whatever the script
    assert_eq!(picked("乙国法院\n民事判决书"), "bb-BB");
    // nothing is declared for these: the pack of the language reads them
    assert_eq!(picked("The Court of A, he said, was wrong."), "en");
    assert_eq!(picked("北京市大兴区人民法院民事判决书"), "zh");
    let far = format!("{}\nCourt of A\n", "It was so. ".repeat(1_000));
    assert_eq!(picked(&far), "en");
}

#[test]
fn a_pack_or_a_language_that_is_asked_for_is_used() {
    let library = packs(&[("aa-AA", "aa", "'^Court of A$'", "")]);
    let text = "Court of A\nit was so.";
    let pack = |choice| record(&library, choice, text).document;
    let zh = library.position("zh").unwrap();
    assert_eq!(pack(PackChoice::Pack(zh)).pack, "zh");
    assert_eq!(pack(PackChoice::Language(Language::EN)).pack, "en");
    let own = Language::from_word("aa").unwrap();
    let document = pack(PackChoice::Language(own));
    assert_eq!((document.pack.as_str(), document.language), ("aa-AA", own));
    assert_eq!(library.position("cc"), None);
}

#[test]
fn what_a_pack_extends_says_how_it_is_detected() {
    let extends = "extends = [\"en-GB\"]\n";
    let library = packs(&[("chambers", "en", "", extends)]);
    let judgment = "Neutral Citation Number: [2011] EWCA Civ 47\nIt was so.";
    assert_eq!(pack_of(&library, judgment), "chambers");
    assert_eq!(pack_of(&library, "An article on [2011] EWCA Civ 47."), "en");
}

#[test]
fn shipped_judgments_and_articles_about_them_are_told_apart() {
    let library = Library::embedded().unwrap();
    let article = "Chinese court recognises an English judgment\nThe judgment, [2011] EWCA Civ 47, was enforced.";
    assert_eq!(pack_of(&library, article), "en");
    for title in [
        "NCN: [2020] EWCA Crim 9\nIN THE COURT OF APPEAL",
        "Trinity Term\n[2018] UKSC 917\nJUDGMENT",
        "IN THE HIGH COURT OF JUSTICE\nCHANCERY DIVISION\nBefore:",
        "FIRST-TIER TRIBUNAL\nTAX CHAMBER\nBefore",
    ] {
        assert_eq!(pack_of(&library, title), "en-GB", "{title}");
    }
}

#[test]
fn the_third_pack_runs_its_examples() {
    let library = with_third_pack();
    let pack = &library.packs[library.position("de-DE").unwrap()];
    let report = check_examples(&library, pack);
    assert!(report.failed.is_empty(), "{:#?}", report.failed);
    assert!(report.untested.is_empty(), "{:?}", report.untested);
    assert!(report.examples >= 4 * report.rules, "two and two for each");
}

#[test]
fn the_third_pack_gives_what_its_labels_say() {
    let library = with_third_pack();
    let labels = root().join("examples/de-DE/gold");
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(labels).sort_by_file_name() {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let gold: Value = serde_json::from_str(&fs::read_to_string(entry.path()).unwrap()).unwrap();
        let name = gold["file"].as_str().unwrap();
        let bytes = fs::read(root().join("examples/de-DE").join(name)).unwrap();
        let record = extract_bytes(&library, PackChoice::Detect, name, &bytes).unwrap();
        assert_eq!(record.document.pack, "de-DE", "{name}");
        let record = serde_json::to_value(record).unwrap();
        for (field, wanted) in gold.as_object().unwrap() {
            let given = match field.as_str() {
                "file" => continue,
                "language" => &record["document"]["language"],
                "court" => &record["court"]["name"],
                _ => &record[field],
            };
            assert_eq!(
                sorted(wanted, wanted),
                sorted(given, wanted),
                "{name}: {field}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 20);
}

/// A value with the keys that labels have; lists in an order of their own.
fn sorted(value: &Value, labels: &Value) -> Vec<String> {
    let keys: Vec<&String> = labels[0]
        .as_object()
        .map(|o| o.keys().collect())
        .unwrap_or_default();
    let Some(items) = value.as_array() else {
        return vec![value.to_string()];
    };
    let one = |item: &Value| match item.as_object() {
        Some(_) if !keys.is_empty() => keys.iter().map(|k| format!("{k}={} ", item[*k])).collect(),
        _ => item.to_string(),
    };
    let mut out: Vec<String> = items.iter().map(one).collect();
    out.sort();
    out
}

#[test]
fn the_program_names_no_jurisdiction() {
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.unwrap();
        let path = entry.path().to_string_lossy().into_owned();
        if entry.file_type().is_file() && !path.contains("tests") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code: String = code
                .lines()
                .filter(|l| !l.trim_start().starts_with("//"))
                .collect();
            for word in [
                "en-GB",
                "de-DE",
                "EWCA",
                "EWHC",
                "Neutral Citation",
                "Bundesgerichtshof",
            ] {
                assert!(!code.contains(word), "{path}: {word}");
            }
        }
    }
}
