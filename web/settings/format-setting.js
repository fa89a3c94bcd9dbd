/** Formats the value of a setting: a choice by its name, a number with its unit. */
import { formatDegrees, formatNumber, formatPercent, formatPixels, t } from '../text/index.js';
import { WORDS } from './words.js';

/** @param {number | string} value @returns {value is keyof typeof WORDS.choices} */
const isChoice = (value) => value in WORDS.choices;

/** @param {number} value */
const plainly = (value) => formatNumber(value, { maximumFractionDigits: 6 });

/** By the unit of a declaration. @type {Record<string, (value: number) => string>} */
const FORMATTERS = { '%': formatPercent, '°': formatDegrees, px: formatPixels };

/**
 * @param {Pick<import('./schema.js').Declaration, 'unit' | 'named'>} declaration
 * @param {number | string} value
 */
export function formatSetting({ unit, named }, value) {
  const word = typeof value === 'number' ? named?.[value] : value;
  if (word !== undefined) return isChoice(word) ? t(`choices.${word}`) : word;
  return ((unit && FORMATTERS[unit]) || plainly)(Number(value));
}
