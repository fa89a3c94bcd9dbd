/**
 * What the picture shows while the pad is empty: a faint 5, which draws itself once. It is only an
 * example, so no answer is shown.
 */
import { find } from '../ui/dom.js';
import { pointAt } from './curve.js';

/** Bézier curves, in hundredths of the pad's side. @type {import('./curve.js').Curve[]} */
const FIVE = [
  [63, 11, 56, 11, 49, 12, 42, 12],
  [42, 12, 41, 19, 39, 27, 38, 34],
  [38, 34, 44, 28, 52, 27, 58, 31],
  [58, 31, 65, 36, 65, 46, 60, 53],
  [60, 53, 55, 60, 44, 61, 36, 54],
];
/** They are about equally long. */
const POINTS_EACH = 8;
/** Asking the browser for the points of a path would take a hundred times as long. */
const POINTS = FIVE.flatMap((curve) =>
  Array.from({ length: POINTS_EACH }, (_, i) => {
    const [x, y] = pointAt(curve, i / (POINTS_EACH - 1));
    return { x: x / 100, y: y / 100 };
  }),
);
const STEPS = 8;
/** As in stage.css. */
const WRITING_MS = 1400;

const SVG = 'http://www.w3.org/2000/svg';

/** The 5 draws itself only the first time, even if the stage is created again. */
let written = false;

export class Example {
  #drawing = document.createElementNS(SVG, 'svg');
  #line = document.createElementNS(SVG, 'path');
  /** @type {Float32Array | null} */
  #ink = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {(ink: Float32Array) => void} changed called when there is more of it */
  constructor(changed) {
    this.changed = changed;
    this.#drawing.setAttribute('class', 'example');
    this.#drawing.setAttribute('viewBox', '0 0 100 100');
    this.#drawing.setAttribute('aria-hidden', 'true');
    this.#drawing.toggleAttribute('hidden', true); // or it would be seen before it is drawn
    const [[x, y]] = FIVE;
    const curves = FIVE.map(([, , ...rest]) => `C${rest.join(' ')}`);
    this.#line.setAttribute('d', `M${x} ${y}${curves.join('')}`);
    this.#line.setAttribute('pathLength', '1');
    this.#drawing.append(this.#line);
    find(document, '.pad-frame').append(this.#drawing);
  }

  /**
   * Its ink, as far as it has been drawn.
   * @param {import('../inkling/index.js').Inkling} inkling @param {boolean} still whether nothing may move
   */
  ink(inkling, still) {
    if (!this.#ink) {
      if (written || still) this.#ink = this.#upTo(inkling, 1);
      else this.#write(inkling);
    }
    written = true;
    return /** @type {Float32Array} */ (this.#ink);
  }

  /** @param {boolean} shown if there is nothing else to read */
  show(shown) {
    this.#drawing.toggleAttribute('hidden', !shown);
    if (shown || !this.#timer) return;
    this.#end();
    this.#ink = null;
  }

  #end() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#drawing.classList.remove('writing');
  }

  get writing() {
    return this.#timer !== undefined;
  }

  /** @param {import('../inkling/index.js').Inkling} inkling */
  #write(inkling) {
    let step = 1;
    const next = () => {
      this.#ink = this.#upTo(inkling, step / STEPS);
      if (step === STEPS) this.#end();
      step++;
    };
    next();
    this.#drawing.classList.add('writing');
    this.#timer = setInterval(() => {
      next();
      this.changed(/** @type {Float32Array} */ (this.#ink));
    }, WRITING_MS / STEPS);
  }

  /** @param {import('../inkling/index.js').Inkling} inkling @param {number} share */
  #upTo(inkling, share) {
    const count = Math.max(2, Math.round(POINTS.length * share));
    return inkling.rasterize([POINTS.slice(0, count)]);
  }
}
