/** The activations of every layer as pictures. */

import { SIDE } from '../inkling/index.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { formatFacts, formatNumber, formatShape, t } from '../text/index.js';
import { element, inkPicture, number } from '../ui/elements.js';

/** Feature maps shown per layer. */
const MAX_MAPS = 64;
/** Units per row of a strip. */
const STRIP = 32;

/** @param {import('../lens/lens.js').TracedView} layer */
function maps({ y, output: { height, width, channels } }) {
  const scale = maxAbs(y);
  return Array.from({ length: Math.min(channels, MAX_MAPS) }, (_, k) => {
    const canvas = element('canvas', { class: 'pixels map' });
    paintValues(canvas, width, height, (r, c) => y[(r * width + c) * channels + k], scale);
    return canvas;
  });
}

/** @param {import('../lens/lens.js').TracedView} layer */
function strip({ y }) {
  const canvas = element('canvas', { class: 'pixels strip' });
  const columns = Math.min(y.length, STRIP);
  const rows = Math.ceil(y.length / columns);
  paintValues(canvas, columns, rows, (r, c) => y[r * columns + c] ?? 0, maxAbs(y));
  canvas.style.aspectRatio = `${columns} / ${rows}`;
  canvas.style.maxInlineSize = `${columns * 16}px`;
  return canvas;
}

/** The logits with the names of their classes. @param {Float32Array} logits @param {string[]} names */
function scores(logits, names) {
  const scale = maxAbs(logits);
  return element(
    'ol',
    { class: 'scores' },
    ...Array.from(logits, (value, digit) => {
      const canvas = element('canvas', { class: 'pixels' });
      paintValues(canvas, 1, 1, () => value, scale);
      return element(
        'li',
        {},
        canvas,
        element('b', { title: names[digit] }, names[digit]),
        element('span', {}, formatNumber(value, { maximumFractionDigits: 1 })),
      );
    }),
  );
}

/** @param {import('../lens/lens.js').TracedView} layer @param {string[] | null} names the classes, for the last layer */
function row(layer, names) {
  const { text, output, y } = layer;
  const flat = output.height * output.width === 1;
  const values = { layer: text, shape: formatShape(output) };
  const pictures = names ? [scores(y, names)] : flat ? [strip(layer)] : maps(layer);
  const more = flat ? 0 : output.channels - MAX_MAPS;
  const words = t('inside.range', { least: number(Math.min(...y)), most: number(Math.max(...y)) });
  const facts = formatFacts([values.shape, words]);
  return element(
    'section',
    { class: 'layer', 'data-testid': 'inside-layer' },
    element(
      'h4',
      {},
      element('b', { lang: 'en', dir: 'ltr' }, text),
      ' ',
      element('span', {}, facts),
    ),
    element(
      'div',
      names ? {} : { class: 'maps', role: 'img', 'aria-label': t('inside.layerPicture', values) },
      ...pictures,
    ),
    ...(more > 0 ? [element('p', {}, t('inside.moreMaps', { count: more }))] : []),
  );
}

export class Activations {
  /** @param {import('../app/page.js').Page} page */
  constructor(page) {
    this.page = page;
    this.element = element('div');
  }

  /** Scrolls to a layer. @param {number} layer */
  reveal(layer) {
    this.element.children[layer + 1]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {import('../lens/lens.js').Traced} traced @param {Float32Array} ink */
  show({ layers }, ink) {
    const shape = element('span', {}, formatShape({ height: SIDE, width: SIDE }));
    const input = element(
      'section',
      { class: 'layer' },
      element('h4', {}, t('lens.input'), ' ', shape),
      inkPicture(ink, t('lens.input')),
    );
    const last = layers.length - 1;
    this.element.replaceChildren(
      input,
      ...layers.map((layer, i) => row(layer, i === last ? this.page.names : null)),
    );
  }
}
