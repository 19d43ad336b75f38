//! `casemill bless`: stores the records of a corpus and raises its baseline, when a person asks for it.

use casemill::check::Report;
use casemill::check::gold::Baseline;
use casemill::check::snapshots::{is_snapshot, snapshot_name, snapshot_text};
use casemill::files::{read_texts, remove_text, write_file};

use crate::check_args::BlessArgs;
use crate::corpus::{self, Looked};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &BlessArgs) -> Result<Exit, Failure> {
    if is_ci() {
        return Err(Failure::new(
            Exit::Usage,
            "bless does nothing where CI is set",
            "read the change and bless it at your own machine, then commit it",
        ));
    }
    if args.corpus.snapshots.is_none() && args.corpus.gold.is_none() {
        return Err(Failure::new(
            Exit::Usage,
            "there is nothing to bless",
            "name stored records with --corpus and --snapshots, labels with --gold, or both",
        ));
    }
    let library = rules::load(args.rules.as_deref())?.library;
    let mut report = Report::default();
    let looked = corpus::look(&library, &args.corpus, None, true, &mut report)?;
    let mut told = String::new();
    store(args, &looked, &mut told)?;
    raise(&looked, &mut told)?;
    stream::print(told.as_bytes())?;
    Ok(Exit::Clean)
}

/// Whether a machine runs this: `CI` is set, and neither empty nor false.
fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| !matches!(ci.to_str(), Some("" | "0" | "false")))
}

/// Writes the records that differ and removes those whose document is gone.
fn store(args: &BlessArgs, looked: &Looked, told: &mut String) -> Result<(), Failure> {
    let Some(directory) = &args.corpus.snapshots else {
        return Ok(());
    };
    let (mut written, mut removed) = (0, 0);
    let mut names = Vec::with_capacity(looked.records.len());
    for record in &looked.records {
        let name = snapshot_name(&record.document.path);
        let path = directory.join(&name);
        let text = snapshot_text(record).map_err(|error| {
            let help = "this is a fault of casemill; please report it";
            Failure::new(Exit::DocumentsFailed, error.to_string(), help)
        })?;
        let old = read_texts(&path, &[])
            .ok()
            .and_then(|mut texts| texts.pop());
        if old.is_none_or(|(_, old)| old != text) {
            write_file(&path, text.as_bytes())?;
            written += 1;
        }
        names.push(name);
    }
    for name in looked.stored.iter().filter(|name| !names.contains(name)) {
        let path = directory.join(name);
        let text = read_texts(&path, &[])?.pop().map(|(_, text)| text);
        if text.is_some_and(|text| is_snapshot(&text)) {
            remove_text(&path)?;
            removed += 1;
        } else {
            told.push_str(&format!(
                "{name} is no record and stays; move it elsewhere\n"
            ));
        }
    }
    told.push_str(&format!(
        "stored records: {written} written, {removed} removed, {} in all\n",
        names.len()
    ));
    Ok(())
}

/// Raises the marks of the baseline to what was measured.
fn raise(looked: &Looked, told: &mut String) -> Result<(), Failure> {
    let Some(labels) = &looked.labels else {
        return Ok(());
    };
    let new = Baseline::of(&looked.examined.scores, &labels.hash);
    let old = corpus::read_baseline(labels)?.map(|(baseline, _)| baseline);
    let raised = old
        .as_ref()
        .map_or_else(|| new.clone(), |old| old.raised(&new));
    for (pack, measure) in raised.above(&new) {
        told.push_str(&format!(
            "{measure} of pack {pack} is below its mark, which stays: a baseline can only rise\n"
        ));
    }
    if old.as_ref() != Some(&raised) {
        write_file(&labels.baseline, raised.text().as_bytes())?;
        told.push_str("baseline: written\n");
    } else {
        told.push_str("baseline: unchanged\n");
    }
    Ok(())
}
