//! Advice on names that nothing uses: named patterns, word lists, classes, parts, fields of one's own.

use std::collections::BTreeSet;

use super::Seen;
use crate::check::finding::Finding;
use crate::rule::Pack;
use crate::rule::written::Role;

/// W309 for named patterns, W317 for all else that has a name.
pub(super) fn advise(all: &[(&Pack, Vec<Seen<'_>>)], findings: &mut Vec<Finding>) {
    let packs: Vec<&Pack> = all.iter().map(|(pack, _)| *pack).collect();
    for (pack, _) in all.iter().filter(|(pack, _)| !pack.shipped) {
        // what extends a pack uses its names, and what it extends may use a name that it gives anew
        let related =
            |other: &Pack| builds_on(&packs, other, pack) || builds_on(&packs, pack, other);
        let patterns: BTreeSet<&str> = all
            .iter()
            .filter(|(other, _)| related(other))
            .flat_map(|(_, seen)| seen)
            .filter(|s| s.written.role != Role::Named)
            .flat_map(|s| s.expanded.names.iter().map(String::as_str))
            .collect();
        for file in &pack.files {
            for name in file.raw.patterns.keys() {
                if !patterns.contains(name.get_ref().as_str()) {
                    let message = format!("nothing uses the pattern `{}`", name.get_ref());
                    let finding = Finding::new("W309", &file.path, name.span(), message);
                    findings.push(finding.help("leave it out, or use it as `{{name}}`"));
                }
            }
        }
        let used = Used::by(packs.iter().copied().filter(|p| related(p)));
        used.advise(pack, findings);
    }
}

/// Whether a pack is another, or extends it, be it by way of others.
fn builds_on(packs: &[&Pack], pack: &Pack, other: &Pack) -> bool {
    pack.name == other.name
        || pack.extends.iter().any(|name| {
            let base = packs
                .iter()
                .find(|p| p.name == *name && p.name != pack.name);
            base.is_some_and(|base| builds_on(packs, base, other))
        })
}

/// Maps that are used without being named.
const IMPLIED: &[&str] = &["joint"];

/// The names that rules refer to.
#[derive(Default)]
struct Used {
    normalizers: BTreeSet<String>,
    scopes: BTreeSet<String>,
    fields: BTreeSet<String>,
    genres: BTreeSet<String>,
}

impl Used {
    fn by<'a>(packs: impl Iterator<Item = &'a Pack>) -> Self {
        let mut used = Self::default();
        for file in packs.flat_map(|pack| &pack.files) {
            let word = |t: &crate::rule::text::Text| t.get_ref().clone();
            for rule in &file.raw.rule {
                used.normalizers
                    .extend(rule.normalize.values().flatten().map(word));
                used.scopes.extend(rule.within.iter().map(word));
                used.fields.insert(rule.field.get_ref().clone());
                used.genres.extend(rule.genre.iter().map(word));
            }
            used.fields
                .extend(file.raw.derive.iter().map(|d| word(&d.field)));
            let others = file.raw.section.iter().flat_map(|s| &s.genre);
            used.genres.extend(
                others
                    .chain(file.raw.breaks.iter().flat_map(|b| &b.genre))
                    .map(word),
            );
        }
        used
    }

    fn advise(&self, pack: &Pack, findings: &mut Vec<Finding>) {
        let mut unused = |what: &str, name: &str, file: &str, range: std::ops::Range<usize>| {
            let message = format!("nothing uses the {what} `{name}`");
            findings
                .push(Finding::new("W317", file, range, message).help("leave it out, or use it"));
        };
        for file in &pack.files {
            for part in &file.raw.part {
                if !self.scopes.contains(part.id.get_ref()) {
                    unused("part", part.id.get_ref(), &file.path, part.id.span());
                }
            }
            let mut lists = BTreeSet::new();
            for class in &file.raw.class {
                let list = class.list.get_ref();
                if lists.insert(list) && !self.normalizers.contains(&format!("class:{list}")) {
                    unused("class list", list, &file.path, class.list.span());
                }
            }
            for (name, at) in file.raw.map.keys().map(|n| (n.get_ref(), n.span())) {
                let takes = |n: &String| n.split_once(':').is_some_and(|(_, list)| list == name);
                if !self.normalizers.iter().any(takes) && !IMPLIED.contains(&name.as_str()) {
                    unused("map", name, &file.path, at);
                }
            }
            for genre in &file.raw.genre {
                if !self.genres.contains(genre.id.get_ref()) {
                    unused("genre", genre.id.get_ref(), &file.path, genre.id.span());
                }
            }
        }
        for (name, at) in &pack.custom_places {
            if !self.fields.contains(&format!("custom.{name}")) {
                unused("field", &format!("custom.{name}"), &pack.file, at.clone());
            }
        }
    }
}
