/** Handwriting that the pretrained network misreads is learned from a few drawings, and other handwriting is not forgotten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { teach } from '../../web/handwriting/worker/teach.js';
import { PIXELS } from '../../web/inkling/index.js';
import { inkBytes } from '../../web/inkling/pictures.js';
import { strokeDigits } from '../pen-digits.mjs';
import { inkling, loadSplit, pretrainedFile } from './helpers.mjs';

/** How far the top of a digit leans to the right, relative to its height. Nobody in the training digits slants so much. */
const SLANT = 1.3;

/** Drawings in slanted handwriting. @param {number} count @param {number} seed */
function slanted(count, seed) {
  const digits = strokeDigits(count, seed);
  const pixels = new Uint8Array(count * PIXELS);
  digits.forEach(({ strokes }, i) => {
    const drawn = strokes.map((stroke) => stroke.map(([x, y]) => ({ x: x - SLANT * y, y })));
    pixels.set(inkBytes(inkling.rasterize(drawn)), i * PIXELS);
  });
  return { pixels, labels: Uint8Array.from(digits, ({ label }) => label) };
}

/** The drawing that has a wrong label. */
const SLIP = 12;

test('handwriting is learned from three drawings of each digit despite a slip of the pen, and other handwriting is not forgotten', async (context) => {
  const train = loadSplit('train', 1);
  const digits = loadSplit('test', 1);
  context.after(() => [train, digits].map((one) => one.free()));
  const model = inkling.readModel(pretrainedFile());
  const own = slanted(30, 5);
  own.labels[SLIP] = (own.labels[SLIP] + 3) % 10;
  const lesson = { model, own, held: slanted(100, 6) };
  const data = /** @type {any} */ ({ datasets: { train, test: digits } });
  const taught = await teach(inkling, data, lesson, async () => {});
  assert(taught);
  const { before, after, tested } = taught;
  assert.equal(tested, digits.count);
  const [wrong, still] = [before, after].map(({ held }) => 1 - Number(held));
  assert(wrong > 0.2, 'the handwriting is too easy');
  assert(still <= 0.03, `${wrong} were misread, and ${still} still are`);
  const lost = Number(before.test) - Number(after.test);
  assert(lost <= 0.003, `${lost} of MNIST was forgotten`);
});
