//! `casemill check`: loads rules and runs the examples and counter-examples they carry.

use casemill::check::{ExampleReport, check_examples};
use casemill::vocabulary::Language;

use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{rules, stream};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let loaded = rules::load(args.rules.as_deref())?;
    let mut out = String::new();
    let mut findings = 0;
    for pack in &loaded.library.packs {
        let report = check_examples(&loaded.library, pack);
        findings += report.failed.len() + report.untested.len();
        tell(&pack.name, pack.language, &report, &mut out);
    }
    stream::print(out.as_bytes())?;
    Ok(if findings == 0 {
        Exit::Clean
    } else {
        Exit::DocumentsFailed
    })
}

fn tell(pack: &str, language: Language, report: &ExampleReport, out: &mut String) {
    for failed in &report.failed {
        let line = format!(
            "{} {}: {}: {}\n",
            failed.code, failed.file, failed.rule, failed.message
        );
        out.push_str(&line);
    }
    for rule in &report.untested {
        out.push_str(&format!(
            "T403 {rule}: needs an example and a counter-example (`want = []`)\n"
        ));
    }
    out.push_str(&format!(
        "pack {pack} ({language}): {} rules, {} examples, {} failed\n",
        report.rules,
        report.examples,
        report.failed.len()
    ));
}
