//! Every pattern of a rule file with what it is for, so that what looks at patterns looks at all of them.

use super::raw::{RawFile, RawRule};
use super::text::Text;

/// What a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// A named pattern.
    Named,
    /// Tells what a text or a stretch is: classes, genres, lines, `when`, `anchor`.
    Test,
    /// Finds a place: breaks, section markers, parts.
    Place,
    /// `match` of a rule.
    Match,
    /// `repeat` of a rule.
    Repeat,
    /// `each` of a rule.
    Each,
    /// `split` of a rule.
    Split,
    /// `cut` of a rule.
    Cut,
    /// `unless`.
    Unless,
    /// `unless-before`.
    UnlessBefore,
    /// `unless-after`.
    UnlessAfter,
}

/// A pattern as it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    /// What it is for.
    pub(crate) role: Role,
    /// The pattern and its place.
    pub(crate) text: &'a Text,
    /// The rule it stands in.
    pub(crate) rule: Option<&'a RawRule>,
}

impl RawFile {
    /// Every pattern, in no order that means anything.
    pub(crate) fn written<'a>(&'a self) -> Vec<Written<'a>> {
        let mut out: Vec<(Role, &Text)> = Vec::new();
        let mut add = |role, texts: Vec<&'a Text>| {
            out.extend(texts.into_iter().map(|text| (role, text)));
        };
        add(Role::Named, self.patterns.values().collect());
        add(Role::Test, self.class.iter().map(|c| &c.when).collect());
        add(
            Role::Test,
            self.class
                .iter()
                .filter_map(|c| c.unless.as_ref())
                .collect(),
        );
        add(Role::Test, self.genre.iter().map(|g| &g.pattern).collect());
        add(
            Role::Test,
            self.heading.iter().map(|l| &l.pattern).collect(),
        );
        add(Role::Test, self.noise.iter().map(|l| &l.pattern).collect());
        add(
            Role::Place,
            self.breaks.iter().map(|b| &b.pattern).collect(),
        );
        add(Role::Place, self.part.iter().map(|p| &p.pattern).collect());
        for section in &self.section {
            add(Role::Place, section.marker.iter().collect());
            add(Role::Unless, section.unless.iter().collect());
            add(Role::Test, section.unless_ahead.iter().collect());
            add(Role::UnlessBefore, section.unless_before.iter().collect());
            add(Role::UnlessAfter, section.unless_after.iter().collect());
        }
        let of_file = out.into_iter().map(|(role, text)| Written {
            role,
            text,
            rule: None,
        });
        of_file
            .chain(self.rule.iter().flat_map(RawRule::written))
            .collect()
    }
}

impl RawRule {
    /// Every pattern of the rule.
    pub(crate) fn written(&self) -> Vec<Written<'_>> {
        let groups: [(Role, Vec<&Text>); 10] = [
            (Role::Match, self.patterns.iter().collect()),
            (Role::Repeat, self.repeat.iter().collect()),
            (Role::Each, self.each.values().collect()),
            (Role::Split, self.split.values().collect()),
            (Role::Cut, self.cut.iter().collect()),
            (Role::Test, self.when.iter().collect()),
            (Role::Test, self.anchor.iter().collect()),
            (Role::Unless, self.unless.iter().collect()),
            (Role::UnlessBefore, self.unless_before.iter().collect()),
            (Role::UnlessAfter, self.unless_after.iter().collect()),
        ];
        let mut out = Vec::new();
        for (role, texts) in groups {
            out.extend(texts.into_iter().map(|text| Written {
                role,
                text,
                rule: Some(self),
            }));
        }
        out
    }
}
