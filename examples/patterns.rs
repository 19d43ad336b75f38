//! Which patterns of a pack cost most on a directory of texts, and how each is searched:
//! `cargo run --release --example patterns -- DIR [PACK]`. For authors of rules: a pattern with `plain`
//! reads all of its sections; one that leads with rare words is looked for only there.
#![expect(clippy::print_stdout, reason = "an example reports to its caller")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads files and the clock"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use casemill::extract::{PackChoice, Prepared, page_of};
use casemill::matching::{Normalizing, Page, run_rule};
use casemill::rule::{Library, Pack};
use casemill::search::{Pattern, Walk};
use casemill::text::decode;

#[derive(Default)]
struct Cost {
    time: Duration,
    matches: usize,
    literals: usize,
    hits: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().ok_or("give a directory of texts")?;
    let library = Library::embedded()?;
    let name = arguments.next().unwrap_or_else(|| "zh".to_owned());
    let place = library.position(&name).ok_or("there is no such pack")?;
    let pack = &library.packs[place];
    let mut costs: BTreeMap<String, Cost> = BTreeMap::new();
    let mut bytes = 0;
    let files = || fs::read_dir(&directory);
    let first = files()?.count();
    // the first pass builds the automata
    for (number, entry) in files()?.chain(files()?).enumerate() {
        if number == first {
            costs.clear();
            bytes = 0;
        }
        let Ok(decoded) = decode(&fs::read(entry?.path())?) else {
            continue;
        };
        bytes += decoded.text.len();
        let prepared = Prepared::new(&decoded.text, &library, PackChoice::Pack(place));
        let page = page_of(&prepared);
        measure(pack, &page, &mut costs);
        for (index, rule) in pack.rules.iter().enumerate() {
            let normalizing = Normalizing {
                page: &page,
                pack,
                tables: &library.tables,
                context: &prepared.context,
            };
            if !rule.genres.is_empty() && !rule.genres.contains(&page.genre) {
                continue;
            }
            let start = Instant::now();
            let run = run_rule(index, rule, &normalizing);
            let cost = costs.entry(format!("{} whole", rule.id)).or_default();
            cost.time += start.elapsed();
            cost.matches += run.matched;
        }
    }
    let mut costs: Vec<(String, Cost)> = costs.into_iter().collect();
    costs.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.time));
    let total: Duration = costs.iter().map(|(_, cost)| cost.time).sum();
    println!("{bytes} bytes, {:.2} ns a byte", nanos(total, bytes));
    for (name, cost) in costs {
        let how = match cost.literals {
            0 => "plain".to_owned(),
            n => format!("{n} literals, {} hits", cost.hits),
        };
        println!(
            "{:8.3} ns/B {:8} matches  {how:28} {name}",
            nanos(cost.time, bytes),
            cost.matches
        );
    }
    Ok(())
}

fn nanos(time: Duration, bytes: usize) -> f64 {
    time.as_secs_f64() * 1e9 / bytes as f64
}

fn measure(pack: &Pack, page: &Page<'_>, costs: &mut BTreeMap<String, Cost>) {
    let whole = 0..page.text().len();
    let layout = pack.layout_scanner().scan(page.text());
    let mut run =
        |name: String, pattern: &Pattern, ranges: &[std::ops::Range<usize>], layout_side| {
            let hits = if layout_side { &layout } else { &page.hits };
            let start = Instant::now();
            let mut matches = 0;
            for range in ranges {
                let walk = Walk::new(pattern, page.text(), range.clone(), hits);
                matches += walk.starts("at").count();
            }
            let cost = costs.entry(name).or_default();
            cost.time += start.elapsed();
            cost.matches += matches;
            cost.literals = pattern.literals().len();
            cost.hits += hits.count(pattern).unwrap_or(0);
        };
    for rule in &pack.breaks {
        run(
            rule.id.clone(),
            &rule.pattern,
            std::slice::from_ref(&whole),
            true,
        );
    }
    for rule in &pack.genres {
        run(
            rule.id.clone(),
            &rule.pattern,
            std::slice::from_ref(&whole),
            true,
        );
    }
    for rule in &pack.sections {
        for (n, pattern) in rule.markers.iter().enumerate() {
            run(
                format!("{} {n}", rule.id),
                pattern,
                std::slice::from_ref(&whole),
                false,
            );
        }
    }
    for part in pack.parts_of(&page.genre) {
        let within = page.sections.iter();
        let within = within.filter(|s| part.within.contains(&s.kind));
        let ranges: Vec<_> = within.map(|s| s.range.clone()).collect();
        run(part.id.clone(), &part.pattern, &ranges, false);
    }
    for rule in &pack.rules {
        let ranges = page.ranges(&rule.scope);
        for (n, pattern) in rule.patterns.iter().enumerate() {
            run(format!("{} {n}", rule.id), pattern, &ranges, false);
        }
        if let Some(when) = &rule.when {
            run(
                format!("{} when", rule.id),
                when,
                std::slice::from_ref(&whole),
                false,
            );
        }
    }
}
