//! Case numbers alone, without a document around them: `casemill cite`.

use crate::normalize::case_number::Found;
use crate::record::{Citation, CitedLine};
use crate::rule::Library;
use crate::span::ByteSpan;

/// Every court case number of a line, Chinese, romanised or translated, decided by what the line says.
///
/// Nothing is guessed: where the line leaves open which number is meant, `canonical` is `None` and
/// `candidates` lists the at most eight that fit.
///
/// ```
/// use casemill::extract::cite;
/// use casemill::rule::Library;
///
/// let library = Library::embedded()?;
/// let line = cite(&library, "Li v. Liu, (2023) Jing 0491 Min Chu No. 11279, was widely reported.");
/// let number = &line.case_numbers[0];
/// assert_eq!(number.canonical.as_deref(), Some("（2023）京0491民初11279号"));
/// assert_eq!(number.court_en.as_deref(), Some("Beijing Internet Court"));
/// assert_eq!(&line.input[number.span.start..number.span.end], "(2023) Jing 0491 Min Chu No. 11279");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn cite(library: &Library, line: &str) -> CitedLine {
    let found = library.tables.case_numbers.cite(line);
    CitedLine {
        input: line.to_owned(),
        case_numbers: found.into_iter().map(|f| citation(library, f)).collect(),
    }
}

fn citation(library: &Library, found: Found) -> Citation {
    let parts = found.parts;
    let tables = &library.tables;
    let code = parts.court_code.as_deref();
    let court = code.and_then(|code| tables.courts.by_code(code));
    let province = court.map(|c| c.province.clone());
    Citation {
        text: parts.text,
        canonical: parts.canonical,
        romanised: parts.romanised,
        year: parts.year,
        court: parts.court,
        court_en: court.map(|c| c.name_en.clone()).filter(|n| !n.is_empty()),
        level: court.map(|c| c.level),
        province: province.or_else(|| code.and_then(|c| tables.case_numbers.province(c))),
        court_code: parts.court_code,
        type_code: parts.type_code,
        case_type: parts.case_type,
        trial_procedure: parts.trial_procedure,
        serial: parts.serial,
        suffix: parts.suffix,
        court_prefix: parts.court_prefix,
        candidates: parts.candidates,
        warnings: parts.warnings,
        span: ByteSpan::new(found.range.start, found.range.end),
    }
}
