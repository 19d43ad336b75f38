//! `casemill check --watch`: the check again after every change of the rules or labels, until Ctrl-C.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use casemill::files::{Stamp, shown, stamp};

use crate::check;
use crate::check_args::CheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

/// How often files are looked at. A look takes a system call for each file; it sees changes on every file
/// system, also on those that tell of none, as network mounts and containers.
const EVERY: Duration = Duration::from_millis(200);

/// Clears the screen of a terminal.
const CLEAR: &[u8] = b"\x1b[2J\x1b[3J\x1b[H";

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let rules = args.rules.as_deref();
    let gold = args.corpus.gold.as_deref();
    let watched: Vec<&Path> = rules.into_iter().chain(gold).collect();
    let mut seen = stamp(&watched);
    // a path that is wrong from the beginning is told once and ends the run
    if let Some(path) = watched
        .iter()
        .find(|path| stamp(&[path]) == Stamp::default())
    {
        return Err(Failure::new(
            Exit::Paths,
            format!("{} holds no file to watch", shown(path)),
            "check the spelling of the path and that you may read it",
        ));
    }
    loop {
        once(args);
        let names: Vec<String> = watched.iter().map(|path| shown(path)).collect();
        stream::tell(&format!("watching {}; Ctrl-C ends\n", names.join(", ")));
        seen = changed(&watched, &seen);
        // what stood before the change is gone from a terminal, and parted from what follows elsewhere
        let part: &[u8] = if io::stdout().is_terminal() {
            CLEAR
        } else {
            b"\n"
        };
        stream::print(part)?;
    }
}

/// One check, and the time it took. What fails is told, and watched for its correction.
fn once(args: &CheckArgs) {
    let began = now();
    if let Err(failure) = check::once(args) {
        failure.tell();
    }
    let took = began.elapsed().as_secs_f64();
    stream::tell(&format!("checked in {took:.2} s\n"));
}

/// Waits until files have changed and then rest: an editor writes a file in several steps.
fn changed(watched: &[&Path], seen: &Stamp) -> Stamp {
    let mut last = seen.clone();
    loop {
        thread::sleep(EVERY);
        let now = stamp(watched);
        if now == last && now != *seen {
            return now;
        }
        last = now;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "times are shown to the user and written nowhere"
)]
fn now() -> Instant {
    Instant::now()
}
