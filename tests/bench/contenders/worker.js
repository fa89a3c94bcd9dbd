/**
 * The harness for contenders in a page. Each runs in a worker, as it would in a page that has to stay
 * responsive, and is called by messages.
 */
import { BATCH, PIXELS, PREDICT_BATCH, SHAPES } from '../shape.js';

/**
 * @typedef {Record<string, any>} Options `shape`: the name of the network; `steps`: limits the number
 *   of minibatches
 *
 * @typedef {object} Workload
 * @property {import('../shape.js').Shape} shape
 * @property {Float32Array} weights
 * @property {Float32Array} images [samples][PIXELS]
 * @property {{x: Float32Array, y: Uint8Array}[]} batches
 * @property {(name: string) => Promise<ArrayBuffer>} load loads a file of the workload
 *
 * @typedef {object} Contender
 * @property {string} engine the backend in use, as reported by the contender
 * @property {() => void | Promise<void>} [restore] restores the initial weights
 * @property {() => number[] | Promise<number[]>} [train] takes each minibatch once; returns the losses
 * @property {(images: Float32Array) => ArrayLike<number> | Promise<ArrayLike<number>>} [predict]
 */

/** @param {Options} options @returns {Promise<Workload>} */
async function loadWorkload({ shape: name, steps }) {
  const shape = SHAPES[/** @type {keyof typeof SHAPES} */ (name)];
  const load = async (/** @type {string} */ file) => {
    const response = await fetch(`/build/bench/${name}/${file}`);
    if (!response.ok) throw new Error(`${file}: error ${response.status}`);
    return response.arrayBuffer();
  };
  const files = await Promise.all(['weights.f32', 'images.f32', 'labels.u8'].map(load));
  const [weights, images] = files.slice(0, 2).map((file) => new Float32Array(file));
  const labels = new Uint8Array(files[2]);
  const batches = Array.from({ length: steps ?? shape.steps }, (_, i) => ({
    x: images.slice(i * BATCH * PIXELS, (i + 1) * BATCH * PIXELS),
    y: labels.slice(i * BATCH, (i + 1) * BATCH),
  }));
  return { shape, weights, images, batches, load };
}

/** Trains in whole runs for about this long. @param {Contender} contender @param {number} seconds */
async function train({ restore, train }, seconds) {
  if (!restore || !train) throw new Error('This contender cannot train.');
  let took = 0;
  let samples = 0;
  /** @type {number[]} */
  let losses = [];
  while (!samples || took < seconds) {
    await restore();
    const started = performance.now();
    losses = await train();
    took += (performance.now() - started) / 1000;
    samples += BATCH * losses.length;
  }
  return { samplesPerSecond: samples / took, losses };
}

/**
 * Predicts images one at a time. A page's timer has a resolution of 5 us at best, so the median is
 * taken over means of short groups; outliers show only in single predictions.
 * @param {Contender} contender @param {Workload} workload @param {number} seconds
 */
async function latency({ predict }, { images }, seconds) {
  if (!predict) throw new Error('This contender cannot predict.');
  const group = 20;
  const digits = Array.from({ length: 500 }, (_, i) => images.slice(i * PIXELS, (i + 1) * PIXELS));
  const means = [];
  const singles = [];
  const end = performance.now() + 1000 * seconds;
  for (let i = 0; performance.now() < end; i += group) {
    const started = performance.now();
    let before = started;
    for (let j = 0; j < group; j++) {
      const answer = predict(digits[(i + j) % digits.length]);
      if (answer instanceof Promise) await answer;
      const now = performance.now();
      singles.push(1000 * (now - before));
      before = now;
    }
    means.push((1000 * (before - started)) / group);
  }
  return { means, singles };
}

/** @param {Contender} contender @param {Workload} workload @param {number} seconds */
async function throughput({ predict }, { images }, seconds) {
  if (!predict) throw new Error('This contender cannot predict.');
  const batch = images.slice(0, PREDICT_BATCH * PIXELS);
  const started = performance.now();
  let took = 0;
  let count = 0;
  /** @type {ArrayLike<number>} */
  let answers = [];
  while (took < seconds) {
    answers = await predict(batch);
    count += PREDICT_BATCH;
    took = (performance.now() - started) / 1000;
  }
  return { samplesPerSecond: count / took, probabilities: Array.from(answers) };
}

/**
 * Handles the messages from bench.mjs.
 * @param {(workload: Workload, options: Options) => Promise<Contender>} create
 */
export function serve(create) {
  /** @type {Contender} */
  let contender;
  /** @type {Workload} */
  let workload;
  /** @type {Record<string, (argument: any) => unknown>} */
  const methods = {
    async open(/** @type {Options} */ options) {
      workload = await loadWorkload(options);
      contender = await create(workload, options);
      return contender.engine;
    },
    train: (seconds) => train(contender, seconds),
    latency: (seconds) => latency(contender, workload, seconds),
    throughput: (seconds) => throughput(contender, workload, seconds),
  };
  answer(methods);
}

/** Calls a method for each message and posts its result. */
export function answer(/** @type {Record<string, (argument: any) => unknown>} */ methods) {
  self.onmessage = async ({ data: { method, argument } }) => {
    try {
      self.postMessage({ result: await methods[method](argument) });
    } catch (error) {
      self.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  };
}
