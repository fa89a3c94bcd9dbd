/** Pulses that run once along links, from column to column, forward or backward. */

import { pointAt } from './curve.js';

/**
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./painter.js').Painter} Painter
 *
 * @typedef {object} Run
 * @property {number[]} gaps in the order in which the pulses cross them
 * @property {boolean} backward
 */

/** Time to cross one gap, and all gaps of a deep network. */
const GAP_MS = 340;
const ALL_MS = 1800;
/** The most pulses per gap. */
const MOST = 40;

const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** Slower at both ends, so that pulses seem to leave and to arrive. @param {number} s */
const eased = (s) => s * s * (3 - 2 * s);

export class Pulses {
  #frame = 0;
  #canvas = document.createElement('canvas');

  /** @param {Painter} painter */
  constructor(painter) {
    this.painter = painter;
    this.#canvas.className = 'pulses';
    this.#canvas.setAttribute('aria-hidden', 'true');
    painter.canvases.sparks.after(this.#canvas);
  }

  /**
   * Sends a pulse along each of the strongest links of some gaps, one gap after the other. With reduced
   * motion, nothing moves.
   * @param {Link[][]} links by gap, weakest first @param {Run} run
   */
  send(links, { gaps, backward }) {
    this.stop();
    const { painter } = this;
    const { layout } = painter;
    if (reduced.matches || !layout) return;
    const runs = gaps
      .map((gap) =>
        links[gap].slice(-MOST).map((link) => ({
          curve: painter.curve(gap, link),
          positive: link.value > 0,
          size: 1.4 + 2.2 * link.share,
        })),
      )
      .filter((pulses) => pulses.length);
    if (!runs.length) return;
    const { sparks } = painter.canvases;
    this.#canvas.width = sparks.width;
    this.#canvas.height = sparks.height;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    const ratio = sparks.width / layout.width;
    const each = Math.min(GAP_MS, ALL_MS / runs.length);
    const start = performance.now();
    const move = (/** @type {number} */ time) => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      const at = Math.max(0, time - start) / each;
      // A new layout has other curves.
      if (at >= runs.length || painter.layout !== layout) {
        this.stop();
        return;
      }
      this.#frame = requestAnimationFrame(move);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const share = eased(at % 1);
      for (const { curve, positive, size } of runs[Math.floor(at)]) {
        const [x, y] = pointAt(curve, backward ? 1 - share : share);
        const { for: plus, against, spark } = painter.colors;
        for (const [color, alpha, radius] of /** @type {const} */ ([
          [positive ? plus : against, 0.4, 2 * size],
          [spark, 1, 0.7 * size],
        ])) {
          context.fillStyle = `rgb(${color.join(' ')} / ${alpha})`;
          context.beginPath();
          context.arc(x, y, radius, 0, 2 * Math.PI);
          context.fill();
        }
      }
    };
    this.#frame = requestAnimationFrame(move);
  }

  /** Stops the pulses at once, and gives their canvas back. */
  stop() {
    if (this.#frame) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#canvas.width = this.#canvas.height = 0;
  }
  remove() {
    this.stop();
    this.#canvas.remove();
  }
}
