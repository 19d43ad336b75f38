//! One public case, read from an article about it: （2023）京0491民初11279号 of the Beijing Internet Court.
//!
//! Runs on the article of the corpus and, where the optional folder stands beside the project, on a real
//! web page with its menus and teasers.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "a test tells what it looked at")]
#![allow(clippy::disallowed_methods, reason = "the test reads documents")]

mod documents;

use casemill::record::Record;
use casemill::rule::Library;
use casemill::vocabulary::{DateKind, DatePrecision, Language, NumberRelation, PartyRole};
use documents::{Document, corpus_document, shared};

const NUMBER: &str = "（2023）京0491民初11279号";

/// The article and the page, as many as are at hand.
fn sources() -> Vec<Document> {
    let page = || {
        let path = shared()?.join("data/seed/china_justice_observer.txt");
        let bytes = std::fs::read(path).ok()?;
        Some(Document {
            name: "china_justice_observer.txt".to_owned(),
            bytes,
        })
    };
    let mut out = vec![corpus_document("en/article-ai-image-copyright.txt")];
    match page() {
        Some(page) => out.push(page),
        None => println!("no ../shared/data/seed: the real page is not looked at"),
    }
    out
}

/// Runs a check on the record and the text of each source.
fn on_each(check: fn(&Record, &str)) {
    let library = Library::embedded().unwrap();
    for source in sources() {
        println!("{}", source.name);
        check(&source.record(&library).unwrap(), &source.text());
    }
}

#[test]
fn the_number_and_the_court() {
    on_each(|record, _| {
        assert_eq!(record.document.language, Language::EN);
        let own: Vec<_> = record
            .case_numbers
            .iter()
            .filter(|n| n.relation == NumberRelation::Own)
            .collect();
        assert_eq!(own.len(), 1, "{own:#?}");
        assert_eq!(own[0].canonical.as_deref(), Some(NUMBER));
        assert_eq!(own[0].court_code.as_deref(), Some("京0491"));
        let court = record.court.as_ref().unwrap();
        assert_eq!(court.name, "Beijing Internet Court");
    });
}

#[test]
fn the_parties() {
    on_each(|record, _| {
        let parties: Vec<_> = record
            .parties
            .iter()
            .map(|p| (p.role, p.name.as_str()))
            .collect();
        assert_eq!(
            parties,
            [(PartyRole::Plaintiff, "Li"), (PartyRole::Defendant, "Liu")]
        );
    });
}

#[test]
fn the_dates() {
    on_each(|record, _| {
        let has = |kind: DateKind, date: &str, precision: DatePrecision| {
            let found = record
                .dates
                .iter()
                .any(|d| d.kind == kind && d.date == date && d.precision == precision);
            assert!(found, "no {kind} {date} in {:#?}", record.dates);
        };
        has(DateKind::Event, "2023-02-24", DatePrecision::Day);
        has(DateKind::Event, "2023-03-02", DatePrecision::Day);
        has(DateKind::Judgment, "2023-11-27", DatePrecision::Day);
        has(DateKind::Publication, "2024-03-21", DatePrecision::Day);
        assert!(
            record
                .dates
                .iter()
                .any(|d| d.date == "2023-11" && d.precision == DatePrecision::Month),
            "no November 2023 in {:#?}",
            record.dates
        );
        let full = || {
            record
                .dates
                .iter()
                .filter(|d| d.precision == DatePrecision::Day)
        };
        let of_kind = |kind| full().filter(|d| d.kind == kind).count();
        assert_eq!(
            (of_kind(DateKind::Judgment), of_kind(DateKind::Publication)),
            (1, 1),
            "{:#?}",
            record.dates
        );
    });
}

#[test]
fn the_issues_and_the_holdings() {
    on_each(|record, _| {
        assert_eq!(record.issues.len(), 3, "{:#?}", record.issues);
        assert_eq!(record.holdings.len(), 3, "{:#?}", record.holdings);
        for holding in &record.holdings {
            assert!(!holding.text.starts_with("that "), "{}", holding.text);
        }
    });
}

#[test]
fn nothing_comes_from_the_teasers() {
    on_each(|record, text| {
        let teasers = text.find("You might also like").unwrap();
        let mut json = serde_json::to_value(record).unwrap();
        let sections = json["sections"].take();
        let last = sections.as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["kind"], "other", "{sections:#}");
        assert!(
            last["span"]["start"].as_u64() <= u64::try_from(teasers).ok(),
            "{sections:#}"
        );
        let behind = places(&json)
            .into_iter()
            .find(|(start, _)| *start >= teasers);
        assert_eq!(behind, None, "a value from behind the article");
    });
}

/// Where every value of a record begins, with the value.
fn places(value: &serde_json::Value) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    match value {
        serde_json::Value::Object(members) => {
            let start = members.get("span").and_then(|span| span["start"].as_u64());
            out.extend(start.map(|at| (usize::try_from(at).unwrap(), value.to_string())));
            out.extend(members.values().flat_map(places));
        }
        serde_json::Value::Array(items) => out.extend(items.iter().flat_map(places)),
        _ => {}
    }
    out
}
