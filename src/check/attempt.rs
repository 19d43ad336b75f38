//! A pattern tried on one text, as a rule would run it: folded, laid out, in one kind of section or in all; each
//! match beside what the original prints.

use std::fmt::Write as _;
use std::ops::Range;

use toml::Spanned;

use super::finding::{Finding, Sources};
use super::nearest::nearest;
use super::slot::{Filled, Slot};
use crate::extract::{PackChoice, Prepared, Source, page_of};
use crate::matching::Page;
use crate::rule::Library;
use crate::rule::compiled::{Pack, Scope};
use crate::rule::expand::Unexpanded;
use crate::rule::pattern::{Frame, syntax_fault};
use crate::span::line_column;
use crate::vocabulary::SectionKind;

/// The name that a pattern of the command line has in messages.
const PATTERN: &str = "pattern";

/// Tries a pattern on a text and tells every match; `section` limits it to a kind of section or a part.
///
/// # Errors
/// What is wrong with the pattern or the name of the section, rendered with a caret.
pub fn try_pattern(
    library: &Library,
    source: &Source,
    choice: PackChoice,
    pattern: &str,
    section: Option<&str>,
) -> Result<String, String> {
    let prepared = Prepared::new(&source.decoded.text, library, choice);
    let page = page_of(&prepared);
    let scope = scope(prepared.pack, section)?;
    let filled = filled(prepared.pack, pattern)?;
    let regex = Frame::Search
        .build(&filled.expanded.text)
        .map_err(|e| e.to_string())?;
    let mut out = String::new();
    let (mut matches, ranges) = (0, page.ranges(&[scope]));
    for range in &ranges {
        let mut at = range.start;
        while let Some(captures) = regex.captures_at(&page.text()[..range.end], at) {
            let Some(whole) = captures.get(0) else { break };
            matches += 1;
            tell(&page, whole.range(), &mut out);
            for name in regex.capture_names().flatten() {
                if let Some(found) = captures.name(name) {
                    let _ = writeln!(out, "  {name} = {}", shown(found.as_str()));
                }
            }
            let wide = page.text()[whole.end()..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            at = if whole.is_empty() {
                whole.end() + wide
            } else {
                whole.end()
            };
            if at > range.end {
                break;
            }
        }
    }
    let _ = writeln!(
        out,
        "{matches} match(es) in {} range(s), read with pack {}",
        ranges.len(),
        prepared.pack.name
    );
    if matches == 0
        && let Some(near) = nearest(&[filled], page.text(), &ranges)
    {
        let needed = near.needed.site.unwrap_or(near.needed.range);
        let needed = format!("'{pattern}'")
            .get(needed)
            .unwrap_or_default()
            .to_owned();
        let _ = writeln!(
            out,
            "nearest: matched {}, then needed `{needed}` but found {}",
            shown(&near.matched),
            shown(&near.found)
        );
    }
    Ok(out)
}

/// One match: where it stands, what the pattern saw, and what is printed there.
fn tell(page: &Page<'_>, range: Range<usize>, out: &mut String) {
    let span = page.folded.offsets.to_original(range.clone());
    let place = line_column(page.original, span.start);
    let _ = writeln!(
        out,
        "line {}, column {}, bytes {}..{}",
        place.line, place.column, span.start, span.end
    );
    let _ = writeln!(out, "  folded    {}", shown(&page.text()[range]));
    let _ = writeln!(
        out,
        "  original  {}",
        shown(span.of(page.original).unwrap_or_default())
    );
}

fn shown(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { '⏎' } else { c })
        .take(120)
        .collect();
    format!("\"{line}\"")
}

fn scope(pack: &Pack, section: Option<&str>) -> Result<Scope, String> {
    let Some(word) = section.filter(|word| *word != "document") else {
        return Ok(Scope::Document);
    };
    if pack.parts.iter().any(|part| part.id == word) {
        return Ok(Scope::Part(word.to_owned()));
    }
    SectionKind::from_word(word)
        .map(Scope::Section)
        .ok_or_else(|| {
            let kinds: Vec<&str> = SectionKind::ALL.iter().map(|kind| kind.word()).collect();
            format!(
                "there is no section or part `{word}`; there are: {}, document",
                kinds.join(", ")
            )
        })
}

/// The pattern with the pack's named patterns in it.
fn filled(pack: &Pack, pattern: &str) -> Result<Filled, String> {
    // as in a rule file, so that carets fit the text that is shown
    let written = format!("'{pattern}'");
    let text = Spanned::new(0..written.len(), pattern.to_owned()).into();
    let sources = Sources::from([(PATTERN.to_owned(), written)]);
    let expanded = pack.named.expand(PATTERN, &text).map_err(|why| {
        let (message, place) = match why {
            Unexpanded::Unknown(name, place) => {
                (format!("there is no pattern named `{name}`"), place)
            }
            Unexpanded::Circle(place) => (
                "named patterns refer to each other in a circle".to_owned(),
                place,
            ),
        };
        Finding::new("E201", PATTERN, place.range, message).render(&sources)
    })?;
    match syntax_fault(&expanded) {
        Some(fault) => Err(fault.render(&sources)),
        None => Ok(Filled::new(Slot::Match(0), expanded)),
    }
}
