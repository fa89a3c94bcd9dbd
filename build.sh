#!/usr/bin/env bash
# Inkling's front door: sets up what is missing, builds, serves, tests.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat <<'END'
./build.sh COMMAND

  setup   install what building and testing need (Debian and Ubuntu packages, npm packages)
  build   build the page into build/site
  site    build the page as a static host takes it, into dist
  serve   build the page and serve it at http://localhost:8080   (PORT=8081 for another port)
  test    build everything and run every test (./build.sh test wasm: suites with that in their name)
  check   the daily loop: format, types, layering rules, C units and Node tests, without a browser
  package make the npm package, in build/package
  reproducible  build dist twice, in folders of different names, and compare
  fuzz    feed the core's parsers made-up files, SECONDS for each target (./build.sh fuzz 3600)
  bench   measure training speed, in WebAssembly and natively
  clean   delete what was built
END
}

say() { printf '%s\n' "$*" >&2; }

# The oldest that work, and what they are for.
MIN_NODE=18
MIN_EMCC=3.1.6

has() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION MINIMUM
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

node_fits() { has node && at_least "$(node --version | tr -d v)" "$MIN_NODE"; }

emcc_version() { emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1; }

emcc_fits() { has emcc && at_least "$(emcc_version)" "$MIN_EMCC"; }

# Only Debian's emcc can be told to use another LLVM.
emcc_is_debians() { [[ "$(readlink -f "$(command -v emcc)")" == /usr/share/emscripten/* ]]; }

# How the faster build with relaxed SIMD can be made: emcc (by itself), llvm-19 (with LLVM 19 beside
# an older one), or none.
relaxed_simd() {
    if at_least "$(emcc_version)" 3.1.69; then
        echo emcc
    elif emcc_is_debians && has clang-19 && has wasm-ld-19 && has llvm-ar-19; then
        echo llvm-19
    else
        echo none
    fi
}

python_has_numpy() {
    local python
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import numpy' 2>/dev/null && return 0
    done
    return 1
}

# header NAME: whether the C compiler finds it; cmocka.h wants the others before it.
header() {
    printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h "$1" |
        cc -fsyntax-only -xc - 2>/dev/null
}

sanitizers_work() { echo 'int main(void){return 0;}' | cc -fsanitize=address,undefined -xc - -o /dev/null 2>/dev/null; }

chromium_found() {
    [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || compgen -G "$HOME/.cache/ms-playwright/chromium-*" >/dev/null
}

# What is missing for a purpose (build or test): a line for each, "package<TAB>what it is".
missing() {
    has make || printf 'make\tGNU make\n'
    node_fits || printf 'nodejs\tNode.js %s or newer\n' "$MIN_NODE"
    has npm || printf 'npm\tnpm\n'
    emcc_fits || printf 'emscripten\tEmscripten (emcc) %s or newer\n' "$MIN_EMCC"
    [ -f /usr/include/stb/stb_image.h ] || printf 'libstb-dev\tstb_image.h in /usr/include/stb\n'
    [ "$1" = test ] || return 0
    has cc || printf 'gcc\ta C11 compiler (cc)\n'
    if ! has cc || ! header cmocka.h; then printf 'libcmocka-dev\tthe cmocka test library\n'; fi
    if ! has cc || ! header stdlib.h || ! sanitizers_work; then
        printf 'libc6-dev\tthe C library headers, and address and undefined-behaviour sanitizers\n'
    fi
    python_has_numpy || printf 'python3-numpy\tPython 3 with NumPy\n'
    chromium_found || printf 'chromium\tChromium at /usr/bin/chromium, or CHROMIUM=/path/to/it\n'
}

list_by_hand() {
    say "Install these by hand, then run the command again:"
    missing "$1" | cut -f 2 | sed 's/^/  - /' >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
    local purpose=$1 packages
    packages=$(missing "$purpose" | cut -f 1)
    [ -n "$packages" ] || return 0
    if ! has apt-get; then
        say "Some tools are missing, and this system has no apt-get to install them with."
        list_by_hand "$purpose"
    fi
    if [ "$(id -u)" != 0 ] && ! has sudo; then
        say "Some tools are missing. Installing them needs root or sudo."
        list_by_hand "$purpose"
    fi
    # Ubuntu's chromium package is only a pointer to a snap; Playwright brings its own there.
    if grep -qs '^ID=ubuntu' /etc/os-release; then
        packages=$(printf '%s\n' "$packages" | grep -vx chromium || true)
    fi
    say "Installing: $(printf '%s ' $packages)"
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086  # one word a package
        if ! { as_root apt-get update -q >&2 &&
            as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -q -y --no-install-recommends $packages >&2; }; then
            say "The packages could not be installed. Is there a network?"
            list_by_hand "$purpose"
        fi
    fi
}

install_npm_packages() {
    [ node_modules/.installed -nt package-lock.json ] && return 0
    say "Installing npm packages"
    if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
        say "The npm packages could not be installed. Is there a network?"
        say "They are listed in package.json; 'npm ci' installs them."
        exit 1
    fi
    touch node_modules/.installed
}

# setup build|test
setup() {
    install_packages "$1"
    install_npm_packages
    if [ "$1" = test ] && ! chromium_found; then
        npx playwright install --with-deps chromium >&2 || true
    fi
    [ -z "$(missing "$1")" ] || list_by_hand "$1"
    install_relaxed
    install_fonts
}

clang_fuzzes() {
    printf '#include <stddef.h>\n#include <stdint.h>\nint LLVMFuzzerTestOneInput(const uint8_t *b, size_t n) { (void)b; return n > 1u << 30; }\n' |
        clang -fsanitize=fuzzer,address,undefined -xc - -o /dev/null 2>/dev/null
}

# What looks for faults in the core: a clang with its fuzzer, clang-tidy, cppcheck. Tests without
# them are skipped. What can't be installed is asked for once only.
install_checkers() {
    local tried=build/checkers.tried packages=()
    clang_fuzzes || packages+=(clang libclang-rt-dev)
    has llvm-cov || packages+=(llvm)
    has clang-tidy || packages+=(clang-tidy)
    has cppcheck || packages+=(cppcheck)
    [ ${#packages[@]} -gt 0 ] && [ ! -e $tried ] || return 0
    if has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; then
        say "Installing: ${packages[*]}"
        mkdir -p build
        touch $tried
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            "${packages[@]}" >&2 || say "Some tests will be skipped: ${packages[*]} could not be installed."
    fi
}

# What makes the page faster, but is not needed: without it, there is the portable build alone.
install_relaxed() {
    [ "$(relaxed_simd)" = none ] || return 0
    if emcc_is_debians && has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; then
        say "Installing LLVM 19, for the build with relaxed SIMD"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            clang-19 lld-19 llvm-19 >&2 || true
    fi
    [ "$(relaxed_simd)" != none ] ||
        say "Building without relaxed SIMD: it needs Emscripten 3.1.69 or newer, or LLVM 19."
}

# The packages of data/fonts.txt whose fonts are not installed.
missing_fonts() {
    local package file
    while read -r package file _; do
        if [ "$package" = '#' ]; then continue; fi
        [ -n "$(find /usr/share/fonts -name "$file" -print -quit 2>/dev/null)" ] || echo "$package"
    done <data/fonts.txt | sort -u
}

# Handwriting fonts, for more digits to train on. Not needed: without them there is MNIST alone. What
# this release does not have is asked for once only.
install_fonts() {
    local tried=build/fonts.installed package packages=()
    [ ! $tried -nt data/fonts.txt ] && [ -n "$(missing_fonts)" ] || return 0
    if has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; then
        say "Installing handwriting fonts"
        mkdir -p build
        if as_root apt-get update -q >&2; then touch $tried; fi
        for package in $(missing_fonts); do
            if apt-cache show "$package" >/dev/null 2>&1; then packages+=("$package"); fi
        done
        if [ ${#packages[@]} -gt 0 ]; then
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
                --no-install-recommends "${packages[@]}" >&2 || true
        fi
    fi
    [ -z "$(missing_fonts)" ] ||
        say "Building without the fonts of: $(missing_fonts | tr '\n' ' ')"
}

# What the benchmark measures Inkling beside, and nothing else needs: npm packages, and for Python,
# NumPy and PyTorch with OpenBLAS. Without the latter, their rows are left out.
install_bench_peers() {
    local peers=tests/bench/peers
    if [ ! $peers/node_modules/.installed -nt $peers/package-lock.json ]; then
        say "Installing what the benchmark compares with"
        if ! npm ci --prefix $peers --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
            say "The npm packages could not be installed. Is there a network?"
            exit 1
        fi
        touch $peers/node_modules/.installed
    fi
    /usr/bin/python3 -c 'import numpy, torch' 2>/dev/null && return 0
    if has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; then
        say "Installing NumPy and PyTorch"
        as_root apt-get update -q >&2 || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            python3-numpy python3-torch libopenblas0-pthread >&2 || true
    fi
}

# run_make TARGET...
run_make() { make -s -j"$(nproc)" RELAXED="$(relaxed_simd)" "$@"; }

build() {
    setup build
    run_make site
}

case "${1:-}" in
setup) setup test ;;
build) build ;;
site)
    setup build
    run_make dist
    say "dist/ is ready: put it into any folder of any static host."
    ;;
serve)
    build
    exec node web/hosting/serve.mjs
    ;;
test)
    shift
    setup test
    install_checkers
    run_make dist unit golden native package
    if clang_fuzzes; then run_make fuzz; fi
    exec node tests/run.mjs "$@"
    ;;
check)
    setup test
    run_make site unit native
    exec node tests/run.mjs --daily
    ;;
fuzz)
    setup test
    install_checkers
    if ! clang_fuzzes; then
        say "Fuzzing needs clang with libFuzzer (Debian: clang, libclang-rt-dev)."
        exit 1
    fi
    run_make fuzz
    node tests/fuzz/fuzz.mjs "${2:-60}" || failed=1
    cat build/reports/fuzz.txt
    exit "${failed:-0}"
    ;;
package)
    setup build
    run_make package
    say "build/package is ready: 'npm pack' there makes the package."
    ;;
reproducible)
    setup build
    RELAXED="$(relaxed_simd)" exec tests/reproducible.sh
    ;;
bench)
    setup test
    install_bench_peers
    run_make site bench
    exec node tests/bench/bench.mjs
    ;;
clean) make -s clean ;;
"" | help | -h | --help) usage ;;
*)
    say "Unknown command: $1"
    usage >&2
    exit 2
    ;;
esac
