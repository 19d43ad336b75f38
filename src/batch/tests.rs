#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::*;
use crate::extract::{Source, extract};
use crate::files::{Checkpoint, Selection, Walk};
use crate::output::{JsonLines, RecordFormat};
use crate::record::Record;
use crate::rule::Library;

/// What a run wrote: records, manifest and summary, and where it could go on.
#[derive(Default, Clone)]
struct Memory {
    files: [Vec<u8>; 3],
    checkpoints: Vec<Checkpoint>,
    /// How many calls are left before one fails.
    fails_after: Option<usize>,
}

impl Memory {
    fn lines(&self) -> Vec<serde_json::Value> {
        let text = std::str::from_utf8(&self.files[1]).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn count(&mut self) -> Result<(), FilesError> {
        match &mut self.fails_after {
            Some(0) => Err(FilesError::Write {
                path: PathBuf::from("records.jsonl"),
                source: io::ErrorKind::StorageFull.into(),
            }),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// As after a crash: only what the last checkpoint names is there.
    fn cut(&mut self, checkpoint: usize) {
        self.checkpoints.truncate(checkpoint + 1);
        for (file, length) in self
            .files
            .iter_mut()
            .zip(&self.checkpoints[checkpoint].lengths)
        {
            file.truncate(usize::try_from(*length).unwrap());
        }
    }
}

impl Sink for Memory {
    fn append(&mut self, file: usize, bytes: &[u8]) -> Result<(), FilesError> {
        self.count()?;
        self.files[file].extend_from_slice(bytes);
        Ok(())
    }

    fn checkpoint(&mut self, state: String) -> Result<(), FilesError> {
        self.count()?;
        let lengths = self.files.iter().map(|file| file.len() as u64).collect();
        self.checkpoints.push(Checkpoint { lengths, state });
        Ok(())
    }
}

/// Stops a run once it has come so far.
struct StopAfter(u64, bool);

impl Progress for StopAfter {
    fn advanced(&mut self, tally: &Tally) {
        self.1 = tally.documents >= self.0;
    }

    fn stops(&self) -> bool {
        self.1
    }
}

fn with_job<T>(directory: &Path, options: &Options, work: impl FnOnce(&Job<'_>) -> T) -> T {
    let library = Library::embedded().unwrap();
    let walk = Walk::new(&[directory.to_owned()], Selection::default()).unwrap();
    let formats: [&dyn RecordFormat; 1] = [&JsonLines];
    work(&Job {
        library: &library,
        options,
        formats: &formats,
        walk: &walk,
        terms: "terms",
    })
}

fn run_over(directory: &Path, options: &Options) -> (Memory, Result<Ended, BatchError>) {
    with_job(directory, options, |job| {
        let extractor = |source: &Source| -> Record {
            let text = &source.decoded.text;
            assert!(!text.starts_with("panic"), "over\n{}", source.origin.path);
            extract(job.library, source, PackChoice::Detect)
        };
        let mut sink = Memory::default();
        let ended = job.run_with(&extractor, None, &mut sink, &mut Silent);
        (sink, ended)
    })
}

fn summary(ended: Result<Ended, BatchError>) -> Summary {
    match ended.unwrap() {
        Ended::Complete(summary) => *summary,
        Ended::Stopped(tally) => unreachable!("stopped after {tally:?}"),
    }
}

fn directory(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

#[test]
fn every_input_has_its_line_and_none_stops_another() {
    silence_document_panics();
    let long = "长".repeat(400);
    let dir = directory(&[
        ("1.txt", "某某人民法院民事判决书".as_bytes()),
        ("2.txt", b"panic"),
        ("3.txt", b""),
        ("4.txt", b" \r\n\t"),
        ("5.txt", long.as_bytes()),
        ("6.pdf", b"%PDF"),
        ("7.txt", "某某人民法院民事裁定书".as_bytes()),
        ("8.zip", b"PK no archive"),
        (
            "9.jsonl",
            "{\"text\":\"甲\",\"n\":1}\nbroken\n\n{\"x\":2}\n".as_bytes(),
        ),
    ]);
    let mut options = Options::default();
    options.reading.max_document = 1000;
    let (sink, ended) = run_over(dir.path(), &options);
    let lines = sink.lines();
    let got: Vec<(&str, String)> = lines
        .iter()
        .map(|line| {
            let reason = line["reason"].as_str().unwrap_or("").to_owned();
            (line["status"].as_str().unwrap(), reason)
        })
        .collect();
    let wanted = [
        ("done", ""),
        ("failed", "panic (over)"),
        ("skipped", "empty"),
        ("skipped", "empty"),
        (
            "failed",
            "too large (more than 1000 bytes; --max-document allows more)",
        ),
        (
            "skipped",
            "not a text file (.pdf; give its text, as `pdftotext FILE` writes it)",
        ),
        ("done", ""),
        (
            "failed",
            "broken (zip: invalid Zip archive: Could not find EOCD)",
        ),
        ("container", ""),
        ("done", ""),
        (
            "failed",
            "undecodable (not JSON: expected value at line 1 column 1)",
        ),
        (
            "failed",
            "no text (no column `text`; --text-column names it)",
        ),
        (
            "container",
            "jsonl (text column `text` (guessed; --text-column names another))",
        ),
    ];
    let wanted: Vec<(&str, String)> = wanted.map(|(s, r)| (s, r.to_owned())).into();
    assert_eq!(got, wanted);
    assert_eq!(
        (&lines[12]["documents"], &lines[12]["records"]),
        (&3.into(), &1.into())
    );
    assert_eq!(lines[11]["member"], "4");
    let summary = summary(ended);
    assert_eq!(
        (
            summary.documents,
            summary.records,
            summary.failed,
            summary.skipped
        ),
        (11, 3, 5, 3)
    );
    let records = std::str::from_utf8(&sink.files[0]).unwrap();
    assert_eq!(records.lines().count(), 3);
    let last: serde_json::Value = serde_json::from_str(records.lines().last().unwrap()).unwrap();
    assert_eq!(last["custom"]["source"][0]["value"]["n"], 1);
    assert_eq!(summary.fields[0].0, "case_name");
}

fn many() -> tempfile::TempDir {
    let texts: Vec<(String, String)> = (0..1500)
        .map(|n| (format!("{n}.txt"), format!("第{n}号").repeat(n % 40)))
        .collect();
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    directory(&files)
}

#[test]
fn the_same_bytes_with_one_thread_and_with_eight() {
    let dir = many();
    let with = |threads, checkpoint| {
        let options = Options {
            threads: Some(threads),
            checkpoint,
            ..Options::default()
        };
        run_over(dir.path(), &options).0.files
    };
    assert!(with(1, 4096) == with(8, 7));
}

#[test]
fn a_run_goes_on_from_every_checkpoint_to_the_same_bytes() {
    let dir = many();
    let options = Options {
        checkpoint: 200,
        ..Options::default()
    };
    let (whole, ended) = run_over(dir.path(), &options);
    assert!(matches!(ended, Ok(Ended::Complete(_))));
    with_job(dir.path(), &options, |job| {
        for checkpoint in 0..whole.checkpoints.len() {
            let mut sink = whole.clone();
            sink.cut(checkpoint);
            let point = fresh(job, &sink.checkpoints).unwrap().unwrap();
            assert_eq!(point.checkpoint, checkpoint);
            assert!(matches!(
                job.run(Some(point), &mut sink, &mut Silent),
                Ok(Ended::Complete(_))
            ));
            assert!(sink.files == whole.files, "from checkpoint {checkpoint}");
        }
    });
}

#[test]
fn a_changed_input_is_done_again_with_all_that_follows_it() {
    let dir = many();
    let options = Options {
        checkpoint: 200,
        ..Options::default()
    };
    let (whole, _) = run_over(dir.path(), &options);
    with_job(dir.path(), &options, |job| {
        assert!(is_fresh(job, &whole.files[2]).unwrap());
        // Names are in the order of their bytes: `1300.txt` is about the 335th.
        fs::write(dir.path().join("1300.txt"), "changed").unwrap();
        assert!(!is_fresh(job, &whole.files[2]).unwrap());
        let point = fresh(job, &whole.checkpoints).unwrap().unwrap();
        assert_eq!(point.checkpoint, 0);
        fs::write(dir.path().join("0.txt"), "changed").unwrap();
        assert!(fresh(job, &whole.checkpoints).unwrap().is_none());
    });
}

#[test]
fn a_run_that_is_stopped_says_where_and_goes_on() {
    let dir = many();
    let options = Options {
        checkpoint: 300,
        ..Options::default()
    };
    let (whole, _) = run_over(dir.path(), &options);
    with_job(dir.path(), &options, |job| {
        let mut sink = Memory::default();
        let ended = job
            .run(None, &mut sink, &mut StopAfter(700, false))
            .unwrap();
        let Ended::Stopped(tally) = ended else {
            unreachable!("{ended:?}")
        };
        assert!(tally.documents >= 700 && tally.documents < 1500);
        let lines = sink.lines();
        let last = lines.last().unwrap();
        assert_eq!(last["status"], "stopped");
        assert_eq!(lines.len() as u64, tally.documents + 1);
        sink.cut(sink.checkpoints.len() - 1);
        let point = fresh(job, &sink.checkpoints).unwrap().unwrap();
        assert_eq!(point.documents(), tally.documents);
        assert!(job.run(Some(point), &mut sink, &mut Silent).is_ok());
        assert!(sink.files == whole.files);
    });
}

#[test]
fn an_output_that_fails_at_any_write_is_reported_and_loses_nothing() {
    let dir = many();
    let options = Options {
        checkpoint: 300,
        ..Options::default()
    };
    let (whole, _) = run_over(dir.path(), &options);
    with_job(dir.path(), &options, |job| {
        for writes in 0.. {
            let mut sink = Memory {
                fails_after: Some(writes),
                ..Memory::default()
            };
            let ended = job.run(None, &mut sink, &mut Silent);
            let Err(error) = ended else {
                assert!(writes > 10, "only {writes} writes");
                return;
            };
            assert!(
                error.to_string().starts_with("cannot write records.jsonl"),
                "{error}"
            );
            for (file, all) in sink.files.iter().zip(&whole.files) {
                assert!(
                    all.starts_with(file),
                    "what was written is the beginning of the whole"
                );
            }
            sink.fails_after = None;
            let point = match sink.checkpoints.len() {
                0 => {
                    sink = Memory::default();
                    None
                }
                n => {
                    sink.cut(n - 1);
                    fresh(job, &sink.checkpoints).unwrap()
                }
            };
            assert!(job.run(point, &mut sink, &mut Silent).is_ok());
            assert!(
                sink.files == whole.files,
                "after a failure at write {writes}"
            );
        }
    });
}

#[test]
fn a_directory_without_documents_is_an_error() {
    let dir = directory(&[("1.pdf", b"%PDF")]);
    let error = run_over(dir.path(), &Options::default()).1.unwrap_err();
    assert_eq!(
        error.to_string(),
        "nothing to do: the one file found is none that is read"
    );
}

#[test]
fn one_empty_file_is_a_run_with_nothing_failed() {
    let dir = directory(&[("1.txt", b"")]);
    let summary = summary(run_over(dir.path(), &Options::default()).1);
    assert_eq!(
        (summary.documents, summary.records, summary.skipped),
        (1, 0, 1)
    );
}

#[test]
fn too_many_values_are_no_record() {
    let text = "某某人民法院民事判决书（2020）某0101民初1号";
    let dir = directory(&[("1.txt", text.as_bytes())]);
    let options = Options {
        max_values: 0,
        ..Options::default()
    };
    let (sink, ended) = run_over(dir.path(), &options);
    let reason = sink.lines()[0]["reason"].to_string();
    assert!(
        reason.contains("too many values (") && reason.contains("--max-values"),
        "{reason}"
    );
    assert_eq!(summary(ended).failed, 1);
}
