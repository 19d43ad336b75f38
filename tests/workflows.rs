//! The CI files of the example do what they say: their shell steps run, in order, in a repository of its own.
//! What only a CI service has (checkout, caches, uploads, the installation) is left out or stood in for.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/own-rules")
}

/// A directory with a repository of the example's rules, documents and labels in `project`, whose branch
/// `main` the remote has as well, and with the program in `cargo/bin`.
fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("project");
    for part in ["rules", "corpus", "gold", "schema"] {
        copy(&example().join(part), &project.join(part));
    }
    let bin = dir.path().join("cargo/bin");
    fs::create_dir_all(&bin).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_casemill"), bin.join("casemill")).unwrap();
    shell(
        dir.path(),
        "git init -q -b main && git add -A && git -c user.name=a -c user.email=a@example.org commit -qm rules \
         && git update-ref refs/remotes/origin/main HEAD",
    );
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// Runs a script as a CI service does: it ends at the first command that fails.
fn shell(dir: &Path, script: &str) -> String {
    let cargo = dir.join("cargo");
    let path = std::env::var("PATH").unwrap_or_default();
    let ended = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(dir.join("project"))
        .env("PATH", format!("{}:{path}", cargo.join("bin").display()))
        .env("CARGO_HOME", &cargo)
        .env("GITHUB_BASE_REF", "main")
        .env_remove("GIT_DIR")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap();
    assert!(ended.status.success(), "{script}\n{said}");
    said
}

/// The lines that are indented deeper than the one before them, as one script.
fn deeper<'t>(lines: impl Iterator<Item = &'t str>, than: usize) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = lines.take_while(|line| line.is_empty() || indent(line) > than);
    own.map(|line| format!("{}\n", line.trim_start())).collect()
}

/// The scripts of `run: |`.
fn steps(workflow: &str) -> Vec<String> {
    let lines: Vec<&str> = workflow.lines().collect();
    let opens = (0..lines.len()).filter(|at| lines[*at].trim_start() == "run: |");
    let indent = |at: usize| lines[at].len() - lines[at].trim_start().len();
    let step = |at| deeper(lines[at + 1..].iter().copied(), indent(at));
    opens.map(step).collect()
}

/// The commands below `script:`, a command that goes on in a deeper line as one.
fn script(pipeline: &str) -> String {
    let below = pipeline
        .lines()
        .skip_while(|line| line.trim() != "script:")
        .skip(1);
    let mut out = String::new();
    for line in deeper(below, 2).lines() {
        let (start, text) = line
            .strip_prefix("- ")
            .map_or((" ", line), |text| ("\n", text));
        out.push_str(start);
        out.push_str(text);
    }
    out
}

fn written(dir: &Path, names: &[&str]) {
    for name in names {
        let text = fs::read_to_string(dir.join("project").join(name)).unwrap();
        assert!(!text.is_empty(), "{name}");
    }
}

#[test]
fn the_steps_of_the_workflow_run() {
    let workflow = fs::read_to_string(example().join(".github/workflows/rules.yml")).unwrap();
    let steps = steps(&workflow);
    assert_eq!(steps.len(), 2);
    let dir = repository();
    // a comment gains and loses nothing, and that is told
    let rule = dir.path().join("project/rules/lending/principal.toml");
    let text = fs::read_to_string(&rule).unwrap();
    fs::write(&rule, format!("# changed\n{text}")).unwrap();
    shell(dir.path(), &steps[0]);
    assert!(dir.path().join("records-before/records.jsonl").is_file());
    let said = shell(dir.path(), &steps[1]);
    written(dir.path(), &["casemill.sarif", "casemill.xml"]);
    assert!(said.contains("0 gained, 0 lost"), "{said}");
}

#[test]
fn the_script_of_the_pipeline_runs() {
    let pipeline = fs::read_to_string(example().join(".gitlab-ci.yml")).unwrap();
    let script = script(&pipeline);
    assert_eq!(script.trim().lines().count(), 3, "{script}");
    let dir = repository();
    shell(dir.path(), &script);
    written(
        dir.path(),
        &["casemill.md", "casemill.sarif", "casemill.xml"],
    );
}

#[test]
fn the_hook_of_the_framework_runs() {
    let config = fs::read_to_string(example().join(".pre-commit-config.yaml")).unwrap();
    let entry = config
        .lines()
        .find_map(|line| line.trim().strip_prefix("entry: "))
        .unwrap();
    let dir = repository();
    shell(dir.path(), entry);
}
