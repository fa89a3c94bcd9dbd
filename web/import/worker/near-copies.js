/**
 * Finds near-copies: one drawing, shifted, scaled, brighter, darker, or with noise, as people enlarge
 * small datasets. Images are compared after their ink has been centered and scaled to one spread.
 */
import { PIXELS, SIDE } from '../../inkling/index.js';

/** Later images are not compared: time grows with the square of their number. */
const MOST = 60_000;
/** Weaker ink, as a share of the image's strongest, may be noise. */
const FAINT = 0.25;
/** A view has CELLS by CELLS cells, and reaches this many times the ink's spread. */
const CELLS = 12;
const REACH = 2.2;
const VIEW = CELLS * CELLS;
/** Sums over blocks of BLOCK by BLOCK cells tell most pairs apart. */
const BLOCK = 3;
const BLOCKS = (CELLS / BLOCK) ** 2;
/**
 * Near-copies differ by at most this, as squared distance between views of length 1. Straight strokes
 * are all alike: of those whose ink spreads across by less than THIN of what it does along, less.
 */
const LIMIT = 0.06;
const STRAIGHT_LIMIT = 0.012;
const THIN = 0.25;

/** Writes the view of an image, of length 1. Returns whether it is a straight stroke. @param {Uint8Array} image @param {Float32Array} view */
function look(image, view) {
  let strongest = 0;
  for (let i = 0; i < PIXELS; i++) if (image[i] > strongest) strongest = image[i];
  const floor = FAINT * strongest;
  let [all, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < PIXELS; i++) {
    if (image[i] <= floor) continue;
    const ink = image[i] - floor;
    const x = i % SIDE;
    const y = (i - x) / SIDE;
    all += ink;
    sumX += ink * x;
    sumY += ink * y;
    sumXX += ink * x * x;
    sumYY += ink * y * y;
    sumXY += ink * x * y;
  }
  const [middleX, middleY] = [sumX / all, sumY / all];
  const [xx, yy] = [sumXX / all - middleX ** 2, sumYY / all - middleY ** 2];
  const longer = Math.hypot(xx - yy, 2 * (sumXY / all - middleX * middleY));
  const spread = Math.sqrt(Math.max(1, xx + yy));
  const step = (2 * REACH * spread) / CELLS;
  const inkAt = (/** @type {number} */ x, /** @type {number} */ y) =>
    x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : Math.max(0, image[y * SIDE + x] - floor);
  let length = 0;
  for (let cell = 0; cell < VIEW; cell++) {
    const x = middleX - REACH * spread + ((cell % CELLS) + 0.5) * step;
    const y = middleY - REACH * spread + (Math.floor(cell / CELLS) + 0.5) * step;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [x - left, y - top];
    const upper = inkAt(left, top) * (1 - right) + inkAt(left + 1, top) * right;
    const lower = inkAt(left, top + 1) * (1 - right) + inkAt(left + 1, top + 1) * right;
    view[cell] = upper * (1 - down) + lower * down;
    length += view[cell] ** 2;
  }
  for (let cell = 0; cell < VIEW; cell++) view[cell] /= Math.sqrt(length) || 1;
  return xx + yy - longer < THIN ** 2 * (xx + yy + longer);
}

/** Squares of differences of bytes add up to this for a squared distance of 1. */
const BYTES = 400;

/** The squared distance of two views. @param {Uint8Array} views @param {number} a @param {number} b */
function distance(views, a, b) {
  let sum = 0;
  for (let i = 0; i < VIEW; i++) sum += (views[a * VIEW + i] - views[b * VIEW + i]) ** 2;
  return sum / BYTES ** 2;
}

/** Whether blocks alone tell that views differ by more. @param {Float32Array} blocks @param {number} a @param {number} b @param {number} limit */
function differ(blocks, a, b, limit) {
  let sum = 0;
  for (let i = 0; i < BLOCKS; i++) {
    sum += (blocks[a * BLOCKS + i] - blocks[b * BLOCKS + i]) ** 2;
    if (sum > limit) return true;
  }
  return false;
}

/** The sums of a view's blocks, scaled so that they never differ by more than the views do. @param {Uint8Array} views @param {number} count */
function blocksOf(views, count) {
  const blocks = new Float32Array(count * BLOCKS);
  for (let i = 0; i < count * VIEW; i++) {
    const cell = i % VIEW;
    const row = Math.floor(cell / CELLS / BLOCK);
    const column = Math.floor((cell % CELLS) / BLOCK);
    blocks[Math.floor(i / VIEW) * BLOCKS + (row * CELLS) / BLOCK + column] +=
      views[i] / (BYTES * BLOCK);
  }
  return blocks;
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
    for (let i = 0; i < VIEW; i++) this.#views[at + i] = Math.min(255, BYTES * view[i] + 0.5);
    this.images.push(number);
    this.#straight.push(isStraight);
  }

  /** @returns {Iterable<[number, number]>} */
  *pairs() {
    const { images } = this;
    const blocks = blocksOf(this.#views, images.length);
    for (let a = 1; a < images.length; a++) {
      for (let b = 0; b < a; b++) {
        const limit = this.#straight[a] || this.#straight[b] ? STRAIGHT_LIMIT : LIMIT;
        if (differ(blocks, a, b, limit) || distance(this.#views, a, b) > limit) continue;
        yield [images[b], images[a]];
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

  /** Near-copies, the earlier image first. @returns {Iterable<[number, number]>} */
  *pairs() {
    for (const views of this.#classes.values()) yield* views.pairs();
  }
}
