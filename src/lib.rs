//! **casemill** turns raw court judgments into a dataset.
//!
//! ```text
//! bytes ─▶ text (decode, fold; offset map) ─▶ layout ─▶ sections ─▶ matches ─▶ values ─▶ record ─▶ writers
//!              rules (load ─▶ validate ─▶ compile) ──────┴────────────┘
//! ```

pub mod batch;
pub mod check;
pub mod extract;
pub mod files;
pub mod input;
pub mod layout;
pub mod link;
pub mod matching;
pub mod normalize;
pub mod output;
pub mod record;
pub mod rule;
pub mod search;
pub mod section;
pub mod span;
pub mod text;
pub mod vocabulary;
