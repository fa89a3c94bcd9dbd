/**
 * What a frame with `?embed` in its address tells the embedding page, and what that page may ask for.
 * web/embed/README.md documents the messages for the authors of such pages.
 */

import { lastAccuracy } from '../data/accuracy.js';
import { isSure, SURE } from '../data/sureness.js';
import { mostProbable } from '../inkling/most-probable.js';

/**
 * @typedef {object} Answer
 * @property {string | null} answer the most probable class, or a number; null for an empty pad
 * @property {string[]} names of the classes
 * @property {number[]} probabilities in that order; of one digit of a number
 * @property {boolean} sure whether Inkling itself would show it without "Not sure"
 * @property {import('../answer/reader.js').Source} network that answered
 *
 * @typedef {object} Progress
 * @property {boolean} running
 * @property {number} epoch done so far, with its fraction
 * @property {number} epochs that training aims for
 * @property {number | null} loss the latest training loss
 * @property {number | null} testAccuracy the latest
 *
 * @typedef {{ type: 'inkling:ready' }
 *   | { type: 'inkling:answer' } & Answer
 *   | { type: 'inkling:progress' } & Progress
 *   | { type: 'inkling:lesson', lesson: string }
 *   | { type: 'inkling:failed', reason: string }
 *   | { type: 'inkling:size', height: number }} Told
 */

/** What the embedding page may ask for, by message. @type {Record<string, string>} test ids of buttons */
const COMMANDS = {
  'inkling:clear': 'clear',
  'inkling:undo': 'undo',
  'inkling:train': 'train',
  'inkling:pause': 'pause',
};

/**
 * The only origin to talk to, from the frame's address: ?embed=https://course.example, or the host alone.
 * Without one, '*': the embedding page may have any. A mistyped one matches no page, rather than all.
 * @param {string} search
 */
export function parentOriginOf(search) {
  const wanted = new URLSearchParams(search).get('embed');
  if (!wanted) return '*';
  try {
    return new URL(/^https?:\/\//.test(wanted) ? wanted : `https://${wanted}`).origin;
  } catch {
    return 'https://mistyped.invalid';
  }
}

/**
 * The button that a message asks for; undefined if it is not for us.
 * @param {{ data: unknown, origin: string, source: unknown }} message
 * @param {unknown} parent the embedding page's window
 * @param {string} parentOrigin
 */
export function commandOf({ data, origin, source }, parent, parentOrigin) {
  if (source !== parent || (parentOrigin !== '*' && origin !== parentOrigin)) return undefined;
  const { type } = /** @type {{ type?: unknown }} */ (Object(data));
  return typeof type === 'string' && Object.hasOwn(COMMANDS, type) ? COMMANDS[type] : undefined;
}

/**
 * @param {Float32Array | null} probabilities @param {string[]} names @param {Answer['network']} network
 * @param {{ text: string, sure: number } | null} [number] if there are several digits
 * @returns {Answer}
 */
export function answerOf(probabilities, names, network, number) {
  return {
    answer: number ? number.text : probabilities ? names[mostProbable(probabilities)] : null,
    names,
    probabilities: Array.from(probabilities ?? []),
    sure: number ? number.sure >= SURE : Boolean(probabilities && isSure(probabilities)),
    network,
  };
}

/**
 * @param {import('../train/protocol.js').Progress} progress
 * @param {import('../train/protocol.js').CurvePoint[]} points
 * @returns {Progress}
 */
export function progressOf({ state, epoch, position, epochSize, target }, points) {
  return {
    running: state === 'running' || state === 'waiting',
    epoch: epoch + position / epochSize,
    epochs: target,
    loss: points.at(-1)?.trainLoss ?? null,
    testAccuracy: lastAccuracy(points),
  };
}
