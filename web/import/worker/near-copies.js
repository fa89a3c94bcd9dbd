/**
 * Finds near-copies: one drawing, shifted, scaled, turned a little, brighter, darker, or with noise, as people
 * enlarge small datasets. Images are compared after their ink has been centered, scaled to one spread, and turned
 * until its longer axis is upright or level, whichever is nearer.
 */
import { PIXELS, SIDE } from '../../inkling/index.js';

/** Later images are not compared: time grows with the square of their number. */
const MOST = 20_000;
/** Weaker ink, as a share of the image's strongest, may be noise. */
const FAINT = 0.25;
/** A view has CELLS by CELLS cells, and reaches this many times the ink's spread. */
const CELLS = 12;
const REACH = 2.2;
const VIEW = CELLS * CELLS;
/**
 * Near-copies differ by at most this, as squared distance between views of length BYTES, and by this share
 * of what images of their class typically differ by: all circles are alike. So are straight strokes: of
 * those whose ink spreads across by less than THIN of what it does along, less.
 */
const BYTES = 400;
const LIMIT = 0.06 * BYTES ** 2;
const OF_TYPICAL = 0.05;
const STRAIGHT = 0.012 * BYTES ** 2;
const THIN = 0.25;
/** Ink has no longer axis if its spread along and across differs by less than this share: it is not turned. */
const ROUND = 0.1;
/** Pairs sampled to find out what is typical. */
const PAIRS = 500;

/** The side of an image with a blank border. */
const FRAMED = SIDE + 2;

/** From the nearest of the image's axes to the axis of its ink, in radians. @param {number} level @param {number} diagonal */
function angleOf(level, diagonal) {
  const quarter = Math.PI / 2;
  const angle = Math.atan2(diagonal, level) / 2;
  return angle - quarter * Math.round(angle / quarter);
}

/** Writes the view of an image, as bytes. Returns whether it is a straight stroke. @param {Uint8Array} image @param {Float32Array} view */
function look(image, view) {
  let strongest = 0;
  for (let i = 0; i < PIXELS; i++) if (image[i] > strongest) strongest = image[i];
  const floor = FAINT * strongest;
  const framed = new Float32Array(FRAMED * FRAMED);
  let [all, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      const ink = image[i] - floor;
      if (ink <= 0) continue;
      framed[(y + 1) * FRAMED + x + 1] = ink;
      all += ink;
      sumX += ink * x;
      sumY += ink * y;
      sumXX += ink * x * x;
      sumYY += ink * y * y;
      sumXY += ink * x * y;
    }
  }
  const [middleX, middleY] = [sumX / all, sumY / all];
  const [xx, yy] = [sumXX / all - middleX ** 2, sumYY / all - middleY ** 2];
  const xy = sumXY / all - middleX * middleY;
  const longer = Math.hypot(xx - yy, 2 * xy);
  const isStraight = xx + yy - longer < THIN ** 2 * (xx + yy + longer);
  // All straight strokes would be the same.
  const isTurned = !isStraight && longer >= ROUND * (xx + yy);
  const angle = isTurned ? angleOf(xx - yy, 2 * xy) : 0;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const spread = Math.sqrt(Math.max(1, xx + yy));
  const step = (2 * REACH * spread) / CELLS;
  let length = 0;
  for (let row = 0; row < CELLS; row++) {
    const down = (row + 0.5) * step - REACH * spread;
    for (let column = 0; column < CELLS; column++) {
      const across = (column + 0.5) * step - REACH * spread;
      const x = middleX + cos * across - sin * down + 1;
      const y = middleY + sin * across + cos * down + 1;
      const left = Math.floor(x);
      const top = Math.floor(y);
      let ink = 0;
      if (left >= 0 && top >= 0 && left < FRAMED - 1 && top < FRAMED - 1) {
        const at = top * FRAMED + left;
        const right = x - left;
        const upper = framed[at] * (1 - right) + framed[at + 1] * right;
        const lower = framed[at + FRAMED] * (1 - right) + framed[at + FRAMED + 1] * right;
        ink = upper * (1 - y + top) + lower * (y - top);
      }
      view[row * CELLS + column] = ink;
      length += ink * ink;
    }
  }
  const scale = BYTES / (Math.sqrt(length) || 1);
  for (let cell = 0; cell < VIEW; cell++) view[cell] = Math.min(255, view[cell] * scale + 0.5);
  return isStraight;
}

/** Views with the cells that vary most first: they tell most pairs apart. @param {Uint8Array} views @param {number} count */
function sorted(views, count) {
  const sums = new Float64Array(VIEW);
  const squares = new Float64Array(VIEW);
  for (let i = 0; i < count * VIEW; i++) {
    sums[i % VIEW] += views[i];
    squares[i % VIEW] += views[i] ** 2;
  }
  const varianceOf = (/** @type {number} */ cell) => squares[cell] - sums[cell] ** 2 / count;
  const cells = [...sums.keys()].sort((a, b) => varianceOf(b) - varianceOf(a));
  const found = new Uint8Array(count * VIEW);
  for (let view = 0, i = 0; view < count * VIEW; view += VIEW)
    for (let place = 0; place < VIEW; place++, i++) found[i] = views[view + cells[place]];
  return found;
}

/**
 * The squared distance between two views; only a lower bound once it is over a limit.
 * @param {Uint8Array} views @param {number} a @param {number} b @param {number} [limit]
 */
function distanceBetween(views, a, b, limit = Infinity) {
  let sum = 0;
  for (let i = 0, at = a * VIEW, other = b * VIEW; i < VIEW && sum <= limit; i++) {
    const difference = views[at + i] - views[other + i];
    sum += difference * difference;
  }
  return sum;
}

/** What two views typically differ by. @param {Uint8Array} views @param {number} count */
function typicalOf(views, count) {
  const distances = Array.from({ length: PAIRS }, (_, i) => {
    const a = (i * 7919) % count;
    const b = (a + 1 + ((i * 104_729) % (count - 1))) % count;
    return distanceBetween(views, a, b);
  });
  return distances.sort((a, b) => a - b)[PAIRS / 2];
}

/** The images of a class that are compared. */
class Views {
  /** Their numbers in the set. @type {number[]} */
  images = [];
  /** Whether they are straight strokes. @type {boolean[]} */
  #straight = [];
  #views = new Uint8Array(64 * VIEW);

  /** @param {number} number @param {Float32Array} view @param {boolean} isStraight */
  add(number, view, isStraight) {
    const at = this.images.length * VIEW;
    if (at === this.#views.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#views);
      this.#views = larger;
    }
    this.#views.set(view, at);
    this.images.push(number);
    this.#straight.push(isStraight);
  }

  /** @param {(before: number, after: number) => void} found */
  compare(found) {
    const [images, straight] = [this.images, this.#straight];
    if (images.length < 2) return;
    const views = sorted(this.#views, images.length);
    const most = Math.min(LIMIT, OF_TYPICAL * typicalOf(views, images.length));
    for (let a = 1; a < images.length; a++) {
      for (let b = 0; b < a; b++) {
        const limit = straight[a] || straight[b] ? Math.min(STRAIGHT, most) : most;
        if (distanceBetween(views, a, b, limit) <= limit) found(images[b], images[a]);
      }
    }
  }
}

export class NearCopies {
  #count = 0;
  /** By class. @type {Map<number, Views>} */
  #classes = new Map();
  #view = new Float32Array(VIEW);

  /** @param {number} number of the image in the set @param {number} label @param {Uint8Array} image with ink */
  add(number, label, image) {
    if (this.#count === MOST) return;
    this.#count++;
    const isStraight = look(image, this.#view);
    const views = this.#classes.get(label) ?? new Views();
    this.#classes.set(label, views);
    views.add(number, this.#view, isStraight);
  }

  /** Finds pairs of near-copies. @param {(before: number, after: number) => void} found */
  compare(found) {
    for (const views of this.#classes.values()) views.compare(found);
  }
}
