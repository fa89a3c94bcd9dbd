/**
 * Property tests of the npm package: whatever is passed to a public function, it throws an InklingError, or does
 * what the documentation says (contracts.mjs): the same as a call with every default spelled out. No object changes
 * but the one that was called.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Evaluator, InklingError, loadInkling, NO_CLASS, PIXELS } from '../../web/module/index.js';
import { idx, png } from '../pictures.mjs';
import { CONTRACTS, Own } from './contracts.mjs';
import { site } from './helpers.mjs';

const RUNS = Number(process.env.HOSTILE_RUNS ?? 1000);

const inkling = await loadInkling({ reproducible: true, wasm: site });
const other = await loadInkling({ reproducible: true, wasm: site });

const IMAGES = Uint8Array.from({ length: 12 * PIXELS }, (_, i) => (i * 7919) % 256);
const LABELS = Array.from({ length: 12 }, (_, i) => i % 10);
const STROKES = [3, 9].map((x) => [0, 9].map((y) => ({ x, y })));

/** Images that belong to a class, or none of them. */
const DATASETS = [
  LABELS,
  LABELS.map((label, i) => (i % 3 ? label : NO_CLASS)),
  LABELS.map(() => NO_CLASS),
];

/** @param {typeof inkling} module @param {number} seed @param {number[]} [labels] */
function make(module, seed, labels = LABELS) {
  const network = module.createNetwork({ layers: 'conv 3x3x2, relu, maxpool 8, dense 10', seed });
  const dataset = module.createDataset(14);
  dataset.add(IMAGES, labels);
  const trainer = module.low.createTrainer(network, dataset, {
    optimizer: 'momentum',
    batchSize: 5,
  });
  const evaluator = new Evaluator(network, dataset);
  const reader = module.low.createPictureReader();
  return { network, dataset, trainer, evaluator, reader };
}
/** @typedef {ReturnType<typeof make>} Objects */

/** @param {Objects} objects */
const free = ({ network, dataset, trainer, evaluator, reader }) => {
  for (const object of [network, dataset, trainer, evaluator, reader]) object.free();
};

/** A checksum of everything that objects hold. @param {Objects} objects */
function checksum({ network, dataset, trainer, evaluator }) {
  const { count, correct } = evaluator.result;
  const parts = [
    new Uint8Array(network.getParameters().buffer),
    new Uint8Array(trainer.getMemory().buffer),
    ...[...dataset].map(({ pixels, label }) => Uint8Array.from([label, ...pixels])),
    Uint8Array.from(JSON.stringify([trainer.settings, count, correct, network.temperature]), (c) =>
      c.charCodeAt(0),
    ),
  ];
  let sum = 0;
  for (const part of parts) for (const byte of part) sum = (Math.imul(sum, 31) + byte) | 0;
  return sum;
}

const witnesses = [make(inkling, 1), make(other, 2)];
const foreign = make(other, 4);
const freed = make(inkling, 5);
free(freed);

/** The objects of a world that can be passed as arguments. */
const OBJECTS = /** @type {const} */ (['network', 'dataset', 'trainer', 'evaluator', 'reader']);
const OWN = OBJECTS.map((name) => new Own(name));

/** Things that someone might pass by mistake. */
const values = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    Number.NaN,
    -1,
    0,
    1,
    2.5,
    512,
    513,
    2 ** 31,
    2 ** 32,
    1e300,
  ),
  fc.constantFrom(
    '',
    '7',
    'dense 10',
    'adamw',
    'dense 3, relu',
    'x\0y',
    '/nowhere.png',
    10n,
    Symbol('s'),
  ),
  fc.constantFrom(...Object.values(foreign), ...Object.values(freed), ...OWN),
  fc.constantFrom(
    ...[IMAGES, IMAGES.subarray(0, PIXELS), Float32Array.from(IMAGES), new Float32Array(PIXELS)],
    ...[new Float32Array(783), new Float32Array(PIXELS).fill(Number.NaN), new Uint8Array(0), []],
    ...[LABELS, [7], [256], ['7'], new ArrayBuffer(8), new Map(), () => 1, new Date(0)],
  ),
  fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(undefined)), { maxLength: 5 }),
  fc.record(
    {
      learningRate: fc.double(),
      batchSize: fc.integer({ min: -5, max: 600 }),
      epochs: fc.constantFrom(1, 2, 0, 'x'),
      layers: fc.constantFrom('dense 10', 'dense 99', 7, [{ type: 'dense' }], [null]),
      optimizer: fc.constantFrom('sgd', 'adam', { rule: 'adamw' }, { x: 1 }, null),
      trainer: fc.constantFrom(new Own('trainer'), foreign.trainer, freed.trainer, {}),
      notes: fc.constantFrom({ a: 'b' }, { a: 1 }, null, 'x'),
      half: fc.constantFrom(true, 1),
      surprise: fc.anything(),
    },
    { requiredKeys: [] },
  ),
  fc.array(
    fc.array(
      fc.record({
        x: fc.oneof(fc.double(), fc.constantFrom(10n, Symbol('x'), '1', null, 2000)),
        y: fc.double(),
      }),
      { maxLength: 3 },
    ),
    { maxLength: 3 },
  ),
  fc.anything(),
);

const PICTURES = {
  png: new Uint8Array(png(IMAGES.subarray(0, PIXELS), 1)),
  sheet: new Uint8Array(png(IMAGES.subarray(0, 2 * PIXELS), 1, PIXELS)),
  sheetLabels: new Uint8Array(idx(Uint8Array.of(4, 2), 2)),
};

/** A world to make calls in, with everything that arguments may stand for. */
function newWorld(labels = LABELS) {
  const objects = make(inkling, 3, labels);
  const { network, trainer } = objects;
  const file = network.save({ trainer });
  return {
    ...objects,
    ...{ inkling, low: inkling.low, file, saved: inkling.low.readModel(file) },
    ...{ json: network.toJSON(), parameters: network.getParameters(), memory: trainer.getMemory() },
    // Finite only as 64-bit numbers.
    wide: Array(network.parameterCount).fill(1e300),
    candidates: inkling.low.groupCandidates(STROKES).candidates,
    ...PICTURES,
  };
}
/** @typedef {ReturnType<typeof newWorld>} World */

/** The argument itself: what the world has in its place, or a copy, since calls may write to it. @param {any} value @param {any} world */
function resolved(value, world) {
  if (value instanceof Own) return world[value.name];
  if (ArrayBuffer.isView(value)) return /** @type {any} */ (value).slice();
  const parent = typeof value === 'object' && value !== null && Object.getPrototypeOf(value);
  if (parent !== null && parent !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, one instanceof Own ? world[one.name] : one]),
  );
}

/** The objects of one world in the place of another's, and copies of what calls may write to. @param {any} value @param {World} from @param {World} to @returns {any} */
function moved(value, from, to) {
  const name = OBJECTS.find((key) => from[key] === value);
  if (name) return to[name];
  if (ArrayBuffer.isView(value)) return /** @type {any} */ (value).slice();
  if (!value || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, from, to)]));
}

/** Every public function, by name, and properties that can be set. `free` is tested in guard.test.mjs. */
const names = (() => {
  const world = newWorld();
  const { low, network, dataset, trainer, evaluator, reader } = world;
  const objects = { low, inkling, network, dataset, trainer, evaluator, reader };
  /** @type {Set<string>} */
  const all = new Set();
  for (const [name, object] of Object.entries(objects)) {
    for (let at = object; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const [member, { value, set }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
        if (set) all.add(`${name}.${member}=`);
        if (typeof value === 'function' && !['constructor', 'free'].includes(member))
          all.add(`${name}.${member}`);
      }
    }
  }
  free(world);
  return [...all];
})();

/** @param {any} world @param {string} name @param {any[]} args */
async function call(world, name, args) {
  const [, object, member, set] = /** @type {string[]} */ (/^(\w+)\.(\w+)(=?)$/.exec(name));
  if (set) {
    world[object][member] = args[0];
    return undefined;
  }
  const result = world[object][member](...args);
  if (typeof result?.next !== 'function') return await result;
  try {
    return await result.next(); // a generator runs only once it is asked for a value
  } finally {
    await result.return();
  }
}

/** A result, or everything that it holds, in a form that can be compared. @param {any} value @returns {unknown} */
function shown(value) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if ('getParameters' in value) {
    return [
      value.getParameters(),
      value.temperature,
      value.summary(),
      value.classNames,
      shown(value.notes),
    ];
  }
  if ('sample' in value) return [[...value], value.capacity, value.classNames];
  if ('getMemory' in value) return [value.getMemory(), value.settings, value.epoch, value.position];
  if ('advance' in value) return value.result;
  if ('readPixels' in value) return [value.polarity, value.framing];
  if (value instanceof Error) return value.message;
  if (Array.isArray(value)) return value.map(shown);
  const parts = Object.entries(value).filter(([key]) => key !== 'samplesPerSecond');
  return Object.fromEntries(parts.map(([key, one]) => [key, shown(one)]));
}

/** @param {any} result frees what a call created @param {any} world */
function clean(result, world) {
  for (const one of [result, result?.network, result?.trainer].concat(result)) {
    const created = one !== null && typeof one === 'object' && 'freed' in one;
    if (created && !Object.values(world).includes(one)) one.free();
  }
}

/** A call: its function, and arguments that are often right, or anything. */
const calls = fc.constantFrom(...names).chain((name) => {
  const { takes } = CONTRACTS[name];
  const usual = takes.map(({ some }) =>
    fc.oneof({ arbitrary: some, weight: 15 }, { arbitrary: values, weight: 1 }),
  );
  const right = fc
    .tuple(fc.tuple(...usual), fc.nat(takes.length))
    .map(([args, left]) => args.slice(0, Math.max(left, takes.length - 1)));
  return fc.record({
    name: fc.constant(name),
    data: fc.nat(DATASETS.length - 1),
    args: fc.oneof(
      { arbitrary: fc.array(values, { maxLength: 4 }), weight: 1 },
      { arbitrary: right, weight: 3 },
    ),
  });
});

/**
 * Makes a call in one world, and in another the same call with everything spelled out.
 * @param {string} name @param {any[]} given @param {number[]} labels
 * @returns {Promise<boolean>} whether it was accepted
 */
async function judge(name, given, labels) {
  const [world, twin] = [newWorld(labels), newWorld(labels)];
  const { takes, gives } = CONTRACTS[name];
  const args = given.map((value) => resolved(value, world));
  const place = { objects: world, args };
  try {
    /** @type {any[] | null} */
    let plain = null;
    try {
      const allowed = takes.every(({ is }, i) => is(args[i], place));
      if (allowed) plain = takes.map((type, i) => moved(type.plain(args[i], place), world, twin));
    } catch {} // not even the kind of value that the contract can look at
    const result = await call(world, name, args);
    assert.ok(plain, 'accepts what its documentation does not allow');
    gives(result, place);
    const expected = await call(twin, name, plain);
    assert.deepEqual(shown(result), shown(expected));
    for (const own of OBJECTS) assert.deepEqual(shown(world[own]), shown(twin[own]), own);
    clean(result, world);
    clean(expected, twin);
    return true;
  } catch (error) {
    if (!(error instanceof InklingError)) {
      throw new Error(`${name}: ${/** @type {Error} */ (error)?.stack}`);
    }
    assert.ok(error.message.length > 15, error.message);
    return false;
  } finally {
    free(world);
    free(twin);
  }
}

test('every public function has a contract', () => {
  assert.deepEqual([...names].sort(), Object.keys(CONTRACTS).sort());
});

test('any call is refused or does what is documented, and changes no other object', async () => {
  const before = witnesses.map(checksum);
  const counts = { refused: 0, accepted: 0 };
  const unjudged = new Set(names);
  await fc.assert(
    fc.asyncProperty(calls, async ({ name, data, args }) => {
      const accepted = await judge(name, args, DATASETS[data]);
      counts[accepted ? 'accepted' : 'refused']++;
      if (accepted) unjudged.delete(name);
      assert.deepEqual(witnesses.map(checksum), before, name);
    }),
    { numRuns: RUNS, seed: 20261126, endOnFailure: true },
  );
  if (process.env.HOSTILE_RUNS) console.log('#', counts);
  assert.ok(Math.min(counts.refused, counts.accepted) > RUNS / 4, JSON.stringify(counts));
  assert.deepEqual([...unjudged], []);
});
