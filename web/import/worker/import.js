/** An import: files in, a dataset and a report out. Works in a worker and in Node. */
import { gunzipSync } from 'fflate';
import { PIXELS, SIDE } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { MAX_IMAGE_BYTES, MAX_TABLE_BYTES } from '../limits.js';
import { Collector, reasonFor } from './collector.js';
import { CsvReader, readLabelList } from './csv.js';
import { findFiles } from './find.js';
import { readIdxImages, readIdxLabels } from './idx.js';
import { makePlan } from './plan.js';
import { readAhead } from './read-ahead.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./collector.js').Brought} Brought
 *
 * @typedef {import('./folders.js').Loose} Loose
 * @typedef {import('./find.js').ImportSource} ImportSource
 * @typedef {import('./find.js').Packed} Packed
 * @typedef {import('./find.js').Entry} Entry
 * @typedef {{ images: Entry, labels: Entry }} Pair
 *
 * @typedef {object} Options
 * @property {string} name
 * @property {import('../../inkling/pictures.js').Polarity} polarity
 * @property {import('../../inkling/pictures.js').Framing} framing
 *
 * @typedef {object} ImportProgress
 * @property {number} done files of all
 * @property {number} total that were found so far
 * @property {boolean} finding whether more may be found
 * @property {number} images
 * @property {number} skipped
 * @property {Uint8Array | null} latest image
 */

const CSV_SLICE = 4 << 20;
/** @template {Entry} Own @typedef {{ entry: Own, label: string }} Image */

/** Files that are opened, and read, together. */
const LOT = 50;
/** Rows and tiles between two reports of progress. */
const REST_EVERY = 2000;

/** @param {Blob} blob */
const bytesOf = async (blob) =>
  new Uint8Array(
    await blob.arrayBuffer().catch(() => {
      throw new ImportError('unreadable');
    }),
  );

export class Import {
  #collector = new Collector();
  #total = 0;
  #done = 0;
  #finding = true;
  /** What is read when all is found. */
  #later = {
    /** @type {Image<Packed>[]} */
    packed: [],
    /** @type {Pair[]} */
    sheets: [],
    /** @type {Pair[]} */
    idx: [],
    /** @type {Entry[]} */
    tables: [],
  };

  /**
   * @param {Inkling} inkling
   * @param {ImportSource[]} sources
   * @param {Options} options
   * @param {(progress: ImportProgress) => Promise<void> | void} rest called often: reports, lets others work
   */
  constructor(inkling, sources, options, rest) {
    this.sources = sources;
    this.options = options;
    this.reader = inkling.createPictureReader();
    this.reader.polarity = options.polarity;
    this.reader.framing = options.framing;
    this.rest = () => {
      const { count: images, skippedCount: skipped, latest } = this.#collector;
      return rest({
        done: this.#done,
        total: this.#total,
        finding: this.#finding,
        images,
        skipped,
        latest,
      });
    };
  }

  #skip = this.#collector.skip.bind(this.#collector);

  /** What was skipped, also when nothing could be imported. */
  get skipped() {
    return this.#collector.skipped;
  }

  /** @returns {Promise<Brought>} */
  async run() {
    try {
      for await (const lot of readAhead(this.#looseImages())) {
        for (const { item, bytes, reason } of lot) {
          if (reason) this.#skip(item.entry.path, reason);
          else this.#image(item, bytes);
        }
        this.#done += lot.length;
        await this.rest();
      }
      const { packed, sheets, idx, tables } = this.#later;
      for (let first = 0; first < packed.length; ) {
        const last = await this.#packedImages(packed, first);
        this.#done += last - first;
        first = last;
        await this.rest();
      }
      for (const pair of sheets) await this.#attempt(pair.images, () => this.#sheet(pair));
      for (const pair of idx) await this.#attempt(pair.images, () => this.#idx(pair));
      for (const table of tables) await this.#attempt(table, () => this.#table(table));
      return this.#collector.finish(this.options.name);
    } finally {
      this.reader.free();
    }
  }

  /** Images that are files by themselves, in lots; what else is found comes after them. */
  async *#looseImages() {
    const { packed, sheets, idx, tables } = this.#later;
    for await (const entries of findFiles(this.sources, this.#skip)) {
      const plan = makePlan(entries, this.#skip);
      /** @type {Image<Loose>[]} */
      const loose = [];
      for (const { entry, label } of plan.images) {
        if ('zip' in entry) packed.push({ entry, label });
        else loose.push({ entry, label });
      }
      for (const pair of plan.sheets) sheets.push(pair);
      for (const pair of plan.idx) idx.push(pair);
      for (const table of plan.tables) tables.push(table);
      this.#total += plan.images.length + plan.sheets.length + plan.idx.length + plan.tables.length;
      for (let first = 0; first < loose.length; first += LOT) {
        yield loose.slice(first, first + LOT);
      }
    }
    this.#finding = false;
  }

  /** Does something with a file; when that fails, notes why. @param {Entry} entry @param {() => Promise<void>} use */
  async #attempt({ path }, use) {
    try {
      await use();
    } catch (error) {
      this.#skip(path, reasonFor(error));
    }
    this.#done++;
    await this.rest();
  }

  /** @param {Image<Entry>} image @param {Uint8Array} bytes */
  #image({ entry, label }, bytes) {
    this.#collector.add(label, entry.path, (target, at) => this.reader.read(bytes, target, at));
  }

  /**
   * Those that lie in the same window of a zip.
   * @param {Image<Packed>[]} images @param {number} first
   * @returns {Promise<number>} the first that is left
   */
  async #packedImages(images, first) {
    const { zip } = images[first].entry;
    let next = first;
    for (; next < images.length; next++) {
      const { path, entry, zip: own } = images[next].entry;
      if (own !== zip) break;
      try {
        if (entry.size > MAX_IMAGE_BYTES) throw new ImportError('tooLarge');
        if (!zip.isAtHand(entry)) {
          if (next > first) break;
          await zip.fetch(entry);
        }
        this.#image(images[next], zip.read(entry));
      } catch (error) {
        this.#skip(path, reasonFor(error));
      }
    }
    return next;
  }

  /** @param {Loose} entry @returns {Promise<Blob>} */
  async #open({ open }) {
    const file = await open().catch(() => null);
    if (!file) throw new ImportError('unreadable');
    return file;
  }

  /** The whole of a file, unpacked. @param {Entry} entry @returns {Promise<Uint8Array>} */
  async #whole(entry) {
    const { path } = entry;
    let bytes;
    if ('zip' in entry) {
      if (entry.entry.size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
      await entry.zip.fetch(entry.entry);
      bytes = entry.zip.read(entry.entry).slice();
    } else {
      const file = await this.#open(entry);
      if (file.size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
      bytes = await bytesOf(file);
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

  /** @param {Pair} pair */
  async #idx(pair) {
    const { count, height, width, pixels } = readIdxImages(await this.#whole(pair.images));
    const labels = readIdxLabels(await this.#whole(pair.labels));
    if (labels.length !== count) throw new ImportError('labelCount');
    const size = width * height;
    const pixelsOf = (/** @type {number} */ i) => pixels.subarray(i * size, (i + 1) * size);
    await this.#addAll(pair.images.path, labels, pixelsOf, width, height);
  }

  /** @param {Pair} pair */
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
      skip: (reason, line) => this.#skip(`${entry.path}:${line}`, reason),
    });
    const streamed = 'open' in entry && !/\.gz$/i.test(entry.path) ? await this.#open(entry) : null;
    const whole = streamed ? null : await this.#whole(entry);
    const size = streamed ? streamed.size : (whole?.length ?? 0);
    for (let start = 0; start < size; start += CSV_SLICE) {
      const end = Math.min(start + CSV_SLICE, size);
      csv.push(
        streamed
          ? await bytesOf(streamed.slice(start, end))
          : /** @type {Uint8Array} */ (whole).subarray(start, end),
      );
      await this.rest();
    }
    csv.end();
  }
}
