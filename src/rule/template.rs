//! Templates: a text put together from keys and captures of a match, as `[{year}] {code} {serial} ({division})`.

/// A template, cut at its blanks: a word that names something absent is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Vec<Piece>>);

/// A stretch of a word of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Printed as it stands.
    Literal(String),
    /// The value of a key, or the text of a capture.
    Name(String),
}

impl Template {
    /// Reads a template. A brace that is not closed is a letter like any other.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(pieces).collect())
    }

    /// The names it speaks of.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().filter_map(|piece| match piece {
            Piece::Name(name) => Some(name.as_str()),
            Piece::Literal(_) => None,
        })
    }

    /// The text, with one blank between words; `None` where no word is left.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let word = |pieces: &Vec<Piece>| {
            let parts = pieces.iter().map(|piece| match piece {
                Piece::Literal(text) => Some(text.clone()),
                Piece::Name(name) => value(name),
            });
            parts.collect::<Option<String>>()
        };
        let words: Vec<String> = self.0.iter().filter_map(word).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

fn pieces(word: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = word;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        if open > 0 {
            out.push(Piece::Literal(rest[..open].to_owned()));
        }
        out.push(Piece::Name(rest[open + 1..open + close].to_owned()));
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        out.push(Piece::Literal(rest.to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_something_absent_are_left_out() {
        let template = Template::parse("[{year}] {code} {serial} ({division})");
        assert_eq!(
            template.names().collect::<Vec<_>>(),
            ["year", "code", "serial", "division"]
        );
        let fill = |known: &[(&str, &str)]| {
            let find = |name: &str| known.iter().find(|(n, _)| *n == name);
            template.fill(|name| find(name).map(|(_, value)| (*value).to_owned()))
        };
        let mut known = vec![("year", "2003"), ("code", "EWHC"), ("serial", "2527")];
        assert_eq!(fill(&known).as_deref(), Some("[2003] EWHC 2527"));
        known.push(("division", "Admin"));
        assert_eq!(fill(&known).as_deref(), Some("[2003] EWHC 2527 (Admin)"));
        assert_eq!(fill(&[]), None);
    }

    #[test]
    fn an_open_brace_is_a_letter() {
        let template = Template::parse("a{b {c");
        assert_eq!(template.names().count(), 0);
        assert_eq!(template.fill(|_| None).as_deref(), Some("a{b {c"));
    }
}
