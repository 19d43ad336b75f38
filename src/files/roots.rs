//! The inputs as typed, made into roots to walk: each once, none inside another, in the order of their
//! names, with one directory that all names are relative to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::FilesError;

/// What a walk starts from.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    /// Real paths of files and directories, in the order of their names.
    pub(super) paths: Vec<PathBuf>,
    /// The directory that names are relative to.
    pub(super) base: PathBuf,
    /// Files that were given by name and are taken whatever they are called.
    pub(super) named: BTreeSet<PathBuf>,
}

impl Roots {
    /// Looks at every input.
    ///
    /// A single directory is its own base and a single file has its directory for base. Several inputs
    /// have the deepest directory that holds them all, so that no two documents share a name.
    pub(super) fn new(inputs: &[PathBuf]) -> Result<Self, FilesError> {
        let mut paths = Vec::new();
        let mut named = BTreeSet::new();
        for input in inputs {
            let open = |source| FilesError::Open {
                path: input.clone(),
                source,
            };
            let is_dir = fs::metadata(input).map_err(open)?.is_dir();
            let real = real_path(input, is_dir).map_err(open)?;
            if !is_dir {
                named.insert(real.clone());
            }
            paths.push((real, is_dir));
        }
        paths.sort_by_key(|(path, is_dir)| sort_key(path, *is_dir));
        paths.dedup();
        let paths = outermost(paths);
        let base = common_base(&paths);
        Ok(Self {
            paths: paths.into_iter().map(|(path, _)| path).collect(),
            base,
            named,
        })
    }
}

/// The path without `.`, `..` and links on the way; a file that is a link itself keeps its name.
fn real_path(input: &Path, is_dir: bool) -> std::io::Result<PathBuf> {
    let name = input.file_name().filter(|_| !is_dir);
    let Some(name) = name else {
        return fs::canonicalize(input);
    };
    let parent = input
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    Ok(fs::canonicalize(parent.unwrap_or(Path::new(".")))?.join(name))
}

/// Bytes that order paths as their names with `/` are ordered: a directory ends with one.
pub(super) fn sort_key(path: &Path, is_dir: bool) -> Vec<u8> {
    let mut key = path.as_os_str().as_encoded_bytes().to_vec();
    if is_dir {
        key.push(b'/');
    }
    key
}

/// Drops what lies inside a directory that is walked anyway.
fn outermost(sorted: Vec<(PathBuf, bool)>) -> Vec<(PathBuf, bool)> {
    let mut kept: Vec<(PathBuf, bool)> = Vec::new();
    for (path, is_dir) in sorted {
        // Sorted, a directory stands right before all that it holds.
        let inside = kept
            .last()
            .is_some_and(|(outer, dir)| *dir && path.starts_with(outer));
        if !inside {
            kept.push((path, is_dir));
        }
    }
    kept
}

fn common_base(paths: &[(PathBuf, bool)]) -> PathBuf {
    let mut holders = paths.iter().map(|(path, is_dir)| match path.parent() {
        Some(parent) if !is_dir => parent,
        _ => path.as_path(),
    });
    let Some(first) = holders.next() else {
        return PathBuf::new();
    };
    holders.fold(first.to_owned(), |base, path| common_ancestor(&base, path))
}

fn common_ancestor(a: &Path, b: &Path) -> PathBuf {
    let shared = a
        .components()
        .zip(b.components())
        .take_while(|(left, right)| left == right);
    shared.map(|(part, _)| part).collect()
}
