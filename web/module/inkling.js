import { DESCRIBE } from '../inkling/core.js';
import {
  choice,
  flag,
  hiddenUnits,
  newClassNames,
  options,
  plain,
  refuse,
  text,
} from '../inkling/guard.js';
import { addressOf } from '../inkling/held.js';
import { load as loadModule } from '../inkling/load.js';
import { MAX_CLASSES, PIXELS } from '../inkling/types.js';
import { Dataset, datasetOptions, Names, readIdx } from './dataset.js';
import { setEngine } from './engine.js';
import { imagesOf } from './inputs.js';
import { Low } from './low.js';
import { OPENED } from './network.js';
import { besideOf, bytesOf, nameOf } from './sources.js';

/**
 * @typedef {import('../inkling/errors.js').InklingError} InklingError
 * @typedef {import('./engine.js').Platform} Platform
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').Input} Input
 * @typedef {import('./types.js').LayerSpec} LayerSpec
 * @typedef {import('./types.js').LoadOptions} LoadOptions
 * @typedef {import('./types.js').OpenOptions} OpenOptions
 * @typedef {import('./types.js').MemoryUse} MemoryUse
 * @typedef {import('./types.js').NetworkJSON} NetworkJSON
 * @typedef {import('./types.js').Source} Source
 */

/**
 * What each entry point of the package provides.
 * @typedef {object} Setup
 * @property {Record<string, URL | BufferSource>} files the builds and thread.worker.js
 * @property {URL | Uint8Array} pretrained
 * @property {Platform} platform
 */

/** Networks start with room for minibatches of this size, to save memory. Training makes more room. */
const ROOM = 16;
/** The errors of the core that may mean a model from another program. */
const MAY_BE_FOREIGN = ['NOT_A_MODEL', 'MODEL_HEADER', 'FOREIGN_MODEL'];
const OPEN_KEYS = ['name', 'beside', 'data', 'input', 'inverted', 'classNames'];
const INPUTS = ['unit', 'standard', 'signed', 'bytes'];
/** All memory of a module, in bytes. */
const LIMIT = 256 * 2 ** 20;

/** A loaded module: creates and loads networks and datasets. */
export class Inkling {
  #low;
  #setup;

  /** @param {Low} low @param {Setup} setup */
  constructor(low, setup) {
    this.#low = low;
    this.#setup = setup;
  }

  /**
   * The layer below: trainers that take one minibatch at a time, evaluators, pictures, photos of pages,
   * and models as data.
   */
  get low() {
    return this.#low;
  }

  /** The name of the build in use. */
  get build() {
    return this.#low.build;
  }

  /** The number of threads that train, this one included. */
  get threads() {
    return this.#low.threads;
  }

  /**
   * What the module's memory is used for.
   * @returns {MemoryUse}
   */
  get memory() {
    const { core } = this.#low;
    return { used: core.memory.buffer.byteLength, limit: LIMIT, objects: { ...core.held } };
  }

  /** All kinds of layers, with the ranges of their numbers. */
  get layerKinds() {
    return this.#low.layerKinds;
  }

  /**
   * Creates a network with random weights.
   * @param {object} [settings]
   * @param {string | readonly LayerSpec[]} [settings.layers] such as 'conv 5x5x8, relu, maxpool 2, dense 10'. The last
   *   one has an output for each class, 2 to 36; default as in hidden
   * @param {number[]} [settings.hidden] instead of layers: the units of hidden dense layers, each
   *   followed by a ReLU; default [128]
   * @param {readonly string[]} [settings.classNames] by default, the digits
   * @param {number} [settings.seed] of the weights, a whole number from 0 to 4294967295; default 1
   * @returns {Network}
   * @throws {import('../inkling/errors.js').InklingError} BAD_LAYERS, BAD_LAYER_TEXT, TOO_SMALL,
   *   BAD_ARGUMENT, NO_MEMORY
   */
  createNetwork(settings = {}) {
    const {
      layers,
      hidden = [128],
      classNames = null,
      seed,
    } = options('options', settings, ['layers', 'hidden', 'classNames', 'seed']);
    if (classNames !== null && !(Array.isArray(classNames) && classNames.length > 1)) {
      refuse('classNames', classNames, `a list of 2 to ${MAX_CLASSES} names`);
    }
    hiddenUnits(hidden);
    if (layers === null) refuse('layers', layers, 'left out, text, or a list of layers');
    if (layers !== undefined && settings.hidden !== undefined) {
      refuse('hidden', hidden, 'left out with layers');
    }
    const outputs = classNames?.length ?? 10;
    /** @type {any} */
    const list =
      layers !== undefined
        ? layers
        : [
            ...hidden.flatMap((units) => [{ type: 'dense', units }, { type: 'relu' }]),
            { type: 'dense', units: outputs },
          ];
    const network = /** @type {Network} */ (
      this.#low.createNetwork({ layers: list, seed, maxBatch: ROOM })
    );
    try {
      if (classNames) network[DESCRIBE](newClassNames(classNames, network.classes), {});
    } catch (error) {
      network.free();
      throw error;
    }
    return network;
  }

  /**
   * Loads a network: Inkling's own model file, or an ONNX, Keras, TensorFlow.js, PyTorch, or NumPy model,
   * whose `report` then says how it was converted.
   * @param {Source | NetworkJSON} [source] a model file or what toJSON returned; by default, the network
   *   that comes with the package and reads handwritten digits
   * @param {OpenOptions} [settings] for models from other programs; classNames for any
   * @returns {Promise<Network>}
   * @throws {import('../inkling/errors.js').InklingError} NOT_LOADED; NOT_A_MODEL, MODEL_HEADER,
   *   MODEL_SIZES, MODEL_NOT_FINITE for a file that is damaged or isn't a model; FOREIGN_MODEL for one that
   *   can't be converted: its message says what to do instead
   */
  async load(source, settings = {}) {
    const given = this.#openOptions(settings);
    const { pretrained, platform } = this.#setup;
    const json = /** @type {Partial<NetworkJSON> | undefined} */ (source);
    if (json?.format === 'inkling' && typeof json.model === 'string') {
      return this.#own(fromBase64(json.model), given);
    }
    const file = /** @type {Source} */ (source === undefined ? pretrained : source);
    const bytes = await bytesOf(file, platform);
    try {
      return this.#own(bytes, given);
    } catch (error) {
      const { code = '' } = /** @type {Partial<InklingError>} */ (error);
      if (!MAY_BE_FOREIGN.includes(code)) throw error;
      return this.#foreign(file, bytes, given);
    }
  }

  /** @param {OpenOptions} settings */
  #openOptions(settings) {
    const given = options('options', settings, OPEN_KEYS);
    const { name, beside, data, input, inverted } = given;
    if (name !== undefined) text('name', name);
    if (beside !== undefined) plain('beside', beside, 'an object of files by name');
    if (data !== undefined) {
      if (!(data instanceof Dataset)) refuse('data', data, 'a Dataset');
      addressOf(this.#low.core, 'data', data, 'dataset');
    }
    if (input !== undefined) choice('input', input, INPUTS);
    if (inverted !== undefined && flag('inverted', inverted) && input === undefined) {
      refuse('inverted', inverted, 'left out without input');
    }
    return given;
  }

  /** @param {Uint8Array} file @param {OpenOptions} [given] */
  #network(file, { classNames } = {}) {
    const network = /** @type {Network} */ (this.#low.loadNetwork(file, { maxBatch: ROOM }));
    try {
      if (classNames !== undefined) {
        network[DESCRIBE](newClassNames(classNames, network.classes), { ...network.notes });
      }
    } catch (error) {
      network.free();
      throw error;
    }
    return network;
  }

  /** A network in Inkling's own file. @param {Uint8Array} file @param {OpenOptions} given */
  #own(file, given) {
    const network = this.#network(file, given);
    if (given.input === undefined) return network;
    network.free();
    return refuse('input', given.input, 'left out: this model states how it expects ink');
  }

  /**
   * @param {Source} source @param {Uint8Array} bytes @param {OpenOptions} given
   */
  async #foreign(source, bytes, { name, beside = {}, data, input, inverted, classNames }) {
    const { pretrained, platform } = this.#setup;
    const { openForeign } = await import('./foreign.js');
    const { file, report } = await openForeign(this.#low, {
      file: { name: name ?? (nameOf(source) || 'model'), bytes },
      beside: async (other) =>
        Object.hasOwn(beside, other)
          ? bytesOf(beside[other], platform)
          : besideOf(source, other, platform),
      pretrained: () => bytesOf(pretrained, platform),
      data,
      input,
      inverted,
    });
    const network = this.#network(file, { classNames });
    network[OPENED](report);
    return network;
  }

  /**
   * Creates an empty dataset, to fill with add().
   * @param {number} capacity the most images it can hold, 1 to 1,000,000; each takes 785 bytes
   * @param {object} [settings]
   * @param {readonly string[]} [settings.classNames] names that labels may use; by default, numbers and
   *   the digits
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT, NO_MEMORY
   */
  createDataset(capacity, settings = {}) {
    const { classNames } = datasetOptions(settings);
    return new Dataset(this.#low.core, capacity, classNames);
  }

  /**
   * Collects labeled images: two idx files, such as MNIST's, also compressed with gzip, or inputs of any
   * kind that classify takes.
   * @param {{ images: Source, labels: Source } | Iterable<{ input: Input, label: number | string }> | AsyncIterable<{ input: Input, label: number | string }>} from
   *   the two files, or a list of inputs with the number or the name of their class, 255 for none
   * @param {object} [settings]
   * @param {readonly string[]} [settings.classNames] the names of the classes; by default, in the order in
   *   which they appear, unless they are digits
   * @returns {Promise<Dataset>}
   * @throws {import('../inkling/errors.js').InklingError} NOT_LOADED, BAD_LABELS, NOT_A_PICTURE,
   *   BAD_PICTURE, BAD_ARGUMENT, NO_MEMORY
   */
  async dataset(from, settings = {}) {
    const { classNames } = datasetOptions(settings);
    const { platform } = this.#setup;
    const { core } = this.#low;
    const source = /** @type {any} */ (from);
    if (source?.images !== undefined && source.labels !== undefined) {
      const images = readIdx('images', await bytesOf(source.images, platform), 3);
      const labels = readIdx('labels', await bytesOf(source.labels, platform), 1);
      if (labels.length === 0) refuse('labels', labels, 'a file with at least one label');
      const made = new Dataset(core, labels.length, classNames);
      try {
        made.add(images, labels);
      } catch (error) {
        made.free();
        throw error;
      }
      return made;
    }
    const iterable = source?.[Symbol.iterator] ?? source?.[Symbol.asyncIterator];
    if (!iterable || typeof source === 'string' || ArrayBuffer.isView(source)) {
      refuse('from', from, '{ images, labels } of idx files, or a list of { input, label }');
    }
    const names = new Names(classNames);
    /** @type {{ ink: Float32Array, label: number }[]} */
    const samples = [];
    for await (const sample of source) {
      const label = names.indexOf(sample?.label, samples.length);
      const ink = await imagesOf(sample.input, this.#low, platform);
      samples.push({ ink: ink.subarray(0, PIXELS), label });
    }
    if (samples.length === 0) refuse('from', from, 'at least one { input, label }');
    const made = new Dataset(core, samples.length, names.names);
    for (const { ink, label } of samples) made.add(ink, label);
    return made;
  }
}

/**
 * The functions of an entry point.
 * @param {Setup} setup
 */
export function entry(setup) {
  /**
   * Loads the WebAssembly module: the fastest build that this machine supports.
   * @param {LoadOptions} [settings] by default, one thread and the fastest build
   * @returns {Promise<Inkling>}
   * @throws {import('../inkling/errors.js').InklingError} NO_WASM, NO_SIMD, WASM_OFF, WASM_FORBIDDEN,
   *   NOT_LOADED, DAMAGED_MODULE, BAD_ARGUMENT
   */
  async function loadInkling(settings = {}) {
    const {
      reproducible = false,
      threads = 1,
      wasm,
    } = options('options', settings, ['reproducible', 'threads', 'wasm']);
    if (typeof reproducible !== 'boolean') refuse('reproducible', reproducible, 'true or false');
    if (!(Number.isInteger(threads) && threads >= 1 && threads <= 16)) {
      refuse('threads', threads, 'a whole number from 1 to 16');
    }
    const locate = locator(setup.files, wasm);
    const { platform } = setup;
    const low = /** @type {Low} */ (
      await loadModule({ reproducible, threads, strict: true, locate, platform, kind: Low })
    );
    const files = Object.fromEntries(
      Object.keys(setup.files).map((file) => {
        const place = locate(file);
        return [file, place instanceof URL ? place.href : place];
      }),
    );
    setEngine(low.core, {
      low,
      platform,
      files,
      reproducible,
      startFit: () =>
        platform.startFit?.() ?? refuse('worker', true, 'left out here, where no worker can start'),
    });
    return new Inkling(low, setup);
  }

  /** The module that load() shares. @type {Promise<Inkling> | undefined} */
  let shared;

  /**
   * Loads a network: by default the one that comes with the package and reads handwritten digits.
   * @param {Source | NetworkJSON} [source] an Inkling, ONNX, Keras, TensorFlow.js, PyTorch, or NumPy
   *   model: its address, its path in Node, or its content; or what toJSON returned; default the network
   *   that comes with the package
   * @param {OpenOptions} [settings] for models from other programs
   * @returns {Promise<Network>}
   * @throws {import('../inkling/errors.js').InklingError} see Inkling.load
   * @example
   * const network = await load();
   * const { label } = await network.classify(canvas);
   */
  async function load(source, settings) {
    shared ??= loadInkling().catch((error) => {
      shared = undefined;
      throw error;
    });
    return (await shared).load(source, settings);
  }

  return { loadInkling, load };
}

/** @param {string} model @returns {Uint8Array} */
function fromBase64(model) {
  try {
    return Uint8Array.from(atob(model), (char) => char.charCodeAt(0));
  } catch {
    return refuse('source.model', model, 'a model file in base64, as from toJSON');
  }
}

/**
 * @param {Record<string, URL | BufferSource>} files
 * @param {LoadOptions['wasm']} wasm
 * @returns {(file: string) => URL | BufferSource}
 */
function locator(files, wasm) {
  if (wasm === undefined) return (file) => files[file];
  const isWorker = (/** @type {string} */ file) => !file.endsWith('.wasm');
  if (typeof wasm === 'function') {
    return (file) => {
      const url = isWorker(file) ? files[file] : wasm(file);
      try {
        return url instanceof URL ? url : new URL(/** @type {any} */ (url));
      } catch {
        return refuse('wasm', url, `a function that returns the address of ${file}`);
      }
    };
  }
  /** @type {URL} */
  let folder;
  try {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    folder = new URL(wasm instanceof URL ? wasm.href : wasm, base);
    if (!folder.pathname.endsWith('/')) folder = new URL(`${folder.href}/`);
  } catch {
    refuse('wasm', wasm, 'the address of a folder, or a function from a file to its address');
  }
  return (file) => (isWorker(file) ? files[file] : new URL(file, folder));
}
