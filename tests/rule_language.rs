//! Keys of the rule language that no shipped rule shows alone: `each`, `closes`, `party_names`.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use casemill::batch::read_source;
use casemill::extract::{PackChoice, extract};
use casemill::record::Record;
use casemill::rule::{Library, RuleFiles};
use casemill::vocabulary::{Language, SectionKind};

const PACK: &str = r#"
name     = "own"
version  = "1"
language = "en"
doc      = "A pack of the tests."
"#;

const RULES: &str = r#"
[[section]]
id     = "own.body"
kind   = "facts_found"
marker = ['\A', '^Body']

[[section]]
id     = "own.rest"
kind   = "other"
marker = ['^Rest']
closes = true

[[rule]]
id    = "own.provision"
doc   = "Articles 1 and 2 of Law: the law follows its articles."
field = "cited_provisions"
in    = ["facts_found"]
match = ['Articles (?P<articles>[0-9, and]+) of (?P<statute>[A-Z][a-z]+)']
emit  = { statute = "statute", article = "article" }
normalize = { article = ["zh-number"] }
each  = { articles = '(?P<article>[0-9]+)' }

[[rule]]
id    = "own.party"
doc   = "the plaintiff NAME."
field = "parties"
in    = ["facts_found"]
match = ['the plaintiff (?P<name>[A-Z][a-z]+)']
emit  = { name = "name" }
set   = { role = "plaintiff" }
dedupe = ["name"]

[[rule]]
id    = "own.name"
doc   = "NAME (\"ALIAS\")."
field = "party_names"
in    = ["facts_found"]
match = ['(?P<name>[A-Z][a-z]+ [A-Z][a-z]+ Ltd)(?: \("(?P<alias>[A-Z][a-z]+)"\))?']
emit  = { name = "name", alias = "alias" }
"#;

fn record(text: &str) -> Record {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = vec![file("own/pack.toml", PACK), file("own/rules.toml", RULES)];
    let library = Library::load(&RuleFiles { files }).unwrap();
    let source = read_source(text.as_bytes(), "a.txt").unwrap();
    extract(&library, &source, PackChoice::Language(Language::EN))
}

#[test]
fn each_match_in_a_capture_is_a_value_with_the_captures_of_the_whole() {
    let found = record("By Articles 26, 53 and 107 of Tea it was so.").cited_provisions;
    let articles: Vec<_> = found.iter().map(|p| p.article).collect();
    assert_eq!(articles, [Some(26), Some(53), Some(107)]);
    assert!(found.iter().all(|p| p.statute == "Tea"));
}

#[test]
fn no_section_opens_after_one_that_closes() {
    let kinds = |text| {
        record(text)
            .sections
            .into_iter()
            .map(|s| s.kind)
            .collect::<Vec<_>>()
    };
    let (body, rest) = (SectionKind::FactsFound, SectionKind::Other);
    assert_eq!(kinds("First.\nRest of it\nBody again\n"), [body, rest]);
}

#[test]
fn aliases_and_short_forms_take_the_full_name() {
    let names = |text| {
        record(text)
            .parties
            .into_iter()
            .map(|p| p.name)
            .collect::<Vec<_>>()
    };
    let by_alias = "Blue Kettle Ltd (\"Bluekettle\") came. Then the plaintiff Bluekettle left; the plaintiff Blue sat.";
    assert_eq!(names(by_alias), ["Blue Kettle Ltd"]);
    // two full names begin with the word, so neither is meant
    let open = "Blue Kettle Ltd met Blue Cup Ltd. Then the plaintiff Blue left.";
    assert_eq!(names(open), ["Blue"]);
}
