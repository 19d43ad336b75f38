//! `casemill link`: the documents of datasets joined into procedural histories.

use std::io::BufRead;
use std::path::Path;

use casemill::files::{Existing, OutputDir, open_records, shown};
use casemill::link::{Entry, FILES, LinkError, Linker, Links, Status, rows};
use casemill::output::JsonLines;
use casemill::output::csv::append_rows;

use crate::cli::LinkArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

/// At most so many lines that are no records are named.
const NAMED: usize = 10;

pub(crate) fn run(args: &LinkArgs) -> Result<Exit, Failure> {
    let mut taken = Taken::default();
    for path in &args.records {
        taken.read(path)?;
    }
    if taken.records == 0 {
        return Err(Failure::new(
            Exit::Paths,
            "nothing to do: no record was found",
            "give what `casemill extract` wrote: a directory, or its records.jsonl",
        ));
    }
    let existing = match args.force {
        true => Existing::Replace,
        false => Existing::Refuse,
    };
    let output = OutputDir::open(&args.out, existing)?;
    let links = std::mem::take(&mut taken.linker).finish();
    write(&links, output)?;
    if !args.quiet {
        stream::tell(&summary(&links, &taken, &args.out));
    }
    Ok(if taken.broken == 0 {
        Exit::Clean
    } else {
        Exit::DocumentsFailed
    })
}

fn write(links: &Links, output: OutputDir) -> Result<(), Failure> {
    let names = FILES.map(|(file, _)| file.to_owned());
    let mut files = output.begin(&names, &names, "")?;
    for (number, (file, columns)) in FILES.iter().enumerate() {
        let mut bytes = Vec::new();
        append_rows(file, [columns.iter()], &mut bytes)?;
        append_rows(file, rows(links, file), &mut bytes)?;
        files.append(number, &bytes)?;
    }
    Ok(output.finish(files)?)
}

/// What was read so far.
#[derive(Default)]
struct Taken {
    linker: Linker,
    records: usize,
    repeated: usize,
    broken: usize,
}

impl Taken {
    fn read(&mut self, path: &Path) -> Result<(), Failure> {
        let mut input = open_records(path, JsonLines::FILE_NAME)?;
        let mut line = Vec::new();
        let mut at = 0;
        loop {
            line.clear();
            let read = input.read_until(b'\n', &mut line).map_err(|error| {
                let message = format!("cannot read {}: {}", shown(path), error.kind());
                Failure::new(Exit::Paths, message, "check the file and the disk it is on")
            })?;
            if read == 0 {
                return Ok(());
            }
            at += 1;
            if !line.iter().all(u8::is_ascii_whitespace) {
                self.take(path, at, &line)?;
            }
        }
    }

    fn take(&mut self, path: &Path, at: usize, line: &[u8]) -> Result<(), Failure> {
        match Entry::from_json(line) {
            Ok(entry) => {
                let new = self.linker.add(entry).map_err(|e| same_id(&e))?;
                self.records += usize::from(new);
                self.repeated += usize::from(!new);
            }
            Err(error) => {
                self.broken += 1;
                if self.broken <= NAMED {
                    stream::tell(&format!("warning: {}:{at}: {error}\n", shown(path)));
                }
            }
        }
        Ok(())
    }
}

fn same_id(error: &LinkError) -> Failure {
    Failure::new(
        Exit::Paths,
        error.to_string(),
        "an id is made of the path below the input; extract the datasets in one run, or from a directory above both",
    )
}

fn summary(links: &Links, taken: &Taken, out: &Path) -> String {
    let several = |n: &&casemill::link::History| n.documents.len() > 1;
    let count = |status| links.links.iter().filter(|l| l.status == status).count();
    let open = count(Status::SeveralDocuments) + count(Status::SeveralCourts);
    let mut text = format!(
        "documents: {}; histories: {}, {} of them of several documents; written to {}\n",
        links.entries.len(),
        links.histories.len(),
        links.histories.iter().filter(several).count(),
        shown(out)
    );
    text.push_str(&format!(
        "numbers named: {} linked, {} open ends, {open} ambiguous, {} undecided in print\n",
        count(Status::Linked),
        count(Status::Open),
        count(Status::Undecided),
    ));
    if taken.repeated > 0 {
        text.push_str(&format!("records given twice: {}\n", taken.repeated));
    }
    if taken.broken > 0 {
        text.push_str(&format!(
            "lines that are no records, left out: {}; run `casemill extract` again to get them whole\n",
            taken.broken
        ));
    }
    text
}
