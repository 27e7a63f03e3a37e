# For steps of tests that open a browser; brings nothing, and wants lib.sh.
# shellcheck shell=bash

find_chromium() {
    local name
    for name in "${PASAR_CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if command -v "$name"; then return; fi
    done
    return 1
}

get_chromium() {
    if ! PASAR_CHROMIUM=$(find_chromium); then
        can_apt || die "Chromium is missing. Install it, or name a browser of its kind in PASAR_CHROMIUM."
        apt_install chromium || die "Chromium could not be installed; see above."
        PASAR_CHROMIUM=$(find_chromium) || die "apt installed no Chromium."
    fi
    export PASAR_CHROMIUM
}
