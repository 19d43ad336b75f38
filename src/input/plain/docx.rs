//! DOCX to text: paragraphs are lines, cells of a row are separated by TAB. Deleted text, fields' codes,
//! comments, headers and footers are no text of the document.

use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::paper::Paper;
use super::xml::entity;
use crate::files::read_limited;

/// The part that holds the body.
const BODY: &str = "word/document.xml";

/// The text of a DOCX document, or why it has none.
pub(in crate::input) fn docx(bytes: &[u8], limit: u64) -> Result<String, String> {
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|error| format!("docx: {error}"))?;
    let mut part = archive
        .by_name(BODY)
        .map_err(|error| format!("docx: {BODY}: {error}"))?;
    let body = read_limited(&mut part, limit).map_err(|error| format!("docx: {BODY}: {error}"))?;
    let body = String::from_utf8(body).map_err(|error| format!("docx: {BODY}: {error}"))?;
    text_of(&body).map_err(|error| format!("docx: {BODY}: {error}"))
}

fn text_of(body: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(body.trim_start_matches('\u{FEFF}'));
    let mut page = Page::default();
    loop {
        match reader.read_event()? {
            Event::Start(tag) => page.start(tag.local_name().as_ref(), true),
            Event::Empty(tag) => page.start(tag.local_name().as_ref(), false),
            Event::End(tag) => page.end(tag.local_name().as_ref()),
            Event::Text(text) if page.in_text => page.paper.verbatim(&text.xml10_content()),
            Event::GeneralRef(name) if page.in_text => page.paper.verbatim(&entity(&name)),
            Event::Eof => return Ok(page.paper.finish()),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Page {
    paper: Paper,
    in_text: bool,
    /// Whether a run is open; what stands outside of one is no text.
    in_run: bool,
    /// How many rows of tables are open.
    rows: u32,
}

impl Page {
    fn start(&mut self, name: &str, open: bool) {
        match name {
            "r" => self.in_run = open,
            "t" => self.in_text = open,
            "tab" | "ptab" if self.in_run => self.paper.verbatim("\t"),
            "br" | "cr" if self.in_run => self.paper.line(),
            "tr" if open => {
                self.paper.line();
                self.rows += 1;
            }
            "tc" if open => self.paper.cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                self.paper.line();
            }
            // Inside a row a paragraph ends no line, or cells would not stand beside each other.
            "p" if self.rows == 0 => self.paper.line(),
            "p" => self.paper.flowing(" "),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_lines_and_deleted_text_goes() {
        let body = "<w:document><w:body>\
            <w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲 &amp; </w:t></w:r>\
            <w:r><w:t xml:space=\"preserve\"> 乙</w:t></w:r></w:p>\
            <w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        assert_eq!(text_of(body).unwrap(), "甲 &  乙\n丙\n丁\n1\t2");
    }

    #[test]
    fn what_is_no_docx_says_so() {
        assert!(docx(b"not a zip", 100).unwrap_err().starts_with("docx: "));
    }
}
