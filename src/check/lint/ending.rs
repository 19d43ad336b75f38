//! Advice on how a pattern ends: of two branches the engine takes the first that fits, so that one which begins
//! like an earlier one is never reached where nothing more must match.

use super::Seen;
use crate::check::finding::Finding;
use crate::check::tree;

/// W305: a branch at the end of a pattern that an earlier one hides.
pub(super) fn advise(seen: &Seen<'_>, findings: &mut Vec<Finding>) {
    if !seen.is_used() {
        return;
    }
    let Some(last) = tree::last_alternation(&seen.ast) else {
        return;
    };
    let words: Vec<Option<String>> = last.asts.iter().map(tree::literal).collect();
    for (later, word) in words.iter().enumerate() {
        let Some(word) = word else { continue };
        let hider = words[..later].iter().position(|earlier| {
            earlier
                .as_ref()
                .is_some_and(|e| word.starts_with(e.as_str()))
        });
        let Some(earlier) = hider else { continue };
        let (hidden, hiding) = (
            seen.expanded.place(tree::range(&last.asts[later])),
            seen.expanded.place(tree::range(&last.asts[earlier])),
        );
        let message = format!("the branch `{word}` is never taken: an earlier one begins it");
        let finding = Finding::new("W305", &hidden.file, hidden.range, message)
            .here("never taken")
            .label(&hiding.file, hiding.range, "taken first")
            .help("put the longer branch first");
        let used = hidden.site.map(|site| (seen.file, site));
        findings.push(seen.of(match used {
            Some((file, site)) => finding.label(file, site, "nothing stands behind it here"),
            None => finding,
        }));
    }
}
