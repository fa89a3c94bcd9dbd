/**
 * Replaces guard.js in the page's bundle, by the field "browser" of package.json. The page checks what
 * visitors enter itself, and has messages of its own, so this keeps only what memory needs.
 */
import { InklingError } from './errors.js';
import { PIXELS } from './types.js';

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {string} range
 * @param {import('./errors.js').Code} [code]
 * @returns {never}
 */
export function refuse(argument, value, range, code = 'BAD_ARGUMENT') {
  throw new InklingError(code, `${argument} must be ${range}.`, undefined, {
    argument,
    value,
    range,
  });
}

/** @param {string} argument @param {number} value @param {number} min @param {number} max */
export const real = (argument, value, min, max) =>
  value >= min && value <= max ? value : refuse(argument, value, `${min} to ${max}`);

/** @param {string} argument @param {number} value @param {number} min @param {number} max */
export const whole = (argument, value, min, max) =>
  value % 1 ? refuse(argument, value, 'whole') : real(argument, value, min, max);

/** @param {string} _ @param {any} value */
const same = (_, value) => value;
export const [flag, choice, options, text] = [same, same, same, same];

/** @param {unknown} value */
export const isBytes = (value) => value instanceof Uint8Array || value instanceof Uint8ClampedArray;

/** @param {string} argument @param {any} value @param {number} [length] */
export const floats = (argument, value, length = value.length) =>
  value.length === length ? value : refuse(argument, value, `of length ${length}`);
export const bytes = floats;

/** @param {Uint8Array | ArrayBuffer} value */
export const file = (value) => (value instanceof Uint8Array ? value : new Uint8Array(value));

/** @param {string} argument @param {any} values @param {number} [count] */
export function images(argument, values, count = values.length / PIXELS) {
  whole(argument, values.length / PIXELS, count, count);
  return { count, values, full: isBytes(values) ? 255 : 1 };
}

/** @param {any} value @param {number} count */
export const labels = (value, count) =>
  Uint8Array.from(floats('labels', typeof value === 'number' ? [value] : value, count));

/** @param {any} value @param {number} [_] */
export const strokes = (value, _) => value;

const nothing = () => {};
export const [groups, hiddenUnits, probabilities] = [nothing, nothing, nothing];
export const [requireKinds, requireNumbers] = [nothing, nothing];
export const usage = () => '';

/** @param {{ notes?: Record<string, string>, classNames?: string[] }} given */
export const notesOf = ({ notes, classNames }) => ({
  ...notes,
  ...(classNames && { class_names: classNames.join('\n') }),
});
