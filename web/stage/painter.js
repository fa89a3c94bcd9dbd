/**
 * Paints the stage with Canvas 2D on stacked canvases: two for links, so that new links can fade in
 * over the old ones; one for tiles and circles; one for sparks that run along links. Links are the
 * most expensive to paint, so they are redrawn only when they change. WebGL2 would not pay: stroking
 * all links of the pretrained network takes about 0.5 ms, a tenth of an update of the picture.
 */
import { atOnce } from '../messenger/slices.js';
import { css, readColors } from './colors.js';
import { Sparks } from './sparks.js';
import { UnitPainter } from './unit-painter.js';

/**
 * @typedef {import('./curve.js').Curve} Curve
 * @typedef {import('./layout.js').Layout} Layout
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./colors.js').Color} Color
 * @typedef {import('./colors.js').Colors} Colors
 * @typedef {import('./unit-painter.js').Picture} Picture
 *
 * @typedef {object} Canvases
 * @property {[HTMLCanvasElement, HTMLCanvasElement]} links
 * @property {HTMLCanvasElement} units
 * @property {HTMLCanvasElement} sparks
 */

/** Highest device pixel ratio worth its cost. */
const MAX_RATIO = 2;
/** Links and sparks are soft and many: a lower ratio will do. */
const SOFT_RATIO = 1.25;
/** Links are grouped into this many strengths, each painted in one stroke. */
const STRENGTHS = 7;
/** Gaps at least this wide have links of full width. */
const WIDE_GAP = 44;

/** @param {HTMLCanvasElement} canvas */
const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));

/** @param {Layout} layout */
function thicknessFor({ columns, mirrored }) {
  const gaps = columns.slice(1).map(({ start, end }, c) => {
    const before = columns[c];
    return mirrored ? before.start - end : start - before.end;
  });
  return Math.min(1.15, Math.max(0.45, Math.min(...gaps, WIDE_GAP) / WIDE_GAP));
}

export class Painter {
  /** @type {Layout | null} */
  #layout = null;
  #ratio = 1;
  /** Index of the visible canvas of links. */
  #shown = 0;
  /** @type {Colors} */
  #colors = /** @type {any} */ ({});
  #units = new UnitPainter();
  /** Tiles and circles that are painted in parts, out of sight. */
  #back = document.createElement('canvas');
  /** Width of the links, which are thinner where columns are close. */
  #thickness = 1;

  /** @param {Canvases} canvases */
  constructor(canvases) {
    this.canvases = canvases;
    this.sparks = new Sparks(() => this.#fresh(canvases.sparks));
  }

  /**
   * @param {Layout} layout
   * @param {DOMRect | null} pad where it is, relative to the picture; null if nothing leads from it
   */
  place(layout, pad) {
    this.#layout = layout;
    this.#thickness = thicknessFor(layout);
    this.#units.place(layout, pad);
    this.sparks.stop();
    const { links, units, sparks } = this.canvases;
    this.#ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
    for (const canvas of [...links, units, sparks]) {
      const ratio = canvas === units ? this.#ratio : Math.min(this.#ratio, SOFT_RATIO);
      const [width, height] = [layout.width * ratio, layout.height * ratio].map(Math.round);
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
  }

  /** Reads the colors from the style sheet. */
  restyle() {
    const style = getComputedStyle(this.canvases.units);
    this.#colors = readColors(contextOf(this.#back), style);
    this.#units.restyle(this.#colors, style.fontFamily);
    const { spark, for: glow } = this.#colors;
    this.sparks.restyle(
      (alpha) => css(spark, alpha),
      (alpha) => css(glow, alpha),
    );
  }

  /** The layout that it paints. */
  get layout() {
    return this.#layout;
  }

  /** Its colors, by name. */
  get colors() {
    return this.#colors;
  }

  /** Clears a canvas. @param {HTMLCanvasElement} canvas @returns {CanvasRenderingContext2D} in CSS pixels */
  #fresh(canvas) {
    const context = contextOf(canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const ratio = canvas.width / (this.#layout?.width ?? canvas.width);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }

  /** The Bézier curve of a link. @param {number} gap @param {Link} link @returns {Curve} */
  curve(gap, { from, to }) {
    const { columns, flow, mirrored } = /** @type {Layout} */ (this.#layout);
    const a = columns[gap].items[from];
    const b = columns[gap + 1].items[to];
    const way = mirrored ? -1 : 1;
    if (flow === 'columns') {
      const [x0, x1] = [a.x + (way * a.size) / 2, b.x - (way * b.size) / 2];
      const bend = (x1 - x0) * 0.5;
      return [x0, a.y, x0 + bend, a.y, x1 - bend, b.y, x1, b.y];
    }
    const [y0, y1] = [a.y + a.size / 2, b.y - b.size / 2];
    const bend = (y1 - y0) * 0.5;
    return [a.x, y0, a.x, y0 + bend, b.x, y1 - bend, b.x, y1];
  }

  /** @param {CanvasRenderingContext2D} context @param {Link[][]} gaps @param {number} strength */
  #strokeLinks(context, gaps, strength) {
    const { for: plus, against } = this.#colors;
    for (let level = 1; level <= STRENGTHS; level++) {
      const share = level / STRENGTHS;
      context.lineWidth = 0.6 + 2.6 * share ** 1.5 * this.#thickness;
      for (const [color, sign] of /** @type {[Color, number][]} */ ([
        [against, -1],
        [plus, 1],
      ])) {
        context.beginPath();
        for (const [gap, links] of gaps.entries()) {
          for (const link of links) {
            if (Math.ceil(link.share * STRENGTHS) !== level || link.value * sign <= 0) continue;
            const [x0, y0, ...rest] = this.curve(gap, link);
            context.moveTo(x0, y0);
            context.bezierCurveTo(...rest);
          }
        }
        context.strokeStyle = css(color, (0.1 + 0.78 * share ** 1.6) * strength);
        context.stroke();
        if (level < STRENGTHS - 1) continue;
        // The strongest links glow.
        const { lineWidth } = context;
        for (const [more, alpha] of /** @type {const} */ ([
          [4, 0.1],
          [10, 0.06],
        ])) {
          context.lineWidth = lineWidth + more * this.#thickness;
          context.strokeStyle = css(color, alpha * strength);
          context.stroke();
        }
        context.lineWidth = lineWidth;
      }
    }
  }

  /**
   * @param {Link[][]} gaps
   * @param {object} how
   * @param {Link[][] | null} how.through the links of the selected unit; the others are dimmed
   * @param {boolean} how.fade whether to crossfade from the previous links
   */
  paintLinks(gaps, { through, fade }) {
    if (!this.#layout) return;
    const { links } = this.canvases;
    if (fade) this.#shown = 1 - this.#shown;
    const canvas = links[this.#shown];
    const context = this.#fresh(canvas);
    context.lineCap = 'round';
    this.#strokeLinks(context, gaps, through ? 0.16 : 1);
    if (through) this.#strokeLinks(context, through, 1);
    for (const [i, layer] of links.entries()) layer.classList.toggle('shown', i === this.#shown);
  }

  /** @param {Picture} picture */
  paintUnits(picture) {
    if (this.#layout) atOnce(this.#units.paint(this.#fresh(this.canvases.units), picture));
  }

  /**
   * The same in several tasks, out of sight until the last.
   * @param {Picture} picture @param {() => Promise<void>} breathe
   * @param {() => boolean} wanted whether it still is
   * @returns {Promise<boolean>} whether it is painted
   */
  async paintUnitsInParts(picture, breathe, wanted) {
    if (!this.#layout) return false;
    const { units } = this.canvases;
    const back = this.#back;
    if (back.width !== units.width) back.width = units.width;
    if (back.height !== units.height) back.height = units.height;
    const work = this.#units.paint(this.#fresh(back), picture);
    while (!work.next().done) {
      await breathe();
      if (!wanted()) return false;
    }
    const context = this.#fresh(units);
    context.resetTransform();
    context.drawImage(back, 0, 0);
    return true;
  }

  /** Lets sparks run along links for a while. @param {Link[][]} ways paths with one link per gap @param {number} ms */
  sparkle(ways, ms) {
    if (!this.#layout) return;
    this.sparks.run(
      ways.map((way) => way.map((link, gap) => this.curve(gap, link))),
      ms,
    );
  }
}
