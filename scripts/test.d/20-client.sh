#!/usr/bin/env bash
# The TypeScript client: format, types, build, tests; offline but for npm. The tests also see
# whether its generated types are those of schema/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"

advice="Install Node 20 or newer with npm: from https://nodejs.org, or your system's packages."
need node "$advice"
need npm "$advice"
if [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    die "node $(node --version) is too old. $advice"
fi

cd "$root/packages/client"
npm ci --no-audit --no-fund
npm run check
npm run build
npm test
