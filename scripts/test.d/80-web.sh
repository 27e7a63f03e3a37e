#!/usr/bin/env bash
# The page: format, types, build, what it weighs, its logic and its inference; then in a real browser, without a node and
# against a chain on which people label, request, license and stake; then whether Python reads the files that they saved.
# PASAR_CHROMIUM names a browser, PASAR_PICTURES a folder in which pictures of the pages are left, and PASAR_BIN the
# command line, whose exports are compared.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

# shellcheck source=scripts/chromium.sh
. "$root/scripts/chromium.sh"
# shellcheck source=scripts/python.sh
. "$root/scripts/python.sh"

# While the page is built and its logic tested.
chain_beside
build_page
(cd packages/web/truth && CARGO_TARGET_DIR=$PASAR_CACHE/truth-target cargo test --quiet --locked && cargo fmt --check)
(cd packages/web && npm run --silent check && npm run --silent logic)
get_chromium
chain_ready
export PASAR_FILES=$work/files
(cd packages/web && npm run --silent browser)
# The smallest library that reads Parquet, and YAML for the card.
python_tool arro3-io 0.8.2 arro3-core==0.8.2 pyyaml==6.0.4
"$venv/bin/python" packages/web/tools/check-files.py packages/web/build/files "$PASAR_FILES"
