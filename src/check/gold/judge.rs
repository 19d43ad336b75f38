//! Scores to findings: gates, baseline, labels that fit nothing, and every difference.

use crate::check::finding::{Finding, Level};
use crate::rule::{Gate, Pack, did_you_mean};

use super::{Baseline, Broken, Difference, Gold, MEASURES, Scores, Shown, Tally};

/// What scores are held against, beside the gates of the packs.
#[derive(Debug)]
pub struct Standard<'a> {
    /// All labels.
    pub gold: &'a Gold,
    /// The labels' name for people, as typed.
    pub name: &'a str,
    /// A hash of the labels.
    pub labels: &'a str,
    /// The baseline, with the name and the text of its file.
    pub baseline: Option<(&'a str, &'a Baseline, &'a str)>,
    /// What stands before the path of a document in reports, as `corpus/`.
    pub documents: &'a str,
}

/// Judges scores by the gates of the packs and by the baseline; gives the findings, and in words the gates
/// and marks that hold.
#[must_use]
pub fn judge<'a>(
    packs: impl Iterator<Item = &'a Pack>,
    scores: &Scores,
    standard: &Standard<'_>,
) -> (Vec<Finding>, Vec<String>) {
    let (mut out, mut passed) = (Vec::new(), Vec::new());
    if standard.gold.is_empty() && standard.gold.broken.is_empty() {
        out.push(
            Finding::new("G610", standard.name, 0..0, "there is no label here")
                .help("a label is one JSON object in a .json file, or on a line of a .jsonl file"),
        );
    }
    let broken = standard.gold.broken.iter().chain(&scores.unplaced);
    out.extend(broken.map(unusable));
    let absent = standard.gold.documents();
    let absent = absent.filter(|(document, _)| !scores.documents.contains(*document));
    out.extend(absent.map(|(document, file)| without_document(document, file)));
    for pack in packs {
        let measured = scores.measured.get(&pack.name);
        for gate in &pack.gates {
            out.extend(gated(
                pack,
                gate,
                measured.and_then(|m| m.get(&gate.measure)),
            ));
        }
    }
    if let Some((file, baseline, text)) = standard.baseline {
        let before = out.len();
        below_baseline(scores, standard.labels, (file, baseline, text), &mut out);
        if out.len() == before {
            passed.push(format!("baseline {file}"));
        }
    }
    let differences = scores.differences.iter();
    out.extend(differences.map(|d| difference(d, standard.documents)));
    (out, passed)
}

fn unusable(broken: &Broken) -> Finding {
    let Broken {
        file,
        at,
        message,
        help,
    } = broken;
    let finding = Finding::new(
        "G606",
        file,
        *at..*at,
        format!("no usable label: {message}"),
    );
    match help {
        Some(help) => finding.help(help.as_str()),
        None => finding.help("docs/gold.md tells what a label holds"),
    }
}

fn without_document(document: &str, file: &str) -> Finding {
    let message = format!("{document} is labelled, and no such document gave a record");
    Finding::new("G605", file, 0..0, message).help(
        "`file` of a label is the path of its document below the corpus; correct it, or remove the label",
    )
}

fn gated(pack: &Pack, gate: &Gate, tally: Option<&Tally>) -> Vec<Finding> {
    let at = |code, message: String| Finding::new(code, &gate.file, gate.at.clone(), message);
    let measure = &gate.measure;
    let own = pack.custom.keys().map(|name| format!("custom.{name}"));
    let known: Vec<String> = MEASURES
        .iter()
        .map(|m| (*m).to_owned())
        .chain(own)
        .collect();
    if !known.contains(measure) {
        let message = format!(
            "there is no measure `{measure}`; there are: {}",
            known.join(", ")
        );
        let near = did_you_mean(measure, known.iter().map(String::as_str));
        let finding = at("G604", message);
        return vec![match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        }];
    }
    let tally = tally.copied().unwrap_or_default();
    let marks = [
        ("precision", gate.precision, tally.precision()),
        ("recall", gate.recall, tally.recall()),
        ("F1", gate.f1, tally.f1()),
    ];
    if marks.iter().all(|(_, least, _)| least.is_none()) {
        let message = format!("the gate of {measure} asks for nothing");
        return vec![at("G604", message).help("say `precision`, `recall` or `f1`, from 0 to 1")];
    }
    if tally.wanted < gate.support {
        let message = format!(
            "the gate of {measure} cannot be judged: {} labelled value(s), {} wanted for it",
            tally.wanted, gate.support
        );
        return vec![
            at("G603", message)
                .level(Level::Warning)
                .help("label more documents, or lower `support` if so few are enough"),
        ];
    }
    let below = marks.into_iter().filter_map(|(what, least, reached)| {
        let least = least.filter(|least| reached < *least)?;
        let message = format!(
            "{measure} of pack {} is below its gate: {what} {reached:.4}, at least {least:.4} wanted ({} labelled values)",
            pack.name, tally.wanted
        );
        Some(at("G601", message).help(DIFFERENCES))
    });
    below.collect()
}

const DIFFERENCES: &str = "the notes G609 list every difference, with document and place";

fn below_baseline(
    scores: &Scores,
    labels: &str,
    (file, baseline, text): (&str, &Baseline, &str),
    out: &mut Vec<Finding>,
) {
    if baseline.labels != labels {
        let message = "the labels are not those that the baseline was measured against";
        let finding = Finding::new("G608", file, place(text, "labels", None), message);
        out.push(
            finding
                .level(Level::Warning)
                .help("`casemill bless` measures them anew"),
        );
        return;
    }
    for (pack, marks) in &baseline.marks {
        for (measure, mark) in marks {
            let at = place(text, measure, Some(pack));
            let tally = scores.measured.get(pack).and_then(|m| m.get(measure));
            let Some(tally) = tally else {
                let message = format!(
                    "the baseline has {measure} of pack {pack}, which is no longer measured"
                );
                out.push(Finding::new("G607", file, at, message).help(
                    "where a pack or field was renamed or removed on purpose, rename or remove its line here",
                ));
                continue;
            };
            if tally.f1() < mark.f1 {
                let message = format!(
                    "{measure} of pack {pack} is below its baseline: F1 {:.4}, {:.4} was reached",
                    tally.f1(),
                    mark.f1
                );
                out.push(Finding::new("G602", file, at, message).help(DIFFERENCES));
            }
        }
    }
}

/// The place of a key in the text of a baseline, behind that of its pack.
fn place(text: &str, key: &str, pack: Option<&String>) -> std::ops::Range<usize> {
    let from = pack.and_then(|p| text.find(&format!("\"{p}\"")));
    let from = from.unwrap_or_default();
    let quoted = format!("\"{key}\"");
    let at = text[from..].find(&quoted).map_or(0, |at| from + at);
    at..at + quoted.len()
}

fn difference(difference: &Difference, documents: &str) -> Finding {
    let Difference {
        document,
        measure,
        missed,
        wrong,
    } = difference;
    let line = |sign: char, shown: &Shown| {
        let mut line = format!("\n  {sign} {}", clipped(&shown.value));
        if let (Some(span), Some(n)) = (shown.span, shown.line) {
            line.push_str(&format!("  (line {n}, bytes {}..{}", span.start, span.end));
            line.push_str(
                &shown
                    .rule
                    .as_ref()
                    .map_or(")".to_owned(), |r| format!(", {r})")),
            );
        }
        line
    };
    let mut message = format!("{measure}: {} missed, {} wrong", missed.len(), wrong.len());
    missed.iter().for_each(|m| message.push_str(&line('-', m)));
    wrong.iter().for_each(|w| message.push_str(&line('+', w)));
    let span = wrong.iter().chain(missed).find_map(|s| s.span);
    let range = span.map_or(0..0, |s| s.start..s.end);
    let file = format!("{documents}{document}");
    let finding = Finding::new("G609", &file, range, message).level(Level::Note);
    match wrong.iter().find_map(|w| w.rule.as_deref()) {
        Some(rule) => finding.of_rule(rule),
        None => finding,
    }
}

/// The beginning of a long value.
fn clipped(text: &str) -> String {
    let short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}
