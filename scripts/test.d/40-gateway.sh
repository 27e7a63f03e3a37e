#!/usr/bin/env bash
# The gateway example: serves a manifest to wallets with a license, and to nobody else.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"
# shellcheck source=scripts/node.sh
. "$root/scripts/node.sh"

need_node
npm_install "$root/packages/client"
(cd "$root/packages/client" && npm run --silent build)
npm_install "$root/examples/gateway"
cd "$root/examples/gateway"
npm test
