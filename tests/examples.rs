//! What the docs show works: the example directory passes its own check, its CI files are those of the
//! docs, and the pages for authors give a pack that loads and holds.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn casemill(dir: &Path, args: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command.args(args.split(' ')).current_dir(dir).env_clear();
    command.stdin(Stdio::null()).output().unwrap()
}

/// Asserts that a run ends with 0, and shows what it said where it does not.
fn holds(dir: &Path, args: &str) {
    let output = casemill(dir, args);
    let said =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "casemill {args}\n{said}");
}

/// The code blocks of a page that are written in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = read(page);
    let open = format!("```{language}\n");
    let blocks = text.split(&open).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_example_holds() {
    let dir = root().join("examples/own-rules");
    holds(&dir, "check rules");
    holds(&dir, "check rules --corpus corpus --gold gold");
}

#[test]
fn the_ci_files_of_the_docs_are_those_of_the_example() {
    let files = [
        ".github/workflows/rules.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
    ];
    let shown = blocks("docs/ci.md", "yaml");
    assert_eq!(shown.len(), files.len());
    for (file, block) in files.iter().zip(shown) {
        assert_eq!(read(&format!("examples/own-rules/{file}")), block, "{file}");
    }
}

/// The hook of the docs, in a repository of its own, lets good rules pass and stops broken ones.
#[cfg(unix)]
#[test]
fn the_hook_of_the_docs_stops_broken_rules() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_casemill")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        command.args(args).current_dir(dir.path());
        command.env("PATH", format!("{}:{path}", bin.display()));
        command.stdin(Stdio::null()).output().unwrap()
    };
    assert!(git(&["init", "-q"]).status.success());
    let hook = blocks("docs/ci.md", "sh").pop().unwrap();
    assert!(hook.starts_with("#!/bin/sh\n"), "{hook}");
    let place = dir.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, hook).unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();

    let lending = "rules/lending";
    fs::create_dir_all(dir.path().join(lending)).unwrap();
    for name in ["pack.toml", "principal.toml", "interest_rate.toml"] {
        let text = read(&format!("examples/own-rules/{lending}/{name}"));
        fs::write(dir.path().join(lending).join(name), text).unwrap();
    }
    git(&["add", "-A"]);
    let good = git(&["commit", "-qm", "good"]);
    assert!(
        good.status.success(),
        "{}",
        String::from_utf8_lossy(&good.stderr)
    );

    let file = dir.path().join(lending).join("principal.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("facts_found", "facts_foud")).unwrap();
    git(&["add", "-A"]);
    let bad = git(&["commit", "-qm", "bad"]);
    let said = [bad.stdout, bad.stderr].concat();
    assert!(!bad.status.success());
    assert!(String::from_utf8_lossy(&said).contains("E206"));
}

#[test]
fn the_page_for_authors_gives_a_pack_that_holds() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, before + text + "\n").unwrap();
    };
    // a block says in its first line which file it is, or is a part of
    for block in blocks("docs/new-rule.md", "toml") {
        let (name, text) = block.split_once('\n').unwrap();
        put(name.strip_prefix("# ").unwrap(), text);
    }
    let corpus = root().join("examples/own-rules/corpus");
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        put(
            &format!("corpus/{name}"),
            &fs::read_to_string(&path).unwrap(),
        );
    }
    put("gold/label.json", &blocks("docs/new-rule.md", "json")[0]);
    holds(dir.path(), "check rules");
    // one label is fewer than its gate asks for, and that is told
    let output = casemill(dir.path(), "check rules --corpus corpus --gold gold");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("warning[G603]") && !told.contains("error["),
        "{told}"
    );
    holds(dir.path(), "bless rules --corpus corpus --gold gold");
    holds(dir.path(), "extract corpus --rules rules --out out --quiet");
    let table = fs::read_to_string(dir.path().join("out/custom.csv")).unwrap();
    assert_eq!(
        table
            .lines()
            .filter(|line| line.contains("interest_rate"))
            .count(),
        2,
        "{table}"
    );
}
