//! Which rules a run uses: those of the program, or those of a directory.

use std::collections::BTreeSet;
use std::path::Path;

use casemill::extract::PackChoice;
use casemill::files::{printable, read_rules};
use casemill::rule::{Library, Loading, RuleFiles, embedded_files};
use sha2::{Digest, Sha256};

use crate::cli::{Lang, RulesArgs};
use crate::exit::Exit;
use crate::failure::Failure;

/// Rules that were loaded, and which ones they are.
pub(crate) struct Loaded {
    pub(crate) library: Library,
    /// `embedded`, or a hash of the files; never a path, which differs between machines.
    pub(crate) identity: String,
    /// A hash of all files that the rules are made of, those of the program included.
    pub(crate) hash: String,
}

/// Loads the rules of `directory`, or those of the program.
pub(crate) fn load(directory: Option<&Path>) -> Result<Loaded, Failure> {
    let broken = |report: String| Failure::rules(&report, directory);
    let Some(path) = directory else {
        let library = Library::embedded().map_err(|error| broken(error.report))?;
        return Ok(Loaded {
            library,
            identity: "embedded".to_owned(),
            hash: identity(&embedded_files()),
        });
    };
    let files = read_rules(path)?;
    let library = Library::load(&files).map_err(|error| broken(error.report))?;
    Ok(Loaded {
        library,
        identity: identity(&files),
        // Packs of a directory may extend those of the program.
        hash: format!("{} {}", identity(&files), identity(&embedded_files())),
    })
}

/// Loads all that is whole of the rules of `directory`, or of those of the program, and tells what is not.
pub(crate) fn load_all(directory: Option<&Path>) -> Result<Loading, Failure> {
    Ok(match directory {
        None => Loading::embedded(),
        Some(path) => Loading::of(&read_rules(path)?),
    })
}

impl Loaded {
    /// How the pack of a document is found.
    pub(crate) fn choice(&self, args: &RulesArgs) -> Result<PackChoice, Failure> {
        choice(&self.library, args.lang, args.pack.as_deref())
    }
}

/// How the pack of a document is found among those of a library.
pub(crate) fn choice(
    library: &Library,
    lang: Lang,
    pack: Option<&str>,
) -> Result<PackChoice, Failure> {
    let packs = &library.packs;
    if let Some(name) = pack {
        let known = packs.iter().map(|p| p.name.as_str());
        return library
            .position(name)
            .map(PackChoice::Pack)
            .ok_or_else(|| absent(&format!("pack {}", printable(name)), known.collect()));
    }
    match lang.0 {
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

fn absent(what: &str, known: BTreeSet<&str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    Failure::new(
        Exit::Usage,
        format!("there is no {what}"),
        format!("there are: {}", known.join(", ")),
    )
}

fn identity(files: &RuleFiles) -> String {
    hash_of(&files.files)
}

/// A hash over names and texts of files.
pub(crate) fn hash_of(files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        // NUL stands in no name and in no text that people write, so that no two sets of files run together.
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
