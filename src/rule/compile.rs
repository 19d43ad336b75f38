//! Raw rule files to a compiled pack: every reference resolved, every problem of every file noted. What
//! describes the text stands here (genres, breaks, sections, parts, classes, derivations); extraction
//! rules are compiled in `extraction`.

mod extraction;
mod names;
mod own;
mod validity;

use std::collections::{BTreeMap, BTreeSet};

use names::Names;

use super::compiled::{
    Break, Class, Derive, DeriveFrom, Genre, Guards, Pack, Part, Pick, Scanners, SectionRule,
};
use super::diagnostics::{Diagnostic, did_you_mean};
use super::expand::Named;
use super::field::{FIELDS, Field};
use super::pattern::{Made, PatternCompiler};
use super::raw::{RawBreak, RawClass, RawDerive, RawFile, RawGenre, RawPack, RawPart, RawSection};
use super::text::Text;
use super::words::{PICKS, meaning, words};
use crate::search::Pattern;
use crate::vocabulary::{Language, SectionKind};

/// A rule file that parsed.
#[derive(Debug, Clone)]
pub(crate) struct ParsedFile {
    /// Path relative to the rules directory.
    pub(crate) path: String,
    /// Its content.
    pub(crate) raw: RawFile,
}

/// Compiles one pack, without the rules that are at fault; `files` holds those of the packs it extends first.
/// Patterns that are `known` to build are built when they are first used.
pub(super) fn compile(
    pack: &RawPack,
    pack_path: &str,
    files: &[ParsedFile],
    tables: &BTreeSet<String>,
    known: bool,
    problems: &mut Vec<Diagnostic>,
) -> Pack {
    let named = named_patterns(files);
    let mut compiler = Compiler {
        named: &named,
        file: pack_path,
        problems,
        known,
        made: Made::default(),
        names: Names::default(),
    };
    let language = compiler.language(&pack.language);
    let detect = compiler.all(&pack.detect);
    let custom = compiler.custom_fields(pack);
    compiler.names = Names::collect(files, &custom, tables);
    let mut out = Pack {
        name: pack.name.get_ref().clone(),
        version: pack.version.clone(),
        shipped: false,
        extends: Vec::new(),
        file: pack_path.to_owned(),
        custom_places: pack
            .custom
            .iter()
            .map(|(name, custom)| (name.clone(), custom.kind.span()))
            .collect(),
        files: Vec::new(),
        named: named.clone(),
        language: language.unwrap_or(Language::ZH),
        doc: pack.doc.clone(),
        detect,
        abbreviations: pack.abbreviations.clone(),
        custom,
        gates: super::gate::gates(&pack.gate, pack_path),
        genres: Vec::new(),
        breaks: Vec::new(),
        headings: Vec::new(),
        noise: Vec::new(),
        sections: Vec::new(),
        parts: Vec::new(),
        rules: Vec::new(),
        derives: Vec::new(),
        maps: BTreeMap::new(),
        classes: BTreeMap::new(),
        scanners: Scanners::default(),
    };
    for file in files {
        compiler.file = &file.path;
        compiler.add_file(&file.raw, &mut out);
        compiler.allowed(&file.raw.allow);
    }
    for file in files {
        compiler.file = &file.path;
        compiler.replaced(&file.raw.rule);
    }
    out
}

fn named_patterns(files: &[ParsedFile]) -> Named {
    let mut named = Named::default();
    for file in files {
        for (name, pattern) in &file.raw.patterns {
            named.insert(name, pattern, &file.path);
        }
    }
    named
}

struct Compiler<'a> {
    named: &'a Named,
    file: &'a str,
    problems: &'a mut Vec<Diagnostic>,
    known: bool,
    /// The patterns of the pack so far.
    made: Made,
    names: Names,
}

impl Compiler<'_> {
    fn add_file(&mut self, raw: &RawFile, out: &mut Pack) {
        for pattern in raw.patterns.values() {
            self.patterns().definition(pattern);
        }
        let maps = raw.map.iter();
        out.maps
            .extend(maps.map(|(name, words)| (name.get_ref().clone(), words.clone())));
        out.genres
            .extend(raw.genre.iter().filter_map(|g| self.genre(g)));
        out.breaks
            .extend(raw.breaks.iter().filter_map(|b| self.layout_break(b)));
        out.headings
            .extend(raw.heading.iter().filter_map(|l| self.pattern(&l.pattern)));
        out.noise
            .extend(raw.noise.iter().filter_map(|l| self.pattern(&l.pattern)));
        out.sections
            .extend(raw.section.iter().filter_map(|s| self.section(s)));
        out.parts
            .extend(raw.part.iter().filter_map(|p| self.part(p)));
        for class in &raw.class {
            if let Some(compiled) = self.class(class) {
                out.classes
                    .entry(class.list.get_ref().clone())
                    .or_default()
                    .push(compiled);
            }
        }
        out.derives
            .extend(raw.derive.iter().filter_map(|d| self.derive(d)));
        for rule in &raw.rule {
            let before = self.problems.len();
            let compiled = self.rule(rule);
            for problem in &mut self.problems[before..] {
                problem.rule = Some(rule.id.get_ref().clone());
            }
            let whole = self.problems.len() == before;
            out.rules.extend(compiled.filter(|_| whole));
        }
    }

    fn problem(&mut self, code: &'static str, at: &Text, message: String, near: Option<String>) {
        let mut problem = Diagnostic::new(code, self.file, at.span(), message);
        if let Some(near) = near {
            problem = problem.help(format!("did you mean `{near}`?"));
        }
        self.problems.push(problem);
    }

    fn unknown<'n>(
        &mut self,
        code: &'static str,
        what: &str,
        at: &Text,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let near = did_you_mean(at.get_ref(), known.iter().copied()).map(str::to_owned);
        let listed = if known.len() <= 16 {
            format!("; there are: {}", known.join(", "))
        } else {
            String::new()
        };
        let message = format!("there is no {what} `{}`{listed}", at.get_ref());
        let fix = near.as_ref().map(|near| format!("\"{near}\""));
        self.problem(code, at, message, near);
        if let (Some(problem), Some(with)) = (self.problems.last_mut(), fix) {
            *problem = problem.clone().fix(at.span(), with);
        }
    }

    fn patterns(&mut self) -> PatternCompiler<'_> {
        PatternCompiler {
            named: self.named,
            file: self.file,
            problems: self.problems,
            known: self.known,
            made: &mut self.made,
        }
    }

    fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        self.patterns().compile(text)
    }

    fn all(&mut self, texts: &[Text]) -> Vec<Pattern> {
        texts.iter().filter_map(|t| self.pattern(t)).collect()
    }

    fn unique(&mut self, id: &Text) {
        if !self.names.ids.insert(id.get_ref().clone()) {
            self.problem(
                "E203",
                id,
                format!("the id `{}` is taken already", id.get_ref()),
                None,
            );
        }
    }

    fn genres(&mut self, texts: &[Text]) -> Vec<String> {
        for text in texts {
            if !self.names.genres.contains(text.get_ref()) {
                let known: Vec<String> = self.names.genres.iter().cloned().collect();
                self.unknown("E204", "genre", text, known.iter().map(String::as_str));
            }
        }
        texts.iter().map(|t| t.get_ref().clone()).collect()
    }

    fn kinds(&mut self, texts: &[Text]) -> Vec<SectionKind> {
        texts.iter().filter_map(|t| self.kind(t)).collect()
    }

    fn kind(&mut self, text: &Text) -> Option<SectionKind> {
        let kind = SectionKind::from_word(text.get_ref());
        if kind.is_none() {
            self.unknown(
                "E206",
                "section",
                text,
                SectionKind::ALL.iter().map(|k| k.word()),
            );
        }
        kind
    }

    fn pick(&mut self, text: Option<&Text>) -> Pick {
        let Some(text) = text else { return Pick::All };
        meaning(PICKS, text.get_ref()).unwrap_or_else(|| {
            self.unknown("E205", "pick", text, words(PICKS));
            Pick::All
        })
    }

    fn genre(&mut self, raw: &RawGenre) -> Option<Genre> {
        Some(Genre {
            id: raw.id.get_ref().clone(),
            pattern: self.pattern(&raw.pattern)?,
        })
    }

    fn layout_break(&mut self, raw: &RawBreak) -> Option<Break> {
        self.unique(&raw.id);
        let genres = self.genres(&raw.genre);
        Some(Break {
            id: raw.id.get_ref().clone(),
            pattern: self.pattern(&raw.pattern)?,
            genres,
        })
    }

    fn guards(&mut self, inside: &[Text], before: &[Text], after: &[Text]) -> Guards {
        Guards {
            inside: self.all(inside),
            before: before
                .iter()
                .filter_map(|t| self.patterns().compile_before(t))
                .collect(),
            after: after
                .iter()
                .filter_map(|t| self.patterns().compile_after(t))
                .collect(),
        }
    }

    fn section(&mut self, raw: &RawSection) -> Option<SectionRule> {
        self.unique(&raw.id);
        Some(SectionRule {
            id: raw.id.get_ref().clone(),
            kind: self.kind(&raw.kind)?,
            markers: self.all(&raw.marker),
            from: self.kinds(&raw.from),
            after: self.kinds(&raw.after),
            not_after: self.kinds(&raw.not_after),
            before: self.kinds(&raw.before),
            pick: self.pick(raw.pick.as_ref()),
            closes: raw.closes,
            guards: self.guards(&raw.unless, &raw.unless_before, &raw.unless_after),
            unless_ahead: self.all(&raw.unless_ahead),
            genres: self.genres(&raw.genre),
        })
    }

    fn part(&mut self, raw: &RawPart) -> Option<Part> {
        Some(Part {
            id: raw.id.get_ref().clone(),
            within: self.kinds(&raw.within),
            genres: self.genres(&raw.genre),
            pick: self.pick(raw.pick.as_ref()),
            pattern: self.pattern(&raw.pattern)?,
        })
    }

    fn class(&mut self, raw: &RawClass) -> Option<Class> {
        let unless = raw.unless.as_ref().and_then(|u| self.pattern(u));
        Some(Class {
            when: self.pattern(&raw.when)?,
            unless,
            is: raw.is.get_ref().clone(),
        })
    }

    fn derive(&mut self, raw: &RawDerive) -> Option<Derive> {
        self.unique(&raw.id);
        let field = self.field(&raw.field)?;
        let Some((_, from)) = DeriveFrom::ALL
            .iter()
            .find(|(name, _)| name == raw.from.get_ref())
        else {
            self.unknown(
                "E205",
                "source",
                &raw.from,
                DeriveFrom::ALL.iter().map(|(name, _)| *name),
            );
            return None;
        };
        Some(Derive {
            id: raw.id.get_ref().clone(),
            doc: raw.doc.clone(),
            field,
            from: *from,
        })
    }

    fn field(&mut self, text: &Text) -> Option<Field> {
        let field = Field::from_name(text.get_ref());
        match &field {
            None => self.unknown("E207", "field", text, FIELDS.iter().map(|(name, _)| *name)),
            Some(Field::Custom(name)) if !self.names.custom.contains_key(name) => {
                let known: Vec<String> = self
                    .names
                    .custom
                    .keys()
                    .map(|n| format!("custom.{n}"))
                    .collect();
                self.unknown(
                    "E207",
                    "custom field",
                    text,
                    known.iter().map(String::as_str),
                );
            }
            Some(_) => {}
        }
        field
    }
}
