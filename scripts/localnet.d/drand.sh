# The local chain's source of randomness: a drand of its own; sourced by scripts/localnet.
# shellcheck shell=bash
# shellcheck disable=SC2154  # settings are those of scripts/localnet

# What the key is made of, so that scripts/networks/local.toml can name it; anybody knows its rounds.
drand_seed=pasar-local
# Rounds have been coming for long when a chain begins, one every second.
drand_genesis=1700000000
drand_period=1

drand_url() { echo "http://127.0.0.1:$drand_port"; }

# Sets `drand` to the binary, which Cargo builds where it is not there.
get_drand() {
    drand=${PASAR_DRAND_BIN:-}
    if [ -n "$drand" ]; then
        [ -x "$drand" ] || die "PASAR_DRAND_BIN is $drand, which is no program"
        return
    fi
    need_cargo
    local target=$PASAR_CACHE/drand-target
    (
        cd "$root"
        share_target "$target"
        CARGO_TARGET_DIR=$target cargo build --quiet --locked --profile cli -p pasar-drand --features server
    ) >&2 || die "drand did not build; see above"
    drand=$target/cli/drand
}

# The process of drand, where it is alive. Another chain's has another port.
drand_pid() {
    local pid port
    [ -f "$home/drand.pid" ] || return 1
    pid=$(cat "$home/drand.pid")
    port=$(cut -d ' ' -f 5 "$home/ports")
    case $(ps -o args= -p "$pid" 2>/dev/null) in
    *"--seed $drand_seed --port $port") echo "$pid" ;;
    *) return 1 ;;
    esac
}

drand_state() {
    local pid
    if ! pid=$(drand_pid); then
        echo stopped
    elif [[ $(ps -o stat= -p "$pid") == T* ]]; then
        echo paused
    else
        echo running
    fi
}

drand_answers() { curl -sf --max-time 2 "$(drand_url)/info" >/dev/null 2>&1; }

# In a process group of its own, as the validators.
spawn_drand() {
    local deadline=$((SECONDS + start_seconds))
    (
        set -m
        nohup "$drand" --genesis "$drand_genesis" --period "$drand_period" --seed "$drand_seed" \
            --port "$drand_port" >>"$home/drand.log" 2>&1 </dev/null &
        echo $! >"$home/drand.pid"
    )
    until drand_answers; do
        [ "$(drand_state)" = running ] || die "drand has ended: $(tail -n 5 "$home/drand.log")"
        [ "$SECONDS" -lt "$deadline" ] || die "drand does not answer; see $home/drand.log"
        sleep 0.1
    done
}

stop_drand() {
    local pid
    pid=$(drand_pid) || return 0
    kill -KILL "$pid"
    while drand_pid >/dev/null; do sleep 0.1; done
    rm -f "$home/drand.pid"
}

# on_drand pause|resume|kill|restart
on_drand() {
    local pid
    [ "$validators" != 0 ] || die "no chain in $home; scripts/localnet start makes one"
    if [ "$1" != restart ]; then pid=$(drand_pid) || die "drand is not running"; fi
    case $1 in
    pause) kill -STOP "$pid" ;;
    resume) kill -CONT "$pid" ;;
    kill) stop_drand ;;
    restart)
        get_drand
        stop_drand
        spawn_drand
        ;;
    esac
}
