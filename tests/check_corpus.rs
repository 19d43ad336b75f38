//! `check`, `bless` and `diff` over a corpus: what is found, what is stored, how it ends, and that nothing
//! fails in silence.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod documents;
mod rate_pack;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use rate_pack::RULES;

const PACK: &str = r#"
name     = "own"
version  = "1"
language = "en"
doc      = "A pack of the tests."

[custom.rate]
type = "text"
doc  = "A rate of interest."

[gate."custom.rate"]
f1      = 0.9
support = 1
"#;

/// A directory with a pack, two documents and their labels, all of which hold.
fn scratch() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        ("rules/own/pack.toml", PACK),
        ("rules/own/rules.toml", RULES),
        ("docs/a.txt", "The parties agreed on 5% for the loan."),
        (
            "docs/b/b.txt",
            "They agreed on 7%a day, and agreed on 8% later.",
        ),
        (
            "gold/a.json",
            r#"{ "file": "a.txt", "custom": { "rate": ["5%"] } }"#,
        ),
        (
            "gold/b.json",
            r#"{ "file": "b/b.txt", "custom": { "rate": ["8%"] } }"#,
        ),
    ];
    for (name, text) in files {
        put(dir.path(), name, text);
    }
    dir
}

fn put(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Writes a file with one text in place of another.
fn swap(dir: &Path, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(dir.join(name)).unwrap();
    assert!(text.contains(from), "{name} holds no {from}");
    put(dir, name, &text.replace(from, to));
}

fn casemill(dir: &Path, args: &str) -> Output {
    with_env(dir, args, &[])
}

fn with_env(dir: &Path, args: &str, env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command.args(args.split(' ')).current_dir(dir).env_clear();
    command.envs(env.iter().copied()).stdin(Stdio::null());
    command.output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The report of a check as JSON, with its exit code.
fn check(dir: &Path, args: &str) -> (Value, i32) {
    let output = casemill(dir, &format!("check rules --lang en --format json {args}"));
    let report = serde_json::from_slice(&output.stdout);
    let report = report.unwrap_or_else(|_| panic!("no report: {}", stderr(&output)));
    (report, code(&output))
}

fn codes(report: &Value) -> BTreeSet<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|f| f["code"].as_str().unwrap().to_owned())
        .collect()
}

/// The message of the one finding of a code.
fn message(report: &Value, code: &str) -> String {
    let findings = report["findings"].as_array().unwrap().iter();
    let of_code: Vec<&Value> = findings.filter(|f| f["code"] == code).collect();
    assert_eq!(of_code.len(), 1, "{code}: {:#}", report["findings"]);
    of_code[0]["message"].as_str().unwrap().to_owned()
}

const ALL: &str = "--corpus docs --gold gold --snapshots records";

fn blessed() -> tempfile::TempDir {
    let dir = scratch();
    let output = casemill(dir.path(), &format!("bless rules --lang en {ALL}"));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    dir
}

#[test]
fn what_holds_is_clean() {
    let dir = blessed();
    let (report, code) = check(dir.path(), ALL);
    assert_eq!((codes(&report), code), (BTreeSet::new(), 0), "{report:#}");
    let rule = &report["corpus"]["funnel"]["packs"]["own"]["rules"][0];
    let steps = [
        "documents",
        "section_found",
        "documents_matched",
        "matched",
        "not_excluded",
    ];
    let counts = steps.map(|step| rule[step].as_u64().unwrap());
    assert_eq!(counts, [2, 2, 2, 3, 2]);
    let counts = ["normalised", "won", "kept"].map(|step| rule[step].as_u64().unwrap());
    assert_eq!(counts, [2, 2, 2]);
    assert_eq!(rule["patterns"], json!([{ "matched": 3, "won": 2 }]));
    assert_eq!(rule["guards"], json!({ "unless-after": [1] }));
    assert_eq!(report["corpus"]["gold"]["own"]["custom.rate"]["f1"], 1.0);
}

#[test]
fn the_human_report() {
    let dir = blessed();
    swap(
        dir.path(),
        "rules/own/rules.toml",
        "agreed on (?P",
        "(?:agreed|settled) on (?P",
    );
    swap(dir.path(), "docs/a.txt", "5%", "50%");
    let output = casemill(dir.path(), &format!("check rules --lang en {ALL}"));
    assert_eq!(code(&output), 1);
    insta::assert_snapshot!("check_human", stdout(&output));
}

#[test]
fn nothing_to_look_at_is_no_success() {
    let dir = scratch();
    fs::create_dir(dir.path().join("empty")).unwrap();
    put(dir.path(), "other/notes.pdf", "x");
    for corpus in ["empty", "other", "gone"] {
        let output = casemill(dir.path(), &format!("check rules --corpus {corpus}"));
        assert_eq!(code(&output), 3, "{corpus}: {}", stdout(&output));
        assert!(stderr(&output).starts_with("error: "), "{corpus}");
    }
    let (report, code) = check(dir.path(), "--corpus docs --gold empty");
    assert_eq!((codes(&report).contains("G610"), code), (true, 1));
    let (report, code) = check(dir.path(), "--gold empty");
    assert_eq!((codes(&report).contains("G610"), code), (true, 1));
}

#[test]
fn a_document_that_cannot_be_read_is_told() {
    let dir = scratch();
    let bytes = [0, 1, 2, 3, 0, 0xFF, 0xFE, 0x80, 0, 0, 7, 8];
    fs::write(dir.path().join("docs/c.txt"), bytes).unwrap();
    let (report, code) = check(dir.path(), "--corpus docs");
    assert_eq!(
        (codes(&report).contains("C507"), code),
        (true, 1),
        "{report:#}"
    );
}

#[test]
fn a_label_without_its_document_is_told() {
    let dir = scratch();
    fs::rename(dir.path().join("docs/a.txt"), dir.path().join("docs/c.txt")).unwrap();
    for args in ["--corpus docs --gold gold", "--gold gold"] {
        let (report, code) = check(dir.path(), args);
        let told: Vec<&Value> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["code"] == "G605")
            .collect();
        assert!(!told.is_empty() && code == 1, "{args}: {report:#}");
        assert_eq!(told[0]["place"]["path"], "gold/a.json");
    }
}

#[test]
fn labels_that_are_none_are_told_at_their_place() {
    let dir = scratch();
    let wrong = r#"{ "file": "c.txt",
  "parties": [{ "role": "plantiff", "name": "A" }] }"#;
    put(dir.path(), "gold/c.json", wrong);
    put(
        dir.path(),
        "gold/d.json",
        r#"{ "file": "a.txt", "issues": [] }"#,
    );
    put(
        dir.path(),
        "gold/e.json",
        r#"{ "file": "a2.txt", "partys": [] }"#,
    );
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    let told: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["code"] == "G606")
        .collect();
    assert_eq!((told.len(), code), (3, 1), "{report:#}");
    assert_eq!(told[0]["help"], "did you mean `plaintiff`?");
    assert_eq!(
        (&told[0]["place"]["path"], &told[0]["place"]["line"]),
        (&json!("gold/c.json"), &json!(2))
    );
    assert!(
        told[1]["message"]
            .as_str()
            .unwrap()
            .contains("is labelled in gold/a.json already")
    );
    assert_eq!(told[2]["help"], "did you mean `parties`?");
}

#[test]
fn differences_are_listed_with_document_and_span() {
    let dir = scratch();
    swap(dir.path(), "docs/a.txt", "5%", "55%");
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    assert_eq!(code, 1);
    assert!(
        message(&report, "G601")
            .starts_with("custom.rate of pack own is below its gate: F1 0.5000, at least 0.9000")
    );
    let listed = message(&report, "G609");
    assert!(
        listed.contains("- 5%") && listed.contains("+ 55%  (line 1, bytes 22..25, own.rate)"),
        "{listed}"
    );
    let difference = &report["corpus"]["differences"][0];
    assert_eq!(
        (&difference["document"], &difference["measure"]),
        (&json!("a.txt"), &json!("custom.rate"))
    );
}

#[test]
fn gates_that_ask_for_nothing_are_told() {
    let dir = scratch();
    swap(
        dir.path(),
        "rules/own/pack.toml",
        "support = 1",
        "support = 9",
    );
    put(
        dir.path(),
        "rules/own/pack.toml",
        &(fs::read_to_string(dir.path().join("rules/own/pack.toml")).unwrap()
            + "[gate.partys]\nf1 = 0.9\n[gate.court]\nsupport = 1\n"),
    );
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    assert_eq!(code, 1);
    assert!(message(&report, "G603").contains("2 labelled value(s), 9 wanted"));
    let findings = report["findings"].as_array().unwrap().iter();
    let asked: Vec<&Value> = findings.filter(|f| f["code"] == "G604").collect();
    assert_eq!(asked.len(), 2, "{report:#}");
    assert_eq!(asked[0]["help"], "did you mean `parties`?");
    assert_eq!(asked[1]["message"], "the gate of court asks for nothing");
}

#[test]
fn a_baseline_only_rises() {
    let dir = blessed();
    let baseline = || fs::read_to_string(dir.path().join("gold/baseline.json")).unwrap();
    let reached = baseline();
    swap(dir.path(), "rules/own/rules.toml", "[0-9]+%)'", "[0-5]%)'");
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    assert_eq!((codes(&report).contains("G602"), code), (true, 1));
    let output = casemill(
        dir.path(),
        "bless rules --lang en --corpus docs --gold gold",
    );
    assert!(stdout(&output).contains("custom.rate of pack own is below its mark, which stays"));
    assert_eq!(baseline(), reached);
    // other labels are measured anew, and until then the marks say nothing of them
    put(
        dir.path(),
        "gold/b.json",
        r#"{ "file": "b/b.txt", "custom": { "rate": ["8%", "9%"] } }"#,
    );
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    assert_eq!((codes(&report).contains("G608"), code), (true, 1));
    casemill(
        dir.path(),
        "bless rules --lang en --corpus docs --gold gold",
    );
    assert_ne!(baseline(), reached);
    let (report, _) = check(dir.path(), "--corpus docs --gold gold");
    assert!(!codes(&report).contains("G608") && !codes(&report).contains("G602"));
}

#[test]
fn a_renamed_field_does_not_slip_past_the_baseline() {
    let dir = blessed();
    for file in ["rules/own/pack.toml", "rules/own/rules.toml"] {
        swap(dir.path(), file, "custom.rate", "custom.interest");
    }
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    // the labels still want the old name
    assert_eq!(
        (codes(&report).contains("G602"), code),
        (true, 1),
        "{report:#}"
    );
    let old = fs::read_to_string(dir.path().join("gold/baseline.json")).unwrap();
    put(
        dir.path(),
        "gold/baseline.json",
        &old.replace("custom.rate", "custom.gone"),
    );
    let (report, code) = check(dir.path(), "--corpus docs --gold gold");
    assert_eq!(
        (codes(&report).contains("G607"), code),
        (true, 1),
        "{report:#}"
    );
    put(dir.path(), "gold/baseline.json", "not JSON");
    let output = casemill(dir.path(), "check rules --corpus docs --gold gold");
    assert_eq!(
        code_and_start(&output),
        (3, "error: gold/baseline.json: it is no baseline")
    );
}

fn code_and_start(output: &Output) -> (i32, &'static str) {
    let wanted = "error: gold/baseline.json: it is no baseline";
    let told = stderr(output);
    assert!(told.starts_with(wanted), "{told}");
    (code(output), wanted)
}

#[test]
fn a_renamed_rule_is_told_by_the_stored_records() {
    let dir = blessed();
    swap(
        dir.path(),
        "rules/own/rules.toml",
        "\"own.rate\"",
        "\"own.interest\"",
    );
    let (report, code) = check(dir.path(), ALL);
    assert_eq!(code, 1);
    let told = message(&report, "S701");
    assert!(
        told.starts_with("records differ from stored ones by `own.interest`: 2 moved"),
        "{told}"
    );
    assert!(told.contains("own.rate → own.interest"), "{told}");
}

#[test]
fn stored_records_are_absent_orphaned_broken_or_other() {
    let dir = blessed();
    fs::rename(dir.path().join("docs/a.txt"), dir.path().join("docs/c.txt")).unwrap();
    put(dir.path(), "records/b/b.txt.json", "{");
    let (report, code) = check(dir.path(), "--corpus docs --snapshots records");
    assert_eq!(code, 1);
    assert_eq!(message(&report, "S702"), "c.txt has no stored record");
    assert_eq!(
        message(&report, "S703"),
        "a.txt.json is the stored record of a document that gave none"
    );
    assert!(message(&report, "S704").starts_with("the stored record of b/b.txt cannot be read"));
    put(dir.path(), "records/notes.json", "{}");
    let output = casemill(
        dir.path(),
        "bless rules --lang en --corpus docs --snapshots records",
    );
    let told = "notes.json is no record and stays; move it elsewhere\nstored records: 2 written, 1 removed, 2 in all\n";
    assert_eq!(stdout(&output), told);
    fs::remove_file(dir.path().join("records/notes.json")).unwrap();
    let (report, code) = check(dir.path(), "--corpus docs --snapshots records");
    assert_eq!((codes(&report), code), (BTreeSet::new(), 0));
}

#[test]
fn bless_does_nothing_where_ci_is_set() {
    let dir = scratch();
    let args = format!("bless rules --lang en {ALL}");
    let output = with_env(dir.path(), &args, &[("CI", "true")]);
    assert_eq!(code(&output), 4);
    assert!(stderr(&output).contains("bless does nothing where CI is set"));
    assert!(
        !dir.path().join("records").exists() && !dir.path().join("gold/baseline.json").exists()
    );
    let output = with_env(dir.path(), &args, &[("CI", "false")]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = casemill(dir.path(), "bless rules");
    assert_eq!(code(&output), 4);
}

/// A rule that gives `rate` where `pattern` matches.
fn rule(id: &str, pattern: &str, more: &str) -> String {
    format!(
        "\n[[rule]]\nid = \"{id}\"\ndoc = \"d\"\nfield = \"custom.rate\"\nin = [\"document\"]\n\
         match = ['{pattern}']\nemit = {{ value = \"value\" }}\n{more}\n"
    )
}

#[test]
fn rules_that_do_nothing_or_disagree_are_told() {
    let dir = scratch();
    let more = [
        rule("own.never", "settled at (?P<value>[0-9]+%)", ""),
        rule(
            "own.elsewhere",
            "(?P<value>[0-9]+%)",
            "genre = [\"digest\"]",
        ),
        rule("own.rejected", "(?P<value>for)", "unless = ['for']"),
        rule("own.loser", "agreed on (?P<value>[0-9]+)%", "priority = -1"),
        rule("own.rival", "on (?P<value>[0-9]+)%", ""),
        "\n[[genre]]\nid = \"digest\"\nmatch = 'DIGEST'\n".to_owned(),
    ];
    put(dir.path(), "rules/own/more.toml", &more.concat());
    let (report, code) = check(dir.path(), "--corpus docs");
    assert_eq!(code, 1);
    let findings = report["findings"].as_array().unwrap().iter();
    let told = |code: &str| -> Vec<String> {
        let of_code = findings.clone().filter(|f| f["code"] == code);
        of_code
            .map(|f| {
                f["message"]
                    .as_str()
                    .unwrap()
                    .lines()
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(
        told("C501"),
        [
            "`own.never` never fired: its patterns match in none of 2 documents",
            "`own.elsewhere` never fired: none of 2 documents is of its genre and holds what `when` asks for",
            "`own.rejected` never fired: its guards reject all of 1 match(es)",
        ]
    );
    assert_eq!(told("C502").len(), 1, "{:?}", told("C502"));
    assert!(
        told("C502")[0]
            .starts_with("`own.loser` always loses: none of its 3 value(s) won; to own.r")
    );
    assert!(
        told("C504")
            .iter()
            .any(|m| m.contains("`own.rival`") && m.contains("`own.rate`"))
    );
}

#[test]
fn an_earlier_run_tells_gains_and_losses() {
    let dir = scratch();
    let extract = |out: &str| {
        let args = format!("extract docs --rules rules --lang en --out {out} --quiet");
        assert_eq!(code(&casemill(dir.path(), &args)), 0);
    };
    extract("before");
    swap(
        dir.path(),
        "rules/own/rules.toml",
        "(?P<value>[0-9]+%)'",
        "(?P<value>[0-7]+%)'",
    );
    put(dir.path(), "docs/c.txt", "They agreed on 3% too.");
    let (report, _) = check(dir.path(), "--corpus docs --against before");
    let changes = &report["corpus"]["changes"];
    let sums = ["documents", "differing", "only_before", "only_after"]
        .map(|k| changes[k].as_u64().unwrap());
    assert_eq!(sums, [2, 1, 0, 1]);
    assert_eq!(changes["rules"]["own.rate"]["lost"]["values"], 1);
    assert_eq!(
        changes["rules"]["own.rate"]["lost"]["samples"][0]["text"],
        "8%"
    );
    extract("after");
    let output = casemill(dir.path(), "diff before after --format json");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(&told, changes);
    insta::assert_snapshot!(
        "diff_human",
        stdout(&casemill(dir.path(), "diff before after"))
    );
    let output = casemill(dir.path(), "diff before docs/a.txt");
    assert_eq!(code(&output), 3, "{}", stdout(&output));
}

#[test]
fn only_rules_that_changed_are_told_of() {
    let dir = scratch();
    let git = |args: &[&str]| {
        let named = [
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        ];
        let done = Command::new("git")
            .args(named)
            .args(args)
            .current_dir(dir.path())
            .output();
        done.is_ok_and(|o| o.status.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    let rules = "[patterns]\nword = 'fee'\n".to_owned()
        + &rule("own.one", "(?P<value>{{word}}) one", "")
        + &rule("own.two", "(?P<value>fee) two", "");
    put(dir.path(), "rules/own/more.toml", &rules);
    assert!(git(&["add", "-A"]) && git(&["commit", "-q", "-m", "rules"]));
    let never = || -> Vec<String> {
        let path = std::env::var("PATH").unwrap_or_default();
        let args = "check rules --lang en --format json --corpus docs --changed-since HEAD";
        let output = with_env(dir.path(), args, &[("PATH", &path)]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let never = findings.filter(|f| f["code"] == "C501");
        never
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(never(), [""; 0]);
    // its named pattern alone changes, and a comment moves both
    swap(
        dir.path(),
        "rules/own/more.toml",
        "word = 'fee'",
        "# a fee\nword = 'fees'",
    );
    assert_eq!(never(), ["own.one"]);
    swap(dir.path(), "rules/own/more.toml", "fee) two", "fees) two");
    assert_eq!(never(), ["own.one", "own.two"]);
    let output = casemill(dir.path(), "check rules --changed-since nothing");
    assert_eq!(code(&output), 4);
}

#[test]
fn reports_go_where_they_are_sent() {
    let dir = scratch();
    swap(dir.path(), "docs/a.txt", "5%", "55%");
    let outputs =
        "--output sarif=out/r.sarif --output junit=out/r.xml --output md=out/r.md --output github";
    let output = casemill(
        dir.path(),
        &format!("check rules --lang en --gold gold --corpus docs {outputs}"),
    );
    assert_eq!(code(&output), 1);
    assert!(
        stdout(&output).contains("\n::error file=rules/own/pack.toml,line="),
        "{}",
        stdout(&output)
    );
    let read = |name: &str| fs::read_to_string(dir.path().join("out").join(name)).unwrap();
    let sarif: Value = serde_json::from_str(&read("r.sarif")).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "G601");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "rules/own/pack.toml");
    assert_eq!(place["region"]["startLine"], 11);
    assert!(
        read("r.xml").contains("<testsuite name=\"examples of pack own\" tests=\"4\""),
        "{}",
        read("r.xml")
    );
    assert!(
        read("r.md").contains("| error | G601 | `rules/own/pack.toml:11:7` |"),
        "{}",
        read("r.md")
    );
    let page = dir.path().join("page.md");
    let env = [("GITHUB_STEP_SUMMARY", page.to_str().unwrap())];
    with_env(dir.path(), "check rules --output md", &env);
    assert!(
        fs::read_to_string(page)
            .unwrap()
            .starts_with("# casemill check")
    );
    for wrong in ["sarif", "sarif=", "pdf=x"] {
        let output = casemill(dir.path(), &format!("check rules --output {wrong}"));
        assert_eq!(code(&output), 4, "{wrong}");
    }
}

#[test]
fn the_level_that_fails_can_be_chosen() {
    let dir = scratch();
    put(
        dir.path(),
        "rules/own/more.toml",
        &rule("own.never", "(?P<value>never)", ""),
    );
    let ends = |level: &str| check(dir.path(), &format!("--corpus docs --fail-on {level}")).1;
    assert_eq!((ends("error"), ends("warning"), ends("note")), (0, 1, 1));
}

/// The names that the scorer has for what is measured here.
const SCORER: &[(&str, &str)] = &[
    ("case_numbers", "case_numbers"),
    ("case_numbers.relation", "case_numbers+relation"),
    ("court", "court"),
    ("document_type", "document_type"),
    ("case_type", "case_type"),
    ("trial_procedure", "trial_procedure"),
    ("cause_of_action", "cause_of_action"),
    ("parties", "parties: role+name"),
    ("parties.name", "parties: name"),
    ("representatives", "representatives: role+name"),
    ("representatives.represents", "representatives: for whom"),
    ("dates", "dates: kind+date"),
    ("issues", "issues"),
    ("holdings", "holdings"),
    ("disposition", "disposition"),
    ("disposition.outcome", "disposition: outcome"),
    ("court_fee", "court_fee"),
    ("cited_provisions", "cited_provisions"),
    ("adjudicators", "adjudicators"),
    ("sections.reasoning", "section reasoning (characters)"),
    ("sections.facts_found", "section facts_found (characters)"),
];

#[test]
fn labels_are_measured_as_the_scorer_measures_them() {
    let Some(shared) = documents::shared() else {
        return;
    };
    let (hand, scorer) = (
        shared.join("data/hand.jsonl"),
        shared.join("score/score.py"),
    );
    let has_python = Command::new("python3").arg("--version").output().is_ok();
    if !hand.exists() || !scorer.exists() || !has_python {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let labels = fs::read_to_string(&hand).unwrap();
    for line in labels.lines() {
        let label: Value = serde_json::from_str(line).unwrap();
        let name = label["file"].as_str().unwrap();
        let target = dir.path().join("docs").join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(shared.join("data/judgments").join(name), target).unwrap();
    }
    put(dir.path(), "hand.jsonl", &labels);
    assert_eq!(
        code(&casemill(dir.path(), "extract docs --out run --quiet")),
        0
    );
    let output = casemill(
        dir.path(),
        "check --corpus docs --gold hand.jsonl --format json",
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let scored = Command::new("python3")
        .arg(scorer)
        .args([
            "run/records.jsonl",
            "docs",
            "--hand",
            "hand.jsonl",
            "--json",
            "scores.json",
        ])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert!(scored.status.success(), "{}", stderr(&scored));
    let scores: Value =
        serde_json::from_str(&fs::read_to_string(dir.path().join("scores.json")).unwrap()).unwrap();
    for (measure, row) in SCORER {
        let (ours, theirs) = (
            &report["corpus"]["gold"]["zh"][measure],
            &scores[format!("hand {row}")],
        );
        for key in ["precision", "recall", "f1", "wanted", "given"] {
            let (a, b) = (ours[key].as_f64().unwrap(), theirs[key].as_f64().unwrap());
            assert!(
                (a - b).abs() < 1e-9,
                "{measure}: {key} {a}, the scorer has {b}"
            );
        }
    }
}
