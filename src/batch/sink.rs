//! Where a run writes to: files that grow by whole lines, and checkpoints.

use crate::files::{FilesError, Unfinished};

/// Name of the manifest in an output directory.
pub const MANIFEST: &str = "manifest.jsonl";

/// Takes bytes in the order of the inputs. Files are known by number: those of the formats, then the
/// manifest, then the summary.
pub trait Sink {
    /// Adds whole lines to a file.
    ///
    /// # Errors
    /// [`FilesError`] where they cannot be written.
    fn append(&mut self, file: usize, bytes: &[u8]) -> Result<(), FilesError>;

    /// Makes all that was added last, and `state` with it.
    ///
    /// # Errors
    /// [`FilesError`] where it cannot be written.
    fn checkpoint(&mut self, state: String) -> Result<(), FilesError>;
}

impl Sink for Unfinished {
    fn append(&mut self, file: usize, bytes: &[u8]) -> Result<(), FilesError> {
        Self::append(self, file, bytes)
    }

    fn checkpoint(&mut self, state: String) -> Result<(), FilesError> {
        Self::checkpoint(self, state)
    }
}
