#!/usr/bin/env bash
# cargo demo --serve: the packed page is what its source gives, and a browser labels a page of it from the market to
# withdrawn pay. PASAR_CHROMIUM names a browser, PASAR_PICTURES a folder in which pictures of the pages are left.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"
# shellcheck source=scripts/chromium.sh
. "$root/scripts/chromium.sh"

cd "$root"
build_client
npm_install "$root/packages/web"
need_cargo
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
# The program of the tests' build, which the step `test` has made already; while the page is built.
share_target "$CARGO_TARGET_DIR"
cargo test --quiet --locked --workspace --no-run &
lab=$!
(cd packages/web && npx --no-install vite build --logLevel warn && node tools/pack.mjs --check && npx --no-install tsc -p tsconfig.test.json)
get_chromium
wait "$lab" || die "cargo demo does not build"
export PASAR_LAB=$CARGO_TARGET_DIR/debug/lab
(cd packages/web && node --test --test-reporter=spec build/browser/embedded/*.test.js)
