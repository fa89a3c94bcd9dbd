/** What to say about a model from another program: why it can't be read, and what was changed. */
import { MAX_CHANNELS, MAX_LAYERS, MAX_UNITS } from '../inkling/types.js';
import { t } from '../text/index.js';
import './elsewhere-words.js';

/** @typedef {import('./readers/error.js').ReadError} ReadError */

/**
 * Why a file can't be read; null if the error is about something else.
 * @param {Error} error a ReadError keeps its properties on the way from a worker
 * @param {string} file its name
 */
export function refusalText(error, file) {
  const { reason, values = {} } = /** @type {Partial<ReadError>} */ (error);
  if (error.name !== 'ReadError' || !reason) return null;
  const { name = '', shape = '', count = 0, most = 0, layer = '' } = values;
  return t(`elsewhere.${reason}`, {
    file,
    name: `${name}`,
    shape: `${shape}`,
    layer: `${layer}`,
    count: Number(count),
    most: Number(most),
    layers: MAX_LAYERS,
    channels: MAX_CHANNELS,
    units: MAX_UNITS,
  });
}

/** What was left out or rewritten, a sentence each. @param {import('./readers/plan.js').Plan['remarks']} remarks */
export const remarkTexts = (remarks) =>
  remarks.map(([remark, detail]) => t(`elsewhere.${remark}`, { detail }));
