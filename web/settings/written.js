/** The value of a setting as it is read: a choice by its name, a number with its unit. */
import { formatDegrees, formatNumber, formatPercent, formatPixels, t } from '../text/index.js';
import { WORDS } from './words.js';

/** @param {number | string} value @returns {value is keyof typeof WORDS.choices} */
const isChoice = (value) => value in WORDS.choices;

/** @param {number} value */
const plainly = (value) => formatNumber(value, { maximumFractionDigits: 6 });

/** By the unit of a declaration. @type {Record<string, (value: number) => string>} */
const WRITE = { '%': formatPercent, '°': formatDegrees, px: formatPixels };

/**
 * @param {Pick<import('./schema.js').Declaration, 'key' | 'unit'>} declaration
 * @param {number | string} value
 */
export function written({ key, unit }, value) {
  if (key === 'threads' && value === 0) return t('choices.threads0');
  if (typeof value === 'number') return ((unit && WRITE[unit]) || plainly)(value);
  return isChoice(value) ? t(`choices.${value}`) : value;
}
