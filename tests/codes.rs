//! Every code of a problem: a pack below `tests/codes` that has it, its full text as a snapshot, and its page.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "the test reads packs, pages and sources"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use casemill::batch::spread;
use casemill::check::{Report, check, mutate};
use casemill::files::read_rules;
use casemill::rule::{Loading, RuleFiles, codes};

/// Codes of this kind have their tests where a corpus is.
const ON_A_CORPUS: &[char] = &['C', 'G', 'S', 'P'];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All packs of `tests/codes` in one run: that one is broken keeps no other from being looked at.
fn report() -> Report {
    let loading = Loading::of(&read_rules(&root().join("tests/codes")).unwrap());
    let mut report = check(&loading);
    mutate(&loading, &mut report, &spread);
    report
}

/// The codes that have a pack.
fn with_a_pack() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("tests/codes")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn every_code_has_its_text() {
    let report = report();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/codes");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut silent = Vec::new();
    for code in with_a_pack() {
        let folder = format!("{code}/");
        let found = report.findings.iter();
        let told: Vec<String> = found
            .filter(|f| f.code == code && f.file.starts_with(&folder))
            .map(|f| f.render(&report.sources))
            .collect();
        if told.is_empty() {
            silent.push(code);
            continue;
        }
        settings.bind(|| insta::assert_snapshot!(code.as_str(), told.join("\n\n")));
    }
    assert_eq!(silent, [""; 0], "packs that do not give their code");
}

#[test]
fn no_pack_at_all_is_a_finding() {
    let report = check(&Loading::of(&RuleFiles::default()));
    let told: Vec<String> = report
        .findings
        .iter()
        .map(|f| f.render(&report.sources))
        .collect();
    insta::assert_snapshot!("no_pack", told.join("\n\n"));
}

#[test]
fn every_code_of_the_sources_has_a_page_and_a_pack() {
    let mut raised = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap();
            raised.extend(text.split('"').filter(|s| is_code(s)).map(str::to_owned));
        }
    }
    assert!(raised.len() > 40, "{raised:?}");
    let pages: BTreeSet<String> = codes::all().map(str::to_owned).collect();
    assert_eq!(raised, pages, "left: codes of the sources, right: pages");
    let mut packs = with_a_pack();
    packs.insert("E001".to_owned());
    let own: BTreeSet<String> = raised
        .into_iter()
        .filter(|c| !c.starts_with(ON_A_CORPUS))
        .collect();
    assert_eq!(own, packs, "left: codes of the sources, right: packs");
}

#[test]
fn every_page_has_the_same_parts() {
    let index = fs::read_to_string(root().join("docs/codes/README.md")).unwrap();
    for code in codes::all() {
        let page = codes::page(code).unwrap();
        assert!(page.starts_with(&format!("# {code}: ")), "{code}: title");
        assert!(page.contains("\n## What to do\n"), "{code}: what to do");
        assert!(
            index.contains(&format!("[{code}]({code}.md)")),
            "{code} in the index"
        );
    }
}

fn is_code(word: &str) -> bool {
    let mut characters = word.chars();
    word.len() == 4
        && characters.next().is_some_and(|c| "ETWCGSP".contains(c))
        && characters.all(|c| c.is_ascii_digit())
}
