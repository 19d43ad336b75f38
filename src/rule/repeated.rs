//! The short form of long words in families of examples: `{WORDS*TIMES}` stands for the words so many times.

/// The greatest number of times.
const MOST: usize = 400;
/// Characters that are written out and not in the short form.
const WRITTEN_OUT: usize = 8;

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

/// Words so many times, in the short form where they are many; `None` where it cannot say them.
pub(crate) fn repeated(words: &str, times: usize) -> Option<String> {
    if words.contains(['{', '}']) || times > MOST {
        return None;
    }
    Some(match words.chars().count() * times {
        0..=WRITTEN_OUT => words.repeat(times),
        _ => format!("{{{words}*{times}}}"),
    })
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

    #[test]
    fn the_short_form_is_read_as_it_was_written() {
        for (words, times, short) in [
            ("某", 3, Some("某某某")),
            ("某", 9, Some("{某*9}")),
            ("a*b", 400, Some("{a*b*400}")),
            ("某", 401, None),
            ("{", 2, None),
        ] {
            let written = repeated(words, times);
            assert_eq!(written.as_deref(), short, "{words}");
            if let Some(written) = written {
                assert_eq!(written_out(&written), Ok(words.repeat(times)), "{words}");
            }
        }
    }
}
