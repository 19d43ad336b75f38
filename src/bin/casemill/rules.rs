//! Which rules a run uses: those of the program, or those of a directory.

use std::collections::BTreeSet;
use std::path::Path;

use casemill::extract::PackChoice;
use casemill::files::{printable, read_rules};
use casemill::rule::{Library, RuleFiles};
use sha2::{Digest, Sha256};

use crate::cli::RulesArgs;
use crate::exit::Exit;
use crate::failure::Failure;

/// Rules that were loaded, and which ones they are.
pub(crate) struct Loaded {
    pub(crate) library: Library,
    /// `embedded`, or a hash of the files; never a path, which differs between machines.
    pub(crate) identity: String,
}

/// Loads the rules of `directory`, or those of the program.
pub(crate) fn load(directory: Option<&Path>) -> Result<Loaded, Failure> {
    let broken = |report: String| Failure::rules(&report, directory);
    let Some(path) = directory else {
        let library = Library::embedded().map_err(|error| broken(error.report))?;
        return Ok(Loaded {
            library,
            identity: "embedded".to_owned(),
        });
    };
    let files = read_rules(path)?;
    let library = Library::load(&files).map_err(|error| broken(error.report))?;
    Ok(Loaded {
        library,
        identity: identity(&files),
    })
}

impl Loaded {
    /// How the pack of a document is found.
    pub(crate) fn choice(&self, args: &RulesArgs) -> Result<PackChoice, Failure> {
        let packs = &self.library.packs;
        if let Some(name) = &args.pack {
            let known = packs.iter().map(|p| p.name.as_str());
            return self
                .library
                .position(name)
                .map(PackChoice::Pack)
                .ok_or_else(|| absent(&format!("pack {}", printable(name)), known.collect()));
        }
        match args.lang.0 {
            None => Ok(PackChoice::Detect),
            Some(language) if packs.iter().any(|p| p.language == language) => {
                Ok(PackChoice::Language(language))
            }
            Some(language) => {
                let known = packs.iter().map(|p| p.language.word());
                Err(absent(&format!("pack for {language}"), known.collect()))
            }
        }
    }
}

fn absent(what: &str, known: BTreeSet<&str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    Failure::new(
        Exit::Usage,
        format!("there is no {what}"),
        format!("there are: {}", known.join(", ")),
    )
}

fn identity(files: &RuleFiles) -> String {
    let mut hash = Sha256::new();
    for (name, text) in &files.files {
        // NUL stands in no name and in no rule file, so that no two sets of files run together.
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let hex: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{hex}")
}
