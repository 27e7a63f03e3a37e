# Builds wasmd, once for each version of its modules; sourced by scripts/localnet.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root and wasmd_line are set by the script that sources this

# The modules of the chosen line; a folder of scripts/wasmd for each.
wasmd_module() { echo "$root/scripts/wasmd/$wasmd_line"; }

wasmd_lines() { ls "$root/scripts/wasmd"; }

# module_version MODULE: of this pattern, as go.mod pins it.
module_version() { sed -n "s,.*github.com/CosmWasm/$1 v\([^ ]*\).*,\1,p" "$(wasmd_module)/go.mod" | head -n 1; }

# What the version command says, for bug reports.
wasmd_version() { module_version wasmd; }

# The VM's module, whose major version is part of its name.
wasmvm_module() { echo "github.com/CosmWasm/wasmvm/v$(module_version 'wasmvm/v[0-9]*' | cut -d . -f 1)"; }

# Where this machine's build of exactly these modules is kept.
wasmd_home() {
    local key
    key=$(cat "$(wasmd_module)/go.mod" "$(wasmd_module)/go.sum" "$root/scripts/localnet.d/wasmd.sh" |
        sha256 | cut -c 1-12)
    echo "$PASAR_CACHE/wasmd/$(wasmd_version)-$(uname -sm | tr ' ' -)-$key"
}

# The VM comes as a shared library, which is put beside the binary: a cleared module cache must not
# break a cached build.
wasmd_compile() {
    local home=$1 work origin library name
    case $(uname -sm) in
    "Linux x86_64") library=libwasmvm.x86_64.so origin="\$ORIGIN" ;;
    "Linux aarch64") library=libwasmvm.aarch64.so origin="\$ORIGIN" ;;
    Darwin*) library=libwasmvm.dylib origin=@executable_path ;;
    *) die "wasmd's VM is not published for $(uname -sm)" ;;
    esac
    need go "The local chain is built from source: install Go 1.24 or newer (https://go.dev/dl)."
    need "${CC:-gcc}" "Go needs a C compiler for the VM: on Debian, apt-get install gcc libc6-dev."
    say "building wasmd $(wasmd_version) (some minutes, once)"
    mkdir -p "$(dirname "$home")"
    work=$(mktemp -d "$home.XXXXXX")
    name=github.com/cosmos/cosmos-sdk/version
    (
        cd "$(wasmd_module)"
        CGO_ENABLED=1 go build -mod=readonly -trimpath -o "$work/wasmd" -ldflags "-s -w \
            -X $name.Name=wasm -X $name.AppName=wasmd -X $name.Version=$(wasmd_version) \
            -extldflags \"-Wl,-rpath,$origin\"" github.com/CosmWasm/wasmd/cmd/wasmd
        cp "$(go list -m -f '{{.Dir}}' "$(wasmvm_module)")/internal/api/$library" "$work"
    ) >&2 || {
        rm -rf "$work"
        die "wasmd did not build; see above"
    }
    chmod -R u+w "$work"
    "$work/wasmd" version >/dev/null 2>&1 || die "$work/wasmd was built but does not start"
    mv "$work" "$home"
}

# Sets `wasmd` to the binary, which is built where it is not there.
get_wasmd() {
    local home
    home=$(wasmd_home)
    wasmd=$home/wasmd
    if [ -x "$wasmd" ]; then return; fi
    mkdir -p "$PASAR_CACHE"
    if command -v flock >/dev/null 2>&1; then
        exec 8>"$PASAR_CACHE/wasmd.lock"
        flock 8
    fi
    [ -x "$wasmd" ] || wasmd_compile "$home"
    exec 8>&-
}
