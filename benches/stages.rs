//! What each stage of a record costs, in nanoseconds for each byte of input:
//! `cargo bench --bench stages -- DIR [PASSES]`. Each stage runs over all texts by itself, after one pass
//! that builds the automata; of several passes the fastest counts. Time is that of the processor where
//! the system tells it, so that what else runs on the machine weighs less.
#![expect(clippy::print_stdout, reason = "a benchmark reports to its caller")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads files and the clock"
)]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use casemill::batch::read_source;
use casemill::extract::{
    PackChoice, Prepared, Source, analyse, assemble, extract, language_of, page_of,
};
use casemill::layout::recover;
use casemill::matching::{Normalizing, resolve, run_rule};
use casemill::output::csv::{CsvTable, TABLES};
use casemill::output::{JsonLines, RecordFormat};
use casemill::rule::Library;
use casemill::section::segment;
use casemill::text::{FoldSpec, decode, fold};
use casemill::vocabulary::Language;
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let directory = arguments.first().ok_or("give a directory of texts")?;
    let passes = arguments.get(1).map_or(Ok(3), |n| n.parse())?;
    let started = Instant::now();
    let library = Library::embedded()?;
    println!(
        "rules loaded in {:.0} ms",
        started.elapsed().as_secs_f64() * 1e3
    );
    let files = read(Path::new(directory))?;
    let bytes: usize = files.iter().map(Vec::len).sum();
    let sources: Vec<Source> = files
        .iter()
        .filter_map(|bytes| read_source(bytes, "a").ok())
        .collect();
    println!("{} texts, {bytes} bytes", sources.len());
    let bench = Bench { bytes, passes };
    bench.whole(&library, &files, &sources);
    bench.stages(&library, &sources);
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    Ok(paths.iter().map(fs::read).collect::<Result<_, _>>()?)
}

/// Time that this thread has had on a processor; the time of day where the system does not tell.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

struct Bench {
    bytes: usize,
    passes: usize,
}

impl Bench {
    /// Times work over all texts; the first pass is not counted.
    fn time<T>(&self, name: &str, mut work: impl FnMut() -> T) -> f64 {
        black_box(work());
        let passes = (0..self.passes).map(|_| {
            let start = clock();
            black_box(work());
            (clock() - start).as_secs_f64()
        });
        let least = passes.fold(f64::INFINITY, f64::min);
        let nanos = least * 1e9 / self.bytes as f64;
        println!("{nanos:8.3} ns/B {:8.1} MB/s  {name}", 1e3 / nanos);
        nanos
    }

    fn whole(&self, library: &Library, files: &[Vec<u8>], sources: &[Source]) {
        self.time("floor: sha256 and UTF-8", || {
            let mut valid = 0;
            for bytes in files {
                black_box(Sha256::digest(bytes));
                valid += usize::from(std::str::from_utf8(bytes).is_ok());
            }
            valid
        });
        self.time("whole: bytes to JSON lines", || {
            let mut out = Vec::new();
            for source in files
                .iter()
                .filter_map(|bytes| read_source(bytes, "a").ok())
            {
                let record = extract(library, &source, PackChoice::Detect);
                drop(JsonLines.render(&record, &mut out));
            }
        });
        let records: Vec<_> = sources
            .iter()
            .map(|s| extract(library, s, PackChoice::Detect))
            .collect();
        self.time("serialise: JSON lines", || {
            let mut out = Vec::new();
            for record in &records {
                drop(JsonLines.render(record, &mut out));
            }
        });
        self.time("serialise: CSV tables", || {
            let mut out = Vec::new();
            for table in TABLES {
                for record in &records {
                    drop(CsvTable(*table).render(record, &mut out));
                }
            }
        });
        self.time("decode", || {
            files.iter().filter(|bytes| decode(bytes).is_ok()).count()
        });
        self.time("decode and sha256", || {
            files
                .iter()
                .filter(|bytes| read_source(bytes, "a").is_ok())
                .count()
        });
    }

    fn stages(&self, library: &Library, sources: &[Source]) {
        let pack = library.pack_for(Language::ZH);
        let texts: Vec<&str> = sources.iter().map(|s| s.decoded.text.as_str()).collect();
        self.time("language", || {
            texts
                .iter()
                .filter(|text| language_of(text) == Language::ZH)
                .count()
        });
        self.time("fold", || {
            texts
                .iter()
                .map(|text| fold(text, &FoldSpec::standard()).text.len())
                .sum::<usize>()
        });
        let folded: Vec<_> = texts
            .iter()
            .map(|text| fold(text, &FoldSpec::standard()))
            .collect();
        self.time("scan for layout", || {
            for folded in &folded {
                let hits = pack.layout_scanner().scan(&folded.text);
                pack.layout_scanner().recycle(hits);
            }
        });
        self.time("layout, scan included", || {
            for folded in &folded {
                let hits = pack.layout_scanner().scan(&folded.text);
                black_box(recover(folded, pack, "full", &hits));
                pack.layout_scanner().recycle(hits);
            }
        });
        self.time("prepare: fold, genre, layout", || {
            texts
                .iter()
                .map(|text| {
                    Prepared::new(text, library, PackChoice::Language(Language::ZH))
                        .folded
                        .text
                        .len()
                })
                .sum::<usize>()
        });
        let prepared: Vec<_> = texts
            .iter()
            .map(|text| Prepared::new(text, library, PackChoice::Language(Language::ZH)))
            .collect();
        self.time("scan for rules", || {
            for prepared in &prepared {
                let scanner = pack.page_scanner(&prepared.genre);
                scanner.recycle(scanner.scan(&prepared.folded.text));
            }
        });
        let pages: Vec<_> = prepared.iter().map(page_of).collect();
        self.time("segment", || {
            let cut = |(p, page): (&Prepared<'_>, &casemill::matching::Page<'_>)| {
                segment(&p.folded.text, pack, &p.genre, &page.hits).len()
            };
            prepared.iter().zip(&pages).map(cut).sum::<usize>()
        });
        self.time("page: scan, segment, parts", || {
            for prepared in &prepared {
                let page = page_of(prepared);
                pack.page_scanner(&page.genre).recycle(page.hits);
            }
        });
        self.time("rules", || {
            let mut candidates = 0;
            for (prepared, page) in prepared.iter().zip(&pages) {
                let normalizing = Normalizing {
                    page,
                    pack,
                    tables: &library.tables,
                    context: &prepared.context,
                };
                for (index, rule) in pack.rules.iter().enumerate() {
                    if rule.genres.is_empty() || rule.genres.contains(&page.genre) {
                        let run = run_rule(index, rule, &normalizing);
                        candidates += resolve(run.candidates, &rule.field, pack).won.len();
                    }
                }
            }
            candidates
        });
        self.time("analyse: page, rules, resolve", || {
            for prepared in &prepared {
                let analysis = analyse(library, prepared);
                let page = analysis.page;
                pack.page_scanner(&page.genre).recycle(page.hits);
            }
        });
        let analyses: Vec<_> = prepared.iter().map(|p| analyse(library, p)).collect();
        self.time("assemble", || {
            for (source, analysis) in sources.iter().zip(&analyses) {
                black_box(assemble(library, source, analysis));
            }
        });
    }
}
