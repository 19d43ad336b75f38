//! Jobs that know nothing of each other, done in parallel.

use rayon::prelude::*;

/// Does `count` jobs, and gives what they came to in their order.
pub fn spread<T: Send>(count: usize, job: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    (0..count).into_par_iter().map(job).collect()
}
