//! The encodings from before Unicode, told apart by how plausible a text each of them gives.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

use super::Decoded;

/// As much of a text as tells what it is.
const SAMPLE: usize = 32 * 1024;

/// U+FFFD as GB18030 writes it: printed, not put there by decoding.
const PRINTED: &[u8] = b"\x84\x31\xA4\x37";

/// The commonest characters of judgments, simplified and traditional.
const COMMON: &str = "的一是不了人在有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作\
里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此\
已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次\
度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件\
计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死\
张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运审判诉讼被案犯罪刑款费偿付债权合同纠纷律依照裁定准予执委托代理辩护供证鉴损失额\
區國這個們來為說時會對於著過發後裡現當沒動還進樣從實軍無與長機開關點業將兩間問並戰頭體見產給應場計員書決條統報論隊義傳觀處學經準許爭運\
審訴訟犯偿償債權糾紛裁執託辯護證鑑損額張規萬術領據達傷號條項請賠價";

/// Decodes bytes that are neither UTF-8 nor UTF-16.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if is_western(bytes) {
        return read(bytes, WINDOWS_1252, "single bytes above ASCII among ASCII");
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if plausibility(sample, BIG5) > plausibility(sample, GB18030) {
        return read(bytes, BIG5, "commoner characters than as gb18030");
    }
    read(bytes, GB18030, "commoner characters than as Big5")
}

fn read(bytes: &[u8], encoding: &'static Encoding, evidence: &'static str) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let printed = match encoding == GB18030 {
        true => bytes
            .windows(PRINTED.len())
            .filter(|four| *four == PRINTED)
            .count(),
        false => 0,
    };
    let replaced = text.matches('\u{FFFD}').count().saturating_sub(printed);
    Decoded {
        text,
        encoding: encoding.name(),
        evidence,
        replaced,
    }
}

/// Whether bytes above ASCII are few and nearly all stand alone, as curly quotes and accents do.
/// Chinese bytes come in pairs; a second byte may be ASCII, but not nearly every one. The four bytes of
/// GB18030 look alone, each before a digit, and are none.
fn is_western(bytes: &[u8]) -> bool {
    let high = |at: usize| bytes.get(at).is_some_and(|b| *b >= 0x80);
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut all, mut alone, mut odd) = (0usize, 0usize, 0usize);
    for at in (0..bytes.len()).filter(|at| high(*at)) {
        all += 1;
        let paired = high(at + 1) || at > 0 && high(at - 1);
        let begins_four = digit(at + 1) && high(at + 2) && digit(at + 3);
        let ends_four = at > 1 && high(at - 2) && digit(at - 1) && digit(at + 1);
        alone += usize::from(!paired && !begins_four && !ends_four);
        odd += usize::from(is_odd(bytes[at]));
    }
    all * 5 < bytes.len() && alone * 10 > all * 8 && odd * 2 < all
}

/// A sign of windows-1252 that texts hardly hold: accents by themselves, currencies and the like. More of
/// them than of quotes, dashes and letters are halves of something else.
fn is_odd(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x83 | 0x86..=0x90 | 0x98 | 0x9B..=0x9F | 0xA1 | 0xA2 | 0xA4..=0xA6 | 0xA8
        | 0xAC | 0xAD | 0xAF | 0xB8)
}

/// How plausible the text is, for each hundred characters above ASCII.
pub(super) fn plausibility(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut all, mut sum) = (0i64, 0i64);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        sum += weight(c);
    }
    sum * 100 / all.max(1)
}

fn weight(c: char) -> i64 {
    match c {
        '\u{FFFD}' => -5,
        '\u{E000}'..='\u{F8FF}' => -3,
        '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '·' => 1,
        '，' | '。' | '、' | '：' | '；' | '（' | '）' | '《' | '》' | '\u{3000}' => 1,
        // One character in four thousand judgments is beyond the basic block.
        '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' => -3,
        '\u{4E00}'..='\u{9FFF}' if COMMON.contains(c) => 2,
        '\u{4E00}'..='\u{9FFF}' => 0,
        _ => -1,
    }
}
