//! A panic over one document, which ends that document and not the run.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Whether this thread is at work on a document whose panic will be caught.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// The longest message that is kept, in characters.
const MAX_MESSAGE: usize = 200;

/// Runs `work`; a panic becomes its message.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    AT_WORK.set(true);
    // Nothing is shared but the extractor, which keeps no state that a panic could leave half changed.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    AT_WORK.set(false);
    result.map_err(|payload| message(payload.as_ref()))
}

/// Keeps panics that are caught for a document off the terminal; any other panic is shown as before.
///
/// The hook is that of the whole process, so a program calls this once when it starts, and the library
/// never does so by itself.
pub fn silence_document_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !AT_WORK.get() {
            usual(info);
        }
    }));
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    text.lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(MAX_MESSAGE)
        .collect()
}
