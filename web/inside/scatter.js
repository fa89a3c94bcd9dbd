/** Digits as points in the plane, written and coloured; they can be pressed. */
import { dark } from '../lens/palette.js';

const HEIGHT = 0.7; // of the width
const EDGE = 16;
/** Letters of a name. */
const LONGEST = 3;
/** A press may miss a point by so many pixels. */
const MISS = 32;

/** @param {number} label @param {number} classes */
const colourOf = (label, classes) =>
  `hsl(${(label * 360) / classes + 10} 85% ${dark.matches ? 72 : 32}%)`;

export class Scatter {
  /** @param {HTMLCanvasElement} canvas @param {(index: number) => void} pressed */
  constructor(canvas, pressed) {
    this.canvas = canvas;
    /** @type {number[][]} */
    this.points = [];
    /** @type {(number | null)[]} */
    this.labels = [];
    /** What they stand for. @type {string[]} */
    this.names = [];
    /** @type {number[] | null} */
    this.mark = null;
    canvas.addEventListener('click', ({ offsetX, offsetY }) => {
      const index = this.#nearest(offsetX, offsetY);
      if (index !== null) pressed(index);
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** From the plane to the canvas, in CSS pixels. */
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
    return least <= MISS ? distances.indexOf(least) : null;
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
      context.fillStyle = colourOf(labels[i] ?? 0, names.length);
      context.fillText((names[labels[i] ?? -1] ?? '').slice(0, LONGEST), x, y);
    }
    if (!mark) return;
    const [x, y] = place(mark);
    const style = getComputedStyle(canvas);
    // A ring with a ground of its own, so that it stands out from the crowd.
    for (const [lineWidth, colour] of /** @type {const} */ ([
      [7, style.backgroundColor],
      [3, style.color],
    ])) {
      context.lineWidth = lineWidth;
      context.strokeStyle = colour;
      context.beginPath();
      context.arc(x, y, 11, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}
