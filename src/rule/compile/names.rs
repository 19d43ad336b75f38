//! The names that rules of a pack may refer to: ids taken, genres, parts, maps, classes, tables, custom fields.

use std::collections::{BTreeMap, BTreeSet};

use super::ParsedFile;
use crate::rule::compiled::CustomField;
use crate::rule::compiled::FULL;

/// What may be referred to.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) ids: BTreeSet<String>,
    pub(super) genres: BTreeSet<String>,
    pub(super) parts: BTreeSet<String>,
    pub(super) maps: BTreeSet<String>,
    pub(super) classes: BTreeSet<String>,
    pub(super) tables: BTreeSet<String>,
    /// The words that `map:NAME` and `class:NAME` may give.
    pub(super) words: BTreeMap<String, BTreeSet<String>>,
    pub(super) custom: BTreeMap<String, CustomField>,
}

impl Names {
    /// The names that the files of a pack, its custom fields and the tables give.
    pub(super) fn collect(
        files: &[ParsedFile],
        custom: &BTreeMap<String, CustomField>,
        tables: &BTreeSet<String>,
    ) -> Self {
        let mut names = Self {
            tables: tables.clone(),
            custom: custom.clone(),
            ..Self::default()
        };
        names.genres.insert(FULL.to_owned());
        for file in files {
            names
                .genres
                .extend(file.raw.genre.iter().map(|g| g.id.get_ref().clone()));
            names
                .parts
                .extend(file.raw.part.iter().map(|p| p.id.get_ref().clone()));
            let maps = file.raw.map.keys().map(|name| name.get_ref().clone());
            names.maps.extend(maps);
            for (name, words) in &file.raw.map {
                let list = names
                    .words
                    .entry(format!("map:{}", name.get_ref()))
                    .or_default();
                list.extend(words.values().cloned());
            }
            for class in &file.raw.class {
                let name = format!("class:{}", class.list.get_ref());
                let list = names.words.entry(name).or_default();
                list.insert(class.is.get_ref().clone());
            }
            names
                .classes
                .extend(file.raw.class.iter().map(|c| c.list.get_ref().clone()));
        }
        names
    }
}
