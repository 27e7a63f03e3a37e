# For scripts that run Node.js, the steps of scripts/test.d among them; brings lib.sh. Apart from lib.sh, because
# contracts are built again when that changes.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"

# The client's libraries of cryptography want one that new.
need_node() {
    local oldest=20.19 found
    need node "Install Node.js $oldest or newer, with npm."
    need npm "It comes with Node.js."
    found=$(node -p 'const [a, b] = process.versions.node.split("."); a * 100 + +b')
    [ "$found" -ge 2019 ] || die "Node.js $(node --version) is too old: $oldest or newer is needed"
}

# npm_install FOLDER: what its lockfile says, where that is newer than what is installed.
npm_install() {
    local installed=$1/node_modules/.package-lock.json
    if [ -f "$installed" ] && ! [ "$1/package-lock.json" -nt "$installed" ]; then return; fi
    say "installing the libraries of ${1##*/}"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
    touch "$installed"
}

# free_ports N: the first of N ports in a row that nobody has now, four times, and one more. Below those
# that the system gives to programs that ask for any.
free_ports() {
    node -e '
        const net = require("net"), n = Number(process.argv[1]);
        const free = (port) => new Promise((done) => {
            const server = net.createServer();
            server.once("error", () => done(false));
            server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
        });
        (async () => {
            for (let look = 0; look < 100; look += 1) {
                const first = 20000 + Math.floor(Math.random() * (11999 - 4 * n));
                const ports = Array.from({ length: 4 * n + 1 }, (_, i) => first + i);
                const all = await Promise.all(ports.map(free));
                if (all.every(Boolean)) return console.log([0, 1, 2, 3, 4].map((i) => first + i * n).join(" "));
            }
            throw new Error("no free ports from 20000 to 32000");
        })();' "$1"
}

# own_ports [VALIDATORS]: a chain of scripts/localnet at ports of its own.
own_ports() {
    local rpc p2p rest grpc drand
    read -r rpc p2p rest grpc drand < <(free_ports "${1:-1}")
    export PASAR_LOCALNET_RPC_PORT=$rpc PASAR_LOCALNET_P2P_PORT=$p2p
    export PASAR_LOCALNET_REST_PORT=$rest PASAR_LOCALNET_GRPC_PORT=$grpc
    export PASAR_LOCALNET_DRAND_PORT=$drand
    export PASAR_RPC=http://127.0.0.1:$rpc PASAR_RELAYS=http://127.0.0.1:$drand
}

# own_chain: a folder $work with a chain and deployments of its own, gone at the end; neither the
# developer's chain nor their settings.
own_chain() {
    cd "$root"
    unset PASAR_MNEMONIC PASAR_KEYFILE PASAR_ARTIFACTS PASAR_LOCALNET_CHAIN_ID PASAR_DEPLOYMENT
    unset PASAR_FROM PASAR_NETWORK
    work=$(mktemp -d)
    export PASAR_LOCALNET_HOME=$work/chain PASAR_DEPLOYMENTS=$work/deployments
    trap leave_chain EXIT
    trap 'exit 1' INT TERM
}

leave_chain() {
    local job
    for job in $(jobs -p); do kill "$job" 2>/dev/null || true; done
    scripts/localnet stop >/dev/null || true
    rm -rf "$work"
}

# build_client: the TypeScript client, as other packages import it, and what deploys; nothing where
# PASAR_CLIENT_BUILT says that it was done.
build_client() {
    need_node
    [ -z "${PASAR_CLIENT_BUILT:-}" ] || return 0
    npm_install "$root/packages/client"
    (cd "$root/packages/client" && npm run --silent build)
    npm_install "$root/packages/deploy"
}

# build_page: the page and its tests, which steps that run at the same time share as they do the client.
build_page() {
    build_client
    [ -z "${PASAR_PAGE_BUILT:-}" ] || return 0
    npm_install "$root/packages/gateway"
    npm_install "$root/packages/web"
    "$root/scripts/build-truth"
    (cd "$root/packages/web" && npm run --silent made)
}

# chain_beside: a chain of its own with the suite, which starts while other things are done, and what its users build;
# chain_ready: once it is there.
chain_beside() {
    own_chain
    build_client
    build_contracts
    own_ports
    { scripts/localnet start && scripts/deploy local; } >"$work/log" 2>&1 &
    chain=$!
}
chain_ready() {
    wait "$chain" || die "the chain does not start: $(cat "$work/log")"
    export PASAR_DEPLOYMENT=$PASAR_DEPLOYMENTS/pasar-local-1.json
}

# build_contracts: quietly where that works.
build_contracts() {
    scripts/build-wasm >"$work/log" 2>&1 || die "the contracts do not build: $(cat "$work/log")"
}
