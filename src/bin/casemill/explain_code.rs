//! `casemill explain-code`: the page of a code.

use casemill::files::printable;
use casemill::rule::codes;
use casemill::rule::diagnostics::did_you_mean;

use crate::author_args::ExplainCodeArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stream;

pub(crate) fn run(args: &ExplainCodeArgs) -> Result<Exit, Failure> {
    let code = args.code.to_ascii_uppercase();
    let Some(page) = codes::page(&code) else {
        let help = match did_you_mean(&code, codes::all()) {
            Some(near) => format!("did you mean {near}?"),
            None => "codes look like E101; `casemill check` prints them".to_owned(),
        };
        let message = format!("there is no code {}", printable(&args.code));
        return Err(Failure::new(Exit::Usage, message, help));
    };
    stream::print(page.as_bytes())?;
    Ok(Exit::Clean)
}
