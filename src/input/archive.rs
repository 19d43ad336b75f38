//! Archives: their members, one after the other. Names of members are labels and never paths: nothing is
//! written where they say.

use crate::files::OpenFile;
use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use ::tar::{Archive, EntryType};
use ::zip::ZipArchive;
use sha2::{Digest, Sha256};

use super::Format;
use super::format::not_ours;
use super::visit::{Place, Visit};
use crate::files::Verdict;
use crate::text::decode_name;

/// The members of a ZIP archive, in the order of its directory.
pub(super) fn zip(
    visit: &mut Visit<'_, '_>,
    place: &Place,
    file: &mut OpenFile,
    size: u64,
) -> ControlFlow<()> {
    let mut archive = match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => return visit.broken(place, &std::io::Error::other(error), size),
    };
    let mut names = Names::default();
    for index in 0..archive.len() {
        let mut member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                let inner = names.place(place, format!("member {}", index + 1));
                let why = Verdict::Fail("broken", format!("zip: {error}"));
                visit.aside(&inner, why, 0)?;
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let name = decode_name(member.name_raw()).replace('\\', "/");
        let inner = names.place(place, name);
        let bytes = member.size();
        enter(visit, &inner, &mut member, bytes)?;
        if visit.budget.is_spent() {
            return ControlFlow::Continue(());
        }
    }
    ControlFlow::Continue(())
}

/// The members of a tar archive, as they come.
pub(super) fn tar(
    visit: &mut Visit<'_, '_>,
    place: &Place,
    stream: &mut dyn Read,
    size: u64,
) -> ControlFlow<()> {
    let mut archive = Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return visit.broken(place, &error, size),
    };
    let mut names = Names::default();
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return visit.broken(place, &error, size),
        };
        let kind = entry.header().entry_type();
        if kind == EntryType::Directory || kind.is_pax_global_extensions() {
            continue;
        }
        let inner = names.place(place, decode_name(&entry.path_bytes()));
        let bytes = entry.size();
        if kind.is_symlink() || kind.is_hard_link() {
            visit.aside(&inner, Verdict::Skip("a link", String::new()), 0)?;
            continue;
        }
        let mut whole = Whole {
            inner: &mut entry,
            left: bytes,
        };
        enter(visit, &inner, &mut whole, bytes)?;
        if visit.budget.is_spent() {
            return ControlFlow::Continue(());
        }
    }
    ControlFlow::Continue(())
}

/// A member that is an error where it ends too early: a tar archive that was cut gives what is left of its
/// last member as if it were all.
struct Whole<'r> {
    inner: &'r mut dyn Read,
    left: u64,
}

impl Read for Whole<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self.left.saturating_sub(bytes);
        Ok(read)
    }
}

/// One member.
fn enter(
    visit: &mut Visit<'_, '_>,
    inner: &Place,
    member: &mut dyn Read,
    size: u64,
) -> ControlFlow<()> {
    if is_hidden(&inner.name) {
        return visit.aside(inner, Verdict::Skip("hidden", String::new()), size);
    }
    if Format::of(&inner.name).is_none() {
        let verdict = Verdict::Skip("not a text file", not_ours(&inner.name));
        return visit.aside(inner, verdict, size);
    }
    let budget = visit.budget;
    visit.stream(inner, &mut budget.counted(member), size)
}

/// Files that systems put beside others, as a walk passes over them.
fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| part == "__MACOSX" || part.starts_with('.') && part != "." && part != "..")
}

/// The names of an archive, each once: a name that comes again gets a number, so that ids differ.
#[derive(Default)]
struct Names {
    /// The first bytes of a hash of each, since an archive may have millions.
    seen: BTreeSet<u64>,
}

impl Names {
    fn place(&mut self, outer: &Place, name: String) -> Place {
        let mut member = outer.within(&name);
        let mut number = 1;
        while !self.seen.insert(short_hash(&member)) {
            number += 1;
            member = format!("{} ({number})", outer.within(&name));
        }
        Place {
            member: Some(member),
            format: Format::of(&name).unwrap_or(Format::Text),
            name,
            depth: outer.depth + 1,
        }
    }
}

fn short_hash(name: &str) -> u64 {
    let hash = Sha256::digest(name.as_bytes());
    hash.iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
