//! Over every court of the table and the common type words: official form to English form and back, also
//! through the ways others print it. What comes back is the same number, or none with the same among at
//! most eight candidates; never another one.

use super::{Context, Parts, TABLES_READ};

/// Type words that most numbers have, and those whose syllables collide.
const WORDS: [&str; 14] = [
    "民初",
    "民终",
    "民申",
    "民再",
    "刑初",
    "刑终",
    "刑申",
    "行初",
    "行终",
    "行审",
    "执",
    "执异",
    "知民初",
    "破申",
];

/// Other printings of `(2023) Jing 0491 Min Chu No. 11279`.
fn printings(english: &str) -> Vec<String> {
    let (year, rest) = english.split_once(' ').unwrap();
    let (words, serial) = rest.split_once(" No. ").unwrap();
    let bare = year.trim_matches(['(', ')']);
    vec![
        english.to_owned(),
        english.to_uppercase(),
        english
            .to_lowercase()
            .replace([' ', '.'], "-")
            .replace(['(', ')'], ""),
        format!("{year} {words} {serial}"),
        format!("[{bare}] {words} No.{serial}"),
        format!("{year} {} No. {serial}", words.replace(' ', "")),
        format!("{year} {} No. {serial}", words.replace(' ', "-")),
        format!("{words} No. {serial} {year}"),
    ]
}

fn english(official: &str) -> Option<String> {
    TABLES_READ.parse_zh(official).ok()?.remove(0).romanised
}

fn faults(official: &str, wrong: &mut Vec<String>) -> usize {
    let Some(english) = english(official) else {
        wrong.push(format!("{official}: no English form"));
        return 0;
    };
    let mut decided = 0;
    for printing in printings(&english) {
        let read = TABLES_READ.read_roman(&printing, &Context::default());
        match read.as_slice() {
            [
                Parts {
                    canonical: Some(form),
                    ..
                },
            ] if form == official => decided += 1,
            [
                Parts {
                    canonical: None,
                    candidates,
                    ..
                },
            ] if candidates.len() <= 8 && candidates.iter().any(|c| c == official) => {}
            other => wrong.push(format!("{official} as {printing}: {other:?}")),
        }
    }
    decided
}

#[test]
fn every_court_goes_to_english_and_back() {
    let (mut wrong, mut decided, mut all) = (Vec::new(), 0, 0);
    for (at, court) in TABLES_READ.courts.entries().iter().enumerate() {
        for (i, word) in WORDS
            .iter()
            .enumerate()
            .filter(|(i, _)| (at + i) % 2 == 0 || court.code.len() < 6)
        {
            let official = format!(
                "（{}）{}{word}{}号",
                2016 + (at + i) % 9,
                court.code,
                1 + (at * 37 + i) % 20_000
            );
            decided += faults(&official, &mut wrong);
            all += 1;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {all}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(12)]
    );
    // colliding provinces and branches leave the rest to context
    assert!(decided > all * 8 * 2 / 5, "{decided} of {}", all * 8);
}

#[test]
fn every_type_word_goes_to_english_and_back() {
    let mut wrong = Vec::new();
    for word in TABLES_READ.types.words() {
        let official = if word.new_style {
            format!("（2021）川0104{}77号", word.word)
        } else {
            format!("（2011）鄂武汉中{}字第00077号", word.word)
        };
        faults(&official, &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(12)]
    );
}

#[test]
fn every_old_prefix_goes_to_english_and_back() {
    let mut wrong = Vec::new();
    for (i, prefix) in TABLES_READ.prefixes.names().enumerate() {
        let word = ["民一初", "刑初", "行终", "执"][i % 4];
        let official = format!("（{}）{prefix}{word}字第{:05}号", 2001 + i % 15, 1 + i);
        let Some(english) = english(&official) else {
            wrong.push(format!("{official}: no English form"));
            continue;
        };
        for parts in TABLES_READ.read_roman(&english, &Context::default()) {
            if parts
                .canonical
                .as_ref()
                .is_some_and(|form| *form != official)
            {
                wrong.push(format!("{official} as {english}: {:?}", parts.canonical));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(12)]
    );
}

#[test]
fn suffixes_go_to_english_and_back() {
    for official in [
        "（2018）甘执9091号之一",
        "（2018）甘执9091号之十二",
        "（2021）琼96执9097号-3",
        "（2012）辽刑一终字第09034-1号",
    ] {
        let english = TABLES_READ
            .parse_zh(official)
            .unwrap()
            .remove(0)
            .romanised
            .unwrap();
        let read = TABLES_READ
            .read_roman(
                &english,
                &Context::from_text("Gansu, Hainan, Liaoning, criminal"),
            )
            .remove(0);
        let fits = read.canonical.as_deref() == Some(official)
            || read.candidates.iter().any(|c| c == official);
        assert!(fits, "{official} as {english}: {read:?}");
    }
}
