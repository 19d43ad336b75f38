//! Folded text to paragraphs: break rules put line ends where printed layout was lost, hard wraps are
//! joined, blanks that only layout put there go. The offset map stays exact. Knows no sections, no fields.

use crate::rule::Pack;
use crate::rule::compiled::fits;
use crate::search::{Hits, Walk};
use crate::text::{Edit, Folded};

/// Lines of at least this share that end in mid-sentence make a text hard-wrapped.
const WRAPPED_SHARE: (usize, usize) = (1, 2);
/// Fewer lines than this are never taken for hard wraps.
const WRAPPED_LINES: usize = 8;
/// Characters in a line beyond which it is a paragraph, not a wrapped line.
const WRAPPED_WIDTH: usize = 60;

/// Margins of text in Latin letters: a shorter line is an item of a menu, a longer one a paragraph.
const WRAPPED_LATIN_WIDTH: std::ops::RangeInclusive<usize> = 40..=100;

/// Recovers the paragraphs of a folded text, in which the pack's layout scanner found `hits`.
#[must_use]
pub fn recover(folded: &Folded, pack: &Pack, genre: &str, hits: &Hits) -> Folded {
    let joined;
    let mut current = folded;
    let again;
    let mut hits = hits;
    if is_latin_wrapped(&folded.text) {
        joined = folded.edit(&unwrap_words(&folded.text));
        current = &joined;
    } else if is_wrapped(&folded.text) {
        joined = folded.edit(&unwrap_lines(&folded.text, pack));
        current = &joined;
    }
    if !std::ptr::eq(current, folded) {
        again = pack.layout_scanner().scan(&current.text);
        hits = &again;
    }
    let edits = breaks(&current.text, pack, genre, hits);
    let broken = current.edit(&edits);
    let squeezed = squeeze(&broken.text);
    if squeezed.is_empty() {
        broken
    } else {
        broken.edit(&squeezed)
    }
}

/// Whether most lines are cut by a fixed width and not by meaning.
#[must_use]
pub fn is_wrapped(text: &str) -> bool {
    if has_few_lines(text) {
        return false;
    }
    let (mut lines, mut open, mut long) = (0, 0, 0);
    for line in text.lines() {
        let Some(last) = line.chars().next_back() else {
            continue;
        };
        lines += 1;
        let width = line.chars().count();
        long += usize::from(width > WRAPPED_WIDTH);
        open += usize::from(is_han(last) || matches!(last, '、' | ',') || last.is_ascii_digit());
    }
    lines >= WRAPPED_LINES && long * 10 < lines && open * WRAPPED_SHARE.1 >= lines * WRAPPED_SHARE.0
}

/// Whether most lines of a text in Latin letters are full: the next word would not have fitted.
#[must_use]
pub fn is_latin_wrapped(text: &str) -> bool {
    if has_few_lines(text) {
        return false;
    }
    // a line of so many bytes has more characters than a margin: most need not be counted
    let beyond = 4 * WRAPPED_LATIN_WIDTH.end();
    if text.split('\n').any(|line| line.len() > beyond + 1) {
        return false;
    }
    let width = margin(text);
    if !WRAPPED_LATIN_WIDTH.contains(&width) {
        return false;
    }
    let pairs = || text.lines().zip(text.lines().skip(1));
    let full = pairs()
        .filter(|(line, next)| is_full(line, next, width))
        .count();
    pairs().count() >= WRAPPED_LINES && full * WRAPPED_SHARE.1 >= pairs().count() * WRAPPED_SHARE.0
}

/// Whether a text has too few lines for hard wraps, which most have: they need no closer look.
fn has_few_lines(text: &str) -> bool {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    ends.take(WRAPPED_LINES - 1).count() < WRAPPED_LINES - 1
}

/// The longest line.
fn margin(text: &str) -> usize {
    text.lines().map(|l| l.chars().count()).max().unwrap_or(0)
}

/// Whether a line ends in Latin letters and had no room for the first word of the next.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split(' ').next().unwrap_or("").chars().count();
    let latin = line.chars().next_back().is_some_and(|c| !is_wide(c));
    latin && word > 0 && line.chars().count() + 1 + word > width
}

/// Whether a line may be the last of its paragraph; `Ltd.` and `v.` at its end are no end.
fn ends_sentence(line: &str) -> bool {
    let Some(rest) = line.strip_suffix('.') else {
        return line.ends_with([':', ';', '!', '?', '”', '"']);
    };
    let word = rest.rsplit([' ', '.']).next().unwrap_or("");
    let short = word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_uppercase());
    !short && word != "v"
}

/// Edits that join the lines of a hard-wrapped text in Latin letters: those that are full, and those
/// that end in a comma.
fn unwrap_words(text: &str) -> Vec<Edit> {
    let width = margin(text);
    let mut edits = Vec::new();
    let mut start = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let end = start + line.len();
        if let Some(next) = lines.peek()
            && ((is_full(line, next, width) && !ends_sentence(line)) || line.ends_with(','))
        {
            edits.push(Edit {
                range: end..end + 1,
                with: " ",
            });
        }
        start = end + 1;
    }
    edits
}

/// Edits that join hard-wrapped lines, except around headings and after a short line that ends a sentence.
fn unwrap_lines(text: &str, pack: &Pack) -> Vec<Edit> {
    let width = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
    let mut edits = Vec::new();
    let mut start = 0;
    let mut previous: Option<Line<'_>> = None;
    for raw in text.split('\n') {
        let line = Line::new(raw, start, pack);
        let end = start + raw.len();
        if line.noise {
            // the page number goes together with the line end before it
            let from = previous.as_ref().map_or(start, |p| p.end);
            edits.push(Edit {
                range: from..end,
                with: "",
            });
            if let Some(p) = &mut previous {
                p.end = end;
            }
        } else {
            if let Some(p) = &previous
                && !p.heading
                && !line.heading
                && !p.closes(width)
            {
                edits.push(Edit {
                    range: p.end..start,
                    with: joint(p.text, raw),
                });
            }
            previous = Some(line);
        }
        start = end + 1;
    }
    edits
}

struct Line<'a> {
    text: &'a str,
    end: usize,
    heading: bool,
    noise: bool,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, start: usize, pack: &Pack) -> Self {
        Self {
            text,
            end: start + text.len(),
            heading: pack.headings.iter().any(|p| p.is_match(text)),
            noise: pack.noise.iter().any(|p| p.is_match(text)),
        }
    }

    /// Whether it ends a paragraph: a sentence ends here, clearly before the margin.
    fn closes(&self, width: usize) -> bool {
        let ends = self.text.ends_with(['。', ';', ':', '!', '?', '”']);
        ends && self.text.chars().count() + 3 < width
    }
}

/// What stands between two joined lines: a blank between Latin words, nothing beside Han.
fn joint(before: &str, after: &str) -> &'static str {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',');
    let is_latin = latin(before.chars().next_back())
        && after
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic());
    if is_latin { " " } else { "" }
}

/// Line ends where the break rules want them; a blank that stands there is replaced.
fn breaks(text: &str, pack: &Pack, genre: &str, hits: &Hits) -> Vec<Edit> {
    let mut places: Vec<usize> = Vec::new();
    for rule in pack.breaks.iter().filter(|b| fits(&b.genres, genre)) {
        let walk = Walk::new(&rule.pattern, text, 0..text.len(), hits);
        if rule.pattern.may_miss("at") {
            places.extend(
                walk.all()
                    .filter_map(|groups| Some(groups.name("at")?.start)),
            );
        } else {
            places.extend(walk.starts("at").map(|(_, at)| at));
        }
    }
    places.sort_unstable();
    places.dedup();
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    for at in places {
        match at.checked_sub(1).map(|before| bytes[before]) {
            None | Some(b'\n') => {}
            Some(b' ') => edits.push(Edit {
                range: at - 1..at,
                with: "\n",
            }),
            Some(_) => edits.push(Edit {
                range: at..at,
                with: "\n",
            }),
        }
    }
    edits
}

/// Edits that drop the blanks left beside Han characters, which only layout put there.
fn squeeze(text: &str) -> Vec<Edit> {
    let beside_wide = |at: usize| {
        let previous = text[..at].chars().next_back();
        let next = text[at + 1..].chars().next();
        previous.is_some_and(is_wide) || next.is_some_and(is_wide)
    };
    let blanks = memchr::memchr_iter(b' ', text.as_bytes());
    let edit = |at| Edit {
        range: at..at + 1,
        with: "",
    };
    blanks.filter(|at| beside_wide(*at)).map(edit).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '\u{20000}'..='\u{3ffff}')
}

/// Han characters and the punctuation that is set between them.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(
            c,
            '。' | '、' | '《' | '》' | '“' | '”' | '「' | '」' | '〈' | '〉'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_recognised() {
        let wrapped = "本院认为这是一个很长的句子它在行末被\n截断了并且继续下去\n".repeat(6);
        assert!(is_wrapped(&wrapped));
        assert!(!is_wrapped("原告张三。\n被告李四。\n"));
    }

    #[test]
    fn lines_of_words_are_joined_where_the_next_word_had_no_room() {
        let paragraph = "The court of first instance held that the\nclause did not extend to the order that\n\
                         was placed a year later by the buyer.\n";
        let text = format!(
            "Civil Ruling\n{}Judge Du Heng\nClerk Mai Hang",
            paragraph.repeat(4)
        );
        assert!(is_latin_wrapped(&text));
        let folded = crate::text::fold(&text, &crate::text::FoldSpec::standard());
        let joined = folded.edit(&unwrap_words(&folded.text)).text;
        let first = "The court of first instance held that the clause did not extend to the order that was \
                     placed a year later by the buyer.";
        assert_eq!(joined.lines().nth(1), Some(first));
        assert!(joined.ends_with("\nJudge Du Heng\nClerk Mai Hang"));
        assert!(!is_latin_wrapped(
            "Home\nNews\nCourts\nPeople\nData\nJobs\nAbout\nMore\nLess\nEnd"
        ));
    }

    #[test]
    fn joints_keep_latin_words_apart() {
        assert_eq!(joint("the court", "held"), " ");
        assert_eq!(joint("本院", "认为"), "");
    }
}
