#!/usr/bin/env bash
# hcl-rs: configuration read as a value and written again turns every reference into escaped text.
#
# Guess:   hcl::from_str to Value and hcl::to_string back mean the same: a Value shows var.cidrs as "${var.cidrs}", as in JSON syntax.
# Seen:    the reader also undoes the escape of literals, so a reference and a literal that looks like one are equal Values; the
#          writer then takes both for literals. cidr_blocks = var.cidrs comes back as the text "$${var.cidrs}", without an error,
#          and so does a computed key. hcl::Body (hcl::parse) and the crate hcl-edit keep them apart.
# Matters: scripts that change one egress block through serde, because it is short, rewrite all others: addresses and group ids that
#          were references become words that are no addresses, and what terraform resolved is gone.
# Seen with hcl-rs 0.20.0 on Rust 1.95, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"

[dependencies]
hcl-rs = "=0.20.0"
TOML
cat >main.tf <<'HCL'
literal = "$${var.cidrs}"
cidr_blocks = var.cidrs
name = "${var.stage}-egress"
tags = {
  (var.key) = "computed"
}
HCL
cat >src/main.rs <<'RUST'
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("main.tf")?;
    let value: hcl::Value = hcl::from_str(&text)?;
    println!("literal equals reference: {}", value.as_object().map(|keys| keys["literal"] == keys["cidr_blocks"]) == Some(true));
    println!("by value:\n{}", hcl::to_string(&value)?);
    println!("by body:\n{}", hcl::format::to_string(&hcl::parse(&text)?)?);
    Ok(())
}
RUST
cargo run --quiet | tee seen

cat >expected <<'TEXT'
literal equals reference: true
by value:
literal = "$${var.cidrs}"
cidr_blocks = "$${var.cidrs}"
name = "$${var.stage}-egress"
tags = {
  "$${var.key}" = "computed"
}

by body:
literal = "$${var.cidrs}"
cidr_blocks = var.cidrs
name = "${var.stage}-egress"
tags = {
  (var.key) = "computed"
}

TEXT
diff expected seen || { echo "hcl-rs carries references through values differently now"; exit 1; }
