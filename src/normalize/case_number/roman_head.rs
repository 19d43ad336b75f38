//! The tokens of a romanised number up to its serial: court, code, type word, `Zi`, `No.`.

use super::token::{Kind, Token};

/// The words of a court and a type word are at most so many.
const WORDS: usize = 14;

/// The words before the serial, and where it stands.
pub(super) struct Head<'t> {
    /// Words before the code, or all of them.
    pub(super) before: Vec<&'t str>,
    /// Digits of the court's code.
    pub(super) code: Option<&'t str>,
    /// Words behind the code.
    pub(super) behind: Vec<&'t str>,
    /// Whether `Zi` closes them.
    pub(super) zi: bool,
    /// Index of the serial's token.
    pub(super) serial: usize,
}

/// Reads the words up to the serial.
pub(super) fn head<'t>(tokens: &[Token<'t>], from: usize) -> Option<Head<'t>> {
    let mut head = Head {
        before: Vec::new(),
        code: None,
        behind: Vec::new(),
        zi: false,
        serial: 0,
    };
    let mut at = from;
    while !head.read(tokens, at)? {
        at += 1;
    }
    head.zi = head.take_zi();
    (!head.words().is_empty()).then_some(head)
}

impl<'t> Head<'t> {
    /// The words that are being read: those before the code, or behind it.
    fn words(&mut self) -> &mut Vec<&'t str> {
        if self.code.is_some() {
            &mut self.behind
        } else {
            &mut self.before
        }
    }

    /// Takes off the `Zi` that closes the words, alone or joined to the last one.
    fn take_zi(&mut self) -> bool {
        let words = self.words();
        let Some(last) = words.pop() else {
            return false;
        };
        let (syllables, zi) = last.split_at(last.len().saturating_sub(2));
        let closes = zi.eq_ignore_ascii_case("zi") && !(syllables.is_empty() && words.is_empty());
        let kept = if closes { syllables } else { last };
        if !kept.is_empty() {
            words.push(kept);
        }
        closes
    }

    /// Takes one token in; whether it leads to the serial. `None` where no number goes on so.
    fn read(&mut self, tokens: &[Token<'t>], at: usize) -> Option<bool> {
        let token = tokens.get(at)?;
        let coded = self.code.is_some();
        let words = self.words();
        let begun = !words.is_empty();
        match token.kind {
            Kind::Word if is_no(token) && begun => self.serial = number_behind(tokens, at)?,
            Kind::Mark('№') if begun => self.serial = number_behind(tokens, at)?,
            Kind::Number if begun && !coded && is_code(tokens, at) => {
                self.code = Some(token.text);
                return Some(false);
            }
            Kind::Number if begun => self.serial = at,
            Kind::Word if words.len() < WORDS => {
                words.push(token.text);
                return Some(false);
            }
            Kind::Mark('-' | '\'') if begun || coded => return Some(false),
            Kind::Mark(bracket @ ('(' | ')')) if is_inner_bracket(tokens, at) => {
                words.push(if bracket == '(' { "(" } else { ")" });
                return Some(false);
            }
            _ => return None,
        }
        Some(true)
    }
}

pub(super) fn is_no(token: &Token<'_>) -> bool {
    token.is_word("no") || token.is_word("nos")
}

/// The number behind `No.`, `No-`, `No`.
pub(super) fn number_behind(tokens: &[Token<'_>], no: usize) -> Option<usize> {
    let skip = |t: &&Token<'_>| matches!(t.kind, Kind::Mark('.' | '-' | ':' | '°'));
    let at = no + 1 + tokens[no + 1..].iter().take(2).take_while(skip).count();
    (tokens.get(at)?.kind == Kind::Number).then_some(at)
}

/// Two to four digits with a word right behind them that is not `No.`.
fn is_code(tokens: &[Token<'_>], at: usize) -> bool {
    let skip = usize::from(
        tokens
            .get(at + 1)
            .is_some_and(|t| t.kind == Kind::Mark('-')),
    );
    let word = tokens
        .get(at + 1 + skip)
        .is_some_and(|t| t.kind == Kind::Word && !is_no(t));
    word && (2..=4).contains(&tokens[at].text.len())
}

/// A bracket of `Min San (Zhi) Zhong`: one word inside, words on both sides.
fn is_inner_bracket(tokens: &[Token<'_>], at: usize) -> bool {
    let kind = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map(|t| t.kind);
    let open = if kind(Some(at)) == Some(Kind::Mark('(')) {
        Some(at)
    } else {
        at.checked_sub(2)
    };
    let behind = |n: usize| kind(open.map(|o| o + n));
    let joins = |k: Option<Kind>| matches!(k, Some(Kind::Word | Kind::Mark('-')));
    behind(0) == Some(Kind::Mark('('))
        && behind(1) == Some(Kind::Word)
        && behind(2) == Some(Kind::Mark(')'))
        && joins(behind(3))
        && joins(kind(open.and_then(|o| o.checked_sub(1))))
}
