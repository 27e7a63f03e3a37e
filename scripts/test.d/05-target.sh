#!/usr/bin/env bash
# A target folder that checkouts share builds each one's own sources, and leaves the times of their files alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"
need_cargo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# So old that a build of another checkout is always newer.
long_ago=202001010000
unset RUSTC_WORKSPACE_WRAPPER CARGO_BUILD_TARGET

# checkout NAME: a workspace like this one, whose only program prints the name.
checkout() {
    local home=$work/$1
    mkdir -p "$home"/{contracts,tests,xtask} "$home/packages/says/src"
    cp "$root/rust-toolchain.toml" "$home"
    printf '[workspace]\nmembers = ["packages/*"]\nresolver = "2"\n' >"$home/Cargo.toml"
    printf '[package]\nname = "says"\nversion = "0.1.0"\nedition = "2021"\n' >"$home/packages/says/Cargo.toml"
    printf 'fn main() {\n    println!("%s");\n}\n' "$1" >"$home/packages/says/src/main.rs"
    touch -t "$long_ago" "$home/packages/says/src/main.rs"
}

# built NAME: what the program of a checkout prints that was built into the shared folder.
built() {
    cd "$work/$1"
    share_target "$work/target"
    CARGO_TARGET_DIR=$work/target cargo run --quiet --offline -p says
}

checkout one
checkout two
touch -t "$long_ago" "$work/then"
for name in one two one; do
    said=$(built "$name")
    [ "$said" = "$name" ] || die "the shared folder built '$said' in the checkout '$name'"
    [ ! "$work/$name/packages/says/src/main.rs" -nt "$work/then" ] || die "building '$name' touched its sources"
done
