use super::*;

fn table() -> CourtTable {
    CourtTable::from_csv(include_str!("../../../rules/tables/courts.csv"))
        .unwrap()
        .with_aliases(include_str!("../../../rules/tables/court_aliases.csv"))
        .unwrap()
}

#[test]
fn chinese_names_lead_to_their_court() {
    let table = table();
    for (name, own, code) in [
        ("中华人民共和国最高人民法院", None, Some("最高法")),
        ("北京互联网法院", None, Some("京0491")),
        ("北京市高级人民法院", None, Some("京")),
        ("河北省高级人民法院", None, Some("冀")),
        ("河北省石家庄市长安区人民法院", None, Some("冀0102")),
        ("石家庄市长安区人民法院", None, Some("冀0102")),
        ("石 家 庄 市\n长安区人民法院", None, Some("冀0102")),
        ("河北省井陉县人民法院", None, Some("冀0121")),
        ("石家庄市井陉县人民法院", None, Some("冀0121")),
        ("长安区人民法院", None, None),
        ("长安区人民法院", Some("陕0116"), Some("陕0116")),
        ("城关区人民法院", Some("甘0102"), Some("甘0102")),
        ("市中区人民法院", None, None),
        ("重庆市第五中级人民法院", None, Some("渝05")),
        ("广州市增城区人民法院", None, Some("粤0118")),
        ("广州市增城区人民法院", Some("粤0183"), Some("粤0183")),
        ("荆州市沙市区人民法院", None, Some("鄂1002")),
        ("某某法院", None, None),
        ("", None, None),
    ] {
        assert_eq!(
            table.by_name(name, own).map(|e| e.code.as_str()),
            code,
            "{name} {own:?}"
        );
    }
}

#[test]
fn english_names_lead_to_their_court() {
    let table = table();
    for (name, code) in [
        ("Beijing Internet Court", Some("京0491")),
        ("Shanghai Pudong New Area People's Court", Some("沪0115")),
        (
            "People's Court of Haidian District, Beijing",
            Some("京0108"),
        ),
        ("Beijing IP Court", Some("京73")),
        ("Guangdong Higher People's Court", Some("粤")),
        (
            "The Supreme People’s Court of the People's Republic of China",
            Some("最高法"),
        ),
        ("Ningbo Intermediate People's Court", Some("浙02")),
        ("Beijing No. 1 Intermediate People's Court", Some("京01")),
        ("Court", None),
        ("High Court", None),
    ] {
        assert_eq!(
            table.by_name(name, None).map(|e| e.code.as_str()),
            code,
            "{name}"
        );
    }
}

#[test]
fn every_name_of_the_table_leads_back() {
    let table = table();
    for entry in table.entries() {
        let found = table
            .by_name(&entry.name_zh, Some(&entry.code))
            .map(|e| e.code.as_str());
        assert_eq!(found, Some(entry.code.as_str()), "{}", entry.name_zh);
        let full = format!("{}{}", entry.province, entry.name_zh);
        if !entry.name_zh.starts_with(&entry.province) && entry.province.ends_with('省') {
            assert_eq!(
                table.by_name(&full, Some(&entry.code)).map(|e| &e.code),
                Some(&entry.code),
                "{full}"
            );
        }
    }
}

#[test]
fn codes_of_one_place_are_one() {
    let table = table();
    assert!(table.same_place("粤0183", "粤0118"));
    assert!(table.same_place("沪0151", "沪0230"));
    assert!(table.same_place("川2081", "川0180"));
    assert!(!table.same_place("京0101", "京0102"));
    assert!(!table.same_place("京0101", "未知"));
}

#[test]
fn a_broken_table_is_named() {
    let error = CourtTable::from_csv("code,name_zh\n京,北京\n").unwrap_err();
    assert_eq!(error.message, "the table has no column `name_en`");
    let text = "code,name_zh,name_en,level,kind,province,parent_code,status\n京,北京,B,top,x,y,z,current\n";
    assert_eq!(
        CourtTable::from_csv(text).unwrap_err().message,
        "`top` is not a level of courts"
    );
}
