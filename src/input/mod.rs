//! What an input holds: containers are opened (packed files, archives, dumps), documents of every format
//! become plain text, and a text that holds several judgments is split.
//!
//! [`visit`] walks through one input and gives its documents in order, as bytes that nobody has looked at
//! yet and that memory holds a few of; [`texts`] makes text of one, and is called from many threads. Leaves
//! to others where files are found, what a text says, and what becomes of it.

mod archive;
mod format;
mod packed;
mod plain;
mod rows;
mod split;
mod text;
mod visit;

pub use format::Format;
pub use split::starts_of_judgments;
pub use text::{Text, of_document, texts};
pub use visit::{refusal, visit};

use std::path::PathBuf;
use std::sync::Arc;

use crate::files::Verdict;

/// The longest document that is read by itself: 64 MiB, some hundred times the longest judgment known.
pub const MAX_DOCUMENT: u64 = 64 << 20;
/// The longest document that a limit may allow: where its characters stand is kept in 32 bits, also when it is
/// folded.
pub const LARGEST_DOCUMENT: u64 = 2 << 30;
/// How many times its own size an input may unpack to. Judgments pack to a tenth, the same judgment over
/// and over to a thousandth.
pub const MAX_EXPANSION: u64 = 200;
/// How deep packed files and archives may lie in each other; `a.tar.gz` is two.
pub const MAX_DEPTH: u32 = 6;

/// How inputs are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The longest document, in bytes.
    pub max_document: u64,
    /// How many times its own size an input may unpack to; small ones may unpack to 256 MiB.
    pub max_expansion: u64,
    /// How deep packed files and archives may lie in each other.
    pub max_depth: u32,
    /// The column or key of a dump that holds the text; `None` to guess it.
    pub text_column: Option<String>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            max_document: MAX_DOCUMENT,
            max_expansion: MAX_EXPANSION,
            max_depth: MAX_DEPTH,
            text_column: None,
        }
    }
}

/// A document as it was found in an input, not yet looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Name of the input.
    pub path: Arc<str>,
    /// Archive member or number of a row, where the input holds several.
    pub member: Option<String>,
    /// How it is to be read.
    pub format: Format,
    /// What was found.
    pub content: Content,
}

/// What was found at a place of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file that is a document of its own, with its size.
    File(PathBuf, u64),
    /// The bytes of a document in a container.
    Bytes(Vec<u8>),
    /// A row of a dump.
    Row(Row),
    /// Nothing that can be read, and why; never [`Verdict::Take`].
    Aside(Verdict, u64),
    /// The end of a container, with how many of the above it gave.
    End(Ended),
}

/// A row of a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row as JSON.
    pub json: Vec<u8>,
    /// The key that holds the text; `None` where a row is nothing but a text.
    pub column: Option<Arc<str>>,
    /// The encoding of the dump, where it was not left to each row.
    pub encoding: Option<&'static str>,
}

/// The end of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Size of the input in bytes.
    pub size: u64,
    /// How many documents, or things set aside, it gave.
    pub given: u64,
    /// What was decided on the way, for people: the text column that was guessed.
    pub notes: String,
}

impl Raw {
    /// About how many bytes it takes while it waits.
    #[must_use]
    pub fn weight(&self) -> u64 {
        match &self.content {
            Content::File(_, size) => *size,
            Content::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Content::Row(row) => u64::try_from(row.json.len()).unwrap_or(u64::MAX),
            Content::Aside(..) | Content::End(_) => 0,
        }
    }
}
