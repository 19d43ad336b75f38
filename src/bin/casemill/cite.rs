//! `casemill cite`: the case numbers of lines of text, without a document around them.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};

use casemill::extract::cite;
use casemill::files::printable;
use casemill::record::{Citation, CitedLine};
use casemill::rule::Library;

use crate::cli::CiteArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

/// Columns of the table, separated by tabs.
const HEADER: &str = "line\ttext\tcanonical\tromanised\tcourt\tcourt_en\tlevel\tprovince\tcase_type\ttrial_procedure\tcandidates\twarnings\n";

pub(crate) fn run(args: &CiteArgs) -> Result<Exit, Failure> {
    let rules = rules::load(args.rules.as_deref())?;
    let mut printer = Printer::new(&rules.library, args.json);
    if args.text.is_empty() {
        printer.lines(io::stdin().lock())
    } else {
        let line = args.text.join(" ").replace(['\r', '\n'], " ");
        printer.line(&line)?;
        printer.end(Exit::Clean)
    }
}

struct Printer<'a> {
    library: &'a Library,
    json: bool,
    out: BufWriter<io::StdoutLock<'static>>,
    /// Whether a reader waits for each line.
    live: bool,
    count: u64,
}

impl<'a> Printer<'a> {
    fn new(library: &'a Library, json: bool) -> Self {
        Self {
            library,
            json,
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            live: io::stdout().is_terminal() || io::stdin().is_terminal(),
            count: 0,
        }
    }

    /// Standard input, a line at a time. A line that is not UTF-8 is named and read as far as it goes.
    fn lines(&mut self, mut input: impl BufRead) -> Result<Exit, Failure> {
        let mut bytes = Vec::new();
        let mut exit = Exit::Clean;
        loop {
            bytes.clear();
            let read = input.read_until(b'\n', &mut bytes);
            if read.map_err(|error| stream::unread(&error))? == 0 {
                return self.end(exit);
            }
            let line = String::from_utf8_lossy(&bytes);
            if matches!(line, std::borrow::Cow::Owned(_)) {
                let at = self.count + 1;
                stream::tell(&format!(
                    "warning: line {at} is not UTF-8; what cannot be read stands as U+FFFD\n"
                ));
                exit = Exit::DocumentsFailed;
            }
            let line = line.trim_end_matches(['\n', '\r']);
            if !self.line(line.strip_prefix('\u{feff}').unwrap_or(line))? {
                return Ok(exit);
            }
        }
    }

    /// Prints what a line holds; tells whether anybody still reads.
    fn line(&mut self, line: &str) -> Result<bool, Failure> {
        self.count += 1;
        let cited = cite(self.library, line);
        let written = if self.json {
            self.object(&cited)
        } else {
            self.rows(&cited)
        };
        let flushed = written.and_then(|()| if self.live { self.out.flush() } else { Ok(()) });
        stream::still_read(flushed)
    }

    fn object(&mut self, cited: &CitedLine) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, cited)?;
        self.out.write_all(b"\n")
    }

    fn rows(&mut self, cited: &CitedLine) -> io::Result<()> {
        if self.count == 1 {
            self.out.write_all(HEADER.as_bytes())?;
        }
        for number in &cited.case_numbers {
            writeln!(self.out, "{}\t{}", self.count, row(number))?;
        }
        Ok(())
    }

    fn end(&mut self, exit: Exit) -> Result<Exit, Failure> {
        stream::still_read(self.out.flush()).map(|_| exit)
    }
}

/// The cells of a number behind that of the line.
fn row(number: &Citation) -> String {
    let word = |word: Option<&str>| printable(word.unwrap_or_default());
    [
        printable(&number.text),
        word(number.canonical.as_deref()),
        word(number.romanised.as_deref()),
        word(number.court.as_deref()),
        word(number.court_en.as_deref()),
        word(number.level.map(|l| l.word())),
        word(number.province.as_deref()),
        word(number.case_type.map(|t| t.word())),
        word(number.trial_procedure.map(|p| p.word())),
        number.candidates.join("; "),
        number.warnings.join("; "),
    ]
    .join("\t")
}
