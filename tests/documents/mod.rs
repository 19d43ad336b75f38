//! The documents that tests run over: those of `corpus/`, and real judgments where a folder `shared` stands
//! beside the project or `CASEMILL_SHARED` names one.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::print_stdout, reason = "a test tells what it passed over")]

use std::fs;
use std::path::{Path, PathBuf};

use casemill::batch::{Reason, Status, extract_bytes, read_source};
use casemill::extract::PackChoice;
use casemill::record::Record;
use casemill::rule::Library;

/// A file that is an input.
pub(crate) struct Document {
    /// Path below the directory it was found in, with `/`.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Document {
    /// The text that spans point into; empty for an empty file.
    pub(crate) fn text(&self) -> String {
        read_source(&self.bytes, &self.name).map_or(String::new(), |source| source.decoded.text)
    }

    /// Its record, as a run gives it, or why it has none.
    pub(crate) fn record(&self, library: &Library) -> Result<Record, (Status, Reason)> {
        extract_bytes(library, PackChoice::Detect, &self.name, &self.bytes)
    }

    /// Whether a run skips it.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The project's directory.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents of `corpus/zh`, `corpus/en`, `corpus/en-GB` and `corpus/odd`.
pub(crate) fn corpus() -> Vec<Document> {
    let corpus = root().join("corpus");
    let mut out: Vec<Document> = ["en", "en-GB", "odd", "zh"]
        .iter()
        .flat_map(|d| texts(&corpus, d))
        .collect();
    assert!(out.len() >= 40, "only {} documents in corpus/", out.len());
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// One document of the corpus.
pub(crate) fn corpus_document(name: &str) -> Document {
    let bytes = fs::read(root().join("corpus").join(name)).unwrap();
    Document {
        name: name.to_owned(),
        bytes,
    }
}

/// The optional folder of real judgments and scorers.
pub(crate) fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("CASEMILL_SHARED").map(PathBuf::from);
    let path = named.unwrap_or_else(|| root().join("../shared"));
    path.is_dir().then_some(path)
}

/// The real judgments of the optional folder; empty, with a line that says so, where there is none.
pub(crate) fn judgments() -> Vec<Document> {
    let found = shared().map_or(Vec::new(), |shared| {
        texts(&shared.join("data/judgments"), "")
    });
    if found.is_empty() {
        println!("no ../shared/data/judgments: real judgments are not looked at");
    }
    found
}

/// Every `.txt` file below `directory/below`, by name.
fn texts(directory: &Path, below: &str) -> Vec<Document> {
    let walk = walkdir::WalkDir::new(directory.join(below)).sort_by_file_name();
    let files = walk
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file());
    let texts = files.filter(|e| e.path().extension().is_some_and(|x| x == "txt"));
    let document = |path: &Path| Document {
        name: path
            .strip_prefix(directory)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/"),
        bytes: fs::read(path).unwrap(),
    };
    texts.map(|entry| document(entry.path())).collect()
}
