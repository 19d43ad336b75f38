//! Operative orders, and the sentences they impose.

use crate::matching::{Candidate, Value};
use crate::record::{Order, Sentence};
use crate::vocabulary::Outcome;

use super::Desk;

impl Desk<'_> {
    /// Orders in text order.
    pub(super) fn orders(&self) -> Vec<Order> {
        let mut out = Vec::new();
        for c in self.won("disposition") {
            let outcome = c
                .text("outcome")
                .and_then(Outcome::from_word)
                .unwrap_or(Outcome::Other);
            out.push(Order {
                ordinal: out.len() as u32 + 1,
                text: self.text(c),
                outcome,
                // what an order revokes is imposed no longer
                sentence: self.sentence(c).filter(|_| outcome != Outcome::Revoked),
                span: self.span(&c.place),
                rule: self.rule(c),
            });
        }
        out
    }

    /// The sentence that stands inside an order.
    fn sentence(&self, order: &Candidate) -> Option<Sentence> {
        let inside =
            |c: &&Candidate| order.place.start <= c.place.start && c.place.end <= order.place.end;
        let mut found = self.won("sentences").iter().filter(inside).peekable();
        found.peek()?;
        let mut out = Sentence::default();
        // an order may go on to a second accused; the data are those of the first
        let another = |known: &Option<String>, c: &Candidate| {
            let named = c.text("accused");
            known.is_some() && named.is_some() && named != known.as_deref()
        };
        for c in found {
            if another(&out.accused, c) {
                break;
            }
            add(&mut out, c);
        }
        Some(out)
    }
}

/// Months of a term given in years and months.
fn term(c: &Candidate, years: &str, months: &str) -> Option<u32> {
    let (y, m) = (c.integer(years), c.integer(months));
    if y.is_none() && m.is_none() {
        return None;
    }
    u32::try_from(y.unwrap_or(0) * 12 + m.unwrap_or(0)).ok()
}

/// Later mentions win for terms: the combined one stands last (决定执行有期徒刑…).
fn add(out: &mut Sentence, c: &Candidate) {
    out.months = term(c, "years", "months").or(out.months);
    out.probation_months = term(c, "probation_years", "probation_months").or(out.probation_months);
    out.deprivation_months = term(c, "deprivation_years", "").or(out.deprivation_months);
    out.life |= c.has("life");
    out.death |= c.has("death");
    out.exempted |= c.has("exempted");
    if let Some(Value::Money(fine)) = c.get("fine") {
        out.fine = Some(fine.clone());
    }
    if out.accused.is_none() {
        out.accused = c.text("accused").map(str::to_owned);
    }
    if let Some(charge) = c.text("charge") {
        match &mut out.charge {
            None => out.charge = Some(charge.to_owned()),
            Some(known) if !known.split('、').any(|k| k == charge) => {
                known.push('、');
                known.push_str(charge);
            }
            Some(_) => {}
        }
    }
}
