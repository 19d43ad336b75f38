//! Documents of one case as a procedural history: first instance, appeal, retrial.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::entry::Entry;
use super::identity::Identity;

/// The documents of one case through its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// First 16 hex digits of sha256 over the joining form of its first number. It is the same in every
    /// dataset that knows that number, whether or not a document carries it.
    pub case_id: String,
    /// Its first number in the joining form; `None` where no number of it can be read.
    pub first_number: Option<String>,
    /// Positions of its documents, the earliest first.
    pub documents: Vec<usize>,
    /// How many numbers of earlier stages no document of the dataset carries.
    pub open_ends: usize,
}

/// Documents and cases that are joined. Documents come first, cases behind them.
#[derive(Debug)]
pub(super) struct Sets {
    above: Vec<usize>,
    cases: BTreeMap<Identity, usize>,
}

impl Sets {
    pub(super) fn new(documents: usize) -> Self {
        Self {
            above: (0..documents).collect(),
            cases: BTreeMap::new(),
        }
    }

    /// Joins a document to a case.
    pub(super) fn join(&mut self, document: usize, case: &Identity) {
        let at = match self.cases.get(case) {
            Some(&at) => at,
            None => {
                let at = self.above.len();
                self.above.push(at);
                self.cases.insert(case.clone(), at);
                at
            }
        };
        let (a, b) = (self.top(document), self.top(at));
        // the lower one stays on top, so that the order of joining does not show
        self.above[a.max(b)] = a.min(b);
    }

    fn top(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }
}

/// The histories in the order of their ids, and for each document the position of its own.
pub(super) fn histories(entries: &[Entry], mut sets: Sets) -> (Vec<History>, Vec<usize>) {
    let mut members: BTreeMap<usize, (Vec<usize>, Vec<Identity>)> = BTreeMap::new();
    for at in 0..entries.len() {
        members.entry(sets.top(at)).or_default().0.push(at);
    }
    for (case, at) in std::mem::take(&mut sets.cases) {
        members.entry(sets.top(at)).or_default().1.push(case);
    }
    let mut out: Vec<History> = members
        .into_values()
        .map(|(documents, cases)| history(entries, documents, &cases))
        .collect();
    out.sort_by(|a, b| (&a.case_id, &a.documents).cmp(&(&b.case_id, &b.documents)));
    let mut of = vec![0; entries.len()];
    for (position, history) in out.iter().enumerate() {
        for &document in &history.documents {
            of[document] = position;
        }
    }
    (out, of)
}

/// `cases` are in order of year, so that the first names the history.
fn history(entries: &[Entry], mut documents: Vec<usize>, cases: &[Identity]) -> History {
    let carried = |case: &&Identity| {
        let carries = |at: &usize| {
            let entry = &entries[*at];
            entry
                .own()
                .any(|n| Identity::of(n, entry).as_ref() == Some(*case))
        };
        documents.iter().any(carries)
    };
    let open_ends = cases.len() - cases.iter().filter(carried).count();
    let dated = documents.iter().all(|&at| entries[at].judged().is_some());
    documents.sort_by_key(|&at| order(&entries[at], dated));
    let name = cases.first().map(Identity::name);
    let called = name.clone().unwrap_or_else(|| {
        let ids = documents.iter().map(|&at| entries[at].document.id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    });
    History {
        case_id: short_hash(&called),
        first_number: name,
        documents,
        open_ends,
    }
}

/// By day of judgment, where all of a history are known, else by stage; the id makes the order total.
fn order(entry: &Entry, dated: bool) -> (String, usize, &str) {
    const STAGES: [&str; 6] = [
        "first_instance",
        "second_instance",
        "death_penalty_review",
        "retrial_review",
        "retrial",
        "enforcement",
    ];
    let stage = entry.trial_procedure.as_deref();
    let stage = STAGES.iter().position(|s| Some(*s) == stage);
    let day = entry.judged().filter(|_| dated).unwrap_or_default();
    (
        day.to_owned(),
        stage.unwrap_or(STAGES.len()),
        &entry.document.id,
    )
}

fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}
