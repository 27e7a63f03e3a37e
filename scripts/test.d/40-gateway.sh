#!/usr/bin/env bash
# The gateway: alone, and against a chain on which a campaign is labeled through it and its dataset licensed.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

own_chain

build_client
npm_install "$root/packages/gateway"
(cd packages/gateway && npm run --silent check && npm test)

build_contracts
own_ports
scripts/localnet start
scripts/deploy local
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json LOCALNET=$root/scripts/localnet
(cd packages/gateway && node --test --test-reporter=spec test/chain.js)
