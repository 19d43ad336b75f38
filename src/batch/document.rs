//! One document as it was found to its manifest lines and to records as bytes: read, decode, extract,
//! render. What it gives depends on the document alone.

use std::borrow::Cow;
use std::path::PathBuf;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::counts::Counts;
use super::manifest::{ManifestLine, Reason, Status};
use super::state::{Hash, hex};
use super::{BatchError, Options, panics};
use crate::extract::{Origin, PackChoice, Source, extract};
use crate::files::{Verdict, read_document, write_file};
use crate::input::{Content, Format, MAX_DOCUMENT, Raw, Text, of_document, refusal, texts};
use crate::output::RecordFormat;
use crate::record::{CustomValue, Record};
use crate::rule::Library;
use crate::search::within;
use crate::span::ByteSpan;
use crate::text::Decoded;

/// The custom field that holds the other columns of a row.
const COLUMNS: &str = "source";
/// What stands for a rule where a value comes from beside the text.
const FROM_INPUT: &str = "input.columns";

/// What all documents of a run are worked on with.
pub(super) struct Work<'a> {
    pub(super) extractor: &'a (dyn Fn(&Source) -> Record + Sync),
    pub(super) options: &'a Options,
    pub(super) formats: &'a [&'a dyn RecordFormat],
}

/// What became of a document as it was found.
pub(super) struct Outcome {
    /// What it was.
    pub(super) hash: Hash,
    /// A line for each document in it.
    pub(super) lines: Vec<ManifestLine>,
    /// Its records in each format.
    pub(super) rendered: Vec<Vec<u8>>,
    pub(super) counts: Counts,
    /// The files of texts that it wrote.
    pub(super) texts: Vec<PathBuf>,
    /// What ends the run: the output failed.
    pub(super) fatal: Option<BatchError>,
}

/// Why bytes gave no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// No byte, or nothing but blanks.
    #[error("empty")]
    Empty,
    /// No text in any encoding known.
    #[error("{0}")]
    Undecodable(String),
    /// A file of a format that holds several documents.
    #[error("a .{0} file holds several documents; `casemill extract` reads it")]
    Several(&'static str),
}

/// The bytes of one document as a source, under a name that tells the format; `-` is one without a name.
///
/// # Errors
/// [`Refused`] where they hold nothing, several documents, or no text.
pub fn read_source(bytes: &[u8], name: &str) -> Result<Source, Refused> {
    let format = match name {
        "-" => Format::of_content(bytes),
        _ => Format::of(name).unwrap_or(Format::Text),
    };
    if !format.is_document() {
        return Err(Refused::Several(format.word()));
    }
    let decoded = of_document(format, bytes, MAX_DOCUMENT).map_err(|verdict| match verdict {
        Verdict::Fail(_, why) => Refused::Undecodable(why),
        Verdict::Skip(..) | Verdict::Take => Refused::Empty,
    })?;
    if decoded.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let origin = Origin {
        path: name.to_owned(),
        member: None,
        part: 1,
        sha256: hex(&Sha256::digest(bytes)),
        bytes: length(bytes),
        format: format.word(),
    };
    Ok(Source { origin, decoded })
}

/// Extracts a record from the bytes of one document, as a run does for each.
///
/// # Errors
/// What its manifest line would say: the document failed or is none, and why.
pub fn extract_bytes(
    library: &Library,
    choice: PackChoice,
    name: &str,
    bytes: &[u8],
) -> Result<Record, (Status, Reason)> {
    let panicked = |message: String| (Status::Failed, Reason::new("panic", &message));
    let refused = |refused| match refused {
        Refused::Empty => (Status::Skipped, Reason::new("empty", "")),
        other => (
            Status::Failed,
            Reason::new("undecodable", &other.to_string()),
        ),
    };
    // Decoding is caught as well: bytes of any kind reach it.
    panics::caught(|| read_source(bytes, name).map(|source| extract(library, &source, choice)))
        .map_err(panicked)?
        .map_err(refused)
}

/// The bytes of a document with their sha256, or what becomes of it without.
pub(super) type Loaded<'r> = Result<(Cow<'r, [u8]>, Hash), (Verdict, u64)>;

/// Reads a document as it was found.
pub(super) fn load(raw: &Raw, limit: u64) -> Loaded<'_> {
    let bytes = match &raw.content {
        Content::File(path, size) => match read_document(path, limit) {
            Ok(bytes) => Cow::Owned(bytes),
            Err(error) => return Err((refusal(&error), *size)),
        },
        Content::Bytes(bytes) => Cow::Borrowed(bytes.as_slice()),
        Content::Row(row) => Cow::Borrowed(row.json.as_slice()),
        Content::Aside(verdict, size) => return Err((verdict.clone(), *size)),
        Content::End(_) => return Err((Verdict::Take, 0)),
    };
    let hash = Sha256::digest(&bytes).into();
    Ok((bytes, hash))
}

/// What a document is, name and content: the same hash is the same document.
pub(super) fn identity(raw: &Raw, loaded: &Loaded<'_>) -> Hash {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update(bytes);
        hash.update([0]);
    };
    part(raw.path.as_bytes());
    part(raw.member.as_deref().unwrap_or_default().as_bytes());
    part(raw.format.word().as_bytes());
    if let Content::Row(row) = &raw.content {
        part(row.column.as_deref().unwrap_or_default().as_bytes());
    }
    match loaded {
        Ok((_, sha256)) => part(sha256),
        Err((Verdict::Take, _)) => part(b"end"),
        Err((Verdict::Skip(kind, detail) | Verdict::Fail(kind, detail), _)) => {
            part(kind.as_bytes());
            part(detail.as_bytes());
        }
    }
    hash.finalize().into()
}

impl Work<'_> {
    /// Does all that one document needs. Called from many threads.
    pub(super) fn process(&self, raw: &Raw) -> Outcome {
        let limit = self.options.reading.max_document;
        let loaded = load(raw, limit);
        let mut outcome = Outcome {
            hash: identity(raw, &loaded),
            lines: Vec::new(),
            rendered: vec![Vec::new(); self.formats.len()],
            counts: Counts::default(),
            texts: Vec::new(),
            fatal: None,
        };
        let (bytes, sha256) = match &loaded {
            Ok((bytes, sha256)) => (bytes, hex(sha256)),
            Err((verdict, size)) => {
                outcome.aside(raw, verdict, *size, None);
                return outcome;
            }
        };
        let size = length(bytes);
        match panics::caught(|| texts(raw, bytes, limit)) {
            Ok(Ok(found)) => {
                for text in found {
                    self.text(raw, text, &sha256, size, &mut outcome);
                }
            }
            Ok(Err(verdict)) => outcome.aside(raw, &verdict, size, Some(sha256)),
            Err(message) => {
                let verdict = Verdict::Fail("panic", message);
                outcome.aside(raw, &verdict, size, Some(sha256));
            }
        }
        outcome
    }

    fn text(&self, raw: &Raw, text: Text, sha256: &str, size: u64, outcome: &mut Outcome) {
        let mut line = ManifestLine::new(raw, size, Some(sha256.to_owned()));
        line.part = text.part;
        line.start = (text.start > 0).then_some(text.start);
        line.encoding = Some(text.decoded.encoding);
        line.evidence = Some(text.decoded.evidence);
        line.replaced = Some(text.decoded.replaced).filter(|n| *n > 0);
        let worked = panics::caught(|| self.record(raw, text, sha256, size));
        let worked = worked.unwrap_or_else(|message| Err(Stop::Document("panic", message)));
        match worked {
            Ok((record, rendered, written)) => {
                line.records = 1;
                outcome.texts.extend(written);
                outcome.counts.add_record(&record);
                for (all, one) in outcome.rendered.iter_mut().zip(rendered) {
                    all.extend(one);
                }
            }
            Err(Stop::Document(kind, why)) => {
                line.status = Status::Failed;
                line.reason = Some(Reason::new(kind, &why));
            }
            Err(Stop::Run(error)) => outcome.fatal = Some(error),
        }
        outcome.line(line);
    }

    fn record(&self, raw: &Raw, text: Text, sha256: &str, size: u64) -> Result<Worked, Stop> {
        let source = source_of(raw, text.decoded, text.part, sha256, size);
        let most = self.options.max_work;
        let Some(mut record) = within(most, || (self.extractor)(&source)) else {
            let why = format!("patterns look at more than {most} bytes; --max-work allows more");
            return Err(Stop::Document("too much work", why));
        };
        if let Some(columns) = text.columns {
            add_columns(&mut record, columns);
        }
        let max = self.options.max_values;
        if let Some((field, values)) = longest_field(&record).filter(|(_, n)| *n > max) {
            let why = format!("{field}: {values}, more than {max}; --max-values allows more");
            return Err(Stop::Document("too many values", why));
        }
        let mut rendered = vec![Vec::new(); self.formats.len()];
        for (format, out) in self.formats.iter().zip(&mut rendered) {
            format
                .render(&record, out)
                .map_err(|error| Stop::Run(error.into()))?;
        }
        let directory = self.options.texts.as_ref().filter(|_| text.taken_out);
        let written = directory.map(|directory| {
            // Two levels, since a directory of a million files serves nobody.
            let id = &record.document.id;
            let path = directory.join(&id[..2]).join(format!("{id}.txt"));
            write_file(&path, source.decoded.text.as_bytes()).map(|()| path)
        });
        let written = written
            .transpose()
            .map_err(|error| Stop::Run(error.into()))?;
        Ok((record, rendered, written))
    }
}

fn source_of(raw: &Raw, decoded: Decoded, part: u32, sha256: &str, size: u64) -> Source {
    let origin = Origin {
        path: raw.path.to_string(),
        member: raw.member.clone(),
        part,
        sha256: sha256.to_owned(),
        bytes: size,
        format: raw.format.word(),
    };
    Source { origin, decoded }
}

/// Does other work than a run's over the texts of one document, with the line that each would have.
pub(super) fn survey<T>(
    raw: &Raw,
    limit: u64,
    work: &(dyn Fn(&Source) -> T + Sync),
) -> Vec<(ManifestLine, Option<T>)> {
    let loaded = load(raw, limit);
    let (bytes, sha256) = match &loaded {
        Ok((bytes, sha256)) => (bytes, hex(sha256)),
        Err((verdict, size)) => {
            let line = line_aside(raw, verdict, *size, None);
            return line.into_iter().map(|line| (line, None)).collect();
        }
    };
    let size = length(bytes);
    let found = panics::caught(|| texts(raw, bytes, limit));
    let found = found.unwrap_or_else(|message| Err(Verdict::Fail("panic", message)));
    match found {
        Ok(found) => found
            .into_iter()
            .map(|text| {
                let mut line = ManifestLine::new(raw, size, Some(sha256.clone()));
                line.part = text.part;
                let source = source_of(raw, text.decoded, text.part, &sha256, size);
                let result = panics::caught(|| work(&source));
                if let Err(message) = &result {
                    line.status = Status::Failed;
                    line.reason = Some(Reason::new("panic", message));
                }
                (line, result.ok())
            })
            .collect(),
        Err(verdict) => {
            let line = line_aside(raw, &verdict, size, Some(sha256));
            line.into_iter().map(|line| (line, None)).collect()
        }
    }
}

/// The line of what gave no text; the end of a container is no document and has none.
fn line_aside(
    raw: &Raw,
    verdict: &Verdict,
    size: u64,
    sha256: Option<String>,
) -> Option<ManifestLine> {
    let (status, kind, detail) = match verdict {
        Verdict::Skip(kind, detail) => (Status::Skipped, kind, detail),
        Verdict::Fail(kind, detail) => (Status::Failed, kind, detail),
        Verdict::Take => return None,
    };
    let mut line = ManifestLine::new(raw, size, sha256);
    line.status = status;
    line.reason = Some(Reason::new(kind, detail));
    Some(line)
}

/// A record, itself in each format, and the file of its text where there is one.
type Worked = (Record, Vec<Vec<u8>>, Option<PathBuf>);

/// What stops the work on a document, or all work.
enum Stop {
    Document(&'static str, String),
    Run(BatchError),
}

impl Outcome {
    fn line(&mut self, line: ManifestLine) {
        self.counts.tally.documents += 1;
        self.counts.add_line(&line);
        self.lines.push(line);
    }

    fn aside(&mut self, raw: &Raw, verdict: &Verdict, size: u64, sha256: Option<String>) {
        if let Some(line) = line_aside(raw, verdict, size, sha256) {
            self.line(line);
        }
    }
}

/// The other columns of a row, as one value that is quoted from nowhere in the text.
fn add_columns(record: &mut Record, columns: Map<String, Value>) {
    let value = CustomValue {
        value: Value::Object(columns),
        text: String::new(),
        span: ByteSpan::new(0, 0),
        rule: FROM_INPUT.to_owned(),
    };
    record
        .custom
        .entry(COLUMNS.to_owned())
        .or_default()
        .push(value);
}

/// The field with the most values, and how many.
fn longest_field(record: &Record) -> Option<(&str, usize)> {
    let standard = [
        ("case_numbers", record.case_numbers.len()),
        ("parties", record.parties.len()),
        ("representatives", record.representatives.len()),
        ("dates", record.dates.len()),
        ("issues", record.issues.len()),
        ("holdings", record.holdings.len()),
        ("gist", record.gist.len()),
        ("disposition", record.disposition.len()),
        ("cited_provisions", record.cited_provisions.len()),
        ("adjudicators", record.adjudicators.len()),
        ("sections", record.sections.len()),
    ];
    let custom = record
        .custom
        .iter()
        .map(|(name, values)| (name.as_str(), values.len()));
    standard.into_iter().chain(custom).max_by_key(|(_, n)| *n)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
