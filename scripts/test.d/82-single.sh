#!/usr/bin/env bash
# The page in a real browser, one thing each, on a chain whose epochs end: gold across page and command line, refusals of
# contracts, a keeper, the largest page, what waits, and what is claimed.
# PASAR_CHROMIUM names a browser, PASAR_PICTURES a folder in which pictures of the pages are left, and PASAR_BIN the
# command line, whose files are read.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

# shellcheck source=scripts/chromium.sh
. "$root/scripts/chromium.sh"

chain_beside
build_page
get_chromium
chain_ready
(cd packages/web && npm run --silent single)
