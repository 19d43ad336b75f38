//! How much patterns look at, counted in bytes and never timed: the same text costs the same everywhere, and a
//! text made to cost without end can be stopped.
//!
//! A count belongs to a thread, since a text is worked on by one. Where it goes over its bound, nothing more is
//! found, so that the work ends soon; what it gave then is worth nothing and is thrown away.

use std::cell::Cell;

thread_local! {
    /// Bytes that may still be looked at.
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// Gives `work` so many bytes that patterns may look at; `None` where it needed more.
pub fn within<T>(most: u64, work: impl FnOnce() -> T) -> Option<T> {
    let _restored = Restored(LEFT.replace(most));
    let result = work();
    (!is_spent()).then_some(result)
}

/// What was left before, also where the work panics.
struct Restored(u64);

impl Drop for Restored {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

/// Takes note of bytes that were looked at.
pub(super) fn looked_at(bytes: usize) {
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    LEFT.set(LEFT.get().saturating_sub(bytes));
}

/// Whether nothing more is looked at.
pub(super) fn is_spent() -> bool {
    LEFT.get() == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Pattern;

    #[test]
    fn what_is_looked_at_is_counted_and_ends() {
        let pattern = Pattern::new("甲[^。]*乙").unwrap();
        let text = "甲丙。".repeat(1000);
        let all = || pattern.is_match(&text);
        assert_eq!(within(1 << 20, all), Some(false));
        assert_eq!(within(100, all), None);
        assert_eq!(within(1 << 20, all), Some(false), "each count begins anew");
        let inner = within(1 << 20, || (within(10, all), all()));
        assert_eq!(inner, Some((None, false)), "a count within another");
    }

    #[test]
    fn a_panic_leaves_no_bound_behind() {
        let caught = std::panic::catch_unwind(|| within(1, || panic!("a test")));
        assert!(caught.is_err());
        assert!(!is_spent());
        looked_at(10);
        assert!(!is_spent());
    }
}
