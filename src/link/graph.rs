//! Numbers to links: which document each number leads to, and which documents are one history.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Mention};
use super::history::{History, Sets, histories};
use super::identity::Identity;

/// Two records that cannot stand in one dataset.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("two documents have the id {id}: {first} and {second}")]
pub struct LinkError {
    /// The id.
    pub id: String,
    /// Path of the document that came first.
    pub first: String,
    /// Path of the other.
    pub second: String,
}

/// What a number leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One document of the dataset.
    Linked,
    /// A case of which the dataset has no document.
    Open,
    /// Several documents of one case carry the number.
    SeveralDocuments,
    /// Cases of several courts carry the number, and nothing tells which is meant.
    SeveralCourts,
    /// Print leaves open which number it is.
    Undecided,
}

impl Status {
    /// The word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Open => "open",
            Self::SeveralDocuments => "several_documents",
            Self::SeveralCourts => "several_courts",
            Self::Undecided => "undecided",
        }
    }
}

/// A number of an earlier or another case that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Position of the document that names it.
    pub from: usize,
    /// Position of the number in the document's list.
    pub number: usize,
    /// What it leads to.
    pub status: Status,
    /// Positions of the documents that carry it: one where it is linked.
    pub to: Vec<usize>,
}

/// Documents and what joins them.
#[derive(Debug, Default)]
pub struct Links {
    /// The documents, in the order they came in.
    pub entries: Vec<Entry>,
    /// Numbers that are not their document's own, in order of document and place.
    pub links: Vec<Link>,
    /// Histories, in the order of their case ids.
    pub histories: Vec<History>,
    /// Position of the history of each document.
    pub history_of: Vec<usize>,
    /// Positions of the documents that share an own number, by its official form.
    pub shared: BTreeMap<String, Vec<usize>>,
}

/// Takes records and joins them.
#[derive(Debug, Default)]
pub struct Linker {
    entries: Vec<Entry>,
    seen: BTreeMap<String, usize>,
}

impl Linker {
    /// Takes a record. One that was taken already, from another copy of a dataset, is told by `false`.
    ///
    /// # Errors
    /// [`LinkError`] where another document has its id: links could not tell them apart.
    pub fn add(&mut self, entry: Entry) -> Result<bool, LinkError> {
        let at = self.entries.len();
        if let Some(&known) = self.seen.get(&entry.document.id) {
            let first = &self.entries[known].document;
            if first.sha256 == entry.document.sha256 {
                return Ok(false);
            }
            return Err(LinkError {
                id: entry.document.id.clone(),
                first: first.path.clone(),
                second: entry.document.path,
            });
        }
        self.seen.insert(entry.document.id.clone(), at);
        self.entries.push(entry);
        Ok(true)
    }

    /// Joins what was taken.
    #[must_use]
    pub fn finish(self) -> Links {
        let carriers = Carriers::of(&self.entries);
        let mut sets = Sets::new(self.entries.len());
        for holders in carriers.0.values() {
            for (at, identity) in holders.iter().filter(|(_, i)| i.is_certain()) {
                sets.join(*at, identity);
            }
        }
        let mut links = Vec::new();
        for (from, entry) in self.entries.iter().enumerate() {
            for (number, mention) in entry.case_numbers.iter().enumerate() {
                if mention.relation == "own" {
                    continue;
                }
                let (link, identity) = carriers.lead(from, number, mention, entry);
                if mention.relation == "prior"
                    && let Some(identity) = identity
                {
                    sets.join(from, &identity);
                }
                links.push(link);
            }
        }
        let (histories, history_of) = histories(&self.entries, sets);
        Links {
            shared: carriers.shared(&self.entries),
            entries: self.entries,
            links,
            histories,
            history_of,
        }
    }
}

/// The documents that carry a number as their own, by its form.
struct Carriers(BTreeMap<String, Vec<(usize, Identity)>>);

impl Carriers {
    fn of(entries: &[Entry]) -> Self {
        let mut out: BTreeMap<String, Vec<(usize, Identity)>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let own = entry.own().filter_map(|n| Identity::of(n, entry));
            for identity in own.collect::<BTreeSet<_>>() {
                out.entry(identity.form.clone())
                    .or_default()
                    .push((at, identity));
            }
        }
        Self(out)
    }

    /// What a number leads to, and the one case it stands for.
    fn lead(
        &self,
        from: usize,
        number: usize,
        mention: &Mention,
        entry: &Entry,
    ) -> (Link, Option<Identity>) {
        let link = |status, to| Link {
            from,
            number,
            status,
            to,
        };
        let Some(meant) = Identity::of(mention, entry) else {
            return (link(Status::Undecided, Vec::new()), None);
        };
        let holders = self.0.get(&meant.form).map_or(&[][..], Vec::as_slice);
        let fitting = || {
            holders
                .iter()
                .filter(|(at, i)| *at != from && meant.may_be(i))
        };
        let cases: BTreeSet<&Identity> = fitting().map(|(_, identity)| identity).collect();
        let to: Vec<usize> = fitting().map(|(at, _)| *at).collect();
        let certain = |identity: &Identity| Some(identity.clone()).filter(Identity::is_certain);
        match (cases.len(), to.len()) {
            (0, _) => (link(Status::Open, to), certain(&meant)),
            (1, 1) => (
                link(Status::Linked, to),
                cases.first().and_then(|i| certain(i)),
            ),
            (1, _) => (
                link(Status::SeveralDocuments, to),
                cases.first().and_then(|i| certain(i)),
            ),
            _ => (link(Status::SeveralCourts, to), None),
        }
    }

    /// Numbers that several documents of one case carry.
    fn shared(&self, entries: &[Entry]) -> BTreeMap<String, Vec<usize>> {
        let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for holders in self.0.values() {
            let cases: BTreeSet<&Identity> = holders.iter().map(|(_, i)| i).collect();
            for case in cases {
                let carry = holders.iter().filter(|(_, i)| i == case).map(|(at, _)| *at);
                let carry: Vec<usize> = carry.collect();
                if carry.len() > 1 {
                    let printed = entries[carry[0]]
                        .own()
                        .find(|n| Identity::of(n, &entries[carry[0]]).as_ref() == Some(case));
                    let form = printed.and_then(|n| n.canonical.clone());
                    out.insert(form.unwrap_or_else(|| case.name()), carry);
                }
            }
        }
        out
    }
}
