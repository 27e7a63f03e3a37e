#!/usr/bin/env bash
# cargo demo --serve: the packed page is what its source gives, and a browser labels a page of it from the market to
# withdrawn pay. PASAR_LAB names the program of the demo where it is built, PASAR_CHROMIUM a browser, and
# PASAR_PICTURES a folder in which pictures of the pages are left.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"
# shellcheck source=scripts/chromium.sh
. "$root/scripts/chromium.sh"

cd "$root"
build_page
build_lab() {
    if [ -n "${PASAR_LAB:-}" ]; then return; fi
    need_cargo
    cargo build --quiet --locked --profile cli -p pasar-lab
    PASAR_LAB=${CARGO_TARGET_DIR:-$root/target}/cli/lab
}
build_lab
export PASAR_LAB
(cd packages/web && node tools/pack.mjs --check)
get_chromium
(cd packages/web && npm run --silent embedded)
