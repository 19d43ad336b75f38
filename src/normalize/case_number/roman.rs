//! Romanised and translated numbers: from tokens to the official forms that may be meant.
//!
//! A body is `COURT [CODE] TYPE [Zi] [No.] SERIAL`, in syllables split or joined, in English words, or in
//! initials (`H72XWR`). What one of several forms is meant is `decide`'s.

use super::CaseNumberTables;
use super::index::{English, key};
use super::roman_head::{Head, head};
use super::roman_serial::{RomanSerial, serials};
use super::token::Token;

/// What a romanised number may stand for.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Court and type word with 字第 where it belongs, as official forms write them.
    pub(super) forms: Vec<Form>,
    pub(super) serials: Vec<RomanSerial>,
    /// Index behind the last token.
    pub(super) end: usize,
}

/// Court and type word of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// 京0491, 最高法, 鄂武汉中.
    pub(super) court: String,
    /// Index of the type word.
    pub(super) word: usize,
    /// `字第` in the old style.
    pub(super) link: &'static str,
    /// Whether the court stands in a table.
    pub(super) known: bool,
    /// Whether the reading can be decided without its place being named.
    pub(super) sure: bool,
}

impl CaseNumberTables {
    /// Reads a body that begins at a token; `year` tells old from new.
    pub(super) fn body(
        &self,
        tokens: &[Token<'_>],
        from: usize,
        year: Option<u16>,
    ) -> Option<Body> {
        let head = head(tokens, from)?;
        let mut forms = match head.code {
            Some(code) => self.coded_forms(&head, code),
            None => self.uncoded_forms(&head, year),
        };
        if forms.is_empty() {
            return None;
        }
        if forms.iter().any(|f| f.known) {
            forms.retain(|f| f.known);
        }
        let (serials, end) = serials(tokens, head.serial);
        (!serials.is_empty()).then_some(Body {
            forms,
            serials,
            end,
        })
    }

    fn coded_forms(&self, head: &Head<'_>, code: &str) -> Vec<Form> {
        let place = key(&head.before.concat());
        let mut words = self.type_words(&head.behind);
        let mut provinces: Vec<&str> = self
            .roman
            .provinces
            .get(&place)
            .into_iter()
            .flatten()
            .map(|&at| self.provinces[at].abbr.as_str())
            .collect();
        if words.is_empty()
            && let ([initial], [initials]) = (head.before.as_slice(), head.behind.as_slice())
            && is_initials(initial)
            && is_initials(initials)
        {
            words = self
                .roman
                .initials
                .get(*initials)
                .cloned()
                .unwrap_or_default();
            let starts =
                |p: &&super::Province| p.romanised.starts_with(initial) && initial.len() == 1;
            provinces = self
                .provinces
                .iter()
                .filter(starts)
                .map(|p| p.abbr.as_str())
                .collect();
        }
        let link = if head.zi { "字" } else { "" };
        let mut forms = Vec::new();
        for province in provinces.iter().filter(|p| p.chars().count() == 1) {
            let court = format!("{province}{code}");
            let known = self.courts.by_code(&court).is_some();
            forms.extend(words.iter().map(|&word| Form {
                court: court.clone(),
                word,
                link,
                known,
                sure: true,
            }));
        }
        forms
    }

    fn uncoded_forms(&self, head: &Head<'_>, year: Option<u16>) -> Vec<Form> {
        let mut forms = Vec::new();
        if year.is_none_or(|y| y >= 2016) {
            self.high_court_forms(&head.before, head.zi, &mut forms);
        }
        if head.zi || year.is_some_and(|y| y < 2016) {
            self.old_forms(&head.before, &mut forms);
        }
        forms
    }

    /// A province or the Supreme People's Court, and a type word.
    fn high_court_forms(&self, words: &[&str], zi: bool, forms: &mut Vec<Form>) {
        let link = if zi { "字" } else { "" };
        let mut add = |court: &str, types: &[usize]| {
            for &word in types {
                let known = self.courts.by_code(court).is_some();
                let form = Form {
                    court: court.to_owned(),
                    word,
                    link,
                    known,
                    sure: true,
                };
                if self.types.words()[word].new_style && !forms.contains(&form) {
                    forms.push(form);
                }
            }
        };
        for n in 1..words.len().min(6) {
            let place = key(&words[..n].concat());
            let types = self.type_words(&words[n..]);
            if self.roman.english.get(&place) == Some(&English::Court) {
                add("最高法", &types);
            }
            for &at in self.roman.provinces.get(&place).into_iter().flatten() {
                add(&self.provinces[at].abbr, &types);
            }
        }
        let joined = key(&words.concat());
        for (at, province) in self.provinces.iter().enumerate() {
            let spellings = [&province.romanised]
                .into_iter()
                .chain(&province.also_romanised);
            let mut rest = spellings.filter_map(|s| joined.strip_prefix(&key(s)));
            if let Some(types) = rest.find_map(|rest| self.roman.types.get(rest)) {
                add(&self.provinces[at].abbr, types);
            }
        }
    }

    /// A prefix and a type word from before 2016.
    fn old_forms(&self, words: &[&str], forms: &mut Vec<Form>) {
        let joined = key(&words.concat());
        for at in 0..joined.len() {
            let (prefix, word) = joined.split_at(at);
            let Some(types) = self.roman.types.get(word) else {
                continue;
            };
            let none = [String::new()];
            let prefixes = if at == 0 {
                &none[..]
            } else {
                self.roman
                    .prefixes
                    .get(prefix)
                    .map_or(&[][..], Vec::as_slice)
            };
            for prefix in prefixes {
                for &word in types {
                    let alone = self.types.words()[word].alone.is_some();
                    let sure = if prefix.is_empty() {
                        alone
                    } else {
                        prefix.chars().count() > 1
                    };
                    forms.push(Form {
                        court: prefix.clone(),
                        word,
                        link: "字第",
                        known: true,
                        sure,
                    });
                }
            }
        }
    }

    /// Type words that syllables or English words may stand for.
    fn type_words(&self, words: &[&str]) -> Vec<usize> {
        if let Some(types) = self.roman.types.get(&key(&words.concat())) {
            return types.clone();
        }
        self.translated(words).into_iter().collect()
    }

    /// `Civil First`, `IP Civil Final`, `Special Civil Procedure`: one branch, one stage, nothing unknown.
    pub(super) fn translated(&self, words: &[&str]) -> Option<usize> {
        let (mut branch, mut stage, mut ip) = (None, None, false);
        let mut at = 0;
        while at < words.len() {
            // two words may be one term: second instance, intellectual property
            let pair = words
                .get(at + 1)
                .map(|next| key(&format!("{}{next}", words[at])));
            let pair = pair.and_then(|pair| self.roman.english.get(&pair));
            at += if pair.is_some() { 2 } else { 1 };
            let meaning = pair.or_else(|| self.roman.english.get(&key(words[at - 1])))?;
            match meaning {
                English::Stage(c) => replace_once(&mut stage, *c)?,
                English::Special => replace_once(&mut stage, '特')?,
                English::Branch(c) => replace_once(&mut branch, *c)?,
                English::Ip => ip = true,
                English::Filler => {}
                English::Court | English::Ordinal => return None,
            }
        }
        let word: String = ip
            .then_some('知')
            .into_iter()
            .chain([branch?, stage?])
            .collect();
        self.types.position(&word)
    }
}

fn replace_once(slot: &mut Option<char>, value: char) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn is_initials(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|b| b.is_ascii_uppercase())
}
