#!/usr/bin/env bash
# Unpacks Debian's clamd with what it needs into .tools/clamav, installing nothing; the test of the scanner starts it from there.
set -euo pipefail
cd "$(dirname "$0")/.."
into=.tools/clamav
[ -x "$into/usr/sbin/clamd" ] && exit 0
command -v apt-get >/dev/null || { echo "apt-get tidak ada: clamd hanya diambil dari Debian"; exit 1; }
mkdir -p "$into/deb"
packages="clamav-daemon libclamav12"
for needed in libmspack0 libjson-c5 libcurl4 libxml2 libpcre2-8-0 libncurses6 libsystemd0 libbz2-1.0; do
  dpkg-query -W -f='${Status}' "$needed" 2>/dev/null | grep -q "ok installed" || packages="$packages $needed"
done
(cd "$into/deb" && apt-get download -q -o APT::Sandbox::User=root $packages >/dev/null)
for deb in "$into"/deb/*.deb; do dpkg -x "$deb" "$into"; done
rm -r "$into/deb"
[ -x "$into/usr/sbin/clamd" ]
