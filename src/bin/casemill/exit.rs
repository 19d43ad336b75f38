//! How a run ends: every exit code, in one place.

use std::process::ExitCode;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All went well; skipped inputs are no failure.
    Clean = 0,
    /// The run is complete and some documents failed, or a check has findings that fail it.
    DocumentsFailed = 1,
    /// Rules cannot be loaded or compiled.
    Rules = 2,
    /// An input or output path is at fault, or there was nothing to do.
    Paths = 3,
    /// The command line is at fault.
    Usage = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
