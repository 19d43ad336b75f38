//! `casemill link`: the documents of datasets joined into procedural histories.

use std::io::BufRead;
use std::path::Path;

use casemill::files::{OutputDir, open_records, shown};
use casemill::link::{Entry, FILES, LinkError, Linker, Links, Status, rows};
use casemill::output::JsonLines;
use casemill::output::csv::Rows;

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
    let mut output = OutputDir::open(&args.out, args.force)?;
    let links = std::mem::take(&mut taken.linker).finish();
    for (file, columns) in FILES {
        let mut table = Rows::new(file.to_owned(), columns, output.file(file)?)?;
        for row in rows(&links, file) {
            table.write(&row)?;
        }
        table.finish()?;
    }
    output.commit(&FILES.map(|(file, _)| file.to_owned()))?;
    if !args.quiet {
        stream::tell(&summary(&links, &taken, &args.out));
    }
    Ok(if taken.broken == 0 {
        Exit::Clean
    } else {
        Exit::DocumentsFailed
    })
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
        let mut input = open_records(path, JsonLines::<Vec<u8>>::FILE_NAME)?;
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
