//! Speed of finding case numbers in a million lines of mixed text, a third of them with a number:
//! `cargo bench --bench cite`. Prints megabytes a second on one core.
#![expect(clippy::print_stdout, reason = "a benchmark reports to its caller")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::time::Instant;

use casemill::rule::Library;

const LINES: usize = 1_000_000;

/// Lines with `#` where a serial goes in.
const NUMBERED: [&str; 4] = [
    "北京互联网法院（2023）京0491民初#号民事判决书已经发生法律效力，原告不服提起上诉，本院依法组成合议庭公开开庭审理了本案。",
    "上诉人因与被上诉人买卖合同纠纷一案，不服（2014）鄂武汉中民二初字第#号民事判决，向本院提起上诉。",
    "In (2023) Jing 0491 Min Chu No. #, the Beijing Internet Court held the defendant liable for the picture it had used.",
    "The judgment was upheld on appeal, see (2025) Su 05 Min Zhong No. #, and the case was widely reported at that time.",
];

/// Lines without a number, with dates, addresses and sums.
const PLAIN: [&str; 4] = [
    "本院认为，原告与被告之间的买卖合同系双方真实意思表示，合法有效，双方均应按照约定履行自己的义务，被告未付款构成违约。",
    "On 27 November 2023 the court gave judgment in public; the plaintiff had asked for 5,000 yuan and was awarded 500.",
    "住所地北京市朝阳区某路12号院3号楼5层501号，法定代表人张某，该公司经理，联系电话010-12345678。",
    "The defendant argued that the plaintiff had neither registered the work nor shown when it had been made.",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let library = Library::embedded()?;
    let lines: Vec<String> = (0..LINES).map(line).collect();
    let bytes: usize = lines.iter().map(|l| l.len() + 1).sum();
    let start = Instant::now();
    let found: usize = lines
        .iter()
        .map(|l| library.tables.case_numbers.cite(l).len())
        .sum();
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
    let speed = bytes as f64 / 1e6 / seconds;
    println!("{found} numbers in {bytes} bytes: {seconds:.2} s, {speed:.0} MB/s");
    Ok(())
}

fn line(at: usize) -> String {
    if at.is_multiple_of(3) {
        NUMBERED[at / 3 % NUMBERED.len()].replace('#', &(at % 20_011 + 1).to_string())
    } else {
        PLAIN[at % PLAIN.len()].to_owned()
    }
}
