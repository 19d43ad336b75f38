//! Cells that a spreadsheet would take for a formula, and how they are made harmless.

use std::borrow::Cow;

/// Makes a cell harmless: one that a spreadsheet would run as a formula gets a leading apostrophe.
///
/// That is a cell whose first character is `=`, `+`, `-`, `@` or the full-width form of one of them,
/// blanks and invisible characters before it left aside, or TAB, CR or LF. A cell that begins with an
/// apostrophe gets another one, so that taking one leading apostrophe away always gives the value back.
///
/// ```
/// use casemill::output::csv::harmless;
/// assert_eq!(harmless("=1+1"), "'=1+1");
/// assert_eq!(harmless("张三"), "张三");
/// ```
#[must_use]
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if is_dangerous(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn is_dangerous(cell: &str) -> bool {
    if cell.starts_with(['\'', '\t', '\r', '\n']) {
        return true;
    }
    // Some programs drop what is invisible before they look for the sign of a formula.
    let visible = cell.trim_start_matches(is_invisible);
    visible.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe() {
        let dangerous = [
            "=1+1",
            "+86 10",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠SUM",
            " =1",
            "\u{3000}=1",
            "\u{FEFF}=1",
            "'=1",
            "'quoted'",
        ];
        for cell in dangerous {
            assert_eq!(harmless(cell), format!("'{cell}"), "{cell:?}");
        }
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        for cell in [
            "",
            "张三",
            "（2023）京0491民初11279号",
            "2023-11-27",
            "799.00",
            " 甲",
            "a=b",
            "—",
            "、",
        ] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn one_apostrophe_less_gives_the_value_back() {
        for cell in ["=1", "'=1", "''", "'", "x", "", "\t-"] {
            let written = harmless(cell);
            assert_eq!(written.strip_prefix('\'').unwrap_or(&written), cell);
        }
    }
}
