//! `casemill rules`: the reference page of each pack, made from its rules.

use casemill::files::write_file;
use casemill::rule::Pack;
use casemill::rule::reference::page;

use crate::author_args::PagesArgs;
use crate::cli::Lang;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &PagesArgs) -> Result<Exit, Failure> {
    let library = rules::load(args.rules.as_deref())?.library;
    if let Some(name) = &args.pack {
        // a name that is none is told with those that there are
        rules::choice(&library, Lang(None), Some(name))?;
    }
    let is_asked = |pack: &&Pack| match &args.pack {
        Some(name) => pack.name == *name,
        None => !pack.shipped,
    };
    for pack in library.packs.iter().filter(is_asked) {
        let text = page(pack);
        match &args.out {
            None => stream::print(text.as_bytes())?,
            Some(directory) => {
                write_file(
                    &directory.join(format!("{}.md", pack.name)),
                    text.as_bytes(),
                )?;
            }
        }
    }
    Ok(Exit::Clean)
}
