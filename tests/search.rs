//! Searching around literals is an optimisation and no other engine: with the hits of a scanner and
//! without any, every stage gives the same.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the tests read documents")]

mod documents;

use casemill::extract::{PackChoice, Prepared, page_of};
use casemill::layout::recover;
use casemill::matching::{Normalizing, run_rule};
use casemill::rule::Library;
use casemill::rule::compiled::fits;
use casemill::search::{Hits, Pattern, Scanner, Walk};
use casemill::section::segment;
use casemill::text::{FoldSpec, fold};
use proptest::prelude::*;

#[test]
fn every_stage_gives_the_same_with_hits_and_without() {
    let library = Library::embedded().unwrap();
    let judgments = documents::judgments().into_iter().step_by(20);
    for document in documents::corpus().into_iter().chain(judgments) {
        let text = document.text();
        let prepared = Prepared::new(&text, &library, PackChoice::Detect);
        let pack = prepared.pack;
        let folded = fold(&text, &FoldSpec::standard());
        let plain = recover(&folded, pack, &prepared.genre, &Hits::unknown());
        assert_eq!(plain, prepared.folded, "{}: layout", document.name);

        let mut page = page_of(&prepared);
        let sections = segment(page.text(), pack, &page.genre, &Hits::unknown());
        assert_eq!(sections, page.sections, "{}: sections", document.name);

        let guided = runs(&library, &prepared, &page);
        page.hits = Hits::unknown();
        let parts = page.parts.clone();
        page.find_parts(pack);
        assert_eq!(page.parts, parts, "{}: parts", document.name);
        assert_eq!(
            runs(&library, &prepared, &page),
            guided,
            "{}: rules",
            document.name
        );
    }
}

fn runs(
    library: &Library,
    prepared: &Prepared<'_>,
    page: &casemill::matching::Page<'_>,
) -> Vec<String> {
    let pack = prepared.pack;
    let normalizing = Normalizing {
        page,
        pack,
        tables: &library.tables,
        context: &prepared.context,
    };
    let rules = pack.rules.iter().enumerate();
    let rules = rules.filter(|(_, rule)| fits(&rule.genres, &prepared.genre));
    let run = |(index, rule)| format!("{:#?}", run_rule(index, rule, &normalizing));
    rules.map(run).collect()
}

/// Patterns of the forms that rules have, and of forms that are hard to search around.
const PATTERNS: &[&str] = &[
    "甲乙",
    "甲+乙",
    "(?:甲|乙丙)丁",
    "^甲[^\n]*乙",
    "^[^\n。]*乙",
    "[^。]*乙丙",
    "甲[^。,]{0,3}?乙",
    "(?:甲|甲乙|甲乙丙)(?P<rest>[,。])",
    "。 ?(?P<at>甲|乙[^,]*丙)",
    "甲(?s:.*?)(?:乙|\\z)",
    "甲乙?(?s:.*?)乙丙?",
    "(?P<a>甲|甲乙丙)(?P<b>(?s:.*?))(?P<c>乙|丁$)",
    "^,?(?P<part>甲[乙丙]?(?s:.*?))(?:\n乙|丙丁|\\z)",
    "^(?P<at>甲[^。\n]*?乙)(?s:.*?)(?:丙|\n丁|\\z)",
    "\\A甲[^,]*乙",
    "甲乙$",
    "(?:^|[。,])乙",
    "[甲乙]{2,4}丙?",
    "(?:甲乙)*丙丁",
    "(?:甲,?)+乙",
    "(?i)ab[^\n]*c",
    "\\bab\\b",
    "^$",
    "甲*",
    "(?P<a>甲)?乙(?P<b>丙)?丁",
    "(?:[。,]|甲a|乙丙|^) ?(?P<at>丙|丁[^,]*乙)",
    "(?:甲|甲乙)(?P<at>乙?丙)",
    "甲?\n?^(?P<at>乙[^。]*丁)",
    "(?P<a>[甲乙][^,]*?)(?:乙|丙丁|丁)",
    "(?P<at>[甲乙]+)(?P<b>丙?)(?:,|。。?|$)",
];

proptest! {
    /// All matches and groups of any pattern in any range of any text, whichever way it is searched.
    #[test]
    fn matches_are_those_of_a_plain_search(
        text in "[甲乙丙丁。,\n abC]{0,60}",
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let patterns: Vec<Pattern> = PATTERNS.iter().map(|p| Pattern::new(p).unwrap()).collect();
        let scanner = Scanner::new(&patterns, []);
        let hits = scanner.scan(&text);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let ends = (cut.0.index(places.len()), cut.1.index(places.len()));
        let range = places[ends.0.min(ends.1)]..places[ends.0.max(ends.1)];
        for (pattern, source) in patterns.iter().zip(PATTERNS) {
            let found: Found = Walk::new(pattern, &text, range.clone(), &hits)
                .all()
                .map(|groups| {
                    let named = groups.named().map(|(name, range)| (name.to_owned(), range));
                    (groups.whole(), named.collect())
                })
                .collect();
            let wanted = reference(source, &text, range.clone());
            prop_assert_eq!(&found, &wanted, "{}", source);
            for hits in [&hits, &Hits::unknown()] {
                let walk = || Walk::new(pattern, &text, range.clone(), hits);
                prop_assert_eq!(walk().is_match(), !wanted.is_empty(), "{}", source);
                let starts: Vec<_> = walk().starts("at").collect();
                prop_assert_eq!(starts, starts_of(&wanted), "{}", source);
            }
            let may = found.is_empty() || hits.may_match(pattern, &range);
            prop_assert!(may, "{} is missed in {:?}", source, range);
        }
    }
}

type Found = Vec<(
    std::ops::Range<usize>,
    Vec<(String, std::ops::Range<usize>)>,
)>;

/// Each match with where its group `at` starts, or the match where that took no part.
fn starts_of(found: &Found) -> Vec<(std::ops::Range<usize>, usize)> {
    let start = |groups: &[(String, std::ops::Range<usize>)]| {
        let at = groups.iter().find(|(name, _)| name == "at");
        at.map(|(_, at)| at.start)
    };
    let each = found.iter().map(|(whole, groups)| {
        let start = start(groups).unwrap_or(whole.start);
        (whole.clone(), start)
    });
    each.collect()
}

/// What the engine gives by itself, on the text as it is.
fn reference(source: &str, text: &str, range: std::ops::Range<usize>) -> Found {
    let syntax = regex_automata::util::syntax::Config::new().multi_line(true);
    let regex = regex_automata::meta::Regex::builder()
        .syntax(syntax)
        .build(source)
        .unwrap();
    let input = regex_automata::Input::new(&text[..range.end]).span(range);
    let groups = |captures: regex_automata::util::captures::Captures| {
        let names = captures
            .group_info()
            .pattern_names(captures.pattern().unwrap());
        let named = names.enumerate().filter_map(|(group, name)| {
            Some((name?.to_owned(), captures.get_group(group)?.range()))
        });
        let named = named.collect();
        (captures.get_match().unwrap().range(), named)
    };
    regex.captures_iter(input).map(groups).collect()
}
