#!/usr/bin/env bash
# scripts/web as somebody meets it who was never here: coins, a page of work through the gateway, its pay, Ctrl-C.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"
# shellcheck source=scripts/chromium.sh
. "$root/scripts/chromium.sh"

cd "$root"
unset PASAR_MNEMONIC PASAR_KEYFILE PASAR_ARTIFACTS PASAR_LOCALNET_CHAIN_ID PASAR_DEPLOYMENT
unset PASAR_FROM PASAR_NETWORK
build_page
get_chromium
(cd packages/web && npm run --silent try)
