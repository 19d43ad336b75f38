//! The least that any program does which reads every file, hashes it and looks whether it is UTF-8:
//! `cargo bench --bench floor -- DIR`. Prints the processor's time, to be held against that of
//! `casemill extract DIR` in the same minutes.
#![expect(clippy::print_stdout, reason = "a benchmark reports to its caller")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads files and the clock"
)]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args()
        .skip(1)
        .find(|a| a != "--bench")
        .ok_or("give a directory")?;
    let files = walkdir::WalkDir::new(directory)
        .into_iter()
        .filter_map(Result::ok);
    let files: Vec<_> = files.filter(|entry| entry.file_type().is_file()).collect();
    let (start, on_processor) = (Instant::now(), processor());
    let (mut bytes, mut texts) = (0, 0);
    for file in &files {
        let content = fs::read(file.path())?;
        black_box(Sha256::digest(&content));
        texts += usize::from(std::str::from_utf8(&content).is_ok());
        bytes += content.len();
    }
    let spent = match (on_processor, processor()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed(),
    };
    let rate = bytes as f64 / 1e6 / spent.as_secs_f64();
    println!("{} files, {texts} in UTF-8, {bytes} bytes", files.len());
    println!(
        "{:.3} s of the processor, {rate:.0} MB/s",
        spent.as_secs_f64()
    );
    Ok(())
}

/// Time that this thread has had on a processor, where the system tells it.
fn processor() -> Option<Duration> {
    let line = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}
