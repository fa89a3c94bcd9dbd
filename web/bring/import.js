/** An import: files in, a dataset and a report out. Works in a worker and in Node. */
import { gunzipSync } from 'fflate';
import { PIXELS, SIDE } from '../inkling.js';
import { Collector, reasonFor } from './collector.js';
import { CsvReader, readLabelList } from './csv.js';
import { ImportError } from './errors.js';
import { readIdxImages, readIdxLabels } from './idx.js';
import { MAX_FILES, MAX_IMAGE_BYTES, MAX_TABLE_BYTES } from './limits.js';
import { isJunk, makePlan } from './plan.js';
import { listZip, ZipReader } from './zip.js';

/**
 * @typedef {import('../inkling.js').Inkling} Inkling
 * @typedef {import('./collector.js').Brought} Brought
 *
 * @typedef {{ path: string, file: Blob }} Input
 *
 * @typedef {object} Entry a file, in a zip or by itself
 * @property {string} path
 * @property {number} size
 * @property {Blob} [file]
 * @property {{ zip: ZipReader, entry: import('./zip.js').ZipEntry }} [packed]
 *
 * @typedef {object} Options
 * @property {string} name
 * @property {import('../inkling/pictures.js').Polarity} polarity
 * @property {import('../inkling/pictures.js').Framing} framing
 *
 * @typedef {object} Progress
 * @property {number} done files of all
 * @property {number} total
 * @property {number} images
 * @property {number} skipped
 * @property {Uint8Array | null} latest image
 */

/** Files that are read together, which is much faster than one by one. */
const FILES_AT_ONCE = 512;
const BYTES_AT_ONCE = 4 << 20;
const CSV_SLICE = 4 << 20;
/** Rows and tiles between two reports of progress. */
const REST_EVERY = 2000;

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

export class Import {
  #collector = new Collector();
  #total = 0;
  #done = 0;

  /**
   * @param {Inkling} inkling
   * @param {Input[]} inputs
   * @param {Options} options
   * @param {(progress: Progress) => Promise<void> | void} rest called often: reports, lets others work
   */
  constructor(inkling, inputs, options, rest) {
    this.inputs = inputs;
    this.options = options;
    this.reader = inkling.createPictureReader();
    this.reader.polarity = options.polarity;
    this.reader.framing = options.framing;
    this.rest = () => {
      const { count: images, skippedCount: skipped, latest } = this.#collector;
      return rest({ done: this.#done, total: this.#total, images, skipped, latest });
    };
  }

  /** What was skipped, also when nothing could be imported. */
  get skipped() {
    return this.#collector.skipped;
  }

  /** @returns {Promise<Brought>} */
  async run() {
    try {
      const skip = this.#collector.skip.bind(this.#collector);
      const entries = await this.#list();
      const plan = makePlan(entries, skip);
      this.#total = plan.images.length + plan.sheets.length + plan.idx.length + plan.tables.length;
      await this.rest();
      await this.#images(plan.images);
      for (const pair of plan.sheets) await this.#attempt(pair.images, () => this.#sheet(pair));
      for (const pair of plan.idx) await this.#attempt(pair.images, () => this.#idx(pair));
      for (const table of plan.tables) await this.#attempt(table, () => this.#table(table));
      return this.#collector.finish(this.options.name);
    } finally {
      this.reader.free();
    }
  }

  /** All files, those in zips included. @returns {Promise<Entry[]>} */
  async #list() {
    /** @type {Entry[]} */
    const entries = [];
    for (const { path, file } of this.inputs) {
      if (isJunk(path)) continue;
      if (/\.zip$/i.test(path)) {
        const zip = new ZipReader(file);
        const skip = this.#collector.skip.bind(this.#collector);
        for (const entry of await listZip(file, skip)) {
          if (!isJunk(entry.path)) entries.push({ ...entry, packed: { zip, entry } });
        }
      } else {
        entries.push({ path, size: file.size, file });
      }
      if (entries.length > MAX_FILES) throw new ImportError('tooMany');
    }
    return entries;
  }

  /** Does something with a file; when that fails, notes why. @param {Entry} entry @param {() => Promise<void>} use */
  async #attempt({ path }, use) {
    try {
      await use();
    } catch (error) {
      this.#collector.skip(path, reasonFor(error));
    }
    this.#done++;
    await this.rest();
  }

  /** @param {{ entry: Entry, label: string }[]} images */
  async #images(images) {
    for (let first = 0; first < images.length; ) {
      const last = images[first].entry.packed
        ? await this.#packedImages(images, first)
        : await this.#looseImages(images, first);
      this.#done += last - first;
      first = last;
      await this.rest();
    }
  }

  /** @param {{ entry: Entry, label: string }} image @param {Uint8Array} bytes */
  #image({ entry, label }, bytes) {
    this.#collector.add(label, entry.path, (target, at) => this.reader.read(bytes, target, at));
  }

  /**
   * Those that lie in the same window of a zip.
   * @param {{ entry: Entry, label: string }[]} images @param {number} first
   * @returns {Promise<number>} the first that is left
   */
  async #packedImages(images, first) {
    const { zip } = /** @type {NonNullable<Entry['packed']>} */ (images[first].entry.packed);
    let next = first;
    for (; next < images.length; next++) {
      const { path, size, packed } = images[next].entry;
      if (packed?.zip !== zip) break;
      try {
        if (size > MAX_IMAGE_BYTES) throw new ImportError('tooLarge');
        if (!zip.isAtHand(packed.entry)) {
          if (next > first) break;
          await zip.fetch(packed.entry);
        }
        this.#image(images[next], zip.read(packed.entry));
      } catch (error) {
        this.#collector.skip(path, reasonFor(error));
      }
    }
    return next;
  }

  /**
   * @param {{ entry: Entry, label: string }[]} images @param {number} first
   * @returns {Promise<number>} the first that is left
   */
  async #looseImages(images, first) {
    let last = first;
    let size = 0;
    /** @type {Blob[]} */
    const files = [];
    while (last < images.length && last - first < FILES_AT_ONCE && size < BYTES_AT_ONCE) {
      const { file, size: own } = images[last].entry;
      if (!file) break;
      // What is too large is not read: an empty blob holds its place.
      files.push(own > MAX_IMAGE_BYTES ? new Blob() : file);
      size += files[files.length - 1].size;
      last++;
    }
    const all = await bytesOf(new Blob(files)).catch(() => null);
    let start = 0;
    for (let i = first; i < last; i++) {
      const { path, size: own } = images[i].entry;
      const file = files[i - first];
      // One file that can't be read keeps the others from being read together.
      const bytes = all
        ? all.subarray(start, start + file.size)
        : await bytesOf(file).catch(() => null);
      start += file.size;
      if (own > MAX_IMAGE_BYTES) this.#collector.skip(path, 'tooLarge');
      else if (!bytes) this.#collector.skip(path, 'unreadable');
      else this.#image(images[i], bytes);
    }
    return last;
  }

  /** The whole of a file, unpacked. @param {Entry} entry @returns {Promise<Uint8Array>} */
  async #whole({ path, size, file, packed }) {
    if (size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
    let bytes;
    if (packed) {
      await packed.zip.fetch(packed.entry);
      bytes = packed.zip.read(packed.entry).slice();
    } else {
      bytes = await bytesOf(/** @type {Blob} */ (file)).catch(() => {
        throw new ImportError('unreadable');
      });
    }
    if (!/\.gz$/i.test(path)) return bytes;
    if (bytes.length < 18) throw new ImportError('damaged');
    const unpacked = new DataView(bytes.buffer).getUint32(bytes.length - 4, true);
    if (unpacked > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
    try {
      return gunzipSync(bytes, { out: new Uint8Array(unpacked) });
    } catch {
      throw new ImportError('damaged');
    }
  }

  /**
   * Adds grey images that lie one behind the other.
   * @param {string} path
   * @param {{ length: number, [i: number]: string | number }} labels
   * @param {(i: number) => Uint8Array} pixelsOf
   * @param {number} width @param {number} height
   */
  async #addAll(path, labels, pixelsOf, width, height) {
    for (let i = 0; i < labels.length; i++) {
      if (i % REST_EVERY === 0) await this.rest();
      this.#collector.add(String(labels[i]), `${path}, ${i + 1}`, (target, at) =>
        this.reader.readPixels(pixelsOf(i), width, height, target, at),
      );
    }
  }

  /** @param {{ images: Entry, labels: Entry }} pair */
  async #idx(pair) {
    const { count, height, width, pixels } = readIdxImages(await this.#whole(pair.images));
    const labels = readIdxLabels(await this.#whole(pair.labels));
    if (labels.length !== count) throw new ImportError('labelCount');
    const size = width * height;
    const pixelsOf = (/** @type {number} */ i) => pixels.subarray(i * size, (i + 1) * size);
    await this.#addAll(pair.images.path, labels, pixelsOf, width, height);
  }

  /** @param {{ images: Entry, labels: Entry }} pair */
  async #sheet(pair) {
    const bytes = await this.#whole(pair.labels);
    const labels = /\.csv$/i.test(pair.labels.path) ? readLabelList(bytes) : readIdxLabels(bytes);
    const { width, height, grey } = this.reader.readGrey(await this.#whole(pair.images));
    const rows = width === PIXELS && height !== SIDE;
    if (!rows && (width % SIDE || height % SIDE)) throw new ImportError('sheetSize');
    const places = rows ? height : (width / SIDE) * (height / SIDE);
    if (rows ? places !== labels.length : places < labels.length) {
      throw new ImportError('labelCount');
    }
    const tile = new Uint8Array(PIXELS);
    const pixelsOf = (/** @type {number} */ i) => {
      if (rows) return grey.subarray(i * PIXELS, (i + 1) * PIXELS);
      const across = width / SIDE;
      const corner = Math.floor(i / across) * SIDE * width + (i % across) * SIDE;
      for (let y = 0; y < SIDE; y++) {
        const start = corner + y * width;
        tile.set(grey.subarray(start, start + SIDE), y * SIDE);
      }
      return tile;
    };
    await this.#addAll(pair.images.path, labels, pixelsOf, SIDE, SIDE);
  }

  /** @param {Entry} entry */
  async #table(entry) {
    const csv = new CsvReader({
      image: (label, pixels, side, line) =>
        this.#collector.add(label, `${entry.path}:${line}`, (target, at) =>
          this.reader.readPixels(pixels, side, side, target, at),
        ),
      skip: (reason, line) => this.#collector.skip(`${entry.path}:${line}`, reason),
    });
    const { file } = entry;
    const streamed = file && !/\.gz$/i.test(entry.path) ? file : null;
    const whole = streamed ? null : await this.#whole(entry);
    const size = streamed ? streamed.size : (whole?.length ?? 0);
    for (let start = 0; start < size; start += CSV_SLICE) {
      const end = Math.min(start + CSV_SLICE, size);
      csv.push(
        streamed
          ? await bytesOf(streamed.slice(start, end)).catch(() => {
              throw new ImportError('unreadable');
            })
          : /** @type {Uint8Array} */ (whole).subarray(start, end),
      );
      await this.rest();
    }
    csv.end();
  }
}
