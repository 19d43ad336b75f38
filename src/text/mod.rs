//! Source text: the original, the folded form that patterns run on, and the exact map between them.
//! Knows nothing of what the text means, of rules or of files.

mod characters;
mod decode;
mod entity;
mod fold;
mod offsets;

pub use characters::FoldSpec;
pub(crate) use characters::{count_bytes, is_han};
pub use decode::{DecodeError, Decoded, MIXED, decode, decode_name, encoding_named};
pub use fold::{Edit, Folded, fold};
pub use offsets::{Offsets, OffsetsBuilder};
