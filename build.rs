//! Rebuilds when a file is added to or taken from `rules/` or the pages of codes, which the binary carries.

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=docs/codes");
}
