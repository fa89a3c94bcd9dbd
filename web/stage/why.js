/**
 * "Why?": shows on the pad which parts of the drawing count for the answer and which against it, as
 * long as the button is pressed in, and follows the pen.
 */

import { lensOf } from '../answer/lens-of.js';
import { InklingError, SIDE } from '../inkling/index.js';
import { maxAbs } from '../lens/palette.js';
import { pixelContributions } from '../lens/saliency.js';
import { t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { button, element } from '../ui/elements.js';
import { parseColor } from './colors.js';
import './details-words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 *
 * @typedef {object} Frame the place of the network's image on the pad, in units of the pad's side
 * @property {number} left
 * @property {number} top
 * @property {number} side
 */

/** The box that the core fits a drawing into, and the radius of its pen: src/ink/raster.c. */
const BOX = 20;
const PEN_RADIUS = 1.2;
const MIN_EXTENT = 0.05;
/** Shortest interval between updates during training. */
const MODEL_MS = 200;

/** The first and last of the rows (or columns) with ink. @param {Float32Array} ink @param {(row: number, column: number) => number} which */
function inkRange(ink, which) {
  let [least, most] = [SIDE, -1];
  for (let p = 0; p < ink.length; p++) {
    if (ink[p] === 0) continue;
    const at = which(Math.floor(p / SIDE), p % SIDE);
    least = Math.min(least, at);
    most = Math.max(most, at);
  }
  return { least, most };
}

/**
 * Where the image that the core made of a drawing lies on the pad. The core scales strokes to a box and
 * moves the box by whole pixels, which the ink in the image tells.
 * @param {Stroke[]} strokes @param {Float32Array} ink
 * @returns {Frame | null}
 */
export function frameOf(strokes, ink) {
  const points = strokes.flat();
  if (!points.length) return null;
  const bounds = (/** @type {'x' | 'y'} */ axis) => {
    const values = points.map((point) => point[axis]);
    const [least, most] = values.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    return { middle: (least + most) / 2, extent: most - least };
  };
  const [x, y] = [bounds('x'), bounds('y')];
  const pixel = Math.max(x.extent, y.extent, MIN_EXTENT) / (BOX - 2 * PEN_RADIUS);
  const columns = inkRange(ink, (_, column) => column);
  const rows = inkRange(ink, (row) => row);
  if (columns.most < 0) return null;
  // The middle of the strokes is the middle of the box, and of the ink.
  const middle = (/** @type {{ least: number, most: number }} */ { least, most }) =>
    Math.round((least + most + 1) / 2 - BOX / 2) + BOX / 2;
  return {
    left: x.middle - middle(columns) * pixel,
    top: y.middle - middle(rows) * pixel,
    side: SIDE * pixel,
  };
}

export class Why {
  #on = false;
  #due = false;
  /** Whether something has changed since the update under way began. */
  #again = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.lens = lensOf(page);
    this.button = button('stage-why', t('details.why'), () => this.#toggle(), 'why');
    this.button.title = t('details.whyTitle');
    this.button.setAttribute('aria-pressed', 'false');
    this.canvas = element('canvas', { role: 'img', 'data-testid': 'stage-why-picture' });
    this.overlay = element('div', { class: 'why-picture' }, this.canvas);
    this.overlay.hidden = true;
    find(document, '.pad-frame').append(this.overlay);
    page.addEventListener('subject', () => this.#schedule());
    page.addEventListener('model', () => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#schedule();
      }, MODEL_MS);
    });
    this.#schedule();
  }

  #toggle() {
    this.#on = !this.#on;
    this.button.setAttribute('aria-pressed', String(this.#on));
    if (!this.#on) this.overlay.hidden = true;
    this.#schedule();
  }

  /** Updates in the next frame. */
  #schedule() {
    const drawn = this.#drawn;
    this.button.hidden = !drawn;
    if (!drawn) this.overlay.hidden = true;
    if (!this.#on && this.overlay.hidden) return;
    if (this.#due) {
      this.#again = true;
      return;
    }
    this.#due = true;
    requestAnimationFrame(async () => {
      this.#again = false;
      try {
        await this.#show();
      } finally {
        this.#due = false;
        this.button.removeAttribute('aria-busy');
        if (this.#again) this.#schedule();
      }
    });
  }

  /** The drawing, unless the pad is empty or another image is shown in its place. */
  get #drawn() {
    const { subject, strokes } = this.page;
    return subject && subject.label === null && strokes.length ? subject : null;
  }

  async #show() {
    if (!this.#on || !(await this.lens.focus())) {
      this.overlay.hidden = true;
      return;
    }
    const subject = this.#drawn;
    const frame = subject && frameOf(this.page.strokes, subject.ink);
    this.overlay.hidden = !frame;
    if (!subject || !frame) return;
    if (this.lens.heavy) this.button.setAttribute('aria-busy', 'true');
    try {
      const output = await this.lens.answer(subject.ink);
      const contributions = await pixelContributions(this.lens, subject.ink, output);
      // The visitor may not have waited for it.
      if (!this.#on || !this.#drawn) {
        this.overlay.hidden = true;
        return;
      }
      this.#paint(contributions);
      const digit = this.page.names[output] ?? String(output);
      this.canvas.setAttribute('aria-label', t('details.whyPicture', { digit }));
    } catch (error) {
      // A diverged network has no gradients, nor has one whose worker can't be loaded.
      if (!(error instanceof InklingError || this.lens.heavy)) throw error;
      this.overlay.hidden = true;
    }
    for (const [name, value] of Object.entries(frame)) {
      this.canvas.style.setProperty(`--${name}`, String(value));
    }
  }

  /** @param {Float32Array} values one per pixel */
  #paint(values) {
    const { canvas } = this;
    canvas.width = canvas.height = SIDE;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const style = getComputedStyle(this.overlay);
    const [plus, minus] = ['--for', '--against'].map((name) =>
      parseColor(context, style.getPropertyValue(name)),
    );
    const picture = context.createImageData(SIDE, SIDE);
    const most = maxAbs(values);
    for (const [p, value] of values.entries()) {
      const share = most > 0 ? Math.abs(value) / most : 0;
      const color = value < 0 ? minus : plus;
      picture.data.set([...color, Math.round(255 * Math.sqrt(share))], 4 * p);
    }
    context.putImageData(picture, 0, 0);
  }
}
