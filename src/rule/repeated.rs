//! The short form of long words in families of examples: `{WORDS*TIMES}` stands for the words so many times.

/// The greatest number of times.
const MOST: usize = 400;

/// A word with every `{WORDS*TIMES}` in it written out.
///
/// # Errors
/// What is wrong, where it holds a brace that is none of these.
pub(crate) fn written_out(word: &str) -> Result<String, String> {
    let fault =
        || format!("`{word}` holds a brace that is no `{{WORDS*TIMES}}`, of 1 to {MOST} times");
    let (mut out, mut rest) = (String::new(), word);
    while let Some(open) = rest.find(['{', '}']) {
        out.push_str(&rest[..open]);
        let (words, times, behind) = first_of(&rest[open..]).ok_or_else(fault)?;
        out.push_str(&words.repeat(times));
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// The parts of the form that a text begins with, and what stands behind it.
fn first_of(text: &str) -> Option<(&str, usize, &str)> {
    let (form, behind) = text.strip_prefix('{')?.split_once('}')?;
    let (words, times) = form.rsplit_once('*')?;
    let times = times.parse().ok().filter(|n| (1..=MOST).contains(n))?;
    (!words.is_empty() && !words.contains('{')).then_some((words, times, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_written_out_or_a_fault() {
        for (word, full) in [
            ("甲", Some("甲")),
            ("{某*3}", Some("某某某")),
            ("甲{a *2}乙{*3*2}", Some("甲a a 乙*3*3")),
            ("{某*0}", None),
            ("{某*401}", None),
            ("{某}", None),
            ("{*3}", None),
            ("某}", None),
            ("{{某*3}", None),
        ] {
            assert_eq!(written_out(word).ok().as_deref(), full, "{word}");
        }
    }
}
