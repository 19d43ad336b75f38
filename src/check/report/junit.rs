//! JUnit XML, which CI systems show as tests: every example, gate and finding, those that pass included.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::{Paths, ReportError, headline};
use crate::check::finding::{Finding, Level, Outcome, Report, Verdict};

/// The report as JUnit XML.
///
/// # Errors
/// [`ReportError`] where it cannot be written.
pub fn junit(report: &Report, paths: &Paths) -> Result<String, ReportError> {
    let mut xml = Xml::new("casemill check");
    for pack in &report.packs {
        let mut suite = TestSuite::new(format!("examples of pack {}", pack.name));
        let verdicts = report.verdicts.iter().filter(|v| v.pack == pack.name);
        suite.add_test_cases(verdicts.map(example));
        xml.add_test_suite(suite);
    }
    if !report.passed.is_empty() {
        let mut suite = TestSuite::new("passed");
        suite.add_test_cases(report.passed.iter().map(|name| {
            let mut case = TestCase::new(name.as_str(), TestCaseStatus::success());
            case.set_classname("casemill");
            case
        }));
        xml.add_test_suite(suite);
    }
    let told = report.findings.iter();
    // a failed example stands among the examples already
    let told = told.filter(|f| f.level > Level::Note && !matches!(f.code, "T401" | "T402"));
    let mut suite = TestSuite::new("findings");
    suite.add_test_cases(told.map(|f| finding(f, report, paths)));
    if !suite.test_cases.is_empty() {
        xml.add_test_suite(suite);
    }
    Ok(xml.to_string()?)
}

fn example(verdict: &Verdict) -> TestCase {
    let status = match verdict.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Todo => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(verdict.message.as_str());
            status
        }
        Outcome::Failed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message("the example does not give what it wants");
            status.set_description(verdict.message.as_str());
            status
        }
    };
    let mut case = TestCase::new(verdict.name.as_str(), status);
    case.set_classname(verdict.rule.as_str());
    case
}

fn finding(finding: &Finding, report: &Report, paths: &Paths) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(finding.code);
    status.set_message(headline(finding));
    let place = paths.place(finding, report);
    let place = place.map_or(String::new(), |p| format!("{p}\n"));
    let help = finding
        .help
        .as_ref()
        .map_or(String::new(), |h| format!("\nhelp: {h}"));
    status.set_description(format!("{place}{}{help}", finding.message));
    let name = format!("{} {}", finding.code, headline(finding));
    let mut case = TestCase::new(name, status);
    case.set_classname(finding.rule.as_deref().unwrap_or("casemill"));
    case
}
