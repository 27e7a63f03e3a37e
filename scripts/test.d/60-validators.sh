#!/usr/bin/env bash
# The market on a chain of four validators, of which one is killed and one is paused while a task
# collects and transfers flow.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"
# shellcheck source=scripts/node.sh
. "$root/scripts/node.sh"
cd "$root"

unset PASAR_MNEMONIC PASAR_KEYFILE PASAR_ARTIFACTS PASAR_LOCALNET_CHAIN_ID
work=$(mktemp -d)
export PASAR_LOCALNET_HOME=$work/chain PASAR_DEPLOYMENTS=$work/deployments

cleanup() {
    scripts/localnet stop >/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

need_node
npm_install "$root/packages/client"
(cd packages/client && npm run --silent build)
npm_install "$root/packages/deploy"
npm_install "$root/tests/e2e"
(cd tests/e2e && npm run --silent build)

scripts/build-wasm >"$work/log" 2>&1 || die "the contracts do not build: $(cat "$work/log")"
own_ports 4
scripts/localnet start --validators 4
scripts/deploy local
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json
node --test --test-reporter=spec tests/e2e/build/validators/*.test.js
