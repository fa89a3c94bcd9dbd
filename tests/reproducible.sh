#!/usr/bin/env bash
# Checks that builds are reproducible: builds dist here, and from scratch in a folder elsewhere. All
# files must be identical, byte for byte.
#
#     RELAXED=... tests/reproducible.sh    (as for make; ./build.sh reproducible sets it)
set -euo pipefail
cd "$(dirname "$0")/.."

make_dist() { make -s -j"$(nproc)" RELAXED="${RELAXED:-none}" -C "$1" dist; }

# hashes FOLDER: the hashes of its files, sorted by name
hashes() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
other="$work/elsewhere/and-deeper/inkling"
mkdir -p "$other/build"
cp -r Makefile package.json package-lock.json tsconfig.json LICENSE CHANGELOG.md src web data "$other"
cp -r node_modules "$other/node_modules"
# Keep make from rebuilding because of when the fonts were installed.
[ ! -e build/fonts.installed ] || touch "$other/build/fonts.installed"

make_dist .
make_dist "$other"
if ! diff <(hashes dist) <(hashes "$other/dist"); then
    echo "The build is not reproducible: two builds of the same sources differ." >&2
    exit 1
fi
echo "dist is identical in both builds: $(hashes dist | sha256sum | cut -c 1-64), $(hashes dist | wc -l) files"
