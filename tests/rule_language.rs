//! Keys of the rule language that no shipped rule shows alone: `each`, `closes`, `party_names`, `compose`,
//! `abbreviations`, dates in a given order; the last ones on Chinese texts too.
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

const ZH_PACK: &str = r#"
name     = "other"
version  = "1"
language = "zh"
doc      = "Chinese texts of another jurisdiction."
detect   = ['年度']
abbreviations = ["附"]
"#;

const ZH_RULES: &str = r#"
[[section]]
id     = "other.body"
kind   = "facts_found"
marker = ['\A']

[map.months]
"元月" = "1"
"臘月" = "12"

[[rule]]
id    = "other.number"
doc   = "109年度台上字第100號, with or without its division."
field = "case_numbers"
in    = ["facts_found"]
match = ['(?P<value>(?P<year>[0-9]{2,3})年度(?P<word>[^字]{1,4})字第(?P<serial>[0-9]+)[号號](?:\((?P<division>[^()]+)\))?)']
emit  = { number = "value", type_code = "word", serial = "serial" }
compose = { canonical = "{year}年度{type_code}字第{serial}號 ({division})", court = "{word}庭" }
set   = { relation = "own", court_code = "TW", case_type = "civil" }
normalize = { court = ["map:benches"] }

[map.benches]
"台上庭" = "最高法院"
"訴庭" = "地方法院"

[[rule]]
id    = "other.date"
doc   = "Days that share their month."
field = "dates"
in    = ["facts_found"]
match = ['(?P<days>[0-9]{1,2}(?:、[0-9]{1,2})*)日,(?P<month>元月|臘月),(?P<year>[0-9]{4})']
compose = { date = "{year} {month} {day}" }
set   = { kind = "hearing" }
each  = { days = '(?P<day>[0-9]+)' }
normalize = { date = ["year-month-day:months"] }

[[rule]]
id    = "other.holding"
doc   = "Sentences with a verb."
field = "holdings"
in    = ["facts_found"]
unit  = "sentence"
match = ['成立']
emit  = { text = "match" }
normalize = { text = ["quote"] }

[[rule]]
id    = "other.party"
doc   = "原告甲、乙; 等 is nobody."
field = "parties"
in    = ["facts_found"]
match = ['原告(?P<name>[^、,。等]{1,4})']
repeat = '、(?P<name>[^、,。]{1,4})'
emit  = { name = "name" }
set   = { role = "plaintiff" }
unless = ['等$']
"#;

fn other(text: &str) -> Record {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = vec![
        file("other/pack.toml", ZH_PACK),
        file("other/rules.toml", ZH_RULES),
    ];
    let library = Library::load(&RuleFiles { files }).unwrap();
    let source = read_source(text.as_bytes(), "a.txt").unwrap();
    extract(&library, &source, PackChoice::Detect)
}

#[test]
fn a_template_puts_a_number_together_and_leaves_out_what_is_absent() {
    let record = other("109年度台上字第100號(民一),又 98年度訴字第7號");
    assert_eq!(record.document.pack, "other");
    let numbers = record.case_numbers;
    let canonical: Vec<_> = numbers.iter().map(|n| n.canonical.as_deref()).collect();
    let wanted = [Some("109年度台上字第100號 (民一)"), Some("98年度訴字第7號")];
    assert_eq!(canonical, wanted);
    let first = &numbers[0];
    assert_eq!(first.court.as_deref(), Some("最高法院"));
    assert_eq!(first.court_code.as_deref(), Some("TW"));
    assert_eq!(first.type_code.as_deref(), Some("台上"));
    assert_eq!(first.serial.as_deref(), Some("100"));
}

#[test]
fn a_part_that_a_normalizer_refuses_refuses_the_whole() {
    assert_eq!(other("109年度他字第100號").case_numbers, []);
}

#[test]
fn days_that_share_a_month_are_composed_and_derived() {
    let dates = other("109年度,3、14日,臘月,2020 開庭").dates;
    let read: Vec<_> = dates.iter().map(|d| (d.date.as_str(), d.derived)).collect();
    assert_eq!(read, [("2020-12-03", true), ("2020-12-14", true)]);
    assert!(dates.iter().all(|d| d.text == "3、14日,臘月,2020"));
}

#[test]
fn a_repeat_ends_where_a_guard_rejects_it() {
    let names = |text| {
        let parties = other(text).parties.into_iter();
        parties.map(|p| p.name).collect::<Vec<_>>()
    };
    assert_eq!(
        names("109年度,原告甲某、乙某、丙某等,起訴。"),
        ["甲某", "乙某"]
    );
}
