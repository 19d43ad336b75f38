//! `casemill explain`: which rule gave what, from where, and why nothing was found.

use std::path::Path;

use casemill::batch::{Refused, read_source};
use casemill::extract::{Source, explain};
use casemill::files::{ReadError, printable, read_document, shown};
use casemill::input::MAX_DOCUMENT;
use casemill::record::field_names;

use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    if let Some(field) = &args.field {
        check_field(field)?;
    }
    let rules = rules::load(args.rules.rules.as_deref())?;
    let source = source(&args.file)?;
    let choice = rules.choice(&args.rules)?;
    let text = explain(&rules.library, &source, choice, args.field.as_deref());
    stream::print(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// The text of a document; `-` is standard input.
pub(crate) fn source(file: &Path) -> Result<Source, Failure> {
    let name = shown(file);
    let bytes = if name == "-" {
        stream::read()?
    } else {
        read(file)?
    };
    read_source(&bytes, &name).map_err(|refused| match refused {
        Refused::Empty => Failure::new(
            Exit::Paths,
            format!("nothing to explain: {name} is empty"),
            "give a document that has text",
        ),
        other => Failure::new(
            Exit::DocumentsFailed,
            format!("{name} gave no text: {other}"),
            "one document is wanted: text, HTML, DOCX, XML or Markdown",
        ),
    })
}

fn check_field(field: &str) -> Result<(), Failure> {
    let known = field_names();
    if field.starts_with("custom.") || known.iter().any(|name| name == field) {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Usage,
        format!("a record has no field {}", printable(field)),
        format!("the fields are: {}, custom.NAME", known.join(", ")),
    ))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_document(path, MAX_DOCUMENT).map_err(|error| {
        let help = match error {
            ReadError::TooLarge(_) => "give one document of usual length",
            _ => "check the spelling of the path and that you may read it",
        };
        Failure::new(
            Exit::Paths,
            format!("cannot read {}: {error}", shown(path)),
            help,
        )
    })
}
