//! The compiled form of a pack. What exists here cannot fail: every reference is resolved.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::compile::ParsedFile;
use super::example::Example;
use super::expand::Named;
use super::field::{Field, KeyType};
use super::gate::Gate;
use super::normalizer::Normalizer;
use super::raw::RawTest;
use super::template::Template;
use crate::search::{Pattern, Scanner};
use crate::vocabulary::{Language, SectionKind};

/// A compiled pack: everything that one language of texts needs.
#[derive(Debug)]
pub struct Pack {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Whether it is one of the program's beside the user's own.
    pub shipped: bool,
    /// Language of its texts.
    pub language: Language,
    /// What the pack is for.
    pub doc: String,
    /// What the beginning of a text of this jurisdiction holds; empty for a pack of its language at large.
    pub detect: Vec<Pattern>,
    /// Words whose full stop ends no sentence, besides those that every pack has.
    pub abbreviations: Vec<String>,
    /// Fields of the user's own.
    pub custom: BTreeMap<String, CustomField>,
    /// What its values must reach against labels.
    pub gates: Vec<Gate>,
    /// Kinds of text, first match wins.
    pub genres: Vec<Genre>,
    /// Where paragraphs begin.
    pub breaks: Vec<Break>,
    /// Lines that stand alone in hard-wrapped text.
    pub headings: Vec<Pattern>,
    /// Lines of hard-wrapped text that belong to no sentence.
    pub noise: Vec<Pattern>,
    /// What opens a section.
    pub sections: Vec<SectionRule>,
    /// Named ranges inside sections.
    pub parts: Vec<Part>,
    /// Extraction rules.
    pub rules: Vec<Rule>,
    /// Fields that follow from others.
    pub derives: Vec<Derive>,
    /// Word lists.
    pub maps: BTreeMap<String, BTreeMap<String, String>>,
    /// Ordered classes.
    pub classes: BTreeMap<String, Vec<Class>>,
    /// Packs whose files come first.
    pub(crate) extends: Vec<String>,
    /// Path of its `pack.toml`.
    pub file: String,
    /// Fields of the user's own with their places in that file.
    pub(crate) custom_places: Vec<(String, std::ops::Range<usize>)>,
    /// Its own files as they were written, without those of packs it extends; for what checks rules.
    pub(crate) files: Vec<ParsedFile>,
    /// Its named patterns.
    pub(crate) named: Named,
    /// Finds what its patterns need in a text.
    pub scanners: Scanners,
}

/// One pass over a text for the literals of all patterns; made when they are first used.
#[derive(Debug, Default)]
pub struct Scanners {
    layout: OnceLock<Scanner>,
    /// One for each kind of text: the pack's genres, then [`FULL`].
    page: OnceLock<Vec<OnceLock<Scanner>>>,
}

impl Pack {
    /// Finds what the patterns of genres and breaks need.
    pub fn layout_scanner(&self) -> &Scanner {
        self.scanners.layout.get_or_init(|| {
            let genres = self.genres.iter().map(|g| &g.pattern);
            Scanner::new(genres.chain(self.breaks.iter().map(|b| &b.pattern)), [])
        })
    }

    /// The parts that rules for texts of a genre look in.
    pub fn parts_of(&self, genre: &str) -> impl Iterator<Item = &Part> {
        let reads = move |rule: &Rule, part: &Part| {
            let is_it = |scope: &Scope| matches!(scope, Scope::Part(id) if *id == part.id);
            fits(&rule.genres, genre) && rule.scope.iter().any(is_it)
        };
        let is_read = move |part: &&Part| self.rules.iter().any(|rule| reads(rule, part));
        let of_genre = move |part: &&Part| fits(&part.genres, genre);
        self.parts.iter().filter(of_genre).filter(is_read)
    }

    /// Finds what the patterns of sections, parts and rules need in texts of a genre.
    pub fn page_scanner(&self, genre: &str) -> &Scanner {
        let count = self.genres.len();
        let scanners = self.scanners.page.get_or_init(|| {
            let none = std::iter::repeat_with(OnceLock::new);
            none.take(count + 1).collect()
        });
        let at = self
            .genres
            .iter()
            .position(|g| g.id == genre)
            .unwrap_or(count);
        scanners[at].get_or_init(|| {
            let sections = || self.sections.iter().filter(|s| fits(&s.genres, genre));
            let rules = || self.rules.iter().filter(|r| fits(&r.genres, genre));
            let markers = sections().flat_map(|s| s.markers.iter().chain(&s.unless_ahead));
            let parts = self.parts_of(genre).map(|p| &p.pattern);
            let patterns = rules().flat_map(|r| r.when.iter().chain(&r.patterns));
            let guards = sections()
                .map(|s| &s.guards)
                .chain(rules().map(|r| &r.guards));
            let cuts = rules().filter_map(|r| r.cut.as_ref());
            let classes = self.classes.values().flatten();
            let classes = classes.flat_map(|c| std::iter::once(&c.when).chain(&c.unless));
            Scanner::new(
                markers.chain(parts).chain(patterns),
                guards.flat_map(|g| &g.inside).chain(cuts).chain(classes),
            )
        })
    }
}

/// A field of the user's own.
#[derive(Debug, Clone)]
pub struct CustomField {
    /// What it holds.
    pub kind: KeyType,
    /// The same for people.
    pub doc: String,
}

/// A kind of text.
#[derive(Debug)]
pub struct Genre {
    /// Name.
    pub id: String,
    /// Pattern that is searched in the folded text.
    pub pattern: Pattern,
}

/// Names of the genres something is for; empty for all.
pub type Genres = Vec<String>;

/// Where a paragraph begins.
#[derive(Debug)]
pub struct Break {
    /// Name.
    pub id: String,
    /// The break goes before the capture `at`, or before the match.
    pub pattern: Pattern,
    /// Genres.
    pub genres: Genres,
}

/// Which of several matches count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pick {
    /// Every one.
    #[default]
    All,
    /// The first in the text.
    First,
    /// The last in the text.
    Last,
    /// The longest.
    Longest,
}

/// Patterns that reject a match.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    /// Found inside the match.
    pub inside: Vec<Pattern>,
    /// Ending where the match starts.
    pub before: Vec<Pattern>,
    /// Starting where the match ends.
    pub after: Vec<Pattern>,
}

/// What opens a section.
#[derive(Debug)]
pub struct SectionRule {
    /// Name.
    pub id: String,
    /// Kind it opens.
    pub kind: SectionKind,
    /// The section starts at the capture `at`, or at the match.
    pub markers: Vec<Pattern>,
    /// Kinds that may stand before it; empty for all.
    pub from: Vec<SectionKind>,
    /// Kinds that must have been opened.
    pub after: Vec<SectionKind>,
    /// Kinds that must not have been opened.
    pub not_after: Vec<SectionKind>,
    /// Patterns that must not be found anywhere behind the marker.
    pub unless_ahead: Vec<Pattern>,
    /// Kinds that must lie ahead.
    pub before: Vec<SectionKind>,
    /// Which of its markers count.
    pub pick: Pick,
    /// Whether no section opens after it.
    pub closes: bool,
    /// What rejects a marker.
    pub guards: Guards,
    /// Genres.
    pub genres: Genres,
}

/// A named range inside sections.
#[derive(Debug)]
pub struct Part {
    /// Name.
    pub id: String,
    /// Section kinds.
    pub within: Vec<SectionKind>,
    /// Kinds of text it is looked for in; empty for all.
    pub genres: Vec<String>,
    /// The range: the capture `part`, or the match.
    pub pattern: Pattern,
    /// Which of its matches count.
    pub pick: Pick,
}

/// Where a rule looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole text.
    Document,
    /// Sections of a kind.
    Section(SectionKind),
    /// A named part.
    Part(String),
}

/// What a pattern picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The match itself.
    Match,
    /// The clause that holds a match: a sentence, or a piece of one that `;` parts.
    Clause,
    /// The sentence that holds a match.
    Sentence,
    /// The paragraph that holds a match.
    Paragraph,
}

/// How a value finds whom it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attach {
    /// The value of the other field that stands before it.
    Preceding,
    /// The value of the other field that holds it.
    Containing,
}

/// An extraction rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Stable name.
    pub id: String,
    /// What it finds.
    pub doc: String,
    /// File it stands in.
    pub file: String,
    /// Place of its id in that file.
    pub at: std::ops::Range<usize>,
    /// Field it fills.
    pub field: Field,
    /// Where it looks.
    pub scope: Vec<Scope>,
    /// Genres.
    pub genres: Genres,
    /// Only in texts that hold this.
    pub when: Option<Pattern>,
    /// Patterns, tried all.
    pub patterns: Vec<Pattern>,
    /// Key and capture.
    pub emit: Vec<(String, String)>,
    /// Key and what its text is put together from.
    pub compose: Vec<(String, Template)>,
    /// Key and constant word.
    pub set: Vec<(String, String)>,
    /// Capture that is the value's place.
    pub span: Option<String>,
    /// Keeps matching right after.
    pub repeat: Option<Pattern>,
    /// Captures a repeated match takes over.
    pub inherit: Vec<String>,
    /// Key and normalizers.
    pub normalize: BTreeMap<String, Vec<Normalizer>>,
    /// Capture whose pieces are values, and the separator.
    pub split: Option<(String, Pattern)>,
    /// Capture in which each match of a pattern is a value.
    pub each: Option<(String, Pattern)>,
    /// What is left out of the text of a value.
    pub cut: Option<Pattern>,
    /// What a pattern picks.
    pub unit: Unit,
    /// Dates that a relative date is resolved against.
    pub anchor: Option<Pattern>,
    /// Whom a value belongs to.
    pub attach: Option<Attach>,
    /// What rejects a match.
    pub guards: Guards,
    /// Higher wins.
    pub priority: i32,
    /// Which values count.
    pub pick: Pick,
    /// Keys that make two values the same.
    pub dedupe: Vec<String>,
    /// Ids it had before.
    pub replaces: Vec<String>,
    /// Why it should go.
    pub deprecated: Option<String>,
    /// Examples and counter-examples, as written.
    pub(crate) tests: Vec<RawTest>,
}

impl Rule {
    /// Its examples and counter-examples, those of families one by one.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let families = self.tests.iter().map(|test| Example::family(test).0);
        families.flatten().collect()
    }
}

/// Sources of a derived field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeriveFrom {
    /// The court of the own case number's code.
    OwnNumberCourt,
    /// The own case number's code, for a printed court that no table has.
    OwnNumberCourtCode,
    /// The branch of law of the own number's type word.
    OwnNumberCaseType,
    /// The stage of the own number's type word.
    OwnNumberProcedure,
}

impl DeriveFrom {
    /// Every source with its spelling.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("own-number.court", Self::OwnNumberCourt),
        ("own-number.court-code", Self::OwnNumberCourtCode),
        ("own-number.case-type", Self::OwnNumberCaseType),
        ("own-number.trial-procedure", Self::OwnNumberProcedure),
    ];
}

/// A field that follows from another.
#[derive(Debug)]
pub struct Derive {
    /// Stable name.
    pub id: String,
    /// What it says.
    pub doc: String,
    /// Field it fills.
    pub field: Field,
    /// Where the value comes from.
    pub from: DeriveFrom,
}

/// One class of an ordered list.
#[derive(Debug)]
pub struct Class {
    /// Pattern that is searched.
    pub when: Pattern,
    /// Pattern that must not be found.
    pub unless: Option<Pattern>,
    /// The class.
    pub is: String,
}

/// The genre of a text that no `[[genre]]` matches.
pub const FULL: &str = "full";

/// Whether something for `genres` is for a text of this genre.
#[must_use]
pub fn fits(genres: &Genres, genre: &str) -> bool {
    genres.is_empty() || genres.iter().any(|g| g == genre)
}
