//! Which pack reads a text: one that is named, one whose declaration the text fits, or one for its language.

use crate::rule::{Library, Pack};
use crate::vocabulary::Language;

use super::language_of;

/// How the pack of a text is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PackChoice {
    /// Look at the text: a pack whose `detect` its beginning fits, else the pack of its language.
    #[default]
    Detect,
    /// The same among the packs of one language.
    Language(Language),
    /// The pack at this place of the library, as [`Library::position`] tells it.
    Pack(usize),
}

/// Bytes of a text in which `detect` patterns are searched: a title page with the notices before it.
const HEAD: usize = 6_000;

/// The pack that reads a folded text. Of several that the text fits, the one whose pattern is found first
/// in the text: a document names its own court before any other.
#[must_use]
pub fn choose<'a>(library: &'a Library, choice: PackChoice, folded: &str) -> &'a Pack {
    let wanted = match choice {
        PackChoice::Pack(at) => return library.packs.get(at).unwrap_or(&library.packs[0]),
        PackChoice::Language(language) => Some(language),
        PackChoice::Detect => None,
    };
    let head = beginning(folded);
    let first = |pack: &Pack| {
        let found = pack.detect.iter().filter_map(|p| p.find_at(head, 0));
        found.map(|m| m.start).min()
    };
    let packs = library.packs.iter();
    let detected = packs
        .filter(|p| wanted.is_none_or(|language| p.language == language))
        .filter_map(|p| Some((first(p)?, p)))
        .min_by_key(|(at, _)| *at);
    detected.map_or_else(
        || library.pack_for(wanted.unwrap_or_else(|| language_of(folded))),
        |(_, pack)| pack,
    )
}

fn beginning(text: &str) -> &str {
    let mut end = HEAD.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
