//! `casemill check --mutate --suggest`: prints examples that would notice what none notices yet; `--write` puts
//! families into the rule files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use casemill::check::{Family, Proposals, suggest, with_families};
use casemill::files::write_file;
use casemill::rule::Loading;

use crate::check_args::CheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(loading: &Loading, args: &CheckArgs) -> Result<Exit, Failure> {
    let mut told = Ok(());
    let mut families: Vec<Family> = Vec::new();
    suggest(loading, args.rule.as_deref(), &mut |found| {
        let text = shown(&found);
        families.extend(found.families);
        if told.is_ok() {
            told = stream::print(text.as_bytes());
        }
    });
    told?;
    if args.write
        && let Some(directory) = &args.rules
    {
        write(loading, directory, &families)?;
    }
    Ok(Exit::Clean)
}

fn shown(found: &Proposals) -> String {
    let mut text = String::new();
    let family = found.families.first().map(|f| (&f.rule, &f.file));
    let example = found.examples.first().map(|e| (&e.rule, &e.file));
    if let Some((rule, file)) = family.or(example) {
        let _ = writeln!(text, "# {rule} in {file}\n");
    }
    for family in &found.families {
        let _ = writeln!(text, "{}", family.toml());
    }
    for example in &found.examples {
        let _ = writeln!(text, "{}", example.toml());
    }
    text
}

/// Puts families into the files of a directory, each file written whole.
fn write(loading: &Loading, directory: &Path, families: &[Family]) -> Result<(), Failure> {
    let mut by_file: BTreeMap<&str, Vec<&Family>> = BTreeMap::new();
    for family in families {
        by_file.entry(&family.file).or_default().push(family);
    }
    for (file, families) in by_file {
        let source = loading.sources.get(file).map_or("", String::as_str);
        let written = with_families(source, &families).map_err(|error| {
            let help = "nothing of this file was changed; mend it and ask again";
            Failure::new(Exit::Rules, format!("{file}: {error}"), help)
        })?;
        if let Some(text) = written {
            write_file(&directory.join(file), text.as_bytes())?;
        }
    }
    Ok(())
}
