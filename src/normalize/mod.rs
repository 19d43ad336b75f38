//! `&str` to a typed value, or a named refusal. Pure and idempotent; knows neither rules nor sections,
//! nor where the string stood. Input is folded text (half-width brackets and digits).

pub mod case_number;
pub mod court;
pub mod date;
pub mod money;
pub mod numeral;
pub mod party_name;
pub mod provision;
pub mod table;

/// Why a normalizer gave no value. A refusal drops the candidate and is counted by its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Not a numeral.
    #[error("not a number")]
    NotANumber,
    /// Not a date in a known form.
    #[error("not a date")]
    NotADate,
    /// A date that no calendar has.
    #[error("no such day in the calendar")]
    ImpossibleDate,
    /// Not an amount of money.
    #[error("not an amount of money")]
    NotMoney,
    /// Not a court case number.
    #[error("not a court case number")]
    NotACaseNumber,
    /// A number of a prosecutor, notary, forensic office or the like.
    #[error("a number, but not of a court case")]
    LookAlike,
    /// Prose or punctuation where a name should stand.
    #[error("not a name")]
    NotAName,
    /// A word that the lookup table does not have.
    #[error("not in the table")]
    NotInTable,
    /// Nothing left after folding.
    #[error("empty")]
    Empty,
}
