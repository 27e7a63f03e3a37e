# Homes, genesis and settings of the validators; sourced by scripts/localnet.
# shellcheck shell=bash
# shellcheck disable=SC2154  # settings are those of scripts/localnet

# Denoms and amounts of every account in local.accounts. Fees are paid in the first one; the second
# stands for a stablecoin.
funds=1000000000000stake,1000000000000uusd
gas_price=0.025stake
# Gas of a block on the tightest chains we want to run on. The default is no limit at all, which
# would hide a message that is too expensive for them.
block_gas=30000000
# Blocks are fast, so that a validator that a test pauses misses thousands: far more than the hundred
# after which it would be jailed by default and could not come back by itself.
signed_blocks_window=1000000

accounts_file=$root/scripts/networks/local.accounts

# Lines of name, address and mnemonic; of one account where it is named.
accounts() {
    awk -v name="${1-}" '!/^#/ && (name == "" || $1 == name)' "$accounts_file"
}

# set_key FILE SECTION KEY VALUE: changes a setting that is there; no section is "".
set_key() {
    awk -v section="$2" -v key="$3" -v value="$4" '
        /^\[/ { current = $0; gsub(/[][ \t]/, "", current) }
        current == section && $1 == key && $2 == "=" { print key " = " value; found = 1; next }
        { print }
        END { exit !found }
    ' "$1" >"$1.new" || die "$1 has no $3 in [$2]: other settings than this script knows"
    mv "$1.new" "$1"
}

# set_genesis FILE KEY OLD NEW: changes the only `"KEY": "OLD"`.
set_genesis() {
    [ "$(grep -c "\"$2\": \"$3\"" "$1")" = 1 ] || die "$1 has not one \"$2\": \"$3\""
    sed "s/\"$2\": \"$3\"/\"$2\": \"$4\"/" "$1" >"$1.new"
    mv "$1.new" "$1"
}

# The JSON that bulk-add-genesis-account reads.
accounts_json() {
    accounts "" | awk -v funds="$funds" '
        BEGIN {
            n = split(funds, list, ",")
            for (i = 1; i <= n; i++) {
                amount = denom = list[i]
                sub(/[^0-9].*/, "", amount)
                sub(/^[0-9]*/, "", denom)
                coins = coins comma "{\"denom\":\"" denom "\",\"amount\":\"" amount "\"}"
                comma = ","
            }
            comma = "["
        }
        {
            printf "%s{\"address\":\"%s\",\"coins\":[%s]}", comma, $2, coins
            comma = ","
        }
        END { print "]" }'
}

# create VALIDATORS: a new chain that has never run.
create() {
    local validators=$1 work=$home.new first genesis n
    if [ -d "$home" ]; then
        rmdir "$home" 2>/dev/null || die "$home is not empty, and no chain of this script"
    fi
    rm -rf "$work"
    mkdir -p "$work"
    "$wasmd" testnet init-files --v "$validators" --single-host --starting-ip-address "" \
        --keyring-backend test --node-daemon-home wasmd --chain-id "$chain_id" \
        --minimum-gas-prices "$gas_price" -o "$work" >"$work/create.log" 2>&1 ||
        die "wasmd refused to set up the chain: $(tail -n 5 "$work/create.log")"
    first=$work/node0/wasmd
    genesis=$first/config/genesis.json
    accounts_json >"$work/accounts.json"
    "$wasmd" genesis bulk-add-genesis-account "$work/accounts.json" --home "$first" \
        >>"$work/create.log" 2>&1 || die "accounts: $(tail -n 5 "$work/create.log")"
    set_genesis "$genesis" max_gas -1 "$block_gas"
    set_genesis "$genesis" signed_blocks_window 100 "$signed_blocks_window"
    for ((n = 1; n < validators; n++)); do
        cp "$genesis" "$work/node$n/wasmd/config/genesis.json"
    done
    echo "$validators" >"$work/validators"
    echo "$chain_id" >"$work/chain-id"
    echo "$wasmd_line" >"$work/wasmd-line"
    mv "$work" "$home"
}

# import FILE: every validator forgets its blocks and begins at the state of a genesis file.
import() {
    local n
    for ((n = 0; n < validators; n++)); do
        cp "$1" "$(node_home "$n")/config/genesis.json"
        "$wasmd" comet unsafe-reset-all --home "$(node_home "$n")" >>"$home/import.log" 2>&1 ||
            die "wasmd refused to begin anew: $(tail -n 5 "$home/import.log")"
    done
}

# peers SELF: all others, as CometBFT wants them.
peers() {
    local n list=
    for ((n = 0; n < validators; n++)); do
        [ "$n" != "$1" ] || continue
        list+=${list:+,}$("$wasmd" comet show-node-id --home "$(node_home "$n")")
        list+=@127.0.0.1:$((p2p_port + n))
    done
    echo "$list"
}

# configure N: ports and speed; at every start, so that they can change in between.
configure() {
    local n=$1 config app
    config=$(node_home "$n")/config/config.toml
    app=$(node_home "$n")/config/app.toml
    set_key "$config" "" proxy_app '""'
    set_key "$config" rpc laddr "\"tcp://127.0.0.1:$((rpc_port + n))\""
    set_key "$config" rpc cors_allowed_origins '["*"]'
    set_key "$config" rpc pprof_laddr '""'
    set_key "$config" p2p laddr "\"tcp://127.0.0.1:$((p2p_port + n))\""
    set_key "$config" p2p persistent_peers "\"$(peers "$n")\""
    # All peers have one address, which is not a public one.
    set_key "$config" p2p addr_book_strict false
    set_key "$config" p2p allow_duplicate_ip true
    set_key "$config" consensus timeout_commit "\"${block_ms}ms\""
    # How long blocks wait for a proposer that a test has stopped.
    set_key "$config" consensus timeout_propose "\"1s\""
    set_key "$app" "" minimum-gas-prices "\"$gas_price\""
    set_key "$app" api enable true
    set_key "$app" api address "\"tcp://127.0.0.1:$((rest_port + n))\""
    set_key "$app" api enabled-unsafe-cors true
    set_key "$app" grpc address "\"127.0.0.1:$((grpc_port + n))\""
}
