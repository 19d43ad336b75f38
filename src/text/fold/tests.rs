use proptest::prelude::*;

use super::*;

fn folded(text: &str) -> String {
    fold(text, &FoldSpec::standard()).text
}

#[test]
fn characters_take_one_form() {
    for (text, wanted) in [
        ("（２０１８）京：Ａ；Ｂ？！", "(2018)京:A;B?!"),
        (
            "〔2018〕［2018］【2018】﹝2018﹞〖2018〗[2018]",
            "(2018)(2018)(2018)(2018)(2018)(2018)",
        ),
        ("﹤解释﹥＜解释＞〈解释〉<a>", "〈解释〉〈解释〉〈解释〉<a>"),
        ("原告∶甲︰乙﹕丙﹐丁﹑戊､己｡", "原告:甲:乙:丙,丁、戊、己。"),
        ("二○一◯年〇", "二〇一〇年〇"),
        ("甲•乙‧丙∙丁・戊･己·庚", "甲·乙·丙·丁·戊·己·庚"),
        ("《民法典》「一」“二”‘三’…①", "《民法典》「一」“二”‘三’…①"),
        ("执650－2号，7686—7691号，A–B", "执650-2号,7686-7691号,A-B"),
        ("甲——乙—丙－丁", "甲——乙—丙－丁"),
        ("⼈⺠法院", "人⺠法院"),
        ("\u{feff}甲\u{200b}乙\r\u{202a}丙\u{1}\u{ad}", "甲乙丙"),
        (
            "甲&lt;乙&gt;&amp;&quot;&middot;&ldquo;&#65288;&#xFF09;",
            "甲<乙>&\"·“()",
        ),
        ("&amp;lt;", "<"),
    ] {
        assert_eq!(folded(text), wanted, "{text}");
    }
}

#[test]
fn blanks_stay_where_they_mean_something() {
    for (text, wanted) in [
        ("民 事 判 决 书", "民事判决书"),
        ("强　斐", "强斐"),
        ("审　判　长　陈　功", "审判长陈功"),
        (
            "二〇一八年一月一日 书记员张三",
            "二〇一八年一月一日 书记员张三",
        ),
        ("浙 0205 民初 3025 号", "浙0205民初3025号"),
        ("（刑期从略） 二、没收", "(刑期从略) 二、没收"),
        ("赔偿。 被告辩称： 不同意", "赔偿。 被告辩称: 不同意"),
        ("原告 ， 被告 （ 男 ）", "原告,被告(男)"),
        ("（ 2018 ） 12", "(2018) 12"),
        ("Gene \u{a0} Daniel&nbsp;Levoff", "Gene Daniel Levoff"),
        (
            "said “no” and ‘yes’, 12 times",
            "said “no” and ‘yes’, 12 times",
        ),
        ("原告 ABC Co., Ltd. 住所地", "原告ABC Co., Ltd.住所地"),
        ("  \n甲 \n\t\n 乙\u{2028}丙\n ", "甲\n乙\n丙"),
        ("中国\u{200b} \u{200b} 人民", "中国 人民"),
        ("", ""),
        (" \u{3000}\n", ""),
    ] {
        assert_eq!(folded(text), wanted, "{text}");
    }
}

#[test]
fn spans_cover_what_was_printed() {
    let original = "原告：&nbsp;强　斐（男）\r\n住所";
    let result = fold(original, &FoldSpec::standard());
    assert_eq!(result.text, "原告: 强斐(男)\n住所");
    let span = |part: &str| {
        let start = result.text.find(part).unwrap();
        result.offsets.to_original(start..start + part.len())
    };
    assert_eq!(span("强斐").of(original), Some("强　斐"));
    assert_eq!(span("(男)").of(original), Some("（男）"));
    assert_eq!(span("\n").of(original), Some("\n"));
    assert_eq!(span(" ").of(original), Some("&nbsp;"));
    assert_eq!(
        result.offsets.to_folded(original.find('住').unwrap()),
        result.text.find('住').unwrap()
    );
}

#[test]
fn entities_put_together_by_folding_are_folded_too() {
    for text in ["＆lt；", "&\u{200b}lt;", "&lt ；", "＆ａｍｐ；&#x6c;t;"] {
        let once = folded(text);
        assert_eq!(folded(&once), once, "{text}");
    }
    let result = fold("甲＆lt；乙", &FoldSpec::standard());
    assert_eq!(result.text, "甲<乙");
    assert_eq!(
        result.offsets.to_original(3..4),
        crate::span::ByteSpan::new(3, 11)
    );
}

#[test]
fn entities_without_end_are_text_in_the_end() {
    // 8 is `&#56;`, whose 6 is `&#54;`, and so on until 0 is `&#48;`
    let opened = ["&#5", "&#5", "&#5", "&#5", "&#4"];
    for depth in [3, 9, 10, 40, 41] {
        let opened: String = opened.into_iter().cycle().take(depth).collect();
        let last = ["8", "6", "4", "2", "0"][depth % 5];
        let nested = format!("甲 {opened}{last}{} 乙", ";".repeat(depth));
        let once = folded(&nested);
        assert_eq!(folded(&once), once, "{depth}");
        assert_eq!(once.contains('+'), depth > 9, "{depth}: {once}");
    }
}

#[test]
fn edits_keep_the_way_to_the_original() {
    let original = "（2018）京01民初1号 原告：甲。被告：乙";
    let result = fold(original, &FoldSpec::standard());
    let blank = result.text.find(' ').unwrap();
    let accused = result.text.find("被告").unwrap();
    let edited = result.edit(&[
        Edit {
            range: 0..1,
            with: "",
        },
        Edit {
            range: blank..blank + 1,
            with: "\n",
        },
        Edit {
            range: accused..accused,
            with: "\n",
        },
    ]);
    assert_eq!(edited.text, "2018)京01民初1号\n原告:甲。\n被告:乙");
    for part in ["2018)京01", "原告:甲", "被告:乙", "。\n被"] {
        let start = edited.text.find(part).unwrap();
        let span = edited.offsets.to_original(start..start + part.len());
        let printed = span.of(original).unwrap();
        assert_eq!(folded(printed), part.replace('\n', ""));
    }
}

#[test]
fn edits_that_cannot_be_are_left_out() {
    let result = fold("甲乙丙", &FoldSpec::standard());
    let edit = |range| Edit { range, with: "x" };
    assert_eq!(
        result
            .edit(&[edit(3..6), edit(0..3), edit(7..8), edit(20..30)])
            .text,
        "甲x丙"
    );
}

/// Strings rich in what folding changes.
fn rich() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => "[民事判决书一二〇○○某]{1,4}",
        4 => "[ \t\u{3000}\u{a0}\n\r\u{200b}]{1,3}",
        3 => "[（）()\\[\\]【】〔〕，。：；:;、《》“”＜＞-]{1,2}",
        2 => "[0-9０-９a-zＡ-Ｃ]{1,3}",
        2 => "[－–—‐＆&；;.ｌt]{1,2}",
        1 => prop::sample::select(vec!["&nbsp;", "&lt;", "&amp;", "&#38;", "lt;", "&mdash;", "&#x3000;", "&#10;", "amp;"])
            .prop_map(str::to_owned),
        1 => "\\PC",
        1 => any::<char>().prop_map(String::from),
        1 => "[⼀-⿕豈-龎]",
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// Every folded character leads to a place whose own folding contains it.
fn assert_there_and_back(original: &str, result: &Folded) -> Result<(), TestCaseError> {
    for (at, c) in result.text.char_indices() {
        let span = result.offsets.to_original(at..at + c.len_utf8());
        let printed = span.of(original);
        prop_assert!(printed.is_some(), "{c:?} leads to {span:?} of {original:?}");
        let printed = printed.unwrap_or_default();
        if c == ' ' || c == '\n' {
            prop_assert!(folded(printed).is_empty(), "{printed:?} for {c:?}");
        } else {
            let back = folded(printed);
            // A dash is replaced only between its neighbours.
            prop_assert!(back.contains(c) || c == '-', "{printed:?} for {c:?}");
        }
        prop_assert_eq!(result.offsets.to_folded(span.start), at);
    }
    let all = result.offsets.to_original(0..result.text.len());
    prop_assert!(all.of(original).is_some());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn folding_is_idempotent(text in rich()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn offsets_go_there_and_back(text in rich()) {
        assert_there_and_back(&text, &fold(&text, &FoldSpec::standard()))?;
    }

    #[test]
    fn any_text_folds(text in any::<String>()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn edited_texts_lead_back(text in rich(), cuts in prop::collection::vec((0usize..80, 0usize..3, 0usize..3), 0..6)) {
        let result = fold(&text, &FoldSpec::standard());
        let mut edits: Vec<Edit> = cuts
            .into_iter()
            .map(|(at, len, with)| Edit { range: at..at + len, with: ["", "\n", "乙"][with] })
            .collect();
        edits.sort_by_key(|edit| edit.range.start);
        let edited = result.edit(&edits);
        for (at, c) in edited.text.char_indices() {
            let span = edited.offsets.to_original(at..at + c.len_utf8());
            prop_assert!(span.of(&text).is_some());
        }
        prop_assert!(edited.offsets.to_original(0..edited.text.len()).of(&text).is_some());
        let whole = result.edit(&[]);
        prop_assert_eq!(whole, result);
    }
}
