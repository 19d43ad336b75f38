use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn formatted(text: &str) -> String {
    format(text, false).unwrap()
}

#[test]
fn a_file_is_laid_out_as_the_packs_are() {
    let text = r#"
#:schema ../../schema/rules.json
# Rates of interest.


[patterns]
rate='[0-9]+%'    # in hundredths
# who speaks
speaker   =   '(?:a|b)'
[[rule]]

emit = {value="value"}
id="a.rate"
  # why it is so
field   = "custom.rate"
unless-before = [ 'x','y' , ]
match = [
'(?P<value>{{rate}})', # the usual one
    # rarely
  '(?P<value>[0-9]{1,2}分)'
]
in = ["document",
"reasoning"]
doc = "A rate."
[[rule.test]]
want = [{value = "12%"},{ value="3%" }]
text = "12% 3% # no comment"

[[rule.test]]
text = '''
a # b
'''
want=[ ]


# the end
"#;
    insta::assert_snapshot!(formatted(text));
}

#[test]
fn a_pack_file_is_laid_out_too() {
    let text = "version='1'\nname = 'p'\nlanguage = 'zh'\n[custom.x]\ndoc = ''\ntype = 'text'\n[gate.'custom.x']\nsupport=3\nf1 = 0.5\n";
    insta::assert_snapshot!(format(text, true).unwrap());
}

#[test]
fn what_is_no_toml_is_told_at_its_place() {
    let error = format("[[rule]]\nid = \"a\nin = []\n", false).unwrap_err();
    assert!(
        matches!(&error, FormatError::NotToml { at, .. } if at.start >= 14 && at.start <= 16),
        "{error:?}"
    );
}

#[test]
fn line_ends_of_windows_stay() {
    let text = "[[rule]]\r\nid=\"a\"\r\nmatch = ['''\r\nx\r\n''']\r\n";
    assert_eq!(
        formatted(text),
        "[[rule]]\r\nid    = \"a\"\r\nmatch = ['''\r\nx\r\n''']\r\n"
    );
}

#[test]
fn comments_are_read_as_toml_reads_them() {
    let text =
        "a = '#' # 1\nb = \"\\\"#\" # 2\nc = '''\n# no\n'''''#3\nd = \"\"\"\\\"\"\"\"#4\n[e] # 5";
    assert_eq!(blank::comments(text), ["# 1", "# 2", "# 5", "#3", "#4"]);
}

#[test]
fn every_key_of_a_table_has_its_place() {
    for kind in kinds(false).iter().chain(&kinds(true)) {
        assert!(
            kind.path == ["patterns"] || kind.keys.len() > 1 || kind.width == 5,
            "{:?}",
            kind.path
        );
    }
    let rule = keys::<raw::RawRule>();
    assert_eq!(rule[..4], ["id", "doc", "field", "in"]);
    assert_eq!(rule.last().map(String::as_str), Some("test"));
}

/// Blanks, or none.
fn space() -> impl Strategy<Value = String> {
    "[ \t]{0,3}"
}

/// Between two lines: nothing, blank lines, comments.
fn gap() -> impl Strategy<Value = String> {
    vec(
        prop_oneof!["[ ]{0,2}\n", "[ ]{0,2}#[ a-z'\"\\[=第]{0,8}\n"],
        0..4,
    )
    .prop_map(|lines| lines.concat())
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        "'[a#第 \\[\\]\\\\]{0,6}'",
        "\"[a# ']{0,6}\"",
        "'''[a#\n']{0,2}x'''",
        "[0-9]|true|1\\.5",
    ]
}

/// A value; lists may be wrapped, with comments in them.
fn value() -> impl Strategy<Value = String> {
    let item = prop_oneof![
        string(),
        (space(), string(), space()).prop_map(|(a, s, b)| format!("{{{a}k={b}{s}, l.m = 1}}")),
        (space(), string()).prop_map(|(a, s)| format!("{{{a}k = {s}{a}}}")),
    ];
    let list = vec(
        (item, prop_oneof![Just(String::new()), gap(), space()]),
        0..4,
    );
    let list = (list, any::<bool>(), gap()).prop_map(|(items, comma, end)| {
        let parts: Vec<String> = items.iter().map(|(i, gap)| format!("{gap}{i}")).collect();
        let comma = if comma && !parts.is_empty() { "," } else { "" };
        format!("[{}{comma}{end}]", parts.join(","))
    });
    prop_oneof![string(), list]
}

/// Keys of a table in any order, each once, some with dots.
fn body() -> impl Strategy<Value = String> {
    let names = [
        "id",
        "doc",
        "field",
        "in",
        "match",
        "emit.a",
        "emit.b",
        "name",
        "unless-before",
        "\"a b\"",
        "genre",
        "zzz",
    ];
    let names = proptest::sample::subsequence(names.to_vec(), 0..8).prop_shuffle();
    let names = names.prop_flat_map(|names| {
        let lines = names.into_iter().map(|name| {
            let comment = prop_oneof![Just(String::new()), "#[ a]{0,3}"];
            (
                gap(),
                Just(name),
                space(),
                space(),
                value(),
                space(),
                comment,
            )
        });
        lines.collect::<Vec<_>>()
    });
    names.prop_map(|lines| {
        let line = |(gap, name, a, b, value, c, comment)| {
            format!("{gap}{name}{a}={b}{value}{c}{comment}\n")
        };
        lines.into_iter().map(line).collect()
    })
}

fn file() -> impl Strategy<Value = String> {
    let headers = [
        "[[rule]]",
        "[[rule.test]]",
        "[patterns]",
        "[[section]] # s",
        "[[rule.emit.x]]",
    ];
    let header = proptest::sample::select(headers.to_vec());
    let tables = vec((gap(), header, body()), 0..5);
    (body(), tables, gap()).prop_map(|(root, tables, end)| {
        let tables = tables
            .into_iter()
            .map(|(gap, header, body)| format!("{gap}{header}\n{body}"));
        root + &tables.collect::<String>() + &end
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// What is laid out means the same, has the same comments, and stays as it is.
    #[test]
    fn laying_out_keeps_meaning_and_comments_and_is_done_once(text in file()) {
        prop_assume!(text.parse::<toml::Table>().is_ok());
        let once = format(&text, false).unwrap();
        let values = |text: &str| text.parse::<toml::Table>().unwrap();
        prop_assert_eq!(values(&text), values(&once), "{}", once);
        prop_assert_eq!(blank::comments(&text), blank::comments(&once), "{}", once);
        prop_assert_eq!(&format(&once, false).unwrap(), &once);
    }

    /// No text makes it end otherwise than with a file or an error.
    #[test]
    fn any_text_is_laid_out_or_refused(text in "[a=#'\"\\[\\]{}\n,. ]{0,60}") {
        if let Ok(once) = format(&text, false) {
            prop_assert_eq!(&format(&once, false).unwrap(), &once);
        }
    }
}
