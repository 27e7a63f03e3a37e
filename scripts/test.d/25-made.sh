#!/usr/bin/env bash
# Files that a script made and that are kept are what the script makes: vectors of range proofs, the example's pictures.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"
cd "$root"
need python3 "On Debian, apt-get install python3."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 packages/formats/vectors/range.py >"$work/range.json"
diff "$work/range.json" packages/formats/vectors/range.json
python3 examples/pictures/draw.py "$work/example" >/dev/null
for made in pictures items.csv truth.csv; do
    diff -r "$work/example/$made" "examples/pictures/$made"
done
