/** Whether a correction was enough, in words. Loaded with the first correction. */
import { isSure } from '../data/sureness.js';
import { NO_CLASS } from '../inkling/index.js';
import { mostProbable } from '../inkling/most-probable.js';
import { t } from '../text/index.js';
import './outcome-words.js';

/**
 * @param {import('./teaching.js').Teaching} teaching after it has learned
 * @param {import('../inkling/index.js').Stroke[]} strokes of the drawing
 * @param {number} label a digit, or NO_CLASS
 */
export function outcomeOf({ answers }, strokes, label) {
  // A heavy network answers later.
  const late = answers.reader?.isHeavy('handwriting');
  const read = late ? null : answers.reader?.read('handwriting', strokes).probabilities;
  const sure = Boolean(read && isSure(read));
  if (label === NO_CLASS) return t(sure ? 'taught.stillDigit' : 'taught.noDigit');
  const digit = String(label);
  return late || (read && sure && mostProbable(read) === label)
    ? t('correction.learned', { digit })
    : t('taught.notYet', { digit });
}
