//! The documents of a dataset joined into procedural histories by the numbers of their cases.
//!
//! Two documents belong to one history where a number that one carries as its own is the other's own, or is
//! named in it as that of an earlier stage; numbers that are merely cited link documents and join no
//! histories. A number that no document carries stays as an open end. What a number leaves open is listed
//! and not guessed. Reads records, knows neither rules nor texts.

mod entry;
mod graph;
mod history;
mod identity;
mod tables;

pub use entry::{Entry, EntryError, Mention};
pub use graph::{Link, LinkError, Linker, Links, Status};
pub use history::History;
pub use identity::Identity;
pub use tables::{FILES, Row, rows};

#[cfg(test)]
mod tests;
