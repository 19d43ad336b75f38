//! What fuzzing found worth keeping, run again by the same functions on stable Rust: `fuzz/corpus` holds what
//! reached code that nothing else reached, and what once failed.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "the test reads what was saved, and a target writes a file"
)]

#[path = "../fuzz/src/lib.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "it is a crate of its own for the targets"
)]
mod targets;

use std::fs;
use std::path::Path;

/// Runs a target over all that was saved for it.
fn replay(name: &str) {
    let (_, target) = targets::TARGETS.iter().find(|(of, _)| *of == name).unwrap();
    let saved = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let mut files: Vec<_> = fs::read_dir(saved)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 20, "only {} inputs for {name}", files.len());
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let run = std::panic::catch_unwind(|| target(&bytes));
        assert!(run.is_ok(), "{name} fails on {}", file.display());
    }
}

macro_rules! replays {
    ($($name:ident),+) => {
        $(#[test] fn $name() { replay(stringify!($name)); })+

        #[test]
        fn every_target_is_replayed() {
            let all: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(all, [$(stringify!($name)),+]);
        }
    };
}

replays!(decode, fold, segment, rules, extract, input);
