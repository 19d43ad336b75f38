//! What helps authors write rule files: one layout (`fmt`), schemas for editors, and pages made from rules.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn casemill(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command.args(args).current_dir(dir).env_clear();
    command.stdin(Stdio::null()).output().unwrap()
}

/// Exit code, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    (code, text(&output.stdout), text(&output.stderr))
}

/// Every rule file of the shipped packs and of the examples.
fn rule_files() -> Vec<PathBuf> {
    let folders = ["rules", "examples/rules", "examples/own-rules/rules"];
    let entries = folders
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root().join(folder)).sort_by_file_name());
    let paths = entries.map(|entry| entry.unwrap().into_path());
    let files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    assert!(files.len() > 40, "{files:?}");
    files
}

fn is_pack(path: &Path) -> bool {
    path.file_name().unwrap() == "pack.toml"
}

fn schema(of: &str) -> Value {
    let output = casemill(root(), &["schema", "--of", of]);
    assert_eq!(output.status.code(), Some(0));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn faults(schema: &Value, text: &str) -> Vec<String> {
    let file: Value = toml::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors = validator.iter_errors(&file);
    errors
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn every_rule_file_fits_its_schema() {
    let (rules, pack) = (schema("rules"), schema("pack"));
    for path in rule_files() {
        let schema = if is_pack(&path) { &pack } else { &rules };
        let faults = faults(schema, &fs::read_to_string(&path).unwrap());
        assert_eq!(faults, [""; 0], "{}", path.display());
    }
}

#[test]
fn a_mistaken_rule_file_does_not_fit() {
    let rule = "[[rule]]\nid = 'a'\ndoc = ''\nfield = 'court'\nin = ['title']\nmatch = ['a']\n";
    let test = "[[rule.test]]\ntext = 'a'\nwant = []\n";
    let rules = schema("rules");
    assert_eq!(faults(&rules, &format!("{rule}{test}")), [""; 0]);
    for (written, mistaken) in [
        ("match =", "matches ="),
        ("field = 'court'", "field = 'judge'"),
        ("in = ['title']", "in = []"),
        ("in = ['title']", "in = 'title'"),
        ("doc = ''\n", ""),
        ("id = 'a'", "id = 'a'\npick = 'best'"),
        (
            "id = 'a'",
            "id = 'a'\nnormalize = { name = ['upper-case'] }",
        ),
        ("id = 'a'", "id = 'a'\nunit = 'word'"),
        ("want = []", "wants = []"),
        ("want = []", "want = ['a']"),
    ] {
        let text = format!("{rule}{test}").replacen(written, mistaken, 1);
        assert_ne!(faults(&rules, &text), [""; 0], "{text}");
    }
    let pack = "name = 'p'\nversion = '1'\nlanguage = 'zh'\n[custom.x]\ntype = 'text'\n";
    let of_pack = schema("pack");
    assert_eq!(faults(&of_pack, pack), [""; 0]);
    for (written, mistaken) in [
        ("'text'", "'float'"),
        ("'zh'", "'Chinese'"),
        ("version =", "release ="),
    ] {
        let text = pack.replacen(written, mistaken, 1);
        assert_ne!(faults(&of_pack, &text), [""; 0], "{text}");
    }
}

#[test]
fn the_schemas_in_the_tree_are_those_of_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let output = casemill(dir.path(), &["schema", "--out", "schema"]);
    assert_eq!(output.status.code(), Some(0));
    for (name, copies) in [
        ("record.json", &["docs/schema"][..]),
        ("rules.json", &["docs/schema", "examples/own-rules/schema"]),
        ("pack.json", &["docs/schema", "examples/own-rules/schema"]),
    ] {
        let made = fs::read_to_string(dir.path().join("schema").join(name)).unwrap();
        for copy in copies {
            let kept = fs::read_to_string(root().join(copy).join(name)).unwrap();
            assert!(
                made == kept,
                "{copy}/{name} is stale: casemill schema --out DIR writes it"
            );
        }
    }
}

#[test]
fn a_schema_line_leads_to_its_schema() {
    let lines = rule_files().into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let line = text.lines().next().unwrap_or_default().to_owned();
        Some((path, line.strip_prefix("#:schema ")?.to_owned()))
    });
    let lines: Vec<(PathBuf, String)> = lines.collect();
    assert!(lines.len() >= 3, "{lines:?}");
    for (path, target) in lines {
        let wanted = if is_pack(&path) {
            "pack.json"
        } else {
            "rules.json"
        };
        assert!(target.ends_with(wanted), "{}: {target}", path.display());
        let found = path.parent().unwrap().join(&target);
        assert!(found.exists(), "{}: {target}", path.display());
    }
}

/// The packs of the program mean the same when they are laid out, and are laid out once.
#[test]
fn laid_out_packs_mean_the_same() {
    use casemill::rule::format::format;
    for path in rule_files() {
        let text = fs::read_to_string(&path).unwrap();
        let once = format(&text, is_pack(&path)).unwrap();
        let values = |text: &str| toml::from_str::<toml::Table>(text).unwrap();
        assert_eq!(values(&text), values(&once), "{}", path.display());
        assert_eq!(
            format(&once, is_pack(&path)).unwrap(),
            once,
            "{}",
            path.display()
        );
    }
}

#[test]
fn files_are_laid_out_in_place_and_broken_ones_are_left() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    put(
        "my/a/pack.toml",
        "version='1'\nname='a' # mine\nlanguage='zh'\n",
    );
    put("my/a/x.toml", "[[rule]]\ndoc='d'\nid='a.x'\n");
    let (code, out, err) = told(&casemill(dir.path(), &["fmt", "my", "--check"]));
    assert_eq!((code, out.as_str()), (1, "my/a/pack.toml\nmy/a/x.toml\n"));
    assert!(err.starts_with("2 would change"), "{err}");
    assert_eq!(read("my/a/x.toml"), "[[rule]]\ndoc='d'\nid='a.x'\n");

    assert_eq!(told(&casemill(dir.path(), &["fmt", "my"])).0, 0);
    let pack = "name     = 'a' # mine\nversion  = '1'\nlanguage = 'zh'\n";
    assert_eq!(read("my/a/pack.toml"), pack);
    assert_eq!(
        read("my/a/x.toml"),
        "[[rule]]\nid    = 'a.x'\ndoc   = 'd'\n"
    );
    let (code, out, err) = told(&casemill(dir.path(), &["fmt", "my", "--check"]));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");

    // one that is no TOML is told at its place, and the others are laid out all the same
    put("my/a/broken.toml", "[[rule]\nid = 'a'\n");
    put("my/a/x.toml", "[[rule]]\nid='a.x'\n");
    let (code, out, err) = told(&casemill(dir.path(), &["fmt", "my"]));
    assert_eq!((code, out.as_str()), (2, "my/a/x.toml\n"), "{err}");
    assert!(
        err.contains("error[E002]") && err.contains("my/a/broken.toml:1"),
        "{err}"
    );
    assert_eq!(read("my/a/broken.toml"), "[[rule]\nid = 'a'\n");

    fs::create_dir(dir.path().join("empty")).unwrap();
    assert_eq!(told(&casemill(dir.path(), &["fmt", "empty"])).0, 3);
    assert_eq!(told(&casemill(dir.path(), &["fmt", "gone.toml"])).0, 3);
    assert_eq!(told(&casemill(dir.path(), &["fmt"])).0, 4);
}

#[test]
fn the_pages_of_the_packs_are_those_of_the_rules() {
    let dir = tempfile::tempdir().unwrap();
    let (code, _, err) = told(&casemill(dir.path(), &["rules", "--out", "packs"]));
    assert_eq!(code, 0, "{err}");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let (made, kept) = (dir.path().join("packs"), root().join("docs/packs"));
    assert_eq!(names(&made), names(&kept));
    for name in names(&made) {
        let page = |folder: &Path| fs::read_to_string(folder.join(&name)).unwrap();
        assert!(
            page(&made) == page(&kept),
            "docs/packs/{name} is stale: cargo run -- rules --out docs/packs"
        );
    }
}

/// A pack that has one of everything that a page shows.
#[test]
fn a_page_shows_what_a_pack_holds() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "my/loans/pack.toml",
        "name = 'loans'\nversion = '2'\nlanguage = 'zh'\ndoc = 'Loans, <as> lent_out.'\nextends = ['zh']\n[custom.bank]\ntype = 'text'\ndoc = 'Who lent.'\n",
    );
    put(
        "my/loans/bank.toml",
        r#"[patterns]
word = '[\p{Han}]+'
[map.kinds]
"贷" = "loan"
"借" = "loan"
[[class]]
list = "banks"
when = '农'
is = "rural"
[[section]]
id = "loans.section"
kind = "facts_found"
marker = ['^甲']
genre = ["digest"]
[[part]]
id = "sums"
in = ["reasoning"]
match = '共.*'
[[rule]]
id = "loans.bank"
doc = "A bank | its name."
field = "custom.bank"
in = ["facts_found", "sums"]
priority = 3
match = ['向(?P<value>{{word}}银行)借款']
emit = { value = "value" }
normalize = { value = ["alias:banks"] }
deprecated = "The next rule does it."
[[rule.test]]
text = "甲不借款。"
want = []
[[rule.test]]
text = "甲向乙银行借款。"
want = [{ value = "乙银行" }]
"#,
    );
    put("my/tables/banks.csv", "name,aliases\n乙银行,乙行\n");
    let (code, out, err) = told(&casemill(dir.path(), &["rules", "my"]));
    assert_eq!(code, 0, "{err}");
    insta::assert_snapshot!(out);
    let (code, _, err) = told(&casemill(dir.path(), &["rules", "my", "--pack", "loan"]));
    assert_eq!(code, 4, "{err}");
}

/// What a child says on standard error, up to a line that holds some words.
#[cfg(unix)]
fn until(lines: &mut impl Iterator<Item = String>, words: &str) -> Vec<String> {
    let mut said = Vec::new();
    for line in lines {
        let found = line.contains(words);
        said.push(line);
        if found {
            return said;
        }
    }
    panic!("it ended before it said {words}: {said:?}");
}

#[cfg(unix)]
#[test]
fn a_watched_check_runs_again_after_a_change_until_it_is_ended() {
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::ExitStatusExt;
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "my/a/pack.toml",
        "name = 'a'\nversion = '1'\nlanguage = 'zh'\n",
    );
    put("my/a/x.toml", "# nothing yet\n");
    // both streams go to one pipe, so that what is said stands in its order
    let (reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_casemill"));
    command
        .args(["check", "my", "--watch"])
        .current_dir(dir.path());
    command.env_clear().stdin(Stdio::null());
    command.stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut lines = BufReader::new(reader).lines().map(Result::unwrap);
    let first = until(&mut lines, "watching my; Ctrl-C ends").join("\n");
    assert!(
        first.contains("0 errors") && first.contains("checked in "),
        "{first}"
    );

    put("my/a/x.toml", "[[rule]]\nid = 'a\n");
    let second = until(&mut lines, "watching").join("\n");
    assert!(second.contains("error[E002]"), "{second}");

    put("my/a/x.toml", "# mended\n");
    let third = until(&mut lines, "watching").join("\n");
    assert!(
        third.contains("0 errors") && !third.contains("error["),
        "{third}"
    );

    let pid = child.id().to_string();
    // not SIGINT, which a shell makes the programs ignore that it starts in the background
    let killed = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().signal(), Some(15));
}

#[test]
fn explain_shows_folded_and_original_where_they_differ() {
    let dir = tempfile::tempdir().unwrap();
    let text = "北京市东城区人民法院\n民 事 判 决 书\n（２０２０）京0101民初１号\n原告：张某甲，男。\n本院认为，原告请求有据。\n判决如下：\n被告于二〇二〇年五月支付一千元。\n";
    fs::write(dir.path().join("a.txt"), text).unwrap();
    let (code, out, err) = told(&casemill(
        dir.path(),
        &["explain", "a.txt", "--field", "case_numbers"],
    ));
    assert_eq!(code, 0, "{err}");
    let told: Vec<&str> = out
        .lines()
        .filter(|l| {
            l.starts_with("case_numbers") || l.starts_with("  + ") || l.starts_with("      ")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
