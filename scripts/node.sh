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

# Ports that nobody has now.
free_ports() {
    node -e '
        const servers = Array.from({ length: 4 }, () => require("net").createServer());
        Promise.all(servers.map((s) => new Promise((done) => s.listen(0, "127.0.0.1", done)))).then(() => {
            console.log(servers.map((s) => s.address().port).join(" "));
            servers.forEach((s) => s.close());
        });'
}

# A chain of scripts/localnet at ports of its own.
own_ports() {
    local rpc p2p rest grpc
    read -r rpc p2p rest grpc < <(free_ports)
    export PASAR_LOCALNET_RPC_PORT=$rpc PASAR_LOCALNET_P2P_PORT=$p2p
    export PASAR_LOCALNET_REST_PORT=$rest PASAR_LOCALNET_GRPC_PORT=$grpc
    export PASAR_RPC=http://127.0.0.1:$rpc
}
