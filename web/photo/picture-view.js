/** The deskewed photo with a frame and a reading at each digit. Tapping a digit selects it. */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';

/** @typedef {import('./panel.js').ReadMark} ReadMark */

/** Taps within this distance of a digit count, in CSS pixels. */
const TAP_RADIUS = 22;
/** Font size of a reading, relative to the digit's height. */
const LABEL = 0.3;
/** The longest side drawn, in pixels: screens show no more detail. */
const LONGEST = 1400;

export class PictureView {
  /** @param {(mark: ReadMark) => void} choose */
  constructor(choose) {
    this.canvas = element('canvas', {
      role: 'img',
      'aria-label': t('photo.picture'),
      'data-testid': 'photo-picture',
    });
    this.choose = choose;
    /** @type {HTMLCanvasElement | null} */
    this.picture = null;
    /** @type {ReadMark[]} */
    this.marks = [];
    this.canvas.addEventListener('click', (event) => this.#tap(event));
  }

  /**
   * @param {HTMLCanvasElement | null} picture
   * @param {ReadMark[]} digits
   * @param {ReadMark[]} marks those that count
   * @param {ReadMark | null} chosen
   */
  show(picture, digits, marks, chosen) {
    this.picture = picture;
    this.marks = marks;
    this.canvas.hidden = !picture;
    if (!picture) return;
    const { canvas } = this;
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    context.textAlign = 'left'; // from right to left, too
    const style = getComputedStyle(canvas);
    const color = (/** @type {string} */ name) => style.getPropertyValue(name);
    // One CSS pixel, however the page scales the canvas.
    const unit = canvas.width / (canvas.clientWidth || canvas.width);
    for (const mark of digits) {
      const counts = marks.includes(mark);
      const [left, top] = [mark.left * scale - 3 * unit, mark.top * scale - 3 * unit];
      const right = mark.right * scale + 3 * unit;
      const bottom = mark.bottom * scale + 3 * unit;
      const frame = mark.saved ? '--run-3' : mark.sure ? '--accent' : '--test';
      context.strokeStyle = color(counts ? frame : '--muted');
      context.lineWidth = (mark === chosen ? 4 : counts ? 2 : 1) * unit;
      context.setLineDash(mark.sure || mark.saved ? [] : [4 * unit, 3 * unit]);
      context.strokeRect(left, top, right - left, bottom - top);
      if (!mark.name || !counts) continue;
      // On a filled background, to be legible on any paper, and scaled down with small digits.
      const size = Math.min(Math.max(LABEL * (bottom - top), 8 * unit), 14 * unit);
      context.font = `600 ${size}px system-ui, sans-serif`;
      const wide = context.measureText(mark.name).width + 0.5 * size;
      context.fillStyle = context.strokeStyle;
      context.fillRect(left, bottom - 0.3 * size, wide, 1.2 * size);
      context.fillStyle = color('--surface');
      context.fillText(mark.name, left + 0.25 * size, bottom + 0.65 * size);
    }
  }

  /** @param {MouseEvent} event */
  #tap({ offsetX, offsetY }) {
    const { picture, canvas } = this;
    if (!picture) return;
    const scale = picture.width / canvas.clientWidth;
    const [x, y] = [offsetX * scale, offsetY * scale];
    const distance = (/** @type {ReadMark} */ { left, top, right, bottom }) =>
      Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const [nearest] = [...this.marks].sort((a, b) => distance(a) - distance(b));
    if (nearest && distance(nearest) <= TAP_RADIUS * scale) this.choose(nearest);
  }
}
