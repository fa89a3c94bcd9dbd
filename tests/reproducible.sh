#!/usr/bin/env bash
# Two builds are one: dist of this checkout, and dist of the same sources in another folder, made
# from nothing. Every file has to be the same, byte for byte.
#
#     RELAXED=... tests/reproducible.sh    (as for make; ./build.sh reproducible finds it out)
set -euo pipefail
cd "$(dirname "$0")/.."

make_dist() { make -s -j"$(nproc)" RELAXED="${RELAXED:-none}" -C "$1" dist; }

# hashes FOLDER: of its files, sorted by name
hashes() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
other="$work/elsewhere/and-deeper/inkling"
mkdir -p "$other/build"
cp -r Makefile package.json package-lock.json tsconfig.json LICENSE src web data "$other"
cp -r node_modules "$other/node_modules"
# When fonts were installed is no part of what they are.
[ ! -e build/fonts.installed ] || touch "$other/build/fonts.installed"

make_dist .
make_dist "$other"
if ! diff <(hashes dist) <(hashes "$other/dist"); then
    echo "Two builds of the same sources differ." >&2
    exit 1
fi
echo "dist is the same twice: $(hashes dist | sha256sum | cut -c 1-64), $(hashes dist | wc -l) files"
