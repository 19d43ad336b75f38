//! Walks through one input, whatever it is made of, and gives its documents in order.

use crate::files::OpenFile;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::format::{inner_name, not_ours};
use super::packed::{Budget, unpacked};
use super::{Content, Ended, Format, Raw, Reading, archive, rows};
use crate::files::{Input, ReadError, Verdict, open_document, read_limited, reason};

/// How many notes a container ends with.
const MAX_NOTES: usize = 8;

/// Takes what an input holds; says whether there is interest in more.
pub(super) type Give<'a> = dyn FnMut(Raw) -> ControlFlow<()> + 'a;

/// Gives everything that `input` holds, in order. Bytes are read as they are needed, and of the files that
/// are documents themselves none.
///
/// # Errors
/// Breaks where `give` does, and only there: what cannot be read is given as set aside.
pub fn visit(input: &Input, reading: &Reading, give: &mut Give<'_>) -> ControlFlow<()> {
    let budget = Budget::new(input.bytes, reading.max_expansion);
    let mut visit = Visit {
        path: Arc::from(input.name.as_str()),
        reading,
        budget: &budget,
        give,
        given: 0,
        notes: Vec::new(),
    };
    if input.verdict != Verdict::Take {
        let place = Place::top(&input.name, Format::Text);
        return visit.aside(&place, input.verdict.clone(), input.bytes);
    }
    let format = Format::of(&input.name).or(input.named.then_some(Format::Text));
    let Some(format) = format else {
        let verdict = Verdict::Skip("not a text file", not_ours(&input.name));
        return visit.aside(&Place::top(&input.name, Format::Text), verdict, input.bytes);
    };
    visit.file(&Place::top(&input.name, format), &input.path, input.bytes)
}

/// A place in an input that something stands at.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Where in the input, or `None` for the input itself.
    pub(super) member: Option<String>,
    /// The name that tells the format.
    pub(super) name: String,
    pub(super) format: Format,
    /// How many containers it lies in.
    pub(super) depth: u32,
}

impl Place {
    fn top(name: &str, format: Format) -> Self {
        Self {
            member: None,
            name: name.to_owned(),
            format,
            depth: 0,
        }
    }

    /// A place inside this one.
    pub(super) fn within(&self, member: &str) -> String {
        match &self.member {
            Some(outer) => format!("{outer}/{member}"),
            None => member.to_owned(),
        }
    }
}

/// A visit to one input.
pub(super) struct Visit<'a, 'g> {
    path: Arc<str>,
    pub(super) reading: &'a Reading,
    pub(super) budget: &'a Budget,
    give: &'a mut Give<'g>,
    given: u64,
    /// What was decided, for the end.
    notes: Vec<String>,
}

impl Visit<'_, '_> {
    /// The input itself.
    fn file(&mut self, place: &Place, path: &Path, size: u64) -> ControlFlow<()> {
        if place.format.is_document() {
            return self.give(place, Content::File(path.to_owned(), size));
        }
        match open_document(path) {
            Ok(mut file) => self.container(place, &mut file, size)?,
            Err(error) => return self.unread(place, &error, size),
        }
        if place.format.is_packed()
            && Format::of(&inner_name(&place.name)).is_none_or(Format::is_document)
        {
            return ControlFlow::Continue(());
        }
        let ended = Ended {
            size,
            given: self.given,
            notes: self.notes.join("; "),
        };
        self.give(place, Content::End(ended))
    }

    fn container(&mut self, place: &Place, file: &mut OpenFile, size: u64) -> ControlFlow<()> {
        match place.format {
            Format::Zip => archive::zip(self, place, file, size),
            Format::Parquet => rows::parquet(self, place, file, size),
            _ => self.stream(place, &mut BufReader::with_capacity(1 << 16, file), size),
        }
    }

    /// A stream of this format, at any depth.
    pub(super) fn stream(
        &mut self,
        place: &Place,
        stream: &mut dyn Read,
        size: u64,
    ) -> ControlFlow<()> {
        if place.format.is_document() {
            return match read_limited(stream, self.reading.max_document) {
                Ok(bytes) => self.give(place, Content::Bytes(bytes)),
                Err(error) => self.unread(place, &error, size),
            };
        }
        if place.depth >= self.reading.max_depth {
            let why = format!(
                "more than {} deep; --max-depth allows more",
                self.reading.max_depth
            );
            return self.aside(place, Verdict::Fail("too deep", why), size);
        }
        match place.format {
            Format::Zip | Format::Parquet => self.spooled(place, stream, size),
            Format::Tar => archive::tar(self, place, stream, size),
            Format::Json | Format::JsonLines => rows::json(self, place, stream, size),
            Format::Csv | Format::Tsv => rows::csv(self, place, stream, size),
            _ => self.packed(place, stream, size),
        }
    }

    /// A format that is read from its end, inside another container.
    fn spooled(&mut self, place: &Place, stream: &mut dyn Read, size: u64) -> ControlFlow<()> {
        match crate::files::spooled(stream) {
            Ok(mut file) => match place.format {
                Format::Zip => archive::zip(self, place, &mut file, size),
                _ => rows::parquet(self, place, &mut file, size),
            },
            Err(error) => self.broken(place, &error, size),
        }
    }

    fn packed(&mut self, place: &Place, stream: &mut dyn Read, size: u64) -> ControlFlow<()> {
        let name = inner_name(&place.name);
        // A name that tells nothing, as `dump.gz`, is that of a text.
        let plain = !name.rsplit('/').next().unwrap_or(&name).contains('.');
        let Some(format) = Format::of(&name).or(plain.then_some(Format::Text)) else {
            let verdict = Verdict::Skip("not a text file", not_ours(&name));
            return self.aside(place, verdict, size);
        };
        let inner = Place {
            member: place.member.clone(),
            name,
            format,
            depth: place.depth + 1,
        };
        let budget = self.budget;
        match unpacked(place.format, stream) {
            Some(unpacked) => self.stream(&inner, &mut budget.counted(unpacked), size),
            None => ControlFlow::Continue(()),
        }
    }

    /// Gives what stands at a place.
    pub(super) fn give(&mut self, place: &Place, content: Content) -> ControlFlow<()> {
        if !matches!(content, Content::End(_)) {
            self.given += 1;
        }
        (self.give)(Raw {
            path: Arc::clone(&self.path),
            member: place.member.clone(),
            format: place.format,
            content,
        })
    }

    /// Keeps what was decided on the way, of an archive of many dumps only the first ones.
    pub(super) fn note(&mut self, note: String) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(note);
        }
    }

    /// Sets aside what stands at a place.
    pub(super) fn aside(&mut self, place: &Place, verdict: Verdict, size: u64) -> ControlFlow<()> {
        self.give(place, Content::Aside(verdict, size))
    }

    fn unread(&mut self, place: &Place, error: &ReadError, size: u64) -> ControlFlow<()> {
        self.aside(place, refusal(error), size)
    }

    /// A container that breaks here; what it gave before stays.
    pub(super) fn broken(
        &mut self,
        place: &Place,
        error: &std::io::Error,
        size: u64,
    ) -> ControlFlow<()> {
        let verdict = if self.budget.is_spent() {
            Verdict::Fail("too large", self.budget.message())
        } else {
            Verdict::Fail(
                "broken",
                format!("{}: {}", place.format.word(), reason(error)),
            )
        };
        self.aside(place, verdict, size)
    }
}

/// What the manifest says of a document that was not read.
#[must_use]
pub fn refusal(error: &ReadError) -> Verdict {
    match error {
        ReadError::TooLarge(limit) => Verdict::Fail(
            "too large",
            format!("more than {limit} bytes; --max-document allows more"),
        ),
        other => Verdict::Fail("unreadable", other.to_string()),
    }
}

impl Format {
    /// Whether a file of it is one document and no container.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Html | Self::Docx | Self::Xml | Self::Markdown
        )
    }

    fn is_packed(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd | Self::Bzip2 | Self::Xz)
    }
}
