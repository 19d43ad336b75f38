//! 案号: court case numbers, in every form that Chinese judgments and writings about them print.
//!
//! A number is read into its parts, its one official form, its English form. A number that print or
//! romanisation leaves undecided has no official form but candidates. Numbers of prosecutors, notaries,
//! forensic offices and the like are refused by their parts. How a number stands to its document (own,
//! prior, cited) is none of this module's business.
//!
//! ```
//! use casemill::rule::Library;
//!
//! let library = Library::embedded()?;
//! let numbers = &library.tables.case_numbers;
//!
//! // one number in any printed form
//! let read = numbers.parse_zh("(2023)京 0491 民初 11279 号")?;
//! assert_eq!(read[0].canonical.as_deref(), Some("（2023）京0491民初11279号"));
//! assert_eq!(read[0].court.as_deref(), Some("北京互联网法院"));
//!
//! // every number of a line, Chinese or English
//! let found = numbers.cite("The case, (2023) Jing 0491 Min Chu No. 11279, was widely reported.");
//! assert_eq!(found[0].parts.canonical.as_deref(), Some("（2023）京0491民初11279号"));
//!
//! // syllables that nothing decides are not guessed at: 刑 or 行
//! let open = &numbers.cite("(2023) Jing 0491 Xing Chu No. 99001")[0].parts;
//! assert_eq!(open.canonical, None);
//! assert_eq!(open.candidates, ["（2023）京0491刑初99001号", "（2023）京0491行初99001号"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod context;
mod decide;
mod find;
mod find_roman;
mod glyph;
mod index;
mod interpret;
mod old;
mod prefix;
mod printed;
mod province;
mod roman;
mod roman_head;
mod roman_serial;
mod romanise;
mod serial;
mod token;
mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::glyph::{Cursor, glyphs};
use self::index::RomanIndex;
use self::prefix::{LookAlikes, PrefixTable};
use self::province::Provinces;
use self::romanise::Syllables;
use self::types::{BranchWords, TypeTable};
use super::Refusal;
use super::court::CourtTable;
use super::table::TableError;
use crate::vocabulary::{CaseType, TrialProcedure};

pub use self::context::Context;
pub use self::find::Found;
pub use self::province::Province;
pub use self::types::TypeWord;

/// The tables that case numbers are read with, by file name without `.csv`.
pub const TABLES: [&str; 8] = [
    "case_types",
    "type_letters",
    "provinces",
    "old_prefixes",
    "lookalikes",
    "pinyin",
    "roman_words",
    "branch_words",
];

/// One case number taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// As printed, blanks left out (Chinese) or folded (English).
    pub text: String,
    /// The official form, or `None` where the print does not decide it.
    pub canonical: Option<String>,
    /// Year of filing.
    pub year: Option<u16>,
    /// Code of the court, as `京0491`.
    pub court_code: Option<String>,
    /// Chinese name of the court that the code names.
    pub court: Option<String>,
    /// Type word, as `民初`; before 2016 the letters without 字.
    pub type_code: Option<String>,
    /// Branch of law that the type word names.
    pub case_type: Option<CaseType>,
    /// Stage that the type word names.
    pub trial_procedure: Option<TrialProcedure>,
    /// Serial number with its leading zeros.
    pub serial: Option<String>,
    /// `之一`, `-1`.
    pub suffix: Option<String>,
    /// Court prefix of a number from before 2016, as printed.
    pub court_prefix: Option<String>,
    /// The English form.
    pub romanised: Option<String>,
    /// Official forms that fit, at most eight, where none is decided.
    pub candidates: Vec<String>,
    /// What is odd about the print, in short English phrases.
    pub warnings: Vec<String>,
}

/// What case numbers are read with.
#[derive(Debug, Default)]
pub struct CaseNumberTables {
    courts: Arc<CourtTable>,
    types: TypeTable,
    branch_words: BranchWords,
    prefixes: PrefixTable,
    look_alikes: LookAlikes,
    provinces: Provinces,
    syllables: Syllables,
    roman: RomanIndex,
}

impl CaseNumberTables {
    /// Builds them from the texts of the [`TABLES`] and the courts. An absent table is an empty one.
    ///
    /// # Errors
    /// [`TableError`] of the first table that cannot be read.
    pub fn new(
        courts: Arc<CourtTable>,
        texts: &BTreeMap<String, String>,
    ) -> Result<Self, TableError> {
        let present = |name: &str| texts.get(name).map(String::as_str);
        let types = match (present("case_types"), present("type_letters")) {
            (Some(types), letters) => TypeTable::from_csv(
                types,
                letters.unwrap_or("letter,role,case_type,trial_procedure\n"),
            )?,
            _ => TypeTable::default(),
        };
        let prefixes = present("old_prefixes")
            .map(PrefixTable::from_csv)
            .transpose()?
            .unwrap_or_default();
        let provinces = present("provinces")
            .map(Provinces::from_csv)
            .transpose()?
            .unwrap_or_default();
        let syllables = present("pinyin")
            .map(Syllables::from_csv)
            .transpose()?
            .unwrap_or_default();
        let mut roman = RomanIndex::new(&provinces, &types, prefixes.names(), &syllables);
        if let Some(words) = present("roman_words") {
            roman = roman.with_english(words)?;
        }
        let look_alikes = present("lookalikes")
            .map(LookAlikes::from_csv)
            .transpose()?
            .unwrap_or_default();
        let branch_words = present("branch_words")
            .map(BranchWords::from_csv)
            .transpose()?
            .unwrap_or_default();
        Ok(Self {
            courts,
            types,
            branch_words,
            prefixes,
            look_alikes,
            provinces,
            syllables,
            roman,
        })
    }

    /// Chinese name of the province that a court code begins with.
    #[must_use]
    pub fn province(&self, code: &str) -> Option<String> {
        self.provinces.of_code(code).map(|p| p.name_zh.clone())
    }

    /// Reads a printed Chinese number, folded or not, with blanks and line ends inside. A number that
    /// stands for several (`刑初209、395号`, `12-15号`) gives one entry each.
    ///
    /// # Errors
    /// [`Refusal::LookAlike`] for another office's number, [`Refusal::NotACaseNumber`] for anything else
    /// that is no court's, [`Refusal::Empty`] where nothing is printed.
    pub fn parse_zh(&self, printed: &str) -> Result<Vec<Parts>, Refusal> {
        let row = glyphs(printed);
        if row.is_empty() {
            return Err(Refusal::Empty);
        }
        let mut cursor = Cursor::new(&row);
        if cursor.eat_word("案号") {
            cursor.eat(':');
        }
        let number =
            printed::printed(&mut cursor, &self.provinces).ok_or(Refusal::NotACaseNumber)?;
        let text: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
        self.interpret(&number, &text)
    }
}

/// The key that joins numbers: the official form without leading zeros, and without 字 and 第, which
/// courts went on printing after 2015 and which prints leave out.
#[must_use]
pub fn join_key(canonical: &str) -> String {
    let mut out = String::with_capacity(canonical.len());
    for c in canonical.chars() {
        let starts_serial = c.is_ascii_digit() && out.ends_with(['字', '第', '0']);
        if starts_serial {
            while let Some(rest) = out.strip_suffix(['字', '第']) {
                out.truncate(rest.len());
            }
        }
        out.push(c);
    }
    without_zeros(&out)
}

/// Leading zeros of the serial, which is the last run of digits behind the type word, go.
fn without_zeros(form: &str) -> String {
    let Some(hao) = form.find('号') else {
        return form.to_owned();
    };
    let head = &form[..hao];
    let last_letter = head
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_ascii_digit() && *c != '-');
    let Some(from) = last_letter.map(|(at, c)| at + c.len_utf8()) else {
        return form.to_owned();
    };
    format!(
        "{}{}{}",
        &head[..from],
        head[from..].trim_start_matches('0'),
        &form[hao..]
    )
}

#[cfg(test)]
mod tests;
