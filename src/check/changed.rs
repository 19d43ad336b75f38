//! Which rules two states of a rules directory do not share: by what a rule says with its named patterns
//! written out, by the lists and tables it uses, and by what cuts the texts it looks at.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::normalizer::Normalizer;
use crate::rule::{Library, Pack, Rule, RuleFiles};

/// A state of a rules directory.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The compiled rules.
    pub library: &'a Library,
    /// The files they were made of.
    pub files: &'a RuleFiles,
}

/// Ids of the rules of `new` that are not in `old`, or say something else there.
///
/// A rule counts as changed where its text, a named pattern, a list or a table it uses, or the layout,
/// sections or kinds of text of its pack changed. Its place in the file and its comments do not count.
#[must_use]
pub fn changed(old: &State<'_>, new: &State<'_>) -> BTreeSet<String> {
    let tables = changed_tables(old.files, new.files);
    let mut out = BTreeSet::new();
    for pack in &new.library.packs {
        let before = old.library.packs.iter().find(|p| p.name == pack.name);
        let whole = before.is_none_or(|before| reading(before) != reading(pack));
        let said: BTreeMap<&str, String> = before
            .iter()
            .flat_map(|p| p.rules.iter().map(|r| (r.id.as_str(), said(r, p))))
            .collect();
        for rule in &pack.rules {
            let same = said.get(rule.id.as_str()) == Some(&self::said(rule, pack));
            if whole || !same || uses(rule, &tables) {
                out.insert(rule.id.clone());
            }
        }
    }
    out
}

/// Names of the tables whose text differs.
fn changed_tables(old: &RuleFiles, new: &RuleFiles) -> BTreeSet<String> {
    let tables = |files: &RuleFiles| -> BTreeMap<String, String> {
        let csv = files.files.iter().filter_map(|(path, text)| {
            let name = path.rsplit('/').next()?.strip_suffix(".csv")?;
            Some((name.to_owned(), text.clone()))
        });
        csv.collect()
    };
    let (old, new) = (tables(old), tables(new));
    let names = old.keys().chain(new.keys());
    let differ = names.filter(|name| old.get(*name) != new.get(*name));
    differ.cloned().collect()
}

/// What cuts and sorts the texts of a pack.
fn reading(pack: &Pack) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        pack.detect,
        pack.abbreviations,
        pack.genres,
        pack.breaks,
        pack.headings,
        pack.noise,
        pack.sections,
        pack.parts
    )
}

/// All that a rule says, without where it stands.
fn said(rule: &Rule, pack: &Pack) -> String {
    let Rule {
        id: _,
        doc,
        file: _,
        at: _,
        field,
        scope,
        genres,
        when,
        patterns,
        emit,
        compose,
        set,
        span,
        repeat,
        inherit,
        normalize,
        split,
        each,
        cut,
        unit,
        anchor,
        attach,
        guards,
        priority,
        pick,
        dedupe,
        replaces,
        deprecated,
        tests,
    } = rule;
    let tests = tests.iter().map(|test| {
        let text = test.text.get_ref();
        format!(
            "{:?} {text} {:?} {:?} {:?}",
            test.name, test.want, test.want_some, test.todo
        )
    });
    let tests: Vec<String> = tests.collect();
    let lists = normalize.values().flatten().map(|n| match n {
        Normalizer::Map(name) | Normalizer::Words(name) | Normalizer::DateIn(_, name) => {
            format!("{:?}", pack.maps.get(name))
        }
        Normalizer::Class(name) => format!("{:?}", pack.classes.get(name)),
        _ => String::new(),
    });
    let lists: Vec<String> = lists.collect();
    format!(
        "{doc} {field} {scope:?} {genres:?} {when:?} {patterns:?} {emit:?} {compose:?} {set:?} {span:?} {repeat:?} \
         {inherit:?} {normalize:?} {split:?} {each:?} {cut:?} {unit:?} {anchor:?} {attach:?} {guards:?} \
         {priority} {pick:?} {dedupe:?} {replaces:?} {deprecated:?} {tests:?} {lists:?}"
    )
}

/// Whether a rule reads one of these tables.
fn uses(rule: &Rule, tables: &BTreeSet<String>) -> bool {
    rule.normalize.values().flatten().any(|n| match n {
        Normalizer::Alias(name) | Normalizer::Lookup(name) | Normalizer::Ending(name) => {
            tables.contains(name)
        }
        // numbers are read with the tables of courts, prefixes and type words
        Normalizer::CaseNumber | Normalizer::RomanCaseNumber => {
            tables.iter().any(|t| crate::rule::Tables::is_structural(t))
        }
        _ => false,
    })
}
