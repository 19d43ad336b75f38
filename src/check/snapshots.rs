//! Whole records against stored ones: what differs, grouped by the rule that did it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::changes::{Changes, Kind};
use super::finding::{Finding, Level};
use crate::record::Record;
use crate::rule::Library;

/// Documents that a finding names before it only counts.
const NAMED: usize = 10;

/// What was found of stored records.
#[derive(Debug, Default)]
pub struct Snapshots {
    /// Values that differ, by rule.
    pub changes: Changes,
    /// Documents whose record differs, but in no value.
    pub other: Vec<(String, String)>,
    /// Documents without a stored record.
    pub absent: Vec<String>,
    /// Documents whose stored record cannot be read, and why.
    pub broken: Vec<(String, String)>,
    /// Documents whose record is as stored.
    pub same: Vec<String>,
    /// Documents that gave a record.
    pub documents: BTreeSet<String>,
}

/// The name of the file that stores the record of a document.
#[must_use]
pub fn snapshot_name(document: &str) -> String {
    format!("{document}.json")
}

/// The text that stores a record: laid out, so that a change reads well.
///
/// # Errors
/// Where the record cannot be written as JSON, which is a fault of this program.
pub fn snapshot_text(record: &Record) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(record)? + "\n")
}

/// Whether a text is a stored record, and no stranger among them.
#[must_use]
pub fn is_snapshot(text: &str) -> bool {
    let read = serde_json::from_str::<Json>(text);
    read.is_ok_and(|json| json["schema_version"].is_string() && json["document"].is_object())
}

impl Snapshots {
    /// Compares the record of one document with the text that is stored for it.
    #[must_use]
    pub fn of(record: &Record, stored: Option<&str>) -> Self {
        let document = record.document.path.clone();
        let mut out = Self {
            documents: BTreeSet::from([document.clone()]),
            ..Self::default()
        };
        let Some(stored) = stored else {
            out.absent.push(document);
            return out;
        };
        let read = serde_json::from_str::<Json>(stored).map_err(|e| e.to_string());
        let new = serde_json::to_value(record).map_err(|e| e.to_string());
        match read.and_then(|old| Ok((old, new?))) {
            Err(why) => out.broken.push((document, why)),
            Ok((old, new)) => {
                out.changes = Changes::between(&document, &old, &new);
                if old == new {
                    out.same.push(document);
                } else if out.changes.differing == 0 {
                    let what = members_that_differ(&old, &new);
                    out.other.push((document, what));
                }
            }
        }
        out
    }

    /// Adds what was found of further documents.
    pub fn add(&mut self, other: Self) {
        self.changes.add(other.changes);
        self.other.extend(other.other);
        self.absent.extend(other.absent);
        self.broken.extend(other.broken);
        self.same.extend(other.same);
        self.documents.extend(other.documents);
    }

    /// Judges them; `stored` are the names of all stored records, `directory` is what stands before them in
    /// reports. Gives the findings, and in words the records that are as stored.
    #[must_use]
    pub fn judge(
        &self,
        library: &Library,
        stored: &[String],
        directory: &str,
    ) -> (Vec<Finding>, Vec<String>) {
        let mut out: Vec<Finding> = self.differing(library);
        for (document, what) in &self.other {
            let file = format!("{directory}{}", snapshot_name(document));
            let message = format!("the record of {document} differs from the stored one in {what}");
            out.push(Finding::new("S701", &file, 0..0, message).help(BLESS));
        }
        for document in &self.absent {
            let file = format!("{directory}{}", snapshot_name(document));
            let message = format!("{document} has no stored record");
            out.push(
                Finding::new("S702", &file, 0..0, message)
                    .help("read its record, then store it with `casemill bless`"),
            );
        }
        let wanted: BTreeSet<String> = self.documents.iter().map(|d| snapshot_name(d)).collect();
        for orphan in stored.iter().filter(|name| !wanted.contains(*name)) {
            let file = format!("{directory}{orphan}");
            let message = format!("{orphan} is the stored record of a document that gave none");
            out.push(Finding::new("S703", &file, 0..0, message).help(
                "`casemill bless` removes it; if its document was renamed, it stores it anew",
            ));
        }
        for (document, why) in &self.broken {
            let file = format!("{directory}{}", snapshot_name(document));
            let message = format!("the stored record of {document} cannot be read: {why}");
            out.push(Finding::new("S704", &file, 0..0, message).help(BLESS));
        }
        let same = self.same.iter();
        let same = same.map(|document| format!("record of {document}"));
        (out, same.collect())
    }

    fn differing(&self, library: &Library) -> Vec<Finding> {
        let rules = self.changes.rules.iter();
        let finding = |(rule, kinds): (&String, &BTreeMap<Kind, _>)| {
            let mut message = format!("records differ from stored ones by `{rule}`: ");
            message.push_str(&counts(kinds));
            for (kind, _, sign) in Kind::ALL {
                let changed: Option<&super::changes::Changed> = kinds.get(kind);
                for sample in changed.iter().flat_map(|c| &c.samples).take(NAMED) {
                    let line = format!(
                        "\n  {sign} {}: {}: {}",
                        sample.document, sample.field, sample.text
                    );
                    message.push_str(&line);
                }
            }
            let known = library.packs.iter().flat_map(|p| &p.rules);
            let known = known.into_iter().find(|r| r.id == *rule);
            let (file, range) = known.map_or(("", 0..0), |r| (r.file.as_str(), r.at.clone()));
            let finding = Finding::new("S701", file, range, message).level(Level::Error);
            finding.of_rule(rule).help(BLESS)
        };
        rules.map(finding).collect()
    }
}

const BLESS: &str = "read the change; where it is meant, accept it with `casemill bless`";

/// The counts of changes in words.
pub(super) fn counts(kinds: &BTreeMap<Kind, super::changes::Changed>) -> String {
    let words = Kind::ALL.iter().filter_map(|(kind, word, _)| {
        let changed = kinds.get(kind)?;
        Some(format!("{} {word}", changed.values))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The members in which two records differ.
fn members_that_differ(old: &Json, new: &Json) -> String {
    let (Some(a), Some(b)) = (old.as_object(), new.as_object()) else {
        return "its form".to_owned();
    };
    let names = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k)));
    let differ = names.filter(|name| a.get(*name) != b.get(*name));
    let names: Vec<String> = differ.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
