//! Rebuilds when a file is added to or taken from `rules/`, which the binary carries.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
