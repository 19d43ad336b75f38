//! The packs that the binary carries, so that it works anywhere from one file.

use include_dir::{Dir, include_dir};

use super::load::RuleFiles;

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Every file of the shipped `rules/`, sorted by path.
#[must_use]
pub fn files() -> RuleFiles {
    let mut files = Vec::new();
    collect(&RULES, &mut files);
    files.sort();
    RuleFiles { files }
}

fn collect(dir: &Dir<'static>, out: &mut Vec<(String, String)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8() {
            out.push((path, text.to_owned()));
        }
    }
    for child in dir.dirs() {
        collect(child, out);
    }
}
