/** A scatter plot of digits, drawn as colored characters that can be clicked. */
import { dark } from '../lens/palette.js';

const HEIGHT = 0.7; // of the width
const EDGE = 16;
/** The letters of a class name that are shown. */
const MAX_LETTERS = 3;
/** Clicks within this distance of a point count, in CSS pixels. */
const CLICK_RADIUS = 32;

/** @param {number} label @param {number} classes */
const colorOf = (label, classes) =>
  `hsl(${(label * 360) / classes + 10} 85% ${dark.matches ? 72 : 32}%)`;

export class Scatter {
  /** @param {HTMLCanvasElement} canvas @param {(index: number) => void} pressed */
  constructor(canvas, pressed) {
    this.canvas = canvas;
    /** @type {number[][]} */
    this.points = [];
    /** @type {(number | null)[]} */
    this.labels = [];
    /** The class names, by label. @type {string[]} */
    this.names = [];
    /** @type {number[] | null} */
    this.mark = null;
    canvas.addEventListener('click', ({ offsetX, offsetY }) => {
      const index = this.#nearest(offsetX, offsetY);
      if (index !== null) pressed(index);
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** Maps points to canvas positions, in CSS pixels. */
  #place() {
    const width = this.canvas.clientWidth;
    const all = this.mark ? [...this.points, this.mark] : this.points;
    const [low, high] = [Math.min, Math.max].map((pick) =>
      [0, 1].map((axis) => all.reduce((most, point) => pick(most, point[axis]), all[0][axis])),
    );
    const sides = [width, width * HEIGHT];
    return (/** @type {number[]} */ point) =>
      point.map((value, axis) => {
        const span = high[axis] - low[axis] || 1;
        return EDGE + ((value - low[axis]) / span) * (sides[axis] - 2 * EDGE);
      });
  }

  /** @param {number} x @param {number} y @returns {number | null} */
  #nearest(x, y) {
    if (!this.points.length) return null;
    const place = this.#place();
    const distances = this.points.map((point) => {
      const [px, py] = place(point);
      return Math.hypot(px - x, py - y);
    });
    const least = Math.min(...distances);
    return least <= CLICK_RADIUS ? distances.indexOf(least) : null;
  }

  draw() {
    const { canvas, points, labels, names, mark } = this;
    const width = canvas.clientWidth;
    if (!width || !points.length) return;
    const ratio = Math.min(devicePixelRatio, 2);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(width * HEIGHT * ratio);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.scale(ratio, ratio);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = '600 12px system-ui, sans-serif';
    const place = this.#place();
    for (const [i, point] of points.entries()) {
      const [x, y] = place(point);
      context.fillStyle = colorOf(labels[i] ?? 0, names.length);
      context.fillText([...(names[labels[i] ?? -1] ?? '')].slice(0, MAX_LETTERS).join(''), x, y);
    }
    if (!mark) return;
    const [x, y] = place(mark);
    const style = getComputedStyle(canvas);
    // A ring with a halo in the background color, to stand out from the points.
    for (const [lineWidth, color] of /** @type {const} */ ([
      [7, style.backgroundColor],
      [3, style.color],
    ])) {
      context.lineWidth = lineWidth;
      context.strokeStyle = color;
      context.beginPath();
      context.arc(x, y, 11, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}
