//! Chinese court names taken apart: country, province, city, the rest.

/// Endings of the divisions above a county.
const DIVISIONS: [&str; 5] = ["自治州", "地区", "市", "州", "盟"];

/// A name without blanks and without 中华人民共和国.
pub(super) fn bare(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .collect();
    name.strip_prefix("中华人民共和国")
        .map_or(name.clone(), str::to_owned)
}

/// A table name without its province; municipalities and the corps stay, since courts below a province
/// are called after them.
pub(super) fn base_name<'a>(name: &'a str, province: &str) -> &'a str {
    let strip = province.ends_with('省') || province.ends_with("自治区");
    match name.strip_prefix(province) {
        Some(rest) if strip && !is_court_word(rest) => rest,
        _ => name,
    }
}

/// Province and rest of a printed name. 高级人民法院 keeps its province.
pub(super) fn split_province<'a>(
    name: &'a str,
    provinces: &'a [String],
) -> (Option<&'a str>, &'a str) {
    for province in provinces {
        if let Some(rest) = name.strip_prefix(province.as_str()) {
            let base = base_name(name, province);
            return if base == name || rest.is_empty() {
                (Some(province), name)
            } else {
                (Some(province), base)
            };
        }
    }
    (None, name)
}

/// City or prefecture, and what stands behind it: 石家庄市 and 长安区人民法院.
pub(super) fn place_and_rest(name: &str) -> Option<(&str, &str)> {
    let mut first = None;
    for division in DIVISIONS {
        // a name has two characters before the ending: 沙市区人民法院 has no city
        let from = name.char_indices().nth(2).map_or(name.len(), |(at, _)| at);
        if let Some(at) = name[from..]
            .find(division)
            .map(|i| from + i + division.len())
        {
            first = Some(first.map_or(at, |f: usize| f.min(at)));
        }
    }
    let (place, rest) = name.split_at(first?);
    (!is_court_word(rest) && rest.contains("法院")).then_some((place, rest))
}

/// Whether a name goes on with the court itself and no further place.
fn is_court_word(rest: &str) -> bool {
    ["高级", "中级", "第一", "第二", "第三", "第四", "人民法院"]
        .iter()
        .any(|word| rest.starts_with(word))
}
