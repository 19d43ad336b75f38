//! Every document of `corpus/` gives the record that its snapshot holds, and `corpus/README.md` says the
//! truth about each of them.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the corpus")]

mod documents;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use casemill::batch::Status;
use casemill::layout::is_wrapped;
use casemill::rule::Library;
use casemill::text::{FoldSpec, fold};
use documents::{Document, corpus, root};

/// Where the snapshots of records stand.
const SNAPSHOTS: &str = "tests/snapshots/corpus";

/// Marks a cell of the table whose record still differs from its gold.
const DIFFERS: char = '†';

fn snapshot_name(document: &str) -> String {
    document.trim_end_matches(".txt").replace('/', "__")
}

#[test]
fn every_document_gives_its_record() {
    let library = Library::embedded().unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join(SNAPSHOTS));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_sort_maps(false);
    let documents = corpus();
    let mut differ = Vec::new();
    for document in documents.iter().filter(|d| !d.is_empty()) {
        let record = document.record(&library).unwrap();
        let check = || insta::assert_json_snapshot!(snapshot_name(&document.name), record);
        // every document is looked at, so that one run shows every difference
        if catch_unwind(AssertUnwindSafe(|| settings.bind(check))).is_err() {
            differ.push(document.name.as_str());
        }
    }
    assert!(
        differ.is_empty(),
        "records differ from their snapshots: {differ:#?}"
    );
}

#[test]
fn an_empty_document_is_skipped() {
    let library = Library::embedded().unwrap();
    let empty: Vec<Document> = corpus().into_iter().filter(Document::is_empty).collect();
    assert_eq!(empty.len(), 1);
    let (status, _) = empty[0].record(&library).unwrap_err();
    assert_eq!(status, Status::Skipped);
}

#[test]
fn no_snapshot_is_orphaned() {
    let wanted: BTreeSet<String> = corpus()
        .iter()
        .map(|d| format!("{}.snap", snapshot_name(&d.name)))
        .collect();
    let Ok(found) = fs::read_dir(root().join(SNAPSHOTS)) else {
        return;
    };
    let names = found.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let orphans: Vec<String> = names
        .filter(|n| n.ends_with(".snap") && !wanted.contains(n))
        .collect();
    assert!(
        orphans.is_empty(),
        "snapshots without a document: {orphans:#?}"
    );
}

/// A row of the coverage table, cell by cell.
struct Row {
    file: String,
    layout: String,
    /// `language`, `document_type`, `case_type`, `trial_procedure`; with the mark where the record differs.
    words: Vec<String>,
}

fn table() -> Vec<Row> {
    let readme = fs::read_to_string(root().join("corpus/README.md")).unwrap();
    let is_row = |line: &&str| {
        ["| zh/", "| en/", "| en-GB/", "| odd/"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let row = |line: &str| {
        let cells: Vec<String> = line
            .trim_matches('|')
            .split('|')
            .map(|c| c.trim().to_owned())
            .collect();
        assert_eq!(cells.len(), 7, "{line}");
        assert!(!cells[6].is_empty(), "no oddity: {line}");
        Row {
            file: cells[0].clone(),
            layout: cells[1].clone(),
            words: cells[2..6].to_vec(),
        }
    };
    readme.lines().filter(is_row).map(row).collect()
}

#[test]
fn the_table_has_a_row_for_each_document() {
    let rows: Vec<String> = table().into_iter().map(|r| r.file).collect();
    let documents: Vec<String> = corpus().into_iter().map(|d| d.name).collect();
    assert_eq!(
        rows, documents,
        "left: corpus/README.md, right: corpus/; both by name"
    );
}

#[test]
fn the_table_tells_the_layout() {
    let mut wrong = Vec::new();
    for row in table() {
        let text = documents::corpus_document(&row.file).text();
        if !has_layout(&text, &row.layout) {
            wrong.push(format!("{} is not `{}`", row.file, row.layout));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a text is laid out as the table says.
fn has_layout(text: &str, layout: &str) -> bool {
    let ends = text.matches('\n').count();
    match layout {
        "lines" => ends >= 5 && !is_wrapped(&fold(text, &FoldSpec::standard()).text),
        "blanks" => ends <= 3 && text.contains([' ', '\u{a0}', '\u{3000}']),
        "glued" => ends <= 3,
        "mixed" => ends >= 1,
        "wrapped" => is_wrapped(&fold(text, &FoldSpec::standard()).text) || is_wrapped_latin(text),
        "none" => text.is_empty(),
        _ => false,
    }
}

/// Latin text with a margin: no long line, and most lines end within a sentence.
fn is_wrapped_latin(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let open = lines
        .iter()
        .filter(|l| !l.trim_end().ends_with(['.', ':', ';', '"', '”']))
        .count();
    lines.iter().all(|l| l.chars().count() <= 100) && lines.len() >= 8 && open * 2 >= lines.len()
}

/// The labels of a document; `None` for the empty one.
fn gold(document: &str) -> Option<serde_json::Value> {
    let path = root()
        .join("corpus/gold")
        .join(document)
        .with_extension("json");
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn every_document_has_labels_and_all_labels_a_document() {
    let documents: Vec<String> = corpus()
        .into_iter()
        .filter(|d| !d.is_empty())
        .map(|d| d.name)
        .collect();
    for name in &documents {
        let gold = gold(name).unwrap_or_else(|| panic!("no corpus/gold for {name}"));
        assert_eq!(gold["file"], name.as_str());
    }
    let files = walkdir::WalkDir::new(root().join("corpus/gold"))
        .into_iter()
        .filter_map(Result::ok);
    let labels = files
        .filter(|e| e.path().extension().is_some_and(|x| x == "json"))
        .count();
    assert_eq!(labels, documents.len());
}

#[test]
fn the_table_tells_what_the_labels_and_the_records_tell() {
    let library = Library::embedded().unwrap();
    let fields = ["language", "document_type", "case_type", "trial_procedure"];
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
    let mut wrong = Vec::new();
    for row in table() {
        let document = documents::corpus_document(&row.file);
        let Some(gold) = gold(&row.file) else {
            assert!(row.words.iter().all(|w| w == "none"), "{}", row.file);
            continue;
        };
        let record = serde_json::to_value(document.record(&library).unwrap()).unwrap();
        for (field, cell) in fields.iter().zip(&row.words) {
            let (told, differs) = (cell.trim_end_matches(DIFFERS), cell.ends_with(DIFFERS));
            let given = if *field == "language" {
                &record["document"]["language"]
            } else {
                &record[*field]
            };
            let (given, wanted) = (word(given), word(&gold[*field]));
            let place = format!("{}, {field}", row.file);
            if told != wanted {
                wrong.push(format!(
                    "{place}: the table says {told}, the labels {wanted}"
                ));
            } else if !differs && told != given {
                wrong.push(format!(
                    "{place}: the table says {told}, the record {given}"
                ));
            } else if differs && told == given {
                wrong.push(format!(
                    "{place}: the record is right now; take the {DIFFERS} away"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
