//! `casemill diff`: what two runs do not share, by the rule that gave it.

use std::path::Path;

use casemill::check::changes::Changes;
use casemill::check::report::{changes_markdown, changes_text};
use casemill::files::{RecordIndex, shown};

use crate::check_args::{DiffArgs, DiffForm};
use crate::corpus::{open_run, record_of};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let (before, after) = (open(&args.before)?, open(&args.after)?);
    let mut changes = Changes::default();
    for id in after.keys() {
        let Some(new) = record_of(&after, id) else {
            return Err(changed_meanwhile(&args.after));
        };
        let path = new["document"]["path"].as_str().unwrap_or(id);
        match record_of(&before, id) {
            Some(old) => changes.add(Changes::between(path, &old, &new)),
            None => changes.only_after += 1,
        }
    }
    let gone = before.keys().iter().filter(|id| !after.has(id)).count();
    changes.only_before = u64::try_from(gone).unwrap_or(u64::MAX);
    let text = match args.format {
        DiffForm::Human => changes_text(&changes),
        DiffForm::Md => changes_markdown(&changes),
        DiffForm::Json => {
            serde_json::to_string_pretty(&changes)
                .map_err(|e| Failure::new(Exit::DocumentsFailed, e.to_string(), FAULT))?
                + "\n"
        }
    };
    stream::print(text.as_bytes())?;
    Ok(Exit::Clean)
}

const FAULT: &str = "this is a fault of casemill; please report it";

/// The records of a run; a file without one is no run.
fn open(path: &Path) -> Result<RecordIndex, Failure> {
    let index = open_run(path)?;
    let failed = |message: String| {
        let help = "give what `casemill extract` wrote: a directory, or its records.jsonl";
        Err(Failure::new(Exit::Paths, message, help))
    };
    if index.keys().is_empty() {
        return failed(format!("{} holds no record", shown(path)));
    }
    if index.strange > 0 {
        return failed(format!(
            "{} holds {} line(s) that are no record, or the second of a document",
            shown(path),
            index.strange
        ));
    }
    Ok(index)
}

fn changed_meanwhile(path: &Path) -> Failure {
    let message = format!("{} changed while it was read", shown(path));
    Failure::new(
        Exit::Paths,
        message,
        "run it again when nobody writes there",
    )
}
