# Shared by the scripts here; to be sourced, not run.
# shellcheck shell=bash

# Everything that can be made again lives outside the checkout, so that fresh clones start warm.
PASAR_CACHE=${PASAR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pasar}
export PASAR_CACHE

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# need COMMAND ADVICE: stops unless COMMAND is installed, and says what to do about it.
need() {
    command -v "$1" >/dev/null 2>&1 || die "$1 is missing. $2"
}

need_cargo() {
    need cargo "Install Rust with rustup, or your system's rustc and cargo (1.95 or newer)."
}

# share_target DIR: before Cargo builds this checkout into a folder that others build into too.
# Cargo tells checkouts apart by the time of their files alone, and would take what it last built
# from another one for this one's. So what the folder knows of these packages is forgotten there. The
# files keep their times: a target folder of the checkout's own, which goes by them too, stays fresh.
share_target() {
    mkdir -p "$1"
    [ "$(cat "$1/last-checkout" 2>/dev/null)" != "$PWD" ] || return 0
    local manifest name profile
    while IFS= read -r manifest; do
        name=$(sed -n 's/^name = "\(.*\)"$/\1/p' "$manifest" | head -n 1)
        # A manifest of a workspace alone.
        [ -n "$name" ] || continue
        # By profile, or by target and profile; newer versions of Cargo have them below build/.
        for profile in "$1"/* "$1"/*/*; do
            rm -rf "$profile/.fingerprint/$name"-* "$profile/build/$name"
        done
    done < <(find contracts packages tests xtask -name Cargo.toml -not -path '*/node_modules/*')
    printf '%s\n' "$PWD" >"$1/last-checkout"
}

# sha256 [FILE...]: the same lines on Linux and macOS.
sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# apt_install PACKAGE...: only as root, on Debian and its like (see can_apt).
apt_install() {
    say "installing with apt: $*"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
