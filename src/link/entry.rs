//! What linking reads from a record: the document, its court, its numbers. All else in the line is passed over.

use serde::Deserialize;

use crate::span::ByteSpan;

/// A line that is no record.
#[derive(Debug, thiserror::Error)]
#[error("not a record: {0}")]
pub struct EntryError(#[from] serde_json::Error);

/// A document of the dataset.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// Where it came from.
    pub document: Document,
    /// Its case numbers.
    pub case_numbers: Vec<Mention>,
    /// Its court.
    pub court: Option<Court>,
    /// Its stage, in the record's words.
    pub trial_procedure: Option<String>,
    /// Its dates.
    #[serde(default)]
    pub dates: Vec<Dated>,
}

/// Where a document came from.
#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    /// The id that tables are joined by.
    pub id: String,
    /// Path relative to the input.
    pub path: String,
    /// Row or archive member.
    pub member: Option<String>,
    /// Number within the input.
    pub part: u32,
    /// sha256 of the input.
    pub sha256: String,
}

/// The court of a document.
#[derive(Debug, Clone, Deserialize)]
pub struct Court {
    /// Name as printed.
    pub name: String,
    /// Province by the court table.
    pub province: Option<String>,
    /// Level by the court table.
    pub level: Option<String>,
}

/// A date of a document.
#[derive(Debug, Clone, Deserialize)]
pub struct Dated {
    /// What happened.
    pub kind: String,
    /// ISO 8601.
    pub date: String,
}

/// A case number that a document prints.
#[derive(Debug, Clone, Deserialize)]
pub struct Mention {
    /// As printed.
    pub text: String,
    /// The official form, where print decides it.
    pub canonical: Option<String>,
    /// Code of the court, where the number names one.
    pub court_code: Option<String>,
    /// Official forms that fit.
    #[serde(default)]
    pub candidates: Vec<String>,
    /// `own`, `prior` or `cited`.
    pub relation: String,
    /// Place in the text of the document.
    pub span: ByteSpan,
    /// Rule that found it.
    pub rule: String,
}

impl Entry {
    /// Reads one line of `records.jsonl`.
    ///
    /// # Errors
    /// [`EntryError`] where the line is no record.
    pub fn from_json(line: &[u8]) -> Result<Self, EntryError> {
        Ok(serde_json::from_slice(line)?)
    }

    /// The day of the judgment, or nothing.
    #[must_use]
    pub fn judged(&self) -> Option<&str> {
        let mut judged = self.dates.iter().filter(|d| d.kind == "judgment");
        judged.next().map(|d| d.date.as_str())
    }

    /// The numbers that it carries as its own.
    pub fn own(&self) -> impl Iterator<Item = &Mention> {
        self.case_numbers.iter().filter(|n| n.relation == "own")
    }

    /// The province that a number without a court code is looked for in; courts of the whole country have none.
    #[must_use]
    pub fn province(&self) -> Option<&str> {
        let court = self.court.as_ref()?;
        court
            .province
            .as_deref()
            .filter(|_| court.level.as_deref() != Some("supreme"))
    }
}
