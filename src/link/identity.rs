//! Which case a number stands for. A number with a court code names one case of the country; one from before
//! 2016 whose prefix several courts printed (朝民初字) names one only within a province.

use crate::normalize::case_number::join_key;

use super::entry::{Entry, Mention};

/// A case number as the key of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Year of the number, so that the first of a history sorts first.
    year: u16,
    /// The joining form: official, without leading zeros, 字 and 第.
    pub form: String,
    /// Where it counts.
    place: Place,
}

/// Where a form names one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Everywhere: the court code stands in the number.
    Everywhere,
    /// In a province.
    Province(String),
    /// Nobody knows.
    Unknown,
}

impl Identity {
    /// The identity of a number that a document prints; `None` where print leaves it open.
    #[must_use]
    pub fn of(mention: &Mention, entry: &Entry) -> Option<Self> {
        let canonical = mention.canonical.as_deref()?;
        let place = match (&mention.court_code, entry.province()) {
            (Some(_), _) => Place::Everywhere,
            (None, Some(province)) => Place::Province(province.to_owned()),
            (None, None) => Place::Unknown,
        };
        Some(Self {
            year: year(canonical),
            form: join_key(canonical),
            place,
        })
    }

    /// Whether two numbers of one form may be one case.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        self.form == other.form
            && (self.place == other.place
                || [&self.place, &other.place].contains(&&Place::Unknown)
                || [&self.place, &other.place].contains(&&Place::Everywhere))
    }

    /// Whether it names one case by itself.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.place != Place::Unknown
    }

    /// What a history that begins with this number is called after.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.place {
            Place::Everywhere => self.form.clone(),
            Place::Province(province) => format!("{}@{province}", self.form),
            Place::Unknown => format!("{}@", self.form),
        }
    }
}

/// The year in the brackets of an official form.
fn year(canonical: &str) -> u16 {
    let digits = canonical.chars().skip(1).take(4).collect::<String>();
    digits.parse().unwrap_or(u16::MAX)
}
