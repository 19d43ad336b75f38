//! The rules of another revision of git, and which rules changed since.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use casemill::check::changed::{State, changed};
use casemill::files::{read_rules, shown};
use casemill::rule::{Library, Loading, RuleFiles};

use crate::exit::Exit;
use crate::failure::Failure;

/// Ids of the rules of a directory that changed since a revision; nothing where the rules of then cannot
/// be loaded, so that all count as changed.
pub(crate) fn changed_since(
    revision: &str,
    directory: &Path,
    library: &Library,
) -> Result<Option<BTreeSet<String>>, Failure> {
    let before = rules_at(revision, directory)?;
    let now = read_rules(directory)?;
    let loading = Loading::of(&before);
    if !loading.problems.is_empty() {
        return Ok(None);
    }
    let old = State {
        library: &loading.library,
        files: &before,
    };
    let new = State {
        library,
        files: &now,
    };
    Ok(Some(changed(&old, &new)))
}

/// The rule files below a directory as they were at a revision.
fn rules_at(revision: &str, directory: &Path) -> Result<RuleFiles, Failure> {
    if revision.starts_with('-') {
        return Err(refused(
            revision,
            directory,
            "a revision begins with no `-`",
        ));
    }
    let git =
        |args: &[&str]| run_git(args, directory).map_err(|why| refused(revision, directory, &why));
    let commit = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        &format!("{revision}^{{commit}}"),
    ])
    .map_err(|_| refused(revision, directory, "git knows no such revision here"))?;
    let commit = commit.trim();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", commit, "."])?;
    let mut files = Vec::new();
    for name in listed.split('\0').filter(|name| is_rule_file(name)) {
        let text = git(&["show", &format!("{commit}:./{name}")])?;
        files.push((name.to_owned(), text));
    }
    files.sort();
    Ok(RuleFiles { files })
}

fn is_rule_file(name: &str) -> bool {
    let hidden = name
        .rsplit('/')
        .next()
        .is_some_and(|file| file.starts_with('.'));
    !hidden
        && [".toml", ".csv", ".tsv"]
            .iter()
            .any(|end| name.ends_with(end))
}

fn run_git(args: &[&str], directory: &Path) -> Result<String, String> {
    let done = Command::new("git")
        .args(args)
        .current_dir(directory)
        .output();
    let done = done.map_err(|error| format!("git cannot be started: {error}"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(said.lines().next().unwrap_or("git failed").to_owned());
    }
    String::from_utf8(done.stdout).map_err(|_| "git gave what is no UTF-8".to_owned())
}

fn refused(revision: &str, directory: &Path, why: &str) -> Failure {
    let message = format!(
        "the rules in {} at {revision} cannot be read: {why}",
        shown(directory)
    );
    let help = "name a commit, branch or tag of the repository that holds the rules; a shallow clone has few";
    Failure::new(Exit::Usage, message, help)
}
