/**
 * Renders digits, and letters as non-digits, from free handwriting fonts, to cover styles that MNIST
 * lacks. README.md in this folder says which fonts and letters, and why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PIXELS = 28 * 28;
const NO_DIGIT = 255; // INK_NO_CLASS in src/inkling/base.h
const DIGITS = '0123456789';
const LETTERS = 'AEFHKMNPRTUVWXaehkmnpuvwx';

/** Where Debian packages install fonts, at varying depth. */
const FONTS = '/usr/share/fonts';

/** The entries of fonts.txt: [package, file, characters to leave out]. */
const WANTED = readFileSync(new URL('fonts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(' '));

/** The paths of all installed fonts by file name. */
function installedFonts() {
  /** @type {Map<string, string>} */
  const paths = new Map();
  /** @param {string} folder */
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else paths.set(entry.name, path);
    }
  };
  try {
    walk(FONTS);
  } catch {
    // The folder does not exist: not a Debian system.
  }
  return paths;
}

/** @param {string} wasm path of the module that the Makefile builds from fonts.c */
function loadRenderer(wasm) {
  const module = new WebAssembly.Module(readFileSync(wasm));
  const instance = new WebAssembly.Instance(module, {
    env: { emscripten_notify_memory_growth() {} },
  });
  const core = /** @type {any} */ (instance.exports);
  core._initialize();
  const image = core.ink_wasm_alloc(PIXELS);
  /**
   * Renders those of the characters that the font has.
   * @param {Uint8Array} font
   * @param {string} characters
   */
  return (font, characters) => {
    const file = core.ink_wasm_alloc(font.length);
    new Uint8Array(core.memory.buffer, file, font.length).set(font);
    const drawn = [...characters].flatMap((character) => {
      if (!core.ink_font_draw(file, character.codePointAt(0), image)) return [];
      const pixels = new Uint8Array(core.memory.buffer, image, PIXELS).slice();
      return [{ pixels, label: DIGITS.includes(character) ? Number(character) : NO_DIGIT }];
    });
    core.ink_wasm_free(file);
    return drawn;
  };
}

/**
 * Renders the characters of all installed fonts; null if none is installed.
 * @param {string} wasm path of the module that the Makefile builds from fonts.c
 */
export function drawStyles(wasm) {
  const installed = installedFonts();
  const found = WANTED.filter(([, file]) => installed.has(file));
  if (found.length < WANTED.length) {
    const packages = new Set(WANTED.filter((font) => !found.includes(font)).map(([name]) => name));
    console.error(
      `${WANTED.length - found.length} of ${WANTED.length} handwriting fonts are not installed. ` +
        `They are optional. Packages: ${[...packages].join(' ')}`,
    );
  }
  if (!found.length) return null;
  const draw = loadRenderer(wasm);
  const samples = found.flatMap(([, file, without = '']) => {
    const characters = [...(DIGITS + LETTERS)].filter((character) => !without.includes(character));
    const font = readFileSync(/** @type {string} */ (installed.get(file)));
    return draw(font, characters.join('')).filter(
      // Some fonts draw lowercase letters as capitals.
      (one, i, all) => all.findIndex((other) => same(one.pixels, other.pixels)) === i,
    );
  });
  return {
    pixels: new Uint8Array(Buffer.concat(samples.map(({ pixels }) => pixels))),
    labels: Uint8Array.from(samples, ({ label }) => label),
  };
}

/** @param {Uint8Array} a @param {Uint8Array} b */
const same = (a, b) => Buffer.compare(a, b) === 0;
