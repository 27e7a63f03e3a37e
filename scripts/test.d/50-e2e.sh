#!/usr/bin/env bash
# The market on a real chain of one validator, through the TypeScript client: whole campaigns, of one
# question and of several, waves, gold, challenges, ownership, sessions, governance, a migration. All test
# files at once, each with accounts of its own; governance and migration each with a suite of its own.
# PASAR_LOCALNET_WASMD=0.61 runs all of it on the VM of CosmWasm 3.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

own_chain

# deploy_as NAME FOLDER: another suite of the same codes, by another account, which owns it.
deploy_as() {
    mkdir -p "$2"
    sed "s/^signer = .*/signer = \"$1\"/" scripts/networks/local.toml >"$2/profile.toml"
    PASAR_DEPLOYMENTS=$2/deployments scripts/deploy "$2/profile.toml"
}

build_client
npm_install "$root/tests/e2e"
(cd tests/e2e && npm run --silent check && npm run --silent build)

build_contracts
tests/e2e/multisig/build >"$work/log" 2>&1 || die "the multisig does not build: $(cat "$work/log")"
own_ports
scripts/localnet start
PASAR_DEPLOYMENTS=$work/deployments scripts/deploy local
deploy_as requester "$work/governed"
deploy_as challenger "$work/migrated"

export PASAR_DEPLOYMENT=$work/deployments/pasar-local-1.json
export PASAR_GOVERNED=$work/governed/deployments/pasar-local-1.json
export PASAR_MIGRATED_HOME=$work/migrated
export PASAR_MULTISIG=$root/artifacts/test/multisig.wasm
export PASAR_PEOPLE=$work/people.json

# tests FOLDER: all its files at once.
tests() { node --test --test-concurrency=16 --test-reporter=spec "tests/e2e/build/$1"/*.test.js; }

tests test

# An epoch is an hour at least, which nobody waits for.
scripts/localnet later
tests epochs
scripts/localnet later
tests ended
