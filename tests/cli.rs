//! The command line as a user meets it: what it prints, what it writes, how it ends.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const JUDGMENT: &str = "某某市某某区人民法院民事判决书（2020）某0101民初1号";

/// Runs the program in `dir`, out of reach of the terminal and the environment of whoever tests.
fn casemill(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).stdin(Stdio::null()).output().unwrap()
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command
        .args(args)
        .current_dir(dir)
        .env_clear()
        .stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn with_input(dir: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = command(dir, args).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// Exit code, then standard error, as a snapshot holds it.
fn told(output: &Output) -> String {
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    format!("exit code {}\n{stderr}", output.status.code().unwrap())
}

fn tree(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn listing(dir: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn help(args: &[&str]) -> String {
    let dir = tree(&[]);
    let output = casemill(dir.path(), args);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_texts() {
    insta::assert_snapshot!("help", help(&["--help"]));
    insta::assert_snapshot!("help_extract", help(&["extract", "--help"]));
    insta::assert_snapshot!("help_explain", help(&["explain", "--help"]));
    insta::assert_snapshot!("help_others", {
        ["cite", "link", "schema", "completions", "man"]
            .map(|name| help(&[name, "--help"]))
            .join("\n----\n")
    });
}

#[test]
fn a_directory_becomes_a_dataset() {
    let dir = tree(&[
        ("in/a.txt", JUDGMENT.as_bytes()),
        ("in/b/c.txt", JUDGMENT.as_bytes()),
        ("in/empty.txt", b""),
        ("in/notes.pdf", b"%PDF"),
    ]);
    let output = casemill(dir.path(), &["extract", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(output.stdout.is_empty());
    let mut wanted: Vec<String> = casemill::output::csv::TABLES
        .iter()
        .map(|table| format!("{}.csv", table.name()))
        .collect();
    wanted.extend(["manifest.jsonl", "records.jsonl", "summary.json"].map(str::to_owned));
    wanted.sort();
    assert_eq!(listing(&dir.path().join("out")), wanted);
    insta::assert_snapshot!(
        "manifest",
        fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap()
    );
    let summary = fs::read(dir.path().join("out/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_slice(&summary).unwrap();
    assert_eq!(
        (&summary["documents"], &summary["records"]),
        (&4.into(), &2.into())
    );
}

#[test]
fn documents_that_fail_are_lines_and_not_the_end() {
    let dir = tree(&[
        ("in/1.txt", JUDGMENT.as_bytes()),
        ("in/2.txt", &[0, 1, 2, 3, 0, 0xFF, 0xFE, 0x80, 0, 0, 7, 8]),
        ("in/3.txt", JUDGMENT.as_bytes()),
    ]);
    let output = casemill(dir.path(), &["extract", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("3 documents: 2 records, 1 failed, 0 skipped"));
    let manifest = fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap();
    let second = manifest.lines().nth(1).unwrap();
    assert!(
        second.contains(r#""status":"failed","reason":"undecodable ("#),
        "{second}"
    );
    assert_eq!(manifest.lines().count(), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_a_line() {
    let dir = tree(&[("in/1.txt", JUDGMENT.as_bytes())]);
    // A file that opens and cannot be read from its start, whoever runs the test.
    let inputs = ["extract", "in", "/proc/self/mem", "--out", "out"];
    let output = casemill(dir.path(), &inputs);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let manifest = fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap();
    assert!(
        manifest.contains(r#""status":"failed","reason":"unreadable ("#),
        "{manifest}"
    );
    assert!(manifest.contains(r#""status":"done""#), "{manifest}");
}

#[cfg(unix)]
#[test]
fn links_are_lines_and_not_followed() {
    let dir = tree(&[("in/1.txt", JUDGMENT.as_bytes()), ("other/2.txt", b"x")]);
    std::os::unix::fs::symlink("../other", dir.path().join("in/link")).unwrap();
    let output = casemill(dir.path(), &["extract", "in", "--out", "out", "--quiet"]);
    assert_eq!(told(&output), "exit code 0\n");
    let manifest = fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap();
    assert!(
        manifest
            .lines()
            .nth(1)
            .unwrap()
            .contains(r#""reason":"a link""#),
        "{manifest}"
    );
}

#[test]
fn control_characters_of_an_option_are_escaped() {
    let dir = tree(&[]);
    let output = casemill(dir.path(), &["--\u{1b}[2J"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(!output.stderr.contains(&0x1b), "{}", told(&output));
}

#[test]
fn errors_of_paths() {
    let dir = tree(&[
        ("empty/.keep", b""),
        ("pdf/1.pdf", b"%PDF"),
        ("in/1.txt", b"x"),
        ("file", b"x"),
    ]);
    let mut all = String::new();
    for args in [
        &["extract", "missing", "--out", "out"][..],
        &["extract", "mis\u{1b}[2Jsing", "--out", "out"],
        &["extract", "in", "missing", "--out", "out"],
        &["extract", "empty", "--out", "out"],
        &["extract", "pdf", "--out", "out"],
        &["extract", "in", "--out", "file"],
        &["extract", "in", "--out", "pdf"],
        &["extract", "in", "--out", "out", "--rules", "missing"],
        &["extract", "in", "--out", "out", "--rules", "empty"],
        &["explain", "missing.txt"],
    ] {
        let output = casemill(dir.path(), args);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        all.push_str(&format!(
            "$ casemill {}\n{}\n",
            args.join(" ").escape_debug(),
            told(&output)
        ));
    }
    insta::assert_snapshot!("errors_of_paths", all);
    assert!(
        !dir.path().join("out").exists(),
        "nothing half-written stays"
    );
    assert_eq!(listing(&dir.path().join("pdf")), ["1.pdf"]);
}

#[test]
fn errors_of_usage() {
    let dir = tree(&[("in/1.txt", b"x")]);
    let mut all = String::new();
    for args in [
        &["extract", "in", "--outt", "out"][..],
        &["extract"],
        &["extract", "in"],
        &["extract", "in", "--out", "out", "--format", "xml"],
        &["extract", "in", "--out", "out", "--threads", "0"],
        &["extract", "in", "-", "--out", "out"],
        &["extract", "-", "--force"],
        &["explain", "in/1.txt", "--field", "judge"],
        &["extract", "in", "--out", "out", "--pack", "en-UK"],
        &["extract", "in", "--out", "out", "--lang", "fr"],
        &["extract", "in", "--out", "out", "--lang", "English"],
        &["mill"],
    ] {
        let output = casemill(dir.path(), args);
        assert_eq!(output.status.code(), Some(4), "{args:?}");
        all.push_str(&format!(
            "$ casemill {}\n{}\n",
            args.join(" "),
            told(&output)
        ));
    }
    insta::assert_snapshot!("errors_of_usage", all);
}

#[test]
fn an_existing_output_is_replaced_only_with_force() {
    let dir = tree(&[("in/1.txt", JUDGMENT.as_bytes()), ("out/notes.md", b"mine")]);
    let refused = casemill(dir.path(), &["extract", "in", "--out", "out"]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(listing(&dir.path().join("out")), ["notes.md"]);
    let forced = casemill(dir.path(), &["extract", "in", "--out", "out", "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", told(&forced));
    // A run with fewer formats leaves no table of the earlier one behind.
    let fewer = [
        "extract", "in", "--out", "out", "--force", "--format", "jsonl",
    ];
    assert_eq!(casemill(dir.path(), &fewer).status.code(), Some(0));
    assert_eq!(
        listing(&dir.path().join("out")),
        [
            "manifest.jsonl",
            "notes.md",
            "records.jsonl",
            "summary.json"
        ]
    );
}

#[test]
fn an_output_inside_the_input_is_no_input() {
    let dir = tree(&[("1.txt", JUDGMENT.as_bytes())]);
    assert_eq!(
        casemill(dir.path(), &["extract", ".", "--out", "out"])
            .status
            .code(),
        Some(0)
    );
    let first = fs::read(dir.path().join("out/manifest.jsonl")).unwrap();
    let again = casemill(dir.path(), &["extract", ".", "--out", "out", "--force"]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(
        fs::read(dir.path().join("out/manifest.jsonl")).unwrap(),
        first
    );
}

#[test]
fn standard_input_becomes_one_record() {
    let dir = tree(&[]);
    let output = with_input(dir.path(), &["extract", "-"], JUDGMENT.as_bytes());
    assert_eq!(told(&output), "exit code 0\n");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1);
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(record["document"]["path"], "-");
    let empty = with_input(dir.path(), &["extract", "-"], b"\n");
    let binary = with_input(
        dir.path(),
        &["extract", "-"],
        &[0, 1, 0xFF, 0xFE, 0, 0, 3, 0x80, 0],
    );
    assert_eq!(
        (empty.status.code(), binary.status.code()),
        (Some(3), Some(1))
    );
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let dir = tree(&[]);
    for args in [
        &["schema"][..],
        &["completions", "zsh"],
        &["man"],
        &["--help"],
    ] {
        let mut child = command(dir.path(), args).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(told(&output), "exit code 0\n", "{args:?}");
    }
}

#[test]
fn the_schema_is_one_of_json() {
    let dir = tree(&[]);
    let output = casemill(dir.path(), &["schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(schema["title"], "Record");
}

#[test]
fn manual_pages_are_one_a_command() {
    let dir = tree(&[]);
    let output = casemill(dir.path(), &["man", "man1"]);
    assert_eq!(told(&output), "exit code 0\n");
    let pages = listing(&dir.path().join("man1"));
    assert!(pages.contains(&"casemill.1".to_owned()), "{pages:?}");
    assert!(
        pages.contains(&"casemill-extract.1".to_owned()),
        "{pages:?}"
    );
}

const MENTIONS: &str = "\
不服（2019）苏1324民初52号民事判决
no number here
(2023) Jing 0491 Xing Chu No. 99001 and 沪浦检刑诉〔2023〕3191号
北京互联网法院(2023)京 0491 民初 11279 号
";

#[test]
fn cite_reads_lines() {
    let dir = tree(&[]);
    let table = with_input(dir.path(), &["cite"], MENTIONS.as_bytes());
    assert_eq!(table.status.code(), Some(0));
    insta::assert_snapshot!("cite", String::from_utf8(table.stdout).unwrap());
    let json = with_input(dir.path(), &["cite", "--json"], MENTIONS.as_bytes());
    let lines = String::from_utf8(json.stdout).unwrap();
    assert_eq!(lines.lines().count(), 4, "one object a line");
    insta::assert_snapshot!("cite_json", lines);
    let words = casemill(
        dir.path(),
        &["cite", "(2023)", "Jing", "0491", "Min", "Chu", "1"],
    );
    assert!(
        String::from_utf8(words.stdout)
            .unwrap()
            .contains("（2023）京0491民初1号")
    );
}

#[test]
fn cite_names_a_line_that_is_not_utf8_and_reads_on() {
    let dir = tree(&[]);
    let input = [
        b"\xB0\xB8\n".as_slice(),
        "（2019）苏1324民初52号".as_bytes(),
    ]
    .concat();
    let output = with_input(dir.path(), &["cite", "--json"], &input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("line 1 is not UTF-8"), "{told}");
}

#[test]
fn link_joins_the_documents_of_a_dataset() {
    let first = "江苏省泗洪县人民法院民事判决书（2019）苏1324民初52号原告：张三。被告：李四。本院认为，被告应当还款。判决如下：被告李四偿还原告张三借款100元。审判员王五二〇一九年三月一日书记员赵六";
    let second = "江苏省宿迁市中级人民法院民事判决书（2019）苏13民终9号上诉人（原审被告）：李四。被上诉人（原审原告）：张三。上诉人李四因与被上诉人张三民间借贷纠纷一案，不服江苏省泗洪县人民法院（2019）苏1324民初52号民事判决，向本院提起上诉。本院认为，上诉理由不能成立。判决如下：驳回上诉，维持原判。审判长钱七二〇一九年九月一日书记员孙八";
    let dir = tree(&[
        ("in/1.txt", first.as_bytes()),
        ("in/2.txt", second.as_bytes()),
        ("broken.jsonl", b"{\"document\": 1}\n"),
    ]);
    let ran = casemill(dir.path(), &["extract", "in", "--out", "out", "--quiet"]);
    assert_eq!(ran.status.code(), Some(0));
    let output = casemill(
        dir.path(),
        &["link", "out", "broken.jsonl", "--out", "links"],
    );
    insta::assert_snapshot!("link", told(&output));
    assert_eq!(
        listing(&dir.path().join("links")),
        [
            "ambiguities.csv",
            "documents.csv",
            "histories.csv",
            "links.csv"
        ]
    );
    let table = |name| fs::read_to_string(dir.path().join("links").join(name)).unwrap();
    insta::assert_snapshot!(
        "link_tables",
        [
            table("documents.csv"),
            table("links.csv"),
            table("histories.csv")
        ]
        .join("\n")
    );
    let again = casemill(dir.path(), &["link", "out", "--out", "links"]);
    assert_eq!(
        again.status.code(),
        Some(3),
        "an output is replaced only on demand"
    );
}

#[test]
fn the_readme_shows_what_the_main_job_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let command = "$ casemill extract corpus --out out\n";
    let (_, behind) = readme.split_once(command).unwrap();
    let (shown, _) = behind.split_once("  …\n").unwrap();

    let dir = tempfile::tempdir().unwrap();
    let corpus = root.join("corpus");
    let args = ["extract", corpus.to_str().unwrap(), "--out", "out"];
    let printed = told(&casemill(dir.path(), &args));
    let has_no_time = |line: &&str| !line.contains(" MB/s");
    let missing: Vec<&str> = shown
        .lines()
        .filter(has_no_time)
        .filter(|line| !printed.lines().any(|l| l == *line))
        .collect();
    assert!(shown.lines().count() > 5, "{shown}");
    assert!(missing.is_empty(), "not printed: {missing:#?}\n{printed}");
}

#[test]
fn a_field_that_follows_from_the_number_is_not_told_as_empty() {
    let text = "江苏省宿迁市中级人民法院民事判决书（2020）苏13民终9001号";
    let dir = tree(&[("1.txt", text.as_bytes()), ("2.txt", JUDGMENT.as_bytes())]);
    let explain = |file| {
        let args = ["explain", file, "--field", "trial_procedure"];
        String::from_utf8(casemill(dir.path(), &args).stdout).unwrap()
    };
    let derived = explain("1.txt");
    assert!(
        derived.contains("  = derived by zh.procedure.number"),
        "{derived}"
    );
    assert!(!derived.contains("empty:"), "{derived}");
    let empty = explain("2.txt");
    assert!(empty.contains("  empty: "), "{empty}");
}
