//! Chunks of documents worked on by many threads, several at once, and handed on in their order.
//!
//! No chunk waits for the one before it: while one is written, or a long document ends, the threads go on with the
//! next. How far they may be ahead is bounded, and so is what waits to be handed on.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rayon::{Scope, ThreadPool};

use super::feed::MAX_BYTES;
use crate::input::Raw;

/// Chunks that may be ahead, for each thread: the one that is worked on, and enough to go on with while the disk is
/// waited for.
const AHEAD: usize = 4;

/// Work on one item.
type Work<'w, T> = dyn Fn(&Raw) -> T + Sync + 'w;

/// What is done with a chunk and what became of its items.
type Take<'t, T, B> = dyn FnMut(&[Raw], Vec<T>) -> ControlFlow<B> + 't;

/// A chunk by its number, and what became of its items.
struct Done<T> {
    number: usize,
    chunk: Vec<Raw>,
    results: thread::Result<Vec<T>>,
}

/// Works on all chunks that `chunks` gives, and hands each to `take` with what the work made of its items, in order,
/// until one of the two ends it. What is begun then is left.
pub(super) fn in_order<T: Send, B>(
    pool: &ThreadPool,
    work: &Work<'_, T>,
    chunks: impl FnOnce(&mut dyn FnMut(Vec<Raw>) -> ControlFlow<B>) -> ControlFlow<B>,
    mut take: impl FnMut(&[Raw], Vec<T>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let gone = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let (sender, receiver) = channel();
        let mut flight = Flight {
            threads: pool.current_num_threads(),
            begun: 0,
            ended: 0,
            bytes: 0,
            early: BTreeMap::new(),
            receiver,
        };
        let mut flow = chunks(&mut |chunk| {
            begin(scope, work, &gone, &sender, flight.begin(&chunk), chunk);
            flight.land(&mut take, Flight::is_full)
        });
        if flow.is_continue() {
            flow = flight.land(&mut take, |flight| flight.begun > flight.ended);
        }
        gone.store(true, Ordering::Relaxed);
        flow
    })
}

/// Gives a chunk to the threads.
fn begin<'w, T: Send + 'w>(
    scope: &Scope<'w>,
    work: &'w Work<'_, T>,
    gone: &'w AtomicBool,
    sender: &Sender<Done<T>>,
    number: usize,
    chunk: Vec<Raw>,
) {
    let sender = sender.clone();
    scope.spawn(move |_| {
        let items = chunk.iter().take_while(|_| !gone.load(Ordering::Relaxed));
        // what is waited for must come, or the wait has no end: a panic is handed on too
        let results = catch_unwind(AssertUnwindSafe(|| items.map(work).collect()));
        let _ = sender.send(Done {
            number,
            chunk,
            results,
        });
    });
}

/// What is begun and not yet handed on.
struct Flight<T> {
    threads: usize,
    begun: usize,
    ended: usize,
    /// What waits or is worked on, in bytes of input.
    bytes: u64,
    /// What is done before its turn.
    early: BTreeMap<usize, Done<T>>,
    receiver: Receiver<Done<T>>,
}

impl<T> Flight<T> {
    /// Counts a chunk; gives its number.
    fn begin(&mut self, chunk: &[Raw]) -> usize {
        self.bytes = self.bytes.saturating_add(weight(chunk));
        self.begun += 1;
        self.begun - 1
    }

    /// Whether no chunk may be begun: each thread may have one, however large, and some more that are small.
    fn is_full(&self) -> bool {
        let ahead = self.threads * AHEAD;
        let most = MAX_BYTES.saturating_mul(u64::try_from(ahead).unwrap_or(u64::MAX));
        let begun = self.begun - self.ended;
        begun > ahead || (begun > self.threads && self.bytes > most)
    }

    /// Hands on what is done, and waits for more as long as that is wanted.
    fn land<B>(&mut self, take: &mut Take<'_, T, B>, waits: fn(&Self) -> bool) -> ControlFlow<B> {
        loop {
            let next = match waits(self) {
                true => self.receiver.recv().ok(),
                false => self.receiver.try_recv().ok(),
            };
            let Some(done) = next else {
                return ControlFlow::Continue(());
            };
            self.early.insert(done.number, done);
            while let Some(done) = self.early.remove(&self.ended) {
                self.ended += 1;
                self.bytes = self.bytes.saturating_sub(weight(&done.chunk));
                let results = done.results.unwrap_or_else(|panic| resume_unwind(panic));
                take(&done.chunk, results)?;
            }
        }
    }
}

fn weight(chunk: &[Raw]) -> u64 {
    let weights = chunk.iter().map(Raw::weight);
    weights.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::input::{Content, Format};

    fn chunk(number: usize, bytes: u64) -> Vec<Raw> {
        vec![Raw {
            path: number.to_string().into(),
            member: None,
            format: Format::Text,
            content: Content::File("a".into(), bytes),
        }]
    }

    fn number(raw: &Raw) -> usize {
        raw.path.parse().unwrap()
    }

    /// The numbers in the order in which they were taken, and how many chunks were ahead at most.
    fn run(
        count: usize,
        bytes: u64,
        threads: usize,
        work: &Work<'_, usize>,
        stop: usize,
    ) -> (Vec<usize>, usize) {
        let pool = super::super::run::pool(Some(threads)).unwrap();
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (mut order, mut most) = (Vec::new(), 0);
        let flow = in_order(
            &pool,
            work,
            |give| {
                (0..count).try_for_each(|number| {
                    let ahead = begun.fetch_add(1, Ordering::Relaxed) + 1;
                    most = most.max(ahead - taken.load(Ordering::Relaxed));
                    give(chunk(number, bytes))
                })
            },
            |_, results| {
                taken.fetch_add(1, Ordering::Relaxed);
                order.extend(results);
                match order.len() == stop {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                }
            },
        );
        assert_eq!(flow.is_break(), stop <= count);
        (order, most)
    }

    #[test]
    fn others_go_on_while_one_lasts_and_order_is_kept() {
        let done = AtomicUsize::new(0);
        let work = |raw: &Raw| {
            // the first of all ends behind five others
            while number(raw) == 0 && done.load(Ordering::Relaxed) < 5 {
                thread::yield_now();
            }
            done.fetch_add(1, Ordering::Relaxed);
            number(raw)
        };
        let (order, _) = run(100, 10, 2, &work, usize::MAX);
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_ahead_is_bounded() {
        for threads in [1, 3] {
            let (order, most) = run(200, 10, threads, &number, usize::MAX);
            assert_eq!((order.len(), most <= threads * AHEAD + 1), (200, true));
            let large = MAX_BYTES * 1000;
            let (order, most) = run(200, large, threads, &number, usize::MAX);
            assert_eq!((order.len(), most <= threads + 1), (200, true));
        }
    }

    #[test]
    fn nothing_is_taken_behind_the_end() {
        let (order, _) = run(100, 10, 3, &number, 7);
        assert_eq!(order, (0..7).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "a test")]
    fn a_panic_that_nobody_caught_ends_the_wait() {
        let work = |raw: &Raw| match number(raw) {
            3 => panic!("a test"),
            other => other,
        };
        run(100, 10, 2, &work, usize::MAX);
    }
}
