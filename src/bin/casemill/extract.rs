//! `casemill extract`: the main job.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use casemill::batch::{self, BatchError, Ended, Job, MANIFEST, Options, Point, SUMMARY, Status};
use casemill::files::{Existing, OutputDir, Selection, Unfinished, Walk, read_paths};
use casemill::input::Reading;
use casemill::output::csv::{CsvTable, TABLES, file_name};
use casemill::output::{JsonLines, RecordFormat};
use casemill::record::SCHEMA_VERSION;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::cli::{ExtractArgs, Format};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::rules::Loaded;
use crate::{report, rules, stream};

pub(crate) fn run(args: &ExtractArgs) -> Result<Exit, Failure> {
    let streams = args
        .inputs
        .iter()
        .filter(|input| input.as_os_str() == "-")
        .count();
    match (streams, &args.out) {
        (0, Some(out)) => over_files(args, out),
        (0, None) => Err(Failure::new(
            Exit::Usage,
            "no output directory is given",
            "say where to write, as in: casemill extract INPUT --out DIR",
        )),
        (1, None) if args.inputs.len() == 1 => one_document(args),
        _ => Err(Failure::new(
            Exit::Usage,
            "`-` is one document on standard input, whose record goes to standard output",
            "give it without other inputs and without --out, as in: casemill extract - < FILE",
        )),
    }
}

/// Standard input to standard output.
fn one_document(args: &ExtractArgs) -> Result<Exit, Failure> {
    let rules = rules::load(args.rules.rules.as_deref())?;
    let bytes = stream::read()?;
    let choice = rules.choice(&args.rules)?;
    match batch::extract_bytes(&rules.library, choice, "-", &bytes) {
        Ok(record) => {
            stream::print(&report::record_json(&record)?)?;
            Ok(Exit::Clean)
        }
        Err((Status::Skipped, reason)) => Err(Failure::new(
            Exit::Paths,
            format!("nothing to do: standard input is {reason}"),
            "give one document, as in: casemill extract - < FILE",
        )),
        Err((_, reason)) => Err(Failure::new(
            Exit::DocumentsFailed,
            format!("standard input gave no record: {reason}"),
            "one text, HTML, XML or DOCX document is read here; name a file to have another format read",
        )),
    }
}

/// Files to an output directory.
fn over_files(args: &ExtractArgs, out: &Path) -> Result<Exit, Failure> {
    let walk = walk(args)?;
    let rules = rules::load(args.rules.rules.as_deref())?;
    let existing = match (args.force, args.resume) {
        (true, _) => Existing::Replace,
        (_, true) => Existing::Resume,
        _ => Existing::Refuse,
    };
    let output = OutputDir::open(out, existing)?;
    // Only now is it there to be known.
    let walk = walk.without(out);
    let options = options(args, &rules)?;
    let formats = formats(args);
    let formats: Vec<&dyn RecordFormat> = formats.iter().map(|format| &**format).collect();
    let terms = terms(args, &rules.hash, &options);
    let job = Job {
        library: &rules.library,
        options: &options,
        formats: &formats,
        walk: &walk,
        terms: &terms,
    };
    let Some((files, point)) = begin(&job, &output, args)? else {
        report::note(args.quiet, "finished before, and nothing has changed since");
        return Ok(Exit::Clean);
    };
    carry_out(&job, output, files, point, args)
}

fn walk(args: &ExtractArgs) -> Result<Walk, Failure> {
    let mut inputs = args.inputs.clone();
    if let Some(list) = &args.files_from {
        inputs.extend(read_paths(list, args.null)?);
    }
    let selection = Selection::new(&args.include, &args.exclude, args.follow_links)?;
    Ok(Walk::new(&inputs, selection)?)
}

fn options(args: &ExtractArgs, rules: &Loaded) -> Result<Options, Failure> {
    let limits = &args.limits;
    Ok(Options {
        choice: rules.choice(&args.rules)?,
        threads: args.threads.map(usize::from),
        reading: Reading {
            max_document: limits.max_document,
            max_expansion: limits.max_expansion,
            max_depth: limits.max_depth,
            text_column: args.text_column.clone(),
        },
        max_values: limits.max_values,
        max_work: limits.max_work,
        checkpoint: limits.checkpoint,
        texts: args.texts.clone(),
        rules: rules.identity.clone(),
    })
}

fn formats(args: &ExtractArgs) -> Vec<Box<dyn RecordFormat>> {
    let mut formats: Vec<Box<dyn RecordFormat>> = Vec::new();
    if args.format.contains(&Format::Jsonl) {
        formats.push(Box::new(JsonLines));
    }
    if args.format.contains(&Format::Csv) {
        formats.extend(
            TABLES
                .iter()
                .map(|table| -> Box<dyn RecordFormat> { Box::new(CsvTable(*table)) }),
        );
    }
    formats
}

/// sha256 over all but the inputs that decides what is written.
fn terms(args: &ExtractArgs, rules: &str, options: &Options) -> String {
    let reading = &options.reading;
    let all = json!({
        "casemill": env!("CARGO_PKG_VERSION"),
        "schema_version": SCHEMA_VERSION,
        "rules": rules,
        "choice": format!("{:?}", options.choice),
        "formats": format!("{:?}", args.format),
        "max_document": reading.max_document,
        "max_expansion": reading.max_expansion,
        "max_depth": reading.max_depth,
        "max_values": options.max_values,
        "max_work": options.max_work,
        "text_column": reading.text_column,
        "texts": options.texts,
    });
    let hash = Sha256::digest(all.to_string().as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files to write, and the point to go on from; nothing, where the output is there and is what the run
/// would give.
fn begin(
    job: &Job<'_>,
    output: &OutputDir,
    args: &ExtractArgs,
) -> Result<Option<(Unfinished, Option<Point>)>, Failure> {
    let names = names(job.formats);
    let anew = || output.begin(&names, &owned(), job.terms);
    if !args.resume {
        return Ok(Some((anew()?, None)));
    }
    let Some(found) = output.interrupted()? else {
        let summary = output.finished(SUMMARY);
        if let Some(summary) = summary {
            if batch::is_fresh(job, &summary)? {
                return Ok(None);
            }
            report::note(
                args.quiet,
                "finished before, but inputs, rules or options have changed: all is done again",
            );
        }
        return Ok(Some((anew()?, None)));
    };
    if found.terms != job.terms {
        report::note(
            args.quiet,
            "the unfinished run had other rules or options: all is done again",
        );
        return Ok(Some((anew()?, None)));
    }
    match batch::fresh(job, &found.checkpoints)? {
        None => Ok(Some((anew()?, None))),
        Some(point) => {
            report::note(
                args.quiet,
                &format!("going on after {} documents", point.documents()),
            );
            let files = found.resume(point.checkpoint)?;
            Ok(Some((files, Some(point))))
        }
    }
}

fn carry_out(
    job: &Job<'_>,
    output: OutputDir,
    mut files: Unfinished,
    point: Option<Point>,
    args: &ExtractArgs,
) -> Result<Exit, Failure> {
    let mut shown = report::Shown::new(args.quiet, job.walk, stop_on_signal());
    let out = args.out.as_deref().unwrap_or(Path::new("."));
    match job.run(point, &mut files, &mut shown) {
        Ok(Ended::Complete(summary)) => {
            output.finish(files).inspect_err(|_| shown.clear())?;
            shown.finish(&summary, out);
            Ok(if summary.failed > 0 {
                Exit::DocumentsFailed
            } else {
                Exit::Clean
            })
        }
        Ok(Ended::Stopped(tally)) => {
            shown.stopped(&tally, files.directory());
            Ok(Exit::Stopped)
        }
        Err(error) => {
            shown.clear();
            let worthless = matches!(error, BatchError::NothingToDo(_)) || !files.is_committed();
            let failure = Failure::from(error);
            if !worthless {
                return Err(failure.resumable());
            }
            output.discard(files)?;
            Err(failure)
        }
    }
}

/// A flag that the first signal to end sets; the second one ends the program at once.
fn stop_on_signal() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    // Where there can be no handler, a signal ends the program, which --resume is for.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    flag
}

/// The files of a run, in the order of their numbers.
fn names(formats: &[&dyn RecordFormat]) -> Vec<String> {
    let formats = formats.iter().map(|format| format.file_name());
    formats
        .chain([MANIFEST, SUMMARY].map(str::to_owned))
        .collect()
}

/// Every name that a run may write; what an earlier run left of them does not outlive this one.
fn owned() -> Vec<String> {
    let tables = TABLES.iter().map(|table| file_name(*table));
    [JsonLines::FILE_NAME, MANIFEST, SUMMARY]
        .map(str::to_owned)
        .into_iter()
        .chain(tables)
        .collect()
}
