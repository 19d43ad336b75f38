//! The words of the commands that help authors of rules, and their help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::RulesArgs;

/// Try a pattern on a document, as a rule would run it
///
/// Prints each match as the pattern sees it (folded) and as the document prints it, and where nothing
/// matches, how near the pattern came. Named patterns of the pack may be used as {{name}}.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill try '第[0-9]+条' judgment.txt
  casemill try '^本院认为(?P<rest>[^。]*)' judgment.txt --in reasoning")]
pub(crate) struct TryArgs {
    /// The pattern, in the syntax of the Rust crate regex
    pub(crate) pattern: String,
    /// The document; `-` is standard input
    pub(crate) file: PathBuf,
    /// Only in this kind of section, or in this part of the pack
    #[arg(long = "in", value_name = "SECTION")]
    pub(crate) section: Option<String>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
}

/// Print a first rule for what stands at a place of a document
///
/// The rule has the section of the place, a pattern that finds it and its like, an example and a
/// counter-example. It is a start: read it, name it, and widen the pattern.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  casemill new-rule --from judgment.txt --span 2909..2912 --field custom.interest >> my-rules/loans/interest.toml")]
pub(crate) struct NewRuleArgs {
    /// The document; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// Bytes of its text, as records and `casemill try` give them: START..END
    #[arg(long, value_name = "A..B")]
    pub(crate) span: String,
    /// The field that the rule fills
    #[arg(long, value_name = "FIELD", default_value = "custom.NAME")]
    pub(crate) field: String,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
}

/// Lay out rule files as the packs of the program are laid out
///
/// Keys of a table stand in one order, `=` of its short keys in one column, items of a long list on lines of
/// their own; comments stay with what they stand above. What a file means does not change. A file that is no
/// TOML is told and left alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill fmt my-rules/            every rule file below it, in place
  casemill fmt my-rules/ --check    only say which would change
  casemill fmt - < interest.toml    one file to standard output")]
pub(crate) struct FmtArgs {
    /// Rule files, and directories that hold them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing; end with 1 where a file is laid out otherwise
    #[arg(long)]
    pub(crate) check: bool,
}

/// Print what the rules of a pack find: a reference page in Markdown
///
/// Every rule with its field, where it looks and an example, then sections, parts, word lists, tables and
/// named patterns. Rules of packs that a pack extends stand on their own page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill rules --pack zh | less
  casemill rules my-rules/ --out docs/packs     a page for each pack of the directory")]
pub(crate) struct PagesArgs {
    /// Directory of rule packs; without it, the rules of this program
    #[arg(value_name = "RULES")]
    pub(crate) rules: Option<PathBuf>,
    /// Only this pack
    #[arg(long, value_name = "NAME")]
    pub(crate) pack: Option<String>,
    /// Write NAME.md for each pack to this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Print the page of a code that `check` or a failed load named
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  casemill explain-code E206")]
pub(crate) struct ExplainCodeArgs {
    /// The code, as E206
    pub(crate) code: String,
}

/// Print a JSON Schema: of records, of rule files or of pack.toml
///
/// An editor with a TOML language server completes keys and marks mistakes by it: write the schemas beside
/// your packs and name them in the first line of a file, as `#:schema ../../schema/rules.json`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  casemill schema > record.schema.json
  casemill schema --of rules
  casemill schema --out schema     record.json, rules.json and pack.json")]
pub(crate) struct SchemaArgs {
    /// What it describes
    #[arg(long, value_name = "WHAT", default_value = "record")]
    pub(crate) of: SchemaOf,
    /// Write all of them to this directory
    #[arg(long, value_name = "DIR", conflicts_with = "of")]
    pub(crate) out: Option<PathBuf>,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// A record
    Record,
    /// A rule file
    Rules,
    /// A pack.toml
    Pack,
}
