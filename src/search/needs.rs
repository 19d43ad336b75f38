//! What a text must hold for a pattern to match: a few literals of which every match has one, and where
//! in the match they stand.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::edge::{Edge, Side};
use super::reach::Reach;

/// Most literals of one pattern.
const MOST: usize = 400;
/// Most strings that one stretch of a pattern is spelled out to.
const SPELLED: usize = 128;
/// A pattern that would be tried at this share of all bytes, times the bytes it looks at, is searched
/// plainly: the automaton reads the text faster.
const TOO_OFTEN: f64 = 0.7;
/// Bytes that setting out costs as much as reading.
const SETTING_OUT: f64 = 60.0;

/// Literals of which every match holds one, and what lies around it in the match.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    pub(super) literals: Vec<String>,
    /// Bound on what comes before the literal in a match.
    pub(super) before: Reach,
    /// Bound on what comes after it.
    pub(super) after: Reach,
    /// What can stand right before it.
    pub(super) previous: Edge,
    /// What can stand right after it.
    pub(super) next: Edge,
}

impl Needs {
    /// The needs of a pattern that make searching by them cheapest; `None` where plain search is cheaper.
    /// An `anchored` pattern is only tried where a line begins, and reads on only while it fits.
    pub(super) fn of(hir: &Hir, anchored: bool) -> Option<Self> {
        let search = Choice { anchored };
        search
            .best(hir)
            .filter(|needs| search.cost(needs) < TOO_OFTEN)
    }

    /// One or the other; what both have in common is known of either.
    fn or(mut self, other: Self) -> Self {
        self.literals.extend(other.literals);
        self.literals.sort_unstable();
        self.literals.dedup();
        Self {
            literals: self.literals,
            before: self.before.or(other.before),
            after: self.after.or(other.after),
            previous: self.previous.or(other.previous),
            next: self.next.or(other.next),
        }
    }
}

/// How often a literal occurs, as a share of the bytes of a text; a guess by its length.
fn frequency(literal: &str) -> f64 {
    let share = |c: char| match c {
        ' ' | '\n' | ',' | '。' | 'e' | 't' | 'a' | 'o' | 'i' | 'n' => 1.0 / 15.0,
        c if c.is_ascii() => 1.0 / 40.0,
        _ => 1.0 / 120.0,
    };
    literal.chars().take(4).map(share).product()
}

/// How needs are chosen.
#[derive(Debug, Clone, Copy)]
struct Choice {
    anchored: bool,
}

impl Choice {
    /// What searching by needs costs for each byte of a text, in bytes read by an automaton.
    fn cost(self, needs: &Needs) -> f64 {
        let often: f64 = needs.literals.iter().map(|l| frequency(l)).sum();
        let narrow = |edge: &Edge, share: f64| match edge.set() {
            Some(set) if set.is_narrow() => share,
            _ => 1.0,
        };
        let often = often * narrow(&needs.previous, 0.1) * narrow(&needs.next, 0.3);
        let window = if self.anchored {
            needs.before.estimate()
        } else {
            needs.before.estimate() + needs.after.estimate()
        };
        often * (SETTING_OUT + f64::from(u32::try_from(window).unwrap_or(u32::MAX)))
    }

    fn best(self, hir: &Hir) -> Option<Needs> {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => None,
            HirKind::Literal(_) | HirKind::Class(_) => spelled(hir).and_then(plain),
            HirKind::Repetition(repetition) if repetition.min > 0 => {
                let mut needs = self.best(&repetition.sub)?;
                if repetition.max != Some(1) {
                    let more = repetition.max.map(|n| n as usize - 1);
                    let around = Reach::of(&repetition.sub).times(more);
                    needs.before = needs.before.and(around);
                    needs.after = needs.after.and(around);
                    let edge = |side| Edge::of(&repetition.sub, side);
                    needs.previous = grown(needs.previous, edge(Side::Last));
                    needs.next = grown(needs.next, edge(Side::First));
                }
                Some(needs)
            }
            HirKind::Repetition(_) => None,
            HirKind::Capture(_) | HirKind::Concat(_) => self.best_of_sequence(&flat(hir)),
            HirKind::Alternation(all) => {
                let mut each = all.iter().map(|h| self.best(h));
                let first = each.next()??;
                let joined = each.try_fold(first, |sum, needs| Some(sum.or(needs?)))?;
                (joined.literals.len() <= MOST).then_some(joined)
            }
        }
    }
}
/// An edge inside a repetition: where it is open, the piece before or after may stand there.
fn grown(edge: Edge, piece: Edge) -> Edge {
    let beyond = edge.clone();
    edge.then(|| piece.or(Edge::open())).or(beyond)
}

/// The needs of literals that are all there is.
fn plain(literals: Vec<String>) -> Option<Needs> {
    let some = !literals.is_empty() && literals.iter().all(|l| !l.is_empty());
    some.then(|| Needs {
        literals,
        before: Reach::NONE,
        after: Reach::NONE,
        previous: Edge::open(),
        next: Edge::open(),
    })
}

/// The parts of a sequence, also of those inside captures.
fn flat(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Capture(capture) => flat(&capture.sub),
        HirKind::Concat(all) => all.iter().flat_map(flat).collect(),
        _ => vec![hir],
    }
}

impl Choice {
    /// The cheapest needs of any stretch of a sequence.
    fn best_of_sequence(self, all: &[&Hir]) -> Option<Needs> {
        let mut found: Option<(f64, Needs)> = None;
        let mut offer = |needs: Option<Needs>, from: usize, to: usize| {
            let Some(mut needs) = needs else { return };
            let reach = |part: &[&Hir]| {
                part.iter()
                    .fold(Reach::NONE, |sum, h| sum.and(Reach::of(h)))
            };
            needs.before = reach(&all[..from]).and(needs.before);
            needs.after = needs.after.and(reach(&all[to..]));
            let edge = |part: &[&Hir], side| Edge::of_all(part.iter().copied(), side);
            needs.previous = needs.previous.then(|| edge(&all[..from], Side::Last));
            needs.next = needs.next.then(|| edge(&all[to..], Side::First));
            let cost = self.cost(&needs);
            if found.as_ref().is_none_or(|(least, _)| cost < *least) {
                found = Some((cost, needs));
            }
        };
        let spellings: Vec<Option<Vec<String>>> = all.iter().map(|h| spelled(h)).collect();
        for from in 0..all.len() {
            if spellings[from].is_none() {
                offer(self.best(all[from]), from, from + 1);
            }
            let mut stretch = vec![String::new()];
            for (to, spelling) in spellings.iter().enumerate().skip(from) {
                let Some(joined) = spelling.as_ref().and_then(|s| joined(&stretch, s)) else {
                    break;
                };
                stretch = joined;
                offer(plain(stretch.clone()), from, to + 1);
            }
        }
        found.map(|(_, needs)| needs)
    }
}

/// Every string that an expression matches, where these are few.
fn spelled(hir: &Hir) -> Option<Vec<String>> {
    let out = match hir.kind() {
        HirKind::Empty => vec![String::new()],
        HirKind::Look(_) => return None,
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Class(Class::Unicode(class)) => {
            let size = class.iter().map(|r| r.len()).sum::<usize>();
            if size > SPELLED {
                return None;
            }
            let all = class.iter().flat_map(|r| r.start()..=r.end());
            all.map(String::from).collect()
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let once = spelled(&repetition.sub)?;
            match (repetition.min, repetition.max) {
                (0, Some(1)) => [vec![String::new()], once].concat(),
                (1, Some(1)) => once,
                (n, Some(most)) if n == most && n <= 4 => {
                    (1..n).try_fold(once.clone(), |sum, _| joined(&sum, &once))?
                }
                _ => return None,
            }
        }
        HirKind::Capture(capture) => spelled(&capture.sub)?,
        HirKind::Concat(all) => {
            let start = vec![String::new()];
            all.iter()
                .try_fold(start, |sum, h| joined(&sum, &spelled(h)?))?
        }
        HirKind::Alternation(all) => {
            let mut out = Vec::new();
            for one in all {
                out.extend(spelled(one)?);
            }
            out
        }
    };
    (out.len() <= SPELLED).then_some(out)
}

/// Every string of one list followed by every one of another, where these are few.
fn joined(before: &[String], after: &[String]) -> Option<Vec<String>> {
    if before.len() * after.len() > SPELLED {
        return None;
    }
    let all = before
        .iter()
        .flat_map(|b| after.iter().map(move |a| format!("{b}{a}")));
    let mut all: Vec<String> = all.collect();
    all.sort_unstable();
    all.dedup();
    Some(all)
}
