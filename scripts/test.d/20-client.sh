#!/usr/bin/env bash
# The TypeScript client: format, types, build, tests; offline but for npm. The tests also see
# whether its generated types are those of schema/, and what a page loads of it.
set -euo pipefail

# shellcheck source=scripts/node.sh
. "$(dirname "${BASH_SOURCE[0]}")/../node.sh"

need_node
cd "$root/packages/client"
npm ci --no-audit --no-fund
npm run check
npm run build
npm test
