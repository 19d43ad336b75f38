use super::*;
use crate::files::IGNORE_FILE as IGNORE;

fn tree(files: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    dir
}

fn names(dir: &Path, inputs: &[&str]) -> Vec<String> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| dir.join(input)).collect();
    let walk = Walk::new(&inputs, Selection::default()).unwrap();
    walk.inputs().map(|input| input.name).collect()
}

#[test]
fn names_are_in_the_order_of_their_bytes() {
    let dir = tree(&[
        "a/x.txt",
        "a.txt",
        "a-b.txt",
        "a/B.txt",
        "b/c/d.txt",
        "案.txt",
    ]);
    let found = names(dir.path(), &["."]);
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(found, sorted);
    assert_eq!(found.len(), 6);
}

#[test]
fn several_inputs_have_different_names_and_nested_ones_count_once() {
    let dir = tree(&["a/1.txt", "b/1.txt", "b/c/2.txt"]);
    assert_eq!(
        names(dir.path(), &["b", "a", "b/c", "a/1.txt", "a"]),
        ["a/1.txt", "b/1.txt", "b/c/2.txt"]
    );
    assert_eq!(names(dir.path(), &["b/c/../1.txt"]), ["1.txt"]);
}

#[test]
fn hidden_files_are_passed_over_and_named_ones_are_known() {
    let dir = tree(&["1.txt", "2.pdf", ".hidden.txt", ".git/4.txt"]);
    let inputs = [dir.path().to_owned(), dir.path().join("2.pdf")];
    let walk = Walk::new(&inputs, Selection::default()).unwrap();
    let found: Vec<(String, bool)> = walk.inputs().map(|i| (i.name, i.named)).collect();
    assert_eq!(
        found,
        [("1.txt".to_owned(), false), ("2.pdf".to_owned(), true)]
    );
}

fn selected(dir: &Path, inputs: &[&str], include: &[&str], exclude: &[&str]) -> Vec<String> {
    let owned = |globs: &[&str]| globs.iter().map(|g| (*g).to_owned()).collect::<Vec<_>>();
    let selection = Selection::new(&owned(include), &owned(exclude), false).unwrap();
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| dir.join(input)).collect();
    let told = Walk::new(&inputs, selection).unwrap();
    told.inputs()
        .map(|input| match input.verdict {
            Verdict::Take => input.name,
            Verdict::Skip(why, _) | Verdict::Fail(why, _) => format!("{} {why}", input.name),
        })
        .collect()
}

#[test]
fn globs_include_and_exclude_and_each_file_is_told() {
    let dir = tree(&["a/1.txt", "a/2.html", "b/3.txt", "b/c/4.txt"]);
    assert_eq!(
        selected(dir.path(), &["."], &["*.txt"], &["b/c/"]),
        [
            "a/1.txt",
            "a/2.html not included",
            "b/3.txt",
            "b/c/ excluded"
        ]
    );
    assert_eq!(
        selected(dir.path(), &["."], &["b/**"], &[]),
        [
            "a/1.txt not included",
            "a/2.html not included",
            "b/3.txt",
            "b/c/4.txt"
        ]
    );
    assert_eq!(
        selected(dir.path(), &["?/*.txt"], &[], &[]),
        [
            "a/1.txt",
            "a/2.html not included",
            "b/3.txt",
            "b/c/4.txt not included"
        ]
    );
    let wrong = Selection::new(&["a[".to_owned()], &[], false).unwrap_err();
    assert!(
        wrong
            .to_string()
            .starts_with("the pattern a[ cannot be read"),
        "{wrong}"
    );
}

#[test]
fn ignore_files_hold_for_their_directory_and_each_file_is_told() {
    let dir = tree(&["a/1.txt", "a/2.txt", "b/1.txt", "b/keep/1.txt", "c/x/1.txt"]);
    fs::write(dir.path().join(IGNORE), "1.txt\nc/\n").unwrap();
    fs::write(dir.path().join("b/keep").join(IGNORE), "!1.txt\n").unwrap();
    assert_eq!(
        selected(dir.path(), &["."], &[], &[]),
        [
            "a/1.txt ignored",
            "a/2.txt",
            "b/1.txt ignored",
            "b/keep/1.txt",
            "c/ ignored"
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_on_demand_and_circles_are_told() {
    let dir = tree(&["a/1.txt"]);
    std::os::unix::fs::symlink(dir.path().join("a"), dir.path().join("b")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
    let selection = Selection::new(&[], &[], true).unwrap();
    let walk = Walk::new(&[dir.path().to_owned()], selection).unwrap();
    let found: Vec<(String, bool)> = walk
        .inputs()
        .map(|input| (input.name, matches!(input.verdict, Verdict::Fail(..))))
        .collect();
    assert!(found.contains(&("b/1.txt".to_owned(), false)), "{found:?}");
    assert!(found.iter().any(|(_, failed)| *failed), "{found:?}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let dir = tree(&["a/1.txt"]);
    std::os::unix::fs::symlink(dir.path().join("a"), dir.path().join("b")).unwrap();
    let walk = Walk::new(&[dir.path().to_owned()], Selection::default()).unwrap();
    let verdicts: Vec<Verdict> = walk.inputs().map(|input| input.verdict).collect();
    assert_eq!(
        verdicts,
        [Verdict::Take, Verdict::Skip("a link", String::new())]
    );
}

#[test]
fn the_output_directory_is_passed_over() {
    let dir = tree(&["1.txt", "out/2.txt"]);
    let walk = Walk::new(&[dir.path().to_owned()], Selection::default())
        .unwrap()
        .without(&dir.path().join("out"));
    assert_eq!(walk.inputs().count(), 1);
}
