//! 案号: a court case number as records and `casemill cite` print it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::span::ByteSpan;
use crate::vocabulary::{CaseType, NumberRelation, TrialProcedure};

/// One court case number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseNumber {
    /// As printed, blanks folded.
    pub text: String,
    /// The official form, or `None` where the print does not decide it.
    pub canonical: Option<String>,
    /// Year of filing.
    pub year: Option<u16>,
    /// Code of the court, as `京0491`.
    pub court_code: Option<String>,
    /// Chinese name of the court that the code names.
    pub court: Option<String>,
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
    /// The English form, as `(2023) Jing 0491 Min Chu No. 11279`.
    pub romanised: Option<String>,
    /// Official forms that fit a print which decides none, at most eight.
    pub candidates: Vec<String>,
    /// What is odd about the print.
    pub warnings: Vec<String>,
    /// How it stands to this document.
    pub relation: NumberRelation,
    /// Place in the original.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}
