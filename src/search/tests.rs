//! What patterns are found to need.

use super::Pattern;

fn literals(source: &str) -> Vec<String> {
    let pattern = Pattern::new(source).unwrap();
    pattern.literals().into_iter().map(str::to_owned).collect()
}

#[test]
fn the_rarest_words_of_a_pattern_are_what_it_needs() {
    for (source, wanted) in [
        ("本院认为", &["本院认为"] as &[&str]),
        (
            "[^。]{2,20}(?:诉称|辩称)[:,]",
            &["诉称,", "诉称:", "辩称,", "辩称:"],
        ),
        ("(?:甲乙|丙)丁戊", &["丙丁戊", "甲乙丁戊"]),
        ("(?P<a>甲乙?)丙", &["甲丙", "甲乙丙"]),
        ("甲乙[0-9]*丙丁戊", &["丙丁戊"]),
        ("甲乙(?:丙丁)?", &["甲乙", "甲乙丙丁"]),
        ("(?:甲乙)*", &[]),
        ("[^。]+", &[]),
    ] {
        assert_eq!(literals(source), wanted, "{source}");
    }
}

#[test]
fn groups_are_found_at_the_ends_and_inside() {
    let groups = |source: &str, text: &str| {
        let pattern = Pattern::new(source).unwrap();
        let groups = pattern.groups(text).unwrap();
        let named = groups
            .named()
            .map(|(name, range)| format!("{name} {}", &text[range]));
        named.collect::<Vec<_>>()
    };
    assert_eq!(
        groups("(?P<a>甲+)(?P<rest>[,。])", "乙甲甲。"),
        ["a 甲甲", "rest 。"]
    );
    assert_eq!(groups("[,。](?P<a>甲*?)丙", "。甲丙"), ["a 甲"]);
    assert_eq!(groups("(?:(?P<a>甲)|(?P<b>乙))丙", "乙丙"), ["b 乙"]);
    assert_eq!(groups("(?P<a>甲)?(?P<b>乙+)", "丙乙乙"), ["b 乙乙"]);
}

#[test]
fn characters_beyond_the_basic_plane_are_told_apart() {
    let pattern = Pattern::new("[\u{20000}-\u{20010}]甲[^\u{1F600}]").unwrap();
    assert_eq!(
        pattern.find_at("\u{20011}甲乙\u{20005}甲丙", 0),
        Some(10..20)
    );
    assert_eq!(pattern.find_at("\u{20005}甲\u{1F600}", 0), None);
}
