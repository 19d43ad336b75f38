//! Whether a name is that of a person or of an organization.

use crate::text::is_han;
use crate::vocabulary::PartyKind;

use super::{bracket, is_mask, opening};

/// Person or organization, as far as the name alone tells; takes what
/// [`party_name`](super::party_name) gives.
///
/// ```
/// use casemill::normalize::party_name::kind;
/// use casemill::vocabulary::PartyKind;
///
/// assert_eq!(kind("某某(北京)科技有限公司"), Some(PartyKind::Organization));
/// assert_eq!(kind("张某"), Some(PartyKind::NaturalPerson));
/// ```
#[must_use]
pub fn kind(name: &str) -> Option<PartyKind> {
    // a name that is quoted has its brackets as printed
    let name: String = name.trim().chars().map(bracket).collect();
    if is_organization(core(&name)) {
        return Some(PartyKind::Organization);
    }
    is_person(&name).then_some(PartyKind::NaturalPerson)
}

/// The name without the legal form or the place in brackets at its end.
fn core(name: &str) -> &str {
    let open = name.strip_suffix(')').and_then(opening);
    open.map_or(name, |at| name[..at].trim_end())
}

/// Endings that no person's name has.
const LONG_ENDINGS: &[&str] = &[
    "公司",
    "委员会",
    "政府",
    "合作社",
    "合作联社",
    "信用社",
    "银行",
    "支行",
    "分行",
    "中心",
    "研究所",
    "派出所",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "法院",
    "检察院",
    "商店",
    "酒店",
    "饭店",
    "超市",
    "村民小组",
    "村民组",
    "居民小组",
    "清算组",
    "事务所",
    "协会",
    "学会",
    "商会",
    "工会",
    "联合会",
    "业主大会",
    "基金会",
    "办事处",
    "工作室",
    "经营部",
    "门市部",
    "项目部",
    "大队",
    "支队",
    "集团",
    "合伙",
    "合伙企业",
    "企业",
    "俱乐部",
    "管理人",
    "监狱",
    "农场",
    "林场",
    "煤矿",
    "市场",
    "网吧",
    "会所",
    "宾馆",
    "餐厅",
    "餐馆",
    "联盟",
    "居委会",
    "村委会",
    "管委会",
    "社区",
    "出版社",
    "报社",
    "旅行社",
    "分局",
    "总局",
    "寺",
    "海关",
    "公寓",
];

/// Endings that given names have too.
const SHORT_ENDINGS: &[char] = &[
    '厂', '院', '局', '所', '店', '部', '队', '处', '站', '社', '行', '会', '馆', '园', '场', '矿',
    '厅', '室', '坊', '铺', '村', '庄', '组', '署', '台', '城', '厦', '校', '库', '港', '段',
];

/// Words that close the names of organizations in English.
const LATIN_ENDINGS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "co",
    "company",
    "llc",
    "llp",
    "lp",
    "plc",
    "gmbh",
    "ag",
    "sa",
    "bv",
    "nv",
    "spa",
    "srl",
    "sarl",
    "kg",
    "oy",
    "ab",
    "as",
    "pte",
    "pty",
    "corp",
    "corporation",
    "university",
    "bank",
    "group",
    "holdings",
    "association",
    "foundation",
    "institute",
    "committee",
    "council",
    "court",
    "procuratorate",
    "bureau",
    "office",
    "ministry",
    "government",
    "hospital",
    "school",
    "college",
    "fund",
    "trust",
    "partnership",
    "society",
    "union",
    "agency",
    "commission",
    "board",
    "center",
    "centre",
    "factory",
    "mill",
    "press",
    "store",
    "stores",
    "industry",
    "industries",
    "technology",
    "technologies",
    "comp",
    "station",
    "administration",
    "authority",
    "federation",
    "airlines",
    "insurance",
    "museum",
    "others",
];

fn is_organization(name: &str) -> bool {
    if LONG_ENDINGS
        .iter()
        .any(|ending| name.ends_with(ending) && name != *ending)
    {
        return true;
    }
    let length = name.chars().count();
    let masked = name.starts_with(['某', '甲', '乙', '丙']);
    if name.ends_with(SHORT_ENDINGS) && (length >= 4 || masked && length >= 2) {
        return true;
    }
    latin_ending(name) || bank_or_university_of(name)
}

fn latin_ending(name: &str) -> bool {
    let has_more = name.contains([' ', ',']);
    let last = name
        .rsplit([' ', ','])
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    let last: String = last.chars().filter(char::is_ascii_alphabetic).collect();
    has_more && LATIN_ENDINGS.contains(&last.to_ascii_lowercase().as_str())
}

/// `Bank of China`, `University of …`, `People's Government of …`.
fn bank_or_university_of(name: &str) -> bool {
    [
        "Bank of ",
        "University of ",
        "Government of ",
        "Ministry of ",
        "Bureau of ",
    ]
    .iter()
    .any(|opener| name.contains(opener))
}

fn is_person(name: &str) -> bool {
    let length = name.chars().count();
    let chinese = |c: char| is_han(c) || is_mask(c);
    if name.chars().all(chinese) {
        return (2..=4).contains(&length);
    }
    if name.contains(['·', '・']) {
        return name
            .chars()
            .all(|c| chinese(c) || c.is_alphabetic() || matches!(c, '·' | '・' | '.'));
    }
    is_masked(name, length) || is_latin_name(name)
}

/// 张1, 李某2, A某, 王X: a letter or a number stands for what was taken out.
fn is_masked(name: &str, length: usize) -> bool {
    let part = |c: char| {
        is_han(c) || is_mask(c) || c.is_ascii_digit() || c.is_ascii_uppercase() || c == 'x'
    };
    (2..=5).contains(&length) && name.contains(is_han) && name.chars().all(part)
}

/// `Gene Daniel Levoff`, `Li`: up to five words with capitals. One word alone is a surname only if a Chinese
/// one can be written so; companies go by one word too (`Tencent`).
fn is_latin_name(name: &str) -> bool {
    let masked = name.bytes().all(|b| b == b'X');
    if !name.contains(' ') && !masked && !is_syllable(&name.to_ascii_lowercase()) {
        return false;
    }
    let word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() && !is_han(c) || matches!(c, '.' | '-' | '\'' | '’'))
    };
    name.split(' ').count() <= 5 && name.split(' ').all(word)
}

/// Whether a word is one syllable of Hanyu Pinyin, or a usual surname of two.
fn is_syllable(word: &str) -> bool {
    const TWO: &[&str] = &[
        "ouyang",
        "sima",
        "zhuge",
        "shangguan",
        "xiahou",
        "situ",
        "murong",
    ];
    const INITIALS: &[&str] = &[
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const FINALS: &[&str] = &[
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong",
        "er", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui",
        "uan", "un", "uang", "ue",
    ];
    let syllable = |initial: &&str| {
        word.strip_prefix(*initial)
            .is_some_and(|rest| FINALS.contains(&rest))
    };
    TWO.contains(&word) || INITIALS.iter().any(syllable)
}
