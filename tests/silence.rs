//! Nothing fails in silence: each way in which rules, examples or a corpus could come to nothing is a finding with
//! its code, or an error that says what and where; and what is counted adds up.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod documents;
mod rate_pack;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use casemill::batch::read_source;
use casemill::check::Examiner;
use casemill::check::funnel::{Funnel, PackFunnel, RuleFunnel};
use casemill::extract::PackChoice;
use casemill::rule::Library;
use proptest::prelude::*;

use rate_pack::RULES;

const PACK: &str = "name = \"own\"\nversion = \"1\"\nlanguage = \"en\"\n\n[custom.rate]\ntype = \"text\"\ndoc = \"A rate.\"\n";

fn put(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A pack that holds, and a corpus of one document that its rule reads.
fn scratch() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "rules/own/pack.toml", PACK);
    put(dir.path(), "rules/own/rate.toml", RULES);
    put(
        dir.path(),
        "docs/a.txt",
        "The parties agreed on 5% for the loan.",
    );
    fs::create_dir(dir.path().join("nothing")).unwrap();
    dir
}

/// Exit code and all that was said.
fn casemill(dir: &Path, args: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command.args(args.split(' ')).current_dir(dir).env_clear();
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let code = output.status.code().unwrap();
    (code, String::from_utf8(said).unwrap())
}

/// A change of a file: its name, a text in it, and what stands in place of that; or all of a new file.
type Change<'a> = (&'a str, Option<&'a str>, &'a str);

fn changed(change: Change<'_>) -> tempfile::TempDir {
    let dir = scratch();
    let (name, from, to) = change;
    let text = match from {
        None => to.to_owned(),
        Some(from) => {
            let text = fs::read_to_string(dir.path().join(name)).unwrap();
            assert!(text.contains(from), "{name} holds no {from}");
            text.replacen(from, to, 1)
        }
    };
    put(dir.path(), name, &text);
    dir
}

#[test]
fn what_holds_is_told_to_hold() {
    let dir = scratch();
    let (code, said) = casemill(dir.path(), "check rules");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("examples: 4 passed, 0 failed"), "{said}");
    assert_eq!(casemill(dir.path(), "check rules --corpus docs").0, 0);
}

/// A share of mutants that is asked for and not reached is an error, as is one of no mutants at all.
#[test]
fn a_share_of_mutants_is_held() {
    const RATE: &str = "rules/own/rate.toml";
    let asked = |dir: &tempfile::TempDir, least: &str| {
        let args = format!("check rules --mutate --min-mutation-score {least}");
        casemill(dir.path(), &args)
    };
    let (code, said) = asked(&scratch(), "1");
    assert_eq!(code, 0, "{said}");

    let dir = changed((RATE, Some("agreed on ("), "(?:agreed|settled) on ("));
    let (code, said) = asked(&dir, "0.7");
    assert_eq!(code, 1, "{said}");
    let told = "error[G611]: the examples notice 2 of 3 mutants, 0.667, and 0.7 is asked for";
    assert!(said.contains(told), "{said}");
    let (code, said) = asked(&dir, "0.66");
    assert_eq!(code, 0, "{said}");

    let dir = changed((RATE, Some("unless-after = ['a day']\n"), ""));
    let (code, said) = asked(&dir, "0.5");
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("error[G611]: the examples notice 0 of 0 mutants"),
        "{said}"
    );
}

/// Each fault of rules or their examples has its code and its exit code.
#[test]
fn a_fault_of_rules_is_a_finding() {
    const RATE: &str = "rules/own/rate.toml";
    let broken: &[(Change<'_>, &str, i32)] = &[
        // rules that cannot be loaded
        (
            (RATE, Some("[\"document\"]"), "[\"reasoning_part\"]"),
            "E206",
            2,
        ),
        ((RATE, Some("custom.rate"), "custom.rates"), "E207", 2),
        ((RATE, Some("[\"document\"]"), "[]"), "E215", 2),
        ((RATE, Some("unless-after"), "unless-behind"), "E003", 2),
        ((RATE, Some("[0-9]+%"), "[0-9+%"), "E101", 2),
        ((RATE, Some("agreed on ("), "agreed　on ("), "E104", 2),
        (
            ("rules/own/more.toml", None, "[[rule]\nid = 1\n"),
            "E002",
            2,
        ),
        (("rules/loose.toml", None, "[patterns]\n"), "E007", 2),
        // a rule that has another name and stands under its old one too
        (
            (RATE, Some("doc "), "replaces = [\"own.rate\"]\ndoc "),
            "E216",
            2,
        ),
        // examples that say nothing, or other than what comes
        (
            (RATE, Some("They agreed on 5% in May."), "\u{200b} \u{feff}"),
            "T403",
            1,
        ),
        (
            (RATE, Some("{ value = \"6%\" }"), "{ value = \"7%\" }"),
            "T401",
            1,
        ),
        (
            (RATE, Some("want = []"), "todo = \"later\"\nwant = []"),
            "T402",
            1,
        ),
        ((RATE, Some("want = []"), ""), "T404", 1),
        (
            (RATE, Some("They agreed on 5%a day."), "They met in May."),
            "W313",
            1,
        ),
        // a suppression of what is not there
        (
            (RATE, Some("doc "), "allow = { W302 = \"so be it\" }\ndoc "),
            "W314",
            1,
        ),
        (
            ("rules/own/more.toml", None, "[patterns]\nsum = '[0-9]'\n"),
            "W309",
            1,
        ),
    ];
    for (change, code, exit) in broken {
        let dir = changed(*change);
        let (got, said) = casemill(dir.path(), "check rules");
        assert!(said.contains(&format!("[{code}]")), "{change:?}: {said}");
        assert_eq!(got, *exit, "{change:?}: {said}");
    }
}

/// A file that does not parse is told, and what is whole beside it is checked all the same.
#[test]
fn a_broken_file_hides_no_good_one() {
    let dir = changed(("rules/own/more.toml", None, "[[rule]]\nid = \"own.more\n"));
    let (code, said) = casemill(dir.path(), "check rules");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error[E002]"), "{said}");
    assert!(said.contains("own/more.toml:2"), "{said}");
    assert!(said.contains("examples: 4 passed, 0 failed"), "{said}");
    // and nothing is extracted by half of the rules
    let (code, said) = casemill(dir.path(), "extract docs --rules rules --out out");
    assert_eq!(code, 2, "{said}");
    assert!(!dir.path().join("out/records.jsonl").exists());
}

/// Where there is nothing to look at, nothing is said to hold.
#[test]
fn nothing_is_no_success() {
    let dir = scratch();
    put(dir.path(), "empty/own/notes.md", "no rules");
    for (args, exit, words) in [
        ("check nothing", 3, "holds no rule file"),
        ("check empty", 3, "holds no rule file"),
        ("check gone", 3, "no such file or directory"),
        ("check rules --corpus nothing", 3, "nothing"),
        ("check rules --corpus gone", 3, "no such file or directory"),
        (
            "check rules --corpus docs --gold gone",
            3,
            "no such file or directory",
        ),
        ("check rules --corpus docs --against gone", 3, "gone"),
        ("check rules --gold", 4, "--gold"),
        ("check --watch", 4, "<RULES>"),
        ("check gone --watch", 3, "gone"),
        ("fmt nothing", 3, "holds no rule file"),
        ("extract nothing --out out", 3, "nothing"),
    ] {
        let (code, said) = casemill(dir.path(), args);
        assert_eq!(code, exit, "{args}: {said}");
        assert!(said.contains(words), "{args}: {said}");
    }
}

/// A rule that comes to nothing on a corpus is told, with the step at which it ended.
#[test]
fn a_rule_that_never_fires_is_a_finding() {
    let dir = scratch();
    put(dir.path(), "docs/a.txt", "The parties agreed on nothing.");
    let (code, said) = casemill(dir.path(), "check rules --corpus docs");
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("[C501]") && said.contains("never fired"),
        "{said}"
    );
}

/// The steps of a funnel take from one another, and never give.
fn steps_hold(pack: &PackFunnel, rule: &RuleFunnel) {
    let id = &rule.rule;
    let documents = [
        pack.documents,
        rule.documents,
        rule.section_found,
        rule.documents_matched,
    ];
    assert!(documents.is_sorted_by(|a, b| a >= b), "{id}: {documents:?}");
    assert!(rule.matched >= rule.not_excluded, "{id}");
    assert!(rule.matched >= rule.documents_matched, "{id}");
    assert!(rule.normalised >= rule.won, "{id}");
    let lost: u64 = rule.lost_to.values().sum();
    assert!(rule.normalised - rule.won >= lost, "{id}: {rule:?}");
    let won: u64 = rule.patterns.iter().map(|p| p.won).sum();
    assert_eq!(won, rule.won, "{id}");
    // what a guard rejects, some pattern of it rejects
    let rejected: u64 = rule.guards.values().flatten().sum();
    assert!(
        rejected >= rule.matched - rule.not_excluded,
        "{id}: {rule:?}"
    );
    // a value comes from a match
    if rule.matched == 0 {
        assert_eq!((rule.normalised, rule.won, rule.kept), (0, 0, 0), "{id}");
    }
}

/// The counts of a funnel, without the samples of conflicts, which are those of the first document.
fn counts(funnel: &Funnel) -> Vec<(String, u64, Vec<RuleFunnel>, u64)> {
    let packs = funnel.packs.iter();
    let one = |(name, pack): (&String, &PackFunnel)| {
        let conflicts = pack.conflicts.values().map(|c| c.times).sum();
        (name.clone(), pack.documents, pack.rules.clone(), conflicts)
    };
    packs.map(one).collect()
}

fn library() -> &'static Library {
    static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();
    LIBRARY.get_or_init(|| Library::embedded().unwrap())
}

fn funnel(text: &str) -> Funnel {
    let examiner = Examiner {
        library: library(),
        choice: PackChoice::Detect,
        funnel: true,
        gold: None,
        before: None,
        stored: None,
        clock: None,
    };
    let source = read_source(text.as_bytes(), "a.txt").unwrap();
    examiner.examine(&source).1.funnel
}

/// Texts put together from paragraphs of the corpus, in any order.
fn texts() -> impl Strategy<Value = String> {
    let lines = documents::corpus().into_iter().flat_map(|document| {
        let text = document.text();
        let lines = text.lines().filter(|l| !l.trim().is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    });
    let lines: Vec<String> = lines.collect();
    proptest::collection::vec(proptest::sample::select(lines), 1..30).prop_map(|l| l.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_counts_of_a_funnel_add_up(a in texts(), b in texts()) {
        let (one, other) = (funnel(&a), funnel(&b));
        for funnel in [&one, &other] {
            for pack in funnel.packs.values() {
                prop_assert_eq!(pack.documents, 1);
                for rule in &pack.rules {
                    steps_hold(pack, rule);
                }
            }
        }
        let (mut there, mut back) = (one.clone(), other.clone());
        there.add(other.clone());
        back.add(one.clone());
        prop_assert_eq!(counts(&there), counts(&back));
        let documents = |f: &Funnel| f.packs.values().map(|p| p.documents).sum::<u64>();
        let won = |f: &Funnel| {
            let rules = f.packs.values().flat_map(|p| &p.rules);
            rules.map(|r| r.won).sum::<u64>()
        };
        prop_assert_eq!(documents(&there), documents(&one) + documents(&other));
        prop_assert_eq!(won(&there), won(&one) + won(&other));
    }
}
