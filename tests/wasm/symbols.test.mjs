/** The visitor's own symbols: a network learns them from a few drawings, and they are named and saved. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_FIXES, partsOf } from '../../web/answer/number.js';
import { viewsOf } from '../../web/answer/views.js';
import { DIGITS, withOutputs } from '../../web/data/classes.js';
import { isSure } from '../../web/data/sureness.js';
import { archive, samplesOf, symbolsIn } from '../../web/handwriting/archive.js';
import { addAsDataset } from '../../web/handwriting/as-dataset.js';
import { SYMBOL_SAMPLE } from '../../web/handwriting/kinds.js';
import { pack } from '../../web/handwriting/samples.js';
import { foldsOf, measuredAs, outputsRead } from '../../web/handwriting/symbols/measure.js';
import { namesIn, nextOf, withNames, withRoom } from '../../web/handwriting/symbols/plan.js';
import { Symbols } from '../../web/handwriting/symbols/symbols.js';
import { graftBeside, teachSymbols } from '../../web/handwriting/worker/teach-symbols.js';
import { NO_CLASS, PIXELS } from '../../web/inkling/index.js';
import { mostProbable } from '../../web/inkling/most-probable.js';
import { inkBytes } from '../../web/inkling/pictures.js';
import { drawnSymbols } from './drawn-symbols.mjs';
import { inkling, loadPretrained, loadSplit, pretrainedFile, report } from './helpers.mjs';
import { scribbles } from './not-digits.mjs';
import { ownSample } from './stored.mjs';

/** @typedef {import('../../web/inkling/index.js').Stroke} Stroke */

const base = inkling.readModel(pretrainedFile());

/** @param {{ label: number, strokes: Stroke[] }[]} drawings @param {number} [first] output */
const samplesFrom = (drawings, first = 0) =>
  pack(
    drawings.map(({ label, strokes }) => ({
      ...ownSample(),
      label: label + first,
      ink: inkBytes(inkling.rasterize(strokes)),
    })),
  );

/**
 * @param {import('../../web/handwriting/worker/teach.js').Samples} own @param {number} outputs
 * @param {import('../../web/inkling/index.js').Dataset} [digits]
 */
async function taught(own, outputs, digits) {
  const layers = withOutputs(digits ? withRoom(base.layers) : base.layers, outputs);
  const lesson = { base, layers, own, digits: Boolean(digits), asked: new Uint8Array() };
  const result = await teachSymbols(inkling, digits ?? null, lesson, async () => {});
  assert.ok(result);
  const network = inkling.createNetwork({ layers, maxBatch: 64 });
  network.setParameters(result.parameters);
  network.temperature = result.temperature;
  return network;
}

/** Reads a drawing as the pad does. @param {import('../../web/inkling/index.js').Network} network @param {Stroke[]} strokes */
function read(network, strokes) {
  const views = viewsOf(strokes);
  const images = new Float32Array(views.length * PIXELS);
  for (const [i, view] of views.entries()) images.set(inkling.rasterize(view), i * PIXELS);
  const mean = new Float32Array(network.classes);
  network.predict(images).forEach((value, i) => {
    mean[i % network.classes] += value / views.length;
  });
  return mean;
}

/** @param {import('../../web/inkling/index.js').Network} network @param {Stroke[]} strokes */
const partsIn = (network, strokes) =>
  partsOf(inkling, strokes, (some) => network.predict(inkling.rasterize(some)), NO_FIXES, {
    signs: false,
    cuts: false,
  });

/** @type {string[]} */
const lines = [];

for (const set of /** @type {const} */ (['letters', 'shapes', 'music'])) {
  test(`five drawings of each are enough to read ${set}, and scribbles stay "not sure"`, async () => {
    const { names, drawings } = drawnSymbols(set, 5, 1);
    const network = await taught(samplesFrom(drawings), names.length);
    const unseen = drawnSymbols(set, 50, 101).drawings;
    const right = unseen.filter(({ label, strokes }) => {
      const probabilities = read(network, strokes);
      return isSure(probabilities) && mostProbable(probabilities) === label;
    });
    const torn = unseen.filter(({ strokes }) => partsIn(network, strokes).length > 1);
    let words = 0;
    for (let i = 0; i + 1 < unseen.length; i += 20) {
      const [one, other] = [unseen[i], unseen[unseen.length - 1 - i]];
      const right = Math.max(...one.strokes.flat().map(({ x }) => x));
      const left = Math.min(...other.strokes.flat().map(({ x }) => x));
      const moved = other.strokes.map((stroke) =>
        stroke.map(({ x, y }) => ({ x: x - left + right + 0.15, y })),
      );
      const parts = partsIn(network, [...one.strokes, ...moved]);
      const said = parts.map((part) => mostProbable(read(network, part.strokes)));
      words += Number(said.join() === [one.label, other.label].join());
    }
    const odd = scribbles(10).filter(({ strokes }) => !isSure(read(network, strokes)));
    network.free();
    lines.push(`${set}: ${right.length} of ${unseen.length} read; not sure of ${odd.length} of 50`);
    report('own-symbols', lines.join('\n'));
    assert.equal(torn.length, 0, 'single symbols taken for several');
    const pairs = Math.floor(unseen.length / 20);
    assert.ok(words >= 0.8 * pairs, `${words} of ${pairs} pairs`);
    assert.ok(right.length >= 0.97 * unseen.length, `${right.length} of ${unseen.length}`);
    assert.ok(odd.length >= 45, `not sure of ${odd.length} of 50 scribbles`);
  });
}

test('symbols beside the digits are learned, and the digits are not forgotten', async (context) => {
  const { names, drawings } = drawnSymbols('music', 5, 1);
  const train = loadSplit('train', 1);
  const digits = loadSplit('test', 1);
  context.after(() => [train, digits].map((one) => one.free()));
  const network = await taught(samplesFrom(drawings, 10), 10 + names.length, train);
  context.after(() => network.free());
  const unseen = drawnSymbols('music', 10, 101).drawings;
  const right = unseen.filter(
    ({ label, strokes }) => mostProbable(read(network, strokes)) === 10 + label,
  );
  assert.ok(right.length >= 0.94 * unseen.length, `${right.length} of ${unseen.length} symbols`);
  const before = loadPretrained();
  context.after(() => before.free());
  /** @param {import('../../web/inkling/index.js').Network} one */
  const known = (one) => {
    let count = 0;
    for (let i = 0; i < 500; i++) {
      const { pixels, label } = digits.sample(i);
      count += Number(mostProbable(one.predict(pixels)) === label);
    }
    return count;
  };
  const [then, now] = [before, network].map(known);
  assert.ok(now >= then - 2, `${now} of 500 digits, ${then} before`);
});

test('beside symbols, the digits keep their outputs, unless drawings are labeled as one', () => {
  const layers = withOutputs(withRoom(base.layers), 16);
  const own = samplesFrom(drawnSymbols('shapes', 2, 1).drawings, 10);
  const { parameters, frozen } = graftBeside(inkling, base, layers, own);
  const network = inkling.createNetwork({ layers, maxBatch: 1 });
  const before = inkling.createNetwork({ layers: base.layers, maxBatch: 1 });
  // Whatever is learned, it is learned elsewhere.
  network.setParameters(parameters.map((value, i) => (frozen[i] ? value : value + Math.sin(i))));
  before.setParameters(base.parameters);
  for (const { strokes } of drawnSymbols('letters', 1, 1).drawings) {
    const ink = inkling.rasterize(strokes);
    const [now, then] = [network, before].map((one) => one.activate(ink).logits);
    assert.ok(
      then.every((value, i) => Math.abs(value - now[i]) < 1e-4),
      `${now}`,
    );
  }
  for (const one of [network, before]) one.free();

  const labels = Uint8Array.from(own.labels, (label) => (label === 10 ? 7 : label));
  const crossed = graftBeside(inkling, base, layers, { ...own, labels });
  const free = frozen.reduce((sum, one, i) => sum + Number(one && !crossed.frozen[i]), 0);
  assert.equal(free, 32, 'the new units may contribute to the 7');
});

test('names are split at commas, or else at spaces', () => {
  assert.deepEqual(namesIn(' A B  C A'), ['A', 'B', 'C']);
  assert.deepEqual(namesIn('treble clef, sharp ,, flat'), ['treble clef', 'sharp', 'flat']);
  assert.deepEqual(namesIn('圆形、方形，星'), ['圆形', '方形', '星']);
  assert.deepEqual(namesIn('🙂 👩‍👩‍👧'), ['🙂', '👩‍👩‍👧']);
  assert.deepEqual(namesIn('  '), []);
});

test('a class keeps its id, and a network has room for 36', () => {
  const classes = withNames([{ id: 1, name: 'B' }], ['A', 'B', 'C']);
  assert.deepEqual(classes, [
    { id: 1, name: 'B' },
    { id: 0, name: 'A' },
    { id: 2, name: 'C' },
  ]);
  const many = Array.from({ length: 50 }, (_, i) => `class ${i}`);
  assert.equal(withNames(classes, many).length, 36);
});

test('symbols with few drawings come first, until there are enough of each', () => {
  const classes = withNames([], ['A', 'B', 'C']);
  const next = (/** @type {number[]} */ ...counts) => nextOf(classes, (id) => counts[id])?.name;
  assert.deepEqual(
    [next(0, 0, 0), next(1, 0, 0), next(1, 1, 1), next(5, 4, 5), next(5, 5, 6)],
    ['A', 'B', 'A', 'B', undefined],
  );
  assert.equal(
    nextOf([], () => 0),
    null,
  );
});

test('each drawing is held out once, and no class completely', () => {
  const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, NO_CLASS];
  const samples = labels.map((label, i) => ({ ...ownSample(), id: String(i), label }));
  const folds = foldsOf(samples);
  const held = folds.flat().map(({ id }) => Number(id));
  assert.deepEqual(
    held.sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  for (const fold of folds) {
    const left = samples.filter((sample) => !fold.includes(sample));
    assert.deepEqual([...new Set(left.map(({ label }) => label))].sort(), [0, 1, 2, NO_CLASS]);
  }
});

test('answers to drawings that were held out are the mean of their views, and may be unsure', () => {
  const each = Float32Array.of(0.9, 0.1, 0.5, 0.5, /* another drawing */ 0.6, 0.4, 0.4, 0.6);
  assert.deepEqual(outputsRead(each, 2, 2), [0, NO_CLASS]);
});

test('a symbol that is often mistaken for one other is reported, and doubts are not', () => {
  const circle = measuredAs('circle', ['0', 'circle', 'square', '0', null, null, null]);
  assert.deepEqual(circle, { count: 7, read: 1, mistaken: '0' });
  assert.equal(measuredAs(1, [1, 2, 1, 3]).mistaken, undefined);
  assert.deepEqual(measuredAs(0, []), { count: 0, read: 0, mistaken: undefined });
});

const classes = [
  { label: 3, name: 'A/B' },
  { label: 0, name: '♪' },
];
const drawings = [3, 0, 3].map((label, i) => ({ ...ownSample(), id: `id ${i}`, label }));

test('symbols are exported with their names, and come back with them', () => {
  const zip = archive(drawings, classes);
  const { names, samples } = symbolsIn(zip);
  assert.deepEqual(names, ['A/B', '♪']);
  assert.deepEqual(
    samples.map(({ id, label }) => [id, label]),
    [
      ['id 0', 0],
      ['id 1', 1],
      ['id 2', 0],
    ],
  );
  assert.deepEqual(samples[0].strokes, ownSample().strokes);
  assert.ok(samples.every(SYMBOL_SAMPLE.fits));
  assert.throws(() => samplesOf(zip), 'they are not digits');
});

test('exported digits can be imported as symbols', () => {
  const digits = DIGITS.map((name, label) => ({ label, name }));
  const { names, samples } = symbolsIn(archive([ownSample()], digits));
  assert.deepEqual([names, samples[0].label], [DIGITS, 7]);
});

test('as a dataset, symbols are numbered classes with names', async () => {
  /** @type {any} */
  let dataset;
  const library = /** @type {any} */ ({
    load: async () => {},
    put: async (/** @type {any} */ one) => {
      dataset = one;
      return 'kept';
    },
  });
  await addAsDataset(library, drawings, { id: 'own symbol', name: 'Mine', classes });
  assert.deepEqual(dataset.classes, ['A/B', '♪']);
  assert.deepEqual(dataset.counts, [2, 1]);
  assert.deepEqual([...new Uint8Array(await dataset.labels.arrayBuffer())], [0, 0, 1]);
});

/** Symbols on a page whose lessons end when they are told to. */
async function symbolsOnPage() {
  /** @type {((outcome: any) => void)[]} */
  const lessons = [];
  /** @type {string[][]} */
  const answered = [];
  const parts = {
    training: {
      addEventListener() {},
      ask: () =>
        new Promise((resolve, reject) => {
          lessons.push((outcome) => (outcome instanceof Error ? reject : resolve)(outcome));
        }),
    },
    inkling: Promise.resolve(inkling),
    answers: {
      models: { pretrained: /** @type {typeof base | null} */ (base) },
      setSymbols: (/** @type {any} */ model) => answered.push(model?.names),
      answerWith() {},
      addEventListener() {},
    },
  };
  const symbols = new Symbols(/** @type {any} */ (parts));
  await symbols.loaded;
  const learned = { parameters: new Float32Array(), seconds: 1 };
  const endLesson = async (/** @type {any} */ outcome = learned) => {
    for (let i = 0; !lessons.length; i++) {
      assert.ok(i < 1000, 'no lesson begins');
      await new Promise(setImmediate);
    }
    lessons.shift()?.(outcome);
    for (let i = 0; i < 5; i++) await new Promise(setImmediate);
  };
  return { symbols, endLesson, answered, models: parts.answers.models };
}

const original = setTimeout;

test('a name changed during a lesson is learned, and one shared with a digit too', async (context) => {
  // Measuring, which comes after a lesson, must not hold up the tests.
  context.mock.method(globalThis, 'setTimeout', (/** @type {any[]} */ ...of) =>
    Reflect.apply(original, null, of).unref(),
  );
  const { symbols, endLesson, answered } = await symbolsOnPage();
  symbols.add(['A', 'B']);
  await symbols.samples.put(
    [0, 1, 0].map((label, i) => ({ ...ownSample(), id: `renamed ${i}`, label })),
  );
  symbols.rename(0, 'a');
  await endLesson();
  await endLesson();
  assert.deepEqual(answered.at(-1), ['a', 'B']);
  symbols.rename(1, 'b');
  assert.deepEqual(answered.at(-1), ['a', 'b']);
  // Drawing on does not wait until the network would be measured.
  symbols.readDigits(true);
  await endLesson();
  assert.deepEqual(answered.at(-1), [...DIGITS, 'a', 'b']);
  symbols.rename(1, '7');
  await endLesson();
  assert.deepEqual(answered.at(-1), [...DIGITS, 'a']);
});

test('a lesson that fails tells why, and the next one is tried', async (context) => {
  context.mock.method(globalThis, 'setTimeout', (/** @type {any[]} */ ...of) =>
    Reflect.apply(original, null, of).unref(),
  );
  const { symbols, endLesson, answered, models } = await symbolsOnPage();
  symbols.classes = [];
  symbols.add(['A', 'B']);
  await symbols.samples.put(
    [0, 1, 0].map((label, i) => ({ ...ownSample(), id: `failed ${i}`, label })),
  );
  /** Drawings that are added during a lesson start another one. @param {any} [outcome] */
  const endLessons = async (outcome) => {
    do await endLesson(outcome);
    while (symbols.learning);
  };
  const noMemory = new Error('There is not enough memory.');
  await endLessons(noMemory);
  assert.equal(symbols.failure, noMemory);

  symbols.readDigits(true);
  await endLessons(null);
  assert.equal(symbols.failure, 'digits');

  models.pretrained = null;
  symbols.readDigits(false);
  await new Promise(setImmediate);
  assert.equal(symbols.failure, 'pretrained');
  assert.equal(answered.length, 0);

  models.pretrained = base;
  symbols.readDigits(false);
  await endLessons();
  assert.equal(symbols.failure, null);
  assert.deepEqual(answered.at(-1), ['A', 'B']);
});

test('a class whose removal is undone comes back beside those that were renamed or added', async () => {
  const { symbols } = await symbolsOnPage();
  symbols.classes = [];
  symbols.add(['A', 'B', 'C']);
  const undo = symbols.removeClass(1);
  symbols.rename(2, 'see');
  symbols.add(['D', 'E']);
  symbols.removeClass(1); // D had taken the number
  undo();
  const names = () => symbols.classes.map(({ name }) => name);
  assert.deepEqual(names(), ['A', 'B', 'see', 'E']);

  await symbols.samples.put([{ ...ownSample(), id: 'of B', label: 1 }]);
  const again = symbols.removeClass(1);
  symbols.rename(2, 'B');
  again();
  assert.deepEqual(names(), ['A', 'B', 'E']);
  assert.equal(symbols.samples.labeled.find(({ id }) => id === 'of B')?.label, 2);
});
