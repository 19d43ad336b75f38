use proptest::prelude::*;

use super::*;
use crate::vocabulary::PartyKind;

#[test]
fn names_are_cleaned() {
    for (text, wanted) in [
        ("强　斐", "强斐"),
        ("：张三，", "张三"),
        ("Gene  Daniel Levoff", "Gene Daniel Levoff"),
        ("Apple Co., Ltd.", "Apple Co., Ltd."),
        ("张三.", "张三"),
        ("张三（绰号“老三”）", "张三"),
        ("张三(曾用名张四)(化名李五)", "张三"),
        ("张三(又名张四(小名五))", "张三"),
        ("张三(自报", "张三"),
        ("张三)", "张三"),
        ("(张三)", "张三"),
        ("甲公司（以下简称甲）", "甲公司"),
        ("中国建设（集团）有限公司", "中国建设(集团)有限公司"),
        ("某某(北京) 科技有限公司", "某某(北京)科技有限公司"),
        ("××医院(有限合伙)", "××医院(有限合伙)"),
        (
            "某会计师事务所(特殊普通合伙)(下称某所)",
            "某会计师事务所(特殊普通合伙)",
        ),
        ("A 公司", "A公司"),
        ("某 某 某", "某某某"),
        ("HSBC Bank (China)", "HSBC Bank (China)"),
        ("HSBC Bank (hereinafter HSBC)", "HSBC Bank"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("＊＊", "＊＊"),
        ("于应经", "于应经"),
    ] {
        assert_eq!(party_name(text).as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn prose_is_refused() {
    let long = "某".repeat(61);
    for text in [
        "诉称",
        "辩称其无责任",
        "不服一审判决",
        "的委托诉讼代理人",
        "张三。李四",
        "张三;李四",
        "张三、李四",
        "张三,男",
        "张三?",
        "张三不服",
        "，。",
        "()",
        "-",
        &long,
    ] {
        assert_eq!(party_name(text), Err(Refusal::NotAName), "{text}");
    }
    assert_eq!(party_name(" \u{3000}\n"), Err(Refusal::Empty));
}

#[test]
fn kinds_are_told_by_the_name() {
    let organization = Some(PartyKind::Organization);
    let person = Some(PartyKind::NaturalPerson);
    for (name, wanted) in [
        ("甲公司", organization),
        ("某某(北京)科技有限公司", organization),
        ("某合伙企业(有限合伙)", organization),
        ("某厂", organization),
        ("某县公安局", organization),
        ("某村第三村民小组", organization),
        ("某区人民检察院", organization),
        ("Apple Co., Ltd.", organization),
        ("Some Works GmbH", organization),
        ("Bank of Somewhere", organization),
        ("HSBC Bank (China)", organization),
        ("张三", person),
        ("李志行", person),
        ("欧阳某某", person),
        ("某甲", person),
        ("张1", person),
        ("张x", person),
        ("某某电视台", organization),
        ("某某制品厂（普通合伙）", organization),
        ("××", person),
        ("买买提·吐尔逊", person),
        ("Gene Daniel Levoff", person),
        ("Li", person),
        ("XXX", person),
        ("Ouyang", person),
        ("Tencent", None),
        ("OPPO", None),
        ("Patent Reexamination Board", organization),
        ("Green Kettle Factory", organization),
        ("张", None),
        ("某某某某某某", None),
        ("the appellant", None),
        ("", None),
    ] {
        assert_eq!(kind(name), wanted, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn names_stay_themselves(text in "[张三某×() .,·'a-cA-C公司（）“”’-]{0,14}|\\PC{0,12}") {
        if let Ok(once) = party_name(&text) {
            prop_assert_eq!(party_name(&once), Ok(once.clone()));
            let _ = kind(&once);
        }
        let _ = kind(&text);
    }
}
