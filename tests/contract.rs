//! The promises of docs/record.md, held on every document of the corpus and, where they are at hand, on
//! some two thousand real judgments.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "a test tells what it looked at")]
#![allow(clippy::disallowed_methods, reason = "the test reads documents")]

mod documents;
mod json_schema;

use std::collections::BTreeSet;

use casemill::batch::{Reason, Status};
use casemill::record::{Record, schema};
use casemill::rule::Library;
use casemill::span::ByteSpan;
use documents::{Document, corpus, judgments};
use rayon::prelude::*;
use serde_json::Value;

/// What every check looks at.
struct Case<'a> {
    document: &'a Document,
    text: String,
    record: Record,
    json: Value,
}

/// A promise: a fault, or nothing.
type Promise = fn(&Library, &Case<'_>) -> Result<(), String>;

const PROMISES: &[(&str, Promise)] = &[
    (
        "spans lie in the text, on whole characters",
        spans_lie_in_the_text,
    ),
    ("sections cover the text, in order", sections_cover_the_text),
    ("texts are quoted", texts_are_quoted),
    ("plain fields have evidence", plain_fields_have_evidence),
    ("rules exist", rules_exist),
    ("ordinals count from 1", ordinals_count),
    ("case numbers stand once", case_numbers_stand_once),
    (
        "dates are as long as their precision",
        dates_are_as_long_as_known,
    ),
    (
        "representatives act for parties",
        representatives_act_for_parties,
    ),
    ("the document is described", the_document_is_described),
];

/// Holds every promise on every document; all faults are told, at most a few of each kind.
fn hold(documents: &[Document]) {
    let library = Library::embedded().unwrap();
    let schema = schema().to_value();
    let of_one = |document: &Document| faults_of(&library, &schema, document);
    let faults: Vec<(String, String)> = documents.par_iter().flat_map_iter(of_one).collect();
    let mut kinds: Vec<&String> = faults.iter().map(|(kind, _)| kind).collect();
    kinds.sort();
    kinds.dedup();
    let mut told = String::new();
    for kind in kinds {
        let of_kind: Vec<&String> = faults
            .iter()
            .filter(|(k, _)| k == kind)
            .map(|(_, f)| f)
            .collect();
        told.push_str(&format!("{kind}: {} documents\n", of_kind.len()));
        of_kind
            .iter()
            .take(8)
            .for_each(|fault| told.push_str(&format!("    {fault}\n")));
    }
    assert!(faults.is_empty(), "\n{told}");
}

fn faults_of(library: &Library, schema: &Value, document: &Document) -> Vec<(String, String)> {
    let fault = |kind: &str, what: String| (kind.to_owned(), format!("{}: {what}", document.name));
    let record = match document.record(library) {
        Ok(record) => record,
        Err(why) => {
            return no_record(document, &why)
                .map(|what| fault("one record each", what))
                .into_iter()
                .collect();
        }
    };
    let json = serde_json::to_value(&record).unwrap();
    let case = Case {
        document,
        text: document.text(),
        record,
        json,
    };
    let mut out = Vec::new();
    for (kind, promise) in PROMISES {
        out.extend(promise(library, &case).err().map(|what| fault(kind, what)));
    }
    let refused = json_schema::faults(schema, &case.json);
    out.extend(
        refused
            .first()
            .map(|what| fault("the schema allows it", what.clone())),
    );
    out
}

/// Only an empty document gives no record.
fn no_record(document: &Document, (status, reason): &(Status, Reason)) -> Option<String> {
    let is_right = document.is_empty() && *status == Status::Skipped;
    (!is_right).then(|| format!("{status:?}: {reason:?}"))
}

/// Every object of the record that has a member of this name, with the member.
fn with_member<'v>(value: &'v Value, name: &str, out: &mut Vec<(&'v Value, &'v Value)>) {
    match value {
        Value::Object(members) => {
            out.extend(members.get(name).map(|member| (value, member)));
            members
                .values()
                .for_each(|member| with_member(member, name, out));
        }
        Value::Array(items) => items.iter().for_each(|item| with_member(item, name, out)),
        _ => {}
    }
}

fn found<'v>(value: &'v Value, name: &str) -> Vec<(&'v Value, &'v Value)> {
    let mut out = Vec::new();
    with_member(value, name, &mut out);
    out
}

fn span(value: &Value) -> ByteSpan {
    let at = |key: &str| usize::try_from(value[key].as_u64().unwrap()).unwrap();
    ByteSpan::new(at("start"), at("end"))
}

fn spans_lie_in_the_text(_: &Library, case: &Case<'_>) -> Result<(), String> {
    for (owner, place) in found(&case.json, "span") {
        match span(place).of(&case.text) {
            None => {
                return Err(format!(
                    "{place} leaves the text or cuts a character: {owner}"
                ));
            }
            Some("") => return Err(format!("{place} is empty: {owner}")),
            Some(_) => {}
        }
    }
    Ok(())
}

fn sections_cover_the_text(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let mut at = 0;
    for section in &case.record.sections {
        if section.span.start != at {
            return Err(format!(
                "{:?} begins at {}, not at {at}",
                section.kind, section.span.start
            ));
        }
        at = section.span.end;
    }
    if at == case.text.len() {
        Ok(())
    } else {
        Err(format!("they end at {at} of {}", case.text.len()))
    }
}

/// `text` holds characters of its span in their order, and no other; only blanks come and go.
fn texts_are_quoted(_: &Library, case: &Case<'_>) -> Result<(), String> {
    for (owner, text) in found(&case.json, "text") {
        let Some(text) = text.as_str() else { continue };
        let Some(printed) = span(&owner["span"]).of(&case.text) else {
            continue;
        };
        let mut printed = printed.chars();
        let lost = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .find(|c| !printed.any(|p| p == *c));
        if let Some(lost) = lost {
            return Err(format!("{lost:?} of {text:?} is not printed there"));
        }
        if text.trim() != text || text.is_empty() {
            return Err(format!("{text:?} is empty or has blanks at its ends"));
        }
    }
    Ok(())
}

fn plain_fields_have_evidence(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let plain = [
        "case_name",
        "document_type",
        "case_type",
        "trial_procedure",
        "cause_of_action",
    ];
    for field in plain {
        let (is_set, has_evidence) = (
            !case.json[field].is_null(),
            !case.json["evidence"][field].is_null(),
        );
        if is_set != has_evidence {
            return Err(format!("{field}: set {is_set}, evidence {has_evidence}"));
        }
    }
    let known = case.json["evidence"]
        .as_object()
        .unwrap()
        .keys()
        .all(|k| plain.contains(&k.as_str()));
    if known {
        Ok(())
    } else {
        Err(format!(
            "evidence of other fields: {}",
            case.json["evidence"]
        ))
    }
}

fn rules_exist(library: &Library, case: &Case<'_>) -> Result<(), String> {
    let pack = library
        .packs
        .iter()
        .find(|p| p.name == case.record.document.pack);
    let Some(pack) = pack else {
        return Err(format!("no pack {}", case.record.document.pack));
    };
    let rules = pack.rules.iter().map(|r| r.id.as_str());
    let ids: BTreeSet<&str> = rules
        .chain(pack.derives.iter().map(|d| d.id.as_str()))
        .collect();
    let named = found(&case.json, "rule")
        .into_iter()
        .filter_map(|(_, rule)| rule.as_str());
    let unknown: Vec<&str> = named.filter(|rule| !ids.contains(rule)).collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(format!("no such rule: {unknown:?}"))
    }
}

fn ordinals_count(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let counts = |ordinals: Vec<u32>| ordinals.iter().zip(1..).all(|(ordinal, n)| *ordinal == n);
    let issues: Vec<u32> = case.record.issues.iter().map(|i| i.ordinal).collect();
    let answered = case
        .record
        .holdings
        .iter()
        .filter_map(|h| h.issue)
        .find(|n| !issues.contains(n));
    if let Some(issue) = answered {
        return Err(format!(
            "a holding answers issue {issue} of {}",
            issues.len()
        ));
    }
    let orders = case.record.disposition.iter().map(|o| o.ordinal).collect();
    if counts(issues) && counts(orders) {
        Ok(())
    } else {
        Err("issues or orders".to_owned())
    }
}

fn case_numbers_stand_once(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for number in &case.record.case_numbers {
        if number
            .canonical
            .as_ref()
            .is_some_and(|canonical| !seen.insert(canonical))
        {
            return Err(format!("{} twice", number.text));
        }
        if number.canonical.is_some() != number.candidates.is_empty()
            && !number.candidates.is_empty()
        {
            return Err(format!("{} is decided and has candidates", number.text));
        }
        if number.candidates.len() > 8 {
            return Err(format!(
                "{}: {} candidates",
                number.text,
                number.candidates.len()
            ));
        }
    }
    Ok(())
}

fn dates_are_as_long_as_known(_: &Library, case: &Case<'_>) -> Result<(), String> {
    for date in &case.record.dates {
        let parts = date.date.split('-').count();
        let known = serde_json::to_value(date.precision).unwrap();
        if known != ["year", "month", "day"][parts - 1] {
            return Err(format!("{} with precision {known}", date.date));
        }
    }
    Ok(())
}

fn representatives_act_for_parties(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let parties: BTreeSet<&str> = case
        .record
        .parties
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    let represented = case
        .record
        .representatives
        .iter()
        .flat_map(|r| &r.represents);
    match represented
        .into_iter()
        .find(|name| !parties.contains(name.as_str()))
    {
        Some(stranger) => Err(format!("{stranger} is represented and no party")),
        None => Ok(()),
    }
}

fn the_document_is_described(_: &Library, case: &Case<'_>) -> Result<(), String> {
    let document = &case.record.document;
    let bytes = u64::try_from(case.document.bytes.len()).unwrap();
    let is_right = document.path == case.document.name
        && document.bytes == bytes
        && document.sha256.len() == 64
        && document.id.len() == 16
        && document.part == 1;
    if is_right {
        Ok(())
    } else {
        Err(format!("{document:?}"))
    }
}

#[test]
fn the_corpus_keeps_the_contract() {
    hold(&corpus());
}

#[test]
fn real_judgments_keep_the_contract() {
    let documents = judgments();
    println!("{} real judgments", documents.len());
    hold(&documents);
}

#[test]
fn the_same_text_gives_the_same_record() {
    let (one, other) = (Library::embedded().unwrap(), Library::embedded().unwrap());
    let some_real = judgments().into_iter().step_by(20);
    let documents: Vec<Document> = corpus()
        .into_iter()
        .chain(some_real)
        .filter(|d| !d.is_empty())
        .collect();
    documents.par_iter().for_each(|document| {
        let bytes = |library| serde_json::to_string(&document.record(library).unwrap()).unwrap();
        assert_eq!(bytes(&one), bytes(&other), "{}", document.name);
    });
}

#[test]
fn a_broken_record_is_found_out() {
    let library = Library::embedded().unwrap();
    let document = documents::corpus_document("zh/civil-first-sale-lines.txt");
    let broken = |change: fn(&mut Record)| {
        let mut record = document.record(&library).unwrap();
        change(&mut record);
        let json = serde_json::to_value(&record).unwrap();
        let case = Case {
            document: &document,
            text: document.text(),
            record,
            json,
        };
        let faults = PROMISES
            .iter()
            .filter(|(_, promise)| promise(&library, &case).is_err());
        let mut kinds: Vec<&str> = faults.map(|(kind, _)| *kind).collect();
        kinds.extend(
            json_schema::faults(&schema().to_value(), &case.json)
                .first()
                .map(|_| "schema"),
        );
        kinds
    };
    assert_eq!(broken(|_| ()), [""; 0]);
    assert_eq!(broken(|r| r.parties[0].span.start += 1), [PROMISES[0].0]);
    assert_eq!(broken(|r| r.sections.truncate(1)), [PROMISES[1].0]);
    assert_eq!(broken(|r| r.holdings[0].text.push('！')), [PROMISES[2].0]);
    assert_eq!(broken(|r| r.document_type = None), [PROMISES[3].0]);
    assert_eq!(broken(|r| r.parties[0].rule.push('x')), [PROMISES[4].0]);
    assert_eq!(broken(|r| r.disposition[0].ordinal = 2), [PROMISES[5].0]);
    assert_eq!(broken(|r| r.dates[0].date.truncate(7)), [PROMISES[7].0]);
    assert_eq!(
        broken(|r| r.representatives[0].represents.push(String::new())),
        [PROMISES[8].0]
    );
    let mut json = serde_json::to_value(document.record(&library).unwrap()).unwrap();
    json["parties"][0]["role"] = "buyer".into();
    assert_eq!(json_schema::faults(&schema().to_value(), &json).len(), 1);
}

#[test]
fn a_date_that_rules_see_cut_in_different_ways_is_warned_of_once() {
    let text = "海州县人民法院\n民事判决书\n(2017)甲0101民初7号\n原告:桂某。\n被告:钮某。\n本院认为,借款应当归还。\n\
                判决如下:\n被告钮某归还原告桂某1000元。\n审判员 刁某\n二○二○一七年二月十五日\n书记员 席某\n";
    let document = Document {
        name: "a.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let record = document.record(&Library::embedded().unwrap()).unwrap();
    let warned = record
        .warnings
        .iter()
        .filter(|w| w.code == "impossible-date");
    let messages: Vec<&str> = warned.map(|w| w.message.as_str()).collect();
    assert_eq!(messages, ["二○二○一七年二月十五日 is no date"]);
}

#[test]
fn a_text_that_begins_again_behind_its_appendix_is_warned_of() {
    let digest = |name: &str| {
        format!(
            "{name}盗窃案\n关键词\n刑事盗窃罪\n基本案情\n被告人{name}系保安,窃取电缆。\n裁判理由\n法院生效裁判认为:{name}构成盗窃罪。\n\
             关联索引\n《中华人民共和国刑法》第264条\n"
        )
    };
    let library = Library::embedded().unwrap();
    let warned = |text: &str| {
        let document = Document {
            name: "a.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let record = document.record(&library).unwrap();
        let mut warnings = record.warnings.into_iter();
        warnings.find(|w| w.code == "several-judgments")
    };
    let one = digest("钮某");
    assert_eq!(warned(&one), None);
    let message = warned(&(one.clone() + &digest("刁某"))).unwrap().message;
    let place = one.len() + "刁某盗窃案\n关键词\n刑事盗窃罪\n".len();
    assert!(
        message.starts_with(&format!("facts_found at byte {place}, ")),
        "{message}"
    );
}
