/** Formats the value of a setting: a choice by its name, a number with its unit. */
import {
  formatDegrees,
  formatNumber,
  formatPercent,
  formatPixels,
  isMessage,
  t,
} from '../text/index.js';
import './words.js';

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
  if (word !== undefined) return isMessage('choices', word) ? t(`choices.${word}`) : word;
  return ((unit && FORMATTERS[unit]) || plainly)(Number(value));
}
