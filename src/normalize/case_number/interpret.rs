//! From the printed parts to what they mean: court, branch, stage, the official form; and whether they
//! are of a court case at all.

use std::fmt::Write as _;
use std::sync::Arc;

use super::prefix::PrefixTable;
use super::printed::{Court, Printed};
use super::roman::Form;
use super::serial::Serial;
use super::types::TypeWord;
use super::{CaseNumberTables, Parts};
use crate::normalize::Refusal;

/// The year from which numbers carry court codes.
pub(super) const NEW_STYLE: u16 = 2016;

/// A number whose parts are understood; serials are still to come.
#[derive(Debug)]
struct Reading {
    year: Option<u16>,
    /// What stands between year and type word in the official form; `None` where print keeps it back.
    court: Option<String>,
    court_code: Option<String>,
    court_prefix: Option<String>,
    word: Arc<TypeWord>,
    /// 字第 as the official form of this number has it.
    link: &'static str,
    warnings: Vec<String>,
}

impl CaseNumberTables {
    /// One entry for every serial of a printed number.
    pub(super) fn interpret(&self, printed: &Printed, text: &str) -> Result<Vec<Parts>, Refusal> {
        let reading = match &printed.court {
            Court::Code(code) => self.coded(printed, code),
            Court::Supreme => self.supreme(printed),
            Court::NoProvince(digits) => self.without_province(printed, digits),
            Court::Letters => self.lettered(printed),
        }?;
        Ok(printed
            .serials
            .list
            .iter()
            .map(|serial| self.parts(&reading, serial, text))
            .collect())
    }

    fn coded(&self, printed: &Printed, code: &str) -> Result<Reading, Refusal> {
        let word = self.new_word(&printed.letters);
        let mut reading = Reading::of(printed, word.ok_or(Refusal::NotACaseNumber)?);
        if code.contains('*') {
            reading.warn("court code masked");
        } else {
            if self.courts.by_code(code).is_none() {
                reading.warn("court code unknown");
            }
            reading.court = Some(code.to_owned());
            reading.court_code = Some(code.to_owned());
        }
        reading.new_style(printed);
        Ok(reading)
    }

    fn supreme(&self, printed: &Printed) -> Result<Reading, Refusal> {
        let word = self
            .types
            .read(&printed.letters)
            .ok_or(Refusal::NotACaseNumber)?;
        let mut reading = Reading::of(printed, word);
        reading.court = Some("最高法".to_owned());
        reading.court_code.clone_from(&reading.court);
        reading.new_style(printed);
        Ok(reading)
    }

    fn without_province(&self, printed: &Printed, digits: &str) -> Result<Reading, Refusal> {
        let word = self
            .new_word(&printed.letters)
            .filter(|_| matches!(digits.len(), 2 | 4));
        let mut reading = Reading::of(printed, word.ok_or(Refusal::NotACaseNumber)?);
        reading.warn("province missing");
        reading.new_style(printed);
        Ok(reading)
    }

    /// High courts without a code, and numbers from before 2016.
    fn lettered(&self, printed: &Printed) -> Result<Reading, Refusal> {
        if let Some(reading) = self
            .high_court(printed)
            .or_else(|| self.without_court(printed))
        {
            return Ok(reading);
        }
        let split = self.split_old(&printed.letters);
        let sure = split
            .as_ref()
            .is_some_and(|(prefix, word)| self.is_printed(prefix, word));
        if !sure && self.look_alikes.fit(&printed.letters, printed.zi) {
            return Err(Refusal::LookAlike);
        }
        let (prefix, word) = split.ok_or(Refusal::NotACaseNumber)?;
        if !self.is_plausible_old(printed, &prefix, &word) {
            return Err(Refusal::NotACaseNumber);
        }
        let mut reading = Reading::of(printed, word);
        reading.prefixed(&prefix, &self.prefixes);
        // of one letter without 字 nobody knows whether it is the whole word
        let whole = printed.zi || reading.word.word.chars().count() > 1;
        reading.court = (whole && !prefix.contains('某')).then(|| prefix.clone());
        reading.old_style(printed);
        Ok(reading)
    }

    /// （2017）刑终5号: a number of the new style whose court is missing.
    fn without_court(&self, printed: &Printed) -> Option<Reading> {
        let word = self
            .types
            .listed(&printed.letters)
            .filter(|w| w.new_style && w.word.chars().count() > 1)?;
        if printed.zi || printed.di || printed.year.is_none_or(|y| y < NEW_STYLE) {
            return None;
        }
        let mut reading = Reading::of(printed, Arc::clone(word));
        reading.warn("court missing");
        Some(reading)
    }

    /// 鲁民终, 渝刑终: a province letter and a type word of the new style.
    fn high_court(&self, printed: &Printed) -> Option<Reading> {
        if printed.year.is_some_and(|y| y < NEW_STYLE) {
            return None;
        }
        let province = self.provinces.of_code(&printed.letters)?;
        let word = self
            .new_word(printed.letters.strip_prefix(&province.abbr)?)
            .filter(|w| w.new_style)?;
        let mut reading = Reading::of(printed, word);
        reading.court = Some(province.abbr.clone());
        reading.court_code.clone_from(&reading.court);
        reading.new_style(printed);
        Some(reading)
    }

    /// A word of the new style, with 邢 read as 刑; an old word in a new number passes.
    fn new_word(&self, letters: &str) -> Option<Arc<TypeWord>> {
        if letters.contains('邢') {
            return self.types.read(&letters.replace('邢', "刑"));
        }
        self.types.read(letters)
    }

    /// The number that a decided romanised one stands for.
    pub(super) fn official(&self, form: &Form, year: u16, serial: &Serial) -> Option<Parts> {
        let word = Arc::clone(self.types.words().get(form.word)?);
        let mut reading = Reading::new(Some(year), word);
        reading.link = form.link;
        if self.courts.by_code(&form.court).is_some() && form.link != "字第" {
            reading.court_code = Some(form.court.clone());
        } else {
            reading.prefixed(&form.court, &self.prefixes);
        }
        reading.court = Some(form.court.clone());
        Some(self.parts(&reading, serial, ""))
    }

    fn parts(&self, reading: &Reading, serial: &Serial, text: &str) -> Parts {
        let mut warnings = reading.warnings.clone();
        if serial.masked {
            warnings.push("serial masked".to_owned());
        }
        let canonical = reading.canonical(serial).filter(|_| !serial.masked);
        let court = reading
            .court_code
            .as_deref()
            .and_then(|code| self.courts.by_code(code));
        Parts {
            text: text.to_owned(),
            romanised: canonical
                .as_ref()
                .and_then(|_| self.romanise(&reading_of(reading, serial))),
            canonical,
            year: reading.year,
            court: court.map(|c| c.name_zh.clone()),
            court_code: reading.court_code.clone(),
            type_code: Some(reading.word.word.clone()),
            case_type: Some(reading.word.case_type),
            trial_procedure: Some(reading.word.procedure),
            serial: Some(serial.digits.clone()),
            suffix: serial.suffix.clone(),
            court_prefix: reading.court_prefix.clone(),
            candidates: Vec::new(),
            warnings,
        }
    }
}

impl Reading {
    /// Of a printed number, with what is odd about its print.
    fn of(printed: &Printed, word: Arc<TypeWord>) -> Self {
        let mut reading = Self::new(printed.year, word);
        reading.warnings = printed.warnings.iter().map(|w| (*w).to_owned()).collect();
        if printed.letters.contains('邢') && reading.word.word.contains('刑') {
            reading.warn("邢 read as 刑");
        }
        reading
    }

    fn new(year: Option<u16>, word: Arc<TypeWord>) -> Self {
        Self {
            year,
            court: None,
            court_code: None,
            court_prefix: None,
            word,
            link: "",
            warnings: Vec::new(),
        }
    }

    /// Takes the court from an old prefix, or from a word that needs none.
    fn prefixed(&mut self, prefix: &str, prefixes: &PrefixTable) {
        if prefix.is_empty() {
            self.court_code.clone_from(&self.word.alone);
        } else {
            self.court_code = prefixes.code(prefix).map(str::to_owned);
            self.court_prefix = Some(prefix.to_owned());
        }
    }

    fn warn(&mut self, warning: &str) {
        self.warnings.push(warning.to_owned());
    }

    /// Courts that go on printing 字 or 第 name the case so; the form keeps it, [`super::join_key`] drops it.
    fn new_style(&mut self, printed: &Printed) {
        self.link = match (printed.zi, printed.di) {
            (true, true) => "字第",
            (true, false) => "字",
            (false, true) => "第",
            (false, false) => return,
        };
        self.warn("字 or 第 in a number of the new style");
    }

    /// 字 without 第 is what the court calls the case; without 字 both are put in.
    fn old_style(&mut self, printed: &Printed) {
        self.link = if printed.zi && !printed.di {
            "字"
        } else {
            "字第"
        };
        match (printed.zi, printed.di) {
            (true, true) => {}
            (true, false) => self.warn("第 missing"),
            (false, true) => self.warn("字 missing"),
            (false, false) => self.warn("字第 missing"),
        }
    }

    fn canonical(&self, serial: &Serial) -> Option<String> {
        let (year, court) = (self.year?, self.court.as_ref()?);
        let mut out = String::with_capacity(64);
        let _ = write!(out, "（{year}）");
        let suffix = serial.suffix.as_deref().unwrap_or_default();
        let (inner, outer) = if serial.inside {
            (suffix, "")
        } else {
            ("", suffix)
        };
        let pieces = [
            court,
            self.word.word.as_str(),
            self.link,
            &serial.digits,
            inner,
            "号",
            outer,
        ];
        out.extend(pieces);
        Some(out)
    }
}

/// What the English form is made from.
fn reading_of<'a>(reading: &'a Reading, serial: &'a Serial) -> super::romanise::Official<'a> {
    super::romanise::Official {
        year: reading.year.unwrap_or_default(),
        court: reading.court.as_deref().unwrap_or_default(),
        word: &reading.word,
        link: reading.link,
        serial,
    }
}
