//! Why a text is no pattern.

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// It does not parse.
    #[error("the pattern does not parse: {0}")]
    Syntax(String),
    /// It compiles to too much.
    #[error("the pattern compiles to more than {0} bytes")]
    TooBig(usize),
}

impl PatternError {
    /// What a builder said, where it names the bound that was passed.
    pub(super) fn of(error: &dyn std::fmt::Display, limit: Option<usize>) -> Self {
        limit.map_or_else(|| Self::Syntax(error.to_string()), Self::TooBig)
    }
}
