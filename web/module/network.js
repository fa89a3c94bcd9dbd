import { numberText, partsOf, surenessOf } from '../answer/number.js';
import { doubted } from '../answer/scribble.js';
import { isSure, SURE } from '../data/sureness.js';
import { DESCRIBE, HANDLE } from '../inkling/core.js';
import { classNamesOf, newClassNames, options, plain, refuse } from '../inkling/guard.js';
import { ACTIVATION_BYTES, INFO_OFFSET } from '../inkling/inspect.js';
import { readLayer } from '../inkling/layers.js';
import { mostProbable } from '../inkling/most-probable.js';
import { Network as LowNetwork } from '../inkling/network.js';
import { CLASSES, PIXELS } from '../inkling/types.js';
import { Dataset } from './dataset.js';
import { engineOf, TRAINED } from './engine.js';
import { abortSignal, evaluate, newHistory, run } from './fit.js';
import { areStrokes, brought, imagesOf } from './inputs.js';

/**
 * @typedef {import('./types.js').EpochLogs} EpochLogs
 * @typedef {import('./types.js').EvaluationResult} EvaluationResult
 * @typedef {import('./types.js').FitOptions} FitOptions
 * @typedef {import('./types.js').History} History
 * @typedef {import('./types.js').Input} Input
 * @typedef {import('./types.js').NetworkJSON} NetworkJSON
 * @typedef {import('./types.js').NumberReading} NumberReading
 * @typedef {import('./types.js').Prediction} Prediction
 */

/** Notes about how it was trained. */
const STALE = ['test_accuracy', 'command', 'curve'];

/** @param {number} classes */
const numbers = (classes) => Array.from({ length: classes }, (_, i) => String(i));

/** @param {readonly string[]} names */
const areDigits = (names) =>
  names.length === CLASSES && names.every((name, i) => name === String(i));

/** Records how a model from another program was converted. */
export const OPENED = Symbol('opened');

/** A network: classify with it, train it, save it. */
export class Network extends LowNetwork {
  /** @type {readonly string[] | null} */
  #classNames = null;
  /** @type {Readonly<Record<string, string>>} */
  #notes = {};
  /** @type {Readonly<import('./types.js').ModelReport> | null} */
  #report = null;

  /** @internal What it was loaded with. */
  get engine() {
    return engineOf(this.core);
  }

  /** The names of the classes: '0' to '9' unless others were given. @returns {readonly string[]} */
  get classNames() {
    return this.#classNames ?? numbers(this.classes);
  }

  get #readsDigits() {
    return areDigits(this.classNames);
  }

  /** The notes that the network was loaded with; save() writes them again. */
  get notes() {
    return this.#notes;
  }

  /** How a model from another program was converted; null for Inkling's own models. */
  get report() {
    return this.#report;
  }

  /** @internal @param {import('./types.js').ModelReport} report */
  [OPENED](report) {
    this.#report = Object.freeze(report);
  }

  /** @internal @param {readonly string[] | null} names @param {Record<string, string>} notes */
  [DESCRIBE](names, notes) {
    this.#classNames = names && Object.freeze([...classNamesOf(names, this.classes)]);
    const { class_names: _, ...others } = notes;
    this.#notes = Object.freeze(others);
  }

  /** @internal */
  [TRAINED]() {
    const kept = Object.entries(this.#notes).filter(([name]) => !STALE.includes(name));
    this.#notes = Object.freeze(Object.fromEntries(kept));
  }

  /** The layers, with the shapes of their outputs and the numbers of their parameters. */
  get layers() {
    const { core } = this;
    return core.borrow([ACTIVATION_BYTES], (address) =>
      Array.from({ length: core.call.ink_network_layer_count(this[HANDLE]) }, (_, i) => {
        core.check(core.call.ink_network_activation(this[HANDLE], i, address));
        const [height, width, channels, parameters] = core.i32(address + INFO_OFFSET, 4);
        return Object.freeze({ ...readLayer(core, address), height, width, channels, parameters });
      }),
    );
  }

  /**
   * Names the most probable class of a drawing, a picture, or ink.
   * @param {Input | Promise<Input>} input one digit or character
   * @returns {Promise<Prediction>}
   * @throws {import('../inkling/errors.js').InklingError} NOT_LOADED if there is no such file,
   *   NOT_A_PICTURE, BAD_PICTURE, BAD_ARGUMENT
   * @example
   * const { label, probability, sure } = await network.classify(canvas);
   */
  async classify(input) {
    const { low, platform } = this.engine;
    const given = await input;
    const ink = await imagesOf(given, low, platform);
    const { classes } = this;
    const count = ink.length / PIXELS;
    const mean = new Float32Array(classes);
    for (const [i, value] of this.predict(ink).entries()) mean[i % classes] += value / count;
    const judged = areStrokes(given) && this.#readsDigits;
    const probabilities = judged ? doubted(mean, given) : mean;
    const index = mostProbable(probabilities);
    return {
      label: this.classNames[index],
      index,
      probability: probabilities[index],
      probabilities,
      sure: isSure(probabilities) && ink.some((value) => value > 0),
      ink: ink.slice(0, PIXELS),
    };
  }

  /**
   * Reads strokes as a number: one or more digits, with minus and decimal point, on one or more lines. A
   * decimal comma becomes a point. The network decides which strokes belong together. Unless its classes
   * are the ten digits, it reads all strokes as one drawing.
   * @param {import('../inkling/types.js').Stroke[]} strokes in any order
   * @returns {Promise<NumberReading>}
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT
   * @example
   * const { text, sure } = await network.readNumber(pad.strokes);
   */
  async readNumber(strokes) {
    const { low } = this.engine;
    const { near, away } = brought(strokes);
    low.rasterize(near); // refuses anything but strokes
    const drawn = /** @type {typeof strokes} */ (near).filter(({ length }) => length > 0);
    /** @type {import('../answer/number.js').Part[]} */
    const parts =
      this.#readsDigits && drawn.length
        ? partsOf(low, drawn, (some) => this.predict(low.rasterize(some)))
        : [{ strokes: drawn, of: drawn, glyph: 'digit', line: 0, touches: false }];
    const digits = await Promise.all(
      parts
        .filter(({ glyph }) => glyph === 'digit')
        .map(async (part) => ({
          ...(await this.classify(part.strokes)),
          strokes: part.strokes.map(away),
        })),
    );
    const probability = surenessOf(parts, digits);
    return {
      text: numberText(
        parts,
        digits.map(({ label }) => label),
        { minus: '-' },
      ),
      probability,
      sure: digits.length > 1 ? probability >= SURE : digits[0].sure,
      digits,
    };
  }

  /**
   * Trains on a dataset.
   * @param {Dataset} data labeled images
   * @param {FitOptions} [settings] by default, 5 epochs of AdamW with a one-cycle schedule
   * @returns {Promise<History>}
   * @throws {import('../inkling/errors.js').InklingError} DIVERGED if the loss is not finite: lower the
   *   learning rate; UNKNOWN_CLASS for a label that the network has no output for; BAD_ARGUMENT
   * @example
   * await network.fit(data, { epochs: 10, validation: 0.1, onEpoch: console.log });
   */
  async fit(data, settings = {}) {
    const history = newHistory();
    for await (const logs of run(this, data, settings, history)) {
      settings.onEpoch?.(logs);
    }
    return history;
  }

  /**
   * Trains on a dataset, and yields after each epoch. Leaving the loop stops.
   * @param {Dataset} data labeled images
   * @param {FitOptions} [settings] by default, 5 epochs of AdamW with a one-cycle schedule
   * @returns {AsyncGenerator<EpochLogs, void, void>}
   * @throws {import('../inkling/errors.js').InklingError} as fit
   * @example
   * for await (const { epoch, loss } of network.epochs(data)) console.log(epoch, loss);
   */
  async *epochs(data, settings = {}) {
    for await (const logs of run(this, data, settings, newHistory())) {
      settings.onEpoch?.(logs);
      yield logs;
    }
  }

  /**
   * Tests the network on a dataset, in slices between which a page can draw.
   * @param {Dataset} data labeled images that it was not trained on
   * @param {object} [settings]
   * @param {AbortSignal} [settings.signal] stops, and throws its reason; default none
   * @returns {Promise<EvaluationResult>}
   * @throws {import('../inkling/errors.js').InklingError} UNKNOWN_CLASS for a label that the network has no
   *   output for; BAD_ARGUMENT for an empty dataset
   * @example
   * const { accuracy, confusion } = await network.evaluate(data);
   */
  async evaluate(data, settings = {}) {
    const { signal } = options('options', settings, ['signal']);
    if (!(data instanceof Dataset)) refuse('data', data, 'a dataset');
    abortSignal(signal);
    return evaluate(this, data, signal);
  }

  /** A table of the layers, for people. */
  summary() {
    const rows = this.layers.map(({ type, units, size, padding, rate, ...layer }) => [
      [type, ...(size ? [`${size}x${size}`] : []), ...(rate ? [String(rate)] : [])].join(' '),
      [layer.height, layer.width, layer.channels]
        .filter((side, i) => side > 1 || i === 2)
        .join(' x '),
      String(layer.parameters),
    ]);
    const table = [['layer', 'output', 'parameters'], ...rows];
    const widths = [0, 1, 2].map((c) => Math.max(...table.map((row) => row[c].length)));
    const lines = table.map(
      (row) =>
        `${row[0].padEnd(widths[0])}  ${row[1].padEnd(widths[1])}  ${row[2].padStart(widths[2])}`,
    );
    return [...lines, `${this.parameterCount} parameters, ${this.classes} classes`].join('\n');
  }

  /**
   * The network as a safetensors file, for load(), with its class names and notes unless others are
   * given.
   * @override
   * @param {import('../inkling/types.js').SaveOptions} [given] what to write besides the network
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT, FREED
   */
  save(given = {}) {
    options('save', given);
    if (given.notes !== undefined) plain('notes', given.notes, 'an object of strings');
    const named = given.classNames === undefined && this.#classNames;
    return super.save({
      ...given,
      ...(named && { classNames: [...named] }),
      notes: { ...this.#notes, ...given.notes },
    });
  }

  /**
   * The whole network for JSON.stringify. load() takes it back.
   * @returns {NetworkJSON}
   */
  toJSON() {
    const file = this.save();
    let binary = '';
    for (let i = 0; i < file.length; i += 0x8000) {
      binary += String.fromCharCode(...file.subarray(i, i + 0x8000));
    }
    return {
      format: 'inkling',
      layers: this.engine.low.readModel(file).layers,
      classNames: this.classNames,
      parameterCount: this.parameterCount,
      model: btoa(binary),
    };
  }

  /**
   * Names the classes; save() writes the names, too.
   * @param {readonly string[]} names one for each class
   */
  rename(names) {
    const given = newClassNames(names, this.classes);
    this[DESCRIBE](areDigits(given) ? null : given, this.#notes);
  }
}
