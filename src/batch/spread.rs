//! Jobs that know nothing of each other, done in parallel.

use rayon::prelude::*;

/// Does `count` jobs, and gives what they came to in their order.
pub fn spread<T: Send>(count: usize, job: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    // one by one, and from the last: advice on a whole pack stands there, which takes longest and must not begin
    // when the others are done
    let done = (0..count)
        .rev()
        .par_bridge()
        .map(|number| (number, job(number)));
    let mut done: Vec<_> = done.collect();
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}
