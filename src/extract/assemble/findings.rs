//! What the court was asked and what it found: issues, holdings, and which answers which.

use std::collections::BTreeSet;

use crate::matching::Candidate;
use crate::record::{Holding, Issue};

use super::Desk;

/// Percent of their pairs of characters that two issues share where one is the other printed again.
const SAME: usize = 80;
/// The same where a heading says it in other words.
const IN_OTHER_WORDS: usize = 40;

impl Desk<'_> {
    /// Issues in text order; one that is taken up again where it is answered stands once. What another rule
    /// found there, as a heading, may say it in other words.
    pub(super) fn issues(&self) -> Vec<Issue> {
        let mut out: Vec<Issue> = Vec::new();
        for c in self.won("issues") {
            let (text, rule) = (self.text(c), self.rule(c));
            let stands = |known: &Issue| {
                let least = if known.rule == rule {
                    SAME
                } else {
                    IN_OTHER_WORDS
                };
                repeats(&text, &known.text, least)
            };
            if !out.iter().any(stands) {
                out.push(Issue {
                    ordinal: out.len() as u32 + 1,
                    text,
                    span: self.span(&c.place),
                    rule,
                });
            }
        }
        out
    }

    /// Holdings in text order, each with the issue that it names itself, or that the heading before it does.
    pub(super) fn holdings(&self, issues: &[Issue]) -> Vec<Holding> {
        let holding = |c: &Candidate| Holding {
            text: self.text(c),
            issue: match c.integer("issue") {
                Some(ordinal) => u32::try_from(ordinal).ok(),
                None => self.issue_above(c, issues),
            },
            span: self.span(&c.place),
            rule: self.rule(c),
        };
        self.won("holdings").iter().map(holding).collect()
    }

    /// The issue that the last heading before a holding, or at its beginning, speaks of.
    fn issue_above(&self, holding: &Candidate, issues: &[Issue]) -> Option<u32> {
        let above = |c: &&Candidate| c.place.start < holding.place.end;
        let heading = self.won("issue_headings").iter().rfind(above)?;
        let ordinal = heading.integer("ordinal");
        let numbered = issues
            .iter()
            .find(|i| Some(u64::from(i.ordinal)) == ordinal);
        match heading.text("text") {
            None => numbered.map(|issue| issue.ordinal),
            Some(text) => answered(text, numbered, issues),
        }
    }
}

/// The issue that a heading speaks of: that of its number, if it repeats some of it, else the one most like it.
fn answered(heading: &str, numbered: Option<&Issue>, issues: &[Issue]) -> Option<u32> {
    let alike = numbered.filter(|issue| {
        let (heading, issue) = (pairs(heading), pairs(&issue.text));
        issue.intersection(&heading).count() * 4 >= issue.len()
    });
    alike
        .map(|issue| issue.ordinal)
        .or_else(|| most_like(heading, issues))
}

/// The issue that a heading repeats, in other words.
fn most_like(heading: &str, issues: &[Issue]) -> Option<u32> {
    let of_heading = pairs(heading);
    let common = |issue: &Issue| pairs(&issue.text).intersection(&of_heading).count();
    let nearest = issues
        .iter()
        .max_by_key(|issue| (common(issue), std::cmp::Reverse(issue.ordinal)))?;
    repeats(heading, &nearest.text, IN_OTHER_WORDS).then_some(nearest.ordinal)
}

/// Whether two issues have at least this share of their pairs of characters in common, in percent of those
/// of the shorter one.
fn repeats(one: &str, other: &str, least: usize) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    common > 0 && common * 100 >= one.len().min(other.len()) * least
}

/// Neighbouring characters, without punctuation.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::ByteSpan;

    fn issues(texts: &[&str]) -> Vec<Issue> {
        let issue = |(i, text): (usize, &&str)| Issue {
            ordinal: i as u32 + 1,
            text: (*text).to_owned(),
            span: ByteSpan::new(0, 1),
            rule: String::new(),
        };
        texts.iter().enumerate().map(issue).collect()
    }

    #[test]
    fn a_heading_goes_to_the_issue_it_repeats() {
        let issues = issues(&["租赁合同是否已经解除", "押金应否退还"]);
        let table = [
            ("关于租赁合同是否解除的问题", Some(1)),
            ("关于押金的退还", Some(2)),
            ("关于管辖", None),
            ("综上", None),
            ("", None),
        ];
        for (heading, wanted) in table {
            assert_eq!(most_like(heading, &issues), wanted, "{heading}");
        }
        assert_eq!(most_like("关于押金的退还", &[]), None);
    }

    #[test]
    fn a_number_tells_which_of_like_issues_a_heading_answers() {
        let issues = issues(&["诉争框架协议的合同主体认定", "股权回购条款效力的认定"]);
        let heading = "关于回购条款及担保条款的效力虽然诉争框架协议的合同条款有冲突";
        assert_eq!(answered(heading, None, &issues), Some(1));
        assert_eq!(answered(heading, issues.get(1), &issues), Some(2));
        assert_eq!(answered("关于违约金", issues.get(1), &issues), None);
    }

    #[test]
    fn an_issue_taken_up_again_is_the_same() {
        assert!(repeats("关于押金应否退还的问题", "押金应否退还", SAME));
        assert!(!repeats("租赁合同是否解除", "租金应否退还", IN_OTHER_WORDS));
        assert!(!repeats("", "", IN_OTHER_WORDS));
        let (listed, heading) = (
            "本案骗取贷款是否均为单位犯罪",
            "关于骗取贷款及票据承兑是否属单位犯罪的问题",
        );
        assert!(repeats(heading, listed, IN_OTHER_WORDS));
        assert!(!repeats(heading, listed, SAME));
    }
}
