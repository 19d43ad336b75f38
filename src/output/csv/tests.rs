use std::collections::BTreeMap;

use super::*;
use crate::record::{CaseNumber, Document, Order, Party, Sentence};
use crate::span::ByteSpan;
use crate::vocabulary::{Language, NumberRelation, Outcome, PartyRole};

fn record() -> Record {
    Record {
        schema_version: crate::record::SCHEMA_VERSION,
        document: Document {
            id: "00112233aabbccdd".to_owned(),
            path: "=cmd|' /c calc'!A0.txt".to_owned(),
            member: None,
            part: 1,
            sha256: "ab".repeat(32),
            bytes: 9,
            encoding: "UTF-8",
            format: "text",
            language: Language::ZH,
            pack: "zh".to_owned(),
        },
        case_name: None,
        case_numbers: vec![
            number("（2023）京0491民初11279号", NumberRelation::Own),
            number("（2023）京0491民初11280号", NumberRelation::Own),
            number("（2020）京01民终1号", NumberRelation::Cited),
        ],
        court: None,
        document_type: None,
        case_type: None,
        trial_procedure: None,
        cause_of_action: None,
        cause_codes: Vec::new(),
        parties: vec![party("-李某", "广州市")],
        representatives: Vec::new(),
        dates: Vec::new(),
        issues: Vec::new(),
        holdings: Vec::new(),
        gist: Vec::new(),
        disposition: vec![order()],
        court_fee: None,
        cited_provisions: Vec::new(),
        adjudicators: Vec::new(),
        evidence: BTreeMap::new(),
        sections: Vec::new(),
        custom: BTreeMap::new(),
        warnings: Vec::new(),
        absences: Vec::new(),
    }
}

fn number(canonical: &str, relation: NumberRelation) -> CaseNumber {
    CaseNumber {
        text: canonical.to_owned(),
        canonical: Some(canonical.to_owned()),
        year: Some(2023),
        court_code: Some("京0491".to_owned()),
        court: None,
        type_code: None,
        case_type: None,
        trial_procedure: None,
        serial: None,
        suffix: None,
        court_prefix: None,
        romanised: None,
        candidates: Vec::new(),
        warnings: Vec::new(),
        relation,
        span: ByteSpan::new(3, 9),
        rule: "zh.number".to_owned(),
    }
}

fn party(name: &str, address: &str) -> Party {
    Party {
        role: PartyRole::Appellant,
        role_text: "上诉人（原审被告）".to_owned(),
        name: name.to_owned(),
        kind: None,
        prior_roles: vec![PartyRole::Defendant, PartyRole::CounterclaimPlaintiff],
        attributes: [("address", address), ("job", "农民")]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        span: ByteSpan::new(1, 2),
        rule: "zh.party".to_owned(),
    }
}

fn order() -> Order {
    Order {
        ordinal: 1,
        text: "被告人犯盗窃罪,\"从轻\"".to_owned(),
        outcome: Outcome::Convicted,
        sentence: Some(Sentence {
            months: Some(6),
            ..Sentence::default()
        }),
        span: ByteSpan::new(1, 2),
        rule: "zh.order".to_owned(),
    }
}

/// Header and rows of one table, as a reader sees them.
fn read(name: &str, records: &[Record]) -> Vec<BTreeMap<String, String>> {
    let table = TABLES.iter().find(|table| table.name() == name).unwrap();
    let mut bytes = Vec::new();
    let mut writer = CsvTable::new(*table, &mut bytes).unwrap();
    for record in records {
        writer.write(record).unwrap();
    }
    writer.finish().unwrap();
    drop(writer);
    csv::Reader::from_reader(bytes.as_slice())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn a_case_is_one_row_with_its_own_numbers_only() {
    let rows = read("cases", &[record()]);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0]["own_case_numbers"],
        "（2023）京0491民初11279号; （2023）京0491民初11280号"
    );
    assert_eq!(
        (&*rows[0]["case_numbers"], &*rows[0]["parties"]),
        ("3", "1")
    );
    assert_eq!(rows[0]["first_outcome"], "convicted");
    assert_eq!(
        (&*rows[0]["court_name"], &*rows[0]["court_derived"]),
        ("", "")
    );
}

#[test]
fn formulas_are_harmless_in_every_table() {
    assert_eq!(
        read("cases", &[record()])[0]["path"],
        "'=cmd|' /c calc'!A0.txt"
    );
    assert_eq!(read("parties", &[record()])[0]["name"], "'-李某");
}

#[test]
fn lists_are_keyed_and_carry_place_and_rule() {
    let rows = read("case_numbers", &[record()]);
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter()
            .all(|row| row["document_id"] == "00112233aabbccdd")
    );
    assert_eq!(
        (
            &*rows[2]["number"],
            &*rows[2]["span_start"],
            &*rows[2]["span_end"]
        ),
        ("3", "3", "9")
    );
    assert_eq!(rows[0]["rule"], "zh.number");
}

#[test]
fn parties_spread_their_attributes() {
    let row = &read("parties", &[record()])[0];
    assert_eq!(row["prior_roles"], "defendant; counterclaim_plaintiff");
    assert_eq!(
        (&*row["address"], &*row["other_attributes"]),
        ("广州市", "job: 农民")
    );
}

#[test]
fn quotes_and_commas_come_back_whole() {
    let row = &read("disposition", &[record()])[0];
    assert_eq!(row["text"], "被告人犯盗窃罪,\"从轻\"");
    assert_eq!(
        (&*row["months"], &*row["life"], &*row["fine"]),
        ("6", "false", "")
    );
}

#[test]
fn a_table_without_rows_has_its_header() {
    for table in TABLES {
        let mut bytes = Vec::new();
        CsvTable::new(*table, &mut bytes).unwrap().finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("document_id,"), "{text}");
        assert_eq!(text.lines().count(), 1);
    }
}

#[test]
fn the_manual_lists_every_column() {
    let manual = include_str!("../../../docs/csv.md");
    for table in TABLES {
        let heading = format!("## {}.csv", table.name());
        let section = manual
            .split(&heading)
            .nth(1)
            .unwrap_or_else(|| panic!("no {heading}"));
        let section = section.split("\n## ").next().unwrap_or_default();
        let listed: Vec<&str> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        assert_eq!(listed, table.columns(), "{heading}");
    }
}
