//! Field by field: which values of a label are compared with which values of a record, and how.

use super::bounds::{Blankless, Unplaced};
use super::compare::{Compared, Item, exact, fuzzy, held, once};
use super::label::{Amount, Label, LabelProvision};
use super::people;
use super::text::{bare, number, title, trimmed};
use crate::record::{CitedProvision, Record};
use crate::span::ByteSpan;
use crate::vocabulary::{DateKind, SectionKind};

/// Everything that is measured, in the order of reports; `custom.NAME` comes after it.
pub const MEASURES: &[&str] = &[
    "case_name",
    "case_numbers",
    "case_numbers.relation",
    "court",
    "document_type",
    "case_type",
    "trial_procedure",
    "cause_of_action",
    "parties",
    "parties.name",
    "representatives",
    "representatives.represents",
    "dates",
    "issues",
    "holdings",
    "gist",
    "disposition",
    "disposition.outcome",
    "court_fee",
    "cited_provisions",
    "adjudicators",
    "sections.reasoning",
    "sections.facts_found",
];

/// Kinds of dates that are compared: those of the proceedings.
const DATE_KINDS: &[DateKind] = &[
    DateKind::Judgment,
    DateKind::Acceptance,
    DateKind::Filing,
    DateKind::Hearing,
    DateKind::PriorJudgment,
];

/// The comparisons of one document, with what is wrong with its label.
#[derive(Debug, Default)]
pub(super) struct Comparisons {
    pub(super) measured: Vec<(String, Compared)>,
    pub(super) unplaced: Vec<(&'static str, Unplaced)>,
}

/// Compares all that a label states with a record.
pub(super) fn compare(label: &Label, record: &Record, place: &Blankless) -> Comparisons {
    let mut out = Comparisons::default();
    let mut add = |name: &str, compared: Option<Compared>| {
        out.measured.extend(compared.map(|c| (name.to_owned(), c)));
    };
    numbers(label, record, &mut add);
    plain(label, record, &mut add);
    people::people(label, record, &mut add);
    texts(label, record, &mut add);
    add("dates", dates(label, record));
    add("court_fee", court_fee(label, record));
    add("cited_provisions", cited_provisions(label, record));
    for (name, wanted) in &label.custom {
        add(
            &format!("custom.{name}"),
            Some(custom(name, wanted, record)),
        );
    }
    sections(label, record, place, &mut out);
    out
}

pub(super) type Add<'a> = dyn FnMut(&str, Option<Compared>) + 'a;

fn numbers(label: &Label, record: &Record, add: &mut Add<'_>) {
    let Some(labels) = &label.case_numbers else {
        return;
    };
    let compared = |with_relation: bool| {
        let key = |canonical: &str, relation: &str| {
            if with_relation {
                format!("{} {relation}", number(canonical))
            } else {
                number(canonical)
            }
        };
        let wanted = labels.iter().filter_map(|n| {
            let canonical = n.canonical.as_deref()?;
            let key = key(canonical, n.relation.word());
            Some(Item::wanted(
                key,
                shown(canonical, n.relation.word(), with_relation),
            ))
        });
        let given = record.case_numbers.iter().filter_map(|n| {
            let canonical = n.canonical.as_deref()?;
            let shown = shown(canonical, n.relation.word(), with_relation);
            let key = key(canonical, n.relation.word());
            Some(Item::given(key, shown, n.span, &n.rule))
        });
        exact(wanted.collect(), given.collect())
    };
    add("case_numbers", Some(compared(false)));
    add("case_numbers.relation", Some(compared(true)));
}

fn shown(value: &str, word: &str, with_word: bool) -> String {
    if with_word {
        format!("{word} {value}")
    } else {
        value.to_owned()
    }
}

/// Fields that hold one value.
fn plain(label: &Label, record: &Record, add: &mut Add<'_>) {
    let name = record.case_name.as_deref();
    let name = name.map(|n| Item {
        key: trimmed(n),
        ..evident("case_name", n, record)
    });
    add("case_name", one(&label.case_name, |n| n.clone(), name));
    let court = record.court.as_ref();
    let court = court.map(|c| Item::given(trimmed(&c.name), &c.name, c.span, &c.rule));
    add("court", one(&label.court, |c| c.clone(), court));
    let word = |name: &str, value: Option<&'static str>| value.map(|v| evident(name, v, record));
    let document_type = word("document_type", record.document_type.map(|w| w.word()));
    add(
        "document_type",
        one(&label.document_type, |w| w.word().into(), document_type),
    );
    let case_type = word("case_type", record.case_type.map(|w| w.word()));
    add(
        "case_type",
        one(&label.case_type, |w| w.word().into(), case_type),
    );
    let procedure = word("trial_procedure", record.trial_procedure.map(|w| w.word()));
    add(
        "trial_procedure",
        one(&label.trial_procedure, |w| w.word().into(), procedure),
    );
    let cause = record.cause_of_action.as_deref();
    let cause = cause.map(|c| evident("cause_of_action", c, record));
    let wanted = label
        .cause_of_action
        .as_ref()
        .map(|c| c.iter().map(|c| Item::wanted(c, c)).collect());
    add(
        "cause_of_action",
        wanted.map(|wanted| fuzzy(wanted, cause.into_iter().collect(), 0.80)),
    );
}

/// A plain value with the place that `evidence` has for it.
fn evident(field: &str, value: &str, record: &Record) -> Item {
    let mut item = Item::wanted(value, value);
    item.from = record.evidence.get(field).map(|e| (e.span, e.rule.clone()));
    item
}

fn one<T>(
    label: &Option<Option<T>>,
    text: impl Fn(&T) -> String,
    given: Option<Item>,
) -> Option<Compared> {
    let label = label.as_ref()?;
    let wanted = label.iter().map(|value| {
        let text = text(value);
        Item::wanted(trimmed(&text), text)
    });
    Some(exact(wanted.collect(), given.into_iter().collect()))
}

fn texts(label: &Label, record: &Record, add: &mut Add<'_>) {
    let wanted =
        |texts: &[String]| -> Vec<Item> { texts.iter().map(|t| Item::wanted(t, t)).collect() };
    let given = |text: &str, span: ByteSpan, rule: &str| Item::given(text, text, span, rule);
    if let Some(texts) = &label.issues {
        let got = record
            .issues
            .iter()
            .map(|i| given(&i.text, i.span, &i.rule));
        add("issues", Some(fuzzy(wanted(texts), got.collect(), 0.80)));
    }
    if let Some(texts) = &label.holdings {
        let got: Vec<Item> = record
            .holdings
            .iter()
            .map(|h| given(&h.text, h.span, &h.rule))
            .collect();
        add("holdings", Some(held(&wanted(texts), &got)));
    }
    if let Some(texts) = &label.gist {
        let got = record.gist.iter().map(|g| given(&g.text, g.span, &g.rule));
        add("gist", Some(fuzzy(wanted(texts), got.collect(), 0.80)));
    }
    if let Some(orders) = &label.disposition {
        let want = orders.iter().map(|o| Item::wanted(&o.text, &o.text));
        let got = record
            .disposition
            .iter()
            .map(|o| given(&o.text, o.span, &o.rule));
        add(
            "disposition",
            Some(fuzzy(want.collect(), got.collect(), 0.80)),
        );
        let want = orders
            .iter()
            .map(|o| Item::wanted(o.outcome.word(), o.outcome.word()));
        let got = record
            .disposition
            .iter()
            .map(|o| given(o.outcome.word(), o.span, &o.rule));
        add(
            "disposition.outcome",
            Some(exact(want.collect(), got.collect())),
        );
    }
}

fn dates(label: &Label, record: &Record) -> Option<Compared> {
    let key = |kind: DateKind, date: &str| format!("{kind} {date}");
    let wanted = label.dates.as_ref()?.iter();
    let wanted = wanted.filter(|d| DATE_KINDS.contains(&d.kind)).map(|d| {
        let key = key(d.kind, &d.date);
        Item::wanted(key.clone(), key)
    });
    let given = record.dates.iter();
    let given = given.filter(|d| DATE_KINDS.contains(&d.kind)).map(|d| {
        let key = key(d.kind, &d.date);
        Item::given(key.clone(), key, d.span, &d.rule)
    });
    Some(exact(once(wanted.collect()), once(given.collect())))
}

fn court_fee(label: &Label, record: &Record) -> Option<Compared> {
    let wanted = label.court_fee.as_ref()?;
    let wanted = wanted.iter().filter_map(|amount| {
        let text = printed(amount);
        (!text.is_empty()).then(|| Item::wanted(yuan(&text), text))
    });
    let given = record.court_fee.iter();
    let given = given.map(|f| Item::given(yuan(&f.amount), &f.amount, f.span, &f.rule));
    Some(exact(wanted.collect(), given.collect()))
}

fn printed(amount: &Amount) -> String {
    let text = amount.0.as_str().map(str::to_owned);
    text.unwrap_or_else(|| amount.0.to_string())
}

/// An amount with two decimals.
fn yuan(text: &str) -> String {
    let plain = text.replace(',', "");
    plain
        .trim()
        .parse::<f64>()
        .map_or_else(|_| format!("not a number: {text}"), |n| format!("{n:.2}"))
}

fn cited_provisions(label: &Label, record: &Record) -> Option<Compared> {
    let wanted = label
        .cited_provisions
        .as_ref()?
        .iter()
        .map(|p: &LabelProvision| {
            let numbers = [p.article, p.article_sub, p.paragraph, p.item];
            Item::wanted(
                provision(&p.statute, numbers),
                provision_shown(&p.statute, numbers),
            )
        });
    let given = record.cited_provisions.iter().map(|p: &CitedProvision| {
        let numbers = [p.article, p.article_sub, p.paragraph, p.item];
        let shown = provision_shown(&p.statute, numbers);
        Item::given(provision(&p.statute, numbers), shown, p.span, &p.rule)
    });
    Some(exact(once(wanted.collect()), once(given.collect())))
}

fn provision(statute: &str, numbers: [Option<u32>; 4]) -> String {
    format!("{} {numbers:?}", title(statute))
}

fn provision_shown(statute: &str, [article, sub, paragraph, item]: [Option<u32>; 4]) -> String {
    let part = |mark: &str, n: Option<u32>| n.map_or(String::new(), |n| format!("{mark}{n}"));
    format!(
        "《{statute}》{}{}{}{}",
        part("第", article),
        part("之", sub),
        part(".", paragraph),
        part("-", item)
    )
}

/// Fields of the user's own: equal values, as often as they stand.
fn custom(name: &str, wanted: &[serde_json::Value], record: &Record) -> Compared {
    let text = |value: &serde_json::Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let wanted = wanted.iter().map(|v| Item::wanted(bare(&text(v)), text(v)));
    let given = record.custom.get(name).into_iter().flatten();
    let given = given.map(|v| Item::given(bare(&text(&v.value)), text(&v.value), v.span, &v.rule));
    exact(wanted.collect(), given.collect())
}

fn sections(label: &Label, record: &Record, place: &Blankless, out: &mut Comparisons) {
    let kinds = [
        (
            "sections.reasoning",
            SectionKind::Reasoning,
            &label.reasoning,
        ),
        (
            "sections.facts_found",
            SectionKind::FactsFound,
            &label.facts_found,
        ),
    ];
    for (name, kind, bounds) in kinds {
        let Some(bounds) = bounds else { continue };
        let of_kind = record.sections.iter().filter(|s| s.kind == kind);
        let spans: Vec<ByteSpan> = of_kind.map(|s| s.span).collect();
        match place.compare(bounds.as_ref(), &spans) {
            Ok(compared) => out.measured.push((name.to_owned(), compared)),
            Err(unplaced) => out.unplaced.push((name, unplaced)),
        }
    }
}
