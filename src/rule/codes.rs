//! The codes of problems and findings, each with its page in `docs/codes`, which the binary carries.

use include_dir::{Dir, include_dir};

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/codes");

/// Every code that has a page, in order.
pub fn all() -> impl Iterator<Item = &'static str> {
    let mut codes: Vec<&str> = PAGES
        .files()
        .filter_map(|f| f.path().file_stem()?.to_str())
        .filter(|name| *name != "README")
        .collect();
    codes.sort_unstable();
    codes.into_iter()
}

/// The page of a code, as Markdown: what it means, an example, what to do.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.get_file(format!("{code}.md"))?.contents_utf8()
}

/// Whether a finding of this code can be right as it is: advice, and what a corpus shows; never what does
/// not work.
#[must_use]
pub fn can_be_allowed(code: &str) -> bool {
    code.starts_with(['W', 'C', 'P']) && page(code).is_some() && code != "W314"
}
