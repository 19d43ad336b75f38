//! Rules over sections: matches, normalized candidates, and which of them win. Knows neither JSON nor records.

mod candidate;
mod normalizing;
mod resolve;
mod run;
mod unit;

pub use candidate::{Candidate, Page, Value};
pub use normalizing::{Normalizing, quoted};
pub use resolve::{Lost, Resolved, resolve};
pub use run::{Excluded, Refused, RuleRun, run_rule};
