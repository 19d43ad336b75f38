//! Where a finding stands, as other programs want it: a path from where they look, lines and columns.

use std::collections::BTreeSet;

use crate::check::finding::{Finding, Report};
use crate::span::line_column;

/// How the names of files in a report become paths.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    /// What stands before a rule file, as `rules/`; nothing for the rules of the program.
    pub rules: String,
    /// The rule files that lie below it.
    pub rule_files: BTreeSet<String>,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The path of the file, with `/`.
    pub path: String,
    /// Where in it; nothing where the whole file is meant.
    #[serde(flatten)]
    pub region: Option<Region>,
}

/// Lines and columns, from 1; columns count characters, and the last one is that behind the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Region {
    /// First line.
    pub line: usize,
    /// Column in it.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column in it behind the end.
    pub end_column: usize,
}

impl Paths {
    /// The path of a file of a report.
    #[must_use]
    pub fn path(&self, file: &str) -> String {
        if self.rule_files.contains(file) {
            format!("{}{file}", self.rules)
        } else {
            file.to_owned()
        }
    }

    /// Where a finding stands; nothing where no file is at fault.
    #[must_use]
    pub fn place(&self, finding: &Finding, report: &Report) -> Option<Place> {
        if finding.file.is_empty() {
            return None;
        }
        let source = report.sources.get(&finding.file);
        let source = source.filter(|_| finding.range != (0..0));
        let region = source.map(|text| {
            let start = line_column(text, finding.range.start.min(text.len()));
            let end = line_column(text, finding.range.end.min(text.len()));
            Region {
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
            }
        });
        Some(Place {
            path: self.path(&finding.file),
            region,
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.region {
            Some(region) => write!(f, "{}:{}:{}", self.path, region.line, region.column),
            None => f.write_str(&self.path),
        }
    }
}
