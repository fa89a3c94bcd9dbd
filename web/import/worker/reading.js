/**
 * Decides how to read a set of images from a sample of it: which side is ink, whether images are framed
 * like MNIST, how they are turned. What holds for a set is never decided image by image.
 */
import { PIXELS, SIDE } from '../../inkling/index.js';
import { extremesOf } from '../formats/numbers.js';
import { ORIENTATIONS, turn } from '../orientation.js';

/**
 * @typedef {import('../../inkling/pictures.js').PictureReader} PictureReader
 * @typedef {import('../../inkling/pictures.js').PictureInfo} PictureInfo
 * @typedef {import('../../inkling/pictures.js').Polarity} Polarity
 * @typedef {import('../../inkling/pictures.js').Framing} Framing
 * @typedef {import('../orientation.js').Orientation} Orientation
 *
 * @typedef {object} Picture a decoded image; in gray, on white where it is transparent
 * @property {Uint8Array} gray
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} [file] the PNG or JPEG, unless it has to be turned first
 * @property {Uint8Array} [rgba] from the browser
 *
 * @typedef {object} Reading
 * @property {Polarity | 'each'} polarity each: the set is mixed
 * @property {Framing} framing
 * @property {boolean} asIs whether the pixels of 28x28 images are copied
 * @property {Orientation} orientation
 * @property {boolean} unframed whether boxes around the ink are removed
 * @property {number | null} reads the share of digits that the pretrained network reads
 * @property {boolean} proposed whether the network decided
 */

/** A network that reads fewer of the digits than this doubts how they were read. */
export const DOUBT = 0.6;
/** How much better another way must be. */
const CLEARLY = 0.2;
const SLIGHTLY = 0.05;
/** Digits needed for an opinion. */
const MIN_DIGITS = 8;
const MIN_CLASSES = 3;

/** @type {Reading} */
export const PLAIN = {
  polarity: 'detect',
  framing: 'detect',
  asIs: false,
  orientation: 'asIs',
  unframed: false,
  reads: null,
  proposed: false,
};

/**
 * How light the corners and the edge are, 0 to 1: paper reaches there more than ink, whichever of them
 * covers more of a picture that was cut tightly. Null for a single shade.
 * @param {Picture} picture
 */
function edgeLightness({ gray, width, height }) {
  const { low, high } = extremesOf(gray);
  if (high - low < 16) return null;
  const middle = (low + high) / 2;
  const patch = Math.max(1, Math.round(Math.min(width, height) * 0.12));
  let [corner, cornerLight, edge, edgeLight] = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const nearY = y < patch || y >= height - patch;
    for (let x = 0; x < width; x++) {
      const isLight = gray[y * width + x] > middle ? 1 : 0;
      if (nearY && (x < patch || x >= width - patch)) {
        corner++;
        cornerLight += isLight;
      } else if (!y || !x || y === height - 1 || x === width - 1) {
        edge++;
        edgeLight += isLight;
      }
      if (!nearY && x >= patch) x = Math.max(x, width - patch - 1);
    }
  }
  return 0.7 * (cornerLight / corner) + 0.3 * (edge ? edgeLight / edge : cornerLight / corner);
}

/** Whether lines run along the edges, as around a cell of a form. @param {Picture} picture @param {boolean} lightInk */
function frameOf({ gray, width, height }, lightInk) {
  const { low, high } = extremesOf(gray);
  const middle = (low + high) / 2;
  const isInk = (/** @type {number} */ value) => (lightInk ? value > middle : value < middle);
  const row = (/** @type {number} */ y) => {
    let ink = 0;
    for (let x = 0; x < width; x++) if (isInk(gray[y * width + x])) ink++;
    return ink / width;
  };
  const column = (/** @type {number} */ x) => {
    let ink = 0;
    for (let y = 0; y < height; y++) if (isInk(gray[y * width + x])) ink++;
    return ink / height;
  };
  /** The last line of ink near an edge. @param {number} length @param {(i: number) => number} share */
  const linesFrom = (length, share) => {
    const most = Math.floor(length * 0.15);
    let last = 0;
    for (let i = 0; i <= most; i++) if (share(i) > 0.8) last = i + 1;
    // What continues is paper, not a line.
    return last > most ? 0 : last;
  };
  const top = linesFrom(height, row);
  const bottom = linesFrom(height, (i) => row(height - 1 - i));
  const left = linesFrom(width, column);
  const right = linesFrom(width, (i) => column(width - 1 - i));
  const sides = [top, bottom, left, right].filter(Boolean).length;
  return sides >= 2 ? { top, bottom, left, right } : null;
}

/** The inside of a box around the ink, whether it was drawn dark or light. @param {Picture} picture */
function insideOf(picture) {
  for (const lightInk of [false, true]) {
    const frame = frameOf(picture, lightInk);
    if (frame && Object.values(frame).every(Boolean)) return withoutFrame(picture, lightInk);
  }
  return picture;
}

/** A picture without the lines at its edges, and without what blurs around them. @param {Picture} picture @param {boolean} lightInk @returns {Picture} */
function withoutFrame(picture, lightInk) {
  const frame = frameOf(picture, lightInk);
  if (!frame) return picture;
  const { gray, width, height } = picture;
  const trim = (/** @type {number} */ side) => (side ? side + 1 : 0);
  const [top, left] = [trim(frame.top), trim(frame.left)];
  const across = width - left - trim(frame.right);
  const down = height - top - trim(frame.bottom);
  if (across < 4 || down < 4) return picture;
  const inner = new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    const start = (top + y) * width + left;
    inner.set(gray.subarray(start, start + across), y * across);
  }
  return { gray: inner, width: across, height: down };
}

/**
 * Reads a picture into a sample.
 * @param {PictureReader} reader
 * @param {Picture} picture
 * @param {Reading} reading
 * @param {Uint8Array} target @param {number} at
 * @returns {PictureInfo}
 */
export function readPicture(reader, picture, reading, target, at) {
  const info = readUpright(reader, picture, reading, target, at);
  turn(target, at, reading.orientation);
  return info;
}

/** @param {PictureReader} reader @param {Picture} picture @param {Reading} reading @param {Uint8Array} target @param {number} at @returns {PictureInfo} */
function readUpright(reader, picture, reading, target, at) {
  const { width, height } = picture;
  const polarity =
    reading.polarity === 'each'
      ? (edgeLightness(picture) ?? 1) > 0.5
        ? 'dark'
        : 'light'
      : reading.polarity;
  if (reading.asIs && width === SIDE && height === SIDE && polarity !== 'alpha') {
    return copyPixels(picture, polarity, target, at);
  }
  reader.polarity = polarity;
  reader.framing = reading.framing;
  if (reading.unframed && polarity !== 'alpha') {
    const inner = withoutFrame(picture, polarity === 'light');
    return reader.readPixels(inner.gray, inner.width, inner.height, target, at);
  }
  if (picture.file) return reader.read(picture.file, target, at);
  if (picture.rgba) return reader.readPixels(picture.rgba, width, height, target, at, 4);
  return reader.readPixels(picture.gray, width, height, target, at);
}

/** @param {Picture} picture @param {Polarity} polarity @param {Uint8Array} target @param {number} at @returns {PictureInfo} */
function copyPixels({ gray, width, height }, polarity, target, at) {
  let blank = true;
  const isDark = polarity === 'dark';
  for (let i = 0; i < PIXELS; i++) {
    const ink = isDark ? 255 - gray[i] : gray[i];
    target[at + i] = ink;
    if (ink !== (isDark ? 255 - gray[0] : gray[0])) blank = false;
  }
  return { width, height, polarity: isDark ? 'dark' : 'light', kept: true, blank };
}

/**
 * Which side of a set is ink.
 * @param {PictureReader} reader @param {Picture[]} pictures
 * @returns {Polarity | 'each'}
 */
function polarityOf(reader, pictures) {
  const sample = new Uint8Array(PIXELS);
  reader.framing = 'fit';
  let [alpha, files] = [0, 0];
  for (const picture of pictures) {
    if (!picture.file && !picture.rgba) continue;
    files++;
    const read = (/** @type {Polarity} */ polarity) =>
      readUpright(reader, picture, { ...PLAIN, polarity, framing: 'fit' }, sample, 0);
    const detected = read('detect');
    if (detected.polarity === 'alpha') alpha++;
    else if (detected.blank || edgeLightness(picture) === null) {
      // White ink on nothing: only its opacity shows.
      const opaque = read('alpha');
      if (opaque.polarity === 'alpha' && !opaque.blank) alpha++;
    }
  }
  if (alpha * 2 > files && files) return 'alpha';
  const edges = pictures.flatMap((picture) => edgeLightness(insideOf(picture)) ?? []);
  if (!edges.length) return 'detect';
  const light = edges.filter((edge) => edge > 0.5).length / edges.length;
  const clear = edges.filter((edge) => Math.abs(edge - 0.5) > 0.35).length / edges.length;
  if (edges.length > 3 && light > 0.1 && light < 0.9 && clear > 0.85) return 'each';
  return edges.reduce((sum, edge) => sum + edge, 0) / edges.length > 0.5 ? 'dark' : 'light';
}

/**
 * @param {PictureReader} reader
 * @param {{ picture: Picture, label: string }[]} samples
 * @param {object} options
 * @param {Polarity} options.polarity detect: find out
 * @param {Framing} options.framing
 * @param {Orientation | 'detect'} options.orientation
 * @param {boolean} options.isTable whether the images come as numbers, ready for a network
 * @param {boolean} options.isEmnist
 * @param {import('./judge.js').Judge | null} judge
 * @returns {Reading}
 */
export function chooseReading(reader, samples, options, judge) {
  const pictures = samples.map(({ picture }) => picture);
  const polarity = options.polarity === 'detect' ? polarityOf(reader, pictures) : options.polarity;
  const sample = new Uint8Array(PIXELS);
  /** @type {Reading} */
  const reading = { ...PLAIN, polarity };
  const areSmall = pictures.every(({ width, height }) => width === SIDE && height === SIDE);
  if (options.framing !== 'detect') {
    reading.framing = options.framing;
    reading.asIs = options.framing === 'keep';
  } else if (options.isTable && areSmall) {
    reading.asIs = true;
    reading.framing = 'keep';
  } else {
    let kept = 0;
    for (const picture of pictures) {
      if (readUpright(reader, picture, { ...reading, framing: 'detect' }, sample, 0).kept) kept++;
    }
    reading.framing = kept * 2 > pictures.length ? 'keep' : 'fit';
  }
  if (options.framing === 'detect' && polarity !== 'alpha' && !areSmall) {
    const lightInk = polarity === 'light';
    const boxed = pictures.filter((picture) => frameOf(picture, lightInk)).length;
    reading.unframed = boxed * 2 > pictures.length;
  }
  if (options.orientation !== 'detect') reading.orientation = options.orientation;
  const digits = samples.filter(({ label }) => /^\d$/.test(label));
  const isEnough =
    digits.length >= MIN_DIGITS && new Set(digits.map(({ label }) => label)).size >= MIN_CLASSES;
  if (judge && isEnough) return judged(reader, digits, reading, options, judge);
  // Without digits to judge by, only the name says that images are transposed.
  if (options.orientation === 'detect' && options.isEmnist && options.isTable) {
    reading.orientation = 'transpose';
  }
  return reading;
}

/**
 * The reading, or another one with which the network reads clearly more of the digits.
 * @param {PictureReader} reader
 * @param {{ picture: Picture, label: string }[]} digits
 * @param {Reading} reading
 * @param {Parameters<typeof otherReadings>[1]} options
 * @param {import('./judge.js').Judge} judge
 * @returns {Reading}
 */
function judged(reader, digits, reading, options, judge) {
  const numbers = digits.map(({ label }) => Number(label));
  /** @param {Reading} one */
  const share = (one) => {
    const images = digits.map(({ picture }) => {
      const target = new Uint8Array(PIXELS);
      readPicture(reader, picture, one, target, 0);
      return target;
    });
    return judge.agreeing(images, numbers) / digits.length;
  };
  reading.reads = share(reading);
  if (reading.reads >= DOUBT) return reading;
  let best = reading;
  for (const other of otherReadings(reading, options)) {
    const reads = share(other);
    // One image more or less may be chance: the framing changes only for more.
    const needed = (best.reads ?? 0) + (other.framing === reading.framing ? 0 : SLIGHTLY);
    if (reads > needed) best = { ...other, reads, proposed: true };
  }
  const isClear = (best.reads ?? 0) >= DOUBT && (best.reads ?? 0) >= reading.reads + CLEARLY;
  return isClear ? best : reading;
}

/** @param {Reading} reading @param {{ polarity: Polarity, framing: Framing, orientation: Orientation | 'detect' }} options */
function* otherReadings(reading, { polarity, framing, orientation }) {
  const { polarity: own } = reading;
  /** @type {Reading['polarity'][]} */
  const polarities = polarity === 'detect' ? [own, own === 'dark' ? 'light' : 'dark'] : [own];
  const orientations = orientation === 'detect' ? ORIENTATIONS : [orientation];
  /** @type {Partial<Reading>[]} */
  const framings = [
    {},
    ...(framing === 'detect' && reading.framing === 'keep'
      ? [{ framing: /** @type {const} */ ('fit'), asIs: false }]
      : []),
  ];
  for (const one of framings) {
    for (const side of polarities) {
      for (const turned of orientations) {
        /** @type {Reading} */
        const other = { ...reading, ...one, polarity: side, orientation: turned };
        yield other;
      }
    }
  }
}
