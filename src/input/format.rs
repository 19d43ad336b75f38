//! Formats of inputs, known by the end of a name; the bytes decide only where a reader finds them wrong.

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// Word since 2007.
    Docx,
    /// XML of any vocabulary.
    Xml,
    /// Markdown.
    Markdown,
    /// One JSON value a line.
    JsonLines,
    /// A JSON array, or JSON values one after the other.
    Json,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Parquet.
    Parquet,
    /// A ZIP archive.
    Zip,
    /// A tar archive.
    Tar,
    /// Packed with gzip.
    Gzip,
    /// Packed with zstd.
    Zstd,
    /// Packed with bzip2.
    Bzip2,
    /// Packed with xz.
    Xz,
}

/// Ends of names, in lower case.
const EXTENSIONS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("docx", Format::Docx),
    ("xml", Format::Xml),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("tab", Format::Tsv),
    ("parquet", Format::Parquet),
    ("zip", Format::Zip),
    ("tar", Format::Tar),
    ("gz", Format::Gzip),
    ("tgz", Format::Gzip),
    ("zst", Format::Zstd),
    ("tzst", Format::Zstd),
    ("bz2", Format::Bzip2),
    ("tbz", Format::Bzip2),
    ("tbz2", Format::Bzip2),
    ("xz", Format::Xz),
    ("txz", Format::Xz),
];

/// Bytes that tell the format of a document without a name.
const HEAD: usize = 1024;

/// What to do with files that judgments often come in and that are not read.
const ADVICE: &[(&str, &str)] = &[
    ("pdf", "give its text, as `pdftotext FILE` writes it"),
    ("doc", "save it as .docx or .txt"),
    ("wps", "save it as .docx or .txt"),
    ("rtf", "save it as .docx or .txt"),
    ("odt", "save it as .docx or .txt"),
    ("xls", "save it as .csv"),
    ("xlsx", "save it as .csv"),
    ("7z", "unpack it first"),
    ("rar", "unpack it first"),
    ("db", "export its table as .csv or .jsonl"),
    ("sqlite", "export its table as .csv or .jsonl"),
];

impl Format {
    /// The format of a file of this name, or `None` where it is none of ours.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let extension = extension(name)?.to_lowercase();
        let known = EXTENSIONS.iter().find(|(known, _)| *known == extension);
        known.map(|(_, format)| *format)
    }

    /// The format of a single document that has no name: HTML, XML and DOCX are known by how they begin, and
    /// anything else is a text.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") {
            return Self::Docx;
        }
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
        let head = head.trim_start_matches('\u{feff}').trim_start();
        let is_page = |text: &str| text.starts_with("<!doctype html") || text.starts_with("<html");
        match head.strip_prefix("<?xml") {
            Some(rest)
                if rest
                    .split_once("?>")
                    .is_some_and(|(_, rest)| is_page(rest.trim_start())) =>
            {
                Self::Html
            }
            Some(_) => Self::Xml,
            None if is_page(head) => Self::Html,
            None => Self::Text,
        }
    }

    /// Its word in `document.format`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xml => "xml",
            Self::Markdown => "markdown",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        }
    }
}

/// What follows the last dot of the last part of a name, unless it begins the part.
fn extension(name: &str) -> Option<&str> {
    let last = name.rsplit('/').next()?;
    let (stem, extension) = last.rsplit_once('.')?;
    (!stem.is_empty()).then_some(extension)
}

/// Why a file of this name is not read, for people.
pub(super) fn not_ours(name: &str) -> String {
    let Some(extension) = extension(name) else {
        return "no extension".to_owned();
    };
    let lower = extension.to_lowercase();
    match ADVICE.iter().find(|(known, _)| *known == lower) {
        Some((_, advice)) => format!(".{extension}; {advice}"),
        None => format!(".{extension}"),
    }
}

/// The name of what a packed file holds: `a.txt` for `a.txt.gz`, `a.tar` for `a.tgz`.
pub(super) fn inner_name(name: &str) -> String {
    let Some(extension) = extension(name) else {
        return name.to_owned();
    };
    let stem = &name[..name.len() - extension.len() - 1];
    if matches!(
        extension.to_lowercase().as_str(),
        "tgz" | "tzst" | "tbz" | "tbz2" | "txz"
    ) {
        return format!("{stem}.tar");
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_the_end_of_a_name() {
        for (name, format) in [
            ("a.txt", Some(Format::Text)),
            ("a/b.HTM", Some(Format::Html)),
            ("判决.docx", Some(Format::Docx)),
            ("a.tar.gz", Some(Format::Gzip)),
            (".gz", None),
            ("a.txt/b", None),
            ("a.pdf", None),
        ] {
            assert_eq!(Format::of(name), format, "{name}");
        }
        for (bytes, format) in [
            (&b"PK\x03\x04"[..], Format::Docx),
            (b"\n<!DOCTYPE html><p>", Format::Html),
            (b"<?xml version='1.0'?>\n<html>", Format::Html),
            (b"\xEF\xBB\xBF<?xml version='1.0'?><doc/>", Format::Xml),
            (b"<p> is a text", Format::Text),
            (b"", Format::Text),
        ] {
            assert_eq!(Format::of_content(bytes), format, "{bytes:?}");
        }
        assert_eq!(inner_name("a/b.tar.gz"), "a/b.tar");
        assert_eq!(inner_name("a/b.tgz"), "a/b.tar");
        assert!(not_ours("a.PDF").contains("pdftotext"));
        assert_eq!(not_ours("LICENSE"), "no extension");
    }
}
