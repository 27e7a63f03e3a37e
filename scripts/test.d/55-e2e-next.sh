#!/usr/bin/env bash
# A part of 50-e2e on the VM of CosmWasm 3: whole campaigns, of several questions too,
# and every refusal. All of it runs there by PASAR_LOCALNET_WASMD=0.61 scripts/test 50-e2e.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

own_chain
export PASAR_LOCALNET_WASMD=0.61

build_client
npm_install "$root/tests/e2e"
(cd tests/e2e && npm run --silent build)

build_contracts
own_ports
scripts/localnet start
scripts/deploy local
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json
node --test --test-concurrency=3 --test-reporter=spec tests/e2e/build/test/{campaign,questions,refusals}.test.js
