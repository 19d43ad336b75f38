//! A corpus under a check: finds its documents, labels and stored records, runs over it, and adds what it
//! came to to the report. What is judged, and how, is the library's business.

use std::path::{Path, PathBuf};
use std::time::Instant;

use casemill::batch::{BatchError, Options, Status, Surveyed, survey};
use casemill::check::gold::{Baseline, Gold};
use casemill::check::snapshots::snapshot_name;
use casemill::check::{
    Clock, Corpus, Examined, Examiner, Finding, Level, Report, Stored, funnel, gold,
};
use casemill::files::{RecordIndex, Selection, Walk, read_texts, text_names};
use casemill::output::JsonLines;
use casemill::record::Record;
use casemill::rule::{Library, Pack};
use serde::Deserialize;
use serde_json::Value as Json;

use crate::check_args::{CompareArgs, CorpusArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::rules;

/// Extensions of labels and of stored records.
const LABELS: [&str; 2] = ["json", "jsonl"];
const STORED: [&str; 1] = ["json"];
/// The end of the name of a baseline.
const BASELINE: &str = "baseline.json";

/// Labels as they were read, and what they were held against before.
pub(crate) struct Labels {
    pub(crate) gold: Gold,
    /// As typed, for messages.
    name: String,
    /// A hash of all labels.
    pub(crate) hash: String,
    /// Where the baseline is, and its text where it is there.
    pub(crate) baseline: PathBuf,
    text: Option<String>,
    /// Files that hold what is no label, for the places in them.
    texts: Vec<(String, String)>,
}

/// What a run over a corpus came to, for those who store it.
pub(crate) struct Looked {
    pub(crate) examined: Examined,
    pub(crate) labels: Option<Labels>,
    /// Names of the stored records that were there.
    pub(crate) stored: Vec<String>,
    /// The records, where they were asked for.
    pub(crate) records: Vec<Record>,
}

/// Whether anything of a corpus is asked for.
pub(crate) fn is_asked(args: &CorpusArgs) -> bool {
    args.corpus.is_some() || args.gold.is_some()
}

/// Runs over the corpus and adds to the report what it came to; `keep` keeps the records.
pub(crate) fn look(
    library: &Library,
    args: &CorpusArgs,
    compare: Option<&CompareArgs>,
    keep: bool,
    report: &mut Report,
) -> Result<Looked, Failure> {
    let asked = Asked::new(args, compare)?;
    let sums = asked.run(library, keep, report)?;
    let (counts, examined) = (sums.counts, sums.examined);
    let stored = args.snapshots.as_deref();
    let looked = Looked {
        stored: stored.map_or(Ok(Vec::new()), names_or_none)?,
        examined,
        labels: asked.labels,
        records: sums.records,
    };
    let is_compared = asked.earlier.is_some();
    judge(library, args, asked.profile, &looked, report)?;
    let examined = &looked.examined;
    report.corpus = Some(Corpus {
        funnel: args.corpus.as_ref().map(|_| examined.funnel.clone()),
        scores: looked.labels.as_ref().map(|_| examined.scores.clone()),
        changes: is_compared.then(|| examined.changes.clone()),
        costs: asked.profile.then(|| examined.costs.clone()),
        ..counts
    });
    Ok(looked)
}

/// What is asked of a corpus, with all that was opened for it.
struct Asked<'a> {
    args: &'a CorpusArgs,
    labels: Option<Labels>,
    earlier: Option<RecordIndex>,
    profile: bool,
}

impl<'a> Asked<'a> {
    fn new(args: &'a CorpusArgs, compare: Option<&CompareArgs>) -> Result<Self, Failure> {
        let earlier = compare.and_then(|c| c.against.as_deref());
        Ok(Self {
            args,
            labels: args.gold.as_deref().map(read_labels).transpose()?,
            earlier: earlier.map(open_run).transpose()?,
            profile: compare.is_some_and(|c| c.profile),
        })
    }

    /// Looks at every document; without a corpus, at those that are labelled.
    fn run(&self, library: &Library, keep: bool, report: &mut Report) -> Result<Sums, Failure> {
        let began = now();
        let clock = move || now().saturating_duration_since(began);
        let before = |record: &Record| record_of(self.earlier.as_ref()?, &record.document.id);
        let stored = |document: &str| self.stored(document);
        let examiner = Examiner {
            library,
            choice: rules::choice(library, self.args.lang, self.args.pack.as_deref())?,
            funnel: self.args.corpus.is_some(),
            gold: self.labels.as_ref().map(|l| &l.gold),
            before: self.earlier.is_some().then_some(&before),
            stored: self
                .args
                .snapshots
                .is_some()
                .then_some(&stored as &Stored<'_>),
            clock: self.profile.then_some(&clock as &Clock<'_>),
        };
        let mut sums = Sums {
            keep,
            prefix: prefix(&documents(self.args)),
            ..Sums::default()
        };
        let work = |source: &_| examiner.examine(source);
        let options = Options {
            threads: self.args.threads.map(usize::from),
            ..Options::default()
        };
        let walk = self.walk()?;
        let inputs = walk.inputs().filter(|input| self.wants(&input.name));
        let surveyed = survey(&work, &options, inputs, &mut |one| sums.take(one, report));
        match surveyed {
            // that no labelled document is there is told of each label
            Err(BatchError::NothingToDo(_)) if self.args.corpus.is_none() => {}
            other => drop(other?),
        }
        if let Some(run) = &self.earlier {
            let all = u64::try_from(run.keys().len()).unwrap_or(u64::MAX);
            let seen = sums.examined.changes.documents;
            sums.examined.changes.only_before = all.saturating_sub(seen);
        }
        Ok(sums)
    }

    fn walk(&self) -> Result<Walk, Failure> {
        let walk = Walk::new(&[documents(self.args)], Selection::default())?;
        Ok(match &self.args.gold {
            Some(gold) => walk.without(gold),
            None => walk,
        })
    }

    fn wants(&self, document: &str) -> bool {
        self.args.corpus.is_some() || self.labels.as_ref().is_some_and(|l| l.gold.has(document))
    }

    fn stored(&self, document: &str) -> Option<String> {
        let path = self.args.snapshots.as_ref()?.join(snapshot_name(document));
        read_texts(&path, &[]).ok()?.pop().map(|(_, text)| text)
    }
}

/// What is added up while documents come in.
#[derive(Default)]
struct Sums {
    examined: Examined,
    counts: Corpus,
    keep: bool,
    records: Vec<Record>,
    /// What stands before the name of a document in reports.
    prefix: String,
}

impl Sums {
    fn take(&mut self, one: Surveyed<(Record, Examined)>, report: &mut Report) {
        match (one.result, one.line.status) {
            (Some((record, examined)), _) => {
                self.counts.documents += 1;
                self.examined.add(examined);
                if self.keep {
                    self.records.push(record);
                }
            }
            (None, Status::Failed) => {
                self.counts.failed += 1;
                let why = one.line.reason.map_or(String::new(), |r| r.to_string());
                let file = format!("{}{}", self.prefix, one.line.path);
                let message = format!("{} failed: {why}", one.line.path);
                let finding = Finding::new("C507", &file, 0..0, message);
                report.findings.push(finding.level(Level::Error));
            }
            (None, _) => self.counts.skipped += 1,
        }
    }
}

/// Turns what was counted into findings.
fn judge(
    library: &Library,
    args: &CorpusArgs,
    profile: bool,
    looked: &Looked,
    report: &mut Report,
) -> Result<(), Failure> {
    let own = || library.packs.iter().filter(|p| !p.shipped);
    if args.corpus.is_some() {
        let findings = funnel::judge(library, &looked.examined.funnel);
        report.findings.extend(findings);
    }
    if profile {
        report.findings.extend(looked.examined.costs.judge(own()));
    }
    if let Some(labels) = &looked.labels {
        let prefix = prefix(&documents(args));
        labelled(own(), labels, &looked.examined, &prefix, report)?;
    }
    if let Some(directory) = &args.snapshots {
        let snapshots = &looked.examined.snapshots;
        let at = prefix(directory);
        let (findings, same) = snapshots.judge(library, &looked.stored, &at);
        report.findings.extend(findings);
        report.passed.extend(same);
    }
    Ok(())
}

fn labelled<'a>(
    packs: impl Iterator<Item = &'a Pack>,
    labels: &Labels,
    examined: &Examined,
    prefix: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let file = slashed(&labels.baseline);
    let baseline = read_baseline(labels)?;
    let standard = gold::Standard {
        gold: &labels.gold,
        name: &labels.name,
        labels: &labels.hash,
        baseline: baseline
            .as_ref()
            .map(|(b, text)| (file.as_str(), b, text.as_str())),
        documents: prefix,
    };
    let (findings, passed) = gold::judge(packs, &examined.scores, &standard);
    report.findings.extend(findings);
    report.passed.extend(passed);
    if let Some((_, text)) = baseline {
        report.sources.insert(file, text);
    }
    report.sources.extend(labels.texts.iter().cloned());
    let texts = examined.scores.texts.iter();
    let texts = texts.map(|(document, text)| (format!("{prefix}{document}"), text.clone()));
    report.sources.extend(texts);
    Ok(())
}

/// The baseline of labels and its text, where there is one.
pub(crate) fn read_baseline(labels: &Labels) -> Result<Option<(Baseline, String)>, Failure> {
    let Some(text) = &labels.text else {
        return Ok(None);
    };
    let baseline = Baseline::parse(text).map_err(|error| {
        let message = format!("{}: {error}", slashed(&labels.baseline));
        let help = "correct it, or remove it and make it anew with `casemill bless`";
        Failure::new(Exit::Paths, message, help)
    })?;
    Ok(Some((baseline, text.clone())))
}

/// Reads all labels, without the baseline beside them.
fn read_labels(path: &Path) -> Result<Labels, Failure> {
    let prefix = if path.is_dir() {
        prefix(path)
    } else {
        path.parent().map(self::prefix).unwrap_or_default()
    };
    let baseline = if path.is_dir() {
        path.join(BASELINE)
    } else {
        path.with_extension(BASELINE)
    };
    let mut files = read_texts(path, &LABELS)?;
    files.retain(|(name, _)| name != BASELINE);
    let hash = rules::hash_of(&files);
    for (name, _) in &mut files {
        *name = format!("{prefix}{name}");
    }
    let text = if baseline.is_file() {
        read_texts(&baseline, &[])?.pop().map(|(_, text)| text)
    } else {
        None
    };
    let gold = Gold::parse(&files);
    files.retain(|(name, _)| gold.broken.iter().any(|b| b.file == *name));
    Ok(Labels {
        gold,
        texts: files,
        name: slashed(path),
        hash,
        baseline,
        text,
    })
}

/// The directory of the documents.
fn documents(args: &CorpusArgs) -> PathBuf {
    let beside = || {
        let gold = args.gold.as_deref().unwrap_or(Path::new("."));
        let parent = gold.parent().filter(|p| !p.as_os_str().is_empty());
        parent.unwrap_or(Path::new(".")).to_owned()
    };
    args.corpus.clone().unwrap_or_else(beside)
}

/// Names of stored records; a directory that is not there has none.
fn names_or_none(directory: &Path) -> Result<Vec<String>, Failure> {
    if directory.exists() {
        Ok(text_names(directory, &STORED)?)
    } else {
        Ok(Vec::new())
    }
}

/// A directory as it stands before the names of its files in reports.
pub(crate) fn prefix(directory: &Path) -> String {
    let text = slashed(directory);
    match text.trim_end_matches('/') {
        "" if !text.is_empty() => "/".to_owned(),
        "" | "." => String::new(),
        path => format!("{}/", path.trim_start_matches("./")),
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Opens the records of an earlier run: its directory, or its file.
pub(crate) fn open_run(path: &Path) -> Result<RecordIndex, Failure> {
    let name = JsonLines::FILE_NAME;
    Ok(RecordIndex::open(path, name, document_of)?)
}

/// The id of the document of a line of records.
fn document_of(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Line {
        document: Document,
    }
    #[derive(Deserialize)]
    struct Document {
        id: String,
    }
    serde_json::from_slice::<Line>(line)
        .ok()
        .map(|l| l.document.id)
}

/// The record of a document in an earlier run.
pub(crate) fn record_of(run: &RecordIndex, id: &str) -> Option<Json> {
    let line = run.line(id).ok()??;
    serde_json::from_slice(&line).ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "rules are timed for the user; records know no time"
)]
fn now() -> Instant {
    Instant::now()
}
