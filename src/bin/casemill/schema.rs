//! `casemill schema`: the contract of records for machines.

use crate::cli::SchemaArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(_args: &SchemaArgs) -> Result<Exit, Failure> {
    let text = format!("{:#}\n", casemill::record::schema().to_value());
    stream::print(text.as_bytes())?;
    Ok(Exit::Clean)
}
