//! Inputs as people have them, and as nobody wants them: every format, encoding and container gives the same
//! values as the plain text, and what is hostile or broken ends in the manifest.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod documents;
mod packed;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use encoding_rs::{BIG5, GB18030};
use packed::{gzipped, tarred, zipped};
use serde_json::{Value, json};

/// What a run wrote.
struct Ran {
    output: Output,
    manifest: Vec<Value>,
    records: Vec<Value>,
    dir: tempfile::TempDir,
}

fn extract(files: &[(&str, &[u8])], args: &[&str]) -> Ran {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join("in").join(name), bytes).unwrap();
    }
    run(dir, args)
}

fn run(dir: tempfile::TempDir, args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args(["extract", "in", "--out", "out"])
        .args(args)
        .current_dir(dir.path())
        .output()
        .unwrap();
    let lines = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(dir.path().join("out").join(name)).unwrap_or_default();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let (manifest, records) = (lines("manifest.jsonl"), lines("records.jsonl"));
    let count = |status: &str| {
        manifest
            .iter()
            .filter(|line| line["status"] == status)
            .count()
    };
    assert_eq!(count("done"), records.len());
    Ran {
        manifest,
        records,
        output,
        dir,
    }
}

impl Ran {
    /// Status and reason of every line.
    fn told(&self) -> Vec<String> {
        let line = |line: &Value| {
            let of = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
            let member = line["member"]
                .as_str()
                .map_or(String::new(), |m| format!("/{m}"));
            format!("{}{member}: {} {}", of("path"), of("status"), of("reason"))
        };
        self.manifest.iter().map(line).collect()
    }

    /// The values of a record, without the places they stand at.
    fn values(&self) -> Vec<Value> {
        self.records.iter().map(values).collect()
    }
}

fn values(record: &Value) -> Value {
    let mut record = record.clone();
    let members = record.as_object_mut().unwrap();
    for key in ["document", "sections", "evidence", "custom"] {
        members.remove(key);
    }
    without_places(&mut record);
    record
}

fn without_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("span");
            members.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

fn judgment() -> String {
    documents::corpus_document("zh/civil-first-sale-lines.txt").text()
}

/// A table of one row with a number and a text.
fn parquet(text: &str) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    let schema = "message rows { required int64 id; required binary text (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut ids = group.next_column().unwrap().unwrap();
    ids.typed::<Int64Type>()
        .write_batch(&[7], None, None)
        .unwrap();
    ids.close().unwrap();
    let mut texts = group.next_column().unwrap().unwrap();
    let text = [ByteArray::from(text)];
    texts
        .typed::<ByteArrayType>()
        .write_batch(&text, None, None)
        .unwrap();
    texts.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn docx(text: &str) -> Vec<u8> {
    let paragraphs: String = text
        .lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>");
    zipped(&[("word/document.xml", body.as_bytes())])
}

#[test]
fn every_format_gives_the_values_of_the_plain_text() {
    let text = judgment();
    let each = |before: &str, after: &str| -> String {
        text.lines()
            .map(|line| format!("{before}{line}{after}"))
            .collect()
    };
    let row = json!({"id": 7, "全文": text}).to_string();
    let csv = format!("id,全文\n7,\"{text}\"\n");
    let inputs: Vec<(&str, Vec<u8>)> = vec![
        ("0.txt", text.clone().into()),
        (
            "a.html",
            format!(
                "<style>p{{}}</style><script>var 原告</script>{}",
                each("<p>", "</p>")
            )
            .into(),
        ),
        (
            "b.xml",
            format!("<doc>{}</doc>", each("<l>", "</l>")).into(),
        ),
        ("c.md", text.replace('\n', "\n\n").into()),
        ("d.docx", docx(&text)),
        ("e.jsonl", row.clone().into()),
        ("f.json", format!("[{row}]").into()),
        ("g.csv", csv.clone().into()),
        ("h.txt.gz", gzipped(text.as_bytes())),
        (
            "i.tar.gz",
            gzipped(&tarred(&[("x/y.txt", text.as_bytes())])),
        ),
        (
            "j.zip",
            zipped(&[("inner.zip", &zipped(&[("x.csv", csv.as_bytes())]))]),
        ),
        ("k.jsonl", GB18030.encode(&row).0.into()),
        ("l.csv", GB18030.encode(&csv).0.into()),
        ("m.parquet", parquet(&text)),
    ];
    let files: Vec<(&str, &[u8])> = inputs
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    let ran = extract(&files, &["--texts", "texts"]);
    assert_eq!(ran.output.status.code(), Some(0), "{:#?}", ran.told());
    let all = ran.values();
    assert_eq!(all.len(), inputs.len(), "{:#?}", ran.told());
    for (got, (name, _)) in all.iter().zip(&inputs) {
        assert_eq!(*got, all[0], "{name}");
    }
    spans_point_into_the_texts(&ran);
    let member = &ran.records[10]["document"]["member"];
    assert_eq!(*member, "inner.zip/x.csv/1");
    assert_eq!(ran.records[7]["custom"]["source"][0]["value"]["id"], "7");
    let told = String::from_utf8(ran.output.stderr.clone()).unwrap();
    assert!(
        told.contains("g.csv: text column `全文` (guessed"),
        "{told}"
    );
}

/// The texts that were written are those that spans point into.
fn spans_point_into_the_texts(ran: &Ran) {
    for record in &ran.records[1..] {
        let id = record["document"]["id"].as_str().unwrap();
        let path = ran
            .dir
            .path()
            .join("texts")
            .join(&id[..2])
            .join(format!("{id}.txt"));
        let text = fs::read_to_string(path).unwrap();
        let number = &record["case_numbers"][0];
        let at = |key: &str| usize::try_from(number["span"][key].as_u64().unwrap()).unwrap();
        assert_eq!(
            text[at("start")..at("end")],
            *number["text"].as_str().unwrap()
        );
    }
}

#[test]
fn the_text_column_is_told_or_guessed_and_wrong_rows_are_lines() {
    let rows = b"{\"a\":\"\xE7\x94\xB2\xE4\xB9\x99\xE4\xB8\x99\",\"b\":\"\xE4\xB8\x81\"}\nnot json\n{\"b\":1}\n";
    let ran = extract(&[("x.jsonl", rows)], &["--text-column", "b", "--quiet"]);
    assert_eq!(
        ran.told(),
        [
            "x.jsonl/1: done -",
            "x.jsonl/2: failed undecodable (not JSON: expected ident at line 1 column 2)",
            "x.jsonl/3: failed no text (`b` is no string; --text-column names it)",
            "x.jsonl: container -"
        ]
    );
    assert_eq!(
        ran.records[0]["custom"]["source"][0]["value"]["a"],
        "甲乙丙"
    );
}

#[test]
fn several_judgments_in_one_file_are_several_records() {
    let text = judgment();
    let ran = extract(
        &[("x.txt", format!("{text}\n\n{text}").as_bytes())],
        &["--quiet"],
    );
    assert_eq!(ran.values()[0], ran.values()[1]);
    let ids: Vec<&Value> = ran.records.iter().map(|r| &r["document"]["id"]).collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ran.manifest[1]["start"], text.len() + 2);
}

#[test]
fn hostile_containers_end_in_the_manifest() {
    let text = judgment();
    let bomb = gzipped(&vec![b' '; 300 << 20]);
    let nested = (0..9).fold(text.clone().into_bytes(), |inner, n| {
        zipped(&[(if n == 0 { "x.txt" } else { "x.zip" }, &inner)])
    });
    let zip = zipped(&[
        ("../../../etc/x.txt", text.as_bytes()),
        (".hidden.txt", b"x"),
        ("a.png", b"x"),
    ]);
    let tar = tarred(&[
        ("/abs.txt", text.as_bytes()),
        ("../up.txt", b""),
        ("/abs.txt", text.as_bytes()),
    ]);
    let ran = extract(
        &[
            ("bomb.jsonl.gz", &bomb),
            ("cut.tar", &tar[..700]),
            ("cut.zip", &zip[..zip.len() / 2]),
            ("names.tar", &tar),
            ("names.zip", &zip),
            ("nested.zip", &nested),
            ("wrong.docx", b"PK\x03\x04"),
            ("wrong.parquet", b"PAR1"),
            ("wrong.xz", b"no xz"),
        ],
        &["--quiet", "--max-expansion", "1"],
    );
    let told = ran.told();
    for (line, wanted) in [
        (
            0,
            "bomb.jsonl.gz: failed too large (unpacks to more than 1 times its size; --max-expansion allows more)",
        ),
        (
            2,
            "cut.tar//abs.txt: failed unreadable (unexpected end of file)",
        ),
    ] {
        assert!(told[line].starts_with(wanted), "{told:#?}");
    }
    for wanted in [
        "names.tar//abs.txt: done -",
        "names.tar/../up.txt: skipped empty",
        "names.tar//abs.txt (2): done -",
        "names.zip/../../../etc/x.txt: done -",
        "names.zip/.hidden.txt: skipped hidden",
        "names.zip/a.png: skipped not a text file (.png)",
        "wrong.xz: failed unreadable",
    ] {
        assert!(
            told.iter().any(|line| line.starts_with(wanted)),
            "{wanted}\n{told:#?}"
        );
    }
    for wanted in [
        "cut.zip: failed broken",
        "nested.zip/",
        "wrong.docx: failed undecodable",
        "wrong.parquet: failed broken",
    ] {
        assert!(
            told.iter()
                .any(|l| l.starts_with(wanted) && l.contains("failed")),
            "{wanted}\n{told:#?}"
        );
    }
    assert_eq!(ran.output.status.code(), Some(1));
    assert!(!Path::new("/etc/x.txt").exists());
}

#[test]
fn what_is_too_large_is_a_line_and_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    let path = |name: &str| dir.path().join("in").join(name);
    // A gigabyte that takes no space on the disk.
    fs::File::create(path("big.txt"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    let long = format!("{{\"text\":\"{}\"}}\n", "长".repeat(700_000));
    fs::write(path("lines.jsonl"), format!("{long}{{\"text\":\"短\"}}\n")).unwrap();
    fs::write(
        path("open.csv"),
        format!("text\n短\n\"{}", "长,\n".repeat(700_000)),
    )
    .unwrap();
    let ran = run(dir, &["--quiet", "--max-document", "1MiB"]);
    let told = ran.told();
    assert_eq!(
        told[0],
        "big.txt: failed too large (more than 1048576 bytes; --max-document allows more)"
    );
    assert!(
        told[1].starts_with("lines.jsonl/1: failed too large"),
        "{told:#?}"
    );
    assert_eq!(told[2], "lines.jsonl/2: done -");
    assert_eq!(told[4], "open.csv/1: done -");
    assert!(told[5].contains("a quote that is not closed"), "{told:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_any_bytes_are_named_in_the_manifest_and_harmless_on_the_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    for name in [
        &b"a\nb.txt"[..],
        b"\xB0\xB8.txt",
        b"\x1b[2J.txt",
        "\u{202E}txt.jsonl".as_bytes(),
    ] {
        let path = dir
            .path()
            .join("in")
            .join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, "{\"text\":\"甲\"}").unwrap();
    }
    let ran = run(dir, &[]);
    let paths: Vec<&str> = ran
        .manifest
        .iter()
        .map(|line| line["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "\u{1b}[2J.txt",
            "a\nb.txt",
            "\\xB0\\xB8.txt",
            "\u{202E}txt.jsonl",
            "\u{202E}txt.jsonl"
        ]
        .map(|name| name)
    );
    let stderr = String::from_utf8(ran.output.stderr).unwrap();
    assert!(!stderr.contains(['\u{1b}', '\u{202E}']), "{stderr:?}");
    assert!(
        stderr.contains("\\u{202e}txt.jsonl: text column"),
        "{stderr:?}"
    );
}

#[test]
fn a_list_of_paths_and_a_glob_choose_inputs() {
    let text = judgment();
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    for name in ["1.txt", "2.txt", "3.html"] {
        fs::write(dir.path().join("in").join(name), &text).unwrap();
    }
    fs::write(dir.path().join("list"), "in/1.txt\nin/3.html\n").unwrap();
    let casemill = |args: &[&str]| {
        let ended = Command::new(env!("CARGO_BIN_EXE_casemill"))
            .args(["extract", "--quiet", "--out", "out", "--force"])
            .args(args)
            .current_dir(dir.path())
            .status()
            .unwrap();
        assert_eq!(ended.code(), Some(0));
        let manifest = fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap();
        manifest
            .lines()
            .filter(|line| line.contains("\"done\""))
            .count()
    };
    assert_eq!(casemill(&["--files-from", "list"]), 2);
    assert_eq!(casemill(&["in/*.txt"]), 2);
    assert_eq!(casemill(&["in", "--exclude", "*.txt"]), 1);
}

#[test]
fn the_corpus_in_other_encodings_gives_the_same_values() {
    let mut tried = 0;
    for document in documents::corpus() {
        let text = document.text();
        if text.is_empty() {
            continue;
        }
        let wide = |little: bool| -> Vec<u8> {
            let bytes = |unit: u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            text.encode_utf16().flat_map(bytes).collect()
        };
        let (big5, _, lossy) = BIG5.encode(&text);
        let encodings = [
            ("gb18030", GB18030.encode(&text).0.into_owned()),
            ("UTF-16LE", wide(true)),
            ("UTF-16BE", wide(false)),
            ("Big5", if lossy { Vec::new() } else { big5.into_owned() }),
        ];
        for (name, bytes) in encodings {
            if bytes.is_empty() || text.is_ascii() {
                continue;
            }
            let decoded = casemill::text::decode(&bytes).unwrap();
            let same = decoded.text == text && decoded.replaced == 0;
            assert!(
                same,
                "{} as {name} was read as {}",
                document.name, decoded.encoding
            );
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried} tried");
}

#[test]
fn a_limit_beyond_what_offsets_can_say_is_refused() {
    let text = judgment();
    for (limit, code) in [("2GiB", Some(0)), ("3GiB", Some(4))] {
        let files: &[(&str, &[u8])] = &[("a.txt", text.as_bytes())];
        let ran = extract(files, &["--quiet", "--max-document", limit]);
        let error = String::from_utf8_lossy(&ran.output.stderr);
        assert_eq!(ran.output.status.code(), code, "{error}");
        let told = error.contains("no document may be longer than 2GiB; part it first");
        assert_eq!(told, code == Some(4), "{error}");
    }
}
