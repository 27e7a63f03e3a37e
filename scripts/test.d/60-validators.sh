#!/usr/bin/env bash
# The market on a chain of four validators, of which one is killed and one is paused while a task
# collects and transfers flow.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

own_chain

build_client
npm_install "$root/tests/e2e"
(cd tests/e2e && npm run --silent build)

build_contracts
own_ports 4
scripts/localnet start --validators 4
scripts/deploy local
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json
node --test --test-reporter=spec tests/e2e/build/validators/*.test.js
