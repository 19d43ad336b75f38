//! Which files of a walk are taken: globs that include and exclude, ignore files, links.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::FilesError;

/// Name of the files that say what a walk leaves out, in the syntax of `.gitignore`.
pub const IGNORE_FILE: &str = ".casemillignore";

/// Characters that make a word that names no file a glob.
const META: [char; 4] = ['*', '?', '[', '{'];

/// What a walk takes. By itself it takes everything and follows no link.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    include: Vec<GlobMatcher>,
    exclude: Vec<GlobMatcher>,
    /// Globs over whole paths, given in place of inputs, with the directory that each begins in.
    whole: Vec<(PathBuf, GlobMatcher)>,
    links: bool,
}

impl Selection {
    /// Takes files that fit one of `include`, if there is one, and leaves out what fits one of `exclude`.
    /// A glob without `/` is about the last part of a name, any other about the whole name.
    ///
    /// # Errors
    /// [`FilesError::Pattern`] for a glob that cannot be read.
    pub fn new(include: &[String], exclude: &[String], links: bool) -> Result<Self, FilesError> {
        let all = |globs: &[String]| -> Result<Vec<GlobMatcher>, FilesError> {
            globs.iter().map(|glob| named(glob)).collect()
        };
        Ok(Self {
            include: all(include)?,
            exclude: all(exclude)?,
            whole: Vec::new(),
            links,
        })
    }

    pub(super) fn follows_links(&self) -> bool {
        self.links
    }

    /// The inputs, with the directory it begins in for each that is a glob.
    pub(super) fn take_globs(&mut self, inputs: &[PathBuf]) -> Result<Vec<PathBuf>, FilesError> {
        let mut out = Vec::new();
        for input in inputs {
            // What is no glob either is a path that is not there, and told as such.
            let glob = input
                .to_str()
                .filter(|text| text.contains(META) && !input.exists())
                .filter(|text| compiled(text, text).is_ok());
            let Some(glob) = glob else {
                out.push(input.clone());
                continue;
            };
            let start: PathBuf = input
                .components()
                .take_while(|part| !part.as_os_str().to_string_lossy().contains(META))
                .collect();
            let start = if start.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                start
            };
            let real = super::real_directory(&start);
            let rest = input.strip_prefix(&start).unwrap_or(input);
            let rest = rest.to_str().unwrap_or(glob);
            self.whole.push((real, compiled(rest, glob)?));
            out.push(start);
        }
        Ok(out)
    }

    /// Why a file or directory is left out, if it is.
    pub(super) fn refuses(&self, name: &str, path: &Path, is_dir: bool) -> Option<&'static str> {
        let fits = |globs: &[GlobMatcher]| globs.iter().any(|glob| glob.is_match(name));
        if fits(&self.exclude) {
            return Some("excluded");
        }
        if is_dir {
            return None;
        }
        let mut over = self
            .whole
            .iter()
            .filter(|(start, _)| path.starts_with(start))
            .peekable();
        let meant = |(start, glob): &(PathBuf, GlobMatcher)| {
            path.strip_prefix(start)
                .is_ok_and(|rest| glob.is_match(rest))
        };
        let missed = over.peek().is_some() && !over.any(meant);
        let not_included = !self.include.is_empty() && !fits(&self.include);
        (missed || not_included).then_some("not included")
    }
}

fn named(glob: &str) -> Result<GlobMatcher, FilesError> {
    if glob.trim_end_matches('/').contains('/') {
        return compiled(glob.trim_start_matches("./").trim_end_matches('/'), glob);
    }
    compiled(&format!("**/{}", glob.trim_end_matches('/')), glob)
}

fn compiled(glob: &str, given: &str) -> Result<GlobMatcher, FilesError> {
    let built = GlobBuilder::new(glob).literal_separator(true).build();
    let built = built.map_err(|error| FilesError::Pattern {
        pattern: given.to_owned(),
        why: error.kind().to_string(),
    })?;
    Ok(built.compile_matcher())
}

/// The ignore files of the directories that a walk is in, the outermost first.
#[derive(Default)]
pub(super) struct Ignores {
    stack: Vec<(usize, Gitignore)>,
}

impl Ignores {
    /// Enters a directory at this depth; tells what is wrong with its ignore file.
    pub(super) fn enter(&mut self, directory: &Path, depth: usize) -> Option<String> {
        self.leave(depth);
        let file = directory.join(IGNORE_FILE);
        if !file.is_file() {
            return None;
        }
        let mut builder = GitignoreBuilder::new(directory);
        let partly = builder.add(&file);
        match builder.build() {
            Ok(ignore) => self.stack.push((depth, ignore)),
            Err(error) => return Some(format!("{IGNORE_FILE}: {error}")),
        }
        partly.map(|error| format!("{IGNORE_FILE}: {error}"))
    }

    /// Whether an entry at this depth is left out; the innermost file that speaks of it decides.
    pub(super) fn ignored(&mut self, path: &Path, depth: usize, is_dir: bool) -> bool {
        self.leave(depth);
        let speaks = self
            .stack
            .iter()
            .rev()
            .map(|(_, ignore)| ignore.matched(path, is_dir));
        speaks
            .into_iter()
            .find(|found| !found.is_none())
            .is_some_and(|found| found.is_ignore())
    }

    /// Forgets the files of directories that are not around an entry at this depth.
    fn leave(&mut self, depth: usize) {
        while self.stack.last().is_some_and(|(of, _)| *of >= depth) {
            self.stack.pop();
        }
    }
}
