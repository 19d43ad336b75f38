//! From the forms that a romanised number may stand for to the one it stands for, or to candidates.
//!
//! One form alone is decided. Of several the place and branch of law named near by, then in the whole line
//! or document, leave one or none: how often courts or words occur never decides.

use std::collections::HashMap;

use super::context::{Context, says};
use super::roman::{Body, Form};
use super::roman_serial::RomanSerial;
use super::{CaseNumberTables, Parts};

/// At most so many candidates are listed.
const CANDIDATES: usize = 8;

impl CaseNumberTables {
    /// The numbers of a body, decided by the words `near` it and then by the context.
    pub(super) fn decide(
        &self,
        body: &Body,
        year: Option<u16>,
        near: &str,
        context: &Context,
    ) -> Vec<Parts> {
        let mut forms: Vec<&Form> = body.forms.iter().collect();
        self.narrow(&mut forms, |phrase| says(near, phrase));
        self.narrow(&mut forms, |phrase| context.says(phrase));
        let placed = |form: &Form| self.is_placed(form, near, context);
        let only = if let [only] = forms.as_slice() {
            (only.known && (only.sure || placed(only))).then_some(*only)
        } else {
            None
        };
        body.serials
            .iter()
            .map(|serial| self.decided(&forms, only, year, serial))
            .collect()
    }

    /// Keeps the forms whose province, court or branch of law is said, where those of the others are not.
    fn narrow(&self, forms: &mut Vec<&Form>, mut says: impl FnMut(&str) -> bool) {
        if forms.len() < 2 {
            return;
        }
        let mut said: HashMap<String, bool> = HashMap::new();
        let mut once = |phrase: &str| {
            *said
                .entry(phrase.to_owned())
                .or_insert_with(|| says(phrase))
        };
        let places: Vec<bool> = forms
            .iter()
            .map(|f| self.place_words(&f.court).iter().any(|p| once(p)))
            .collect();
        keep_said(forms, &places);
        let branches: Vec<bool> = forms
            .iter()
            .map(|f| self.branch_words(f).any(&mut once))
            .collect();
        keep_said(forms, &branches);
    }

    /// Names of the province and of the court's city or district, in both languages.
    fn place_words(&self, court: &str) -> Vec<String> {
        let mut out = Vec::new();
        // 甘 was the prefix of more than one court, and is the code of one
        let old = self.prefixes.code(court).unwrap_or_default();
        let code = if old.is_empty() { court } else { old };
        if let Some(province) = self
            .provinces
            .iter()
            .find(|p| !code.is_empty() && code.starts_with(&p.abbr))
        {
            out.push(province.name_en.clone());
            out.push(province.name_zh.trim_end_matches(['省', '市']).to_owned());
        }
        if let Some(entry) = self.courts.by_code(code) {
            out.push(entry.name_zh.clone());
            // shorter words are syllables that English has too: Long, Tang, Fan
            let named = |w: &&str| {
                w.len() > 4 && w.starts_with(char::is_uppercase) && !self.roman.is_generic(w)
            };
            out.extend(
                entry
                    .name_en
                    .split([' ', ','])
                    .filter(named)
                    .map(str::to_owned),
            );
        }
        out
    }

    /// Words of a text that speak for the branch of law of a form.
    fn branch_words(&self, form: &Form) -> impl Iterator<Item = &str> {
        let branch = self.types.words().get(form.word).map(|w| w.case_type);
        self.branch_words.of(branch)
    }

    /// Whether the place of a form's court is named at all.
    fn is_placed(&self, form: &Form, near: &str, context: &Context) -> bool {
        self.place_words(&form.court)
            .iter()
            .any(|p| says(near, p) || context.says(p))
    }

    fn decided(
        &self,
        forms: &[&Form],
        only: Option<&Form>,
        year: Option<u16>,
        serial: &RomanSerial,
    ) -> Parts {
        if let (Some(only), Some(year), [suffix]) = (only, year, serial.suffixes.as_slice())
            && let Some(parts) = self.official(only, year, &serial.with(suffix))
        {
            return parts;
        }
        let mut all: Vec<String> = Vec::new();
        let (one, several): (Vec<&Form>, Vec<&Form>) =
            forms.iter().partition(|f| self.names_one_court(f));
        for form in one.into_iter().chain(several) {
            for (inner, outer) in &serial.suffixes {
                let form = self.written(form, year, &serial.digits, inner, outer);
                if !all.contains(&form) {
                    all.push(form);
                }
            }
        }
        self.undecided(all, year, serial)
    }

    fn names_one_court(&self, form: &Form) -> bool {
        self.courts.by_code(&form.court).is_some() || self.prefixes.code(&form.court).is_some()
    }

    fn written(
        &self,
        form: &Form,
        year: Option<u16>,
        digits: &str,
        inner: &str,
        outer: &str,
    ) -> String {
        let word = self
            .types
            .words()
            .get(form.word)
            .map_or("", |w| w.word.as_str());
        let year = year.map(|y| format!("（{y}）")).unwrap_or_default();
        format!(
            "{year}{}{word}{}{digits}{inner}号{outer}",
            form.court, form.link
        )
    }

    /// A number without an official form: what all readings share, and the readings, those first whose
    /// court is one.
    fn undecided(&self, mut all: Vec<String>, year: Option<u16>, serial: &RomanSerial) -> Parts {
        let mut warnings = vec!["romanised form fits several numbers".to_owned()];
        if year.is_none() {
            warnings = vec!["year missing".to_owned()];
        } else if all.len() == 1 {
            warnings = vec!["romanised court not decided".to_owned()];
        } else if all.len() > CANDIDATES {
            warnings.push(format!(
                "{} fit, {CANDIDATES} of them are listed",
                all.len()
            ));
        }
        let read: Vec<Parts> = all
            .iter()
            .filter_map(|form| self.parse_zh(form).ok()?.pop())
            .collect();
        let first = read.first().cloned().unwrap_or_default();
        let shared = |of: fn(&Parts) -> Option<&str>| {
            let value = of(&first)?;
            read.iter()
                .all(|p| of(p) == Some(value))
                .then(|| value.to_owned())
        };
        all.truncate(CANDIDATES);
        Parts {
            year,
            serial: Some(serial.digits.clone()),
            court_code: shared(|p| p.court_code.as_deref()),
            court: shared(|p| p.court.as_deref()),
            type_code: shared(|p| p.type_code.as_deref()),
            case_type: first
                .case_type
                .filter(|t| read.iter().all(|p| p.case_type == Some(*t))),
            trial_procedure: first
                .trial_procedure
                .filter(|t| read.iter().all(|p| p.trial_procedure == Some(*t))),
            candidates: all,
            warnings,
            ..Parts::default()
        }
    }
}

/// Keeps the forms that are said, where some are and some are not.
fn keep_said(forms: &mut Vec<&Form>, said: &[bool]) {
    if said.iter().any(|s| *s) {
        let mut each = said.iter();
        forms.retain(|_| each.next().copied().unwrap_or(true));
    }
}
