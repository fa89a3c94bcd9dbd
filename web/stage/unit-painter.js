/** Paints the units of the stage: tiles, circles, and outputs. */
import { mostProbable } from '../inkling/most-probable.js';
import { maxAbs } from '../lens/palette.js';
import { css, mix } from './colors.js';

/**
 * @typedef {import('./colors.js').Color} Color
 * @typedef {import('./colors.js').Colors} Colors
 * @typedef {import('./layout.js').Column} Column
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./layout.js').Layout} Layout
 *
 * @typedef {object} Picture
 * @property {Float32Array[]} values of each column, [height][width][units]
 * @property {Float32Array | null} probabilities null on an empty pad
 * @property {string[]} names of the outputs
 * @property {Item | null} selected
 * @property {Item[]} path the units along the strongest path to the answer; outlined
 * @property {boolean} dimmed whether it shows an example
 * @property {Float32Array | null} [signed] shown at the outputs in place of the probabilities, -1 to 1
 * @property {number} [target] the output of the correct answer; marked unless it is -1
 * @property {number[]} [strengths] of each column, 0 to 1
 * @property {number} [lit] the column that is lit; -1 for none
 */

/** Strength of a picture that shows an example. */
const DIMMED = 0.85;
/** Tiles below this size have a thinner outline. */
const SMALL = 24;
/** Strength of negative values that a later relu drops. */
const DROPPED = 0.15;
/** Circles that are at least this active glow. */
const GLOWING = 0.3;

/** Rounded corners where the browser knows them. @param {CanvasRenderingContext2D | Path2D} path @param {number} x @param {number} y @param {number} width @param {number} height @param {number} radius */
function rounded(path, x, y, width, height, radius) {
  if (path.roundRect) path.roundRect(x, y, width, height, radius);
  else path.rect(x, y, width, height);
}

/** @param {CanvasRenderingContext2D} context @param {number} x of the center @param {number} y @param {number} half @param {number} radius */
const roundedSquare = (context, x, y, half, radius) =>
  rounded(context, x - half, y - half, 2 * half, 2 * half, radius);

/** The radius of a tile's corners. @param {number} size */
const radiusOf = (size) => Math.min(6, 0.14 * size);

/**
 * The shape that leads from the pad, beside the picture, to the image.
 * @param {DOMRect} pad @param {Layout} layout
 */
function funnelFrom(pad, { columns, mirrored, width }) {
  const { x, y, size } = columns[0].items[0];
  const half = size / 2;
  const top = Math.max(pad.top, 0) + 10;
  const bottom = pad.bottom - 10;
  const [from, to] = mirrored ? [width, x + half] : [0, x - half];
  const bend = (from + to) / 2;
  const path = new Path2D();
  path.moveTo(from, top);
  path.bezierCurveTo(bend, top, bend, y - half, to, y - half);
  path.lineTo(to, y + half);
  path.bezierCurveTo(bend, y + half, bend, bottom, from, bottom);
  path.closePath();
  return path;
}

export class UnitPainter {
  /** @type {Layout} */
  #layout = /** @type {any} */ (null);
  /** @type {Colors} */
  #colors = /** @type {any} */ ({});
  #font = '';
  /** Scratch canvas with the tiles at one pixel per value. */
  #atlas = document.createElement('canvas');
  /** The shape that leads from the pad to the image. @type {Path2D | null} */
  #funnel = null;

  /** Call this before painting. @param {Layout} layout @param {DOMRect | null} pad as for Painter.place */
  place(layout, pad) {
    this.#layout = layout;
    this.#funnel = pad && funnelFrom(pad, layout);
  }

  /** @param {Colors} colors @param {string} font */
  restyle(colors, font) {
    this.#colors = colors;
    this.#font = font;
  }

  /**
   * Yields after each column.
   * @param {CanvasRenderingContext2D} context of a clear canvas, in CSS pixels
   * @param {Picture} picture
   * @returns {Generator<void, void>}
   */
  *paint(
    context,
    { values, probabilities, names, selected, path, dimmed, strengths, lit = -1, ...outputs },
  ) {
    const { columns } = this.#layout;
    context.imageSmoothingEnabled = false;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    if (this.#funnel) {
      context.fillStyle = css(this.#colors.accent, 0.07);
      context.fill(this.#funnel);
    }
    for (const [c, column] of columns.entries()) {
      context.globalAlpha = 1;
      if (c === lit) this.#paintLight(context, column);
      context.globalAlpha = strengths?.[c] ?? (dimmed ? DIMMED : 1);
      if (column.kind === 'input' || column.kind === 'maps') {
        this.#paintTiles(context, column, values[c]);
      } else if (column.kind === 'units') this.#paintCircles(context, column, values[c]);
      else this.#paintOutputs(context, column, probabilities, names, outputs);
      this.#paintMore(context, column);
      yield;
    }
    context.globalAlpha = 1;
    if (!strengths && !selected) {
      for (const item of path) {
        this.#outline(context, item, item.size < SMALL ? 1 : 1.5, dimmed ? DIMMED : 0.9);
      }
    }
    if (selected) this.#outline(context, selected, 2, 1);
  }

  /** @param {CanvasRenderingContext2D} context @param {Item} item @param {number} width @param {number} alpha */
  #outline(context, { x, y, size, column }, width, alpha) {
    const { kind } = this.#layout.columns[column];
    const half = size / 2 + 2;
    context.beginPath();
    if (kind === 'input' || kind === 'maps') {
      roundedSquare(context, x, y, half, radiusOf(size) + 2);
    } else context.arc(x, y, half + 1, 0, 2 * Math.PI);
    context.strokeStyle = css(this.#colors.accent, 0.25 * alpha);
    context.lineWidth = 3 * width;
    context.stroke();
    context.strokeStyle = css(this.#colors.accent, alpha);
    context.lineWidth = width;
    context.stroke();
  }

  /** Lights a column from behind. @param {CanvasRenderingContext2D} context @param {Column} column */
  #paintLight(context, { start, end, kind }) {
    const { flow, mirrored, bar, width, height } = this.#layout;
    const bars = kind === 'output' ? bar : 0;
    const from = start - 4 - (mirrored ? bars : 0);
    const size = end - start + 8 + bars;
    context.fillStyle = css(this.#colors.accent, 0.12);
    context.beginPath();
    if (flow === 'columns') context.roundRect?.(from, 0, size, height, 8);
    else context.roundRect?.(0, from, width, size, 8);
    context.fill();
  }

  /** @param {CanvasRenderingContext2D} context @param {Column} column @param {Float32Array} values */
  #paintTiles(context, { kind, items, width, height, count, rectified }, values) {
    const { tile, edge, ink, for: plus, against } = this.#colors;
    // What relu drops does not set the scale.
    const highest = rectified ? values.reduce((a, b) => Math.max(a, b), 0) : 0;
    const most = kind === 'input' ? 1 : highest || maxAbs(values);
    const high = kind === 'input' ? ink : plus;
    const low = rectified ? DROPPED : 1;
    const pixels = new ImageData(width, height * items.length);
    const { data } = pixels;
    const [t0, t1, t2] = tile;
    let at = 0;
    for (const { unit } of items) {
      for (let i = unit; i < width * height * count; i += count, at += 4) {
        const value = most > 0 ? values[i] / most : 0;
        // The square root makes weak values visible beside strong ones.
        const much = Math.sqrt(Math.min(Math.abs(value), 1)) * (value < 0 ? low : 1);
        const end = value < 0 ? against : high;
        data[at] = t0 + much * (end[0] - t0);
        data[at + 1] = t1 + much * (end[1] - t1);
        data[at + 2] = t2 + much * (end[2] - t2);
        data[at + 3] = 255;
      }
    }
    const atlas = this.#atlas;
    if (atlas.width < width || atlas.height < height * items.length) {
      atlas.width = Math.max(atlas.width, width);
      atlas.height = Math.max(atlas.height, height * items.length);
    }
    /** @type {CanvasRenderingContext2D} */ (atlas.getContext('2d')).putImageData(pixels, 0, 0);
    const boxes = items.map(({ x, y, size }) => {
      // Maps need not be square.
      const side = size / Math.max(width, height);
      const [w, h] = [side * width, side * height];
      return /** @type {const} */ ([x - w / 2, y - h / 2, w, h]);
    });
    context.save();
    context.beginPath();
    for (const [x, y, w, h] of boxes) rounded(context, x, y, w, h, radiusOf(Math.min(w, h)));
    context.clip();
    for (const [i, box] of boxes.entries()) {
      context.drawImage(atlas, 0, i * height, width, height, ...box);
    }
    context.restore();
    context.strokeStyle = css(edge);
    context.lineWidth = 1;
    context.beginPath();
    for (const [x, y, w, h] of boxes) rounded(context, x, y, w, h, radiusOf(Math.min(w, h)));
    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {Column} column @param {Float32Array} values */
  #paintCircles(context, { items }, values) {
    const { tile, edge, for: plus, against } = this.#colors;
    const most = maxAbs(values);
    context.lineWidth = 1;
    for (const { x, y, size, unit } of items) {
      const value = most > 0 ? values[unit] / most : 0;
      const much = Math.min(Math.abs(value), 1);
      const color = value < 0 ? against : plus;
      if (much > GLOWING) this.#glow(context, x, y, size, color, 0.45 * much);
      context.beginPath();
      context.arc(x, y, size / 2 - 0.5, 0, 2 * Math.PI);
      context.fillStyle = css(mix(tile, color, much));
      context.fill();
      context.strokeStyle = css(mix(edge, color, Math.sqrt(much)));
      context.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {number} x @param {number} y
   * @param {number} size of what glows @param {Color} color @param {number} alpha
   */
  #glow(context, x, y, size, color, alpha) {
    const radius = Math.min(size, size / 2 + 9);
    const glow = context.createRadialGradient(x, y, 0.3 * size, x, y, radius);
    glow.addColorStop(0, css(color, alpha));
    glow.addColorStop(1, css(color, 0));
    context.fillStyle = glow;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {Column} column
   * @param {Float32Array | null} probabilities @param {string[]} names
   * @param {Pick<Picture, 'signed' | 'target'>} more
   */
  #paintOutputs(context, column, probabilities, names, { signed, target = -1 }) {
    const { items, start, end } = column;
    const { flow, mirrored, bar } = this.#layout;
    const { tile, edge, accentText, muted, text, for: plus, against } = this.#colors;
    const best = probabilities ? mostProbable(probabilities) : -1;
    for (const { x, y, size, unit } of items) {
      const value = (signed ?? probabilities)?.[unit] ?? 0;
      const share = Math.min(Math.abs(value), 1);
      const accent = signed ? (value < 0 ? against : plus) : this.#colors.accent;
      const radius = size / 2 - 0.5;
      if (unit === best) this.#glow(context, x, y, size, accent, 0.7 * share);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = css(mix(tile, accent, share));
      context.fill();
      context.strokeStyle = css(mix(edge, accent, Math.sqrt(share)));
      context.lineWidth = 1.2;
      context.stroke();
      if (unit === target) {
        context.strokeStyle = css(text);
        context.lineWidth = 2;
        context.beginPath();
        context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
        context.stroke();
      }
      const name = names[unit] ?? String(unit);
      const letters = Math.max(name.length, 1);
      if (size >= 9) {
        const font = Math.min(size * 0.5, (size * 1.15) / letters);
        context.font = `600 ${Math.max(font, 6.5)}px ${this.#font}`;
        context.fillStyle = css(share > 0.5 ? accentText : share > 0.05 ? text : muted);
        context.fillText(font >= 4 ? name : name.slice(0, 2), x, y + 0.5);
      }
      if (flow !== 'columns' || bar < 12) continue;
      const thick = Math.max(2, Math.min(6, size * 0.2));
      const length = bar - 12;
      const x0 = mirrored ? start - 10 : end + 10;
      context.lineCap = 'round';
      context.lineWidth = thick;
      for (const [color, much] of /** @type {[Color, number][]} */ ([
        [edge, 1],
        [accent, share],
      ])) {
        if (much < 0.005) continue;
        context.strokeStyle = css(color);
        context.beginPath();
        context.moveTo(x0, y);
        context.lineTo(x0 + (mirrored ? -1 : 1) * length * much, y);
        context.stroke();
      }
      context.lineCap = 'butt';
    }
  }

  /** Writes how many units are not drawn. @param {CanvasRenderingContext2D} context @param {Column} column */
  #paintMore(context, { items, hidden }) {
    if (!hidden) return;
    const { flow } = this.#layout;
    const along = flow === 'columns' ? 'y' : 'x';
    const last = items.reduce((a, b) => (a[along] > b[along] ? a : b));
    context.font = `500 10px ${this.#font}`;
    context.fillStyle = css(this.#colors.muted);
    const far = last.size / 2 + (flow === 'columns' ? 9 : 13);
    const [x, y] = flow === 'columns' ? [last.x, last.y + far] : [last.x + far, last.y];
    context.fillText(`+${hidden}`, x, y);
  }
}
