/** What was skipped and why, and sample images of each class. */

import { chosenOf, namesOf } from '../data/training-on.js';
import { PIXELS, SIDE } from '../inkling/index.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { formatList, formatNumber, formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { paintInk } from '../ui/ink-picture.js';
import { reasonWords } from './reasons.js';

/** Classes shown with sample images. */
const MAX_SHOWN = 12;

/**
 * @param {import('./errors.js').Skipped[]} skipped
 * @returns {HTMLElement[]} empty if nothing was skipped
 */
export function skippedList(skipped) {
  if (!skipped.length) return [];
  const count = skipped.reduce((sum, one) => sum + one.count, 0);
  return [
    element(
      'details',
      { class: 'skipped', 'data-testid': 'bring-skipped' },
      element('summary', {}, t('import.skipped', { count })),
      element(
        'ul',
        {},
        ...skipped.map(({ reason, count, examples, detail }) =>
          element(
            'li',
            { 'data-reason': reason },
            element('b', {}, formatNumber(count)),
            ` ${reasonWords(reason, detail)} · `,
            element('span', {}, t('import.examples', { list: formatList(examples) })),
          ),
        ),
      ),
    ),
  ];
}

/** What is odd about a dataset, or was decided for it. @param {import('../data/library.js').StoredDataset} dataset */
export const noteWords = ({ notes = [], classSource }) => [
  ...notes.map(({ kind, count = 0, share = 0, list = [] }) =>
    t(`import.note_${kind}`, {
      count,
      share: formatPercent(share),
      list: formatList(list),
      orientation: t('import.orientation'),
      asIs: t('import.orientation_asIs'),
    }),
  ),
  ...(classSource ? [t('import.note_source', { choice: t('import.classSource') })] : []),
];

/** @param {Uint8Array} images [shown][784] @param {string} name */
function strip(images, name) {
  const shown = images.length / PIXELS;
  const canvas = element('canvas', { role: 'img', 'aria-label': name });
  canvas.width = shown * SIDE;
  canvas.height = SIDE;
  canvas.style.aspectRatio = String(shown);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  for (let i = 0; i < shown; i++) {
    const ink = inkFromBytes(images.subarray(i * PIXELS, (i + 1) * PIXELS));
    paintInk(context, ink, i * SIDE);
  }
  return canvas;
}

/**
 * The classes by name: those of the same name are one.
 * @param {import('../data/library.js').StoredDataset} dataset
 */
function groupsOf(dataset) {
  const chosen = new Set(chosenOf(dataset));
  /** @type {Map<string, { name: string, count: number, images: Uint8Array, used: boolean }>} */
  const groups = new Map();
  namesOf(dataset).forEach((name, number) => {
    const { counts, preview } = dataset;
    const group = groups.get(name);
    const used = chosen.has(number);
    if (!group) groups.set(name, { name, count: counts[number], images: preview[number], used });
    else {
      group.count += counts[number];
      group.images = alternate(group.images, preview[number]);
      group.used ||= used;
    }
  });
  return [...groups.values()];
}

/** Images alternately from both, as many as the longer one has. @param {Uint8Array} a @param {Uint8Array} b */
function alternate(a, b) {
  const both = new Uint8Array(Math.max(a.length, b.length));
  for (let i = 0; i * PIXELS < both.length; i++) {
    const [first, second] = i % 2 ? [b, a] : [a, b];
    const from = first.length > i * PIXELS ? first : second;
    both.set(from.subarray(i * PIXELS, (i + 1) * PIXELS), i * PIXELS);
  }
  return both;
}

/** @param {import('../data/library.js').StoredDataset} dataset @returns {HTMLElement[]} */
export function classPictures(dataset) {
  const groups = groupsOf(dataset);
  const shown = groups
    .slice(0, MAX_SHOWN)
    .map(({ name, count, images, used }) =>
      element(
        'li',
        used ? {} : { class: 'unused' },
        element('b', {}, name),
        strip(images, t('import.class', { name, count })),
        element('span', {}, used ? formatNumber(count) : t('import.leftOut')),
      ),
    );
  const more = groups.length - shown.length;
  return [
    element('ul', { class: 'classes', 'data-testid': 'bring-classes' }, ...shown),
    ...(more > 0 ? [element('p', {}, t('import.moreClasses', { count: more }))] : []),
  ];
}
