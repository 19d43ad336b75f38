//! A pattern that is looked for in a few short texts and then forgotten: cheap to build, slow on long texts.

use std::ops::Range;

use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::util::syntax;

/// Bound on the compiled size of one pattern.
const SIZE_LIMIT: usize = 4 << 20;

/// A pattern that finds what [`super::Pattern`] finds.
#[derive(Debug)]
pub struct Probe(Regex);

impl Probe {
    /// Builds a pattern; `None` where it is none.
    #[must_use]
    pub fn new(source: &str) -> Option<Self> {
        // the automata and literals that make long texts fast take most of the time to build
        let config = Regex::config()
            .nfa_size_limit(Some(SIZE_LIMIT))
            .which_captures(WhichCaptures::Implicit)
            .hybrid(false)
            .dfa(false)
            .onepass(false)
            .auto_prefilter(false);
        let syntax = syntax::Config::new().multi_line(true);
        let built = Regex::builder()
            .configure(config)
            .syntax(syntax)
            .build(source);
        built.ok().map(Self)
    }

    /// Its first match in a range of a text, which ends there as if the text ended; what stands before the
    /// range is seen by `^` and `\b`.
    #[must_use]
    pub fn find(&self, text: &str, range: Range<usize>) -> Option<Range<usize>> {
        let input = Input::new(&text[..range.end]).range(range.start..);
        self.0.find(input).map(|found| found.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Pattern;

    #[test]
    fn a_probe_finds_what_a_pattern_finds() {
        let text = "甲乙\n丙年利率为12%,乙\n丙";
        let starts = text.char_indices().map(|(at, _)| at);
        for source in [
            "^丙",
            r"\A丙",
            "丙$",
            "(?P<n>[0-9]+)%",
            "乙\n丙|丙",
            "x*",
            r"\b12",
            "(?i)年",
            "年{2,}",
        ] {
            let (probe, pattern) = (Probe::new(source).unwrap(), Pattern::new(source).unwrap());
            for at in starts.clone() {
                let found = probe.find(text, at..text.len());
                assert_eq!(found, pattern.find_at(text, at), "{source} from {at}");
            }
        }
        assert!(Probe::new("(").is_none());
        assert_eq!(Probe::new("丙$").unwrap().find(text, 0..10), Some(7..10));
    }
}
