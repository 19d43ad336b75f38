mod round_trip;

use std::sync::LazyLock;

use super::*;

/// The shipped tables.
pub(super) static TABLES_READ: LazyLock<CaseNumberTables> = LazyLock::new(|| {
    let courts = CourtTable::from_csv(include_str!("../../../rules/tables/courts.csv")).unwrap();
    let texts = [
        (
            "case_types",
            include_str!("../../../rules/tables/case_types.csv"),
        ),
        (
            "type_letters",
            include_str!("../../../rules/tables/type_letters.csv"),
        ),
        (
            "provinces",
            include_str!("../../../rules/tables/provinces.csv"),
        ),
        (
            "old_prefixes",
            include_str!("../../../rules/tables/old_prefixes.csv"),
        ),
        (
            "lookalikes",
            include_str!("../../../rules/tables/lookalikes.csv"),
        ),
        ("pinyin", include_str!("../../../rules/tables/pinyin.csv")),
        (
            "roman_words",
            include_str!("../../../rules/tables/roman_words.csv"),
        ),
        (
            "branch_words",
            include_str!("../../../rules/tables/branch_words.csv"),
        ),
    ];
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    CaseNumberTables::new(Arc::new(courts), &texts).unwrap()
});

fn canonical(printed: &str) -> Vec<Option<String>> {
    TABLES_READ
        .parse_zh(printed)
        .unwrap_or_default()
        .into_iter()
        .map(|p| p.canonical)
        .collect()
}

#[test]
fn printed_forms_have_one_official_form() {
    for (printed, wanted) in [
        ("（2023）京0491民初11279号", "（2023）京0491民初11279号"),
        ("(2023)京0491民初11279号", "（2023）京0491民初11279号"),
        (
            "〔2023〕京 0491\n民初 11279 号",
            "（2023）京0491民初11279号",
        ),
        (
            "［2023］京０４９１民初１１２７９号",
            "（2023）京0491民初11279号",
        ),
        ("2023京0491民初11279号", "（2023）京0491民初11279号"),
        ("（2023)京0491民初11279", "（2023）京0491民初11279号"),
        ("（2O23）京O491民初l1279号", "（2023）京0491民初11279号"),
        ("（2019）最高法知民终9902号", "（2019）最高法知民终9902号"),
        ("（2020）鲁民再9108号", "（2020）鲁民再9108号"),
        (
            "（2014）鄂武汉中刑初字第09914号-1",
            "（2014）鄂武汉中刑初字第09914号-1",
        ),
        (
            "（2014）鄂武汉中刑初09914号",
            "（2014）鄂武汉中刑初字第09914号",
        ),
        (
            "（2017）沪0106刑初91374号之一",
            "（2017）沪0106刑初91374号之一",
        ),
        ("（2018）甘执9091号（之一）", "（2018）甘执9091号之一"),
        (
            "（2012）辽刑一终字第09034-1号",
            "（2012）辽刑一终字第09034-1号",
        ),
        (
            "（2015）闵民一(民)初字第91934号",
            "（2015）闵民一（民）初字第91934号",
        ),
        (
            "（2004）年吉中民一初字第9188号",
            "（2004）吉中民一初字第9188号",
        ),
        ("（2003）民四提字第9905号", "（2003）民四提字第9905号"),
        ("（2020）浙0110邢初5号", "（2020）浙0110刑初5号"),
        ("（2013）沪海法商字第12号", "（2013）沪海法商字第12号"),
    ] {
        assert_eq!(canonical(printed), [Some(wanted.to_owned())], "{printed}");
    }
}

#[test]
fn a_suffix_that_goes_on_is_one_of_the_same_serial() {
    for (printed, wanted) in [
        (
            "（2016）鲁0827民初9501－1、2号",
            ["（2016）鲁0827民初9501-1号", "（2016）鲁0827民初9501-2号"],
        ),
        (
            "（2016）鲁0827民初91-1、92号",
            ["（2016）鲁0827民初91-1号", "（2016）鲁0827民初92号"],
        ),
        (
            "（2016）鲁0827民初9501-3、2号",
            ["（2016）鲁0827民初9501-3号", "（2016）鲁0827民初2号"],
        ),
    ] {
        assert_eq!(
            canonical(printed),
            wanted.map(|w| Some(w.to_owned())),
            "{printed}"
        );
    }
}

#[test]
fn several_numbers_in_one_give_one_each() {
    for (printed, serials) in [
        ("（2020）浙0110刑初209、395号", vec!["209", "395"]),
        (
            "（2019）最高法知民终9732、9733、9734号",
            vec!["9732", "9733", "9734"],
        ),
        (
            "（2021）京03刑初9108号、9109号、9112号",
            vec!["9108", "9109", "9112"],
        ),
        (
            "（2021）京03刑初9108-9111号",
            vec!["9108", "9109", "9110", "9111"],
        ),
        ("（2021）京03刑初608号-610号", vec!["608", "609", "610"]),
        (
            "（2021）京03刑初0098至0101号",
            vec!["0098", "0099", "0100", "0101"],
        ),
    ] {
        let read: Vec<String> = TABLES_READ
            .parse_zh(printed)
            .unwrap()
            .into_iter()
            .filter_map(|p| p.serial)
            .collect();
        assert_eq!(read, serials, "{printed}");
    }
}

#[test]
fn what_print_keeps_back_is_not_made_up() {
    for printed in [
        "（2017）苏0XXX刑初9236号",
        "（2018）湘12＊＊刑初3号",
        "（20××）粤0306刑初2273号",
        "（2017）粤0306刑初×××号",
        "（2017）0704刑初160号",
        "粤0306刑初2273号",
    ] {
        let read = TABLES_READ.parse_zh(printed).unwrap();
        assert_eq!(read.len(), 1, "{printed}");
        assert_eq!(read[0].canonical, None, "{printed}");
        assert!(!read[0].warnings.is_empty(), "{printed}");
    }
}

#[test]
fn numbers_of_other_offices_are_refused() {
    for printed in [
        "沪浦检刑诉〔2023〕3191号",
        "（2015）临鉴字第91256号",
        "（2015）京中信内经证字98047号",
        "（2020）鲁寿光证民字第91923号",
        "（2018）浙杭西证民字第94129号",
        "（2016）同江不动产权第0902456号",
        "法释〔2011〕19号",
        "〔2019〕12号",
        "（2012）第913037号",
        "深劳人仲案（2019）1234号",
        "（2021）**号",
        "",
        "号",
    ] {
        assert!(TABLES_READ.parse_zh(printed).is_err(), "{printed}");
    }
    assert_eq!(
        TABLES_READ.parse_zh("（2015）临鉴字第91256号"),
        Err(Refusal::LookAlike)
    );
}

#[test]
fn parts_come_from_the_tables() {
    let read = TABLES_READ
        .parse_zh("（2023）京0491民初11279号")
        .unwrap()
        .remove(0);
    assert_eq!(read.court.as_deref(), Some("北京互联网法院"));
    assert_eq!(
        (read.case_type, read.trial_procedure),
        (Some(CaseType::Civil), Some(TrialProcedure::FirstInstance))
    );
    assert_eq!(
        read.romanised.as_deref(),
        Some("(2023) Jing 0491 Min Chu No. 11279")
    );
    let read = TABLES_READ
        .parse_zh("（2014）鄂武汉中刑初字第09914号")
        .unwrap()
        .remove(0);
    assert_eq!(
        (read.court_prefix.as_deref(), read.type_code.as_deref()),
        (Some("鄂武汉中"), Some("刑初"))
    );
    assert_eq!(read.court_code.as_deref(), Some("鄂01"));
    assert_eq!(
        read.romanised.as_deref(),
        Some("(2014) E Wu Han Zhong Xing Chu Zi No. 09914")
    );
    let read = TABLES_READ
        .parse_zh("（2014）东刑初字第12号")
        .unwrap()
        .remove(0);
    assert_eq!(read.court_code, None);
}

#[test]
fn the_join_key_drops_zeros_and_link_words() {
    assert_eq!(
        join_key("（2014）鄂武汉中刑初字第09914号-1"),
        "（2014）鄂武汉中刑初9914号-1"
    );
    assert_eq!(
        join_key("（2017）粤03民初字第9250号"),
        join_key("（2017）粤03民初9250号")
    );
    assert_eq!(
        join_key("（2012）辽刑一终字第09034-1号"),
        "（2012）辽刑一终9034-1号"
    );
}

/// Official forms found in a line, or candidates behind a `?`.
fn cited(line: &str) -> Vec<String> {
    let form = |f: Found| {
        let open = || format!("?{}", f.parts.candidates.join("|"));
        f.parts.canonical.clone().unwrap_or_else(open)
    };
    TABLES_READ.cite(line).into_iter().map(form).collect()
}

#[test]
fn numbers_are_found_in_running_text() {
    for (line, wanted) in [
        (
            "不服（2015）西刑初字第9912号刑事判决、（2016）苏0102民初95005号之一民事裁定，上诉",
            vec!["（2015）西刑初字第9912号", "（2016）苏0102民初95005号之一"],
        ),
        (
            "案号：（2021）京03刑初608号、609号。住12号院3号楼",
            vec!["（2021）京03刑初608号", "（2021）京03刑初609号"],
        ),
        ("海淀区12号院3号楼，京A12345号车，2016年第5号公告", vec![]),
        (
            "起诉书沪浦检刑诉〔2023〕3191号，鉴定（2015）临鉴字第91256号",
            vec![],
        ),
        (
            "see (2018) Hu 72 Xie Wai Ren No.901 ((2018)沪72协外认901号)",
            vec!["（2018）沪72协外认901号", "（2018）沪72协外认901号"],
        ),
        (
            "(2019) SPC IP Civil Final 9732 / 9733",
            vec!["（2019）最高法知民终9732号", "（2019）最高法知民终9733号"],
        ),
        (
            "(No. 9752 [2021], First, Criminal, 0112, Yunnan)",
            vec!["（2021）云0112刑初9752号"],
        ),
        (
            "(2013) Min Si Zhong Zi No. 9035",
            vec!["（2013）民四终字第9035号"],
        ),
        (
            "[2016] EWCA Civ 982; 593 U.S. 374; Civil Case 7884/15",
            vec![],
        ),
        ("On 27 November 2023 the court held 5 hearings", vec![]),
    ] {
        assert_eq!(cited(line), wanted, "{line}");
    }
}

#[test]
fn words_near_by_decide_what_syllables_leave_open() {
    let open = "(2020) Gan 01 Xing Zhong No. 903";
    assert_eq!(
        cited(open),
        [
            "?（2020）赣01刑终903号|（2020）赣01行终903号|（2020）甘01刑终903号|（2020）甘01行终903号"
        ]
    );
    assert_eq!(
        cited(&format!("Lanzhou court, criminal ruling {open}")),
        ["（2020）甘01刑终903号"]
    );
    assert_eq!(
        cited(&format!("{open}, Jiangxi, an administrative case")),
        ["（2020）赣01行终903号"]
    );
    // the code of a high court was also the prefix of other courts
    assert_eq!(
        cited("The High People's Court of Gansu, (2016) Gan Min Zhong No. 912"),
        ["（2016）甘民终912号"]
    );
    assert_eq!(
        cited(&format!("{open}, Gansu or Jiangxi, an administrative case")),
        ["?（2020）赣01行终903号|（2020）甘01行终903号"]
    );
}

#[test]
fn found_ranges_cover_the_print() {
    let line = "不服（2015）西刑初字\n第 9912 号之一判决, (2023) Jing 0491 Min Chu No. 11279.";
    let found = TABLES_READ.cite(line);
    assert_eq!(
        &line[found[0].range.clone()],
        "（2015）西刑初字\n第 9912 号之一"
    );
    assert_eq!(
        &line[found[1].range.clone()],
        "(2023) Jing 0491 Min Chu No. 11279"
    );
    assert_eq!(found[1].parts.text, "(2023) Jing 0491 Min Chu No. 11279");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[（(2019)京粤0-9号字第民刑初终、之一XxO\\-\\[\\] a-zA-Z.,\n]{0,60}") {
        let _ = TABLES_READ.parse_zh(&text);
        for found in TABLES_READ.cite(&text) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
    }

    #[test]
    fn official_forms_read_as_themselves(text in "（20[012][0-9]）(京|粤|鄂武汉中)(0[1-9])?(民|刑)(一)?(初|终)(字第)?[0-9]{1,5}号") {
        for parts in TABLES_READ.parse_zh(&text).unwrap_or_default() {
            if let Some(form) = parts.canonical {
                let again = TABLES_READ.parse_zh(&form).unwrap();
                proptest::prop_assert_eq!(again[0].canonical.as_ref(), Some(&form));
            }
        }
    }
}
