//! What folding makes of a single character: kept, replaced, dropped, or part of a run of blanks.

use unicode_normalization::char::decompose_compatible;

use super::entity::entity;

/// What folding replaces besides full-width ASCII and compatibility ideographs.
///
/// Dashes are not in it, since they are replaced only between digits or letters.
#[derive(Debug, Clone)]
pub struct FoldSpec {
    /// Sorted by the character that is replaced; no replacement is itself replaced.
    replaced: &'static [(char, char)],
}

impl FoldSpec {
    /// What the rules of all packs rely on.
    #[must_use]
    pub const fn standard() -> Self {
        Self { replaced: REPLACED }
    }
}

impl Default for FoldSpec {
    fn default() -> Self {
        Self::standard()
    }
}

/// All brackets that may stand round a year become `( )`, all that may stand round an inner title
/// `〈 〉`; 《》 and 「」 keep their meaning.
const REPLACED: &[(char, char)] = &[
    ('[', '('),
    (']', ')'),
    ('•', '·'),
    ('‧', '·'),
    ('∙', '·'),
    ('∶', ':'),
    ('○', '〇'),
    ('◯', '〇'),
    ('【', '('),
    ('】', ')'),
    ('〔', '('),
    ('〕', ')'),
    ('〖', '('),
    ('〗', ')'),
    ('・', '·'),
    ('︰', ':'),
    ('﹐', ','),
    ('﹑', '、'),
    ('﹔', ';'),
    ('﹕', ':'),
    ('﹖', '?'),
    ('﹗', '!'),
    ('﹙', '('),
    ('﹚', ')'),
    ('﹝', '('),
    ('﹞', ')'),
    ('﹤', '〈'),
    ('﹥', '〉'),
    ('＜', '〈'),
    ('＞', '〉'),
    ('［', '('),
    ('］', ')'),
    ('｡', '。'),
    ('｢', '「'),
    ('｣', '」'),
    ('､', '、'),
    ('･', '·'),
];

/// A character of the original, or an entity, as folding sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A character of the folded text; `wide` for punctuation that was set on a full Han square.
    Char { c: char, wide: bool },
    /// A blank inside a line.
    Blank,
    /// A line end.
    Newline,
    /// Nothing that a reader sees.
    Dropped,
}

/// The unit that `text` opens with and its length in bytes; `None` at the end.
pub(super) fn unit(text: &str, spec: &FoldSpec) -> Option<(Unit, usize)> {
    if let Some((c, len)) = entity(text) {
        return Some((unit_of(c, spec), len));
    }
    let c = text.chars().next()?;
    Some((unit_of(c, spec), c.len_utf8()))
}

fn unit_of(c: char, spec: &FoldSpec) -> Unit {
    match c {
        '\n' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}' => Unit::Newline,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' => Unit::Blank,
        '\u{202F}' | '\u{205F}' | '\u{3000}' => Unit::Blank,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Unit::Dropped,
        '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Unit::Dropped,
        c if c.is_control() => Unit::Dropped,
        c => Unit::Char {
            c: replacement(c, spec),
            wide: is_wide(c),
        },
    }
}

fn replacement(c: char, spec: &FoldSpec) -> char {
    if let Ok(at) = spec.replaced.binary_search_by_key(&c, |(from, _)| *from) {
        return spec.replaced[at].1;
    }
    match c {
        '－' => c,
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' => compatible(c),
        _ => c,
    }
}

/// The unified ideograph of a radical or a compatibility ideograph.
fn compatible(c: char) -> char {
    let mut found = c;
    decompose_compatible(c, |one| found = one);
    found
}

/// Dashes are left out: whether one is replaced depends on its neighbours, which a blank must not change.
fn is_wide(c: char) -> bool {
    match c {
        '、'..='〃' | '〈'..='】' | '〔'..='〟' => true,
        '︰' | '﹐'..='﹗' | '﹙'..='﹞' | '﹤' | '﹥' => true,
        '｡'..='･' => true,
        '－' => false,
        '！'..='～' => !replacement_is_alphanumeric(c),
        _ => false,
    }
}

fn replacement_is_alphanumeric(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether a character is written on a Han square as part of a word: ideographs, 々, 〇, and the
/// private use area, where dumps keep rare characters of names.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '々' | '〇' | '\u{3400}'..='\u{4DBF}'
        | '\u{E000}'..='\u{F8FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a folded character ends a sentence or closes a bracket: a blank behind it may be all that
/// is left of a line end.
pub(super) fn is_end(c: char) -> bool {
    matches!(
        c,
        '。' | ';' | ':' | '!' | '?' | '”' | '’' | ')' | '》' | '」'
    )
}

/// Dashes that stand for `-` between digits or letters.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '－' | '–' | '—' | '‐' | '‑' | '−')
}

/// How many bytes are of a kind; in stretches whose sum fits a byte, so that many are counted at once.
pub(crate) fn count_bytes(bytes: &[u8], is: impl Fn(&u8) -> bool) -> usize {
    let stretch = |bytes: &[u8]| bytes.iter().map(|b| u8::from(is(b))).sum::<u8>();
    bytes
        .chunks(255)
        .map(|bytes| usize::from(stretch(bytes)))
        .sum()
}

/// The length of the stretch that `bytes`, which are UTF-8, open with and that folding copies as it
/// is. It need not be the longest one.
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        at += match lead {
            b'!'..=b'~' if !matches!(lead, b'&' | b'[' | b']') => 1,
            // U+4000 to U+9FFF.
            0xE4..=0xE9 => 3,
            0xE3 if is_plain_e3(bytes.get(at + 1..at + 3)) => 3,
            _ => break,
        };
    }
    at
}

/// U+3400 to U+3FFF, and the commonest of 、。〇《》「」.
fn is_plain_e3(trail: Option<&[u8]>) -> bool {
    match trail {
        Some([0x80, third]) => matches!(third, 0x81 | 0x82 | 0x87 | 0x8A..=0x8D),
        Some([second, _]) => *second >= 0x90,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_final() {
        assert!(REPLACED.is_sorted_by(|a, b| a.0 < b.0));
        let spec = FoldSpec::standard();
        for (_, to) in REPLACED {
            assert_eq!(replacement(*to, &spec), *to);
        }
    }

    #[test]
    fn plain_stretches_are_what_units_keep() {
        let spec = FoldSpec::standard();
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let text: &str = c.encode_utf8(&mut buffer);
            if plain_prefix(text.as_bytes()) == 0 {
                continue;
            }
            let wide = is_wide(c);
            assert_eq!(
                unit(text, &spec),
                Some((Unit::Char { c, wide }, text.len()))
            );
        }
    }

    #[test]
    fn every_replacement_is_final() {
        let spec = FoldSpec::standard();
        for c in '\0'..=char::MAX {
            let once = replacement(c, &spec);
            assert_eq!(replacement(once, &spec), once, "{c:?}");
        }
    }

    #[test]
    fn compatibility_characters_become_unified() {
        let spec = FoldSpec::standard();
        for (from, to) in [
            ('⼈', '人'),
            ('⻓', '⻓'),
            ('⻝', '⻝'),
            ('⺟', '母'),
            ('金', '金'),
            ('﨎', '﨎'),
        ] {
            assert_eq!(replacement(from, &spec), to);
        }
    }
}
