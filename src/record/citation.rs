//! What `casemill cite` prints: the case numbers of one line of text, each with what is known of its court.

use schemars::JsonSchema;
use serde::Serialize;

use crate::span::ByteSpan;
use crate::vocabulary::{CaseType, CourtLevel, TrialProcedure};

/// One line of text and the case numbers in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedLine {
    /// The line.
    pub input: String,
    /// Its case numbers, in order of place.
    pub case_numbers: Vec<Citation>,
}

/// A case number outside a document: what [`super::CaseNumber`] holds, and the court that its code names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Citation {
    /// As printed, blanks left out (Chinese) or folded (English).
    pub text: String,
    /// The official form, or `None` where the print does not decide it.
    pub canonical: Option<String>,
    /// The English form, as `(2023) Jing 0491 Min Chu No. 11279`.
    pub romanised: Option<String>,
    /// Year of filing.
    pub year: Option<u16>,
    /// Code of the court, as `京0491`.
    pub court_code: Option<String>,
    /// Chinese name of the court that the code names.
    pub court: Option<String>,
    /// Its English name.
    pub court_en: Option<String>,
    /// Its level.
    pub level: Option<CourtLevel>,
    /// Chinese name of its province, also where the court itself is not in the table.
    pub province: Option<String>,
    /// Type word, as `民初`.
    pub type_code: Option<String>,
    /// Branch of law that the type word names.
    pub case_type: Option<CaseType>,
    /// Stage that the type word names.
    pub trial_procedure: Option<TrialProcedure>,
    /// Serial number with its leading zeros.
    pub serial: Option<String>,
    /// What follows 号, as `之一`.
    pub suffix: Option<String>,
    /// Court prefix of a number from before 2016, as printed.
    pub court_prefix: Option<String>,
    /// Official forms that fit a print which decides none, at most eight.
    pub candidates: Vec<String>,
    /// What is odd about the print.
    pub warnings: Vec<String>,
    /// Bytes of the line.
    pub span: ByteSpan,
}
