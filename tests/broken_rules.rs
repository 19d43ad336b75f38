//! Rules that are at fault: every problem of every file in one run, exit code 2, nothing written; and the
//! spans of the engine on patterns of the shape that rules here have.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PACK: &str = "name = \"own\"\nversion = \"1\"\nlanguage = \"zh\"\nextends = [\"zh\"]\n";

const RULE: &str = "[[rule]]\nid = \"own.rate\"\ndoc = \"A rate.\"\nfield = \"custom.rate\"\n\
in = [\"facts_foud\"]\nmatch = ['年利率(?P<value>[0-9]+%']\nemit = { value = \"value\" }\n";

fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args(args)
        .current_dir(dir)
        .output()
        .unwrap()
}

#[test]
fn every_problem_of_every_file_is_told_at_once() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("rules/own")).unwrap();
    fs::write(dir.path().join("rules/own/pack.toml"), PACK).unwrap();
    fs::write(dir.path().join("rules/own/rate.toml"), RULE).unwrap();
    fs::write(dir.path().join("rules/own/other.toml"), "[[rule]\n").unwrap();
    fs::write(dir.path().join("a.txt"), "某某市某某区人民法院民事判决书").unwrap();
    for args in [
        &["check", "rules"][..],
        &["extract", "a.txt", "--rules", "rules", "--out", "out"][..],
    ] {
        let output = run(dir.path(), args);
        // a check prints what it finds; what cannot go on tells it
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("own/other.toml:1"), "{told}");
        assert!(told.contains("E002"), "{told}");
        assert!(!told.contains("panicked"), "{told}");
    }
    assert!(!dir.path().join("out").exists());
    fs::remove_file(dir.path().join("rules/own/other.toml")).unwrap();
    let told = String::from_utf8(run(dir.path(), &["check", "rules"]).stdout).unwrap();
    for part in ["E101", "E206", "E207", "did you mean `facts_found`?"] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn a_template_that_names_nothing_and_a_language_that_is_no_tag_are_told() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("rules/own")).unwrap();
    let pack = PACK.replace("\"zh\"\nextends", "\"zh-TW\"\nextends");
    let rule = "[[rule]]\nid = \"own.number\"\ndoc = \"A number.\"\nfield = \"case_numbers\"\n\
in = [\"title\"]\nmatch = ['(?P<number>[0-9]+)']\nemit = { number = \"number\" }\n\
compose = { canonical = \"{yaer} {number}\" }\n";
    fs::write(dir.path().join("rules/own/pack.toml"), pack).unwrap();
    fs::write(dir.path().join("rules/own/number.toml"), rule).unwrap();
    let output = run(dir.path(), &["check", "rules"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    for part in [
        "E209",
        "`yaer` is neither a capture nor a key",
        "E205",
        "`zh-TW` is no language",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn a_pack_of_ones_own_fills_a_custom_field() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("rules/own")).unwrap();
    let pack = format!("{PACK}\n[custom.rate]\ntype = \"text\"\n");
    let rule = RULE
        .replace("facts_foud", "document")
        .replace("[0-9]+%'", "[0-9]+%)'");
    fs::write(dir.path().join("rules/own/pack.toml"), pack).unwrap();
    fs::write(dir.path().join("rules/own/rate.toml"), rule).unwrap();
    fs::write(dir.path().join("a.txt"), "原告张三。双方约定年利率12%。").unwrap();
    let args = [
        "extract", "a.txt", "--rules", "rules", "--out", "out", "--quiet",
    ];
    let output = run(dir.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let record = fs::read_to_string(dir.path().join("out/records.jsonl")).unwrap();
    let record: serde_json::Value = serde_json::from_str(record.trim()).unwrap();
    assert_eq!(record["custom"]["rate"][0]["value"], "12%");
    assert_eq!(record["document"]["pack"], "own");
}

/// Versions of regex before 1.13.1 gave a wrong span here (issue 1354 of that crate).
#[test]
fn spans_of_alternations_with_a_common_ending_are_right() {
    let pattern = casemill::search::Pattern::new("[^，。]{2}公司公司|公司").unwrap();
    assert_eq!(pattern.find_at("甲乙公司公司", 0), Some(0..18));
}
