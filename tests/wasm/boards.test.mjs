/**
 * Networks in C headers run on small processors: they are compiled for them and run in simulators, if
 * installed (Debian: gcc-avr avr-libc simavr gcc-arm-none-eabi libnewlib-arm-none-eabi
 * qemu-system-arm), and give the same digits as the module.
 *
 *     BOARD_MODEL=model.safetensors node --test tests/wasm/boards.test.mjs
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PIXELS } from '../../web/inkling/index.js';
import { fromRoot, inkling, loadSplit, pretrainedFile } from './helpers.mjs';

const folder = mkdtempSync(join(tmpdir(), 'inkling-boards-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} programs @returns {string | false} what is missing */
function missing(...programs) {
  const lacking = programs.filter((name) => spawnSync(name, ['--version']).error);
  return lacking.length ? `not installed: ${lacking.join(', ')}` : false;
}

const digits = loadSplit('test', 1);
const SHOWN = 10;
const pixels = Array.from({ length: SHOWN }, (_, i) => digits.sample(i).pixels);

/** Fits a board with 2 kB of memory and 32 kB of flash. */
const SMALL = 'avgpool 2, dense 32, relu, dense 10';

/** @param {Uint8Array} [file] a model; by default a network that is briefly trained */
function small(file) {
  if (file) return inkling.loadNetwork(file);
  const network = inkling.createNetwork({ layers: SMALL, maxBatch: 50 });
  const data = loadSplit('train', 1);
  const trainer = inkling.createTrainer(network, data, { batchSize: 50, sampleCount: 2000 });
  for (let i = 0; i < 120; i++) trainer.step();
  trainer.free();
  data.free();
  return network;
}
const given = process.env.BOARD_MODEL;
const networks = {
  small: small(given ? readFileSync(given) : undefined),
  pretrained: inkling.loadNetwork(pretrainedFile()),
};

/** What the module answers. @param {import('../../web/inkling/index.js').Network} network */
const answered = (network) =>
  pixels
    .map((image) => {
      const row = [...network.predict(Float32Array.from(image, (value) => value / 255))];
      return row.indexOf(Math.max(...row));
    })
    .join('');

/** The digits as an array of C. @param {string} place */
const images = (place) =>
  `static const unsigned char images[${SHOWN * PIXELS}] ${place} = {${pixels
    .map((image) => image.join(','))
    .join(',\n')}};\n`;

const BEST = `static int best(const float *p) {
    int i, most = 0;
    for (i = 1; i < 10; i++) if (p[i] > p[most]) most = i;
    return most;
}
`;

/** Prints the digits on the serial port, and ends the simulation. */
const AVR = `#define INKLING_BYTES
#include "model.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/sleep.h>
static unsigned char image[784];
static float p[10];
${BEST}
#ifdef SHOW
${images('PROGMEM')}
static void put(char c) {
    while (!(UCSR0A & (1 << UDRE0))) {}
    UDR0 = (unsigned char)c;
}
int main(void) {
    int n;
    UCSR0B = 1 << TXEN0;
    for (n = 0; n < ${SHOWN}; n++) {
        memcpy_P(image, images + n * 784, 784);
        inkling_predict(image, p);
        put((char)('0' + best(p)));
    }
    put('\\n');
    cli();
    sleep_mode();
    return 0;
}
#else
int main(void) {
    image[0] = UDR0;
    inkling_predict(image, p);
    UDR0 = (unsigned char)best(p);
    return 0;
}
#endif
`;

/** The same with semihosting. The processor starts without a library: vectors, and the floating-point unit. */
const ARM = `#define INKLING_BYTES
#include "model.h"
static unsigned char image[784];
static float p[10];
${BEST}
volatile unsigned char port;
void start(void);
__attribute__((section(".vectors"), used)) static void *const vectors[2] = {(void *)0x20100000, (void *)start};
static int call(int operation, const void *argument) {
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}
#ifdef SHOW
${images('')}
#endif
static __attribute__((noinline)) void run(void) {
#ifdef SHOW
    static char said[${SHOWN} + 2];
    int n, i;
    for (n = 0; n < ${SHOWN}; n++) {
        for (i = 0; i < 784; i++) image[i] = images[n * 784 + i];
        inkling_predict(image, p);
        said[n] = (char)('0' + best(p));
    }
    said[n] = '\\n';
    call(4, said);
#else
    image[0] = port;
    inkling_predict(image, p);
    port = (unsigned char)best(p);
#endif
    call(0x18, (void *)0x20026);
}
void start(void) {
    *(volatile unsigned *)0xe000ed88 |= 0xfu << 20;
    __asm__ volatile("dsb\\nisb");
    run();
    for (;;) {}
}
`;

/** @param {string} tool size @param {string} file @returns {{ flash: number, ram: number }} in bytes */
function sizes(tool, file) {
  const [text, data, bss] = execFileSync(tool, [file], { encoding: 'utf8' })
    .split('\n')[1]
    .trim()
    .split(/\s+/)
    .map(Number);
  return { flash: text + data, ram: data + bss };
}

/** @type {string[]} */
const report = [];
after(() => {
  if (!report.length) return;
  mkdirSync(fromRoot('build/reports'), { recursive: true });
  writeFileSync(
    fromRoot('build/reports/boards.txt'),
    `${['C headers on boards, with 8-bit weights; the memory includes the image', ...report].join('\n')}\n`,
  );
});

/**
 * @param {string} compiler @param {string[]} flags @param {string} source @param {string} header
 * @returns {(show: boolean) => string} compiles the program that shows digits, or only predicts
 */
function program(compiler, flags, source, header) {
  const at = mkdtempSync(join(folder, 'board-'));
  writeFileSync(join(at, 'model.h'), header);
  writeFileSync(join(at, 'main.c'), source);
  return (show) => {
    const out = join(at, show ? 'show.elf' : 'alone.elf');
    const defines = show ? ['-DSHOW'] : [];
    execFileSync(compiler, [...flags, ...defines, join(at, 'main.c'), '-o', out, '-lm']);
    return out;
  };
}

const AVR_FLAGS = ['-std=gnu99', '-Os', '-Wall', '-Wextra', '-Werror', '-DF_CPU=16000000UL'];

for (const [mcu, limits] of /** @type {const} */ ([
  ['atmega328p', { flash: 32_768, ram: 2048 }],
  ['atmega2560', { flash: 262_144, ram: 8192 }],
])) {
  test(`${mcu}: a small network fits, and gives the same digits`, {
    skip: missing('avr-gcc', 'simavr'),
  }, () => {
    const network = networks.small;
    const flags = [`-mmcu=${mcu}`, ...AVR_FLAGS];
    const build = program('avr-gcc', flags, AVR, network.toHeader({ int8: true }));
    const { flash, ram } = sizes('avr-size', build(false));
    // What is left is the stack.
    assert(flash < limits.flash && ram < limits.ram - 200, `${flash}, ${ram}`);
    const { stdout, stderr } = spawnSync('simavr', ['-m', mcu, '-f', '16000000', build(true)], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.match(stdout + stderr, new RegExp(answered(network)));
    report.push(`  ${mcu}: ${SMALL}: ${flash} bytes of flash, ${ram} of memory`);
  });
}

/** Where the machine of QEMU has memory: code from 0, data from 0x20000000. */
const ARM_PLACES = `ENTRY(start)
SECTIONS {
  .text 0 : { KEEP(*(.vectors)) *(.text*) *(.rodata*) }
  /DISCARD/ : { *(.ARM.exidx*) *(.ARM.extab*) }
  .data 0x20000000 : { *(.data*) }
  .bss : { *(.bss*) *(COMMON) }
}
`;
const places = join(folder, 'places.ld');
writeFileSync(places, ARM_PLACES);

const ARM_FLAGS = [
  ...['-std=c99', '-Os', '-Wall', '-Wextra', '-Werror', '-mcpu=cortex-m4', '-mthumb'],
  ...['-mfloat-abi=hard', '-mfpu=fpv4-sp-d16', '-nostartfiles', '--specs=nosys.specs'],
  ...['-ffunction-sections', '-Wl,--gc-sections', '-T', places],
];

for (const name of /** @type {const} */ (['small', 'pretrained'])) {
  test(`Cortex-M4: the ${name} network gives the same digits`, {
    skip: missing('arm-none-eabi-gcc', 'qemu-system-arm'),
  }, () => {
    const network = networks[name];
    const build = program('arm-none-eabi-gcc', ARM_FLAGS, ARM, network.toHeader({ int8: true }));
    const { flash, ram } = sizes('arm-none-eabi-size', build(false));
    const { stdout, stderr } = spawnSync(
      'qemu-system-arm',
      [
        ...['-M', 'mps2-an386', '-cpu', 'cortex-m4', '-nographic', '-monitor', 'none'],
        ...[
          '-serial',
          'none',
          '-semihosting-config',
          'enable=on,target=native',
          '-kernel',
          build(true),
        ],
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    assert.match(stdout + stderr, new RegExp(answered(network)));
    report.push(`  cortex-m4: ${name}: ${flash} bytes of flash, ${ram} of memory`);
  });
}
