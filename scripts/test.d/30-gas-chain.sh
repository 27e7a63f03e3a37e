#!/usr/bin/env bash
# The gas bench charges what a real chain does.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"
cd "$root"

# Where the step vm has built it.
export CARGO_TARGET_DIR=$PASAR_CACHE/vm-target
share_target "$CARGO_TARGET_DIR"
scripts/gas-chain
