//! The words of the command line and their help texts.

use std::path::PathBuf;

use casemill::batch::{CHECKPOINT, MAX_VALUES};
use casemill::input::{LARGEST_DOCUMENT, MAX_DEPTH, MAX_EXPANSION};
use casemill::vocabulary::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::author_args::{ExplainCodeArgs, FmtArgs, NewRuleArgs, PagesArgs, SchemaArgs, TryArgs};
use crate::check_args::{BlessArgs, CheckArgs, DiffArgs};

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
  1  the run is complete and some documents failed (the manifest names them), or a check has findings
  2  the rules cannot be loaded
  3  an input or output path is at fault, or there is nothing to do
  4  the command line is at fault
  5  the run was stopped; --resume goes on";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(ExtractArgs),
    Explain(ExplainArgs),
    Cite(CiteArgs),
    Link(LinkArgs),
    Check(CheckArgs),
    Bless(BlessArgs),
    Diff(DiffArgs),
    Try(TryArgs),
    NewRule(NewRuleArgs),
    Fmt(FmtArgs),
    Rules(PagesArgs),
    ExplainCode(ExplainCodeArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Turn judgments into records
///
/// Walks the inputs in the order of their names and writes into the output directory: records.jsonl,
/// CSV tables, manifest.jsonl (what became of each input) and summary.json (what it adds up to). The
/// files are the same in every run over the same inputs, with any number of threads. They get their
/// names when all are complete: an output is whole or not there. Until then they are in `unfinished`
/// inside it, and a run that was stopped or killed goes on from there with --resume.
#[derive(Debug, Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct ExtractArgs {
    /// Directories, files and globs to read; `-` is one document on standard input
    ///
    /// Read are: .txt .html .docx .xml .md; rows of .jsonl .json .csv .tsv .parquet; all of these in .gz
    /// .zst .bz2 .xz .zip .tar. Other files are skipped, unless they are named themselves. Hidden files are
    /// passed over, and so is what a `.casemillignore` names, in the syntax of .gitignore.
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read paths of inputs from a file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) files_from: Option<PathBuf>,
    /// Paths of --files-from end with NUL, as `find -print0` writes them
    #[arg(long, requires = "files_from")]
    pub(crate) null: bool,
    /// Take only files whose name fits; without `/`, the last part of it
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Leave out files and directories whose name fits
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Follow links to files and directories
    #[arg(long)]
    pub(crate) follow_links: bool,
    /// Column or key of dumps that holds the text [default: guessed for each dump, and told]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,
    /// Directory to write; made if missing, and empty unless --force or --resume is given
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
    /// Write the texts that spans point into, where the input does not hold them as they are
    #[arg(long, value_name = "DIR", requires = "out")]
    pub(crate) texts: Option<PathBuf>,
    /// Replace what an earlier run wrote to the output directory; other files there stay
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Go on with a run that did not finish, and do again only what has changed
    #[arg(long, requires = "out", conflicts_with = "force")]
    pub(crate) resume: bool,
    /// Show neither progress nor summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// Bounds on what one input may ask for. What is beyond them stands in the manifest.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// Longest document, as 64MiB or 1GiB; 2GiB at most
    #[arg(long, value_name = "SIZE", value_parser = document_size, default_value = "64MiB")]
    pub(crate) max_document: u64,
    /// How many times its size an input may unpack to; 256 MiB are always allowed
    #[arg(long, value_name = "N", default_value_t = MAX_EXPANSION)]
    pub(crate) max_expansion: u64,
    /// How deep packed files and archives may lie in each other
    #[arg(long, value_name = "N", default_value_t = MAX_DEPTH)]
    pub(crate) max_depth: u32,
    /// How many values a field may have
    #[arg(long, value_name = "N", default_value_t = MAX_VALUES)]
    pub(crate) max_values: usize,
    /// How many bytes of a document patterns may look at, in all; counted and not timed
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "16GiB")]
    pub(crate) max_work: u64,
    /// Documents between two points that --resume can go on from
    #[arg(long, value_name = "N", default_value_t = CHECKPOINT, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) checkpoint: u64,
}

/// The length of a document.
fn document_size(text: &str) -> Result<u64, String> {
    let size = size(text)?;
    (size <= LARGEST_DOCUMENT)
        .then_some(size)
        .ok_or_else(|| "no document may be longer than 2GiB; part it first".to_owned())
}

/// A number of bytes with a unit or without.
fn size(text: &str) -> Result<u64, String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let shift = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err("units are KiB, MiB and GiB".to_owned()),
    };
    let number: u64 = number
        .parse()
        .map_err(|_| "a number is wanted, as in 64MiB".to_owned())?;
    number
        .checked_mul(1 << shift)
        .ok_or_else(|| "the number is too large".to_owned())
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  casemill extract judgments/ --out dataset
  casemill extract judgments/ --out dataset --resume
  casemill extract dump.jsonl.gz archive.zip --out dataset --text-column content
  casemill extract 'data/**/*.html' --out dataset --texts texts
  find data -newer mark -print0 | casemill extract --files-from - --null --out dataset
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

pub(crate) fn lang(word: &str) -> Result<Lang, String> {
    if word == "auto" {
        return Ok(Lang(None));
    }
    let language = Language::from_word(word);
    language
        .map(|language| Lang(Some(language)))
        .ok_or_else(|| "a language is `auto`, or a tag as `zh`, `en` or `de`".to_owned())
}
