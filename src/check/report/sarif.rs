//! SARIF 2.1.0, which code hosts and editors read. Columns count characters.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json as object};

use super::{Paths, Place, ReportError, worst_first};
use crate::check::finding::{Finding, Level, Report};

/// Results that a log holds at most, as GitHub reads them; the worst come first.
const MOST: usize = 5_000;

/// The report as a SARIF log. Without findings, its `results` are empty.
///
/// # Errors
/// [`ReportError`] where it cannot be written.
pub fn sarif(report: &Report, paths: &Paths) -> Result<String, ReportError> {
    let findings = worst_first(report);
    let findings = &findings[..findings.len().min(MOST)];
    let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let results: Vec<Json> = findings
        .iter()
        .map(|f| result(f, &codes, paths.place(f, report)))
        .collect();
    let rules: Vec<Json> = codes.iter().map(|code| object!({ "id": code })).collect();
    let log = object!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "casemill",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn result(finding: &Finding, codes: &[&str], place: Option<Place>) -> Json {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut out = object!({
        "ruleId": finding.code,
        "ruleIndex": codes.iter().position(|c| *c == finding.code),
        "level": level,
        "message": { "text": text },
    });
    if let Some(place) = place {
        out["locations"] = object!([location(&place)]);
    }
    if let Some(rule) = &finding.rule {
        out["properties"] = object!({ "rule": rule });
    }
    out
}

fn location(place: &Place) -> Json {
    let mut physical = object!({ "artifactLocation": { "uri": uri(&place.path) } });
    if let Some(region) = place.region {
        physical["region"] = object!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        });
    }
    object!({ "physicalLocation": physical })
}

/// A path as a relative reference: what RFC 3986 does not allow in a path is escaped.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_escaped_and_kept_relative() {
        assert_eq!(uri("rules/zh/a b.toml"), "rules/zh/a%20b.toml");
        assert_eq!(uri("案.txt"), "%E6%A1%88.txt");
        assert_eq!(uri("c:x#1?"), "c%3Ax%231%3F");
    }
}
