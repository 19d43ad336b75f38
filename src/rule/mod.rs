//! Rules: the serde form, the problems, the compiled form; one direction. A rule that exists cannot fail.
//!
//! Knows neither files nor documents: rule files come in as text ([`RuleFiles`]), the compiled
//! [`Library`] goes out.

pub mod codes;
mod compile;
pub mod compiled;
pub mod diagnostics;
mod embedded;
mod example;
pub(crate) mod expand;
pub mod field;
pub mod format;
mod gate;
mod load;
pub mod normalizer;
mod parse;
pub(crate) mod pattern;
pub(crate) mod raw;
pub mod reference;
pub(crate) mod repeated;
pub mod schema;
mod table;
pub mod template;
pub(crate) mod text;
pub(crate) mod unfolded;
mod words;
pub(crate) mod written;

pub use compiled::{Pack, Rule};
pub use diagnostics::did_you_mean;
pub use embedded::files as embedded_files;
pub use example::Example;
pub use field::Field;
pub use gate::Gate;
pub use load::{Library, Loading, RuleError, RuleFiles};
pub use table::{AliasTable, Tables};
