#!/usr/bin/env bash
# A fresh chain of one validator: deploys, is killed in between, deploys again, migrates.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

own_chain
log=$work/log
record=$PASAR_DEPLOYMENTS/pasar-local-1.json

check() { printf -- '- %s\n' "$*"; }

# logged COMMAND...: with its output in $log too.
logged() { "$@" 2>&1 | tee "$log"; }

# says PATTERN, says_not PATTERN: of the last logged command.
says() { grep -qE "$1" "$log" || die "expected to read '$1' in: $(cat "$log")"; }
says_not() { if grep -qE "$1" "$log"; then die "did not expect '$1' in: $(cat "$log")"; fi; }

query() { curl -sf "http://127.0.0.1:$PASAR_LOCALNET_REST_PORT/cosmwasm/wasm/v1/$1"; }

# field EXPRESSION: of the deployment's record, as `d`.
field() { node -p "const d = JSON.parse(require('fs').readFileSync('$record')); $1"; }

addresses() { field 'Object.values(d.contracts).map((c) => c.address).join()'; }

need_node
need curl "It asks the local chain: on Debian, apt-get install curl."
npm_install packages/deploy
(cd packages/deploy && npm run --silent check && npm test --silent)

build_contracts

own_ports

check "starts, and says so when it already runs"
scripts/localnet start
logged scripts/localnet start
says 'already running'

check "drand's rounds come with the chain, are the same after it was killed, and stop with it"
relay() { curl -sf --max-time 5 "$PASAR_RELAYS/public/$1"; }
round=$(relay latest | sed -n 's/.*"round":\([0-9]*\).*/\1/p')
first=$(relay "$round")
scripts/localnet kill drand
if relay "$round"; then die "drand answers after it was killed"; fi
# Read to its end: `grep -q` in a pipe would stop the one that writes, and fail the pipe.
status=$(scripts/localnet status)
grep -q "^drand $PASAR_RELAYS, stopped$" <<<"$status" || die "drand is not said to be stopped: $status"
scripts/localnet restart drand
[ "$(relay "$round")" = "$first" ] || die "round $round is not what it was: $first"

check "a deployment that is killed goes on where it was"
scripts/deploy local >"$log" 2>&1 &
deploying=$!
until grep -q '^store ' "$log"; do
    kill -0 "$deploying" 2>/dev/null || die "ended before it stored anything: $(cat "$log")"
    sleep 0.1
done
kill -KILL "$deploying"
wait "$deploying" 2>/dev/null || true
logged scripts/deploy local
says '^verify '
says '^denom .*uusd'
[ "$(query code | grep -o '"code_id"' | wc -l)" = 4 ] || die "not four codes: $(query code)"

check "deploying again changes nothing"
cp "$record" "$work/first.json"
logged scripts/deploy local
says '^verify '
says_not '^(store|instantiate|denom) '
cmp "$record" "$work/first.json"

check "a lost record is found again"
before=$(addresses)
rm "$record"
logged scripts/deploy local
says_not '^(store|instantiate) '
[ "$(addresses)" = "$before" ] || die "other addresses: $(addresses), not $before"

check "migrates to new code at the same addresses"
mkdir "$work/artifacts"
for file in artifacts/*.wasm; do
    # The same contract with another checksum: a custom section (0) of seven bytes, named "note".
    { cat "$file" && printf '\000\007\004note!!'; } >"$work/artifacts/${file##*/}"
done
(cd "$work/artifacts" && sha256 ./*.wasm | sed 's,\./,,' >checksums.txt)
export PASAR_ARTIFACTS=$work/artifacts
if scripts/deploy local --check >"$log" 2>&1; then die "took the old code for the new"; fi
says 'migrate replaces it'
logged scripts/deploy local --migrate
says '^verify '
[ "$(addresses)" = "$before" ] || die "other addresses: $(addresses), not $before"
[ "$(field 'Math.min(...Object.values(d.contracts).map((c) => c.code_id))')" = 5 ] ||
    die "a contract still has its old code: $(cat "$record")"
unset PASAR_ARTIFACTS

check "without admins, under another owner: the codes are shared, nothing can be migrated"
owner=$(scripts/localnet accounts labeler-1 2>/dev/null | cut -d ' ' -f 2)
sed -e "s/^owner = .*/owner = \"$owner\"/" -e '/^\[admin\]/,/^$/s/= "owner"$/= "none"/' -e 's/^signer = .*/signer = "requester"/' \
    scripts/networks/local.toml >"$work/other.toml"
cp scripts/networks/pasar.svg "$work/"
export PASAR_DEPLOYMENTS=$work/others
logged scripts/deploy "$work/other.toml"
says '^preflight +0 of 4 codes'
says '^verify '
says "its owner $owner sends"
if PASAR_ARTIFACTS=$work/artifacts scripts/deploy "$work/other.toml" --migrate >"$log" 2>&1; then
    die "migrated what has no admin"
fi
says 'no admin'

check "stops"
scripts/localnet stop
if scripts/localnet status >"$log"; then die "still runs: $(cat "$log")"; fi
if relay "$round"; then die "drand still runs"; fi
