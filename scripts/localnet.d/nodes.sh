# Processes of the validators; sourced by scripts/localnet.
# shellcheck shell=bash
# shellcheck disable=SC2154  # settings are those of scripts/localnet

# How long to wait for a first block, and for a node that was asked to stop.
start_seconds=60
stop_seconds=15

node_home() { echo "$home/node$1/wasmd"; }
node_log() { echo "$home/node$1/log"; }

# The process of validator N, where it is alive. Numbers of processes are used again, so the command
# line must be the right one too.
node_pid() {
    local pid file=$home/node$1/pid
    [ -f "$file" ] || return 1
    pid=$(cat "$file")
    case $(ps -o args= -p "$pid" 2>/dev/null) in
    *"--home $(node_home "$1")"*) echo "$pid" ;;
    *) return 1 ;;
    esac
}

# running, paused or stopped
node_state() {
    local pid
    if ! pid=$(node_pid "$1"); then
        echo stopped
    elif [[ $(ps -o stat= -p "$pid") == T* ]]; then
        echo paused
    else
        echo running
    fi
}

# Height of validator N; nothing where it does not answer.
height() {
    curl -sf --max-time 2 "http://127.0.0.1:$((rpc_port + $1))/status" 2>/dev/null |
        tr -d ' \n' | sed -n 's/.*"latest_block_height":"\([0-9]*\)".*/\1/p'
}

# Job control gives the node a process group of its own, which Ctrl-C in this terminal spares.
spawn() {
    local n=$1
    (
        set -m
        nohup "$wasmd" start --home "$(node_home "$n")" --log_no_color \
            >>"$(node_log "$n")" 2>&1 </dev/null &
        echo $! >"$home/node$n/pid"
    )
}

# wait_for N CONDITION...: until a command succeeds that prints nothing.
wait_for() {
    local n=$1 deadline=$((SECONDS + start_seconds))
    shift
    until "$@"; do
        [ "$(node_state "$n")" = running ] ||
            die "validator $n has ended: $(tail -n 5 "$(node_log "$n")")"
        [ "$SECONDS" -lt "$deadline" ] ||
            die "validator $n is not there after $start_seconds s; see $(node_log "$n")"
        sleep 0.2
    done
}

answers() { [ -n "$(height "$1")" ]; }
has_blocks() { [ "$(height "$1")" -gt 0 ] 2>/dev/null; }

# A validator that comes back alone cannot make blocks, so answers are enough.
wait_for_rpc() { wait_for "$1" answers "$1"; }
wait_for_block() { wait_for "$1" has_blocks "$1"; }

any_running() {
    local n
    for ((n = 0; n < validators; n++)); do
        if node_pid "$n" >/dev/null; then return 0; fi
    done
    return 1
}

# A port that something else holds is said now, rather than found in a log.
check_port() {
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
        die "port $1 is taken; choose another with PASAR_LOCALNET_$2_PORT"
    fi
}

check_ports() {
    local n=$1
    check_port $((rpc_port + n)) RPC
    check_port $((p2p_port + n)) P2P
    check_port $((rest_port + n)) REST
    check_port $((grpc_port + n)) GRPC
}

# A paused process hears only that it may go on, so that comes first.
stop_node() {
    local n=$1 pid deadline=$((SECONDS + stop_seconds))
    pid=$(node_pid "$n") || return 0
    kill -TERM "$pid"
    kill -CONT "$pid"
    while node_pid "$n" >/dev/null; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            say "validator $n does not stop by itself"
            kill -KILL "$pid"
        fi
        sleep 0.1
    done
    rm -f "$home/node$n/pid"
}

kill_node() {
    local pid
    pid=$(node_pid "$1") || die "validator $1 is not running"
    kill -KILL "$pid"
    while node_pid "$1" >/dev/null; do sleep 0.1; done
    rm -f "$home/node$1/pid"
}

# signal_node N SIGNAL
signal_node() {
    local pid
    pid=$(node_pid "$1") || die "validator $1 is not running"
    kill "-$2" "$pid"
}
