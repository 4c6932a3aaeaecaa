#!/usr/bin/env bash
# Makes sure that a Chromium is there for the browser journeys; installs Debian's where that is allowed.
set -euo pipefail

if [ -n "${SBT_CHROMIUM:-}" ]; then
    [ -x "$SBT_CHROMIUM" ] || { echo "SBT_CHROMIUM=$SBT_CHROMIUM bukan program" >&2; exit 1; }
    exit 0
fi
have_fonts() { ls /usr/share/fonts/truetype/*/*.ttf >/dev/null 2>&1; }
wanted=()
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || wanted+=(chromium)
have_fonts || wanted+=(fonts-dejavu-core)
[ ${#wanted[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Perjalanan di peramban butuh: ${wanted[*]}. Pasang dulu (Debian: sudo apt-get install ${wanted[*]})," >&2
    echo "atau sebut program Chromium yang ada: SBT_CHROMIUM=/jalan/ke/chromium make test" >&2
    exit 1
fi
echo "memasang ${wanted[*]} dari Debian ..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
