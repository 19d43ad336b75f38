//! What linking found as tables: documents with their case, links, histories, and what is left open.

use super::entry::{Entry, Mention};
use super::graph::{Link, Links, Status};

/// A row of a table.
pub type Row = Vec<String>;

/// The tables: file name, and the columns of each.
pub const FILES: [(&str, &[&str]); 4] = [
    (
        "documents.csv",
        &[
            "document_id",
            "path",
            "member",
            "part",
            "case_id",
            "position",
            "case_documents",
            "own_numbers",
            "trial_procedure",
            "judgment_date",
            "court",
        ],
    ),
    (
        "links.csv",
        &[
            "from_document",
            "from_number",
            "to_document",
            "to_number",
            "relation",
            "status",
            "from_procedure",
            "to_procedure",
            "from_case",
            "to_case",
            "text",
            "span_start",
            "span_end",
            "rule",
        ],
    ),
    (
        "histories.csv",
        &[
            "case_id",
            "first_number",
            "documents",
            "open_ends",
            "procedures",
            "first_judgment",
            "last_judgment",
        ],
    ),
    (
        "ambiguities.csv",
        &[
            "kind",
            "document_id",
            "number",
            "relation",
            "candidates",
            "span_start",
            "span_end",
        ],
    ),
];

/// The rows of the table of a file; of a name that [`FILES`] lacks there are none.
#[must_use]
pub fn rows(links: &Links, file: &str) -> Vec<Row> {
    match file {
        "documents.csv" => documents(links),
        "links.csv" => links.links.iter().map(|l| link(links, l)).collect(),
        "histories.csv" => histories(links),
        "ambiguities.csv" => ambiguities(links),
        _ => Vec::new(),
    }
}

fn documents(links: &Links) -> Vec<Row> {
    let row = |(at, entry): (usize, &Entry)| {
        let history = &links.histories[links.history_of[at]];
        let position = history.documents.iter().position(|&d| d == at);
        vec![
            entry.document.id.clone(),
            entry.document.path.clone(),
            entry.document.member.clone().unwrap_or_default(),
            entry.document.part.to_string(),
            history.case_id.clone(),
            position.map_or_else(String::new, |p| (p + 1).to_string()),
            history.documents.len().to_string(),
            own_numbers(entry),
            entry.trial_procedure.clone().unwrap_or_default(),
            entry.judged().unwrap_or_default().to_owned(),
            entry
                .court
                .as_ref()
                .map_or_else(String::new, |c| c.name.clone()),
        ]
    };
    links.entries.iter().enumerate().map(row).collect()
}

fn link(links: &Links, link: &Link) -> Row {
    let from = &links.entries[link.from];
    let mention = &from.case_numbers[link.number];
    let to = link.to.first().filter(|_| link.status == Status::Linked);
    let entry = to.map(|&at| &links.entries[at]);
    let case = |at: usize| links.histories[links.history_of[at]].case_id.clone();
    vec![
        from.document.id.clone(),
        own_numbers(from),
        entry.map_or_else(String::new, |e| e.document.id.clone()),
        mention.canonical.clone().unwrap_or_default(),
        mention.relation.clone(),
        link.status.word().to_owned(),
        from.trial_procedure.clone().unwrap_or_default(),
        entry
            .and_then(|e| e.trial_procedure.clone())
            .unwrap_or_default(),
        case(link.from),
        to.map_or_else(String::new, |&at| case(at)),
        mention.text.clone(),
        mention.span.start.to_string(),
        mention.span.end.to_string(),
        mention.rule.clone(),
    ]
}

fn histories(links: &Links) -> Vec<Row> {
    let row = |history: &super::History| {
        let entries = || history.documents.iter().map(|&at| &links.entries[at]);
        let mut days: Vec<&str> = entries().filter_map(Entry::judged).collect();
        days.sort_unstable();
        let stages = entries().map(|e| e.trial_procedure.as_deref().unwrap_or("unknown"));
        vec![
            history.case_id.clone(),
            history.first_number.clone().unwrap_or_default(),
            history.documents.len().to_string(),
            history.open_ends.to_string(),
            stages.collect::<Vec<_>>().join(" > "),
            days.first().copied().unwrap_or_default().to_owned(),
            days.last().copied().unwrap_or_default().to_owned(),
        ]
    };
    links.histories.iter().map(row).collect()
}

/// Numbers that lead to more than one document, numbers that print leaves open, and numbers that several
/// documents carry as their own.
fn ambiguities(links: &Links) -> Vec<Row> {
    let ids = |positions: &[usize]| {
        let ids = positions
            .iter()
            .map(|&at| links.entries[at].document.id.as_str());
        ids.collect::<Vec<_>>().join("; ")
    };
    let mut out = Vec::new();
    for entry in &links.entries {
        for number in entry.own().filter(|n| n.canonical.is_none()) {
            out.push(open(
                entry,
                number,
                "undecided",
                number.candidates.join("; "),
            ));
        }
    }
    for link in &links.links {
        let entry = &links.entries[link.from];
        let number = &entry.case_numbers[link.number];
        let candidates = match link.status {
            Status::Linked | Status::Open => continue,
            Status::Undecided => number.candidates.join("; "),
            Status::SeveralDocuments | Status::SeveralCourts => ids(&link.to),
        };
        out.push(open(entry, number, link.status.word(), candidates));
    }
    for (number, carry) in &links.shared {
        let mut row = vec![String::new(); 7];
        row[0] = "shared_number".to_owned();
        row[2].clone_from(number);
        row[3] = "own".to_owned();
        row[4] = ids(carry);
        out.push(row);
    }
    out
}

fn open(entry: &Entry, number: &Mention, kind: &str, candidates: String) -> Row {
    vec![
        kind.to_owned(),
        entry.document.id.clone(),
        number
            .canonical
            .clone()
            .unwrap_or_else(|| number.text.clone()),
        number.relation.clone(),
        candidates,
        number.span.start.to_string(),
        number.span.end.to_string(),
    ]
}

fn own_numbers(entry: &Entry) -> String {
    let own = entry.own().filter_map(|n| n.canonical.as_deref());
    own.collect::<Vec<_>>().join("; ")
}
