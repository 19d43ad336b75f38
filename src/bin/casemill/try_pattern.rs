//! `casemill try` and `casemill new-rule`: a pattern on a text, and a first rule from a place in a text.

use casemill::check::{new_rule, try_pattern};
use casemill::span::ByteSpan;

use crate::author_args::{NewRuleArgs, TryArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{explain, rules, stream};

pub(crate) fn run(args: &TryArgs) -> Result<Exit, Failure> {
    let rules = rules::load(args.rules.rules.as_deref())?;
    let source = explain::source(&args.file)?;
    let choice = rules.choice(&args.rules)?;
    let section = args.section.as_deref();
    let told = try_pattern(&rules.library, &source, choice, &args.pattern, section);
    let told = told.map_err(|why| {
        Failure::new(
            Exit::Usage,
            why,
            "quote the pattern for your shell: casemill try '第[0-9]+条' judgment.txt",
        )
    })?;
    stream::print(told.as_bytes())?;
    Ok(Exit::Clean)
}

pub(crate) fn run_new_rule(args: &NewRuleArgs) -> Result<Exit, Failure> {
    let usage = |why: String| {
        let help = "a span is START..END in bytes of the file's text, as records and `casemill try` give them";
        Failure::new(Exit::Usage, why, help)
    };
    let span = span(&args.span).ok_or_else(|| usage(format!("`{}` is no span", args.span)))?;
    let rules = rules::load(args.rules.rules.as_deref())?;
    let source = explain::source(&args.from)?;
    let choice = rules.choice(&args.rules)?;
    let rule = new_rule(&rules.library, &source, choice, span, &args.field).map_err(usage)?;
    stream::print(rule.as_bytes())?;
    Ok(Exit::Clean)
}

fn span(text: &str) -> Option<ByteSpan> {
    let (start, end) = text.split_once("..")?;
    let span = ByteSpan::new(start.trim().parse().ok()?, end.trim().parse().ok()?);
    (!span.is_empty()).then_some(span)
}
