//! Parties with their attributes, and who acts for whom.

use std::collections::BTreeMap;

use crate::matching::{Candidate, Value};
use crate::normalize::party_name::kind;
use crate::record::{Party, Representative};
use crate::rule::compiled::Attach;
use crate::vocabulary::{PartyKind, PartyRole, RepresentativeRole};

use super::Desk;

/// A party and where it stands in the folded text.
pub(super) struct PlacedParty {
    pub(super) party: Party,
    pub(super) at: usize,
    rule: usize,
}

impl Desk<'_> {
    /// Parties in order of first mention, once each.
    pub(super) fn parties(&self) -> Vec<PlacedParty> {
        let mut out: Vec<PlacedParty> = Vec::new();
        for c in self.won("parties") {
            let Some(party) = self.party(c) else { continue };
            if !out
                .iter()
                .any(|p| p.party.role == party.role && p.party.name == party.name)
            {
                out.push(PlacedParty {
                    party,
                    at: c.place.start,
                    rule: c.rule,
                });
            }
        }
        self.give_full_names(&mut out);
        self.attach_attributes(&mut out);
        out
    }

    fn party(&self, c: &Candidate) -> Option<Party> {
        let role = c.text("role").and_then(PartyRole::from_word)?;
        let name = c.text("name")?.to_owned();
        let prior_roles = match c.get("prior_roles") {
            Some(Value::Words(words)) => words
                .iter()
                .filter_map(|w| PartyRole::from_word(w))
                .collect(),
            _ => Vec::new(),
        };
        // a rule that sorts names itself leaves open what it cannot tell
        let kind = c
            .text("kind")
            .map_or_else(|| kind(&name), PartyKind::from_word);
        Some(Party {
            role,
            role_text: c.text("role_text").unwrap_or_default().to_owned(),
            kind,
            prior_roles,
            attributes: BTreeMap::new(),
            span: self.span(&c.place),
            rule: self.rule(c),
            name,
        })
    }

    /// Replaces aliases and short forms by the full names that the text prints; parties that turn out to
    /// be one are joined where the rule of one of them says that the name decides, the stronger rule first.
    fn give_full_names(&self, parties: &mut Vec<PlacedParty>) {
        let printed = self.won("party_names");
        if printed.is_empty() {
            return;
        }
        for place in parties.iter_mut() {
            let Some(full) = full_name(&place.party.name, printed) else {
                continue;
            };
            let Some(name) = full.text("name") else {
                continue;
            };
            place.party.name = name.to_owned();
            place.party.kind = kind(name);
            place.party.span = self.span(&full.range("name").unwrap_or_else(|| full.place.clone()));
        }
        let rules = &self.analysis.pack.rules;
        let mut order: Vec<usize> = (0..parties.len()).collect();
        order.sort_by_key(|&i| (-i64::from(rules[parties[i].rule].priority), i));
        let mut kept: Vec<usize> = Vec::new();
        for i in order {
            let one = &parties[i];
            let by_name = rules[one.rule].dedupe == ["name"];
            let same_role = |k: usize| parties[k].party.role == one.party.role;
            let stands = |&k: &usize| {
                same_letters(&parties[k].party.name, &one.party.name) && (by_name || same_role(k))
            };
            // a short form of a party of the same role
            let short = by_name
                && (0..parties.len())
                    .any(|k| same_role(k) && has_words(&parties[k].party.name, &one.party.name));
            if !short && !kept.iter().any(stands) {
                kept.push(i);
            }
        }
        let mut index = 0;
        parties.retain(|_| {
            index += 1;
            kept.contains(&(index - 1))
        });
    }

    /// Gives each attribute to the parties that its match names, else to the one before it.
    fn attach_attributes(&self, parties: &mut [PlacedParty]) {
        for c in self.won("party_attributes") {
            let value = match c.get("value") {
                Some(Value::Date(date, _)) => Some(date.iso()),
                _ => c.text("value").map(str::to_owned),
            };
            let (Some(key), Some(value)) = (c.text("key"), value) else {
                continue;
            };
            for owner in self.owners(c, parties) {
                let attributes = &mut parties[owner].party.attributes;
                attributes
                    .entry(key.to_owned())
                    .or_insert_with(|| value.clone());
            }
        }
    }

    /// The parties that an attribute belongs to.
    fn owners(&self, c: &Candidate, parties: &[PlacedParty]) -> Vec<usize> {
        let before: Vec<&PlacedParty> = parties
            .iter()
            .filter(|p| p.at <= c.place.start && acts_in_court(p.party.role))
            .collect();
        let named = c
            .text("whom")
            .and_then(|words| self.named_parties(words, parties, &before));
        match named {
            Some(names) => (0..parties.len())
                .filter(|&i| names.contains(&parties[i].party.name))
                .collect(),
            None => {
                let last = parties.iter().rposition(|p| p.at <= c.place.start);
                last.into_iter().collect()
            }
        }
    }

    /// One entry for each role and name, with the union of whom they act for.
    pub(super) fn representatives(&self, parties: &[PlacedParty]) -> Vec<Representative> {
        let mut out: Vec<Representative> = Vec::new();
        for c in self.won("representatives") {
            let Some(one) = self.representative(c, parties) else {
                continue;
            };
            match out
                .iter_mut()
                .find(|r| r.role == one.role && r.name == one.name)
            {
                Some(known) => {
                    for name in one.represents {
                        if !known.represents.contains(&name) {
                            known.represents.push(name);
                        }
                    }
                    known.organization = known.organization.take().or(one.organization);
                }
                None => out.push(one),
            }
        }
        out
    }

    fn representative(&self, c: &Candidate, parties: &[PlacedParty]) -> Option<Representative> {
        let attached = self.analysis.pack.rules[c.rule].attach == Some(Attach::Preceding);
        let represents = if attached {
            self.whom(c, parties)
        } else {
            Vec::new()
        };
        Some(Representative {
            role: c.text("role").and_then(RepresentativeRole::from_word)?,
            role_text: c.text("role_text").unwrap_or_default().to_owned(),
            name: c.text("name")?.to_owned(),
            organization: c.text("organization").map(str::to_owned),
            represents,
            span: self.span(&c.place),
            rule: self.rule(c),
        })
    }
}

/// A prosecutor has no agent.
fn acts_in_court(role: PartyRole) -> bool {
    role != PartyRole::ProsecutingAuthority
}

/// The role word of a party as printed, without its qualifier.
fn bare_role(party: &Party) -> &str {
    party
        .role_text
        .split(['(', '（'])
        .next()
        .unwrap_or_default()
        .trim()
}

impl Desk<'_> {
    /// The parties that a representative acts for: those the match names, else the one before it.
    fn whom(&self, c: &Candidate, parties: &[PlacedParty]) -> Vec<String> {
        let before: Vec<&PlacedParty> = parties
            .iter()
            .filter(|p| p.at < c.place.start && acts_in_court(p.party.role))
            .collect();
        let named = c
            .text("whom")
            .and_then(|words| self.named_parties(words, parties, &before));
        named.unwrap_or_else(|| {
            let last = before.last().map(|p| p.party.name.clone());
            last.into_iter().collect()
        })
    }

    /// Parties named in `words`: by name, or together as 上述二被告. The pack's `[map.joint]` says which
    /// words mean several parties, and how many; `all` stands for all of that role, or all there are, and
    /// `role` for those of the role that is named, if there are any. `None` where the words say neither.
    fn named_parties(
        &self,
        words: &str,
        all: &[PlacedParty],
        before: &[&PlacedParty],
    ) -> Option<Vec<String>> {
        let by_name: Vec<String> = all
            .iter()
            .filter(|p| words.contains(&p.party.name))
            .map(|p| p.party.name.clone())
            .collect();
        if !by_name.is_empty() {
            return Some(by_name);
        }
        let joint = self.analysis.pack.maps.get("joint").into_iter().flatten();
        let joint: Vec<&String> = joint
            .filter(|(word, _)| words.contains(word.as_str()))
            .map(|(_, count)| count)
            .collect();
        if joint.is_empty() || before.is_empty() {
            return None;
        }
        let roles = before.iter().map(|p| bare_role(&p.party));
        let role = roles
            .filter(|role| !role.is_empty() && names_role(words, role))
            .max_by_key(|role| role.len());
        if role.is_none() && joint.iter().any(|count| *count == "role") {
            return Some(Vec::new());
        }
        let peers: Vec<&&PlacedParty> = before
            .iter()
            .filter(|p| role.is_none_or(|r| bare_role(&p.party) == r))
            .collect();
        let counts = joint.iter().filter_map(|count| count.parse().ok());
        let count = counts.max().unwrap_or(peers.len());
        let from = peers.len().saturating_sub(count.max(1));
        let names = peers[from..].iter().map(|p| p.party.name.clone());
        Some(names.collect())
    }
}

/// Whether words speak of a role, or of one part of a double one (`Defendant/Appellant`), in any case and
/// number.
fn names_role(words: &str, role: &str) -> bool {
    let (words, role) = (words.to_lowercase(), role.to_lowercase());
    let mut parts = role
        .split('/')
        .map(|part| part.trim().trim_end_matches('s'));
    parts.any(|part| !part.is_empty() && words.contains(part))
}

/// The one full name that a text prints for an alias, or that begins with these words.
fn full_name<'a>(name: &str, printed: &'a [Candidate]) -> Option<&'a Candidate> {
    if let Some(named) = printed.iter().find(|c| c.text("alias") == Some(name)) {
        return Some(named);
    }
    let begins = |c: &&Candidate| {
        let rest = c.text("name").and_then(|full| full.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([' ', ',']))
    };
    let found = printed.iter().find(begins)?;
    let one = printed
        .iter()
        .filter(begins)
        .all(|c| c.text("name") == found.text("name"));
    one.then_some(found)
}

/// Whether two names differ in blanks and points alone: `Acme, Inc.` and `Acme Inc`.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |name: &str| {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    a == b || letters(a) == letters(b)
}

/// Whether a name of several words holds a shorter one, as whole words; a closing `Company` of the
/// shorter one is no part of it.
fn has_words(name: &str, part: &str) -> bool {
    let part = part.strip_suffix(" Company").unwrap_or(part);
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    name.len() > part.len()
        && !same_letters(name, part)
        && name.match_indices(part).any(|(at, _)| {
            edge(name[..at].chars().next_back()) && edge(name[at + part.len()..].chars().next())
        })
}
