//! What a user sees of a run: a bar on a terminal, plain lines in a pipe, and the summary. All of it goes
//! to standard error; standard output is for data.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use casemill::batch::{MANIFEST, Progress, Summary, Tally};
use casemill::files::{Walk, printable, shown};
use casemill::input::Format;
use casemill::record::Record;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::exit::Exit;
use crate::failure::Failure;

/// How often a plain line is written at most.
const EVERY: Duration = Duration::from_secs(5);

/// How a run is shown.
pub(crate) struct Shown {
    began: Instant,
    manner: Manner,
    stop: Arc<AtomicBool>,
}

enum Manner {
    Quiet,
    Lines { last: Instant },
    Bar(ProgressBar),
}

impl Shown {
    /// `stop` is set when the run is to end.
    pub(crate) fn new(quiet: bool, walk: &Walk, stop: Arc<AtomicBool>) -> Self {
        let began = now();
        let manner = if quiet {
            Manner::Quiet
        } else if io::stderr().is_terminal() {
            Manner::Bar(bar(documents(walk)))
        } else {
            Manner::Lines { last: began }
        };
        Self {
            began,
            manner,
            stop,
        }
    }

    /// Takes the bar away, so that an error stands by itself.
    pub(crate) fn clear(&self) {
        if let Manner::Bar(bar) = &self.manner {
            bar.finish_and_clear();
        }
    }

    /// Shows how far a run came that was stopped.
    pub(crate) fn stopped(&self, tally: &Tally, unfinished: &Path) {
        self.clear();
        if !matches!(self.manner, Manner::Quiet) {
            tell(&format!(
                "stopped after {} documents; what was done is kept in {}\n  help: the same command with --resume goes on\n",
                tally.documents,
                shown(unfinished)
            ));
        }
    }

    /// Shows what the run adds up to.
    pub(crate) fn finish(&self, summary: &Summary, out: &Path) {
        self.clear();
        if !matches!(self.manner, Manner::Quiet) {
            tell(&summary_text(summary, out, self.began.elapsed()));
        }
    }
}

impl Progress for Shown {
    fn advanced(&mut self, tally: &Tally) {
        match &mut self.manner {
            Manner::Quiet => {}
            Manner::Bar(bar) => {
                bar.set_position(tally.documents);
                bar.set_message(format!("{} failed", tally.failed));
            }
            Manner::Lines { last } if last.elapsed() >= EVERY => {
                *last = now();
                tell(&format!(
                    "{} documents, {} failed\n",
                    tally.documents, tally.failed
                ));
            }
            Manner::Lines { .. } => {}
        }
    }

    fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Tells something on the way.
pub(crate) fn note(quiet: bool, text: &str) {
    if !quiet {
        tell(&format!("{text}\n"));
    }
}

/// How many documents there will be, where that is known: no input holds several. Counting walks the
/// directories once more, which costs little beside reading the files.
fn documents(walk: &Walk) -> Option<u64> {
    let mut count = 0;
    for input in walk.inputs() {
        if Format::of(&input.name).is_some_and(|format| !format.is_document()) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

#[expect(
    clippy::disallowed_methods,
    reason = "times are shown to the user and written nowhere"
)]
fn now() -> Instant {
    Instant::now()
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let template = match total {
        Some(_) => "{wide_bar} {human_pos}/{human_len} documents, {msg}, {elapsed} of {duration}",
        None => "{spinner} {human_pos} documents, {msg}, {elapsed}",
    };
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message("0 failed");
    bar
}

fn tell(text: &str) {
    // There is nobody to tell where standard error is closed.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The summary for people.
fn summary_text(summary: &Summary, out: &Path, took: Duration) -> String {
    let Summary {
        documents,
        records,
        failed,
        skipped,
        ..
    } = summary;
    let mut text = format!(
        "{documents} documents: {records} records, {failed} failed, {skipped} skipped; written to {}\n",
        shown(out)
    );
    text.push_str(&speed(summary, took));
    for (what, kinds) in [("failed", &summary.failures), ("skipped", &summary.skips)] {
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, n)| format!("{n} {kind}"))
            .collect();
        if !kinds.is_empty() {
            text.push_str(&format!("{what}: {}\n", kinds.join(", ")));
        }
    }
    if *failed > 0 {
        let manifest = shown(&out.join(MANIFEST));
        text.push_str(&format!(
            "  help: lines with \"status\":\"failed\" in {manifest} name them\n"
        ));
    }
    for (input, note) in &summary.notes {
        text.push_str(&format!("{}: {}\n", printable(input), printable(note)));
    }
    text.push_str(&fill_rates(summary));
    text
}

fn speed(summary: &Summary, took: Duration) -> String {
    let seconds = took.as_secs_f64().max(1e-6);
    #[expect(
        clippy::cast_precision_loss,
        reason = "shown with one digit after the point"
    )]
    let megabytes = summary.bytes as f64 / 1e6;
    format!(
        "{seconds:.1} s, {megabytes:.1} MB, {:.1} MB/s\n",
        megabytes / seconds
    )
}

fn fill_rates(summary: &Summary) -> String {
    if summary.records == 0 {
        return String::new();
    }
    let width = summary
        .fields
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    let lines = summary.fields.iter().map(|(name, fill)| {
        format!(
            "  {name:width$} {:>6.1} % {:>9}\n",
            fill.rate * 100.0,
            fill.filled
        )
    });
    std::iter::once("fields filled:\n".to_owned())
        .chain(lines)
        .collect()
}

/// A record for standard output: one line, or laid out for a reader on a terminal.
pub(crate) fn record_json(record: &Record) -> Result<Vec<u8>, Failure> {
    let terminal = io::stdout().is_terminal();
    let json = if terminal {
        serde_json::to_vec_pretty(record)
    } else {
        serde_json::to_vec(record)
    };
    let mut bytes = json.map_err(|error| {
        let help = "this is a fault of casemill; please report it";
        Failure::new(
            Exit::DocumentsFailed,
            format!("the record cannot be written: {error}"),
            help,
        )
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
