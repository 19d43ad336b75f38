//! What a user is told when a run cannot go on: what failed and where, and the next step.

use std::io::{self, Write};
use std::path::Path;

use casemill::batch::BatchError;
use casemill::files::{FilesError, shown};
use casemill::output::OutputError;

use crate::exit::Exit;

/// An error at the edge: message, next step, exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: String,
    exit: Exit,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            exit,
        }
    }

    /// The report of broken rules, which names every problem by itself.
    pub(crate) fn rules(report: &str, directory: Option<&Path>) -> Self {
        let place = directory.map_or("the rules of this program".to_owned(), |path| {
            format!("the rules in {}", shown(path))
        });
        let message = format!("{place} cannot be loaded\n\n{}\n", report.trim_end());
        Self::new(
            Exit::Rules,
            message,
            "nothing was extracted; correct the places above",
        )
    }

    /// The same, where what was done until then is kept.
    pub(crate) fn resumable(mut self) -> Self {
        self.help
            .push_str("; what was done is kept, and --resume goes on from there");
        self
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// Prints `error:` and `help:` lines to standard error.
    pub(crate) fn tell(&self) {
        // There is nobody left to tell where standard error is closed.
        let _ = writeln!(
            io::stderr().lock(),
            "error: {}\n  help: {}",
            self.message,
            self.help
        );
    }
}

impl From<FilesError> for Failure {
    fn from(error: FilesError) -> Self {
        let help = match &error {
            FilesError::Open { .. } => "check the spelling of the path and that you may read it",
            FilesError::NotADirectory { .. } => "name a directory",
            FilesError::NotEmpty { .. } => {
                "name another directory, or say --force to replace what casemill wrote there (other files stay)"
            }
            FilesError::Unfinished { .. } => {
                "say --resume to go on with it, or --force to begin again in its place"
            }
            FilesError::InUse { .. } => "wait until it has ended, or name another directory",
            FilesError::Pattern { .. } => "globs are as in .gitignore: * ? [abc] {a,b} **",
            FilesError::Write { .. } => DISK,
            FilesError::Read { .. } => {
                "rules, labels and stored records are UTF-8 text; check the file and that you may read it"
            }
            FilesError::NoRules { .. } => {
                "name a directory of rule packs, or leave out --rules to use those of this program"
            }
            _ => "check the path",
        };
        Self::new(Exit::Paths, error.to_string(), help)
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        let help = match &error {
            BatchError::NothingToDo(_) => {
                "`casemill extract --help` lists what is read; a file with another name is taken as text when you name it itself"
            }
            BatchError::Threads { .. } => "try fewer with --threads",
            BatchError::Files(_) => DISK,
            BatchError::Output(_) => FAULT,
            _ => "this is a fault of casemill; nothing was written; please report it",
        };
        Self::new(Exit::Paths, error.to_string(), help)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::new(Exit::Paths, error.to_string(), FAULT)
    }
}

const FAULT: &str = "this is a fault of casemill; please report it";
const DISK: &str = "check that you may write there and that the disk is not full";
