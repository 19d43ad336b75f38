//! Annotations of GitHub Actions: a line for each finding, which the runner shows at its place.

use super::{Paths, headline, worst_first};
use crate::check::finding::{Finding, Level, Report};

/// Annotations of one level that GitHub shows of one step.
const MOST: usize = 10;

/// The report as workflow commands; at most ten of each level, the worst first, and a line that counts
/// the rest.
#[must_use]
pub fn github(report: &Report, paths: &Paths) -> String {
    let mut out = String::new();
    let findings = worst_first(report);
    for (_, level) in Level::ALL.iter().rev() {
        let of_level = || findings.iter().filter(|f| f.level == *level);
        for finding in of_level().take(MOST) {
            out.push_str(&annotation(finding, report, paths));
        }
        let rest = of_level().count().saturating_sub(MOST);
        if rest > 0 {
            out.push_str(&format!(
                "{rest} more at level {}; the summary has them\n",
                level.word()
            ));
        }
    }
    out
}

fn annotation(finding: &Finding, report: &Report, paths: &Paths) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = paths.place(finding, report) {
        properties.push(format!("file={}", property(&place.path)));
        if let Some(region) = place.region {
            properties.push(format!("line={},endLine={}", region.line, region.end_line));
            // columns count within one line only
            if region.line == region.end_line {
                properties.push(format!(
                    "col={},endColumn={}",
                    region.column, region.end_column
                ));
            }
        }
    }
    let title = format!("{} {}", finding.code, headline(finding));
    properties.push(format!("title={}", property(&title)));
    let help = finding
        .help
        .as_ref()
        .map_or(String::new(), |h| format!("\nhelp: {h}"));
    let message = data(&format!("{}{help}", finding.message));
    format!("::{command} {}::{message}\n", properties.join(","))
}

/// A message as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
