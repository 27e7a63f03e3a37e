# For scripts that run Node.js; to be sourced after lib.sh. Apart from it, because contracts are built
# again when that changes.
# shellcheck shell=bash

need_node() {
    local oldest=20
    need node "Install Node.js $oldest or newer, with npm."
    need npm "It comes with Node.js."
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$oldest" ] ||
        die "Node.js $(node --version) is too old: $oldest or newer is needed"
}

# npm_install FOLDER: what its lockfile says, where that is newer than what is installed.
npm_install() {
    local installed=$1/node_modules/.package-lock.json
    if [ -f "$installed" ] && ! [ "$1/package-lock.json" -nt "$installed" ]; then return; fi
    say "installing the libraries of ${1##*/}"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
    touch "$installed"
}

# free_ports N: the first of N ports in a row that nobody has now, four times. Below those that the
# system gives to whoever asks for any.
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
                const first = 20000 + Math.floor(Math.random() * (12000 - 4 * n));
                const ports = Array.from({ length: 4 * n }, (_, i) => first + i);
                const all = await Promise.all(ports.map(free));
                if (all.every(Boolean)) return console.log([0, 1, 2, 3].map((i) => first + i * n).join(" "));
            }
            throw new Error("no free ports from 20000 to 32000");
        })();' "$1"
}

# own_ports [VALIDATORS]: a chain of scripts/localnet at ports of its own.
own_ports() {
    local rpc p2p rest grpc
    read -r rpc p2p rest grpc < <(free_ports "${1:-1}")
    export PASAR_LOCALNET_RPC_PORT=$rpc PASAR_LOCALNET_P2P_PORT=$p2p
    export PASAR_LOCALNET_REST_PORT=$rest PASAR_LOCALNET_GRPC_PORT=$grpc
    export PASAR_RPC=http://127.0.0.1:$rpc
}
