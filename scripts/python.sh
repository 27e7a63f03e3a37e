# Tools that come from PyPI; to be sourced after lib.sh.
# shellcheck shell=bash

# python_tool NAME VERSION: installs it into the cache once; its programs are then in $venv/bin.
python_tool() {
    venv=$PASAR_CACHE/tools/$1-$2
    if [ -f "$venv/complete" ]; then return; fi
    need python3 "Install Python 3.10 or newer, with venv."
    say "installing $1 $2 (once)"
    rm -rf "$venv"
    python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >&2 &&
        touch "$venv/complete"
}
