#!/usr/bin/env bash
# Debian's Go with golang.org/x/mod, by which the tests with foreign software walk the published log.
set -euo pipefail
module=/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog
if command -v go >/dev/null && [ -d "$module" ]; then exit 0; fi
say="Go dan golang.org/x/mod tidak ditemukan; pasang dulu: apt-get install --no-install-recommends golang-go golang-golang-x-mod-dev"
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then echo "$say"; exit 1; fi
echo "memasang Go dari Debian ..."
apt-get install -y -qq --no-install-recommends golang-go golang-golang-x-mod-dev >/dev/null || { echo "$say"; exit 1; }
[ -d "$module" ]
