/**
 * Checks of what callers pass. A refusal names the argument, shows its value, and says what would be
 * right, in the error's message and in its fields.
 */
import { InklingError } from './errors.js';
import { MAX_CLASSES, MAX_UNITS, NO_CLASS, PIXELS } from './types.js';

/** A value in a message, in a few words. @param {unknown} value */
function show(value) {
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const { length } = /** @type {ArrayLike<unknown>} */ (value);
    return `${Object.prototype.toString.call(value).slice(8, -1)} of ${length} values`;
  }
  return `of type ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

/**
 * @param {string} argument its name
 * @param {unknown} value
 * @param {string} range what it must be
 * @param {import('./errors.js').Code} [code]
 * @returns {never}
 */
export function refuse(argument, value, range, code = 'BAD_ARGUMENT') {
  const message = `${argument} is ${show(value)}; it must be ${range}.`;
  throw new InklingError(code, message, undefined, { argument, value, range });
}

/** @param {string} argument @param {unknown} value @param {number} min @param {number} max */
export function whole(argument, value, min, max) {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  refuse(argument, value, `a whole number from ${min} to ${max}`);
}

/**
 * @param {string} argument @param {unknown} value @param {number} min @param {number} max
 * @param {boolean} [above] whether min itself is excluded
 */
export function real(argument, value, min, max, above = false) {
  if (typeof value === 'number' && value <= max && (above ? value > min : value >= min)) {
    return value;
  }
  refuse(argument, value, above ? `above ${min}, at most ${max}` : `from ${min} to ${max}`);
}

/** @param {string} argument @param {unknown} value */
export function flag(argument, value) {
  return typeof value === 'boolean' ? value : refuse(argument, value, 'true or false');
}

/** @param {string} argument @param {unknown} value */
export function text(argument, value) {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  refuse(argument, value, 'text without a NUL character');
}

/**
 * @template {string} T
 * @param {string} argument @param {unknown} value @param {readonly T[]} choices
 */
export function choice(argument, value, choices) {
  if (choices.includes(/** @type {T} */ (value))) return /** @type {T} */ (value);
  refuse(argument, value, `one of ${choices.join(', ')}`);
}

/**
 * Requires a plain object: options in any other, such as a Map or an AbortSignal, would be ignored silently.
 * @param {string} argument @param {unknown} value @param {string} range
 */
export function plain(argument, value, range) {
  if (typeof value !== 'object' || value === null) return refuse(argument, value, range);
  const parent = Object.getPrototypeOf(value);
  // Other windows have an Object.prototype of their own.
  const isPlain = parent === null || Object.getPrototypeOf(parent) === null;
  if (!isPlain) refuse(argument, value, range);
}

/** The options of functions. @type {Record<string, readonly string[]>} */
const OPTIONS = {
  createNetwork: ['layers', 'hidden', 'maxBatch', 'seed'],
  loadInkling: ['reproducible', 'threads', 'startThread', 'readOnly', 'groupOnly', 'folder'],
  loadNetwork: ['maxBatch'],
  readPage: ['split', 'straighten', 'whole'],
  save: ['notes', 'classNames', 'half', 'trainer'],
  toHeader: ['int8'],
};

/**
 * An object of options, none of them unknown.
 * @template {object} T
 * @param {string} argument or the name of a function in OPTIONS
 * @param {T} value
 * @param {readonly string[]} [known]
 * @returns {T}
 */
export function options(argument, value, known = OPTIONS[argument]) {
  plain(argument in OPTIONS ? 'options' : argument, value, `an object with ${known.join(', ')}`);
  const extra = Object.keys(value).find((key) => !known.includes(key));
  if (extra !== undefined) {
    const range = `one of ${known.join(', ')}`;
    throw new InklingError(
      'BAD_ARGUMENT',
      `There is no option "${extra}". It must be ${range}.`,
      undefined,
      {
        argument: extra,
        value: value[/** @type {keyof T} */ (extra)],
        range,
      },
    );
  }
  const none = Object.keys(value).find((key) => value[/** @type {keyof T} */ (key)] === null);
  if (none !== undefined) refuse(none, null, 'left out, or have a value');
  return value;
}

/** @param {unknown} value */
const isView = (value) => ArrayBuffer.isView(value);

/** @param {unknown} value @returns {value is Uint8Array | Uint8ClampedArray} */
export const isBytes = (value) => value instanceof Uint8Array || value instanceof Uint8ClampedArray;

/** @param {string} argument @param {unknown} value @param {number} [length] */
export function bytes(argument, value, length) {
  if (isBytes(value) && (length === undefined || value.length === length)) return value;
  const count = length === undefined ? '' : ` of ${length} values`;
  refuse(argument, value, `a Uint8Array or Uint8ClampedArray${count}`);
}

/** The content of a file. @param {unknown} value */
export function file(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array) return value;
  refuse('file', value, 'a Uint8Array or an ArrayBuffer with the content of the file');
}

/**
 * @param {string} argument @param {unknown} value
 * @param {number | undefined} length any but 0 if undefined
 * @param {boolean} [finite] whether to look at every value
 */
export function floats(argument, value, length, finite) {
  const array = /** @type {ArrayLike<number>} */ (value);
  const typed = value instanceof Float32Array || Array.isArray(value);
  if (!typed || (length === undefined ? array.length === 0 : array.length !== length)) {
    refuse(argument, value, `a Float32Array${length === undefined ? '' : ` of ${length} values`}`);
  }
  if (finite || Array.isArray(value)) {
    for (let i = 0; i < array.length; i++) {
      const fits = Number.isFinite(array[i]) && Number.isFinite(Math.fround(array[i]));
      if (!fits) refuse(`${argument}[${i}]`, array[i], 'a finite 32-bit number');
    }
  }
  return array;
}

/** @param {unknown} value */
export function probabilities(value) {
  const shares = floats('probabilities', value, undefined, true);
  for (let i = 0; i < shares.length; i++) real(`probabilities[${i}]`, shares[i], 0, 1);
}

/** Rounding may take ink slightly past 1. */
const SLACK = 1e-3;

/**
 * Images of ink: bytes from 0 to 255, or numbers from 0 to 1.
 * @param {string} argument
 * @param {unknown} value [n][PIXELS]
 * @param {number} [count] of images; by default any, but at least one
 * @returns {{ count: number, values: ArrayLike<number>, full: number }} full: the value of full ink
 */
export function images(argument, value, count) {
  const values = /** @type {ArrayLike<number>} */ (value);
  const full = isBytes(value) ? 255 : 1;
  const typed = full === 255 || value instanceof Float32Array || value instanceof Float64Array;
  const found = typed || Array.isArray(value) ? values.length / PIXELS : 0;
  if (!Number.isInteger(found) || found < 1 || (count !== undefined && found !== count)) {
    const needed = count === undefined ? `${PIXELS} values per image` : `${count * PIXELS} values`;
    refuse(argument, value, `ink with ${needed}: a Float32Array (0 to 1) or bytes (0 to 255)`);
  }
  if (full === 1) {
    for (let i = 0; i < values.length; i++) {
      const ink = values[i];
      if (typeof ink !== 'number' || !(ink >= -SLACK && ink <= 1 + SLACK)) {
        refuse(
          `${argument}[${i}]`,
          ink,
          'from 0 (blank) to 1 (full ink); pass bytes as Uint8Array',
        );
      }
    }
  }
  return { count: found, values, full };
}

/**
 * @param {unknown} value a label, or one per image
 * @param {number} count
 * @param {number} [classes]
 */
export function labels(value, count, classes = MAX_CLASSES) {
  const list = /** @type {ArrayLike<number>} */ (typeof value === 'number' ? [value] : value);
  if (!(Array.isArray(list) || isView(list)) || list.length !== count) {
    refuse('labels', value, `a list of ${count}, one for each image`);
  }
  const code = classes === MAX_CLASSES ? 'BAD_LABELS' : 'UNKNOWN_CLASS';
  for (let i = 0; i < count; i++) {
    const label = list[i];
    if (!(Number.isInteger(label) && label >= 0 && label < classes) && label !== NO_CLASS) {
      refuse(
        `labels[${i}]`,
        label,
        `a class from 0 to ${classes - 1}, or ${NO_CLASS} for none`,
        code,
      );
    }
  }
  return Uint8Array.from(list);
}

/** The farthest coordinate, MAX_COORDINATE in src/ink/raster.c. */
const FAR = 1000;

/**
 * @param {unknown} value
 * @param {number} [least] how many points there must be
 * @returns {import('./types.js').Stroke[]}
 */
export function strokes(value, least = 0) {
  if (!Array.isArray(value)) refuse('strokes', value, 'a list of strokes, each a list of { x, y }');
  for (const [s, stroke] of value.entries()) {
    if (!Array.isArray(stroke)) refuse(`strokes[${s}]`, stroke, 'a list of points { x, y }');
    for (const [p, point] of stroke.entries()) {
      const { x, y } = point ?? {};
      if (
        typeof x !== 'number' ||
        typeof y !== 'number' ||
        !(Math.abs(x) <= FAR && Math.abs(y) <= FAR)
      ) {
        refuse(
          `strokes[${s}][${p}]`,
          point,
          `a point { x, y } with numbers from -${FAR} to ${FAR}`,
        );
      }
    }
  }
  if (value.flat().length < least) refuse('strokes', value, 'strokes with at least one point');
  return value;
}

/** @typedef {import('./types.js').LayerKind} LayerKind */

/** What Network.layers says besides. */
const TOLD = ['type', 'height', 'width', 'channels', 'parameters'];

/**
 * Refuses unknown types of layers, and numbers that a type does not have.
 * @param {readonly LayerKind[]} kinds @param {readonly { type?: unknown }[]} layers
 */
export function requireKinds(kinds, layers) {
  if (layers.length === 0) refuse('layers', layers, 'a list with at least one layer', 'BAD_LAYERS');
  const names = kinds.map(({ name }) => name);
  /** @type {string[]} */
  const all = kinds.flatMap(({ numbers }) => numbers.map(({ name }) => name));
  for (const [i, layer] of layers.entries()) {
    const type = layer?.type;
    const kind = kinds.find(({ name }) => name === type);
    if (!kind) return refuse(`layers[${i}].type`, type, `one of ${names.join(', ')}`, 'BAD_LAYERS');
    /** @type {string[]} */
    const own = kind.numbers.map(({ name }) => name);
    for (const [name, value] of Object.entries(layer)) {
      // parseLayers sets those of other types to 0.
      const unused = all.includes(name) && (value === 0 || value === undefined);
      if (TOLD.includes(name) || own.includes(name) || unused) continue;
      const range = `left out: ${kind.name} has ${own.join(', ') || 'no numbers'}`;
      refuse(`layers[${i}].${name}`, value, range, 'BAD_LAYERS');
    }
  }
}

/**
 * Names the first number that the core refused.
 * @param {readonly LayerKind[]} kinds
 * @param {readonly import('./types.js').Layer[]} layers
 */
export function requireNumbers(kinds, layers) {
  for (const [i, layer] of layers.entries()) {
    const kind = kinds.find(({ name }) => name === layer.type);
    for (const { name, whole, optional, zero, min, max } of kind?.numbers ?? []) {
      const value = layer[name];
      if ((value === undefined && optional) || (value === 0 && zero)) continue;
      const fits = typeof value === 'number' && value >= min && value <= max;
      if (fits && (!whole || Number.isInteger(value))) continue;
      const what = whole ? 'a whole number' : 'a number';
      refuse(`layers[${i}].${name}`, value, `${what} from ${min} to ${max}`);
    }
  }
}

/** What takes up the memory, in a sentence. @param {import('./core.js').Core} core */
export function usage({ held, memory }) {
  const objects = Object.entries(held)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}${count > 1 ? 's' : ''}`);
  const used = Math.round(memory.buffer.byteLength / 2 ** 20);
  return ` In use: ${used} of 256 MB, by ${objects.join(', ') || 'nothing that free() releases'}.`;
}

/** @param {unknown} hidden */
export function hiddenUnits(hidden) {
  if (!Array.isArray(hidden)) refuse('hidden', hidden, 'a list of the units of hidden layers');
  for (const [i, units] of hidden.entries()) whole(`hidden[${i}]`, units, 1, MAX_UNITS);
}

/**
 * The notes of a file, with the names of the classes among them.
 * @param {Pick<import('./types.js').SaveOptions, 'notes' | 'classNames'>} given
 * @param {number} classes
 * @returns {Record<string, string>}
 */
export function notesOf({ notes = {}, classNames }, classes) {
  for (const [name, note] of Object.entries(notes)) text(`notes.${name}`, note);
  if (classNames === undefined) return notes;
  return { ...notes, class_names: classNamesOf(classNames, classes).join('\n') };
}

/** @param {unknown} names @param {number} classes @returns {readonly string[]} */
export function classNamesOf(names, classes) {
  if (!Array.isArray(names) || names.length !== classes) {
    refuse('classNames', names, `a list of ${classes} names, one for each class`);
  }
  for (const [i, name] of names.entries()) {
    if (text(`classNames[${i}]`, name).includes('\n')) {
      refuse(`classNames[${i}]`, name, 'one line');
    }
  }
  return names;
}

/**
 * Names that a caller gives to classes. Unlike names in files, they must differ.
 * @param {unknown} names @param {number} [classes] by default, any number of them
 */
export function newClassNames(names, classes) {
  const count = Array.isArray(names) ? names.length : 0;
  if (classes === undefined && !(count >= 1 && count <= MAX_CLASSES)) {
    refuse('classNames', names, `a list of 1 to ${MAX_CLASSES} names`);
  }
  const given = classNamesOf(names, classes ?? count);
  const twice = given.findIndex((name, i) => given.indexOf(name) < i);
  if (twice >= 0) refuse(`classNames[${twice}]`, given[twice], 'different from the others');
  return given;
}

/**
 * Candidates as from groupCandidates.
 * @param {unknown} value
 * @param {unknown} strokeCount
 */
export function groups(value, strokeCount) {
  const strokes = whole('strokes', strokeCount, 0, 2 ** 16);
  if (!Array.isArray(value)) refuse('candidates', value, 'a list, as from groupCandidates');
  for (const [i, candidate] of value.entries()) {
    const { first, count, line, glyph, gap, cost } = candidate ?? {};
    const name = `candidates[${i}]`;
    whole(`${name}.first`, first, 0, strokes - 1);
    whole(`${name}.count`, count, 1, strokes - first);
    whole(`${name}.line`, line, 0, strokes);
    choice(`${name}.glyph`, glyph, ['digit', 'minus', 'point']);
    for (const [key, number] of Object.entries({ gap, cost })) {
      if (typeof number !== 'number' || Number.isNaN(number))
        refuse(`${name}.${key}`, number, 'a number');
    }
  }
}
