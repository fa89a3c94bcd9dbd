/**
 * Random sequences of public calls, valid and invalid, on objects of two modules. No call changes
 * other objects, every refusal is an InklingError, and in the end all memory is free again.
 *
 *     SEQUENCE_CALLS=100000 node --test tests/wasm/sequences.test.mjs
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Evaluator, InklingError, loadInkling, PIXELS } from '../../web/module/index.js';
import { site } from './helpers.mjs';

const CALLS = Number(process.env.SEQUENCE_CALLS ?? 600);
/** Calls per sequence. */
const LENGTH = 100;

const modules = await Promise.all(
  [0, 1].map(() => loadInkling({ reproducible: true, wasm: site })),
);
const bytes = Uint8Array.from({ length: 8 * PIXELS }, (_, i) => (i * 7919) % 256);
const floats = Float32Array.from(bytes, (value) => value / 255);
const LAYERS = ['maxpool 7, dense 10', 'conv 3x3x2, relu, maxpool 8, dropout 0.2, dense 10'];
const RULES = /** @type {const} */ (['sgd', 'momentum', 'adamw']);
const STROKES = [
  [
    { x: 0, y: 0 },
    { x: 3, y: 9 },
  ],
  [{ x: 9, y: 1 }],
];
/** What some numbers are replaced with. */
const WRONG = [-1, 0.5, Number.NaN, 1e9, 'x', null, undefined, {}, [], bytes];

/**
 * @typedef {import('../../web/module/network.js').Network} Network
 * @typedef {import('../../web/module/dataset.js').Dataset} Dataset
 * @typedef {import('../../web/module/exports.js').Trainer} Trainer
 * @typedef {import('../../web/module/exports.js').PictureReader} PictureReader
 * @typedef {{ networks: Network[], datasets: Dataset[], trainers: Trainer[], evaluators: Evaluator[], readers: PictureReader[] }} World
 *   the objects of one module
 * @typedef {typeof modules[number]} Module
 */

/** @param {Module} module @param {number} n */
function newNetwork(module, n) {
  return module.createNetwork({ layers: LAYERS[n % LAYERS.length], seed: n });
}

/** @param {Module} module @param {number} n */
function newDataset(module, n) {
  const dataset = module.createDataset(9);
  const count = 2 + (n % 6);
  dataset.add(
    bytes.subarray(0, count * PIXELS),
    Array.from({ length: count }, (_, i) => (i * n) % 10),
  );
  return dataset;
}

/** @param {Module} module @param {World} world @param {number} n */
function newTrainer({ low }, { networks, datasets }, n) {
  return low.createTrainer(networks[n % 2], datasets[n % 2], {
    optimizer: RULES[n % 3],
    batchSize: 1 + (n % 4),
    distortion: n % 5 ? {} : { rotation: 10, shift: 1 },
    seed: n,
  });
}

/** @param {Module} module @returns {World} */
function newWorld(module) {
  const networks = [0, 1].map((n) => newNetwork(module, n));
  const datasets = [3, 7].map((n) => newDataset(module, n));
  const world = { networks, datasets, trainers: [], evaluators: [], readers: [] };
  return {
    ...world,
    trainers: [0, 1].map((n) => newTrainer(module, world, n)),
    evaluators: [0, 1].map((n) => new Evaluator(networks[n], datasets[n])),
    readers: [module.low.createPictureReader()],
  };
}

/** @param {ArrayBufferLike} buffer of a whole number of 32-bit words @param {number} sum */
function added(buffer, sum) {
  let total = sum;
  for (const word of new Int32Array(buffer)) total = (Math.imul(total, 31) + word) | 0;
  return total;
}

/** Everything that an object shows, as a checksum. @param {any} object @returns {string} */
function checksum(object) {
  if (object.freed) return 'freed';
  let sum = 17;
  /** @type {unknown} */
  let rest = [object.polarity, object.framing];
  if ('getParameters' in object) {
    sum = added(object.getParameters().buffer, sum);
    rest = [object.temperature, object.classNames, object.notes];
  } else if ('getMemory' in object) {
    sum = added(object.getMemory().buffer, sum);
    rest = [object.settings, object.epoch, object.position];
  } else if ('sample' in object) {
    for (const { pixels, label } of object) sum = added(pixels.buffer, sum + label);
    rest = [object.count, object.capacity];
  } else if ('advance' in object) {
    const { confusion, ...totals } = object.result;
    sum = added(confusion.buffer, sum);
    rest = totals;
  }
  return `${sum} ${JSON.stringify(rest)}`;
}

/**
 * A call: what it may change, and how it is made. `n` is any natural number, `v` mostly the same, but
 * sometimes nothing that the call can use.
 * @typedef {(given: { module: Module, world: World, n: number, v: any }) => [changes: object[], call: () => unknown]} Call
 */

/** @type {Record<string, Call>} */
const CALL = {
  predict: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    const x = typeof v === 'number' ? floats.subarray(0, (1 + (n % 8)) * PIXELS) : v;
    return [[], () => network.predict(x)];
  },
  trainBatch: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    const count = 1 + (n % 8);
    const labels = Array.from({ length: count }, (_, i) => (i ? i : v % 10));
    return [[network], () => network.trainBatch(bytes.subarray(0, count * PIXELS), labels, 0.01)];
  },
  'learning rate': ({ world, n, v }) => {
    const trainer = world.trainers[n % 2];
    return [[trainer], () => trainer.setLearningRate(v === n ? (1 + n) / 1000 : v)];
  },
  step: ({ world, n }) => {
    const trainer = world.trainers[n % 2];
    return [[trainer, trainer.network], () => trainer.step()];
  },
  seek: ({ world, n, v }) => {
    const trainer = world.trainers[n % 2];
    return [[trainer], () => trainer.seek(n % 9, v === n ? n % 2 : v)];
  },
  preview: ({ world, n, v }) => [
    [],
    () => world.trainers[n % 2].preview(n % 5, v === n ? n % 2 : v),
  ],
  memory: ({ world, n, v }) => {
    const trainer = world.trainers[n % 2];
    return [[trainer], () => trainer.setMemory(v === n ? trainer.getMemory() : v)];
  },
  initialize: ({ world, n, v }) => [
    [world.networks[n % 2]],
    () => world.networks[n % 2].initialize(v),
  ],
  parameters: ({ world, n, v }) => {
    const [one, other] = [world.networks[n % 2], world.networks[1 - (n % 2)]];
    return [[one], () => one.setParameters(v === n ? other.getParameters() : v)];
  },
  temperature: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    return [[network], () => Object.assign(network, { temperature: v === n ? 0.5 + (n % 3) : v })];
  },
  calibrate: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    return [[network], () => network.calibrate(world.datasets[n % 2], v === n ? 0 : v)];
  },
  inspect: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    const ink = floats.subarray(0, PIXELS);
    return [
      [],
      [
        () => network.trace(ink, v === n ? n % 10 : v),
        () => network.saliency(ink, v === n ? n % 10 : v),
        () => network.activate(v === n ? ink : v),
      ][n % 3],
    ];
  },
  save: ({ module, world, n, v }) => [
    [],
    () => {
      const file = world.networks[n % 2].save({
        half: n % 3 === 0,
        ...(v !== n && { notes: { v } }),
      });
      module.low.loadNetwork(file).free();
    },
  ],
  'save training': ({ module, world, n }) => [
    [],
    () => {
      const { network } = world.trainers[n % 2];
      const saved = module.low.readModel(
        /** @type {Network} */ (network).save({ trainer: world.trainers[n % 2] }),
      );
      const resumed = module.low.resume(saved, world.datasets[n % 2]);
      resumed.trainer.free();
      resumed.network.free();
    },
  ],
  export: ({ world, n, v }) => [
    [],
    () => [
      world.networks[n % 2].toOnnx(),
      world.networks[n % 2].toHeader({ int8: v === n ? n % 2 > 0 : v }),
    ],
  ],
  add: ({ world, n, v }) => {
    const dataset = world.datasets[n % 2];
    return [
      [dataset],
      () => dataset.add(n % 4 || v === n ? bytes.subarray(0, PIXELS) : v, v === n ? n % 10 : v),
    ];
  },
  split: ({ world, n, v }) => [
    [],
    () => {
      for (const part of world.datasets[n % 2].split(v === n ? 0.5 : v, n)) part.free();
    },
  ],
  advance: ({ world, n, v }) => {
    const evaluator = world.evaluators[n % 2];
    return [[evaluator], () => evaluator.advance(v === n ? 1 + (n % 3) : v)];
  },
  restart: ({ world, n }) => [[world.evaluators[n % 2]], () => world.evaluators[n % 2].restart()],
  answers: ({ world, n, v }) => [[], () => world.evaluators[n % 2].answers(v === n ? 0 : v)],
  read: ({ world, n, v }) => {
    const target = new Uint8Array(PIXELS);
    const [reader] = world.readers;
    return [
      [],
      () =>
        reader.readPixels(
          bytes.subarray(0, 100 * (1 + (n % 9))),
          v === n ? 10 : v,
          10 * (1 + (n % 9)),
          target,
        ),
    ];
  },
  polarity: ({ world, n, v }) => {
    const [reader] = world.readers;
    const polarity = v === n ? ['dark', 'light', 'detect'][n % 3] : v;
    return [[reader], () => Object.assign(reader, { polarity })];
  },
  ink: ({ module, n, v }) => [
    [],
    [
      () => module.low.rasterize(v === n ? STROKES : v),
      () => module.low.groupCandidates(v === n ? STROKES : v),
      () => module.low.fitImage(bytes.subarray(0, 400), 20, v === n ? 20 : v),
      () => module.low.readPage(bytes.subarray(0, 900), 30, v === n ? 30 : v),
      () => module.low.checkLayers(v === n ? LAYERS[0] : v),
    ][n % 5],
  ],
  classify: ({ world, n, v }) => [
    [],
    () =>
      world.networks[n % 2].classify(v === n ? (n % 2 ? STROKES : floats.subarray(0, PIXELS)) : v),
  ],
  fit: ({ world, n, v }) => {
    const network = world.networks[n % 2];
    const options = {
      epochs: v === n ? 1 : v,
      batchSize: 1 + (n % 5),
      validation: n % 4 ? undefined : 0.5,
    };
    return [[network], () => network.fit(world.datasets[n % 2], options)];
  },
  evaluate: ({ world, n }) => [[], () => world.networks[n % 2].evaluate(world.datasets[n % 2])],
  'new network': ({ module, world, n }) => [
    [],
    () => {
      world.networks[n % 2].free();
      world.networks[n % 2] = newNetwork(module, n);
    },
  ],
  'new dataset': ({ module, world, n }) => [
    [],
    () => {
      world.datasets[n % 2].free();
      world.datasets[n % 2] = newDataset(module, n);
    },
  ],
  'new trainer': ({ module, world, n }) => [
    [],
    () => {
      world.trainers[n % 2].free();
      world.trainers[n % 2] = newTrainer(module, world, n);
    },
  ],
  'new evaluator': ({ world, n }) => [
    [],
    () => {
      world.evaluators[n % 2].free();
      world.evaluators[n % 2] = new Evaluator(world.networks[n % 2], world.datasets[n % 2]);
    },
  ],
};

const calls = fc.record({
  name: fc.constantFrom(...Object.keys(CALL)),
  m: fc.nat(1),
  n: fc.nat(999),
  wrong: fc.oneof(
    { arbitrary: fc.constant(null), weight: 4 },
    { arbitrary: fc.constantFrom(...WRONG.keys()), weight: 1 },
  ),
});

test('random sequences of calls change only the objects they concern', async () => {
  const none = modules.map(({ memory }) => JSON.stringify(memory.objects));
  let [made, refusals] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(calls, { minLength: LENGTH, maxLength: LENGTH }),
      async (sequence) => {
        const worlds = modules.map(newWorld);
        const all = () => worlds.flatMap((world) => Object.values(world).flat());
        /** @type {Map<object, string>} */
        let before = new Map(all().map((object) => [object, checksum(object)]));
        for (const { name, m, n, wrong } of sequence) {
          const v = wrong === null ? n : WRONG[wrong];
          const [changes, call] = CALL[name]({ module: modules[m], world: worlds[m], n, v });
          made++;
          try {
            await call();
          } catch (error) {
            refusals++;
            if (!(error instanceof InklingError))
              throw new Error(`${name}: ${/** @type {Error} */ (error).stack}`);
          }
          const after = new Map(all().map((object) => [object, checksum(object)]));
          for (const [object, sum] of after) {
            const known = before.get(object);
            if (known !== undefined && known !== sum && !changes.includes(object)) {
              assert.fail(`${name} changed another ${object.constructor.name}`);
            }
          }
          before = after;
        }
        for (const object of all()) object.free();
      },
    ),
    { numRuns: Math.ceil(CALLS / LENGTH), seed: 20261126 },
  );
  for (const [i, { memory }] of modules.entries()) {
    const held = Object.values(memory.objects).reduce((sum, count) => sum + count, 0);
    assert.equal(held, 0, `${none[i]} ${JSON.stringify(memory)}`);
    assert(memory.used < 24 * 2 ** 20, String(memory.used));
  }
  assert(refusals > made / 20 && refusals < made / 2, `${refusals} of ${made} refused`);
  if (process.env.SEQUENCE_CALLS)
    console.log(
      `# ${made} calls, ${refusals} refused`,
      modules.map(({ memory }) => memory.used),
    );
});
