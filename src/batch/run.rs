//! A run from its first document, or from a checkpoint, to its summary.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::document::{Outcome, Work};
use super::feed::Feed;
use super::in_order::in_order;
use super::manifest::{ManifestLine, Reason, Status};
use super::progress::{Progress, Tally};
use super::resume::Point;
use super::sink::Sink;
use super::state::{Open, State};
use super::summary::Summary;
use super::{BatchError, Options};
use crate::extract::{Source, extract};
use crate::files::{Walk, sync_files};
use crate::input::{Content, Ended as InputEnd, Raw};
use crate::output::RecordFormat;
use crate::record::Record;
use crate::rule::Library;

/// Bytes of input between two checkpoints at most.
const CHECKPOINT_BYTES: u64 = 64 << 20;

/// Bytes of a file that are written at once.
const WRITTEN_BYTES: usize = 512 << 10;

/// What a run is over, and how.
pub struct Job<'a> {
    /// The rules.
    pub library: &'a Library,
    /// What it is told.
    pub options: &'a Options,
    /// The formats of records, in the order of the files of the sink.
    pub formats: &'a [&'a dyn RecordFormat],
    /// The inputs.
    pub walk: &'a Walk,
    /// sha256 over all but the inputs that decides the bytes; see [`Summary::terms`].
    pub terms: &'a str,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// All is done, and the sink holds a whole output.
    Complete(Box<Summary>),
    /// It was stopped; the sink holds what was done, and a checkpoint.
    Stopped(Tally),
}

impl Job<'_> {
    /// Runs the pipeline over the inputs in their order, from the beginning or from a point that an
    /// earlier run reached with the same sink.
    ///
    /// # Errors
    /// [`BatchError`] where the output fails, where there was no document, or where the counts do not add
    /// up. What was written up to the last checkpoint is good.
    pub fn run(
        &self,
        from: Option<Point>,
        sink: &mut dyn Sink,
        progress: &mut dyn Progress,
    ) -> Result<Ended, BatchError> {
        let extractor = |source: &Source| extract(self.library, source, self.options.choice);
        self.run_with(&extractor, from, sink, progress)
    }

    /// [`Job::run`] with any extractor, so that tests can have one that panics.
    pub(super) fn run_with(
        &self,
        extractor: &(dyn Fn(&Source) -> Record + Sync),
        from: Option<Point>,
        sink: &mut dyn Sink,
        progress: &mut dyn Progress,
    ) -> Result<Ended, BatchError> {
        let mut writer = Writer {
            job: self,
            sink,
            state: from.map_or_else(State::default, |point| point.state),
            since: 0,
            checkpointed: None,
            texts: Vec::new(),
            files: vec![Vec::new(); self.formats.len() + 1],
        };
        if writer.state.items == 0 {
            writer.headers()?;
        }
        let work = Work {
            extractor,
            options: self.options,
            formats: self.formats,
        };
        let pool = pool(self.options.threads)?;
        let skip = writer.state.items;
        let process = |raw: &Raw| work.process(raw);
        let flow = self.chunks(skip, |chunks| {
            in_order(
                &pool,
                &process,
                |give| chunks.into_iter().try_for_each(give),
                |chunk, outcomes| {
                    if let Err(error) = writer.write(chunk, outcomes) {
                        return ControlFlow::Break(Err(error));
                    }
                    progress.advanced(&writer.state.counts.tally);
                    match progress.stops() {
                        true => ControlFlow::Break(Ok(())),
                        false => ControlFlow::Continue(()),
                    }
                },
            )
        });
        let stopped = flow.break_value().transpose()?.is_some();
        if stopped {
            return writer.stop();
        }
        writer.finish()
    }

    /// Runs `consume` over the chunks of the inputs, which another thread reads meanwhile.
    pub(super) fn chunks<T>(&self, skip: u64, consume: impl FnOnce(Receiver<Vec<Raw>>) -> T) -> T {
        let feed = Feed {
            reading: &self.options.reading,
            skip,
            every: self.options.checkpoint.max(1),
        };
        let gone = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            scope.spawn(|| read(&feed, self.walk, sender, &gone));
            let result = consume(receiver);
            // The reader may be in the midst of something large that it gives nothing of.
            gone.store(true, Ordering::Relaxed);
            result
        })
    }
}

fn read(feed: &Feed<'_>, walk: &Walk, sender: SyncSender<Vec<Raw>>, gone: &AtomicBool) {
    let inputs = walk.inputs().take_while(|_| !gone.load(Ordering::Relaxed));
    let _ = feed.run(inputs, &mut |chunk| match sender.send(chunk) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    });
}

pub(super) fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, BatchError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|source| BatchError::Threads { threads, source })
}

/// Puts what chunks gave into the sink, in order.
struct Writer<'a> {
    job: &'a Job<'a>,
    sink: &'a mut dyn Sink,
    state: State,
    /// Bytes since the last checkpoint.
    since: u64,
    /// Items at the last checkpoint.
    checkpointed: Option<u64>,
    /// Texts that were written since then.
    texts: Vec<PathBuf>,
    /// What is not yet in the sink, for each file.
    files: Vec<Vec<u8>>,
}

impl Writer<'_> {
    fn manifest(&self) -> usize {
        self.job.formats.len()
    }

    fn headers(&mut self) -> Result<(), BatchError> {
        for (file, format) in self.job.formats.iter().enumerate() {
            self.sink.append(file, &format.header()?)?;
        }
        Ok(())
    }

    fn write(&mut self, chunk: &[Raw], outcomes: Vec<Outcome>) -> Result<(), BatchError> {
        for (raw, mut outcome) in chunk.iter().zip(outcomes) {
            self.texts.append(&mut outcome.texts);
            if let Some(error) = outcome.fatal {
                return Err(error);
            }
            self.since = self.since.saturating_add(raw.weight());
            self.open(raw, &outcome.counts.tally);
            self.state.counts.add(&outcome.counts);
            self.state.chain(&outcome.hash);
            for (all, one) in self.files.iter_mut().zip(&outcome.rendered) {
                all.extend_from_slice(one);
            }
            let end = match &raw.content {
                Content::End(end) => Some(self.close(raw, end)?),
                _ => None,
            };
            end.iter().for_each(|line| self.state.counts.add_line(line));
            for line in outcome.lines.iter().chain(&end) {
                if let Some(manifest) = self.files.last_mut() {
                    manifest.extend(line.to_json()?);
                }
            }
        }
        if self.files.iter().any(|bytes| bytes.len() >= WRITTEN_BYTES) {
            self.flush()?;
        }
        let every = self.job.options.checkpoint.max(1);
        if self.state.items.is_multiple_of(every) || self.since >= CHECKPOINT_BYTES {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), BatchError> {
        for (file, bytes) in self.files.iter_mut().enumerate() {
            self.sink.append(file, bytes)?;
            bytes.clear();
        }
        Ok(())
    }

    /// Counts what belongs to the input that is being read.
    fn open(&mut self, raw: &Raw, tally: &Tally) {
        let open = &mut self.state.open;
        if open.path != *raw.path {
            *open = Open {
                path: raw.path.to_string(),
                ..Open::default()
            };
        }
        open.items += u64::from(!matches!(raw.content, Content::End(_)));
        open.documents += tally.documents;
        open.records += tally.records;
    }

    /// The line for the end of an input that holds several documents.
    fn close(&self, raw: &Raw, end: &InputEnd) -> Result<ManifestLine, BatchError> {
        let open = &self.state.open;
        if end.given != open.items {
            return Err(BatchError::Lost {
                path: raw.path.to_string(),
                given: end.given,
                arrived: open.items,
            });
        }
        let mut line = ManifestLine::new(raw, end.size, None);
        line.status = Status::Container;
        line.reason = (!end.notes.is_empty()).then(|| Reason::new(raw.format.word(), &end.notes));
        line.records = open.records;
        line.documents = Some(open.documents);
        Ok(line)
    }

    fn checkpoint(&mut self) -> Result<(), BatchError> {
        if self.checkpointed == Some(self.state.items) {
            return Ok(());
        }
        self.flush()?;
        // A record that counts has its text.
        sync_files(&std::mem::take(&mut self.texts))?;
        self.sink.checkpoint(self.state.to_json()?)?;
        self.checkpointed = Some(self.state.items);
        self.since = 0;
        Ok(())
    }

    /// Keeps what was done, and says in the manifest where it ends. That line is behind the checkpoint, and
    /// goes when the run goes on.
    fn stop(mut self) -> Result<Ended, BatchError> {
        self.checkpoint()?;
        let tally = self.state.counts.tally;
        let why = format!("after {} documents; --resume goes on", tally.documents);
        let line = ManifestLine::stopped(&self.state.open.path, &why);
        self.sink.append(self.manifest(), &line.to_json()?)?;
        Ok(Ended::Stopped(tally))
    }

    /// The summary is written behind the last checkpoint: a run that is killed here writes it again.
    fn finish(mut self) -> Result<Ended, BatchError> {
        self.checkpoint()?;
        let Self {
            job, sink, state, ..
        } = self;
        let summary = Summary::close(&job.options.rules, job.terms, state)?;
        let bytes = summary
            .to_json()
            .map_err(|source| crate::output::OutputError::Encode {
                output: super::SUMMARY.to_owned(),
                source: source.into(),
            })?;
        sink.append(job.formats.len() + 1, &bytes)?;
        Ok(Ended::Complete(Box::new(summary)))
    }
}
