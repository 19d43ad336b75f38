//! Romanised and translated numbers anywhere in a text. Every one has a year, and the year leads to it.

use std::ops::Range;

use super::find::Found;
use super::index::{English, key};
use super::roman::{Body, Form};
use super::roman_head::number_behind;
use super::roman_serial::{RomanSerial, serials};
use super::token::{Kind, Token, tokens};
use super::{CaseNumberTables, Context, Parts};

/// Bytes on either side of a year that a number may take.
const WINDOW: usize = 200;

/// Bytes on either side of a number whose words are near it.
const NEAR: usize = 120;

/// A number read around a year: its bytes and what it may stand for.
struct Read {
    range: Range<usize>,
    body: Body,
}

impl CaseNumberTables {
    /// Reads a romanised or translated number; several serials give one entry each. What the syllables
    /// leave open the words of `text` decide, then those of the context.
    ///
    /// A number that stays undecided has no official form; up to eight that fit are its candidates. Text
    /// that is no court case number gives nothing.
    #[must_use]
    pub fn read_roman(&self, text: &str, context: &Context) -> Vec<Parts> {
        let mut found = Vec::new();
        self.find_roman(text, context, &mut found);
        if !found.is_empty() {
            return found.into_iter().map(|f| f.parts).collect();
        }
        let row = tokens(text, 0..text.len());
        match self.body(&row, 0, None) {
            Some(body) => self.decide(&body, None, text, context),
            None => Vec::new(),
        }
    }

    /// Adds the romanised numbers of a text to the Chinese ones found in it.
    pub(super) fn find_roman(&self, text: &str, context: &Context, out: &mut Vec<Found>) {
        let chinese = out.len();
        let mut read_to = 0;
        for (at, year) in years(text) {
            if at < read_to || out[..chinese].iter().any(|f| f.range.contains(&at)) {
                continue;
            }
            if self.is_code(text, at) {
                continue;
            }
            let Some(read) = self.around(text, at, year, read_to) else {
                continue;
            };
            read_to = read.range.end;
            let near = &text[around(text, &read.range, NEAR)];
            for mut parts in self.decide(&read.body, Some(year), near, context) {
                if let Some(twin) = twin(&parts, &out[..chinese]) {
                    parts = twin;
                }
                parts.text = text[read.range.clone()]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                out.push(Found {
                    range: read.range.clone(),
                    parts,
                });
            }
        }
    }

    /// Whether digits stand right behind a province: the code 1971 of 粤1971 is no year.
    fn is_code(&self, text: &str, at: usize) -> bool {
        let before = text[..at].trim_end_matches([' ', '-']);
        let word = before
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(before, |i| {
                let behind = before[i..].chars().next().map_or(1, char::len_utf8);
                &before[i + behind..]
            });
        !word.is_empty() && word.len() <= 12 && self.roman.provinces.contains_key(&key(word))
    }

    /// The number whose year stands at `at`.
    fn around(&self, text: &str, at: usize, year: u16, from: usize) -> Option<Read> {
        let open = text[..at].trim_end().chars().next_back();
        let bracketed = open.is_some_and(|c| "([（［〔【".contains(c));
        let first = text[at + 4..]
            .trim_start_matches(|c: char| c.is_whitespace() || ")]）］〕】-,".contains(c));
        let begins = self.roman.may_begin(first.as_bytes());
        if !begins && !bracketed && open != Some(',') {
            return None;
        }
        let range = around(text, &(at..at + 4), WINDOW);
        let behind = tokens(text, at + 4..range.end);
        if begins && let Some(read) = self.year_first(text, at, &behind, year) {
            return Some(read);
        }
        if !bracketed && open != Some(',') {
            return None;
        }
        let before = tokens(text, range.start.max(from)..at);
        let read = self.year_last(&before, &behind, year);
        read.or_else(|| self.listed(&before, &behind))
    }

    fn year_first(&self, text: &str, at: usize, behind: &[Token<'_>], year: u16) -> Option<Read> {
        let marks = behind
            .iter()
            .take_while(|t| matches!(t.kind, Kind::Mark(')' | '-' | ',')))
            .count();
        let body = self.body(behind, marks, Some(year))?;
        let open = text[..at]
            .chars()
            .next_back()
            .filter(|c| "([（［〔【".contains(*c));
        let start = at - open.map_or(0, char::len_utf8);
        let again = |i: usize| behind.get(body.end + i);
        let repeated = again(0).is_some_and(|t| t.kind == Kind::Mark('('))
            && again(1).and_then(Token::year) == Some(year)
            && again(2).is_some_and(|t| t.kind == Kind::Mark(')'));
        let last = if repeated { body.end + 2 } else { body.end - 1 };
        Some(Read {
            range: start..behind.get(last)?.end(),
            body,
        })
    }

    /// `Jing 0491 Min Chu No. 11279 (2023)`: the longest row of words that reads as a number up to the year.
    fn year_last(&self, before: &[Token<'_>], behind: &[Token<'_>], year: u16) -> Option<Read> {
        let (open, before) = before
            .split_last()
            .filter(|(t, _)| matches!(t.kind, Kind::Mark('(' | ',')))?;
        let closed = behind.first().filter(|t| t.kind == Kind::Mark(')'));
        if open.kind == Kind::Mark('(') && closed.is_none() {
            return None;
        }
        before.last().filter(|t| t.kind != Kind::Mark('.'))?;
        let inner = |t: &&Token<'_>| {
            matches!(
                t.kind,
                Kind::Word | Kind::Number | Kind::Mark('-' | '.' | '/' | '(' | ')')
            )
        };
        let row = before.iter().rev().take(18).take_while(inner).count();
        for start in before.len() - row..before.len() {
            let word = &before[start];
            if word.kind != Kind::Word || !self.roman.may_begin(word.text.as_bytes()) {
                continue;
            }
            if let Some(body) = self
                .body(before, start, Some(year))
                .filter(|b| b.end == before.len())
            {
                let end = closed.map_or(open.end() + 5, Token::end);
                return Some(Read {
                    range: before[start].start..end,
                    body,
                });
            }
        }
        None
    }

    /// `No. 9752 [2021], First, Criminal, 0112, Yunnan`.
    fn listed(&self, before: &[Token<'_>], behind: &[Token<'_>]) -> Option<Read> {
        let serial = before
            .len()
            .checked_sub(2)
            .filter(|_| before.last().is_some_and(|t| t.kind == Kind::Mark('(')))?;
        let no =
            (serial.saturating_sub(2)..serial).find(|&i| number_behind_is(before, i, serial))?;
        let (serials, _) = serials(&before[..=serial], serial);
        let mut words = Vec::new();
        let (mut code, mut place) = (None, None);
        let mut end = 1;
        while behind.get(end).is_some_and(|t| t.kind == Kind::Mark(',')) {
            let piece: Vec<&Token<'_>> = behind[end + 1..]
                .iter()
                .take_while(|t| matches!(t.kind, Kind::Word | Kind::Number))
                .collect();
            let taken = self.listed_piece(&piece, &mut words, &mut code, &mut place)?;
            end += 1 + taken;
        }
        let word = self.translated(&words)?;
        let place: String = place?;
        let court = if place == "最高法" {
            place
        } else {
            format!("{place}{}", code.unwrap_or_default())
        };
        let known = self.courts.by_code(&court).is_some();
        let forms = vec![Form {
            court,
            word,
            link: "",
            known,
            sure: true,
        }];
        let body = Body {
            forms,
            serials: serials as Vec<RomanSerial>,
            end,
        };
        Some(Read {
            range: before[no].start..behind.get(end - 1)?.end(),
            body,
        })
    }

    /// A piece between commas, and how many of its tokens belong to the number.
    fn listed_piece<'t>(
        &self,
        piece: &[&Token<'t>],
        words: &mut Vec<&'t str>,
        code: &mut Option<&'t str>,
        place: &mut Option<String>,
    ) -> Option<usize> {
        let first = piece.first()?;
        if first.kind == Kind::Number {
            return (code.replace(first.text).is_none() && matches!(first.text.len(), 2 | 4))
                .then_some(1);
        }
        for n in (1..=piece.len().min(4)).rev() {
            let texts: Vec<&str> = piece[..n].iter().map(|t| t.text).collect();
            let spelling = key(&texts.concat());
            match self.roman.english.get(&spelling) {
                Some(English::Court) => {
                    *place = Some("最高法".to_owned());
                    return Some(n);
                }
                Some(English::Ordinal) => return None,
                Some(_) => {
                    words.extend(texts);
                    return Some(n);
                }
                None => {}
            }
            if let Some(province) = self.provinces.iter().find(|p| key(&p.name_en) == spelling) {
                *place = Some(province.abbr.clone());
                return Some(n);
            }
        }
        None
    }
}

fn number_behind_is(tokens: &[Token<'_>], no: usize, serial: usize) -> bool {
    tokens[no].is_word("no") && number_behind(tokens, no) == Some(serial)
}

/// The same number in Chinese beside an undecided romanised one.
fn twin(parts: &Parts, chinese: &[Found]) -> Option<Parts> {
    let form = |f: &&Found| {
        f.parts
            .canonical
            .as_ref()
            .is_some_and(|c| parts.candidates.contains(c))
    };
    let mut twins = chinese.iter().filter(form);
    let twin = twins.next().filter(|_| parts.canonical.is_none())?;
    twins
        .all(|f| f.parts.canonical == twin.parts.canonical)
        .then(|| twin.parts.clone())
}

/// A range widened by so many bytes within the text.
fn around(text: &str, range: &Range<usize>, by: usize) -> Range<usize> {
    let (mut start, mut end) = (
        range.start.saturating_sub(by),
        (range.end + by).min(text.len()),
    );
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    start..end
}

/// Every run of just four digits that is a year from 1949 to 2099, and where it stands.
fn years(text: &str) -> impl Iterator<Item = (usize, u16)> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'1', b'2', bytes).filter_map(move |at| {
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let alone = !at.checked_sub(1).is_some_and(digit) && !digit(at + 4);
        if !alone || !(1..4).all(|i| digit(at + i)) {
            return None;
        }
        let year = text[at..at + 4].parse().ok()?;
        (1949..=2099).contains(&year).then_some((at, year))
    })
}
