/**
 * What the documentation of the npm package promises about each public function: its arguments, with the defaults
 * of those left out, and its result. hostile.test.mjs judges by it every call that is accepted.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_BATCH, MAX_CLASSES, NO_CLASS, PIXELS } from '../../web/module/index.js';

/**
 * Where an argument stands.
 * @typedef {object} Place
 * @property {any} objects those that are called
 * @property {any[]} args all arguments of the call
 *
 * @typedef {object} Type
 * @property {(value: any, place: Place) => boolean} is whether the documentation allows the value
 * @property {(value: any, place: Place) => any} plain the same, spelled out
 * @property {fc.Arbitrary<any>} some values that are often allowed
 *
 * @typedef {object} Contract
 * @property {Type[]} takes
 * @property {(result: any, place: Place) => void} gives fails unless the result is as documented
 */

/** Stands for one of the objects of a world. */
export class Own {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }
}

const same = (/** @type {any} */ value) => value;

/** @param {Type['is']} is @param {fc.Arbitrary<any>} some @param {Type['plain']} [plain] @returns {Type} */
const type = (is, some, plain = same) => ({ is, plain, some });

/** @param {number} min @param {number} max @param {number} [most] of those tried */
const whole = (min, max, most = max) =>
  type(
    (value) => Number.isInteger(value) && value >= min && value <= max,
    fc.integer({ min: min - 1, max: most + 1 }),
  );

/** @param {number} min @param {number} max @param {boolean} [above] */
const real = (min, max, above = false) =>
  type(
    (value) => typeof value === 'number' && (above ? value > min : value >= min) && value <= max,
    fc.double({ min, max, noNaN: true }),
  );

/** @param {...any} values */
const oneOf = (...values) => type((value) => values.includes(value), fc.constantFrom(...values));

/** @param {Type} inner @param {any} fallback or a function of the place */
const optional = (inner, fallback) =>
  type(
    (value, place) => value === undefined || inner.is(value, place),
    fc.oneof(fc.constant(undefined), inner.some),
    (value, place) => {
      if (value !== undefined) return inner.plain(value, place);
      return typeof fallback === 'function' ? fallback(place) : fallback;
    },
  );

/** @param {string} name */
const own = (name) =>
  type((value, { objects }) => value === objects[name], fc.constant(new Own(name)));

/** Values that no option takes. */
const WRONG = fc.constantFrom(null, Number.NaN, -1, '1', [], () => 1);

/**
 * Options; left out, each has its default.
 * @param {Record<string, Type>} types
 * @param {(plain: any, given: any, place: Place) => any} [finish]
 */
function record(types, finish = same) {
  const { is, plain } = type(
    (value, place) =>
      Object.prototype.toString.call(value) === '[object Object]' &&
      Object.entries(value).every(([key, one]) => types[key]?.is(one, place)),
    fc.constant({}),
    (value, place) =>
      finish(
        Object.fromEntries(
          Object.entries(types)
            .map(([key, one]) => [key, one.plain(value?.[key], place)])
            .filter(([, one]) => one !== undefined),
        ),
        value ?? {},
        place,
      ),
  );
  const some = Object.fromEntries(
    Object.entries(types).map(([key, one]) => [
      key,
      fc.oneof({ arbitrary: one.some, weight: 12 }, { arbitrary: WRONG, weight: 1 }),
    ]),
  );
  return type(is, fc.record(some, { requiredKeys: [] }), plain);
}

const isBytes = (/** @type {any} */ value) =>
  value instanceof Uint8Array || value instanceof Uint8ClampedArray;
const isFloats = (/** @type {any} */ value) =>
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  (Array.isArray(value) && value.every((one) => typeof one === 'number'));
/** Rounding may take ink slightly past 1. */
const isInk = (/** @type {any} */ value) =>
  isBytes(value) || (isFloats(value) && [...value].every((one) => one >= -0.001 && one <= 1.001));
const countOf = (/** @type {any} */ ink) => ink.length / PIXELS;

/** @param {number} length */
const bytesOf = (length) =>
  fc.integer({ min: 0, max: 255 }).map((n) => Uint8Array.from({ length }, (_, i) => (i * n) % 256));
const SOME_INK = fc
  .record({ count: fc.constantFrom(1, 1, 1, 2), n: fc.nat(255), kind: fc.nat(4) })
  .map(({ count, n, kind }) => {
    const bytes = Uint8Array.from({ length: count * PIXELS }, (_, i) => (i * n) % 256);
    const floats = Float32Array.from(bytes, (value) => value / 255);
    const kinds = [bytes, floats, new Uint8ClampedArray(bytes)];
    return [...kinds, Float64Array.from(floats), Array.from(floats)][kind];
  });
/** @param {number} [count] */
const ink = (count) =>
  type(
    (value) =>
      isInk(value) &&
      countOf(value) >= 1 &&
      Number.isInteger(count ? count / countOf(value) : countOf(value)),
    SOME_INK,
    (value) =>
      isBytes(value) ? Float32Array.from(value, (one) => one / 255) : Float32Array.from(value),
  );
/** As a dataset keeps it. */
const inkBytes = (/** @type {any} */ value) =>
  isBytes(value)
    ? Uint8Array.from(value)
    : Uint8Array.from(value, (one) => Math.min(255, Math.max(0, Math.round(one * 255))));

const isLabel = (/** @type {any} */ label, /** @type {number} */ classes) =>
  (Number.isInteger(label) && label >= 0 && label < classes) || label === NO_CLASS;
const listOf = (/** @type {any} */ labels) =>
  typeof labels === 'number' || typeof labels === 'string' ? [labels] : Array.from(labels);
const isList = (/** @type {any} */ value) =>
  ['number', 'string'].includes(typeof value) || Array.isArray(value) || ArrayBuffer.isView(value);
/** @param {fc.Arbitrary<any>} one */
const oneOrTwo = (one) => fc.array(one, { minLength: 1, maxLength: 2 });
const SOME_LABELS = fc.oneof(
  fc.constantFrom(0, 7, '3', NO_CLASS, 36),
  oneOrTwo(fc.integer({ min: -1, max: 10 })),
  oneOrTwo(fc.nat(9)).map((list) => Uint8Array.from(list)),
  oneOrTwo(fc.nat(9).map(String)),
);
const labels = type(
  (value, { args }) => {
    const classes = (/** @type {any} */ one) =>
      typeof one === 'string' ? /^\d$/.test(one) : isLabel(one, MAX_CLASSES);
    return (
      isList(value) && listOf(value).length === countOf(args[0]) && listOf(value).every(classes)
    );
  },
  SOME_LABELS,
  (value) => listOf(value).map(Number),
);
const targets = type(
  (value, { args, objects }) =>
    (typeof value === 'number' || Array.isArray(value) || ArrayBuffer.isView(value)) &&
    listOf(value).length === countOf(args[0]) &&
    listOf(value).every((one) => isLabel(one, objects.network.classes)),
  SOME_LABELS,
  (value) => listOf(value),
);

const FAR = 1000;
const SOME_STROKES = fc.array(
  fc.array(
    fc.record({
      x: fc.integer({ min: -50, max: 50 }),
      y: fc.double({ min: 0, max: 99, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
  { maxLength: 3 },
);
/** @param {number} far @param {number} [least] points */
const strokes = (far, least = 0) =>
  type(
    (value) =>
      Array.isArray(value) &&
      value.every(
        (stroke) =>
          Array.isArray(stroke) &&
          stroke.every((point) =>
            [point?.x, point?.y].every((at) => typeof at === 'number' && Math.abs(at) <= far),
          ),
      ) &&
      value.flat().length >= least,
    SOME_STROKES,
    (value) =>
      value.map((/** @type {any} */ stroke) =>
        stroke.map((/** @type {any} */ { x, y }) => ({ x, y })),
      ),
  );

/** Text, or a list with every number spelled out. */
const layers = type(
  (value) =>
    typeof value === 'string' ||
    (Array.isArray(value) &&
      value.length > 0 &&
      value.every((one) => typeof one?.type === 'string')),
  fc.constantFrom(
    'dense 10',
    'maxpool 4, dense 10',
    'conv 3x3x2 stride 2, leaky relu, dense 12',
    'dense 99',
    'nonsense',
    [{ type: 'dense', units: 10 }],
    [{ type: 'conv2d', units: 2, size: 3 }, { type: 'leaky_relu' }, { type: 'dense', units: 10 }],
    [
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 2.5 },
    ],
  ),
  (value, { objects: { low } }) =>
    typeof value === 'string'
      ? low.parseLayers(value)
      : value.map((/** @type {any} */ layer) => ({
          ...Object.fromEntries(
            low.layerKinds
              .find((/** @type {any} */ { name }) => name === layer.type)
              .numbers.filter((/** @type {any} */ { optional }) => optional)
              .map((/** @type {any} */ { name, start }) => [name, start]),
          ),
          ...Object.fromEntries(Object.entries(layer).filter(([, one]) => one !== undefined)),
        })),
);
const hidden = type(
  (value) =>
    Array.isArray(value) &&
    value.every((units) => whole(1, 4096).is(units, /** @type {any} */ ({}))),
  fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 2 }),
);
/** @param {(place: Place) => number | undefined} [classes] */
const names = (classes = () => undefined) =>
  type(
    (value, place) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= MAX_CLASSES &&
      new Set(value).size === value.length &&
      value.every((name) => typeof name === 'string' && !/[\0\n]/.test(name)) &&
      value.length === (classes(place) ?? value.length),
    fc.constantFrom(
      ['A', 'B'],
      Array.from('ABCDEFGHIJ'),
      Array.from('0123456789'),
      ['A', 'A'],
      ['A\nB', 'C'],
    ),
    (value) => [...value],
  );
const SEED = whole(0, 2 ** 32 - 1, 9);
const SHARE = real(0, 1);

/** @param {any} plain @param {any} given what createNetwork takes */
function withoutHidden({ hidden, ...plain }, given) {
  if (given.layers !== undefined) return plain;
  const outputs = plain.classNames?.length ?? 10;
  const before = hidden.flatMap((/** @type {number} */ units) => [
    { type: 'dense', units },
    { type: 'relu' },
  ]);
  return { ...plain, layers: [...before, { type: 'dense', units: outputs }] };
}

const RULE = oneOf('sgd', 'momentum', 'adamw');
const OPTIMIZER = {
  rule: optional(RULE, 'sgd'),
  momentum: optional(real(0, 0.999), 0.9),
  beta2: optional(real(0, 0.9999), 0.99),
  weightDecay: optional(SHARE, 0),
  schedule: optional(oneOf('constant', 'cosine', 'one-cycle'), 'constant'),
  warmUp: optional(real(0, 0.9), 0),
};
/** @param {Record<string, any>} fallback */
const optimizer = (fallback) => {
  const whole = record(OPTIMIZER);
  return type(
    (value, place) => value === undefined || RULE.is(value, place) || whole.is(value, place),
    fc.oneof(fc.constant(undefined), RULE.some, whole.some),
    (value, place) =>
      whole.plain(typeof value === 'string' ? { rule: value } : (value ?? fallback), place),
  );
};
const distortion = record({
  shift: optional(real(0, 8), 0),
  rotation: optional(real(0, 90), 0),
  scale: optional(real(0, 0.5), 0),
  shear: optional(SHARE, 0),
  elastic: optional(real(0, 4), 0),
  thickness: optional(real(0, 2), 0),
});
const mixture = record({
  drawn: optional(real(0, 0.5), 0),
  lettered: optional(oneOf(0), 0),
  strange: optional(real(0, 0.5), 0),
});
const AUGMENTATION = oneOf('none', 'shifts', 'distort');
const RATE = real(0, 100, true);
const smallRate = type(RATE.is, fc.double({ min: 1e-4, max: 0.1, noNaN: true }));
const RATES = { sgd: 0.1, momentum: 0.02, adamw: 0.002 };
const settings = record(
  {
    learningRate: optional(smallRate, undefined),
    batchSize: optional(whole(1, MAX_BATCH, 20), 32),
    sampleCount: optional(whole(1, 14), undefined),
    chunk: optional(whole(0, 2 ** 31 - 1, 20), 0),
    epochs: optional(whole(1, 100_000, 3), 1),
    seed: optional(SEED, 1),
    augmentation: optional(AUGMENTATION, undefined),
    distortion: optional(distortion, {}),
    mixture: optional(mixture, {}),
    optimizer: optimizer({}),
    labelSmoothing: optional(real(0, 0.5), 0),
    streaming: optional(oneOf(true, false), false),
  },
  (plain, given, { objects: { dataset } }) => ({
    learningRate: RATES[/** @type {keyof typeof RATES} */ (plain.optimizer.rule)],
    sampleCount: plain.streaming ? dataset.capacity : dataset.count,
    augmentation: Object.values(given.distortion ?? {}).some((limit) => limit > 0)
      ? 'distort'
      : 'none',
    ...plain,
  }),
);

/** What fit uses unless told otherwise. */
const ONE_CYCLE = { rule: 'adamw', schedule: 'one-cycle', warmUp: 0.3 };
const fitOptions = record(
  {
    epochs: optional(whole(1, 100_000, 2), 5),
    batchSize: optional(whole(1, MAX_BATCH, 20), 32),
    learningRate: optional(smallRate, undefined),
    optimizer: optimizer(ONE_CYCLE),
    augmentation: optional(
      type(
        (value, place) => AUGMENTATION.is(value, place) || distortion.is(value, place),
        fc.oneof(AUGMENTATION.some, distortion.some),
      ),
      'none',
    ),
    mixture: optional(mixture, {}),
    labelSmoothing: optional(real(0, 0.5), 0),
    seed: optional(SEED, 1),
    validation: optional(
      type(
        (value, place) => own('dataset').is(value, place) || real(0, 0.999, true).is(value, place),
        fc.constantFrom(new Own('dataset'), 0.3, 1),
      ),
      undefined,
    ),
    keepBest: optional(oneOf(true, false), undefined),
    patience: optional(whole(1, 100_000, 3), undefined),
  },
  (plain, given) => {
    const { rule } = plain.optimizer;
    const rates = { ...RATES, adamw: 0.004 };
    return {
      learningRate: rates[/** @type {keyof typeof rates} */ (rule)],
      keepBest: given.validation !== undefined,
      ...plain,
    };
  },
);

const isShares = (/** @type {any} */ values, /** @type {number} */ classes) => {
  assert(values instanceof Float32Array && values.length % classes === 0);
  for (let at = 0; at < values.length; at += classes) {
    const row = [...values.subarray(at, at + classes)];
    assert(row.every((value) => value >= 0 && value <= 1));
    assert(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-4);
  }
};
const isImage = (/** @type {any} */ image) => {
  assert(image instanceof Float32Array && image.length === PIXELS);
  assert(image.every((value) => value >= 0 && value <= 1));
};
const isShare = (/** @type {any} */ value) => assert(value >= 0 && value <= 1, String(value));
const isLoss = (/** @type {any} */ value) => assert(value >= 0 && value < 1000, String(value));
const isNothing = (/** @type {any} */ value) => assert.equal(value, undefined);
const kindIs = (/** @type {string} */ kind) => (/** @type {any} */ value) =>
  assert.equal(value.constructor.kind, kind);
const isPrediction = (/** @type {any} */ answer, /** @type {any} */ network) => {
  isShares(answer.probabilities, network.classes);
  isImage(answer.ink);
  assert.equal(answer.probability, Math.max(...answer.probabilities));
  assert.equal(answer.label, network.classNames[answer.index]);
  assert.equal(
    answer.sure,
    answer.probability >= 0.6 && answer.ink.some((/** @type {number} */ value) => value > 0),
  );
};
const isEvaluation = (
  /** @type {any} */ result,
  /** @type {any} */ { objects: { network, dataset } },
) => {
  const known = [...dataset].filter(({ label }) => label !== NO_CLASS).length;
  assert.equal(result.count, known);
  const { classes } = network;
  const sum = (/** @type {any} */ list) =>
    list.reduce((/** @type {number} */ all, /** @type {number} */ one) => all + one, 0);
  assert.equal(sum(result.confusion), known);
  const diagonal = result.confusion.filter(
    (/** @type {number} */ _, /** @type {number} */ i) => i % (classes + 1) === 0,
  );
  assert.equal(sum(diagonal), result.correct);
  assert.equal(result.accuracy, known && result.correct / known);
  isLoss(result.loss);
};
const isHistory = (
  /** @type {any} */ { epochs, stopped, checkpoint, best },
  /** @type {any} */ { args, objects },
) => {
  const { epochs: wanted, validation, keepBest } = fitOptions.plain(args[1], { args, objects });
  if (stopped === 'done') assert.equal(epochs.length, wanted);
  else assert(stopped === 'patience' && epochs.length <= wanted);
  for (const [i, logs] of epochs.entries()) {
    assert.equal(logs.epoch, i + 1);
    isLoss(logs.loss);
    isShare(logs.accuracy);
    assert.equal('valLoss' in logs, validation !== undefined);
    assert(logs.samplesPerSecond > 0);
  }
  assert.equal(best !== null, keepBest);
  const model = objects.low.readModel(checkpoint);
  assert.equal(model.training.epoch, epochs.length);
};

const file = type(
  (value) => value instanceof Uint8Array || value instanceof ArrayBuffer,
  fc.constant(new Own('file')),
  (value) => new Uint8Array(value),
);
const side = (/** @type {number} */ most) => whole(1, most, 12);
/** @param {(place: Place) => number} count */
const pixels = (count) =>
  type(
    (value, place) => isBytes(value) && value.length === count(place),
    fc.constantFrom(100, 100, 100, 300).chain(bytesOf),
  );
const size = fc.constantFrom(10, 10, 10, 12);
const sideOf = (/** @type {number} */ most) => type(side(most).is, size);
const at = optional(whole(0, Number.MAX_SAFE_INTEGER, 20), 0);
/** @param {number} atPlace its argument */
const target = (atPlace) =>
  type(
    (value, { args }) =>
      value instanceof Uint8Array && value.length >= (args[atPlace] ?? 0) + PIXELS,
    fc.constantFrom(PIXELS, PIXELS + 20).map((length) => new Uint8Array(length)),
  );
const isInfo = (/** @type {any} */ { width, height, polarity, kept, blank }) => {
  assert(width >= 1 && height >= 1 && ['alpha', 'dark', 'light'].includes(polarity));
  assert(typeof kept === 'boolean' && typeof blank === 'boolean');
};
const classLabel = type(
  (value, { objects }) => Number.isInteger(value) && value >= 0 && value < objects.network.classes,
  fc.integer({ min: -1, max: 10 }),
);
const candidates = type(
  (value) =>
    Array.isArray(value) &&
    value.every((one) =>
      ['first', 'count', 'line', 'gap', 'cost'].every((key) => typeof one[key] === 'number'),
    ),
  fc.constantFrom(...Array(5).fill(new Own('candidates')), []),
);
const layersResult = (/** @type {any} */ list) =>
  assert(list.length > 0 && list.every((/** @type {any} */ { type }) => typeof type === 'string'));
const input = type(
  (value) =>
    (ink(1).is(value, /** @type {any} */ ({})) && value.length === PIXELS) ||
    strokes(Number.MAX_VALUE / 4).is(value, /** @type {any} */ ({})) ||
    (isBytes(value?.gray) && value.gray.length === value.width * value.height) ||
    (isBytes(value?.data) && value.data.length === 4 * value.width * value.height),
  fc.oneof(
    SOME_INK,
    SOME_STROKES,
    bytesOf(100).map((gray) => ({ gray, width: 10, height: 10 })),
    bytesOf(400).map((data) => ({ data, width: 10, height: 10 })),
  ),
  (value) => {
    if (isBytes(value?.gray)) {
      const data = Uint8ClampedArray.from({ length: 4 * value.gray.length }, (_, i) =>
        i % 4 === 3 ? 255 : value.gray[i >> 2],
      );
      return { data, width: value.width, height: value.height };
    }
    if (isBytes(value?.data)) return value;
    return isInk(value) && value.length === PIXELS
      ? ink().plain(value, /** @type {any} */ ({}))
      : strokes(0).plain(value, /** @type {any} */ ({}));
  },
);
const isNetwork = kindIs('network');
const createNetwork = (/** @type {Record<string, Type>} */ more) => ({
  takes: [
    optional(
      record(
        {
          layers: optional(layers, undefined),
          hidden: optional(hidden, [128]),
          seed: optional(SEED, 1),
          ...more,
        },
        withoutHidden,
      ),
      {},
    ),
  ],
  gives: isNetwork,
});
/** The defaults of options also hold where all of them are left out. @param {Type} inner */
const allOptional = (inner) =>
  optional(inner, (/** @type {Place} */ place) => inner.plain({}, place));

/** By object and name; `=` sets a property. @type {Record<string, Contract>} */
export const CONTRACTS = {
  'low.limitThreads': { takes: [whole(1, 16)], gives: isNothing },
  'low.rasterize': {
    takes: [strokes(FAR)],
    gives: (image, { args }) => {
      isImage(image);
      assert.equal(
        image.some((/** @type {number} */ value) => value > 0),
        args[0].flat().length > 0,
      );
    },
  },
  'low.groupCandidates': {
    takes: [strokes(FAR)],
    gives: ({ order, candidates }, { args }) => {
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        args[0].map((/** @type {any} */ _, /** @type {number} */ i) => i),
      );
      assert(
        candidates.every((/** @type {any} */ { first, count }) => first + count <= args[0].length),
      );
    },
  },
  'low.groupDoubt': {
    takes: [
      type(
        (value) =>
          isFloats(value) && value.length > 0 && [...value].every((one) => one >= 0 && one <= 1),
        fc.constantFrom(
          new Float32Array(10).fill(0.1),
          [0.5, 0.5],
          Float32Array.of(1, 0),
          [2, 3],
          [-1],
        ),
        (value) => Float32Array.from(value),
      ),
    ],
    gives: (doubt) => assert(doubt >= 0 && doubt < 100, String(doubt)),
  },
  'low.chooseGroups': {
    takes: [candidates, { ...whole(0, 2 ** 16), some: fc.constantFrom(2, 2, 2, 0) }],
    gives: (chosen, { args }) => {
      const covered = chosen.flatMap((/** @type {any} */ { first, count }) =>
        Array.from({ length: count }, (_, i) => first + i),
      );
      assert.deepEqual(
        covered,
        Array.from({ length: args[1] }, (_, i) => i),
      );
    },
  },
  'low.cutOf': {
    takes: [strokes(FAR, 1)],
    gives: (x, { args }) => {
      const all = args[0].flat().map((/** @type {any} */ point) => point.x);
      assert(x >= Math.min(...all) - 1 && x <= Math.max(...all) + 1, String(x));
    },
  },
  'low.fitImage': {
    takes: [pixels(({ args }) => args[1] * args[2]), sideOf(4096), sideOf(4096)],
    gives: isImage,
  },
  'low.createPictureReader': { takes: [], gives: kindIs('picture reader') },
  'low.readPage': {
    takes: [
      pixels(({ args }) => args[1] * args[2]),
      sideOf(3072),
      sideOf(3072),
      allOptional(
        record({
          whole: optional(oneOf(true, false), false),
          straighten: optional(
            type(
              (value) => typeof value === 'function',
              fc.constant(() => 0),
            ),
            () => () => 0,
          ),
          split: optional(
            type(
              (value) => typeof value === 'function',
              fc.constant((/** @type {any} */ mark) => [mark]),
            ),
            () => (/** @type {any} */ mark) => [mark],
          ),
        }),
      ),
    ],
    gives: ({ marks, doubt }) => assert.equal(marks.length > 0, doubt === 'none'),
  },
  'low.createNetwork': createNetwork({ maxBatch: optional(whole(1, MAX_BATCH), 128) }),
  'low.parseLayers': {
    takes: [type((value) => typeof value === 'string', layers.some)],
    gives: layersResult,
  },
  'low.checkLayers': {
    takes: [type(() => true, layers.some)],
    gives: ({ info, failure }, { args }) => {
      assert(
        failure
          ? failure.message.length > 15
          : info.length ===
              (typeof args[0] === 'string' ? args[0].split(',').length : args[0].length),
      );
    },
  },
  'low.createDataset': {
    takes: [whole(1, 1_000_000, 20)],
    gives: (made, { args }) => assert.deepEqual([made.count, made.capacity], [0, args[0]]),
  },
  'low.createTrainer': {
    takes: [
      own('network'),
      own('dataset'),
      allOptional(settings),
      optional(own('dataset'), undefined),
    ],
    gives: kindIs('trainer'),
  },
  'low.resume': {
    takes: [
      type((value) => value?.training?.settings !== undefined, fc.constant(new Own('saved'))),
      own('dataset'),
      optional(own('dataset'), undefined),
    ],
    gives: ({ network, trainer }) => {
      isNetwork(network);
      assert.equal(trainer.network, network);
    },
  },
  'low.readModel': {
    takes: [file],
    gives: ({ layers, parameters }) => assert(layers.length > 0 && parameters.length > 0),
  },
  'low.loadNetwork': {
    takes: [file, allOptional(record({ maxBatch: optional(whole(1, MAX_BATCH), 128) }))],
    gives: isNetwork,
  },
  'low.evaluate': { takes: [own('network'), own('dataset')], gives: isEvaluation },
  'inkling.createNetwork': createNetwork({ classNames: optional(names(), undefined) }),
  'inkling.load': {
    takes: [
      optional(
        type(
          (value) => file.is(value, /** @type {any} */ ({})) || value?.format === 'inkling',
          fc.constantFrom(new Own('file'), new Own('json')),
        ),
        undefined,
      ),
      allOptional(
        record({
          classNames: optional(names(), undefined),
          name: optional(
            type((value) => typeof value === 'string', fc.constant('x')),
            undefined,
          ),
        }),
      ),
    ],
    gives: isNetwork,
  },
  'inkling.createDataset': {
    takes: [
      whole(1, 1_000_000, 20),
      allOptional(record({ classNames: optional(names(), undefined) })),
    ],
    gives: (made, { args }) => assert.deepEqual(made.classNames, args[1]?.classNames ?? null),
  },
  'inkling.dataset': {
    takes: [
      type(
        (value) =>
          Symbol.iterator in value &&
          [...value].every((one) => input.is(one.input, /** @type {any} */ ({}))),
        fc.array(fc.record({ input: SOME_INK, label: fc.constantFrom(0, 3, '7', 'B', NO_CLASS) }), {
          maxLength: 2,
        }),
        (value, place) =>
          [...value].map(({ input: one, label }) => ({ input: input.plain(one, place), label })),
      ),
      allOptional(record({ classNames: optional(names(), undefined) })),
    ],
    gives: (made, { args }) => assert.equal(made.count, args[0].length),
  },
  'network.classify': {
    takes: [input],
    gives: (answer, { objects }) => isPrediction(answer, objects.network),
  },
  'network.readNumber': {
    takes: [strokes(Number.MAX_VALUE / 4)],
    gives: ({ text, probability, digits }, { objects: { network } }) => {
      isShare(probability);
      const labels = digits.map((/** @type {any} */ { label }) => label).join('');
      if (network.classNames.join() === '0,1,2,3,4,5,6,7,8,9')
        assert.equal(text.replace(/[-.\n]/g, ''), labels);
      else assert.equal(text, labels);
      for (const digit of digits) isPrediction(digit, network);
    },
  },
  'network.fit': { takes: [own('dataset'), allOptional(fitOptions)], gives: isHistory },
  'network.epochs': {
    takes: [own('dataset'), allOptional(fitOptions)],
    gives: ({ value, done }) => {
      assert.equal(done, false);
      assert.equal(value.epoch, 1);
      isLoss(value.loss);
    },
  },
  'network.evaluate': {
    takes: [
      own('dataset'),
      allOptional(
        record({
          signal: optional(
            type(
              (value) => value instanceof AbortSignal,
              fc.constant(new AbortController().signal),
            ),
            undefined,
          ),
        }),
      ),
    ],
    gives: isEvaluation,
  },
  'network.summary': {
    takes: [],
    gives: (text, { objects: { network } }) =>
      assert.equal(text.split('\n').length, network.layers.length + 2),
  },
  'network.save': {
    takes: [
      allOptional(
        record({
          notes: optional(
            type(
              (value) =>
                Object.prototype.toString.call(value) === '[object Object]' &&
                Object.values(value).every(
                  (note) => typeof note === 'string' && !note.includes('\0'),
                ),
              fc.constantFrom({}, { name: 'Mine' }, { format: 'x' }),
            ),
            (/** @type {Place} */ { objects }) => objects.network.notes,
          ),
          classNames: optional(
            names(({ objects }) => objects.network.classes),
            undefined,
          ),
          half: optional(oneOf(true, false), false),
          trainer: optional(own('trainer'), undefined),
        }),
      ),
    ],
    gives: (bytes, { args, objects: { low, network } }) => {
      const { layers, classNames, notes, training } = low.readModel(bytes);
      assert.equal(low.parseLayers(layers).length, network.layers.length);
      assert.deepEqual(
        classNames ?? Array.from('0123456789'),
        args[0]?.classNames ?? network.classNames,
      );
      if (args[0]?.notes?.name) assert.equal(notes.name, args[0].notes.name);
      assert.equal(training !== null, args[0]?.trainer !== undefined);
    },
  },
  'network.toJSON': {
    takes: [],
    gives: (json, { objects: { network } }) =>
      assert.deepEqual(
        [json.format, json.classNames, json.parameterCount],
        ['inkling', network.classNames, network.parameterCount],
      ),
  },
  'network.rename': {
    takes: [names(({ objects }) => objects.network.classes)],
    gives: (result, { args, objects }) => {
      isNothing(result);
      assert.deepEqual([...objects.network.classNames], args[0]);
    },
  },
  'network.initialize': { takes: [SEED], gives: isNothing },
  'network.temperature=': {
    takes: [real(0.01, 100)],
    gives: (_, { args, objects }) =>
      assert.equal(objects.network.temperature, Math.fround(args[0])),
  },
  'network.calibrate': {
    takes: [own('dataset'), optional(whole(0, 13), 0), optional(whole(1, 14), undefined)],
    gives: isNothing,
  },
  'network.getParameters': {
    takes: [],
    gives: (all, { objects }) => assert.equal(all.length, objects.network.parameterCount),
  },
  'network.setParameters': {
    takes: [
      type(
        (value, { objects }) =>
          isFloats(value) &&
          value.length === objects.network.parameterCount &&
          Float32Array.from(value).every(Number.isFinite),
        fc.constantFrom(new Own('parameters'), new Own('wide')),
        (value) => Float32Array.from(value),
      ),
    ],
    gives: isNothing,
  },
  'network.predict': {
    takes: [ink()],
    gives: (all, { args, objects: { network } }) => {
      isShares(all, network.classes);
      assert.equal(all.length, countOf(args[0]) * network.classes);
    },
  },
  'network.trainBatch': {
    takes: [ink(), targets, smallRate],
    gives: ({ loss, correct, count }, { args }) => {
      isLoss(loss);
      assert.equal(count, listOf(args[1]).length);
      assert(correct <= count);
    },
  },
  'network.trace': {
    takes: [ink(1), classLabel],
    gives: ({ loss, probabilities, layers }, { objects: { network } }) => {
      isLoss(loss);
      isShares(probabilities, network.classes);
      assert.equal(layers.length, network.layers.length);
    },
  },
  'network.activate': {
    takes: [ink(1)],
    gives: ({ probabilities, outputs }, { objects: { network } }) => {
      isShares(probabilities, network.classes);
      assert.equal(outputs.length, network.layers.length);
    },
  },
  'network.saliency': {
    takes: [ink(1), classLabel],
    gives: (image) => assert(image.length === PIXELS && image.every(Number.isFinite)),
  },
  'network.toOnnx': {
    takes: [],
    gives: (bytes) => assert(bytes instanceof Uint8Array && bytes.length > 100),
  },
  'network.toHeader': {
    takes: [allOptional(record({ int8: optional(oneOf(true, false), false) }))],
    gives: (text) => assert.match(text, /inkling_predict/),
  },
  'dataset.add': {
    takes: [{ ...ink(), plain: inkBytes }, labels],
    gives: (result, { args, objects: { dataset } }) => {
      isNothing(result);
      assert.deepEqual(
        dataset.sample(dataset.count - 1).pixels,
        inkBytes(args[0]).subarray(-PIXELS),
      );
      assert.equal(dataset.sample(dataset.count - 1).label, Number(listOf(args[1]).at(-1)));
    },
  },
  'dataset.split': {
    takes: [
      type(
        (value) => typeof value === 'number' && value > 0 && value < 1,
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      optional(SEED, 1),
    ],
    gives: (parts, { objects: { dataset } }) => {
      assert.equal(parts.length, 2);
      assert.equal(parts[0].count + parts[1].count, dataset.count);
      assert(parts.every((/** @type {any} */ { count }) => count > 0));
    },
  },
  'dataset.addSheet': {
    takes: [
      { ...file, some: fc.constant(new Own('sheet')) },
      { ...file, some: fc.constant(new Own('sheetLabels')) },
    ],
    gives: isNothing,
  },
  'dataset.sample': {
    takes: [
      type(
        (value, { objects }) =>
          whole(0, objects.dataset.count - 1).is(value, /** @type {any} */ ({})),
        fc.integer({ min: -1, max: 14 }),
      ),
    ],
    gives: ({ pixels, label }) => {
      assert.equal(pixels.length, PIXELS);
      assert(isLabel(label, MAX_CLASSES));
    },
  },
  'trainer.setLearningRate': {
    takes: [smallRate],
    gives: (_, { args, objects }) =>
      assert.equal(Math.fround(objects.trainer.settings.learningRate), Math.fround(args[0])),
  },
  'trainer.setEpochs': {
    takes: [whole(1, 100_000, 3)],
    gives: (_, { args, objects }) => assert.equal(objects.trainer.settings.epochs, args[0]),
  },
  'trainer.getMemory': {
    takes: [],
    gives: (memory, { objects }) => assert(memory.length >= objects.network.parameterCount),
  },
  'trainer.setMemory': {
    takes: [
      type(
        (value, { objects }) =>
          isFloats(value) &&
          value.length === objects.trainer.getMemory().length &&
          Float32Array.from(value).every(Number.isFinite),
        fc.constantFrom(new Own('memory'), new Own('wide')),
        (value) => Float32Array.from(value),
      ),
    ],
    gives: isNothing,
  },
  'trainer.preview': { takes: [whole(0, 2 ** 31 - 1, 3), whole(0, 11)], gives: isImage },
  'trainer.step': {
    takes: [],
    gives: ({ loss, correct, count }) => {
      isLoss(loss);
      assert(count >= 1 && count <= 5 && correct <= count);
    },
  },
  'trainer.seek': {
    takes: [whole(0, 2 ** 31 - 1, 3), whole(0, 11)],
    gives: (_, { args, objects }) =>
      assert.deepEqual([objects.trainer.epoch, objects.trainer.position], args.slice(0, 2)),
  },
  'evaluator.restart': {
    takes: [],
    gives: (_, { objects }) => assert.equal(objects.evaluator.count, 0),
  },
  'evaluator.advance': {
    takes: [whole(1, Number.MAX_SAFE_INTEGER, 20)],
    gives: (left, { args, objects: { evaluator, dataset } }) => {
      assert.equal(left, args[0] < dataset.count);
      const seen = [...dataset].slice(0, args[0]);
      assert.equal(evaluator.count, seen.filter(({ label }) => label !== NO_CLASS).length);
    },
  },
  'evaluator.answers': {
    takes: [optional(whole(0, 14), 0), optional(whole(0, 14), undefined)],
    gives: (
      { answers, probabilities, losses },
      { args: [first = 0, count], objects: { dataset } },
    ) => {
      for (const list of [answers, probabilities, losses])
        assert.equal(list.length, count ?? dataset.count - first);
      assert(
        answers.every((/** @type {number} */ one) => one < 10) &&
          probabilities.every((/** @type {number} */ one) => one > 0 && one <= 1),
      );
    },
  },
  'reader.read': {
    takes: [type(isBytes, fc.constant(new Own('png'))), target(2), at],
    gives: isInfo,
  },
  'reader.readPixels': {
    takes: [
      pixels(({ args }) => args[1] * args[2] * (args[5] ?? 1)),
      sideOf(4096),
      sideOf(4096),
      target(4),
      at,
      optional(whole(1, 4), 1),
    ],
    gives: isInfo,
  },
  'reader.readGray': {
    takes: [type(isBytes, fc.constant(new Own('png')))],
    gives: ({ width, height, gray }) => assert.equal(gray.length, width * height),
  },
  'reader.polarity=': {
    takes: [oneOf('detect', 'alpha', 'dark', 'light')],
    gives: (_, { args, objects }) => assert.equal(objects.reader.polarity, args[0]),
  },
  'reader.framing=': {
    takes: [oneOf('detect', 'keep', 'fit')],
    gives: (_, { args, objects }) => assert.equal(objects.reader.framing, args[0]),
  },
};
