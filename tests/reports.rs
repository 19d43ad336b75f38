//! The forms of a report: SARIF against the schema of its standard, JUnit read back, annotations and
//! Markdown with everything that could break out of them.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the schema")]

use casemill::check::report::{Paths, Shown, github, human, json, junit, markdown, sarif};
use casemill::check::{Finding, Level, Outcome, PackTally, Report, Verdict};
use casemill::vocabulary::Language;
use serde_json::Value;

const SOURCE: &str = "[[rule]]\nid = \"甲.乙\"\nmatch = ['甲|乙,%']\n";

fn verdict(name: &str, outcome: Outcome) -> Verdict {
    Verdict {
        pack: "own".to_owned(),
        rule: "own.rule".to_owned(),
        name: name.to_owned(),
        file: "own/a b.toml".to_owned(),
        range: 0..8,
        counter: false,
        outcome,
        message: "wanted: <甲> & \u{1b}[31m".to_owned(),
    }
}

/// A report with every level, a finding without a file, and marks that each form must escape.
fn report() -> Report {
    let at = SOURCE.find("甲|乙,%").unwrap();
    let range = at..at + "甲|乙,%".len();
    let first = Finding::new(
        "E101",
        "own/a b.toml",
        range,
        "a | `b` <c>, 100%:\nmore\r\n::error::no",
    )
    .of_rule("own.rule")
    .help("do: this, 50%");
    let second = Finding::new("C501", "own/a b.toml", 0..8, "never fired");
    let third = Finding::new("C505", "", 0..0, "no document").level(Level::Note);
    let mut report = Report {
        findings: vec![third, second, first],
        verdicts: vec![
            verdict("passes", Outcome::Passed),
            verdict("fails", Outcome::Failed),
            verdict("is to do", Outcome::Todo),
        ],
        packs: vec![PackTally {
            name: "own".to_owned(),
            language: Language::ZH,
            rules: 1,
            examples: 3,
        }],
        passed: vec!["gate of parties of pack own".to_owned()],
        ..Report::default()
    };
    report
        .sources
        .insert("own/a b.toml".to_owned(), SOURCE.to_owned());
    report
}

fn paths() -> Paths {
    Paths {
        rules: "my rules/".to_owned(),
        rule_files: ["own/a b.toml".to_owned()].into(),
    }
}

fn many(level: Level, n: usize) -> Vec<Finding> {
    let one = |i| Finding::new("C501", "own/a b.toml", 0..1, format!("{i}")).level(level);
    (0..n).map(one).collect()
}

/// A log that the schema of the standard takes.
fn valid_sarif(report: &Report) -> Value {
    let log: Value = serde_json::from_str(&sarif(report, &paths()).unwrap()).unwrap();
    let schema = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/sarif/sarif-schema-2.1.0.json"
    );
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    // its pattern for the language of a run has a bracket too many, which a strict reader refuses; no log
    // of ours names a language
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        let pattern = language.as_object_mut().unwrap().remove("pattern");
        assert!(pattern.is_some());
    }
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&log)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0], "{log:#}");
    // a schema that takes anything would prove nothing
    let mut broken = log.clone();
    broken["runs"][0]["columnKind"] = 3.into();
    assert!(!validator.is_valid(&broken));
    log
}

#[test]
fn sarif_is_what_the_standard_says() {
    let log = valid_sarif(&report());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let levels: Vec<&str> = results
        .iter()
        .map(|r| r["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["error", "warning", "note"]);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "my%20rules/own/a%20b.toml"
    );
    // columns count characters: `match = ['` is ten of them
    let region = &place["region"];
    assert_eq!(
        (
            &region["startLine"],
            &region["startColumn"],
            &region["endColumn"]
        ),
        (&3.into(), &11.into(), &16.into())
    );
    assert!(results[2].get("locations").is_none());
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_of_a_clean_report_has_empty_results() {
    let log = valid_sarif(&Report::default());
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn sarif_keeps_the_worst_five_thousand() {
    let mut report = report();
    report.findings = many(Level::Note, 5_100);
    report.findings.extend(many(Level::Error, 3));
    let log: Value = serde_json::from_str(&sarif(&report, &paths()).unwrap()).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert!(results[..3].iter().all(|r| r["level"] == "error"));
}

#[test]
fn junit_holds_what_passes_and_what_fails() {
    let xml = junit(&report(), &paths()).unwrap();
    let read = quick_junit::Report::deserialize_from_str(&xml).unwrap();
    let suites: Vec<(String, usize, usize)> = read
        .test_suites
        .iter()
        .map(|s| (s.name.to_string(), s.tests, s.failures))
        .collect();
    assert_eq!(suites[0], ("examples of pack own".to_owned(), 3, 1));
    assert_eq!(suites[1], ("passed".to_owned(), 1, 0));
    assert_eq!(suites[2], ("findings".to_owned(), 2, 2));
    assert_eq!(xml.matches("<skipped").count(), 1);
    assert!(
        !xml.contains('\u{1b}') && xml.contains("&lt;甲&gt; &amp;"),
        "{xml}"
    );
}

#[test]
fn annotations_are_escaped_and_few() {
    let text = github(&report(), &paths());
    let first = "::error file=my rules/own/a b.toml,line=3,endLine=3,col=11,endColumn=16,\
                 title=E101 a | `b` <c>%2C 100%25%3A::a | `b` <c>, 100%25:%0Amore%0D%0A::error::no%0Ahelp: do: this, 50%25";
    assert_eq!(text.lines().next(), Some(first));
    assert_eq!(text.lines().count(), 3);
    let mut report = report();
    report.findings = many(Level::Warning, 12);
    report.findings.extend(many(Level::Error, 11));
    let text = github(&report, &paths());
    let lines: Vec<&str> = text.lines().collect();
    let starts = |word: &str| lines.iter().filter(|l| l.starts_with(word)).count();
    assert_eq!((starts("::error"), starts("::warning")), (10, 10));
    assert!(lines[0].starts_with("::error"));
    assert_eq!(lines[10], "1 more at level error; the summary has them");
    assert_eq!(lines[21], "2 more at level warning; the summary has them");
}

#[test]
fn markdown_takes_no_marks_from_findings() {
    let text = markdown(&report(), &paths());
    let row = "| error | E101 | `my rules/own/a b.toml:3:11` | a \\| \\`b\\` &lt;c&gt;, 100%: |";
    assert!(text.lines().any(|line| line == row), "{text}");
    // notes are counted, not listed
    assert!(text.contains("1 error, 1 warning, 1 note") && !text.contains("C505"));
}

#[test]
fn json_says_where_and_what() {
    let out: Value = serde_json::from_str(&json(&report(), &paths()).unwrap()).unwrap();
    assert_eq!(out["findings"].as_array().unwrap().len(), 3);
    assert_eq!(out["findings"][2]["place"]["path"], "my rules/own/a b.toml");
    assert_eq!(out["findings"][2]["place"]["line"], 3);
    assert_eq!(out["findings"][0]["place"], Value::Null);
    assert_eq!(out["examples"]["passed"], 1);
}

#[test]
fn a_long_line_is_not_drawn() {
    let mut report = report();
    let text = "甲".repeat(5_000) + "乙";
    report.findings = vec![
        Finding::new(
            "G609",
            "corpus/a.txt",
            15_000..15_003,
            "parties: 1 missed\n  - 乙",
        )
        .level(Level::Note),
    ];
    report.sources.insert("corpus/a.txt".to_owned(), text);
    let told = human(&report, &paths(), Shown::default());
    assert!(told.contains(" --> corpus/a.txt:1:5001\n"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() < 200));
}

#[test]
fn notes_are_few_unless_all_are_asked_for() {
    let mut report = report();
    report.findings = many(Level::Note, 14);
    let few = human(&report, &paths(), Shown::default());
    assert!(few.contains("4 more of C501; --notes shows them"), "{few}");
    let all = human(&report, &paths(), Shown { all_notes: true });
    assert!(!all.contains("more of C501") && all.matches("note[C501]").count() == 14);
}
