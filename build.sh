#!/usr/bin/env bash
# Inkling's entry point: installs what is missing, builds, serves, tests.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat <<'END'
./build.sh COMMAND

  setup         install build and test dependencies (Debian or Ubuntu packages, npm packages)
  build         build the page into build/site
  site          build the page for a static host, into dist
  serve         build the page and serve it at http://localhost:8080 (PORT=8081 for another port,
                HOST=0.0.0.0 for other devices: without https, they get no threads, camera, or offline use)
  test          build everything and run all tests, or only suites whose name contains a word
                (./build.sh test layering)
  check         the daily loop, without a browser: format, types, layering, C unit and Node tests
  package       build the npm package into build/package
  reproducible  build dist twice, in differently named folders, and compare
  fuzz          fuzz the core's parsers, for SECONDS per target (./build.sh fuzz 3600)
  bench         measure training speed, in WebAssembly and natively
  clean         delete all build output
END
}

say() { printf '%s\n' "$*" >&2; }

# The oldest versions that work.
MIN_NODE=18
MIN_EMCC=3.1.6

has() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION MINIMUM
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

node_fits() { has node && at_least "$(node --version | tr -d v)" "$MIN_NODE"; }

emcc_version() { emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1; }

emcc_fits() { has emcc && at_least "$(emcc_version)" "$MIN_EMCC"; }

# Only Debian's emcc can be pointed at another LLVM.
emcc_is_debians() { [[ "$(readlink -f "$(command -v emcc)")" == /usr/share/emscripten/* ]]; }

# What can compile the faster build with relaxed SIMD: emcc (on its own), llvm-19 (Debian's emcc
# with LLVM 19 next to its older one), or none.
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

# header NAME: whether the C compiler finds it. cmocka.h needs the other headers included first.
header() {
    printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h "$1" |
        cc -fsyntax-only -xc - 2>/dev/null
}

sanitizers_work() { echo 'int main(void){return 0;}' | cc -fsanitize=address,undefined -xc - -o /dev/null 2>/dev/null; }

chromium_found() {
    [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || compgen -G "$HOME/.cache/ms-playwright/chromium-*" >/dev/null
}

# Lists what is missing for a purpose (build or test), one "package<TAB>description" per line.
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
        printf 'libc6-dev\tthe C library headers, and address and undefined-behavior sanitizers\n'
    fi
    python_has_numpy || printf 'python3-numpy\tPython 3 with NumPy\n'
    chromium_found || printf 'chromium\tChromium at /usr/bin/chromium, or CHROMIUM=/path/to/chromium\n'
}

list_by_hand() {
    say "Install these manually, then run the command again:"
    missing "$1" | cut -f 2 | sed 's/^/  - /' >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

can_install() { has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; }

# apt_install PACKAGE...
apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

# try_once NAME: whether something optional can be installed, and that hasn't been tried before.
try_once() {
    [ ! -e "build/$1.tried" ] && can_install || return 1
    mkdir -p build
    touch "build/$1.tried"
}

install_packages() {
    local purpose=$1 packages
    packages=$(missing "$purpose" | cut -f 1)
    [ -n "$packages" ] || return 0
    if ! has apt-get; then
        say "Some tools are missing, and there is no apt-get to install them with."
        list_by_hand "$purpose"
    fi
    if [ "$(id -u)" != 0 ] && ! has sudo; then
        say "Some tools are missing, and installing them needs root or sudo."
        list_by_hand "$purpose"
    fi
    # Ubuntu's chromium package only installs a snap; use Playwright's Chromium there.
    if grep -qs '^ID=ubuntu' /etc/os-release; then
        packages=$(printf '%s\n' "$packages" | grep -vx chromium || true)
    fi
    say "Installing: $(printf '%s ' $packages)"
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086  # one word per package
        if ! { as_root apt-get update -q >&2 && apt_install $packages; }; then
            say "Installing the packages failed. Check the network connection."
            list_by_hand "$purpose"
        fi
    fi
}

install_npm_packages() {
    [ node_modules/.installed -nt package-lock.json ] && return 0
    say "Installing npm packages"
    if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
        say "Installing the npm packages failed. Check the network connection, then run 'npm ci'."
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

# Optional checkers for the core: clang with libFuzzer, clang-tidy, cppcheck. Without them, their
# tests are skipped.
install_checkers() {
    local packages=()
    clang_fuzzes || packages+=(clang libclang-rt-dev)
    has llvm-cov || packages+=(llvm)
    has clang-tidy || packages+=(clang-tidy)
    has cppcheck || packages+=(cppcheck)
    [ ${#packages[@]} -gt 0 ] && try_once checkers || return 0
    say "Installing: ${packages[*]}"
    apt_install "${packages[@]}" ||
        say "Could not install ${packages[*]}; their tests will be skipped."
}

# Optional: Chromium without windows, in which the browser tests take half the processor time. Both
# packages must have the same version.
install_shell() {
    [ -z "${CHROMIUM:-}" ] && [ -x /usr/bin/chromium ] && [ ! -x /usr/bin/chromium-headless-shell ] &&
        try_once shell || return 0
    say "Installing: chromium-headless-shell"
    apt_install chromium chromium-headless-shell ||
        say "Could not install chromium-headless-shell; the browser tests will take longer."
}

# Optional: Firefox and WebKitGTK, in which the main journeys are tested, too.
install_engines() {
    local package packages=()
    [ -x "${FIREFOX:-/usr/bin/firefox-esr}" ] || packages+=(firefox-esr)
    has WebKitWebDriver || packages+=(webkit2gtk-driver)
    has Xvfb || packages+=(xvfb)
    [ ${#packages[@]} -gt 0 ] && try_once engines || return 0
    for package in "${packages[@]}"; do
        say "Installing: $package"
        apt_install "$package" || say "Could not install $package; its tests will be skipped."
    done
}

# Optional: a Chinese font, without which the screenshots of the journeys show boxes.
install_chinese_font() {
    [ -z "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ] &&
        try_once chinese-font || return 0
    say "Installing: fonts-noto-cjk"
    apt_install fonts-noto-cjk || say "Could not install fonts-noto-cjk; Chinese screenshots show boxes."
}

# Optional: makes the page faster. Without it, only the portable build is made.
install_relaxed() {
    [ "$(relaxed_simd)" = none ] || return 0
    if emcc_is_debians && can_install; then
        say "Installing LLVM 19 for the build with relaxed SIMD"
        apt_install clang-19 lld-19 llvm-19 || true
    fi
    [ "$(relaxed_simd)" != none ] ||
        say "Building without relaxed SIMD, which needs Emscripten 3.1.69 or newer, or LLVM 19."
}

# Lists the packages in data/fonts.txt whose fonts are not installed.
missing_fonts() {
    local package file
    while read -r package file _; do
        if [ "$package" = '#' ]; then continue; fi
        [ -n "$(find /usr/share/fonts -name "$file" -print -quit 2>/dev/null)" ] || echo "$package"
    done <data/fonts.txt | sort -u
}

# Optional: handwriting fonts, for more styles of digits to train on. Packages that this release
# does not have are looked up only once.
install_fonts() {
    local tried=build/fonts.installed package packages=()
    [ ! $tried -nt data/fonts.txt ] && [ -n "$(missing_fonts)" ] || return 0
    if can_install; then
        say "Installing handwriting fonts"
        mkdir -p build
        if as_root apt-get update -q >&2; then touch $tried; fi
        for package in $(missing_fonts); do
            if apt-cache show "$package" >/dev/null 2>&1; then packages+=("$package"); fi
        done
        if [ ${#packages[@]} -gt 0 ]; then apt_install "${packages[@]}" || true; fi
    fi
    [ -z "$(missing_fonts)" ] ||
        say "Building without the fonts in: $(missing_fonts | tr '\n' ' ')"
}

# The libraries that the benchmark compares Inkling with: npm packages, and NumPy and PyTorch with
# OpenBLAS. Rows of missing Python libraries are left out.
install_bench_peers() {
    local peers=tests/bench/peers
    if [ ! $peers/node_modules/.installed -nt $peers/package-lock.json ]; then
        say "Installing the libraries to compare with"
        if ! npm ci --prefix $peers --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
            say "Installing the npm packages failed. Check the network connection."
            exit 1
        fi
        touch $peers/node_modules/.installed
    fi
    /usr/bin/python3 -c 'import numpy, torch' 2>/dev/null && return 0
    if can_install; then
        say "Installing NumPy and PyTorch"
        as_root apt-get update -q >&2 || true
        apt_install python3-numpy python3-torch libopenblas0-pthread || true
    fi
}

# run_make TARGET...
run_make() { make -s -j"$(nproc)" RELAXED="$(relaxed_simd)" "$@"; }

build() {
    setup build
    run_make site api
}

case "${1:-}" in
setup) setup test ;;
build) build ;;
site)
    setup build
    run_make dist
    say "dist/ is ready. Upload it to any folder on any static host."
    ;;
serve)
    build
    exec node web/hosting/serve.mjs
    ;;
test)
    shift
    setup test
    install_checkers
    install_shell
    install_engines
    install_chinese_font
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
    run_make fuzz coverage
    node tests/fuzz/fuzz.mjs "${2:-60}" || failed=1
    cat build/reports/fuzz.txt
    exit "${failed:-0}"
    ;;
package)
    setup build
    run_make package
    say "build/package is ready. Run 'npm pack' there to pack it."
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
