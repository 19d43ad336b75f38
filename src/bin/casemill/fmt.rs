//! `casemill fmt`: rule files laid out in one way, in place or on standard output.

use std::path::{Path, PathBuf};

use casemill::files::{read_texts, shown, text_names, write_file};
use casemill::rule::diagnostics::Diagnostic;
use casemill::rule::format::{FormatError, format};

use crate::author_args::FmtArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

/// What became of the files.
#[derive(Default)]
struct Tally {
    /// Those that are laid out otherwise.
    changed: usize,
    /// Those that are as they should be.
    same: usize,
    /// Those that cannot be laid out.
    left: usize,
}

pub(crate) fn run(args: &FmtArgs) -> Result<Exit, Failure> {
    if let [path] = args.paths.as_slice()
        && shown(path) == "-"
    {
        return piped(args.check);
    }
    let mut tally = Tally::default();
    for path in files(&args.paths)? {
        for (_, text) in read_texts(&path, &[])? {
            one(&path, &text, args.check, &mut tally)?;
        }
    }
    let verb = if args.check {
        "would change"
    } else {
        "changed"
    };
    let Tally {
        changed,
        same,
        left,
    } = tally;
    stream::tell(&format!(
        "{changed} {verb}, {same} as they should be, {left} left alone\n"
    ));
    Ok(if left > 0 {
        Exit::Rules
    } else if args.check && changed > 0 {
        Exit::DocumentsFailed
    } else {
        Exit::Clean
    })
}

/// One file from standard input to standard output.
fn piped(check: bool) -> Result<Exit, Failure> {
    let text = String::from_utf8(stream::read()?).map_err(|_| {
        Failure::new(
            Exit::Paths,
            "standard input is no UTF-8",
            "rule files are UTF-8 text",
        )
    })?;
    // a file that names a pack is its pack.toml
    let is_pack = text.lines().any(|line| line.starts_with("language"));
    match format(&text, is_pack) {
        Ok(out) if check => Ok(if out == text {
            Exit::Clean
        } else {
            Exit::DocumentsFailed
        }),
        Ok(out) => stream::print(out.as_bytes()).map(|()| Exit::Clean),
        Err(error) => {
            stream::tell(&told("-", &text, &error));
            Ok(Exit::Rules)
        }
    }
}

/// The files named, and all rule files below the directories named.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut out = Vec::new();
    for path in paths {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let names = text_names(path, &["toml"])?;
        if names.is_empty() {
            return Err(casemill::files::FilesError::NoRules { path: path.clone() }.into());
        }
        out.extend(names.iter().map(|name| path.join(name)));
    }
    Ok(out)
}

fn one(path: &Path, text: &str, check: bool, tally: &mut Tally) -> Result<(), Failure> {
    let is_pack = path.file_name().is_some_and(|name| name == "pack.toml");
    match format(text, is_pack) {
        Ok(out) if out == text => tally.same += 1,
        Ok(out) => {
            tally.changed += 1;
            stream::print(format!("{}\n", shown(path)).as_bytes())?;
            if !check {
                write_file(path, out.as_bytes())?;
            }
        }
        Err(error) => {
            tally.left += 1;
            stream::tell(&told(&shown(path), text, &error));
        }
    }
    Ok(())
}

/// The error at its place.
fn told(name: &str, text: &str, error: &FormatError) -> String {
    match error {
        FormatError::NotToml { at, .. } => {
            let problem = Diagnostic::new("E002", name, at.clone(), error.to_string());
            let sources = [(name.to_owned(), text.to_owned())].into();
            problem.render(&sources)
        }
        _ => format!("error: {name}: {error}\n  help: move it to a line above a key or a header\n"),
    }
}
