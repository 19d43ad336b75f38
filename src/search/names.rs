//! The names of the groups of a pattern, without its automaton.

use regex_syntax::ast::{self, Ast};

use super::error::PatternError;

/// The names of all groups in their order; the whole match is the first.
///
/// # Errors
/// [`PatternError::Syntax`] where the pattern does not parse.
pub(super) fn parsed(source: &str) -> Result<Vec<Option<String>>, PatternError> {
    let parsed = ast::parse::Parser::new().parse(source);
    let parsed = parsed.map_err(|error| PatternError::Syntax(error.kind().to_string()))?;
    let mut names = vec![None];
    collect(&parsed, &mut names);
    Ok(names)
}

fn collect(parsed: &Ast, names: &mut Vec<Option<String>>) {
    match parsed {
        Ast::Group(group) => {
            match &group.kind {
                ast::GroupKind::CaptureIndex(_) => names.push(None),
                ast::GroupKind::CaptureName { name, .. } => names.push(Some(name.name.clone())),
                ast::GroupKind::NonCapturing(_) => {}
            }
            collect(&group.ast, names);
        }
        Ast::Repetition(repetition) => collect(&repetition.ast, names),
        Ast::Alternation(all) => all.asts.iter().for_each(|one| collect(one, names)),
        Ast::Concat(all) => all.asts.iter().for_each(|one| collect(one, names)),
        _ => {}
    }
}

/// The same of a pattern that is known to parse, read off its brackets; `None` where brackets may stand
/// in comments. It takes a twentieth of the time that parsing does.
pub(super) fn read_off(source: &str) -> Option<Vec<Option<String>>> {
    let mut names = vec![None];
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '[', '(']) {
        let (mark, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match mark {
            b'\\' => after.get(after.chars().next()?.len_utf8()..)?,
            b'[' => after_class(after)?,
            _ => {
                names.extend(group(after)?);
                after
            }
        };
    }
    Some(names)
}

/// What follows the class that `rest` stands in.
fn after_class(rest: &str) -> Option<&str> {
    let mut depth = 1;
    // a bracket right at the start of a class is a character
    let start = if rest.starts_with("^]") {
        2
    } else {
        usize::from(rest.starts_with(']'))
    };
    let mut characters = rest[start..].char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return rest.get(start + at + 1..);
        }
    }
    None
}

/// The group that opens before `rest`, where it captures: with its name, or without one.
fn group(rest: &str) -> Option<Option<Option<String>>> {
    let Some(special) = rest.strip_prefix('?') else {
        return Some(Some(None));
    };
    let named = special
        .strip_prefix("P<")
        .or_else(|| special.strip_prefix('<'));
    if let Some(named) = named {
        let end = named.find('>')?;
        return Some(Some(Some(named[..end].to_owned())));
    }
    let flags = &special[..special.find([':', ')'])?];
    (!flags.contains('x')).then_some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_read_off_and_parsed() {
        for source in [
            "a",
            "(a)(?P<b>c)(?:d)(?<e>f)",
            r"\((?P<a>b)\)",
            r"[(](?P<a>[^)(\]]+)[\]()]",
            "[](](?P<a>b)[^](]",
            r"[\p{Han}--[(书]](?P<a>b)",
            "(?i)(?P<a>b)(?s:.*?)(c)",
        ] {
            assert_eq!(read_off(source), parsed(source).ok(), "{source}");
        }
        assert_eq!(read_off("(?x)(?P<a>b) # (c)"), None);
    }
}
