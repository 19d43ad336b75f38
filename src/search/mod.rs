//! Patterns over a text, run only where the text holds a literal that a match needs. One pass over the
//! text finds the literals of all patterns; what a pattern then gives is what a plain search gives.
//! Knows no rules, no sections, no fields.

mod alphabet;
mod around;
mod automaton;
mod built;
mod edge;
mod engine;
mod error;
mod fixed;
mod gap;
mod groups;
mod inside;
mod lines;
mod names;
mod needs;
mod numbered;
mod pattern;
mod probe;
mod reach;
mod scan;
mod trie;
mod walk;
mod window;
mod work;

pub use error::PatternError;
pub use groups::Groups;
pub use lines::Lines;
pub use pattern::Pattern;
pub use probe::Probe;
pub use scan::{Hits, Scanner};
pub use walk::Walk;
pub use work::within;

#[cfg(test)]
mod tests;
