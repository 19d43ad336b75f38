//! The pure pipeline: text in, record out; no file, thread, clock or print.

mod analyse;
mod assemble;
mod choice;
mod cite;
mod language;
mod trace;

pub use analyse::{Analysis, Prepared, analyse, page_of};
pub use assemble::assemble;
pub use choice::{PackChoice, choose};
pub use cite::cite;
pub use language::language_of;
pub use trace::explain;

use sha2::{Digest, Sha256};

use crate::record::Record;
use crate::rule::Library;
use crate::text::Decoded;

/// Where a text came from; becomes `document` of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path relative to the input given, with `/`.
    pub path: String,
    /// Row or archive member.
    pub member: Option<String>,
    /// Number within the input, from 1.
    pub part: u32,
    /// sha256 of the input's bytes, in hex.
    pub sha256: String,
    /// Size of the input in bytes.
    pub bytes: u64,
    /// Format of the input.
    pub format: &'static str,
}

/// A text and where it came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it came from.
    pub origin: Origin,
    /// The text.
    pub decoded: Decoded,
}

impl Origin {
    /// The id of the document: the first 16 hex digits of sha256 over path, NUL, member, NUL, part.
    ///
    /// It depends on where the text stands and not on what it says, so that it stays the same when a
    /// text is corrected.
    #[must_use]
    pub fn document_id(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.path.as_bytes());
        hash.update([0]);
        hash.update(self.member.as_deref().unwrap_or_default().as_bytes());
        hash.update([0]);
        hash.update(self.part.to_string().as_bytes());
        hash.finalize()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Extracts one record with the pack that `choice` leads to.
#[must_use]
pub fn extract(library: &Library, source: &Source, choice: PackChoice) -> Record {
    let prepared = Prepared::new(&source.decoded.text, library, choice);
    let analysis = analyse(library, &prepared);
    let record = assemble(library, source, &analysis);
    let page = analysis.page;
    prepared.pack.page_scanner(&page.genre).recycle(page.hits);
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(path: &str, member: Option<&str>, part: u32) -> Origin {
        Origin {
            path: path.to_owned(),
            member: member.map(str::to_owned),
            part,
            sha256: String::new(),
            bytes: 0,
            format: "text",
        }
    }

    #[test]
    fn the_id_is_the_start_of_sha256_over_path_member_and_part() {
        // sha256 over the bytes `a/1.txt`, NUL, NUL, `1`.
        assert_eq!(origin("a/1.txt", None, 1).document_id(), "ac379a226d884f36");
        assert_ne!(
            origin("a", Some("b"), 1).document_id(),
            origin("ab", None, 1).document_id()
        );
        assert_ne!(
            origin("a", None, 1).document_id(),
            origin("a", None, 2).document_id()
        );
    }
}
