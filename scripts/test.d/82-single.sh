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

own_chain
build_client
build_contracts
own_ports
{ scripts/localnet start && scripts/deploy local; } >"$work/log" 2>&1 &
chain=$!
build_page
get_chromium
wait "$chain" || die "the chain does not start: $(cat "$work/log")"
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json
(cd packages/web && npm run --silent single)
