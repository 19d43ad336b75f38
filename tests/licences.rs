//! Every crate has a licence of `deny.toml` and comes from crates.io, also where `cargo deny` is not installed.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads deny.toml")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Whether a licence expression can be met by licences that `allowed` takes: `AND` binds closer than `OR`, and
/// `/` is an old `OR`.
fn is_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let expression = expression.trim();
    if let Some((before, rest)) = expression.split_once('(') {
        // No crate nests brackets.
        let (inner, after) = rest.split_once(')').unwrap();
        let inner = if is_met(inner, allowed) { "yes" } else { "no" };
        let flat = format!("{before}{inner}{after}");
        return is_met(&flat, &|word| {
            word == "yes" || word != "no" && allowed(word)
        });
    }
    let expression = expression.replace('/', " OR ");
    let all = |part: &str| part.split(" AND ").all(|word| allowed(word.trim()));
    expression.split(" OR ").any(all)
}

#[test]
fn expressions_are_read() {
    let allowed = |word: &str| word == "MIT" || word == "Zlib";
    for (expression, wanted) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(GPL-3.0 OR LGPL-3.0) AND MIT", false),
    ] {
        assert_eq!(is_met(expression, &allowed), wanted, "{expression}");
    }
}

#[test]
fn every_crate_has_a_licence_and_a_source_that_are_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny: toml::Table = std::fs::read_to_string(root.join("deny.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let allow = deny["licenses"]["allow"].as_array().unwrap();
    let allowed = |word: &str| allow.iter().any(|licence| licence.as_str() == Some(word));
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&metadata.stderr);
    assert!(metadata.status.success(), "{error}");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence, &allowed), "{name} is under {licence}");
        let source = package["source"].as_str();
        assert!(
            source == Some(CRATES_IO) || name == "casemill",
            "{name} comes from {source:?}"
        );
    }
}
