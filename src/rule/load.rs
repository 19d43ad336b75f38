//! Rule files as text to a library of compiled packs, with every problem of every file in one report.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::{ParsedFile, compile};
use super::compiled::Pack;
use super::diagnostics::{Diagnostic, Sources, did_you_mean};
use super::embedded;
use super::parse;
use super::raw::RawPack;
use super::table::{AliasTable, Tables};
use crate::search::Pattern;
use crate::vocabulary::Language;

/// The text of every file of a rules directory: paths relative to it, with `/`, sorted.
#[derive(Debug, Clone, Default)]
pub struct RuleFiles {
    /// Path and text of each file.
    pub files: Vec<(String, String)>,
}

/// Everything that extraction needs: compiled packs, and tables.
#[derive(Debug)]
pub struct Library {
    /// Packs in order of their names; a user's own come before shipped ones.
    pub packs: Vec<Pack>,
    /// Lookup tables.
    pub tables: Tables,
}

/// Problems that keep rules from loading.
#[derive(Debug, thiserror::Error)]
#[error("{report}")]
#[non_exhaustive]
pub struct RuleError {
    /// All problems of all files.
    pub problems: Vec<Diagnostic>,
    /// The same, rendered with carets.
    pub report: String,
}

impl Library {
    /// The packs that the binary carries.
    ///
    /// # Errors
    /// [`RuleError`] where a shipped pack is broken (a test keeps them whole).
    pub fn embedded() -> Result<Self, RuleError> {
        Loading::embedded().into_library()
    }

    /// Packs of a user's directory. `extends` may name embedded packs; embedded packs stay in use for
    /// languages that the directory has no pack for.
    ///
    /// # Errors
    /// [`RuleError`] with every problem of every file.
    pub fn load(files: &RuleFiles) -> Result<Self, RuleError> {
        Loading::of(files).into_library()
    }

    /// The place of the pack of that name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.packs.iter().position(|p| p.name == name)
    }

    /// The first pack for a language at large, else for a jurisdiction of that language, else the first there is:
    /// a library has at least one.
    #[must_use]
    pub fn pack_for(&self, language: Language) -> &Pack {
        let speaks = |p: &&Pack| p.language == language;
        let at_large = self
            .packs
            .iter()
            .filter(speaks)
            .find(|p| p.detect.is_empty());
        at_large
            .or_else(|| self.packs.iter().find(speaks))
            .unwrap_or(&self.packs[0])
    }
}

/// What loading gave: all that is whole, and all that is wrong. What extracts takes the library only where
/// nothing is wrong; what checks rules tells the problems and still looks at the rest.
#[derive(Debug)]
pub struct Loading {
    /// Packs, without the rules that are at fault.
    pub library: Library,
    /// Every problem of every file.
    pub problems: Vec<Diagnostic>,
    /// The text of each file.
    pub sources: Sources,
}

impl Loading {
    /// Loads the packs that the binary carries.
    #[must_use]
    pub fn embedded() -> Self {
        Loader::default().load(&embedded::files(), None, true)
    }

    /// Loads the packs of a user's directory beside those of the binary.
    #[must_use]
    pub fn of(files: &RuleFiles) -> Self {
        Loader::default().load(files, Some(&embedded::files()), false)
    }

    /// Loads packs that extend none of the binary, without those.
    #[must_use]
    pub fn alone(files: &RuleFiles) -> Self {
        Loader::default().load(files, None, false)
    }

    /// The library, where nothing is wrong.
    ///
    /// # Errors
    /// [`RuleError`] with every problem.
    pub fn into_library(self) -> Result<Library, RuleError> {
        if self.problems.is_empty() {
            return Ok(self.library);
        }
        let rendered: Vec<String> = self
            .problems
            .iter()
            .map(|p| p.render(&self.sources))
            .collect();
        Err(RuleError {
            report: rendered.join("\n\n"),
            problems: self.problems,
        })
    }
}

/// Raw packs by name, and what was wrong on the way.
#[derive(Default)]
struct Loader {
    problems: Vec<Diagnostic>,
    /// Whether the user's directory has a `pack.toml`, be it whole or not.
    seen: bool,
    packs: BTreeMap<String, ParsedPack>,
    tables: Tables,
    /// Paths and texts of the tables of courts and case numbers; a user's replace the shipped ones.
    structural: BTreeMap<String, (String, String)>,
}

struct ParsedPack {
    path: String,
    raw: RawPack,
    files: Vec<ParsedFile>,
    shipped: bool,
    /// Whether it came with the program, whose patterns a test builds.
    known: bool,
}

impl Loader {
    /// `known` says that the packs of `own` came with the program.
    fn load(mut self, own: &RuleFiles, shipped: Option<&RuleFiles>, known: bool) -> Loading {
        if let Some(shipped) = shipped {
            self.parse(shipped, true);
        }
        self.parse(own, false);
        if known {
            self.packs.values_mut().for_each(|pack| pack.known = true);
        }
        self.build_tables();
        if !self.seen {
            self.problems.push(
                Diagnostic::new("E001", "", 0..0, "no rule pack found")
                    .help("a pack is a directory with a `pack.toml`; see docs/rules.md"),
            );
        }
        let packs = self.compile_all();
        let all = shipped.iter().flat_map(|s| &s.files).chain(&own.files);
        Loading {
            library: Library {
                packs,
                tables: self.tables,
            },
            problems: self.problems,
            sources: all.cloned().collect(),
        }
    }

    fn parse(&mut self, files: &RuleFiles, shipped: bool) {
        let folders: BTreeSet<&str> = files
            .files
            .iter()
            .filter_map(|(path, _)| path.strip_suffix("pack.toml"))
            .collect();
        for folder in &folders {
            self.parse_pack(files, folder, shipped);
        }
        for (path, text) in &files.files {
            let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
            let in_pack = folders.iter().any(|f| f.trim_end_matches('/') == folder);
            if path.ends_with(".toml") && !in_pack {
                let message = "this file belongs to no pack and is not read";
                self.problems.push(
                    Diagnostic::new("E007", path, 0..0, message)
                        .help("put it beside a `pack.toml`; packs have no directories inside"),
                );
            }
            if path.contains("tables/") && path.ends_with(".csv") {
                self.parse_table(path, text);
            }
        }
    }

    fn parse_pack(&mut self, files: &RuleFiles, folder: &str, shipped: bool) {
        let mut raw = None;
        let mut parsed = Vec::new();
        for (path, text) in &files.files {
            let Some(name) = path.strip_prefix(folder) else {
                continue;
            };
            if name == "pack.toml" {
                raw = parse::pack(path, text, &mut self.problems);
                self.seen |= !shipped;
            } else if name.ends_with(".toml") && !name.contains('/') {
                let raw = parse::file(path, text, &mut self.problems);
                let path = path.clone();
                parsed.push(ParsedFile { path, raw });
            }
        }
        if let Some(raw) = raw {
            let path = format!("{folder}pack.toml");
            self.packs.insert(
                raw.name.get_ref().clone(),
                ParsedPack {
                    path,
                    raw,
                    files: parsed,
                    shipped,
                    known: shipped,
                },
            );
        }
    }

    fn parse_table(&mut self, path: &str, text: &str) {
        let name = path
            .rsplit('/')
            .next()
            .unwrap_or(path)
            .trim_end_matches(".csv")
            .to_owned();
        if Tables::is_structural(&name) {
            self.structural
                .insert(name, (path.to_owned(), text.to_owned()));
            return;
        }
        match AliasTable::from_csv(text) {
            Ok(table) => drop(self.tables.aliases.insert(name, table)),
            Err(error) => {
                let row = error
                    .position()
                    .and_then(|p| usize::try_from(p.byte()).ok());
                let start = row.unwrap_or(0).min(text.len());
                let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
                let message = format!("the table cannot be read: {error}");
                self.problems
                    .push(Diagnostic::new("E004", path, start..end, message));
            }
        }
    }

    fn build_tables(&mut self) {
        let texts: BTreeMap<String, String> = self
            .structural
            .iter()
            .map(|(name, (_, text))| (name.clone(), text.clone()))
            .collect();
        if let Err(error) = self.tables.build(&texts) {
            let path = self
                .structural
                .get(&error.table)
                .map_or(error.table.as_str(), |(path, _)| path.as_str());
            self.problems.push(Diagnostic::new(
                "E004",
                path,
                error.at..error.at,
                error.message,
            ));
        }
    }

    fn compile_all(&mut self) -> Vec<Pack> {
        let tables: BTreeSet<String> = self.tables.aliases.keys().cloned().collect();
        let mut names: Vec<&String> = self.packs.keys().collect();
        names.sort_by_key(|name| (self.packs[*name].shipped, *name));
        let mut out = Vec::new();
        let mut problems = Vec::new();
        for name in names {
            let pack = &self.packs[name];
            let files = with_extended(&self.packs, pack, &mut problems, 0);
            let known = all_known(&self.packs, pack, 0);
            let mut compiled =
                compile(&pack.raw, &pack.path, &files, &tables, known, &mut problems);
            compiled.shipped = pack.shipped;
            compiled.files.clone_from(&pack.files);
            compiled.extends = pack
                .raw
                .extends
                .iter()
                .map(|n| n.get_ref().clone())
                .collect();
            out.push(compiled);
        }
        self.problems.append(&mut problems);
        self.problems
            .sort_by_key(|p| (p.file.clone(), p.range.start, p.code, p.message.clone()));
        let place = |p: &Diagnostic| (p.code, p.file.clone(), p.range.clone(), p.message.clone());
        self.problems.dedup_by_key(|p| place(p));
        self.inherit(&mut out);
        out
    }

    /// A pack that declares nothing of its own is detected as those it extends are; abbreviations add up.
    fn inherit(&self, packs: &mut [Pack]) {
        let own: BTreeMap<String, (Vec<Pattern>, Vec<String>)> = packs
            .iter()
            .map(|p| (p.name.clone(), (p.detect.clone(), p.abbreviations.clone())))
            .collect();
        for pack in packs {
            for (detect, abbreviations) in
                self.bases(&pack.name, 0).iter().filter_map(|b| own.get(*b))
            {
                if pack.detect.is_empty() {
                    pack.detect.clone_from(detect);
                }
                pack.abbreviations.extend(abbreviations.iter().cloned());
            }
        }
    }

    /// The names of the packs that a pack extends, nearest first.
    fn bases(&self, name: &str, depth: usize) -> Vec<&str> {
        let extends = self.packs.get(name).filter(|_| depth < 8);
        let mut out = Vec::new();
        for base in extends.iter().flat_map(|pack| &pack.raw.extends) {
            out.push(base.get_ref().as_str());
            out.extend(self.bases(base.get_ref(), depth + 1));
        }
        out
    }
}

/// Whether a pack and all that it extends came with the program.
fn all_known(packs: &BTreeMap<String, ParsedPack>, pack: &ParsedPack, depth: usize) -> bool {
    let extended = pack
        .raw
        .extends
        .iter()
        .map(|name| packs.get(name.get_ref()));
    pack.known
        && depth < 8
        && extended
            .into_iter()
            .flatten()
            .all(|base| all_known(packs, base, depth + 1))
}

/// The files of the packs that `pack` extends, then its own.
fn with_extended(
    packs: &BTreeMap<String, ParsedPack>,
    pack: &ParsedPack,
    problems: &mut Vec<Diagnostic>,
    depth: usize,
) -> Vec<ParsedFile> {
    let mut files = Vec::new();
    for name in &pack.raw.extends {
        match packs.get(name.get_ref()) {
            Some(base) if depth < 8 => {
                files.extend(with_extended(packs, base, problems, depth + 1))
            }
            Some(_) => problems.push(Diagnostic::new(
                "E202",
                &pack.path,
                name.span(),
                "packs extend each other in a circle",
            )),
            None => {
                let mut problem = Diagnostic::new(
                    "E213",
                    &pack.path,
                    name.span(),
                    format!("there is no pack `{}`", name.get_ref()),
                );
                if let Some(near) = did_you_mean(name.get_ref(), packs.keys().map(String::as_str)) {
                    problem = problem.help(format!("did you mean `{near}`?"));
                }
                problems.push(problem);
            }
        }
    }
    files.extend(pack.files.iter().cloned());
    files
}
