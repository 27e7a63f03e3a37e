#!/usr/bin/env bash
# The gateway example: alone, and against a chain on which a dataset is licensed.
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
npm_install "$root/examples/gateway"
(cd examples/gateway && npm test)

scripts/build-wasm >"$work/log" 2>&1 || die "the contracts do not build: $(cat "$work/log")"
own_ports
scripts/localnet start
scripts/deploy local
export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json LOCALNET=$root/scripts/localnet
(cd examples/gateway && node --test --test-reporter=spec test/chain.js)
