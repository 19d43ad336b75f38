//! From text to resolved candidates: fold, recover the layout, segment, run every rule, resolve.

use std::collections::BTreeMap;

use super::choice::{PackChoice, choose};
use crate::layout::recover;
use crate::matching::{Candidate, Normalizing, Page, Resolved, RuleRun, Said, resolve, run_rule};
use crate::normalize::case_number::Context;
use crate::rule::compiled::{FULL, Genre, fits};
use crate::rule::{Field, Library, Pack};
use crate::search::{Hits, Walk};
use crate::section::segment;
use crate::text::{FoldSpec, Folded, fold};

/// A folded text with its paragraphs, the pack that reads it, and what kind of text it is.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The original.
    pub original: &'a str,
    /// Folded, with paragraphs.
    pub folded: Folded,
    /// The pack.
    pub pack: &'a Pack,
    /// Kind of text.
    pub genre: String,
    /// What the text says of places and branches of law.
    pub context: Context,
}

impl<'a> Prepared<'a> {
    /// Folds a text, finds its pack and recovers its layout; the pack's `[[genre]]` patterns tell what kind
    /// of text it is.
    #[must_use]
    pub fn new(original: &'a str, library: &'a Library, choice: PackChoice) -> Self {
        let folded = fold(original, &FoldSpec::standard());
        let pack = choose(library, choice, &folded.text);
        let hits = pack.layout_scanner().scan(&folded.text);
        let whole = 0..folded.text.len();
        let says =
            |g: &&Genre| Walk::new(&g.pattern, &folded.text, whole.clone(), &hits).is_match();
        let genre = pack.genres.iter().find(says);
        let genre = genre.map_or(FULL, |g| g.id.as_str());
        Self::recovered(original, &folded, pack, genre, hits)
    }

    /// The same for a text whose genre is known.
    #[must_use]
    pub fn with_genre(original: &'a str, pack: &'a Pack, genre: &str) -> Self {
        let folded = fold(original, &FoldSpec::standard());
        let hits = pack.layout_scanner().scan(&folded.text);
        Self::recovered(original, &folded, pack, genre, hits)
    }

    fn recovered(
        original: &'a str,
        folded: &Folded,
        pack: &'a Pack,
        genre: &str,
        hits: Hits,
    ) -> Self {
        let context = Context::from_text(&folded.text);
        let folded = recover(folded, pack, genre, &hits);
        pack.layout_scanner().recycle(hits);
        Self {
            original,
            folded,
            pack,
            genre: genre.to_owned(),
            context,
        }
    }
}

/// The page of a prepared text, with its sections and parts.
#[must_use]
pub fn page_of<'a>(prepared: &'a Prepared<'a>) -> Page<'a> {
    let text = &prepared.folded.text;
    let hits = prepared.pack.page_scanner(&prepared.genre).scan(text);
    let mut page = Page {
        original: prepared.original,
        folded: &prepared.folded,
        sections: segment(text, prepared.pack, &prepared.genre, &hits),
        parts: Vec::new(),
        genre: prepared.genre.clone(),
        hits,
        said: Said::default(),
    };
    page.find_parts(prepared.pack);
    page
}

/// Everything the rules found, before it becomes a record.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The pack that read it.
    pub pack: &'a Pack,
    /// The page with its sections and parts.
    pub page: Page<'a>,
    /// What each rule did, in pack order; `None` for rules of other genres. Candidates have moved on.
    pub runs: Vec<Option<RuleRun>>,
    /// Winners and losers of each field.
    pub resolved: BTreeMap<Field, Resolved>,
}

impl Analysis<'_> {
    /// The winners of a standard field, in text order.
    #[must_use]
    pub fn won(&self, field: &'static str) -> &[Candidate] {
        self.resolved
            .get(&Field::Standard(field))
            .map_or(&[], |r| r.won.as_slice())
    }

    /// The id of the rule that proposed a candidate.
    #[must_use]
    pub fn rule_id(&self, candidate: &Candidate) -> String {
        self.pack.rules[candidate.rule].id.clone()
    }
}

/// Segments a prepared text, runs every rule of its pack, and resolves each field.
#[must_use]
pub fn analyse<'a>(library: &'a Library, prepared: &'a Prepared<'a>) -> Analysis<'a> {
    let pack = prepared.pack;
    let page = page_of(prepared);
    // rules of a field stand together, so that its list is found at once
    let mut by_field: Vec<(&Field, Vec<Candidate>)> = Vec::new();
    let mut runs = Vec::with_capacity(pack.rules.len());
    let normalizing = Normalizing {
        page: &page,
        pack,
        tables: &library.tables,
        context: &prepared.context,
    };
    for (index, rule) in pack.rules.iter().enumerate() {
        if !fits(&rule.genres, &prepared.genre) {
            runs.push(None);
            continue;
        }
        let mut run = run_rule(index, rule, &normalizing);
        let mut known = by_field.iter_mut().rev();
        match known.find(|(field, _)| **field == rule.field) {
            Some((_, all)) => all.append(&mut run.candidates),
            None => by_field.push((&rule.field, std::mem::take(&mut run.candidates))),
        }
        runs.push(Some(run));
    }
    let resolved = by_field.into_iter().map(|(field, found)| {
        let resolved = resolve(found, field, pack);
        (field.clone(), resolved)
    });
    let resolved = resolved.collect();
    Analysis {
        pack,
        page,
        runs,
        resolved,
    }
}
