#!/usr/bin/env bash
# `pasar` against a chain: whole campaigns by the command line alone, as different keys. One has two
# tasks, gold, a second wave, and a labeler whose box is junk; one a challenge; and examples/meals asks several questions.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"
# shellcheck source=scripts/node.sh
. "$root/scripts/node.sh"
cd "$root"

# Neither the developer's chain nor their settings.
unset PASAR_MNEMONIC PASAR_KEYFILE PASAR_ARTIFACTS PASAR_LOCALNET_CHAIN_ID PASAR_DEPLOYMENT
unset PASAR_FROM PASAR_NETWORK
work=$(mktemp -d)
export PASAR_LOCALNET_HOME=$work/chain PASAR_DEPLOYMENTS=$work/deployments PASAR_HOME=$work/home
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PASAR_CACHE/target}

cleanup() {
    local job
    for job in $(jobs -p); do kill "$job" 2>/dev/null || true; done
    scripts/localnet stop >/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

check() { printf -- '- %s\n' "$*"; }

# as KEY COMMAND...: on the local chain, yes to everything, results as JSON.
as() {
    local key=$1
    shift
    "$pasar" --network local --from "$key" --json --yes "$@"
}

# refused PATTERN COMMAND...: fails, and says why.
refused() {
    local pattern=$1
    shift
    if "$@" >"$work/log" 2>&1; then die "was not refused: $*"; fi
    grep -qE "$pattern" "$work/log" || die "expected to read '$pattern' in: $(cat "$work/log")"
}

# of JSON EXPRESSION: of a JSON value, as `v`.
of() { node -p "const v = JSON.parse(process.argv[1]); $2" "$1"; }

# finish CAMPAIGN: waits for all that was begun in the background.
finish() {
    local deadline=$((SECONDS + 240))
    while [ -n "$(jobs -pr)" ]; do
        if [ "$SECONDS" -gt "$deadline" ]; then
            as asker show campaign "$1" >&2
            tail -n 5 "$work"/*.log "$work"/*.err >&2
            die "still running after 240 s"
        fi
        sleep 1
    done
    wait
}

balance() { of "$(as "$1" show account)" 'v.balance.stake'; }

pasar=${PASAR_BIN:-}
if [ -z "$pasar" ]; then
    # The binary of the tests' build, which the step `test` has made already.
    share_target "$CARGO_TARGET_DIR"
    cargo test --quiet --locked --workspace --no-run
    pasar=$CARGO_TARGET_DIR/debug/pasar
fi

need_node
npm_install "$root/packages/deploy"
scripts/build-wasm >"$work/log" 2>&1 || die "the contracts do not build: $(cat "$work/log")"
own_ports
scripts/localnet start
scripts/deploy local
node scripts/test.d/cli/campaign.mjs "$work"

check "keys are kept encrypted, and a wrong password opens none"
export PASAR_KEYRING_PASSWORD=correct-horse
scripts/localnet mnemonic requester | "$pasar" keys import asker >"$work/log"
address=$(scripts/localnet accounts requester 2>/dev/null | cut -d ' ' -f 2)
grep -q "$address" "$work/log" || die "another address than $address: $(cat "$work/log")"
PASAR_KEYRING_PASSWORD=wrong refused 'the password does not open key "asker"' \
    "$pasar" --from asker show account
refused 'no key "nobody".*asker' "$pasar" --from nobody show account

check "a file with an error sends nothing"
before=$(balance asker)
sed 's/,cat$/,cta/' "$work/items.csv" >"$work/bad.csv"
sed 's/items.csv/bad.csv/' "$work/terms.toml" >"$work/bad.toml"
refused 'bad.csv: line [0-9]+, column "gold": label "cta", expected one of cat, dog, bird' \
    as asker create "$work/bad.toml"
[ "$(balance asker)" = "$before" ] || die "the requester paid for a file with an error"

check "a campaign is created for exactly its deposit"
created=$(as asker create "$work/terms.toml")
campaign=$(of "$created" v.campaign)
deposit=$(of "$created" v.deposit)
fee=$(of "$created" v.transaction.fee)
paid=$(node -p "String(BigInt('$before') - BigInt('$(balance asker)') - BigInt('$fee'))")
[ "$paid" = "$deposit" ] || die "paid $paid, not the deposit of $deposit"
if grep -q gold "$work/items.manifest.jsonl"; then die "the manifest shows the gold"; fi

check "a ticket is taken"
junk=$(scripts/localnet accounts labeler-6 2>/dev/null | cut -d ' ' -f 2)
as labeler-6 bond 10000stake >"$work/log"
for n in 1 2 3 4 5; do as "labeler-$n" bond 10000stake >"$work/log"; done
until as labeler-6 claim "$campaign" --seats 2 >"$work/log" 2>&1; do
    grep -q 'takes tickets from' "$work/log" || die "$(cat "$work/log")"
    sleep 0.3
done

check "a ticket is drawn by its round, by anybody; where no relay has it, that is said"
until grep -q 'no relay of drand answered: http://127.0.0.1:1 ' "$work/log"; do
    if as labeler-6 --relay http://127.0.0.1:1 claim "$campaign" --seats 0 >"$work/log" 2>&1; then
        die "drew without a relay"
    fi
    grep -qE 'no relay|comes at' "$work/log" || die "$(cat "$work/log")"
    sleep 0.3
done
as asker draw "$campaign" >"$work/log"
refused 'no ticket can be drawn now' as asker draw "$campaign"

check "a labeler seals what nobody can read"
scripts/localnet mnemonic labeler-6 |
    scripts/localnet wasmd keys add junk --recover --keyring-backend test >"$work/log" 2>&1
scripts/localnet wasmd tx wasm execute "$(of "$(cat "$PASAR_DEPLOYMENTS/pasar-local-1.json")" \
    'v.contracts.task_registry.address')" "$(node scripts/test.d/cli/junk.mjs "$campaign")" \
    --from junk --keyring-backend test --chain-id pasar-local-1 --gas 600000 \
    --gas-prices 0.025stake --yes >"$work/log" 2>&1 || die "$(cat "$work/log")"
sealed() { of "$(as labeler-6 seats "$campaign")" 'v.filter((s) => s.status === "sealed").length'; }
for _ in $(seq 50); do
    [ "$(sealed)" = 2 ] && break
    sleep 0.2
done
[ "$(sealed)" = 2 ] || die "the junk was not sealed: $(cat "$work/log")"

check "labels with an error seal nothing"
printf 'item,label\nitem-000,cat\nitem-001,cow\n' >"$work/bad-labels.csv"
refused 'bad-labels.csv: line 3, column 2: label "cow", expected one of cat, dog, bird' \
    as labeler-1 label "$campaign" --labels "$work/bad-labels.csv" --items "$work/items.csv"

check "labelers, requester and keeper do the rest, each by one command"
for n in 1 2 3 4 5; do
    as "labeler-$n" label "$campaign" --labels "$work/labels-$n.csv" --items "$work/items.csv" \
        >"$work/labeler-$n.log" 2>&1 &
done
as asker adapt "$campaign" --watch --open-gold >"$work/adapt.log" 2>"$work/adapt.err" &
as licensee crank --campaign "$campaign" >"$work/crank.log" 2>"$work/crank.err" &
finish "$campaign"
status=$(of "$(as asker query campaign "{\"campaign\":$campaign}")" v.status)
[ "$status" = closed ] || die "the campaign is $status: $(tail -n 5 "$work"/*.log "$work"/*.err)"

check "what is done is not done again"
again=$(as asker adapt "$campaign")
[ "$(of "$again" 'v.done && v.revealed === 0 && v.asked.length === 0')" = true ] || die "$again"

check "the export is the chain's verdict"
as asker export "$campaign" --out "$work/verdict.csv" >"$work/log"
as asker export "$campaign" --out "$work/verdict.jsonl" --items "$work/items.csv" >"$work/log"
as asker export "$campaign" --out "$work/refined.csv" --refine >"$work/log"
as asker rank "$campaign" --pairs "$work/items.csv" --out "$work/ranking.jsonl" >"$work/log"
refused 'items-2.csv: line 1: no column "first"' \
    as asker rank "$campaign" --pairs "$work/items-2.csv" --out "$work/none.csv"
for task in 0 1; do
    as asker query verdict "{\"campaign\":$campaign,\"task\":$task}" >"$work/verdict-$task.json"
    as asker show task "$campaign" "$task" >"$work/task-$task.json"
done
node scripts/test.d/cli/check.mjs "$work" "$junk"

check "pay, refund and tips are taken out, once"
for key in labeler-1 labeler-2 labeler-3 labeler-4 labeler-5 asker licensee; do
    before=$(balance "$key")
    fee=$(of "$(as "$key" withdraw "$campaign")" v.transaction.fee)
    node -e "process.exit(BigInt('$(balance "$key")') + BigInt('$fee') > BigInt('$before') ? 0 : 1)" ||
        die "$key has taken out nothing"
    refused 'nothing to withdraw' as "$key" withdraw "$campaign"
done

check "a license is bought for its price"
printf 'Use it well.\n' >"$work/license.txt"
as asker offer "$campaign" --price 5000stake --terms "$work/license.txt" \
    --terms-uri https://example.org/license.txt >"$work/log"
as challenger license "$campaign" 1 >"$work/log"
licensee=$(scripts/localnet accounts challenger 2>/dev/null | cut -d ' ' -f 2)
has=$(as challenger query has_license "{\"campaign\":$campaign,\"address\":\"$licensee\"}")
[ "$(of "$has" v.licensed)" = true ] || die "no license: $has"
as labeler-1 withdraw "$campaign" >"$work/log"

check "a challenge is decided by a panel of those with a record, after its campaign has closed"
second=$(of "$(as asker create "$work/terms-2.toml")" v.campaign)
for n in 6 7 8 9; do as "labeler-$n" bond 10000stake >"$work/log"; done
for n in 6 7 8 9; do
    as "labeler-$n" label "$second" --labels "$work/labels-2-$((n - 5)).csv" \
        --items "$work/items-2.csv" >"$work/labeler-$n.log" 2>&1 &
done
as licensee crank --campaign "$second" >"$work/crank-2.log" 2>"$work/crank-2.err" &
finish "$second"
refused 'no challenge is live' as labeler-1 register-panel "$second" 0
refused 'item "item-099", expected a name of the items' as challenger challenge "$second" 0 \
    --items item-099 --names "$work/items-2.csv"
refused '3 items named, expected at least 10' as challenger challenge "$second" 0 --only \
    --items item-001,item-002,item-030 --names "$work/items-2.csv"
made=$(as challenger challenge "$second" 0 --items item-001,item-002,item-030 \
    --names "$work/items-2.csv")
[ "$(of "$made" v.added.length)" = 7 ] || die "not seven items were added: $made"
[ "$(of "$made" v.bond)" = 45000 ] || die "another bond than 45000: $made"

check "panels are found, and refuse who may not judge"
panels=$(as labeler-1 panels)
[ "$(of "$panels" 'v.panels.length === 1 && v.panels[0].items.length')" = 10 ] || die "$panels"
[[ $(of "$panels" 'v.panels[0].next') =~ ^register\ within ]] || die "$panels"
refused 'sits in no panel' as challenger register-panel "$second" 0
refused 'has or had a seat in task 0' as labeler-6 register-panel "$second" 0
refused 'standing skill is|the record has' as licensee register-panel "$second" 0
refused 'no seat in the panel of challenge 1' as labeler-1 seal-panel "$second" 0 \
    --labels "$work/labels-2-1.csv" --items "$work/items-2.csv"
printf 'item,label\nitem-000,cat\n' >"$work/few-labels.csv"
refused 'of the 10 named items, expected at least half' as labeler-1 judge "$second" 0 \
    --labels "$work/few-labels.csv" --items "$work/items-2.csv"

check "panelists judge by one command each; a keeper turns the panel"
for n in 1 2 3 4 5; do
    as "labeler-$n" judge "$second" 0 --labels "$work/labels-2-$n.csv" \
        --items "$work/items-2.csv" >"$work/panelist-$n.log" 2>"$work/panelist-$n.err" &
done
as licensee crank --campaign "$second" >"$work/crank-3.log" 2>"$work/crank-3.err" &
finish "$second"
challenges=$(as asker query challenges "{\"campaign\":$second,\"task\":0}")
[ "$(of "$challenges" 'v.challenges[0].status')" = decided ] ||
    die "$challenges: $(tail -n 3 "$work"/panelist-*.log "$work"/panelist-*.err)"
refused 'no challenge of it is live' as labeler-1 advance-panel "$second" 0
exported=$(as asker export "$second" --out "$work/second.csv" --items "$work/items-2.csv")
[ "$(of "$exported" v.decided_challenges)" = 1 ] || die "$exported"
grep -q '^item,label,margin_bits,confidence,first_label,changed_by$' <<<"$(head -n 1 "$work/second.csv")" ||
    die "$(head -n 1 "$work/second.csv")"
[ "$(of "$(as asker show task "$second" 0)" 'v.challenged_by[0].panel.length')" -ge 3 ] || die "no panel is shown"
# Panelists are paid out of the bond for each answer that is the final one, and nobody's stake is bound.
panelists=0
for n in 1 2 3 4 5; do
    address=$(scripts/localnet accounts "labeler-$n" 2>/dev/null | cut -d ' ' -f 2)
    earned=$(as asker query earnings "{\"address\":\"$address\",\"campaigns\":[]}")
    panelists=$((panelists + $(of "$earned" 'v.earnings.length')))
done
[ "$panelists" = 3 ] || die "$panelists panelists were paid: $challenges"
refused 'no registration of' as labeler-1 unregister stake

check "a campaign of several questions has a column a question in labels and gold"
meals=$work/meals
created=$(as asker create "$meals/terms.toml")
form=$(of "$created" v.campaign)
deposit=$(of "$created" v.deposit)
known() { as "$1" label "$form" --labels "$2" --items "$meals/items.csv"; }
refused 'stars.csv: line 6, column 2: label "6", expected a number from 1 to 5' \
    known labeler-1 "$meals/stars.csv"
refused 'tags.csv: line 2, column 3: label "maybe", expected one of no, yes' \
    known labeler-1 "$meals/tags.csv"
refused 'columns.csv: line 1: no column "says/friendly" for its question' \
    known labeler-1 "$meals/columns.csv"

check "its answers are sealed in single steps, and by one command"
drawn() { of "$(as labeler-1 seats "$form")" 'v.filter((s) => s.status === "drawn").length'; }
until as labeler-1 claim "$form" --seats 1 >"$work/log" 2>&1; do
    grep -q 'takes tickets from' "$work/log" || die "$(cat "$work/log")"
    sleep 0.3
done
until [ "$(drawn)" = 1 ]; do
    as labeler-1 claim "$form" --seats 0 >"$work/log" 2>&1 ||
        grep -qE 'no relay|comes at' "$work/log" || die "$(cat "$work/log")"
    sleep 0.3
done
as labeler-1 commit "$form" --labels "$meals/few.csv" --items "$meals/items.csv" >"$work/log" 2>&1
grep -q 'the file has 3 of its 144 labels, expected at least half' "$work/log" || die "$(cat "$work/log")"
made=$(as labeler-1 commit "$form" --labels "$meals/labels-1.csv" --items "$meals/items.csv")
[ "$(of "$made" 'v.committed.length')" = 1 ] || die "not sealed: $made"
for n in 2 3 4; do
    known "labeler-$n" "$meals/labels-$n.csv" >"$work/labeler-$n.log" 2>&1 &
done
as asker adapt "$form" --watch --open-gold >"$work/adapt-3.log" 2>"$work/adapt-3.err" &
as licensee crank --campaign "$form" >"$work/crank-4.log" 2>"$work/crank-4.err" &
finish "$form"

check "its export has a column a question, and its money is divided to the unit"
as asker export "$form" --out "$meals/verdict.csv" >"$work/log"
as asker export "$form" --out "$meals/verdict.jsonl" --items "$meals/items.csv" >"$work/log"
as asker export "$form" --out "$meals/all.jsonl" --items "$meals/items.csv" --fields --counts >"$work/log"
as asker export "$form" --out "$meals/raw.csv" --items "$meals/items.csv" --raw >"$work/log"
refused "expected a file ending in .csv for a spreadsheet" \
    as asker export "$form" --out "$meals/none.jsonl" --items "$meals/items.csv" --spreadsheet
# Tags are refined each by itself; the rating stays what the chain says.
as asker export "$form" --out "$meals/refined.csv" --refine >"$work/log"
refined=$(head -n 1 "$meals/refined.csv" | tr , '\n' | grep '_refined$' | tr '\n' ' ')
[ "$refined" = "says/friendly_refined says/cheap_refined " ] || die "refined are $refined"
as asker query verdict "{\"campaign\":$form,\"task\":0}" >"$meals/verdict.json"
as asker query certificate "{\"campaign\":$form}" >"$meals/certificate.json"
as asker query escrow.campaign "{\"campaign\":$form}" >"$meals/ledger.json"
as asker show task "$form" 0 >"$meals/task.json"
node scripts/test.d/cli/meals.mjs "$meals" "$deposit"
for n in 1 2 3 4; do
    address=$(scripts/localnet accounts "labeler-$n" 2>/dev/null | cut -d ' ' -f 2)
    pay=$(of "$(cat "$meals/verdict.json")" "v.scores.find((s) => s.labeler === '$address').pay")
    # What a panel has earned meanwhile is taken out along.
    more=$(of "$(as asker query earnings "{\"address\":\"$address\",\"campaigns\":[]}")" \
        'String(v.earnings.reduce((all, { amount }) => all + BigInt(amount), 0n))')
    before=$(balance "labeler-$n")
    fee=$(of "$(as "labeler-$n" withdraw "$form")" v.transaction.fee)
    wanted=$(node -p "String(BigInt('$before') + BigInt('$pay') + BigInt('$more') - BigInt('$fee'))")
    [ "$(balance "labeler-$n")" = "$wanted" ] ||
        die "labeler-$n was not paid $pay"
done

check "stake is taken out as far as it is free"
as labeler-1 unbond 10000stake >"$work/log"
refused 'free' as labeler-1 unbond 1stake
