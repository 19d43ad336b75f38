//! The first letters of court codes and their romanised forms.

use crate::normalize::table::{TableError, rows};

/// A first letter of court codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// 京, or 最高法.
    pub abbr: String,
    /// 北京市.
    pub name_zh: String,
    /// Beijing.
    pub name_en: String,
    /// Jing.
    pub romanised: String,
    /// Other romanised and English forms.
    pub also_romanised: Vec<String>,
}

/// Reads `provinces.csv`.
pub(super) fn provinces(text: &str) -> Result<Vec<Province>, TableError> {
    let columns = ["abbr", "name_zh", "name_en", "romanised", "also_romanised"];
    let read = |[abbr, name_zh, name_en, romanised, also]: [String; 5]| Province {
        abbr,
        name_zh,
        name_en,
        romanised,
        also_romanised: also
            .split('|')
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    Ok(rows("provinces", text, columns)?
        .into_iter()
        .map(read)
        .collect())
}
