//! Texts that a pattern matches: one is made by going through the pattern and taking a way at every choice.

use std::ops::Range;

use regex_syntax::ast::{self, AssertionKind, Ast, RepetitionKind, RepetitionRange};
use regex_syntax::hir::{Class, ClassUnicodeRange, HirKind};

use super::tree;
use crate::text::is_han;

/// Which way to go where a pattern leaves a choice.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// A node that the way leads through.
    pub(super) through: Range<usize>,
    /// How often what a repetition repeats comes, by the place of its operator.
    pub(super) times: Option<(Range<usize>, u32)>,
    /// How often things come of which any number may.
    pub(super) some: u32,
    /// A piece that is left out.
    pub(super) without: Option<Range<usize>>,
    /// Only words that the pattern spells out: no way leads through a class of more than a few characters.
    pub(super) spelt: bool,
}

/// A class of more characters spells nothing out.
const SPELT: u32 = 8;
/// Characters to take from a class, those of words that read on: names where a few are taken, phrases where many
/// are; the first that a class has.
const HAN: &[char] = &['某', '甲', '乙', '丙', '丁'];
const HAN_PHRASE: &[char] = &['有', '关', '情', '况', '如', '前', '所', '述'];
const DIGITS: &[char] = &['1', '2', '3', '4', '5'];
const LATIN: &[char] = &['s', 'o', ' ', 't', 'h', 'e', 'n', ' '];
const LATIN_NAME: &[char] = &['n', 'n', 'a'];
/// A repetition of more times takes a phrase.
const FEW: u32 = 4;
const OTHERS: &[char] = &['A', '1', '一', '月', '.', ' ', ',', '。', '(', '-', '\n'];

/// A text that the pattern matches, if what stands around it allows.
pub(super) fn sample(pattern: &str, ast: &Ast, wish: &Wish) -> Option<String> {
    let mut sampler = Sampler {
        wish,
        out: String::new(),
        line_ended: false,
        is_han: pattern.chars().any(is_han),
        many: false,
        at: 0,
    };
    sampler.node(ast)?;
    Some(sampler.out)
}

struct Sampler<'a> {
    wish: &'a Wish,
    out: String,
    /// A `$` was passed: the next character is a line end.
    line_ended: bool,
    is_han: bool,
    /// Within a repetition of many times.
    many: bool,
    /// How far the words that are taken have come.
    at: usize,
}

impl Sampler<'_> {
    fn node(&mut self, ast: &Ast) -> Option<()> {
        if self.wish.without.as_ref() == Some(&tree::range(ast)) {
            return Some(());
        }
        match ast {
            Ast::Empty(_) | Ast::Flags(_) => Some(()),
            Ast::Literal(literal) => self.push(literal.c),
            Ast::Dot(_) => self.filler(),
            Ast::Assertion(assertion) => self.assertion(&assertion.kind),
            Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => self.class(ast),
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => self.node(&group.ast),
            Ast::Alternation(alternation) => {
                let branches = &alternation.asts;
                let wished = branches.iter().find(|b| self.leads_through(b));
                self.node(wished.or(branches.first())?)
            }
            Ast::Concat(concat) => concat.asts.iter().try_for_each(|part| self.node(part)),
        }
    }

    fn leads_through(&self, ast: &Ast) -> bool {
        let (range, wish) = (tree::range(ast), &self.wish.through);
        !wish.is_empty() && range.start <= wish.start && wish.end <= range.end
    }

    fn push(&mut self, c: char) -> Option<()> {
        if self.line_ended && c != '\n' {
            self.out.push('\n');
        }
        self.line_ended = false;
        self.out.push(c);
        Some(())
    }

    fn filler(&mut self) -> Option<()> {
        if self.wish.spelt {
            return None;
        }
        let c = self.taken(self.words(), |_| true)?;
        self.push(c)
    }

    /// The words to take characters from.
    fn words(&self) -> &'static [char] {
        match (self.is_han, self.many) {
            (true, true) => HAN_PHRASE,
            (true, false) => HAN,
            (false, _) if self.out.ends_with(|c: char| c.is_ascii_uppercase()) => LATIN_NAME,
            (false, _) if self.out.ends_with("An") || self.out.ends_with("Ann") => LATIN_NAME,
            (false, _) => LATIN,
        }
    }

    /// The next character of words that holds; words begin anew behind what is no letter.
    fn taken(&mut self, from: &'static [char], holds: impl Fn(char) -> bool) -> Option<char> {
        let goes_on = |c: char| c.is_alphanumeric() && !c.is_ascii_uppercase() || c == ' ';
        if !self.out.ends_with(goes_on) {
            self.at = 0;
        }
        let turns = (self.at..self.at + from.len()).map(|n| (n, from[n % from.len()]));
        let (n, c) = turns.into_iter().find(|(_, c)| holds(*c))?;
        self.at = n + 1;
        Some(c)
    }

    fn assertion(&mut self, kind: &AssertionKind) -> Option<()> {
        match kind {
            AssertionKind::StartText if !self.out.is_empty() => None,
            AssertionKind::StartLine if !self.out.is_empty() && !self.out.ends_with('\n') => {
                self.push('\n')
            }
            AssertionKind::EndLine | AssertionKind::EndText => {
                self.line_ended = true;
                Some(())
            }
            _ => Some(()),
        }
    }

    fn class(&mut self, ast: &Ast) -> Option<()> {
        let hir = regex_syntax::hir::translate::Translator::new()
            .translate("", ast)
            .ok()?;
        let class = match hir.kind() {
            HirKind::Class(Class::Unicode(class)) => class,
            HirKind::Literal(literal) => {
                let text = String::from_utf8(literal.0.to_vec()).ok()?;
                return text.chars().try_for_each(|c| self.push(c));
            }
            _ => return None,
        };
        let size = |r: &ClassUnicodeRange| r.end() as u32 - r.start() as u32 + 1;
        if self.wish.spelt && class.iter().map(size).sum::<u32>() > SPELT {
            return None;
        }
        let holds = |c: char| class.iter().any(|r| r.start() <= c && c <= r.end());
        for kind in [self.words(), DIGITS, HAN, LATIN, OTHERS] {
            if let Some(c) = self.taken(kind, holds) {
                return self.push(c);
            }
        }
        self.push(class.iter().next()?.start())
    }

    fn repetition(&mut self, repetition: &ast::Repetition) -> Option<()> {
        let (least, most) = bounds(&repetition.op.kind);
        let wished = self.wish.times.as_ref();
        let wished = wished.filter(|(at, _)| *at == tree::span(&repetition.op.span));
        let through = u32::from(self.leads_through(&repetition.ast));
        let times = match wished {
            Some((_, times)) => *times,
            None => least.max(through).max(if most > 1 {
                self.wish.some.min(most)
            } else {
                0
            }),
        };
        let within = std::mem::replace(&mut self.many, times > FEW);
        let done = (0..times).try_for_each(|_| self.node(&repetition.ast));
        self.many = within;
        done
    }
}

/// The least and the greatest number of times.
pub(super) fn bounds(kind: &RepetitionKind) -> (u32, u32) {
    match kind {
        RepetitionKind::ZeroOrOne => (0, 1),
        RepetitionKind::ZeroOrMore => (0, u32::MAX),
        RepetitionKind::OneOrMore => (1, u32::MAX),
        RepetitionKind::Range(RepetitionRange::Exactly(n)) => (*n, *n),
        RepetitionKind::Range(RepetitionRange::AtLeast(n)) => (*n, u32::MAX),
        RepetitionKind::Range(RepetitionRange::Bounded(m, n)) => (*m, *n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(pattern: &str, wish: &Wish) -> String {
        sample(pattern, &tree::parse(pattern).unwrap(), wish).unwrap()
    }

    #[test]
    fn a_text_goes_the_way_that_is_wished() {
        let pattern = "^(?:原告|被告)[0-9]{2,3}(?:元)?$";
        let at = pattern.find("被告").unwrap();
        let wish = Wish {
            through: at..at + "被告".len(),
            ..Wish::default()
        };
        let text = made(pattern, &wish);
        assert!(
            text.starts_with("被告") && regex::Regex::new(pattern).unwrap().is_match(&text),
            "{text}"
        );
        let operator = pattern.find("{2,3}").unwrap();
        let wish = Wish {
            times: Some((operator..operator + 5, 4)),
            ..Wish::default()
        };
        assert_eq!(
            made(pattern, &wish)
                .chars()
                .filter(char::is_ascii_digit)
                .count(),
            4
        );
    }
}
