/** Browsers that can't run the network, or lack an API: what they are told, and what replaces it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { panelFor } from '../../web/app/arriving.js';
import { takeOpened } from '../../web/app/shared.js';
import '../../web/data/words.js';
import { whyNot } from '../../web/inkling/support.js';
import { looksScrambled } from '../../web/photo/picture.js';
import { newId } from '../../web/storage/new-id.js';
import { acceptable } from '../../web/ui/ios.js';

/** A WebAssembly of a browser. @param {{ simd?: boolean, forbids?: 'Module' | 'Instance' }} [browser] @returns {any} */
const wasm = ({ simd = true, forbids } = {}) => {
  /** @param {string} name */
  const made = (name) =>
    class {
      constructor() {
        if (name === forbids) throw new EvalError('Refused to create a WebAssembly object');
      }
    };
  return { validate: () => simd, Module: made('Module'), Instance: made('Instance') };
};
const OLD = {};

test('whoever can’t run the network is told the true reason', () => {
  const code = (/** @type {any} */ ...of) => whyNot(.../** @type {[any]} */ (of))?.code;
  assert.equal(whyNot(WebAssembly), null, 'Node can');
  assert.equal(code(wasm()), undefined);
  assert.equal(code(undefined, OLD), 'NO_WASM');
  assert.equal(code(wasm({ simd: false }), OLD), 'NO_SIMD');
  // A browser that is new enough has been restricted: Lockdown Mode, or WebKit without its JIT.
  assert.equal(code(undefined), 'WASM_OFF');
  assert.equal(code(wasm({ simd: false })), 'WASM_OFF');
  assert.equal(code(wasm({ forbids: 'Module' })), 'WASM_FORBIDDEN');
  assert.equal(code(wasm({ forbids: 'Instance' })), 'WASM_FORBIDDEN', 'WebKit');
});

test('scrambled pixels are told from a little noise', () => {
  const pixels = (/** @type {(white: boolean) => number} */ of) =>
    Uint8ClampedArray.from({ length: 16 * 16 * 4 }, (_, i) => of(i >= 16 * 16 * 2));
  assert.equal(looksScrambled(pixels((white) => (white ? 255 : 0))), false);
  assert.equal(looksScrambled(pixels((white) => (white ? 251 : 3))), false, 'noise');
  assert.equal(looksScrambled(pixels(() => 255)), true, 'all white');
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 0x7fffffff) % 256;
  assert.equal(looksScrambled(pixels(random)), true, 'random');
});

test('ids need no secure context', () => {
  const { randomUUID } = crypto;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  const ids = new Set(Array.from({ length: 100 }, newId));
  Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

/** APIs that exist only in a secure context, and how their code must ask whether they are there. */
const GUARDED = {
  'crypto.randomUUID': null,
  'crypto.subtle': /offline\/service-worker|globalThis\.isSecureContext|crypto\.subtle\?|caches/,
  'navigator.locks': /navigator\.locks\)|navigator\.locks\?/,
  'navigator.storage': /catch|navigator\.storage\?/,
  'navigator.serviceWorker': /if \(!serviceWorker\)|navigator\.serviceWorker\?/,
  'navigator.clipboard': /catch/,
  'navigator.share': /canShare|navigator\.share\)/,
  'navigator.mediaDevices': /catch|mediaDevices\?/,
  caches: /globalThis\.caches|offline\/service-worker/,
};

/** The code of the page without comments, by file. */
const CODE = new Map(
  readdirSync(new URL('../../web/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => [
      name,
      readFileSync(new URL(`../../web/${name}`, import.meta.url), 'utf8').replace(
        /^\s*(\/?\*|\/\/).*$/gm,
        '',
      ),
    ]),
);

test('no API that needs a secure context is used without asking for it', () => {
  const faults = [];
  for (const [name, code] of CODE) {
    for (const [api, guard] of Object.entries(GUARDED)) {
      const used = new RegExp(`(?<![\\w.])${api.replace('.', '\\.')}\\b`).test(code);
      if (used && !guard?.test(`${name}\n${code}`)) faults.push(`${name}: ${api}`);
    }
  }
  assert.deepEqual(faults, []);
});

/**
 * What Chrome 97 or Safari 16.4 lacks, where the page doesn't ask first. Of the language itself, the lib in
 * tsconfig.json allows little that is newer.
 */
const TOO_NEW = [
  /\bstructuredClone\b/, // Chrome 98
  /\.to(Sorted|Reversed|Spliced)\(/, // Chrome 110
  /signDisplay: 'negative'/, // Chrome 106
  /\bAbortSignal\.(any|timeout)\b/, // Chrome 116, 103
  /\bURL\.(canParse|parse)\b/, // Chrome 120
  /\.(checkVisibility|showPopover|startViewTransition)\(/, // Chrome 105, 114, 111
  /\b(requestIdleCallback|scheduler\.)/, // Safari
];

test('the page uses nothing that the oldest browsers it names lack', () => {
  const page = [...CODE].filter(([name]) => !name.startsWith('module/')); // the package names its own
  for (const [name, code] of page) for (const api of TOO_NEW) assert.doesNotMatch(code, api, name);
});

test('a browser in the locale "C" draws the curves', async () => {
  // Node has had a navigator only since 21.
  const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'C' }, configurable: true });
  assert.throws(() => new Intl.NumberFormat(navigator.language));
  await import('../../web/ui/valid-language.js');
  new Intl.NumberFormat(navigator.language);
  if (real) Object.defineProperty(globalThis, 'navigator', real);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

test('files from outside go to the panel that reads them', () => {
  const file = (/** @type {string} */ name, type = '') => ({ name, type });
  assert.equal(panelFor([file('page.heic', 'image/heic')]), 'photo');
  assert.equal(panelFor([file('1.png', 'image/png'), file('2.png', 'image/png')]), 'bring');
  assert.equal(panelFor([file('digits.zip', 'application/zip')]), 'bring');
  assert.equal(panelFor([file('train-images-idx3-ubyte')]), 'bring');
  assert.equal(panelFor([file('sheet.png', 'image/png'), file('sheet.csv', 'text/csv')]), 'bring');
  assert.equal(panelFor([file('mine.safetensors')]), 'models');
  assert.equal(panelFor([file('model.onnx'), file('model.onnx.data')]), 'models');
  assert.equal(panelFor([file('W1.npy'), file('b1.npy')]), 'models');
  assert.equal(panelFor([file('mnist_weights.npz')]), 'models');
  assert.equal(panelFor([file('mnist.npz')]), 'bring');
});

test('of files opened with the installed page, those that can’t be read are named', async () => {
  /** @param {string} name @param {boolean} there */
  const handle = (name, there) => ({
    name,
    getFile: async () => {
      if (!there) throw new DOMException('Gone.', 'NotFoundError');
      return new File(['ink'], name);
    },
  });
  /** @type {string[]} */
  const log = [];
  const page = {
    bringFiles: (/** @type {File[]} */ files) => log.push(files.map(({ name }) => name).join()),
  };
  const notices = {
    show: (/** @type {string} */ _key, /** @type {string} */ words) => log.push(words),
  };
  const open = (/** @type {ReturnType<typeof handle>[]} */ ...handles) =>
    takeOpened(handles, /** @type {any} */ (page), /** @type {any} */ (notices));
  await open(handle('a.csv', true), handle('b.csv', false));
  await open(handle('c.csv', false));
  assert.deepEqual(log, ['b.csv could not be read.', 'a.csv', 'c.csv could not be read.']);
});

test('on an iPhone, no file is grayed out for its kind', () => {
  assert.equal(acceptable('.safetensors', {}), '.safetensors');
  assert.equal(acceptable('.safetensors', { standalone: false }), '');
});
