//! The command line of casemill: words typed become decisions, decisions become calls of the library.
//! One file a subcommand; how errors are told is in `failure`, how runs end in `exit`.

mod author_args;
mod bless;
mod check;
mod check_args;
mod cite;
mod cli;
mod completions;
mod corpus;
mod diff;
mod exit;
mod explain;
mod explain_code;
mod extract;
mod failure;
mod fmt;
mod link;
mod man;
mod outputs;
mod pages;
mod report;
mod revision;
mod rules;
mod schema;
mod stream;
mod suggest;
mod try_pattern;
mod watch;

use std::io::Write;
use std::process::ExitCode;

use casemill::files::printable;
use clap::Parser;

use cli::{Cli, Command};
use exit::Exit;

/// Values are small and many: a record is made of hundreds of strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    casemill::batch::silence_document_panics();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return told_by_clap(&error).into(),
    };
    let ended = match cli.command {
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Bless(args) => bless::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Cite(args) => cite::run(&args),
        Command::Link(args) => link::run(&args),
        Command::Try(args) => try_pattern::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::NewRule(args) => try_pattern::run_new_rule(&args),
        Command::Rules(args) => pages::run(&args),
        Command::ExplainCode(args) => explain_code::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    let exit = ended.unwrap_or_else(|failure| {
        failure.tell();
        failure.exit()
    });
    exit.into()
}

/// Help and version are no errors; all else is usage.
fn told_by_clap(error: &clap::Error) -> Exit {
    let plain = error.to_string();
    let moves_the_cursor = plain.chars().any(|c| c.is_control() && c != '\n');
    // A reader that has gone away is told nothing.
    let _ = if moves_the_cursor {
        let lines: Vec<String> = plain.split('\n').map(printable).collect();
        std::io::stderr()
            .lock()
            .write_all(lines.join("\n").as_bytes())
    } else {
        error.print()
    };
    if error.use_stderr() {
        Exit::Usage
    } else {
        Exit::Clean
    }
}
