//! Rules: the serde form, the problems, the compiled form; one direction. A rule that exists cannot fail.
//!
//! Knows neither files nor documents: rule files come in as text ([`RuleFiles`]), the compiled
//! [`Library`] goes out.

mod compile;
pub mod compiled;
pub mod diagnostics;
mod embedded;
pub mod field;
mod load;
pub mod normalizer;
mod pattern;
mod raw;
mod table;
pub mod template;

pub use compiled::{Pack, Rule};
pub use field::Field;
pub use load::{Library, RuleError, RuleFiles};
pub use raw::RawTest;
pub use table::{AliasTable, Tables};
