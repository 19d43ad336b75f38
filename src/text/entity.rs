//! HTML entities that survive in dumps of judgments. Only those that occur there: a text is no page.

/// The character of the entity that `text` opens with, and the length of the entity in bytes.
/// `&amp;nbsp;`, escaped twice, counts as one.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let mut rest = text.strip_prefix('&')?;
    let mut escaped = false;
    loop {
        let Some((c, len)) = body(rest) else {
            let read = text.len() - rest.len();
            return escaped.then_some(('&', read));
        };
        rest = &rest[len..];
        if c != '&' {
            return Some((c, text.len() - rest.len()));
        }
        escaped = true;
    }
}

/// An entity without its `&`.
fn body(text: &str) -> Option<(char, usize)> {
    // The longest is `#x10FFFF;`.
    let end = text.bytes().take(9).position(|b| b == b';')?;
    let name = &text[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(name)?,
    };
    Some((c, end + 1))
}

fn numeric(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, radix).ok()?)
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" => '\u{A0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "middot" => '·',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "times" => '×',
        "yen" => '¥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read() {
        for (text, wanted) in [
            ("&nbsp;x", Some(('\u{A0}', 6))),
            ("&#12288;", Some(('\u{3000}', 8))),
            ("&#x3000;", Some(('\u{3000}', 8))),
            ("&amp;nbsp;", Some(('\u{A0}', 10))),
            ("&amp;amp;amp;", Some(('&', 13))),
            ("&amp; Co", Some(('&', 5))),
            ("&#38;lt;", Some(('<', 8))),
            ("&#xD800;", None),
            ("&#+12;", None),
            ("&#;", None),
            ("& Co;", None),
            ("&商标;", None),
            ("&", None),
            ("nbsp;", None),
        ] {
            assert_eq!(entity(text), wanted, "{text}");
        }
    }
}
