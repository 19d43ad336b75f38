//! Where reports go: standard output, files, and the page of a CI run.

use std::path::{Path, PathBuf};

use casemill::check::Report;
use casemill::check::report::{
    Paths, ReportError, Shown, github, human, json, junit, markdown, sarif,
};
use casemill::files::write_file;

use crate::check_args::{Form, Output, ReportArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

/// Names the file that GitHub shows on the page of a run.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Writes a report in every form that was asked for.
pub(crate) fn write(report: &Report, paths: &Paths, args: &ReportArgs) -> Result<(), Failure> {
    let shown = Shown {
        all_notes: args.notes,
    };
    stream::print(form(report, paths, args.format, shown)?.as_bytes())?;
    for output in &args.output {
        let text = form(report, paths, output.form, shown)?;
        match place(output) {
            Some(file) => write_file(&file, text.as_bytes())?,
            None => stream::print(text.as_bytes())?,
        }
    }
    Ok(())
}

fn place(output: &Output) -> Option<PathBuf> {
    let page = || std::env::var_os(SUMMARY).filter(|name| !name.is_empty());
    let named = output.file.as_deref().map(Path::to_owned);
    named.or_else(|| {
        page()
            .filter(|_| output.form == Form::Md)
            .map(PathBuf::from)
    })
}

fn form(report: &Report, paths: &Paths, form: Form, shown: Shown) -> Result<String, Failure> {
    let text = match form {
        Form::Human => Ok(human(report, paths, shown)),
        Form::Json => json(report, paths),
        Form::Sarif => sarif(report, paths),
        Form::Junit => junit(report, paths),
        Form::Github => Ok(github(report, paths)),
        Form::Md => Ok(markdown(report, paths)),
    };
    text.map_err(|error: ReportError| {
        let help = "this is a fault of casemill; please report it";
        Failure::new(Exit::DocumentsFailed, error.to_string(), help)
    })
}
