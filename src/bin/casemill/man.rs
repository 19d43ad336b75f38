//! `casemill man`: manual pages, from the same words as the help texts.

use std::path::Path;

use casemill::files::write_file;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, ManArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(args: &ManArgs) -> Result<Exit, Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    match &args.directory {
        None => stream::print(&page(command)?)?,
        Some(directory) => write_pages(command, directory)?,
    }
    Ok(Exit::Clean)
}

/// One page a command, named as the command is called: `casemill-extract.1`.
fn write_pages(command: clap::Command, directory: &Path) -> Result<(), Failure> {
    for subcommand in command.get_subcommands() {
        let name = subcommand
            .get_display_name()
            .unwrap_or_else(|| subcommand.get_name())
            .to_owned();
        let bytes = page(subcommand.clone())?;
        write_file(&directory.join(format!("{name}.1")), &bytes)?;
    }
    write_file(&directory.join("casemill.1"), &page(command)?)?;
    Ok(())
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    Man::new(command).render(&mut bytes).map_err(|error| {
        let help = "this is a fault of casemill; please report it";
        Failure::new(
            Exit::Usage,
            format!("cannot make the manual page: {error}"),
            help,
        )
    })?;
    Ok(bytes)
}
