//! A run that is killed at any moment and started again gives the same bytes as one that was not.
//!
//! Three outputs are killed, or as many as `CASEMILL_KILLS` says, each at moments drawn over the whole length
//! of a run that is left alone; most are killed again while they go on. `--nocapture` shows the moments.
//! `CASEMILL_BIN` names another program to kill, as that of a release.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "the test shows the moments")]
#![allow(
    clippy::disallowed_methods,
    reason = "the test makes the files it runs on, and draws moments from the length of a run"
)]

mod documents;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Bars of the histogram.
const BARS: usize = 10;

/// Numbers that look random and are the same in every run.
struct Draw(u64);

impl Draw {
    /// The next number below `bound` (xorshift).
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Documents by themselves, in an archive, and in a packed dump.
fn inputs(directory: &Path) {
    let texts: Vec<String> = documents::corpus()
        .iter()
        .map(documents::Document::text)
        .filter(|text| !text.is_empty())
        .collect();
    for n in 0..60 {
        fs::write(directory.join(format!("{n}.txt")), &texts[n % texts.len()]).unwrap();
    }
    let mut archive = tar::Builder::new(fs::File::create(directory.join("some.tar")).unwrap());
    for n in 0..30 {
        let text = texts[n % texts.len()].as_bytes();
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive
            .append_data(&mut header, format!("{n}.txt"), text)
            .unwrap();
    }
    archive.into_inner().unwrap();
    let dump = fs::File::create(directory.join("some.jsonl.gz")).unwrap();
    let mut dump = flate2::write::GzEncoder::new(dump, flate2::Compression::fast());
    for n in 0..60 {
        let row = serde_json::json!({"id": n, "text": texts[n % texts.len()]});
        writeln!(dump, "{row}").unwrap();
    }
    dump.finish().unwrap();
}

fn program() -> std::ffi::OsString {
    std::env::var_os("CASEMILL_BIN").unwrap_or(env!("CARGO_BIN_EXE_casemill").into())
}

fn start(input: &Path, out: &Path, resume: bool) -> Child {
    let mut command = Command::new(program());
    command.arg("extract").arg(input).arg("--out").arg(out);
    command.args(["--quiet", "--threads", "2", "--checkpoint", "10"]);
    if resume {
        command.arg("--resume");
    }
    command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn finish(input: &Path, out: &Path, resume: bool) {
    let ended = start(input, out, resume).wait().unwrap();
    assert_eq!(ended.code(), Some(0));
}

/// Every file of an output, by name.
fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(out).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    });
    entries.collect()
}

/// How many checkpoints a killed run left.
fn checkpoints(out: &Path) -> usize {
    let journal = fs::read_to_string(out.join("unfinished/journal.jsonl"));
    journal.map_or(0, |journal| journal.lines().count().saturating_sub(1))
}

#[test]
fn runs_killed_at_any_moment_go_on_to_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    inputs(&input);
    let whole = dir.path().join("whole");
    let began = Instant::now();
    finish(&input, &whole, false);
    let length = began.elapsed();
    let wanted = files(&whole);
    assert_eq!(
        wanted["records.jsonl"]
            .iter()
            .filter(|b| **b == b'\n')
            .count(),
        150
    );

    let kills = std::env::var("CASEMILL_KILLS").map_or(3, |n| n.parse().unwrap());
    let mut draw = Draw(0x2545_F491_4F6C_DD1D);
    let mut histogram = [(0, 0); BARS];
    let mut left = BTreeMap::new();
    for kill in 0..kills {
        let out = dir.path().join(format!("out{kill}"));
        let mut resume = false;
        // Once, or up to three times in a row.
        for _ in 0..=draw.below(3) {
            let share = draw.below(1000);
            let moment = length.mul_f64(share as f64 / 1000.0);
            let mut child = start(&input, &out, resume);
            std::thread::sleep(moment.max(Duration::from_millis(1)));
            let alive = child.try_wait().unwrap().is_none();
            child.kill().unwrap();
            child.wait().unwrap();
            let bar = &mut histogram[usize::try_from(share).unwrap() * BARS / 1000];
            bar.0 += 1;
            bar.1 += usize::from(alive);
            *left.entry(checkpoints(&out)).or_insert(0) += usize::from(alive);
            resume = true;
        }
        finish(&input, &out, true);
        let got = files(&out);
        assert!(got.keys().eq(wanted.keys()), "{:?}", got.keys());
        for (name, bytes) in &wanted {
            assert!(got[name] == *bytes, "{name} differs after kill {kill}");
        }
        fs::remove_dir_all(&out).unwrap();
    }
    println!(
        "a run takes {length:?}; {kills} outputs were killed one to three times, all with the same bytes"
    );
    for (at, (drawn, alive)) in histogram.iter().enumerate() {
        println!(
            "{:>3} % of its length: {drawn:>4} kills, {alive:>4} of a run at work",
            at * 100 / BARS
        );
    }
    println!("checkpoints that were there at a kill, and how often: {left:?}");
    assert!(
        left.values().sum::<usize>() * 2 > kills,
        "most kills meet a run at work"
    );
}

#[test]
fn an_interrupt_ends_with_what_was_done() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    inputs(&input);
    let (whole, out) = (dir.path().join("whole"), dir.path().join("out"));
    finish(&input, &whole, false);
    let mut child = start(&input, &out, false);
    while checkpoints(&out) == 0 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it was interrupted"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(5));
    let manifest = fs::read_to_string(out.join("unfinished/manifest.jsonl")).unwrap();
    let last: serde_json::Value = serde_json::from_str(manifest.lines().last().unwrap()).unwrap();
    assert_eq!(last["status"], "stopped", "{last}");
    finish(&input, &out, true);
    assert!(files(&out) == files(&whole));
}
