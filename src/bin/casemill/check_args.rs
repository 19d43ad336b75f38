//! The words of `check`, `bless` and `diff`: rules, a corpus, reports.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::{Lang, lang};

/// Load rules and run the examples they carry; judge them by a corpus, labels and stored records
///
/// Every problem of every file is told in one run. Ends with 1 where there are findings (--fail-on says
/// from which level on), with 2 where the rules cannot be loaded.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill check              the rules of this program
  casemill check my-rules/    a directory of rule packs
  casemill check my-rules/ --corpus corpus/ --gold gold/ --snapshots records/
  casemill check my-rules/ --corpus corpus/ --against before/ --output md=changes.md")]
pub(crate) struct CheckArgs {
    /// Directory of rule packs; without it, the rules of this program
    #[arg(value_name = "RULES")]
    pub(crate) rules: Option<PathBuf>,
    /// Check again after every change of the rules or labels, until Ctrl-C
    ///
    /// Their files are looked at five times a second; a change counts when they rest. Documents of a corpus
    /// are not watched. The time that a check took goes to standard error.
    #[arg(long, requires = "rules", conflicts_with = "suggest")]
    pub(crate) watch: bool,
    /// Change each rule a little, many times, and report the changes that no example notices
    #[arg(long)]
    pub(crate) mutate: bool,
    /// Fail where the examples notice a smaller share of these changes, as 0.85
    #[arg(long, value_name = "SHARE", requires = "mutate", value_parser = share)]
    pub(crate) min_mutation_score: Option<f64>,
    /// Print examples that would notice them, to read and to keep where they are right
    #[arg(long, requires = "mutate")]
    pub(crate) suggest: bool,
    /// Put families of examples (`instead`) into the rule files; read what was put there
    ///
    /// What they want comes from the examples that are there. New examples are only printed: what those want is
    /// what the rule gives, and a person must say that it is right.
    #[arg(long, requires = "suggest", requires = "rules")]
    pub(crate) write: bool,
    /// Only for this rule
    #[arg(long, value_name = "ID", requires = "suggest")]
    pub(crate) rule: Option<String>,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) compare: CompareArgs,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

/// What is looked at beside the rules themselves.
#[derive(Debug, Args)]
#[command(next_help_heading = "Corpus")]
pub(crate) struct CorpusArgs {
    /// Directory of documents: counts what becomes of every rule, pattern and guard
    #[arg(long, value_name = "DIR")]
    pub(crate) corpus: Option<PathBuf>,
    /// Labels, a directory or a .jsonl file: precision, recall and F1 of each field
    ///
    /// Documents are looked for below --corpus, else below the directory that holds the labels. The gates
    /// of pack.toml and the baseline beside the labels are judged; docs/gold.md tells of the format.
    #[arg(long, value_name = "PATH")]
    pub(crate) gold: Option<PathBuf>,
    /// Directory of stored records, one for each document of the corpus
    #[arg(long, value_name = "DIR", requires = "corpus")]
    pub(crate) snapshots: Option<PathBuf>,
    /// Language of the documents, as `zh` or `en`; auto looks at each
    #[arg(long, value_name = "LANG", default_value = "auto", value_parser = lang)]
    pub(crate) lang: Lang,
    /// Rule pack to read all documents with, whatever they look like
    #[arg(long, value_name = "NAME", conflicts_with = "lang")]
    pub(crate) pack: Option<String>,
    /// Number of threads [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// What else is asked of a corpus.
#[derive(Debug, Args)]
#[command(next_help_heading = "Corpus")]
pub(crate) struct CompareArgs {
    /// An earlier run (its directory or records.jsonl): values gained, lost and changed since
    #[arg(long, value_name = "RUN", requires = "corpus")]
    pub(crate) against: Option<PathBuf>,
    /// Time each rule by itself
    #[arg(long, requires = "corpus")]
    pub(crate) profile: bool,
    /// Only findings of rules that changed since this revision of git
    ///
    /// A rule has changed where its text, a named pattern, list or table that it uses, or the sections of
    /// its pack have.
    #[arg(long, value_name = "REV", requires = "rules")]
    pub(crate) changed_since: Option<String>,
}

/// In which forms a report is written, and when it fails.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct ReportArgs {
    /// Form of the report on standard output
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Human)]
    pub(crate) format: Form,
    /// A further report: FORM=FILE; github and md need no file
    ///
    /// github goes to standard output, where the runner reads it; md goes to the page of the run where
    /// GITHUB_STEP_SUMMARY names it, else to standard output. May be given several times.
    #[arg(long, value_name = "FORM[=FILE]", value_parser = Output::parse)]
    pub(crate) output: Vec<Output>,
    /// The lightest finding that fails the check
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Warning)]
    pub(crate) fail_on: FailOn,
    /// Show every note, not only the first of each code
    #[arg(long)]
    pub(crate) notes: bool,
}

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people, with carets
    Human,
    /// All that was found, for programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// JUnit XML, passes included
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// A summary in Markdown
    Md,
}

/// A further report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) form: Form,
    /// Where it goes; nothing for standard output.
    pub(crate) file: Option<PathBuf>,
}

impl Output {
    fn parse(text: &str) -> Result<Self, String> {
        let (form, file) = match text.split_once('=') {
            Some((form, file)) => (form, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let form = Form::from_str(form, false)
            .map_err(|_| "FORM is one of human, json, sarif, junit, github, md".to_owned())?;
        if file.as_ref().is_some_and(|f| f.as_os_str().is_empty()) {
            return Err("a file must follow `=`".to_owned());
        }
        if file.is_none() && !matches!(form, Form::Github | Form::Md) {
            return Err("this form needs a file, as in sarif=report.sarif".to_owned());
        }
        Ok(Self { form, file })
    }
}

/// The lightest finding that fails a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors alone
    Error,
}

/// Accept what a check found: stored records, and the marks of the baseline
///
/// Writes the record of every document of the corpus to the directory of stored records, removes those
/// whose document is gone, and raises the baseline beside the labels. A mark never falls while the labels
/// stay the same. It refuses where the environment has CI: a person reads the change first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill bless my-rules/ --corpus corpus/ --snapshots records/
  casemill bless my-rules/ --corpus corpus/ --gold gold/")]
pub(crate) struct BlessArgs {
    /// Directory of rule packs; without it, the rules of this program
    #[arg(value_name = "RULES")]
    pub(crate) rules: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
}

/// Show what two runs do not share: values gained, lost and changed, by rule
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill diff before/ after/
  casemill diff before/records.jsonl after/records.jsonl --format json")]
pub(crate) struct DiffArgs {
    /// The earlier run: its directory or its records.jsonl
    #[arg(value_name = "RUN_A")]
    pub(crate) before: PathBuf,
    /// The later run
    #[arg(value_name = "RUN_B")]
    pub(crate) after: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, value_name = "FORM", default_value_t = DiffForm::Human)]
    pub(crate) format: DiffForm,
}

/// A form of a comparison of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffForm {
    /// For people
    Human,
    /// For programs
    Json,
    /// Markdown
    Md,
}

/// A share of a whole.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "a number from 0 to 1")?;
    match share {
        0.0..=1.0 => Ok(share),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}
