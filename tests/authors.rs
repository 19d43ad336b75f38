//! What helps an author of rules: a pattern tried on a text, and a first rule made from a place in one.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use casemill::batch::read_source;
use casemill::check::{Level, Outcome, check, new_rule, try_pattern};
use casemill::extract::{PackChoice, Source};
use casemill::rule::{Library, Loading, RuleFiles};
use casemill::span::ByteSpan;

const TEXT: &str = "某某市某某区人民法院民事判决书\n（２０２０）某0101民初１号\n原告甲某。\n本院认为，双方约定年利率为１２％，应予支持。\n判决如下：\n被告乙某支付原告甲某利息。\n";

fn source() -> Source {
    read_source(TEXT.as_bytes(), "a.txt").unwrap()
}

#[test]
fn a_pattern_is_told_folded_and_as_printed() {
    let library = Library::embedded().unwrap();
    let told =
        |pattern, section| try_pattern(&library, &source(), PackChoice::Detect, pattern, section);
    let found = told("年利率为(?P<value>[0-9]+)%", Some("reasoning")).unwrap();
    for part in [
        "folded    \"年利率为12%\"",
        "original  \"年利率为１２％\"",
        "value = \"12\"",
        "1 match(es)",
    ] {
        assert!(found.contains(part), "{part} is missing in\n{found}");
    }
    let near = told("年利率为[0-9]+厘", None).unwrap();
    assert!(near.contains("then needed `厘` but found"), "{near}");
    let broken = told("年利率为(?:[0-9]+", None).unwrap_err();
    assert!(
        broken.contains("E101") && broken.contains("unclosed group"),
        "{broken}"
    );
    assert!(
        told("年", Some("reasonin"))
            .unwrap_err()
            .contains("there is no section or part `reasonin`")
    );
}

#[test]
fn a_first_rule_passes_its_own_examples() {
    let library = Library::embedded().unwrap();
    let start = TEXT.find("１２％").unwrap();
    let span = ByteSpan::new(start, start + "１２％".len());
    let rule = new_rule(&library, &source(), PackChoice::Detect, span, "custom.rate").unwrap();
    let pack =
        "name = \"own\"\nversion = \"1\"\nlanguage = \"zh\"\n\n[custom.rate]\ntype = \"text\"\n";
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = vec![file("own/pack.toml", pack), file("own/rate.toml", &rule)];
    let report = check(&Loading::of(&RuleFiles { files }));
    assert_eq!(report.examples(Outcome::Passed), 2, "{:?}", report.findings);
    assert_eq!(report.count(Level::Error), 0, "{:?}", report.findings);
    let nowhere = ByteSpan::new(1, 2);
    assert!(
        new_rule(
            &library,
            &source(),
            PackChoice::Detect,
            nowhere,
            "custom.rate"
        )
        .is_err()
    );
}
