# Tools that come from PyPI; to be sourced after lib.sh.
# shellcheck shell=bash

# python_tool NAME VERSION [NAME==VERSION...]: installs it, and what it takes beside it, into the cache once; its
# programs are then in $venv/bin. Where more is wanted beside it, the name of the folder changes.
python_tool() {
    local name=$1 version=$2
    shift 2
    venv=$PASAR_CACHE/tools/$name-$version$(printf -- '-%s' "$@" | tr -d '=')
    venv=${venv%-}
    if [ -f "$venv/complete" ]; then return; fi
    need python3 "Install Python 3.10 or newer, with venv."
    say "installing $name $version (once)"
    rm -rf "$venv"
    python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$name==$version" "$@" >&2 &&
        touch "$venv/complete"
}
