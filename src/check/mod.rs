//! Judges rules: their examples and counter-examples, on the real engine. Knows no threads and no files.

mod examples;

pub use examples::{ExampleReport, Failed, check_examples};
