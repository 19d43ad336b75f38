//! `casemill check`: loads rules, looks at a corpus where one is named, and reports what was found.

use std::collections::BTreeSet;

use casemill::batch::spread;
use casemill::check::report::Paths;
use casemill::check::{Level, Report, ask, check_by, mutate, settle_corpus};
use casemill::rule::Loading;

use crate::check_args::{CheckArgs, FailOn};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{corpus, outputs, revision, rules, suggest, watch};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    if args.suggest {
        let loading = rules::load_all(args.rules.as_deref())?;
        return suggest::run(&loading, args);
    }
    if args.watch {
        watch::run(args)
    } else {
        once(args)
    }
}

/// Checks what there is, and reports it.
pub(crate) fn once(args: &CheckArgs) -> Result<Exit, Failure> {
    let loading = rules::load_all(args.rules.as_deref())?;
    let mut report = check_by(&loading, &spread);
    let broken = !loading.problems.is_empty();
    if args.mutate {
        mutate(&loading, &mut report, &spread);
        if let Some(least) = args.min_mutation_score {
            ask(&mut report, least);
        }
    }
    // what broken rules give says nothing of those that were meant
    if corpus::is_asked(&args.corpus) && !broken {
        let compare = Some(&args.compare);
        corpus::look(&loading.library, &args.corpus, compare, false, &mut report)?;
        settle_corpus(&loading.library, args.compare.profile, &mut report);
    }
    limit(args, &loading, &mut report)?;
    outputs::write(&report, &paths(args)?, &args.report)?;
    let fails = match args.report.fail_on {
        FailOn::Note => Level::Note,
        FailOn::Warning => Level::Warning,
        FailOn::Error => Level::Error,
    };
    Ok(if broken {
        Exit::Rules
    } else if report.worst() >= Some(fails) {
        Exit::DocumentsFailed
    } else {
        Exit::Clean
    })
}

/// Keeps findings of rules that changed, and those that are of no rule.
fn limit(args: &CheckArgs, loading: &Loading, report: &mut Report) -> Result<(), Failure> {
    let (Some(rev), Some(directory)) = (&args.compare.changed_since, &args.rules) else {
        return Ok(());
    };
    if let Some(changed) = revision::changed_since(rev, directory, &loading.library)? {
        let is_kept = |rule: &Option<String>| rule.as_ref().is_none_or(|r| changed.contains(r));
        report.findings.retain(|f| is_kept(&f.rule));
        report.verdicts.retain(|v| changed.contains(&v.rule));
    }
    Ok(())
}

/// How rule files are called by those who read the report.
fn paths(args: &CheckArgs) -> Result<Paths, Failure> {
    let Some(directory) = &args.rules else {
        return Ok(Paths::default());
    };
    let files = casemill::files::read_rules(directory)?.files;
    Ok(Paths {
        rules: corpus::prefix(directory),
        rule_files: files
            .into_iter()
            .map(|(name, _)| name)
            .collect::<BTreeSet<_>>(),
    })
}
