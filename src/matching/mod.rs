//! Rules over sections: matches, normalized candidates, and which of them win. Knows neither JSON nor records.

mod candidate;
mod captured;
mod normalizing;
mod resolve;
mod rule_run;
mod run;
mod unit;

pub use candidate::{Candidate, Page, Said, Value};
pub use normalizing::{Normalizing, quoted};
pub use resolve::{Lost, Resolved, resolve};
pub use rule_run::{Excluded, Refused, RuleRun};
pub use run::run_rule;
