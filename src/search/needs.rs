//! What a text must hold for a pattern to match: a few literals of which every match has one, and where
//! in the match they stand.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::edge::{Edge, Side};
use super::reach::Reach;

/// Most literals of one pattern.
const MOST: usize = 2000;
/// Most strings that one stretch of a pattern is spelled out to.
const SPELLED: usize = 320;
/// A pattern that would be tried at this share of all bytes, times the bytes it looks at, is searched
/// plainly: the automaton reads the text faster.
const TOO_OFTEN: f64 = 0.7;
/// Bytes that setting out costs as much as reading.
const SETTING_OUT: f64 = 60.0;

/// What a match holds: one of the literals of one of these clues.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    pub(super) clues: Vec<Clue>,
}

/// Literals, and what lies around them in a match that they are the clue to.
#[derive(Debug, Clone)]
pub(super) struct Clue {
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
        let choice = Choice { anchored };
        let needs = choice.best(hir)?;
        (choice.cost(&needs) < TOO_OFTEN).then_some(needs)
    }

    /// All literals, each as often as it is a clue.
    pub(super) fn literals(&self) -> impl Iterator<Item = &String> {
        self.clues.iter().flat_map(|clue| &clue.literals)
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
        needs.clues.iter().map(|clue| self.cost_of(clue)).sum()
    }

    fn cost_of(self, clue: &Clue) -> f64 {
        let often: f64 = clue.literals.iter().map(|l| frequency(l)).sum();
        let narrow = |edge: &Edge, share: f64| if edge.is_narrow() { share } else { 1.0 };
        let often = often * narrow(&clue.previous, 0.1) * narrow(&clue.next, 0.3);
        let window = if self.anchored {
            clue.before.estimate()
        } else {
            clue.before.estimate() + clue.after.estimate()
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
                    let last = Edge::of(&repetition.sub, Side::Last);
                    let first = Edge::of(&repetition.sub, Side::First);
                    for clue in &mut needs.clues {
                        clue.before = clue.before.and(around);
                        clue.after = clue.after.and(around);
                        clue.previous = clue.previous.clone().or_inside(&last);
                        clue.next = clue.next.clone().or_inside(&first);
                    }
                }
                Some(needs)
            }
            HirKind::Repetition(_) => None,
            HirKind::Capture(_) | HirKind::Concat(_) => self.best_of_sequence(&flat(hir)),
            HirKind::Alternation(all) => self.best_of_alternation(all),
        }
    }

    /// The clues of all branches; those that are spelled out are one.
    fn best_of_alternation(self, all: &[Hir]) -> Option<Needs> {
        let mut strings = Vec::new();
        let mut clues = Vec::new();
        for one in all {
            match spelled(one) {
                Some(spelled) => strings.extend(spelled),
                None => clues.extend(self.best(one)?.clues),
            }
        }
        if !strings.is_empty() {
            clues.extend(plain(strings)?.clues);
        }
        let needs = Needs { clues };
        (needs.literals().count() <= MOST).then_some(needs)
    }

    /// The cheapest needs of any stretch of a sequence.
    fn best_of_sequence(self, all: &[&Hir]) -> Option<Needs> {
        let mut found: Option<(f64, Needs)> = None;
        let mut offer = |needs: Option<Needs>, from: usize, to: usize| {
            let Some(needs) = needs.map(|needs| needs.within(&all[..from], &all[to..])) else {
                return;
            };
            let cost = self.cost(&needs);
            if found.as_ref().is_none_or(|(least, _)| cost < *least) {
                found = Some((cost, needs));
            }
        };
        let spellings: Vec<Option<Vec<String>>> = all.iter().map(|h| spelled(h)).collect();
        let mut from = 0;
        while from < all.len() {
            let Some(first) = &spellings[from] else {
                offer(self.best(all[from]), from, from + 1);
                from += 1;
                continue;
            };
            let (stretch, to) = longest(first, from, &spellings);
            if let Some(next) = all.get(to) {
                offer(opened(&stretch, next), from, to + 1);
            }
            offer(plain(stretch), from, to);
            // what starts later is shorter and so no rarer, unless it may be missing or was cut
            let optional = first.iter().any(String::is_empty);
            let cut = spellings.get(to).is_some_and(Option::is_some);
            from = if optional || cut { from + 1 } else { to };
        }
        found.map(|(_, needs)| needs)
    }
}

impl Needs {
    /// The needs of a sequence of which one part has these.
    fn within(mut self, before: &[&Hir], after: &[&Hir]) -> Self {
        let reach = |part: &[&Hir]| {
            part.iter()
                .fold(Reach::NONE, |sum, h| sum.and(Reach::of(h)))
        };
        let (reach_before, reach_after) = (reach(before), reach(after));
        let last = Edge::of_all(before.iter().copied(), Side::Last);
        let first = Edge::of_all(after.iter().copied(), Side::First);
        for clue in &mut self.clues {
            clue.before = reach_before.and(clue.before);
            clue.after = clue.after.and(reach_after);
            clue.previous = clue.previous.clone().then(|| last.clone());
            clue.next = clue.next.clone().then(|| first.clone());
        }
        self
    }
}

/// The needs of literals that are all there is.
fn plain(literals: Vec<String>) -> Option<Needs> {
    let some = !literals.is_empty() && literals.iter().all(|l| !l.is_empty());
    some.then(|| Needs {
        clues: vec![Clue {
            literals,
            before: Reach::NONE,
            after: Reach::NONE,
            previous: Edge::open(),
            next: Edge::open(),
        }],
    })
}

/// The needs of a stretch and of the first piece of the repetition that follows it.
fn opened(stretch: &[String], next: &Hir) -> Option<Needs> {
    let HirKind::Repetition(repetition) = next.kind() else {
        return None;
    };
    if repetition.min == 0 {
        return None;
    }
    let mut needs = plain(joined(stretch, &spelled(&repetition.sub)?)?)?;
    let more = repetition.max.map(|n| n as usize - 1);
    for clue in &mut needs.clues {
        clue.after = Reach::of(&repetition.sub).times(more);
        clue.next = Edge::open().or_inside(&Edge::of(&repetition.sub, Side::First));
    }
    Some(needs)
}

/// The longest stretch that begins at `from` and is spelled out, and where it ends.
fn longest(
    first: &[String],
    from: usize,
    spellings: &[Option<Vec<String>>],
) -> (Vec<String>, usize) {
    let mut stretch = first.to_vec();
    let mut to = from + 1;
    while let Some(longer) = spellings
        .get(to)
        .and_then(|s| joined(&stretch, s.as_ref()?))
    {
        stretch = longer;
        to += 1;
    }
    (stretch, to)
}

/// The parts of a sequence, also of those inside captures.
fn flat(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Capture(capture) => flat(&capture.sub),
        HirKind::Concat(all) => all.iter().flat_map(flat).collect(),
        _ => vec![hir],
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
