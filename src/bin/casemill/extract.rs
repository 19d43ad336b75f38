//! `casemill extract`: the main job.

use std::io::Write;
use std::path::Path;

use casemill::batch::{self, MANIFEST, Options, SUMMARY, Status, Summary, Writers};
use casemill::files::{OutputDir, Walk};
use casemill::output::csv::{CsvTable, TABLES, file_name};
use casemill::output::{JsonLines, RecordWriter};

use crate::cli::{ExtractArgs, Format};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{report, rules, stream};

/// The decisions of a run over files.
struct Job<'a> {
    args: &'a ExtractArgs,
    out: &'a Path,
    walk: Walk,
}

pub(crate) fn run(args: &ExtractArgs) -> Result<Exit, Failure> {
    let streams = args
        .inputs
        .iter()
        .filter(|input| input.as_os_str() == "-")
        .count();
    match (streams, &args.out) {
        (0, Some(out)) => {
            let walk = Walk::new(&args.inputs)?.without(out);
            Job { args, out, walk }.run()
        }
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
            "a document is text; check that it is no archive, PDF or picture",
        )),
    }
}

impl Job<'_> {
    fn run(&self) -> Result<Exit, Failure> {
        let rules = rules::load(self.args.rules.rules.as_deref())?;
        let mut output = OutputDir::open(self.out, self.args.force)?;
        let options = Options {
            choice: rules.choice(&self.args.rules)?,
            threads: self.args.threads.map(usize::from),
            rules: rules.identity,
            ..Options::default()
        };
        let mut writers = Writers::new(
            self.record_writers(&mut output)?,
            Box::new(output.file(MANIFEST)?),
        );
        let mut shown = report::Shown::new(self.args.quiet, &self.walk);
        let inputs = self.walk.inputs();
        let summary = batch::run(&rules.library, &options, inputs, &mut writers, &mut shown);
        let summary = summary.inspect_err(|_| shown.clear())?;
        drop(writers);
        write_summary(&mut output, &summary)?;
        output.commit(&owned())?;
        shown.finish(&summary, self.out);
        Ok(if summary.failed > 0 {
            Exit::DocumentsFailed
        } else {
            Exit::Clean
        })
    }

    fn record_writers(
        &self,
        output: &mut OutputDir,
    ) -> Result<Vec<Box<dyn RecordWriter>>, Failure> {
        let mut writers: Vec<Box<dyn RecordWriter>> = Vec::new();
        if self.args.format.contains(&Format::Jsonl) {
            writers.push(Box::new(JsonLines::new(output.file(RECORDS)?)));
        }
        if self.args.format.contains(&Format::Csv) {
            for table in TABLES {
                let file = output.file(&file_name(*table))?;
                writers.push(Box::new(CsvTable::new(*table, file)?));
            }
        }
        Ok(writers)
    }
}

const RECORDS: &str = JsonLines::<Vec<u8>>::FILE_NAME;

/// Every name that a run may write; what an earlier run left of them does not outlive this one.
fn owned() -> Vec<String> {
    let tables = TABLES.iter().map(|table| file_name(*table));
    [RECORDS, MANIFEST, SUMMARY]
        .map(str::to_owned)
        .into_iter()
        .chain(tables)
        .collect()
}

/// The summary is the last file of a run.
fn write_summary(output: &mut OutputDir, summary: &Summary) -> Result<(), Failure> {
    let failed = |why: String| {
        let message = format!("cannot write {SUMMARY}: {why}");
        Failure::new(
            Exit::Paths,
            message,
            "check the space on the disk; nothing was left half-written",
        )
    };
    let bytes = summary
        .to_json()
        .map_err(|error| failed(error.to_string()))?;
    let mut file = output.file(SUMMARY)?;
    file.write_all(&bytes)
        .and_then(|()| file.flush())
        .map_err(|error| failed(error.to_string()))
}
