//! Whether files have changed: their names, lengths and times, without reading them.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// What files looked like at one moment. Two that differ are of files that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp(Vec<(PathBuf, u64, Option<SystemTime>)>);

/// The stamp of all files below some paths. What cannot be looked at is not there.
#[must_use]
pub fn stamp(paths: &[&Path]) -> Stamp {
    let entries = paths.iter().flat_map(|path| {
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
        walk.into_iter().filter_map(Result::ok)
    });
    let one = |entry: walkdir::DirEntry| {
        let looks = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((entry.into_path(), looks.len(), looks.modified().ok()))
    };
    Stamp(entries.filter_map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_comes_goes_or_changes_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let look = || stamp(&[dir.path()]);
        assert_eq!(look(), Stamp::default());
        let path = dir.path().join("a.toml");
        fs::write(&path, "a").unwrap();
        let first = look();
        assert_ne!(first, Stamp::default());
        assert_eq!(first, look());
        fs::write(&path, "ab").unwrap();
        assert_ne!(first, look());
        fs::remove_file(&path).unwrap();
        assert_eq!(look(), Stamp::default());
        assert_eq!(stamp(&[&dir.path().join("gone")]), Stamp::default());
    }
}
