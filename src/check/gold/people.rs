//! Parties, those who act for them, and the bench: which are compared, by role and name.

use super::compare::{Item, exact, once};
use super::fields::Add;
use super::label::Label;
use super::text::trimmed;
use crate::record::Record;

/// Compares everybody whom a label names.
pub(super) fn people(label: &Label, record: &Record, add: &mut Add<'_>) {
    parties(label, record, add);
    representatives(label, record, add);
    represented(label, record, add);
    adjudicators(label, record, add);
}

/// What is compared of somebody with a role, and how it is shown.
fn with_role(role: &str, name: &str) -> (String, String) {
    (
        format!("{role} {}", trimmed(name)),
        format!("{role} {name}"),
    )
}

fn wanted((key, shown): (String, String)) -> Item {
    Item::wanted(key, shown)
}

fn parties(label: &Label, record: &Record, add: &mut Add<'_>) {
    let Some(labels) = &label.parties else { return };
    let want = labels
        .iter()
        .map(|p| wanted(with_role(p.role.word(), &p.name)));
    let given = record.parties.iter().map(|p| {
        let (key, shown) = with_role(p.role.word(), &p.name);
        Item::given(key, shown, p.span, &p.rule)
    });
    add("parties", Some(exact(want.collect(), given.collect())));
    let want = labels
        .iter()
        .map(|p| Item::wanted(trimmed(&p.name), &p.name));
    let given = record.parties.iter();
    let given = given.map(|p| Item::given(trimmed(&p.name), &p.name, p.span, &p.rule));
    add("parties.name", Some(exact(want.collect(), given.collect())));
}

fn representatives(label: &Label, record: &Record, add: &mut Add<'_>) {
    let Some(labels) = &label.representatives else {
        return;
    };
    let want = labels
        .iter()
        .map(|r| wanted(with_role(r.role.word(), &r.name)));
    let given = record.representatives.iter().map(|r| {
        let (key, shown) = with_role(r.role.word(), &r.name);
        Item::given(key, shown, r.span, &r.rule)
    });
    let compared = exact(once(want.collect()), once(given.collect()));
    add("representatives", Some(compared));
}

/// Who acts for whom.
fn represented(label: &Label, record: &Record, add: &mut Add<'_>) {
    let Some(labels) = &label.representatives else {
        return;
    };
    let pair = |name: &str, whom: &str| {
        let key = format!("{} {}", trimmed(name), trimmed(whom));
        (key, format!("{name} for {whom}"))
    };
    let want = labels.iter().flat_map(|r| {
        let represents = r.represents.iter();
        represents.map(|w| wanted(pair(&r.name, w)))
    });
    let given = record.representatives.iter().flat_map(|r| {
        r.represents.iter().map(|w| {
            let (key, shown) = pair(&r.name, w);
            Item::given(key, shown, r.span, &r.rule)
        })
    });
    let compared = exact(want.collect(), given.collect());
    add("representatives.represents", Some(compared));
}

fn adjudicators(label: &Label, record: &Record, add: &mut Add<'_>) {
    let Some(labels) = &label.adjudicators else {
        return;
    };
    let want = labels
        .iter()
        .map(|a| wanted(with_role(a.role.word(), &a.name)));
    let given = record.adjudicators.iter().map(|a| {
        let (key, shown) = with_role(a.role.word(), &a.name);
        Item::given(key, shown, a.span, &a.rule)
    });
    add("adjudicators", Some(exact(want.collect(), given.collect())));
}
