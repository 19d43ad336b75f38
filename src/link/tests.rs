//! What joins documents, and what only links them or stays open.

use super::*;

/// A record: id, province and level of its court, stage, and its numbers as `relation canonical|candidates code`.
fn entry(
    id: &str,
    court: (&str, &str),
    stage: &str,
    numbers: &[(&str, &str, Option<&str>)],
) -> Entry {
    let numbers: Vec<serde_json::Value> = numbers
        .iter()
        .map(|(relation, form, code)| {
            let undecided = form.contains('|');
            serde_json::json!({
                "text": form, "canonical": if undecided { None } else { Some(form) },
                "court_code": code, "relation": relation, "rule": "test",
                "candidates": if undecided { form.split('|').collect() } else { Vec::new() },
                "span": {"start": 0, "end": form.len()},
            })
        })
        .collect();
    let record = serde_json::json!({
        "document": {"id": id, "path": format!("{id}.txt"), "member": null, "part": 1, "sha256": id},
        "court": {"name": "某法院", "province": court.0, "level": court.1},
        "trial_procedure": stage, "case_numbers": numbers,
    });
    Entry::from_json(record.to_string().as_bytes()).unwrap()
}

const FIRST: (&str, &str, Option<&str>) = ("own", "（2019）苏1324民初52号", Some("苏1324"));
const APPEAL: (&str, &str, Option<&str>) = ("own", "（2020）苏13民终9号", Some("苏13"));
const JIANGSU: (&str, &str) = ("江苏省", "intermediate");

fn prior(
    number: (&'static str, &'static str, Option<&'static str>),
) -> (&'static str, &'static str, Option<&'static str>) {
    ("prior", number.1, number.2)
}

fn first() -> Entry {
    entry("a", ("江苏省", "basic"), "first_instance", &[FIRST])
}

fn appeal() -> Entry {
    entry("b", JIANGSU, "second_instance", &[APPEAL, prior(FIRST)])
}

fn retrial() -> Entry {
    let own = ("own", "（2021）苏民申7号", Some("苏"));
    entry(
        "c",
        ("江苏省", "high"),
        "retrial_review",
        &[own, prior(APPEAL)],
    )
}

fn linked(entries: Vec<Entry>) -> Links {
    let mut linker = Linker::default();
    for entry in entries {
        assert!(linker.add(entry).unwrap());
    }
    linker.finish()
}

fn status(links: &Links) -> Vec<Status> {
    links.links.iter().map(|l| l.status).collect()
}

fn case_of<'a>(links: &'a Links, id: &str) -> &'a str {
    let at = links
        .entries
        .iter()
        .position(|e| e.document.id == id)
        .unwrap();
    &links.histories[links.history_of[at]].case_id
}

#[test]
fn stages_are_one_history_in_any_order() {
    let links = linked(vec![retrial(), first(), appeal()]);
    assert_eq!(status(&links), [Status::Linked, Status::Linked]);
    assert_eq!(links.histories.len(), 1);
    let stages = &rows(&links, "histories.csv")[0][4];
    assert_eq!(stages, "first_instance > second_instance > retrial_review");
    let other = linked(vec![appeal(), retrial(), first()]);
    assert_eq!(case_of(&links, "a"), case_of(&other, "a"));
}

#[test]
fn the_case_id_stays_when_the_first_document_is_missing() {
    let whole = linked(vec![first(), appeal()]);
    let part = linked(vec![appeal()]);
    assert_eq!(status(&part), [Status::Open]);
    assert_eq!(part.histories[0].open_ends, 1);
    assert_eq!(case_of(&whole, "b"), case_of(&part, "b"));
}

#[test]
fn two_appeals_against_one_judgment_are_one_history() {
    let other = entry(
        "d",
        JIANGSU,
        "second_instance",
        &[("own", "（2020）苏13民终10号", Some("苏13")), prior(FIRST)],
    );
    let links = linked(vec![appeal(), other]);
    assert_eq!(links.histories.len(), 1);
}

#[test]
fn a_cited_number_links_and_does_not_join() {
    let citing = entry(
        "d",
        JIANGSU,
        "first_instance",
        &[
            ("own", "（2022）苏13民初1号", Some("苏13")),
            ("cited", FIRST.1, FIRST.2),
        ],
    );
    let links = linked(vec![first(), citing]);
    assert_eq!(status(&links), [Status::Linked]);
    assert_ne!(case_of(&links, "a"), case_of(&links, "d"));
}

#[test]
fn zeros_and_zi_di_do_not_keep_numbers_apart() {
    let own = ("own", "（2014）泗民初字第00052号", Some("苏1324"));
    let a = entry("a", ("江苏省", "basic"), "first_instance", &[own]);
    let b = entry(
        "b",
        JIANGSU,
        "second_instance",
        &[APPEAL, ("prior", "（2014）泗民初字52号", Some("苏1324"))],
    );
    assert_eq!(linked(vec![a, b]).histories.len(), 1);
}

#[test]
fn a_prefix_of_several_courts_counts_within_a_province() {
    let own = ("own", "（2014）朝民初字第5号", None);
    let prior = ("prior", own.1, None);
    let beijing = || entry("a", ("北京市", "basic"), "first_instance", &[own]);
    let liaoning = || entry("b", ("辽宁省", "basic"), "first_instance", &[own]);
    let appeal = entry(
        "c",
        ("辽宁省", "intermediate"),
        "second_instance",
        &[APPEAL, prior],
    );
    let links = linked(vec![beijing(), liaoning(), appeal]);
    assert_eq!(status(&links), [Status::Linked]);
    assert_eq!(case_of(&links, "b"), case_of(&links, "c"));
    assert_ne!(case_of(&links, "a"), case_of(&links, "c"));

    let own = ("own", "（2016）最高法民申8号", Some("最高法"));
    let supreme = || entry("d", ("全国", "supreme"), "retrial_review", &[own, prior]);
    let links = linked(vec![beijing(), liaoning(), supreme()]);
    assert_eq!(status(&links), [Status::SeveralCourts]);
    assert_eq!(links.histories.len(), 3);
    let open = rows(&links, "ambiguities.csv");
    assert_eq!(
        (open[0][0].as_str(), open[0][4].as_str()),
        ("several_courts", "a; b")
    );
    let links = linked(vec![beijing(), supreme()]);
    assert_eq!(links.histories.len(), 1);
}

#[test]
fn what_print_leaves_open_is_listed_and_joins_nothing() {
    let own = ("own", "（2023）京0491刑初1号|（2023）京0491行初1号", None);
    let links = linked(vec![
        entry("a", JIANGSU, "first_instance", &[own]),
        entry(
            "b",
            JIANGSU,
            "second_instance",
            &[APPEAL, ("prior", own.1, None)],
        ),
    ]);
    assert_eq!(status(&links), [Status::Undecided]);
    assert_eq!(links.histories.len(), 2);
    let kinds: Vec<String> = rows(&links, "ambiguities.csv")
        .into_iter()
        .map(|r| r[0].clone())
        .collect();
    assert_eq!(kinds, ["undecided", "undecided"]);
}

#[test]
fn documents_of_one_number_are_one_case_and_told() {
    let ruling = entry("e", ("江苏省", "basic"), "first_instance", &[FIRST]);
    let links = linked(vec![first(), ruling, appeal()]);
    assert_eq!(status(&links), [Status::SeveralDocuments]);
    assert_eq!(links.histories.len(), 1);
    let open = rows(&links, "ambiguities.csv");
    assert_eq!(open.len(), 2);
    assert_eq!(
        (open[1][0].as_str(), open[1][4].as_str()),
        ("shared_number", "a; e")
    );
}

#[test]
fn a_record_given_twice_counts_once_and_another_of_its_id_is_refused() {
    let mut linker = Linker::default();
    assert_eq!(linker.add(first()), Ok(true));
    assert_eq!(linker.add(first()), Ok(false));
    let mut other = first();
    other.document.sha256 = "other".to_owned();
    assert_eq!(linker.add(other).unwrap_err().id, "a");
}

#[test]
fn rows_have_the_columns_of_their_table() {
    let links = linked(vec![first(), appeal(), retrial()]);
    for (file, columns) in FILES {
        for row in rows(&links, file) {
            assert_eq!(row.len(), columns.len(), "{file}");
        }
    }
}
