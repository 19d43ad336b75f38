//! The words of the command line and their help texts.

use std::path::PathBuf;

use casemill::vocabulary::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a directory of raw court judgments into a dataset.
///
/// Reads Chinese and English judgments as plain text in any usual encoding and writes one JSON record
/// for each: case numbers, court, parties, dates, issues, holdings, orders, statutes, each with its place
/// in the text and the rule that found it.
#[derive(Debug, Parser)]
#[command(name = "casemill", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  casemill extract judgments/ --out dataset      a directory to records, tables and a summary
  casemill extract - < judgment.txt              one document to one record on standard output
  casemill explain judgment.txt --field parties  which rule gave what, and why nothing was found
  casemill check my-rules/                       load rules and run their examples
  casemill cite '(2023) Jing 0491 Min Chu No. 11279'   a case number taken apart

Exit codes:
  0  all went well (skipped inputs, as an empty file, are no failure)
  1  the run is complete and some documents failed (the manifest names them), or a rule's example did
  2  the rules cannot be loaded
  3  an input or output path is at fault, or there is nothing to do
  4  the command line is at fault";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(ExtractArgs),
    Explain(ExplainArgs),
    Cite(CiteArgs),
    Link(LinkArgs),
    Check(CheckArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Turn judgments into records
///
/// Walks the inputs in the order of their names and writes into the output directory: records.jsonl,
/// CSV tables, manifest.jsonl (what became of each input) and summary.json (what it adds up to). The
/// files are the same in every run over the same inputs, with any number of threads. They get their
/// names when all are complete: an output is whole or not there.
#[derive(Debug, Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct ExtractArgs {
    /// Directories and files to read; `-` is one document on standard input
    ///
    /// From a directory, .txt and .text files are taken; hidden files are passed over and links are not
    /// followed. A file that is named itself is always taken.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Directory to write; made if missing, and empty unless --force is given
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// What to write besides manifest and summary
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "jsonl,csv",
        requires = "out"
    )]
    pub(crate) format: Vec<Format>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Number of threads [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Replace what an earlier run wrote to the output directory; other files there stay
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Show neither progress nor summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  casemill extract judgments/ --out dataset
  casemill extract 2019/ 2020/ extra.txt --out dataset --format jsonl
  casemill extract judgments/ --out dataset --rules my-rules/ --force
  casemill extract - < judgment.txt";

/// Show which rule gave what, from where, and why nothing was found
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill explain judgment.txt
  casemill explain judgment.txt --field court
  casemill explain judgment.txt --field custom.interest_rate --rules my-rules/")]
pub(crate) struct ExplainArgs {
    /// The document; `-` is standard input
    pub(crate) file: PathBuf,
    /// Only this field of the record, as `parties` or `custom.NAME`
    #[arg(short, long)]
    pub(crate) field: Option<String>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
}

/// Which rules, and which of their packs.
#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Directory of rule packs to use in place of those of the program, which they may extend
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Language of the documents, as `zh` or `en`; auto looks at each
    #[arg(long, value_name = "LANG", default_value = "auto", value_parser = lang)]
    pub(crate) lang: Lang,
    /// Rule pack to read all documents with, whatever they look like
    #[arg(long, value_name = "NAME", conflicts_with = "lang")]
    pub(crate) pack: Option<String>,
}

/// Read case numbers out of lines of text
///
/// Reads TEXT, or standard input a line at a time, and prints every Chinese court case number, in Chinese,
/// romanised or translated: a table with tabs between its columns, or one JSON object a line. Numbers that
/// the line leaves undecided have no canonical form but candidates.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill cite '(2023) Jing 0491 Min Chu No. 11279'
  casemill cite < mentions.txt > numbers.tsv
  casemill cite --json < mentions.txt | jq -r '.case_numbers[].canonical'")]
pub(crate) struct CiteArgs {
    /// The text; several words are one line
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// Print one JSON object for each line
    #[arg(long)]
    pub(crate) json: bool,
    /// Directory of rule packs whose tables are used in place of those of the program
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// Join the documents of datasets into procedural histories
///
/// Documents belong to one case where one names the number of the other as that of an earlier stage, or
/// both carry one number. Writes documents.csv (each with its case_id), links.csv (each number that a
/// document names, and the document it leads to), histories.csv and ambiguities.csv. A number that no
/// document carries stays as an open end; what a number leaves open is listed and not guessed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill link dataset --out links
  casemill link 2019/records.jsonl 2020/records.jsonl --out links --force")]
pub(crate) struct LinkArgs {
    /// Files of records, or directories that hold a records.jsonl
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) records: Vec<PathBuf>,
    /// Directory to write; made if missing, and empty unless --force is given
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Replace what an earlier run wrote to the output directory; other files there stay
    #[arg(long)]
    pub(crate) force: bool,
    /// Do not show what was found
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Load rules and run the examples they carry
///
/// Every problem of every file is told in one run. Ends with 1 where an example fails, with 2 where the
/// rules cannot be loaded.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill check              the rules of this program
  casemill check my-rules/    a directory of rule packs")]
pub(crate) struct CheckArgs {
    /// Directory of rule packs; without it, the rules of this program
    #[arg(value_name = "RULES")]
    pub(crate) rules: Option<PathBuf>,
}

/// Print the JSON Schema of records
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  casemill schema > record.schema.json")]
pub(crate) struct SchemaArgs {}

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill completions bash > ~/.local/share/bash-completion/completions/casemill
  casemill completions fish > ~/.config/fish/completions/casemill.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Print the man page, or write those of all commands to a directory
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill man | man -l -
  casemill man ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// Directory to write casemill.1, casemill-extract.1 and so on to
    #[arg(value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
}

/// A format of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON record a line: records.jsonl
    Jsonl,
    /// Tables for analysis: cases.csv and one for each list field
    Csv,
}

/// A language to read all documents in; `None` for `auto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lang(pub(crate) Option<Language>);

fn lang(word: &str) -> Result<Lang, String> {
    if word == "auto" {
        return Ok(Lang(None));
    }
    let language = Language::from_word(word);
    language
        .map(|language| Lang(Some(language)))
        .ok_or_else(|| "a language is `auto`, or a tag as `zh`, `en` or `de`".to_owned())
}
