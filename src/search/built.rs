//! What a pattern is once it is parsed: what is known of all its matches, its automata and its needs, each made
//! when it is first asked for.

use std::sync::OnceLock;

use regex_syntax::hir::{Hir, Look};

use super::edge::{CharSet, Edge, Side};
use super::engine::Engine;
use super::error::PatternError;
use super::fixed::FixedGroups;
use super::gap::Gap;
use super::needs::Needs;
use super::reach::Reach;

/// A parsed pattern.
#[derive(Debug)]
pub(super) struct Built {
    hir: Hir,
    /// Made when a text holds what is needed; none matches nothing.
    engine: OnceLock<Option<Engine>>,
    /// Its halves, where it reads on without a bound between them; made when it is first searched.
    gap: OnceLock<Option<Gap>>,
    /// Found when a scanner or a walk asks for them.
    needs: OnceLock<Option<Needs>>,
    pub(super) starts: Starts,
    /// Whether every match ends where the text does.
    pub(super) at_end: bool,
    /// What a match can begin with.
    pub(super) first: Option<CharSet>,
    /// Bound on a whole match.
    pub(super) extent: Reach,
    pub(super) fixed: FixedGroups,
}

/// Where matches of a pattern can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Starts {
    Anywhere,
    Lines,
    Text,
}

impl Built {
    /// Parses a pattern.
    pub(super) fn parsed(source: &str) -> Result<Self, PatternError> {
        let mut parser = regex_syntax::ParserBuilder::new().multi_line(true).build();
        let hir = parser.parse(source).map_err(|error| {
            let kind = match &error {
                regex_syntax::Error::Parse(error) => error.kind().to_string(),
                regex_syntax::Error::Translate(error) => error.kind().to_string(),
                other => other.to_string(),
            };
            PatternError::Syntax(kind)
        })?;
        Ok(Self::of(hir))
    }

    /// What matches nothing.
    pub(super) fn nothing() -> Self {
        Self::of(Hir::fail())
    }

    fn of(hir: Hir) -> Self {
        Self {
            engine: OnceLock::new(),
            gap: OnceLock::new(),
            needs: OnceLock::new(),
            starts: starts(&hir),
            at_end: hir.properties().look_set_suffix().contains(Look::End),
            first: Edge::of(&hir, Side::First).set(),
            extent: Reach::of(&hir),
            fixed: FixedGroups::of(&hir),
            hir,
        }
    }

    /// Makes its automaton at once.
    pub(super) fn with_engine(self) -> Result<Self, PatternError> {
        let engine = Engine::of(&self.hir)?;
        Ok(Self {
            engine: OnceLock::from(Some(engine)),
            ..self
        })
    }

    /// Its automaton.
    pub(super) fn engine(&self) -> Option<&Engine> {
        let make = || Engine::of(&self.hir).ok();
        self.engine.get_or_init(make).as_ref()
    }

    /// Bytes that its automaton takes, where it is made already.
    pub(super) fn size(&self) -> usize {
        let engine = self.engine.get().and_then(Option::as_ref);
        engine.map_or(0, Engine::size)
    }

    /// Its halves.
    pub(super) fn gap(&self) -> Option<&Gap> {
        let make = || Gap::of(&self.hir).ok().flatten();
        self.gap.get_or_init(make).as_ref()
    }

    /// What a text must hold for it to match.
    pub(super) fn needs(&self) -> Option<&Needs> {
        let find = || Needs::of(&self.hir, self.starts != Starts::Anywhere);
        self.needs.get_or_init(find).as_ref()
    }
}

fn starts(hir: &Hir) -> Starts {
    let looks = hir.properties().look_set_prefix();
    if looks.contains(Look::Start) {
        Starts::Text
    } else if looks.contains(Look::StartLF) {
        Starts::Lines
    } else {
        Starts::Anywhere
    }
}
