/** Reads photos for the command line as the page does, on the functions that src/cli exports. */
import { Core } from '../inkling/core.js';
import { InklingError, STATUS } from '../inkling/errors.js';
import { mostProbable } from '../inkling/most-probable.js';
import { readPage } from '../inkling/pages.js';
import { PIXELS } from '../inkling/types.js';
import { recognize } from '../photo/recognize.js';
import { readPhoto } from '../photo/worker/read.js';

const DIGITS = 10;
/** The size of a PageDigit in src/cli/page.h: an InkMark, the digit, and its probabilities. */
const MARK_INTS = 5;
const PAGE_DIGIT_INTS = MARK_INTS + 1 + DIGITS;

/**
 * A photo after a quarter turn, clockwise.
 * @param {import('../photo/worker/read.js').Photo} photo
 */
function turned({ gray, width, height }) {
  const to = new Uint8Array(gray.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) to[x * height + height - 1 - y] = gray[y * width + x];
  }
  return { gray: to, width: height, height: width };
}

/**
 * @param {any} exports of src/cli
 * @param {WebAssembly.Memory} memory
 * @returns {(gray: number, width: number, height: number, network: number, out: number) => number}
 *   host_read_page in src/cli/page.c
 */
export function pageReader(exports, memory) {
  const call = {
    ...exports,
    ink_wasm_alloc: exports.malloc,
    ink_wasm_free: exports.free,
    _initialize() {},
  };
  const core = new Core(/** @type {any} */ ({ exports: call }), memory);
  const inkling = /** @type {any} */ ({
    readPage: (/** @type {[any, any, any, any]} */ ...photo) => readPage(core, ...photo),
  });
  /** @param {number} network @returns {(ink: Float32Array) => Float32Array} */
  const readerOf = (network) => (ink) =>
    core.borrow([4 * PIXELS, 4 * DIGITS], (image, probabilities) => {
      core.f32(image, PIXELS).set(ink);
      core.check(core.call.ink_network_predict(network, image, 1, probabilities));
      return core.f32(probabilities, DIGITS).slice();
    });
  return (address, width, height, network, out) => {
    const read = readerOf(network);
    try {
      let photo = { gray: core.u8(address, width * height).slice(), width, height };
      let { marks, turns } = recognize(readPhoto(inkling, photo, read), read);
      if (turns) {
        for (; turns > 0; turns--) photo = turned(photo);
        ({ marks } = recognize(readPhoto(inkling, photo, read), read));
      }
      const digits = core.alloc(4 * PAGE_DIGIT_INTS * marks.length);
      core.i32(out, 1)[0] = digits;
      for (const [i, { left, top, right, bottom, line, ink }] of marks.entries()) {
        const at = digits + 4 * PAGE_DIGIT_INTS * i;
        const probabilities = read(ink);
        const best = mostProbable(probabilities);
        core.i32(at, MARK_INTS + 1).set([left, top, right, bottom, line, best]);
        core.f32(at + 4 * (MARK_INTS + 1), DIGITS).set(probabilities);
      }
      return marks.length;
    } catch (error) {
      const status = STATUS.indexOf(/** @type {any} */ (error)?.code);
      if (!(error instanceof InklingError) || status < 0) throw error;
      return -status;
    }
  };
}
