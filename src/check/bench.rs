//! The bench that examples are tried on: a text taken as one section of a rule's scope, and what the rule, or a
//! changed one, gives on it.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use crate::extract::Prepared;
use crate::matching::{Candidate, Normalizing, Page, RuleRun, Said, Value, resolve, run_rule};
use crate::rule::compiled::{FULL, Scope};
use crate::rule::{Library, Pack, Rule};
use crate::search::Hits;
use crate::section::FoldedSection;
use crate::vocabulary::SectionKind;

/// A text, folded and laid out as the rule's texts are.
pub(super) fn prepare<'a>(pack: &'a Pack, rule: &Rule, text: &'a str) -> Prepared<'a> {
    let genre = rule.genres.first().map_or(FULL, String::as_str);
    Prepared::with_genre(text, pack, genre)
}

/// What a rule did on a text.
pub(super) struct Tried {
    /// Its values, as a record would hold them.
    pub(super) values: Vec<Json>,
    /// What it did on the way.
    pub(super) run: RuleRun,
    /// The ranges of folded text that it looked in.
    pub(super) ranges: Vec<Range<usize>>,
}

/// Runs `rule` in the place of rule `index` of the pack.
pub(super) fn run(
    library: &Library,
    pack: &Pack,
    index: usize,
    rule: &Rule,
    prepared: &Prepared<'_>,
) -> Tried {
    let mut page = Page {
        original: prepared.original,
        folded: &prepared.folded,
        sections: vec![FoldedSection {
            kind: kind(rule, pack),
            range: 0..prepared.folded.text.len(),
            rule: None,
        }],
        parts: Vec::new(),
        genre: prepared.genre.clone(),
        hits: Hits::unknown(),
        said: Said::default(),
    };
    if rule.scope.iter().any(|s| matches!(s, Scope::Part(_))) {
        page.find_parts(pack);
    }
    let normalizing = Normalizing {
        page: &page,
        pack,
        tables: &library.tables,
        context: &prepared.context,
    };
    let mut run = run_rule(index, rule, &normalizing);
    let candidates = std::mem::take(&mut run.candidates);
    let won = resolve(candidates, &rule.field, pack).won;
    Tried {
        values: won.iter().map(object).collect(),
        run,
        ranges: page.ranges(&rule.scope),
    }
}

/// The section kind that a rule's example text is taken for.
fn kind(rule: &Rule, pack: &Pack) -> SectionKind {
    match rule.scope.first() {
        Some(Scope::Section(kind)) => *kind,
        Some(Scope::Part(id)) => {
            let part = pack.parts.iter().find(|p| p.id == *id);
            part.and_then(|p| p.within.first().copied())
                .unwrap_or(SectionKind::Other)
        }
        Some(Scope::Document) | None => SectionKind::Other,
    }
}

fn object(c: &Candidate) -> Json {
    let mut out = Map::new();
    for (key, value, _) in &c.values {
        let value = match value {
            Value::Text(t) | Value::Word(t) | Value::Money(t) => Json::from(t.as_str()),
            Value::Words(words) => Json::from(words.clone()),
            Value::Integer(n) => Json::from(*n),
            Value::Date(date, _) => Json::from(date.iso()),
            Value::Number(parts) => parts.canonical.clone().map_or(Json::Null, Json::from),
            Value::Flag => Json::Bool(true),
        };
        out.insert(key.clone(), value);
    }
    Json::Object(out)
}
