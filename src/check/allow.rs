//! Suppressions: findings that a rule, or a file, says are as they should be; and those that suppress nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use super::finding::{Finding, Report};
use crate::rule::Pack;
use crate::rule::text::Text;

/// Takes out what is allowed. `families` are the first letters of the codes that this run looks for: only a
/// suppression of those can be said to suppress nothing (W314).
pub(super) fn suppress(packs: &[Pack], families: &[char], report: &mut Report) {
    let mut allowed = Allowed::default();
    for file in packs.iter().filter(|p| !p.shipped).flat_map(|p| &p.files) {
        allowed.add(&file.path, None, &file.raw.allow);
        for rule in &file.raw.rule {
            allowed.add(&file.path, Some(rule.id.get_ref()), &rule.allow);
        }
    }
    report.findings.retain(|finding| !allowed.takes(finding));
    report.findings.extend(allowed.unused(families));
}

/// File, rule and code of a suppression.
type Key = (String, Option<String>, String);

#[derive(Default)]
struct Allowed(BTreeMap<Key, (Range<usize>, bool)>);

impl Allowed {
    fn add(&mut self, file: &str, rule: Option<&String>, codes: &BTreeMap<Text, Text>) {
        for code in codes.keys() {
            let key = (file.to_owned(), rule.cloned(), code.get_ref().clone());
            self.0.insert(key, (code.span(), false));
        }
    }

    /// Whether a finding is allowed; marks what allows it as used.
    fn takes(&mut self, finding: &Finding) -> bool {
        let key = (
            finding.file.clone(),
            finding.rule.clone(),
            finding.code.to_owned(),
        );
        match self.0.get_mut(&key) {
            Some((_, used)) => {
                *used = true;
                true
            }
            None => false,
        }
    }

    fn unused(&self, families: &[char]) -> Vec<Finding> {
        let mut out = Vec::new();
        for ((file, rule, code), (range, used)) in &self.0 {
            if *used || !code.starts_with(families) {
                continue;
            }
            let message = format!("nothing here gives {code}, so it needs no suppression");
            let mut finding =
                Finding::new("W314", file, range.clone(), message).help("leave it out");
            finding.rule.clone_from(rule);
            out.push(finding);
        }
        out
    }
}
