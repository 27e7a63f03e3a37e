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
