//! Captures to values: the normalizers a rule names, in order.

use std::ops::Range;

use crate::normalize::Refusal;
use crate::normalize::case_number::Context;
use crate::normalize::date::{
    Date, Order, en_date, en_date_is_ambiguous, en_date_order, ordered_date, relative_date, zh_date,
};
use crate::normalize::money::yuan;
use crate::normalize::numeral::integer;
use crate::normalize::party_name::{kind, party_name};
use crate::normalize::provision::statute;
use crate::rule::compiled::Class;
use crate::rule::normalizer::Normalizer;
use crate::rule::{Pack, Rule, Tables};
use crate::search::Pattern;
use crate::text::is_han;
use crate::vocabulary::PartyKind;

use super::candidate::{Page, Value};
use super::unit::trim;

/// Runs the normalizers of a pack over captures of one page.
#[derive(Debug)]
pub struct Normalizing<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// The pack: its word lists and classes.
    pub pack: &'a Pack,
    /// The library's tables.
    pub tables: &'a Tables,
    /// What the document says of places and branches of law, for romanised numbers.
    pub context: &'a Context,
}

/// Values of one capture: nearly always one; a printed case number may be several.
pub(super) type Values = Vec<(Value, Range<usize>)>;

impl Normalizing<'_> {
    /// The values of a capture under the rule's normalizers for `key`.
    ///
    /// # Errors
    /// The refusal of the first normalizer that refuses.
    pub fn values(&self, rule: &Rule, key: &str, capture: Range<usize>) -> Result<Values, Refusal> {
        let place = trim(self.page.text(), capture);
        let text = self.page.text()[place.clone()].to_owned();
        self.normalized(rule, key, text, place)
    }

    /// The values of a text for `key`, which was read at `place` or put together from what stands there.
    ///
    /// # Errors
    /// The refusal of the first normalizer that refuses.
    pub fn normalized(
        &self,
        rule: &Rule,
        key: &str,
        mut text: String,
        place: Range<usize>,
    ) -> Result<Values, Refusal> {
        let mut value = None;
        for normalizer in rule
            .normalize
            .get(key)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            match normalizer {
                Normalizer::CaseNumber => return self.numbers(&text, &place),
                Normalizer::RomanCaseNumber => return self.roman_numbers(&text, &place),
                Normalizer::PartyName => return self.name(&text, &place, None),
                Normalizer::PersonName => {
                    return self.name(&text, &place, Some(PartyKind::NaturalPerson));
                }
                Normalizer::Ending(table) => return self.ending(table, &text, &place),
                Normalizer::NamesBefore(table) => return self.names_before(table, &text, &place),
                Normalizer::Quote => text = self.quote_without(&place, rule.cut.as_ref()),
                Normalizer::StripSpace => text.retain(|c| !c.is_whitespace()),
                Normalizer::Statute => text = statute(&text)?,
                Normalizer::Alias(table) => text = self.alias(table, text, false)?,
                Normalizer::Lookup(table) => text = self.alias(table, text, true)?,
                Normalizer::ZhDate => value = Some(self.zh_date(rule, &text, place.start)?),
                Normalizer::DateIn(order, months) => {
                    value = Some(self.ordered_date(*order, months, &text)?);
                }
                Normalizer::EnDate => value = Some(self.en_date(rule, &text, place.start)?),
                Normalizer::Number => value = Some(Value::Integer(integer(&text)?)),
                Normalizer::Money => value = Some(Value::Money(yuan(&text)?)),
                Normalizer::Map(name) => value = Some(Value::Word(self.map(name, &text)?)),
                Normalizer::Words(name) => value = Some(Value::Words(self.words(name, &text))),
                Normalizer::Class(name) => {
                    // hits tell of the page alone, and not of what normalizers made of it
                    let printed = (self.page.text()[place.clone()] == text).then_some(&place);
                    value = Some(Value::Word(self.class(name, &text, printed)?));
                }
            }
        }
        if value.is_none() && text.is_empty() {
            return Err(Refusal::Empty);
        }
        Ok(vec![(value.unwrap_or(Value::Text(text)), place)])
    }

    /// The original text of a range, line breaks inside joined and runs of blanks folded.
    #[must_use]
    pub fn quote(&self, place: &Range<usize>) -> String {
        let span = self.page.folded.offsets.to_original(place.clone());
        quoted(span.of(self.page.original).unwrap_or_default())
    }

    /// The same without what `cut` matches in the folded text.
    fn quote_without(&self, place: &Range<usize>, cut: Option<&Pattern>) -> String {
        let Some(cut) = cut.filter(|cut| self.page.hits.may_match(cut, place)) else {
            return self.quote(place);
        };
        let mut from = place.start;
        let mut out = String::new();
        for found in cut.all(&self.page.text()[place.clone()]) {
            let found = found.whole();
            out.push_str(&self.quote(&(from..place.start + found.start)));
            from = place.start + found.end;
        }
        if from < place.end {
            out.push_str(&self.quote(&(from..place.end)));
        }
        out
    }

    fn numbers(&self, text: &str, place: &Range<usize>) -> Result<Values, Refusal> {
        let parts = self.tables.case_numbers.parse_zh(text)?;
        Ok(parts
            .into_iter()
            .map(|p| (Value::Number(Box::new(p)), place.clone()))
            .collect())
    }

    fn roman_numbers(&self, text: &str, place: &Range<usize>) -> Result<Values, Refusal> {
        let parts = self.tables.case_numbers.read_roman(text, self.context);
        if parts.is_empty() {
            // an English text may print the Chinese form
            return self.numbers(text, place);
        }
        Ok(parts
            .into_iter()
            .map(|p| (Value::Number(Box::new(p)), place.clone()))
            .collect())
    }

    /// A name as the original prints it, and its place without edge marks and remarks. Where a page number
    /// or the like stands inside the name, it is left out.
    fn name(
        &self,
        text: &str,
        place: &Range<usize>,
        only: Option<PartyKind>,
    ) -> Result<Values, Refusal> {
        let name = party_name(text)?;
        if only.is_some() && kind(&name).is_some_and(|k| Some(k) != only) {
            return Err(Refusal::NotAName);
        }
        Ok(vec![match text.find(&name) {
            Some(at) => {
                let narrow = place.start + at..place.start + at + name.len();
                let printed = self.quote(&narrow);
                let is_whole = visible(&printed) == visible(&name);
                (Value::Text(if is_whole { printed } else { name }), narrow)
            }
            None => (Value::Text(name), place.clone()),
        }])
    }

    fn alias(&self, table: &str, text: String, strict: bool) -> Result<String, Refusal> {
        match self.tables.aliases.get(table).and_then(|t| t.name(&text)) {
            Some(name) => Ok(name.to_owned()),
            None if strict => Err(Refusal::NotInTable),
            None => Ok(text),
        }
    }

    /// Where the longest ending of a text begins that a table has, of two characters at least.
    fn ending_start(&self, table: &str, text: &str) -> Result<usize, Refusal> {
        let table = self.tables.aliases.get(table).ok_or(Refusal::NotInTable)?;
        text.char_indices()
            .map(|(at, _)| at)
            .find(|at| text[*at..].chars().nth(1).is_some() && table.name(&text[*at..]).is_some())
            .ok_or(Refusal::NotInTable)
    }

    fn ending(&self, table: &str, text: &str, place: &Range<usize>) -> Result<Values, Refusal> {
        let narrow = place.start + self.ending_start(table, text)?..place.end;
        Ok(vec![(Value::Text(self.quote(&narrow)), narrow)])
    }

    /// The names of a list such as 甲、乙 that stand before an ending of a table; all of them or none.
    fn names_before(
        &self,
        table: &str,
        text: &str,
        place: &Range<usize>,
    ) -> Result<Values, Refusal> {
        let end = place.start + self.ending_start(table, text)?;
        let mut out = Vec::new();
        let mut start = place.start;
        for name in self.page.text()[place.start..end].split('、') {
            // what is neither has a part of an ending that the table lacks
            kind(&party_name(name)?).ok_or(Refusal::NotAName)?;
            out.extend(self.name(name, &(start..start + name.len()), None)?);
            start += name.len() + '、'.len_utf8();
        }
        Ok(out)
    }

    fn map(&self, name: &str, text: &str) -> Result<String, Refusal> {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let map = self.pack.maps.get(name).ok_or(Refusal::NotInTable)?;
        map.get(&bare)
            .or_else(|| map.get(text))
            .or_else(|| map.get(&text.to_lowercase()))
            .cloned()
            .ok_or(Refusal::NotInTable)
    }

    fn words(&self, name: &str, text: &str) -> Vec<String> {
        let pieces = text.split(['、', ',', '/', ';', '(', ')', '及', '和', '暨', '兼', '并']);
        let mut out = Vec::new();
        for word in pieces.filter_map(|piece| self.map(name, piece.trim()).ok()) {
            if !out.contains(&word) {
                out.push(word);
            }
        }
        out
    }

    fn class(
        &self,
        name: &str,
        text: &str,
        printed: Option<&Range<usize>>,
    ) -> Result<String, Refusal> {
        let classes = self
            .pack
            .classes
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let says = |pattern: &Pattern| {
            printed.is_none_or(|place| self.page.hits.may_match(pattern, place))
                && pattern.is_match(text)
        };
        let fits = |c: &&Class| says(&c.when) && !c.unless.as_ref().is_some_and(says);
        classes
            .iter()
            .find(fits)
            .map(|c| c.is.clone())
            .ok_or(Refusal::NotInTable)
    }

    fn zh_date(&self, rule: &Rule, text: &str, at: usize) -> Result<Value, Refusal> {
        match zh_date(text) {
            Ok(date) => Ok(Value::Date(date, false)),
            Err(Refusal::NotADate) => {
                let anchor = self
                    .anchor(rule, at, leaning_date)
                    .ok_or(Refusal::NotADate)?;
                relative_date(text, anchor).map(|date| Value::Date(date, true))
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// A date whose parts stand in a known order, its months named by a word list of the pack.
    fn ordered_date(&self, order: Order, months: &str, text: &str) -> Result<Value, Refusal> {
        let months = self.pack.maps.get(months).ok_or(Refusal::NotInTable)?;
        let month = |word: &str| months.get(word)?.parse().ok();
        ordered_date(text, order, month).map(|date| Value::Date(date, false))
    }

    fn en_date(&self, rule: &Rule, text: &str, at: usize) -> Result<Value, Refusal> {
        if en_date_is_ambiguous(text)
            && let Some(order) = en_date_order(self.page.text())
        {
            return ordered_date(text, order, |_| None).map(|date| Value::Date(date, false));
        }
        if let Ok(date) = en_date(text) {
            return Ok(Value::Date(date, false));
        }
        // `On 27 November` takes the year of the date before it
        let anchor = self
            .anchor(rule, at, |text, _| en_date(text))
            .ok_or(Refusal::NotADate)?;
        let date = en_date(&format!("{text}, {}", anchor.year()))
            .or_else(|_| en_date(&format!("{text} {}", anchor.year())))?;
        Ok(Value::Date(date, true))
    }

    /// The last date before `at` that the rule's anchor finds; `read` may lean on the one before it.
    fn anchor(
        &self,
        rule: &Rule,
        at: usize,
        read: fn(&str, Option<Date>) -> Result<Date, Refusal>,
    ) -> Option<Date> {
        let pattern = rule.anchor.as_ref()?;
        let before = &self.page.text()[..at];
        // a relative date follows its anchor closely; two thousand bytes are some ten sentences
        let mut from = at.saturating_sub(2_000);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let before = &before[from..];
        let mut last = None;
        for found in pattern.all(before) {
            last = read(&before[found.whole()], last).ok().or(last);
        }
        last
    }
}

/// A date in full, or one that leans on that before it.
fn leaning_date(text: &str, before: Option<Date>) -> Result<Date, Refusal> {
    match (zh_date(text), before) {
        (Err(Refusal::NotADate), Some(before)) => relative_date(text, before),
        (date, _) => date,
    }
}

/// Joins line breaks inside a sentence and folds runs of blanks; beside Han characters blanks go, and beside
/// a quotation mark that no Latin letter or digit neighbours.
#[must_use]
pub fn quoted(original: &str) -> String {
    let mut out = String::with_capacity(original.len());
    let mut gap = false;
    for c in original.chars() {
        // most are Han, which are asked no more
        let plain = matches!(c, '\u{3001}'..='\u{d7ff}');
        if !plain && c.is_whitespace() {
            gap = true;
            continue;
        }
        if !plain && is_unseen(c) {
            continue;
        }
        if gap
            && out
                .chars()
                .next_back()
                .is_some_and(|last| stand_apart(last, c))
        {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// How many characters of a text are no blanks.
fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Whether a blank between two characters belongs to the text.
fn stand_apart(before: char, after: char) -> bool {
    let either = |is: fn(char) -> bool| is(before) || is(after);
    let mark = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…');
    if either(is_wide) {
        return false;
    }
    !(either(mark) && mark(before) == mark(after))
}

/// Han characters, the punctuation set between them, and full-width forms.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '·' | '○' | '×' | '●' | '□')
}

/// Zero-width and control characters.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_are_joined_and_never_rewritten() {
        assert_eq!(quoted("本院 认\n为，甲 公司"), "本院认为，甲公司");
        assert_eq!(quoted("the  court\nheld"), "the court held");
        assert_eq!(quoted("被告 “甲” 公司"), "被告“甲”公司");
        let print = "SOCIÉTÉ NATIONALE says “no” – and “so do we” on §\n5";
        assert_eq!(quoted(print), print.replace('\n', " "));
    }
}
