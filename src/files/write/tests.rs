use super::*;

fn listing(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn begin(output: &OutputDir) -> Unfinished {
    output.begin(&names(&["one", "two"]), &[], "terms").unwrap()
}

#[test]
fn files_appear_all_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a/b");
    let output = OutputDir::open(&path, Existing::Refuse).unwrap();
    let mut files = begin(&output);
    files.append(0, b"one").unwrap();
    files.append(1, b"two").unwrap();
    assert!(!path.join("one").exists());
    output.finish(files).unwrap();
    assert_eq!(listing(&path), ["one", "two"]);
    assert_eq!(fs::read(path.join("two")).unwrap(), b"two");
}

#[test]
fn a_run_that_is_discarded_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let output = OutputDir::open(&dir.path().join("a/b"), Existing::Refuse).unwrap();
    let files = begin(&output);
    output.discard(files).unwrap();
    drop(output);
    assert_eq!(listing(dir.path()), Vec::<String>::new());
}

#[test]
fn an_output_is_replaced_only_on_demand_and_strangers_stay() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["notes.md", "old.csv", "one"] {
        fs::write(dir.path().join(name), "old").unwrap();
    }
    let refused = OutputDir::open(dir.path(), Existing::Refuse);
    assert!(matches!(refused, Err(FilesError::NotEmpty { .. })));
    let output = OutputDir::open(dir.path(), Existing::Replace).unwrap();
    let owned = names(&["one", "old.csv"]);
    let mut files = output.begin(&names(&["one"]), &owned, "").unwrap();
    files.append(0, b"new").unwrap();
    assert_eq!(fs::read(dir.path().join("one")).unwrap(), b"old");
    output.finish(files).unwrap();
    assert_eq!(listing(dir.path()), ["notes.md", "one"]);
    assert_eq!(fs::read(dir.path().join("one")).unwrap(), b"new");
}

#[test]
fn what_a_killed_run_left_is_neither_refused_in_silence_nor_lost() {
    let dir = tempfile::tempdir().unwrap();
    let output = OutputDir::open(dir.path(), Existing::Refuse).unwrap();
    let mut files = begin(&output);
    files.append(0, b"committed").unwrap();
    files.checkpoint("first".to_owned()).unwrap();
    files.append(0, b" torn").unwrap();
    files.append(1, b"torn").unwrap();
    drop((files, output));

    let refused = OutputDir::open(dir.path(), Existing::Refuse);
    assert!(matches!(refused, Err(FilesError::Unfinished { .. })));
    let output = OutputDir::open(dir.path(), Existing::Resume).unwrap();
    let found = output.interrupted().unwrap().unwrap();
    assert_eq!(
        (found.terms.as_str(), found.checkpoints.len()),
        ("terms", 1)
    );
    assert_eq!(found.checkpoints[0].state, "first");
    let mut files = found.resume(0).unwrap();
    files.append(0, b" and on").unwrap();
    output.finish(files).unwrap();
    assert_eq!(
        fs::read(dir.path().join("one")).unwrap(),
        b"committed and on"
    );
    assert_eq!(fs::read(dir.path().join("two")).unwrap(), b"");
}

#[test]
fn going_on_from_an_earlier_checkpoint_forgets_the_later_ones() {
    let dir = tempfile::tempdir().unwrap();
    let output = OutputDir::open(dir.path(), Existing::Refuse).unwrap();
    let mut files = begin(&output);
    for state in ["a", "b", "c"] {
        files.append(0, state.as_bytes()).unwrap();
        files.checkpoint(state.to_owned()).unwrap();
    }
    drop(files);
    drop(output.interrupted().unwrap().unwrap().resume(1).unwrap());
    let found = output.interrupted().unwrap().unwrap();
    assert_eq!(found.checkpoints.len(), 2);
    assert_eq!(fs::read(dir.path().join("unfinished/one")).unwrap(), b"ab");
}

#[test]
fn a_file_shorter_than_its_checkpoint_does_not_count() {
    let dir = tempfile::tempdir().unwrap();
    let output = OutputDir::open(dir.path(), Existing::Refuse).unwrap();
    let mut files = begin(&output);
    files.checkpoint("a".to_owned()).unwrap();
    files.append(0, b"bb").unwrap();
    files.checkpoint("b".to_owned()).unwrap();
    drop(files);
    fs::write(dir.path().join("unfinished/one"), b"b").unwrap();
    assert_eq!(output.interrupted().unwrap().unwrap().checkpoints.len(), 1);
}

#[test]
fn a_complete_output_killed_while_it_gets_its_names_gets_them() {
    for moved in 0..2 {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("two"), b"old").unwrap();
        let output = OutputDir::open(dir.path(), Existing::Replace).unwrap();
        let mut files = begin(&output);
        files.append(1, b"new").unwrap();
        drop(files);
        // A run that is killed keeps nobody out.
        drop(output);
        let unfinished = dir.path().join(UNFINISHED);
        fs::rename(
            unfinished.join("journal.jsonl"),
            unfinished.join("complete.jsonl"),
        )
        .unwrap();
        if moved > 0 {
            fs::rename(unfinished.join("one"), dir.path().join("one")).unwrap();
        }
        drop(OutputDir::open(dir.path(), Existing::Resume).unwrap());
        assert_eq!(listing(dir.path()), ["one", "two"]);
        assert_eq!(fs::read(dir.path().join("two")).unwrap(), b"new");
    }
}
