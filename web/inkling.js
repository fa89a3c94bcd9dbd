/**
 * Inkling as an ES module: the C core behind objects and typed arrays, no addresses in sight.
 * Works in a page, in a worker and in Node.
 *
 *     const inkling = await loadInkling();
 *     const network = inkling.createNetwork({ hidden: [128], seed: 1 });
 *     const probabilities = network.predict(inkling.rasterize(strokes));
 *
 * Images are Float32Arrays of 784 (28 x 28, top row first; 0 blank, 1 full ink). What fails
 * throws an InklingError whose message says what to do. Objects hold memory of the module until
 * their free() is called.
 */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;
/** The largest minibatch, INK_MAX_BATCH in src/inkling.h. */
export const MAX_BATCH = 512;

/**
 * @typedef {{x: number, y: number}} Point in units of the pad's side, y down
 * @typedef {Point[]} Stroke
 * @typedef {'none' | 'shifts' | 'distort'} Augmentation
 * @typedef {'sgd' | 'momentum' | 'adamw'} Rule
 * @typedef {'constant' | 'cosine' | 'one-cycle'} Schedule
 *
 * @typedef {object} Layer
 * @property {'dense' | 'relu' | 'conv2d' | 'maxpool' | 'dropout'} type
 * @property {number} [units] outputs of a dense layer, 1 to 4096; channels of a convolution, to 256
 * @property {number} [size] side of a convolution's kernel, 1 to 9, or of a pooling window, 2 to 8
 * @property {number} [padding] zeros put around the image before a convolution, below size
 * @property {number} [rate] share of the values that dropout drops, 0 to 0.9
 *
 * @typedef {object} BatchResult
 * @property {number} loss mean cross entropy over the minibatch, in nats
 * @property {number} correct samples named right
 * @property {number} count samples in the minibatch
 *
 * @typedef {object} Evaluation
 * @property {number} count
 * @property {number} correct
 * @property {number} lossSum in nats; divide by count for the mean
 * @property {Int32Array} confusion [10][10], by label, then by answer
 *
 * @typedef {object} LayerInfo what a layer makes of what comes to it
 * @property {number} height
 * @property {number} width
 * @property {number} channels
 * @property {number} parameters
 *
 * @typedef {object} Distortion how far each sample is distorted at most, see InkDistortion
 * @property {number} [shift] pixels, 0 to 8
 * @property {number} [rotation] degrees, 0 to 90
 * @property {number} [scale] share, 0 to 0.5
 * @property {number} [shear] 0 to 1
 * @property {number} [elastic] pixels, 0 to 4
 * @property {number} [thickness] pixels, 0 to 2
 *
 * @typedef {object} Mixture shares of samples that others take the place of, together at most 1
 * @property {number} [drawn] digits drawn by rule
 * @property {number} [lettered] digits of handwriting fonts
 * @property {number} [strange] scribbles and letters, which are no digit
 *
 * @typedef {object} Optimizer
 * @property {Rule} [rule]
 * @property {number} [momentum] of 'momentum', and beta1 of 'adamw'
 * @property {number} [beta2] of 'adamw'
 * @property {number} [weightDecay] 0 to 1
 * @property {Schedule} [schedule]
 * @property {number} [warmUp] share of all steps in which the rate rises to its peak, 0 to 0.9
 *
 * @typedef {object} TrainerSettings
 * @property {number} learningRate at its peak; above 0, at most 100
 * @property {number} batchSize 1 to the network's maxBatch
 * @property {number} sampleCount train on the first so many originals of the dataset
 * @property {number} [chunk] the first epoch shuffles inside chunks of so many originals
 * @property {number} [epochs] that the schedule is made for
 * @property {Augmentation} [augmentation]
 * @property {Distortion} [distortion] of the augmentation 'distort'
 * @property {Mixture} [mixture]
 * @property {Optimizer} [optimizer]
 * @property {number} [labelSmoothing] 0 to 0.5
 * @property {number} [seed] of the order in which samples are drawn, and of all that is random
 */

/** In the order of InkStatus in src/inkling.h. */
const STATUS = /** @type {const} */ ([
  'OK',
  'WAITING',
  'BAD_ARGUMENT',
  'NO_MEMORY',
  'BAD_LAYERS',
  'BAD_PNG',
  'BAD_SHEET_SIZE',
  'BAD_LABELS',
  'LABEL_MISMATCH',
  'DATASET_FULL',
  'BAD_LAYER_TEXT',
  'TOO_SMALL',
  'DIVERGED',
]);
const OK = 0;
const WAITING = 1;

/** @type {Record<Layer['type'], number>} as InkLayerType */
const LAYER_TYPE = { dense: 1, relu: 2, conv2d: 3, maxpool: 4, dropout: 5 };
/** @type {Record<Augmentation, number>} as InkAugmentation */
const AUGMENTATION = { none: 0, shifts: 1, distort: 2 };
/** @type {Record<Rule, number>} as InkRule */
const RULE = { sgd: 0, momentum: 1, adamw: 2 };
/** @type {Record<Schedule, number>} as InkSchedule */
const SCHEDULE = { constant: 0, cosine: 1, 'one-cycle': 2 };

/** Where objects keep their address in the module's memory: nobody's business but this file's. */
const HANDLE = Symbol('handle');

export class InklingError extends Error {
  /**
   * @param {(typeof STATUS)[number] | 'NO_WASM' | 'NO_SIMD' | 'NOT_LOADED' | 'DAMAGED_MODULE'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'InklingError';
    this.code = code;
  }
}

/**
 * The smallest module that needs SIMD: one function, () -> v128, whose body is
 * i32.const 0, i8x16.splat.
 */
// biome-ignore format: one section a line
const SIMD_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,
  0x03, 0x02, 0x01, 0x00,
  0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b,
]);

/** The same for relaxed SIMD: three such vectors, then f32x4.relaxed_madd. */
// biome-ignore format: one section a line
const RELAXED_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,
  0x03, 0x02, 0x01, 0x00,
  0x0a, 0x13, 0x01, 0x11, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f,
  0xfd, 0x85, 0x02, 0x0b,
]);

/**
 * The builds of the core, the faster first. The relaxed one rounds as the processor does; the
 * portable one gives the same bits on every machine. Each has a twin with threads.
 */
const BUILDS = /** @type {const} */ ([
  {
    file: 'inkling-relaxed',
    name: 'relaxed SIMD (FMA)',
    probe: RELAXED_PROBE,
    reproducible: false,
  },
  { file: 'inkling', name: 'SIMD (reproducible)', probe: SIMD_PROBE, reproducible: true },
]);

/**
 * @param {URL} url
 * @returns {Promise<BufferSource>}
 */
async function fetchModule(url) {
  let reason = 'no connection';
  try {
    if (url.protocol === 'file:') {
      reason = 'no such file';
      const { readFile } = await import('node:fs/promises');
      return new Uint8Array(await readFile(url));
    }
    const response = await fetch(url);
    if (response.ok) return await response.arrayBuffer();
    reason = `error ${response.status}`;
  } catch {
    // The reason is said below.
  }
  throw new InklingError(
    'NOT_LOADED',
    `The network could not be loaded (${url.pathname}: ${reason}). Reload the page to try again.`,
  );
}

/** Threads beyond these bring little to networks of this size. */
const MAX_THREADS = 4;
const PAGES = (256 << 20) / 65536;
const STACK_BYTES = 256 << 10;

/** Whether workers can share memory here. */
const canShare = () =>
  typeof SharedArrayBuffer === 'function' && (globalThis.crossOriginIsolated ?? true);

/**
 * How many threads loadInkling starts if it is not told: as many as the processor has cores, up to
 * four, where workers can share memory.
 */
export function defaultThreads() {
  return canShare() ? Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, MAX_THREADS) : 1;
}

/**
 * Loads the WebAssembly module: the fastest build that this machine runs.
 * @param {object} [options]
 * @param {boolean} [options.reproducible] the build that gives the same bits on every machine
 * @param {number} [options.threads] to train on, 1 to 16; more than one need workers that can share
 *   memory (in a browser: a cross-origin isolated page), and where there are none it is one. They
 *   never change a result. A page's main thread must stay with one.
 * @param {URL} [options.folder] where the builds are; by default beside this file
 * @returns {Promise<Inkling>}
 */
export async function loadInkling({
  reproducible = false,
  threads = 1,
  folder = new URL('.', import.meta.url),
} = {}) {
  if (typeof WebAssembly !== 'object') {
    throw new InklingError(
      'NO_WASM',
      'This browser cannot run WebAssembly. Use a current Chrome, Edge, Firefox or Safari.',
    );
  }
  if (!WebAssembly.validate(SIMD_PROBE)) {
    throw new InklingError(
      'NO_SIMD',
      'This browser lacks WebAssembly SIMD, which the network needs. Use Chrome or Edge 97, ' +
        'Firefox 114, Safari 16.4 or newer.',
    );
  }
  const able = BUILDS.filter(
    (build) => (build.reproducible || !reproducible) && WebAssembly.validate(build.probe),
  );
  const tries = able.flatMap(({ file, name }) => [
    ...(threads > 1 && canShare() ? [{ file: `${file}-threads.wasm`, name, threads }] : []),
    { file: `${file}.wasm`, name, threads: 1 },
  ]);
  /** @type {unknown} */
  let failure;
  for (const { file, name, threads } of tries) {
    try {
      return await instantiate(await fetchModule(new URL(file, folder)), name, threads);
    } catch (error) {
      // A site may come without the faster builds, a phone may refuse so much shared memory.
      failure = error;
    }
  }
  throw failure;
}

/** @param {BufferSource} bytes @param {string} name @param {number} threads */
async function instantiate(bytes, name, threads) {
  if (!WebAssembly.validate(bytes)) {
    throw new InklingError(
      'DAMAGED_MODULE',
      'The network arrived damaged. Reload the page to load it again.',
    );
  }
  const module = await WebAssembly.compile(bytes);
  const memory =
    threads > 1
      ? new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true })
      : undefined;
  /** @type {Record<string, WebAssembly.ImportValue>} */
  const env = { emscripten_notify_memory_growth() {} };
  if (memory) env.memory = memory;
  const instance = await WebAssembly.instantiate(module, { env });
  const inkling = new Inkling(instance, name, memory);
  if (memory) await inkling.startThreads(module, memory, Math.min(threads, 16));
  return inkling;
}

/**
 * @param {import('./thread.worker.js').Start} start
 */
async function startThread(start) {
  if (typeof Worker === 'function') {
    const url = new URL('thread.worker.js', import.meta.url);
    new Worker(url, { type: 'module' }).postMessage(start);
  } else {
    const { Worker: Thread } = await import('node:worker_threads');
    new Thread(new URL('thread.worker.js', import.meta.url), { workerData: start }).unref();
  }
}

/** The module's memory and functions, seen from JavaScript. */
class Core {
  /** The pool of helping threads; 0 for none. */
  pool = 0;

  /** @param {WebAssembly.Instance} instance @param {WebAssembly.Memory} [memory] if it is shared */
  constructor(instance, memory) {
    /** @type {Record<string, (...args: number[]) => number>} */
    this.call = /** @type {any} */ (instance.exports);
    this.memory = memory ?? /** @type {WebAssembly.Memory} */ (instance.exports.memory);
    this.call._initialize();
  }

  // Views are made anew each time: when the memory grows, old ones go dead.
  /** @param {number} address @param {number} length */
  u8(address, length) {
    return new Uint8Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  i32(address, length) {
    return new Int32Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  f32(address, length) {
    return new Float32Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  f64(address, length) {
    return new Float64Array(this.memory.buffer, address, length);
  }

  /** @param {number} status an InkStatus */
  check(status) {
    if (status !== OK) throw new InklingError(STATUS[status], this.message(status));
  }

  /** @param {number} status */
  message(status) {
    const address = this.call.ink_status_message(status);
    const bytes = new Uint8Array(this.memory.buffer, address);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  /** @param {number} bytes @returns {number} the address of a new block */
  alloc(bytes) {
    const address = this.call.ink_wasm_alloc(Math.max(bytes, 1));
    if (!address) this.check(STATUS.indexOf('NO_MEMORY'));
    return address;
  }

  /** @param {number} address */
  release(address) {
    this.call.ink_wasm_free(address);
  }

  /**
   * Runs use with blocks of the given sizes, and gives them back whatever happens.
   * @template T
   * @param {number[]} sizes in bytes
   * @param {(...addresses: number[]) => T} use
   * @returns {T}
   */
  borrow(sizes, use) {
    /** @type {number[]} */
    const addresses = [];
    try {
      for (const size of sizes) addresses.push(this.alloc(size));
      return use(...addresses);
    } finally {
      for (const address of addresses) this.release(address);
    }
  }

  /**
   * Runs a constructor of the core, which writes a handle to the address it is given.
   * @param {(out: number) => number} construct
   */
  create(construct) {
    return this.borrow([4], (out) => {
      this.check(construct(out));
      return this.i32(out, 1)[0];
    });
  }

  /**
   * @param {number} status
   * @param {number} address of an InkBatchResult
   * @returns {BatchResult | null} null while the next samples are not here yet
   */
  batchResult(status, address) {
    if (status === WAITING) return null;
    this.check(status);
    const [loss] = this.f32(address, 1);
    const [correct, count] = this.i32(address + 4, 2);
    return { loss, correct, count };
  }
}

const BATCH_RESULT_BYTES = 12;

/** @param {unknown} condition @param {string} message */
function require(condition, message) {
  if (!condition) throw new InklingError('BAD_ARGUMENT', message);
}

/** One loaded module. */
export class Inkling {
  #name;

  /**
   * @param {WebAssembly.Instance} instance
   * @param {string} name of the build
   * @param {WebAssembly.Memory} [memory] if it is shared
   */
  constructor(instance, name, memory) {
    this.core = new Core(instance, memory);
    this.#name = name;
  }

  /**
   * Starts helping threads. They join as they come up: until then there is less help.
   * @param {WebAssembly.Module} module
   * @param {WebAssembly.Memory} memory
   * @param {number} threads this one included
   */
  async startThreads(module, memory, threads) {
    const { core } = this;
    core.pool = core.create((out) => core.call.ink_pool_create(out));
    for (let i = 1; i < threads; i++) {
      const stackTop = (core.alloc(STACK_BYTES) + STACK_BYTES) & ~15; // as compiled code expects
      await startThread({ module, memory, pool: core.pool, stackTop });
    }
  }

  /** How many threads train at the moment, this one included. */
  get threads() {
    return this.core.pool ? this.core.call.ink_pool_threads(this.core.pool) : 1;
  }

  /** Lets at most so many threads train. @param {number} threads */
  limitThreads(threads) {
    if (this.core.pool) this.core.call.ink_pool_limit(this.core.pool, threads);
  }

  /** Which build runs, and on how many threads, in words. */
  get engine() {
    const { threads } = this;
    return `WebAssembly ${this.#name}, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  /**
   * Draws pen strokes as the network sees them: fitted to 20 x 20 whatever their size and place,
   * centred by mass. No strokes give a blank image.
   * @param {Stroke[]} strokes
   * @returns {Float32Array} of PIXELS
   */
  rasterize(strokes) {
    const { core } = this;
    const points = strokes.flat();
    const sizes = [points.length * 8, strokes.length * 4, PIXELS * 4];
    return core.borrow(sizes, (xy, lengths, image) => {
      core.f32(xy, points.length * 2).set(points.flatMap(({ x, y }) => [x, y]));
      core.i32(lengths, strokes.length).set(strokes.map((stroke) => stroke.length));
      core.check(core.call.ink_raster_strokes(xy, lengths, strokes.length, image));
      return core.f32(image, PIXELS).slice();
    });
  }

  /**
   * Fits a grey picture, such as a scan, as the network sees it: its ink scaled to 20 x 20, centred
   * by mass, the strongest ink made full ink. A picture without ink gives a blank image.
   * @param {Uint8Array | Uint8ClampedArray} pixels [height][width], 255 full ink, 0 blank paper
   * @param {number} width 1 to 4096
   * @param {number} height 1 to 4096
   * @returns {Float32Array} of PIXELS
   */
  fitImage(pixels, width, height) {
    const { core } = this;
    require(pixels.length === width * height, `A picture of ${width} x ${height} needs ` +
      `${width * height} pixels, not ${pixels.length}.`);
    return core.borrow([pixels.length, PIXELS * 4], (picture, image) => {
      core.u8(picture, pixels.length).set(pixels);
      core.check(core.call.ink_image_fit(picture, width, height, image));
      return core.f32(image, PIXELS).slice();
    });
  }

  /**
   * A network with He-initialised weights.
   * @param {object} options
   * @param {Layer[] | string} [options.layers] the last must be dense with 10 units; or as text,
   *   such as 'conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense 10'
   * @param {number[]} [options.hidden] or units of hidden dense layers, each followed by a ReLU
   * @param {number} [options.maxBatch] the largest minibatch it will be given, at most MAX_BATCH
   * @param {number} [options.seed] of the weights
   */
  createNetwork({ hidden = [128], layers, maxBatch = 128, seed = 1 } = {}) {
    const list =
      layers ?? [...hidden.flatMap((units) => [`dense ${units}`, 'relu']), 'dense 10'].join(', ');
    return withLayers(
      this.core,
      list,
      (specs, count) => new Network(this.core, specs, count, maxBatch, seed),
    );
  }

  /**
   * What a list of layers comes to, without making the network.
   * @param {Layer[] | string} layers
   * @returns {{ info: LayerInfo[], failure: InklingError | null }} info of the layers up to the one
   *   that fails, if one does
   */
  checkLayers(layers) {
    const { core } = this;
    /** @type {LayerInfo[]} */
    const info = [];
    try {
      withLayers(core, layers, (specs, count) =>
        core.borrow([count * 16], (address) => {
          const status = core.call.ink_layers_check(specs, count, address);
          for (let i = 0; i < count; i++) {
            const [height, width, channels, parameters] = core.i32(address + 16 * i, 4);
            if (height === 0) break;
            info.push({ height, width, channels, parameters });
          }
          core.check(status);
        }),
      );
    } catch (error) {
      if (!(error instanceof InklingError)) throw error;
      return { info, failure: error };
    }
    return { info, failure: null };
  }

  /**
   * An empty dataset.
   * @param {number} capacity how many images it has room for, 1 to 1,000,000
   */
  createDataset(capacity) {
    return new Dataset(this.core, capacity);
  }

  /**
   * @param {Network} network
   * @param {Dataset} dataset
   * @param {TrainerSettings} settings
   * @param {Dataset} [fonts] where the digits of mixture.lettered come from
   */
  createTrainer(network, dataset, settings, fonts) {
    return new Trainer(this.core, network, dataset, settings, fonts);
  }
}

const LAYER_BYTES = 20;
const MAX_LAYERS = 32;

/**
 * Runs use with the address of the layers as InkLayerSpec, and their count.
 * @template T
 * @param {Core} core
 * @param {Layer[] | string} layers
 * @param {(specs: number, count: number) => T} use
 */
function withLayers(core, layers, use) {
  if (typeof layers === 'string') {
    const text = new TextEncoder().encode(`${layers}\0`);
    return core.borrow([text.length, MAX_LAYERS * LAYER_BYTES, 4], (at, specs, count) => {
      core.u8(at, text.length).set(text);
      const status = core.call.ink_layers_parse(at, specs, count);
      const [parsed] = core.i32(count, 1);
      if (STATUS[status] === 'BAD_LAYER_TEXT') {
        const wrong = layers.split(',')[parsed]?.trim();
        throw new InklingError(
          'BAD_LAYER_TEXT',
          wrong ? `“${wrong}”: ${core.message(status)}` : core.message(status),
        );
      }
      core.check(status);
      return use(specs, parsed);
    });
  }
  return core.borrow([layers.length * LAYER_BYTES], (specs) => {
    layers.forEach(({ type, units = 0, size = 0, padding = 0, rate = 0 }, i) => {
      const at = specs + i * LAYER_BYTES;
      core.i32(at, 4).set([LAYER_TYPE[type] ?? 0, units, size, padding]);
      core.f32(at + 16, 1)[0] = rate;
    });
    return use(specs, layers.length);
  });
}

/** A list of layers and its parameters. */
export class Network {
  [HANDLE] = 0;

  /**
   * @param {Core} core
   * @param {number} specs address of the layers
   * @param {number} count of them
   * @param {number} maxBatch
   * @param {number} seed
   */
  constructor(core, specs, count, maxBatch, seed) {
    this.core = core;
    this.maxBatch = maxBatch;
    this[HANDLE] = core.create((out) => core.call.ink_network_create(out, specs, count, maxBatch));
    core.call.ink_network_set_pool(this[HANDLE], core.pool);
    this.parameterCount = core.call.ink_network_parameter_count(this[HANDLE]);
    this.initialize(seed);
  }

  /** Fresh He-initialised weights. @param {number} seed */
  initialize(seed) {
    this.core.call.ink_network_initialize(this[HANDLE], seed);
  }

  /**
   * Divides the logits of predictions, so that its probabilities are as often right as they say;
   * above 0. Training does not know it.
   */
  get temperature() {
    return this.core.call.ink_network_temperature(this[HANDLE]);
  }
  set temperature(value) {
    this.core.call.ink_network_set_temperature(this[HANDLE], value);
  }

  /**
   * Sets the temperature at which the answers to a dataset's images are the most probable.
   * @param {Dataset} dataset of images that were not trained on
   * @param {number} [first]
   * @param {number} [count]
   */
  calibrate(dataset, first = 0, count = dataset.count - first) {
    this.core.check(this.core.call.ink_calibrate(this[HANDLE], dataset[HANDLE], first, count));
  }

  /**
   * A copy of all parameters, layer by layer: w[in][out] of a dense layer, w[size][size][in][out]
   * of a convolution, then bias[out].
   */
  getParameters() {
    return this.#parameters().slice();
  }

  /** @param {Float32Array} parameters */
  setParameters(parameters) {
    require(parameters.length === this.parameterCount, 'These weights belong to another network: ' +
      `${parameters.length} numbers instead of ${this.parameterCount}.`);
    this.#parameters().set(parameters);
  }

  #parameters() {
    const address = this.core.call.ink_network_parameters(this[HANDLE]);
    return this.core.f32(address, this.parameterCount);
  }

  /**
   * @param {Float32Array} x [batch][PIXELS]
   * @returns {Float32Array} probabilities [batch][CLASSES]
   */
  predict(x) {
    const { core } = this;
    const batch = this.#load(x);
    return core.borrow([batch * CLASSES * 4], (probabilities) => {
      const input = core.call.ink_network_input(this[HANDLE]);
      core.check(core.call.ink_network_predict(this[HANDLE], input, batch, probabilities));
      return core.f32(probabilities, batch * CLASSES).slice();
    });
  }

  /**
   * One step of stochastic gradient descent on a minibatch.
   * @param {Float32Array} x [batch][PIXELS]
   * @param {Uint8Array} labels [batch], 0 to 9
   * @param {number} learningRate above 0, at most 100
   * @returns {BatchResult} of the weights before the step
   */
  trainBatch(x, labels, learningRate) {
    const { core } = this;
    const batch = this.#load(x);
    require(labels.length === batch, `${batch} images need ${batch} labels, not ${labels.length}.`);
    return core.borrow([batch, BATCH_RESULT_BYTES], (target, result) => {
      core.u8(target, batch).set(labels);
      const input = core.call.ink_network_input(this[HANDLE]);
      const status = core.call.ink_network_train_batch(
        this[HANDLE],
        input,
        target,
        batch,
        learningRate,
        result,
      );
      return /** @type {BatchResult} */ (core.batchResult(status, result));
    });
  }

  /** Copies images into the network's input. @param {Float32Array} x @returns {number} how many */
  #load(x) {
    const batch = x.length / PIXELS;
    require(Number.isInteger(batch) &&
      batch >= 1 &&
      batch <=
        this
          .maxBatch, `Give 1 to ${this.maxBatch} images of ${PIXELS} values; these are ${x.length} values.`);
    this.core.f32(this.core.call.ink_network_input(this[HANDLE]), x.length).set(x);
    return batch;
  }

  free() {
    this.core.call.ink_network_free(this[HANDLE]);
    this[HANDLE] = 0;
  }
}

/** Labelled images. */
export class Dataset {
  [HANDLE] = 0;

  /** @param {Core} core @param {number} capacity */
  constructor(core, capacity) {
    this.core = core;
    this[HANDLE] = core.create((out) => core.call.ink_dataset_create(out, capacity));
  }

  /** How many images it holds. */
  get count() {
    return this.core.call.ink_dataset_count(this[HANDLE]);
  }

  /**
   * Appends a sprite sheet. When it is refused, nothing was added.
   * @param {Uint8Array} png 784 x n pixels, one image a row, bright ink on black
   * @param {Uint8Array} labels an idx1-ubyte file of n labels
   */
  addSheet(png, labels) {
    const { core } = this;
    core.borrow([png.length, labels.length], (image, target) => {
      core.u8(image, png.length).set(png);
      core.u8(target, labels.length).set(labels);
      core.check(
        core.call.ink_dataset_add_sheet(this[HANDLE], image, png.length, target, labels.length),
      );
    });
  }

  /**
   * Image index as bytes (255 is full ink) and its label.
   * @param {number} index 0 to count - 1
   */
  sample(index) {
    require(Number.isInteger(index) &&
      index >= 0 &&
      index < this.count, `There is no image ${index} among ${this.count}.`);
    const address = this.core.call.ink_dataset_pixels(this[HANDLE], index);
    return {
      pixels: this.core.u8(address, PIXELS).slice(),
      label: this.core.call.ink_dataset_label(this[HANDLE], index),
    };
  }

  free() {
    this.core.call.ink_dataset_free(this[HANDLE]);
    this[HANDLE] = 0;
  }
}

/** Draws minibatches from a dataset and trains a network on them; both must outlive it. */
export class Trainer {
  [HANDLE] = 0;
  #result = 0;

  /**
   * @param {Core} core
   * @param {Network} network
   * @param {Dataset} dataset
   * @param {TrainerSettings} settings
   * @param {Dataset} [fonts]
   */
  constructor(core, network, dataset, settings, fonts) {
    this.core = core;
    const { distortion = {}, mixture = {}, optimizer = {} } = settings;
    // In the order of InkTrainerSettings: [is it a float, value].
    /** @type {[boolean, number][]} */
    const fields = [
      [true, settings.learningRate],
      [false, settings.batchSize],
      [false, settings.sampleCount],
      [false, settings.chunk ?? 0],
      [false, settings.epochs ?? 1],
      [false, settings.seed ?? 1],
      [false, AUGMENTATION[settings.augmentation ?? 'none'] ?? -1],
      [true, distortion.shift ?? 0],
      [true, distortion.rotation ?? 0],
      [true, distortion.scale ?? 0],
      [true, distortion.shear ?? 0],
      [true, distortion.elastic ?? 0],
      [true, distortion.thickness ?? 0],
      [true, mixture.drawn ?? 0],
      [true, mixture.lettered ?? 0],
      [true, mixture.strange ?? 0],
      [false, RULE[optimizer.rule ?? 'sgd'] ?? -1],
      [true, optimizer.momentum ?? 0.9],
      [true, optimizer.beta2 ?? 0.99],
      [true, optimizer.weightDecay ?? 0],
      [false, SCHEDULE[optimizer.schedule ?? 'constant'] ?? -1],
      [true, optimizer.warmUp ?? 0],
      [true, settings.labelSmoothing ?? 0],
    ];
    this[HANDLE] = core.borrow([fields.length * 4], (address) => {
      fields.forEach(([real, value], i) => {
        (real ? core.f32(address + 4 * i, 1) : core.i32(address + 4 * i, 1))[0] = value;
      });
      return core.create((out) =>
        core.call.ink_trainer_create(
          out,
          network[HANDLE],
          dataset[HANDLE],
          fonts?.[HANDLE] ?? 0,
          address,
        ),
      );
    });
    this.epochSize = core.call.ink_trainer_epoch_size(this[HANDLE]);
    this.#result = core.alloc(BATCH_RESULT_BYTES);
  }

  /** @param {number} learningRate above 0, at most 100 */
  setLearningRate(learningRate) {
    this.core.check(this.core.call.ink_trainer_set_learning_rate(this[HANDLE], learningRate));
  }

  /** Sets how many epochs the schedule is made for. @param {number} epochs */
  setEpochs(epochs) {
    this.core.check(this.core.call.ink_trainer_set_epochs(this[HANDLE], epochs));
  }

  /** The learning rate of the next minibatch. */
  get learningRate() {
    return this.core.call.ink_trainer_learning_rate(this[HANDLE]);
  }

  /** A copy of what the optimizer remembers between steps. */
  getMemory() {
    return this.#memory().slice();
  }

  /** @param {Float32Array} memory as getMemory gave it */
  setMemory(memory) {
    const own = this.#memory();
    require(memory.length === own.length, 'This is the memory of another optimizer.');
    own.set(memory);
  }

  #memory() {
    const address = this.core.call.ink_trainer_memory(this[HANDLE]);
    return this.core.f32(address, this.core.call.ink_trainer_memory_size(this[HANDLE]));
  }

  /**
   * A sample as the network sees it in an epoch: distorted, shifted or replaced.
   * @param {number} epoch
   * @param {number} sample 0 to epochSize - 1
   * @returns {Float32Array | null} PIXELS; null when it is not in the dataset yet
   */
  preview(epoch, sample) {
    return this.core.borrow([PIXELS * 4], (image) => {
      const status = this.core.call.ink_trainer_preview(this[HANDLE], epoch, sample, image);
      if (status === WAITING) return null;
      this.core.check(status);
      return this.core.f32(image, PIXELS).slice();
    });
  }

  /**
   * Trains on one minibatch.
   * @returns {BatchResult | null} null when its samples are not in the dataset yet
   */
  step() {
    const status = this.core.call.ink_trainer_step(this[HANDLE], this.#result);
    return this.core.batchResult(status, this.#result);
  }

  /** Whole epochs done. */
  get epoch() {
    return this.core.call.ink_trainer_epoch(this[HANDLE]);
  }

  /** Samples done in the present epoch. */
  get position() {
    return this.core.call.ink_trainer_position(this[HANDLE]);
  }

  /** Goes on from a place that was read before. @param {number} epoch @param {number} position */
  seek(epoch, position) {
    this.core.check(this.core.call.ink_trainer_seek(this[HANDLE], epoch, position));
  }

  free() {
    this.core.call.ink_trainer_free(this[HANDLE]);
    this.core.release(this.#result);
    this[HANDLE] = this.#result = 0;
  }
}

/** Loss, accuracy and confusion counts over a dataset, gathered in parts of any size. */
export class Evaluator {
  #address = 0;
  #size = 0;

  /** @param {Network} network @param {Dataset} dataset */
  constructor(network, dataset) {
    this.core = network.core;
    this.network = network;
    this.dataset = dataset;
    this.#size = this.core.call.ink_wasm_evaluation_size();
    this.#address = this.core.alloc(this.#size);
    this.restart();
  }

  /** Forgets what was gathered. */
  restart() {
    this.core.u8(this.#address, this.#size).fill(0);
  }

  /** How many images were looked at. */
  get count() {
    return this.core.i32(this.#address, 1)[0];
  }

  /**
   * Looks at the next so many images.
   * @param {number} images
   * @returns {boolean} whether images are left
   */
  advance(images) {
    const count = Math.min(images, this.dataset.count - this.count);
    this.core.check(
      this.core.call.ink_evaluate(
        this.network[HANDLE],
        this.dataset[HANDLE],
        this.count,
        count,
        this.#address,
      ),
    );
    return this.count < this.dataset.count;
  }

  /** @returns {Evaluation} */
  get result() {
    const [count, correct] = this.core.i32(this.#address, 2);
    const [lossSum] = this.core.f64(this.#address + 8, 1);
    const confusion = this.core.i32(this.#address + 16, CLASSES * CLASSES).slice();
    return { count, correct, lossSum, confusion };
  }

  free() {
    this.core.release(this.#address);
    this.#address = 0;
  }
}
