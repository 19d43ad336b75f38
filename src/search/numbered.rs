//! The characters of a text by their number: what each is and where it stands, so that a text that many
//! patterns look at is decoded once.

/// Bytes from one offset whose number is noted to the next.
const NOTED: usize = 16;

/// Characters of which the memory is kept for the next text.
const KEPT: usize = 1 << 20;

/// The characters of a text.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    codes: Vec<u32>,
    /// Where each starts, and the end of the text.
    starts: Vec<u32>,
    /// For each noted offset, the number of the first character that starts there or later.
    noted: Vec<u32>,
}

impl Numbered {
    /// Those of no text.
    pub(super) const fn none() -> Self {
        Self {
            codes: Vec::new(),
            starts: Vec::new(),
            noted: Vec::new(),
        }
    }

    /// Takes another text in place of the last; `None` for one whose offsets are too large, of which nothing is
    /// known then.
    pub(super) fn read(&mut self, text: &str) -> Option<()> {
        self.noted.clear();
        let end = u32::try_from(text.len()).ok();
        // room for all at once, since nothing need be asked then for each
        let count = end.map_or(0, |_| text.chars().count());
        self.codes.resize(count, 0);
        self.starts.resize(count + 1, 0);
        let places = self.codes.iter_mut().zip(&mut self.starts);
        for ((code, start), (at, c)) in places.zip(text.char_indices()) {
            (*code, *start) = (u32::from(c), at as u32);
        }
        self.starts[count] = end?;
        let mut number = 0;
        for offset in (0..=text.len() as u32).step_by(NOTED) {
            while self.starts[number] < offset {
                number += 1;
            }
            self.noted.push(number as u32);
            // no character is longer than four bytes
            number = (number + NOTED / 4).min(count);
        }
        Some(())
    }

    /// Whether it takes so much memory that it should not be kept.
    pub(super) fn is_large(&self) -> bool {
        self.codes.capacity() > KEPT
    }

    /// What they are.
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The number of the character that starts at an offset.
    pub(super) fn number(&self, offset: usize) -> usize {
        let noted = self.noted.get(offset / NOTED);
        let mut number = noted.map_or(self.codes.len(), |number| *number as usize);
        while self
            .starts
            .get(number)
            .is_some_and(|at| (*at as usize) < offset)
        {
            number += 1;
        }
        number
    }

    /// Where a character starts; the end of the text for one behind the last.
    pub(super) fn offset(&self, number: usize) -> u32 {
        let start = self.starts.get(number).or(self.starts.last());
        start.copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_offsets_are_those_of_the_characters() {
        let mut numbered = Numbered::none();
        let long = "甲乙a\u{20000}é,丙".repeat(9);
        for text in ["", "a", "甲", &long, "甲乙丙丁戊己庚辛壬癸"] {
            numbered.read(text).unwrap();
            let all: Vec<u32> = text.chars().map(u32::from).collect();
            assert_eq!(numbered.codes(), all);
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (number, at) in starts.enumerate() {
                assert_eq!(numbered.number(at), number, "{text} {at}");
                assert_eq!(numbered.offset(number) as usize, at, "{text} {number}");
            }
        }
    }
}
