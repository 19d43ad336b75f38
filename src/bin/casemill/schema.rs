//! `casemill schema`: the contract of records, and the forms of rule files, for machines and editors.

use casemill::files::write_file;
use clap::ValueEnum;

use crate::author_args::{SchemaArgs, SchemaOf};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let Some(directory) = &args.out else {
        stream::print(text(args.of).as_bytes())?;
        return Ok(Exit::Clean);
    };
    for of in SchemaOf::value_variants() {
        write_file(&directory.join(of.file()), text(*of).as_bytes())?;
    }
    Ok(Exit::Clean)
}

fn text(of: SchemaOf) -> String {
    let schema = match of {
        SchemaOf::Record => casemill::record::schema(),
        SchemaOf::Rules => casemill::rule::schema::rules(),
        SchemaOf::Pack => casemill::rule::schema::pack(),
    };
    format!("{:#}\n", schema.to_value())
}

impl SchemaOf {
    /// The file that `--out` writes it to.
    const fn file(self) -> &'static str {
        match self {
            Self::Record => "record.json",
            Self::Rules => "rules.json",
            Self::Pack => "pack.json",
        }
    }
}
