//! A text that grows line by line out of the pieces that a parser finds.

/// A growing text.
#[derive(Debug, Default)]
pub(super) struct Paper {
    text: String,
    /// A blank was met and stands before the next piece, unless a line begins.
    blank: bool,
}

impl Paper {
    /// Adds text in which runs of blanks and line breaks count as one blank, as in HTML. The ideographic
    /// blank and the one that does not break are characters.
    pub(super) fn flowing(&mut self, piece: &str) {
        for c in piece.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.blank = true;
                continue;
            }
            self.gap();
            self.text.push(c);
        }
    }

    /// Adds text as it is.
    pub(super) fn verbatim(&mut self, piece: &str) {
        self.gap();
        self.text.push_str(piece);
    }

    /// Ends the line, if one has begun.
    pub(super) fn line(&mut self) {
        self.blank = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Separates cells of a row.
    pub(super) fn cell(&mut self) {
        self.blank = false;
        if !self.at_line_start() && !self.text.ends_with('\t') {
            self.text.push('\t');
        }
    }

    /// The text, which ends with its last character.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn gap(&mut self) {
        if std::mem::take(&mut self.blank) && !self.at_line_start() && !self.text.ends_with('\t') {
            self.text.push(' ');
        }
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }
}
