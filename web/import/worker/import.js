/** An import: files in, a dataset and a report out. Runs in a worker and in Node. */
import { gunzipSync } from 'fflate';
import { ImportError } from '../errors.js';
import { FORMATS } from '../formats/index.js';
import { MAX_IMAGE_BYTES, MAX_TABLE_BYTES } from '../limits.js';
import { Collector, reasonFor } from './collector.js';
import { findFiles } from './find.js';
import { makePlan } from './plan.js';
import { readAhead } from './read-ahead.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./collector.js').Imported} Imported
 *
 * @typedef {import('./folders.js').Loose} Loose
 * @typedef {import('./find.js').ImportSource} ImportSource
 * @typedef {import('./find.js').Packed} Packed
 * @typedef {import('./find.js').Entry} Entry
 * @typedef {import('../formats/format.js').Format} Format
 * @typedef {import('../formats/format.js').Job} Job
 * @typedef {import('../formats/format.js').Tools} Tools
 *
 * @typedef {object} Options
 * @property {string} name
 * @property {import('../../inkling/pictures.js').Polarity} polarity
 * @property {import('../../inkling/pictures.js').Framing} framing
 *
 * @typedef {object} ImportProgress
 * @property {number} done files processed
 * @property {number} total files found so far
 * @property {boolean} finding whether the search for files is still running
 * @property {number} images
 * @property {number} skipped
 * @property {Uint8Array | null} latest image
 */

const SLICE = 4 << 20;
/** @template {Entry} Own @typedef {{ entry: Own, job: Job, format: Format }} Image */

/** Files opened and read together. */
const BATCH = 50;
/** Rows or tiles between progress reports. */
const REPORT_EVERY = 2000;

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
  #tools;
  /** Read once all files are found: images in zips, and files of many images. */
  #later = {
    /** @type {Image<Packed>[]} */
    packed: [],
    /** @type {Map<Format, Job[]>} */
    large: new Map(FORMATS.map((format) => [format, []])),
  };

  /**
   * @param {Inkling} inkling
   * @param {ImportSource[]} sources
   * @param {Options} options
   * @param {(progress: ImportProgress) => Promise<void> | void} report called often; may yield to
   *   other work
   */
  constructor(inkling, sources, options, report) {
    this.sources = sources;
    this.options = options;
    this.reader = inkling.createPictureReader();
    this.reader.polarity = options.polarity;
    this.reader.framing = options.framing;
    /** @type {Tools} */
    this.#tools = {
      reader: this.reader,
      whole: (entry) => this.#whole(entry),
      slices: (entry) => this.#slices(entry),
      add: this.#collector.add.bind(this.#collector),
      addAll: (...images) => this.#addAll(...images),
      skip: this.#skip,
    };
    this.report = () => {
      const { count: images, skippedCount: skipped, latest } = this.#collector;
      return report({
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

  /** Available even if the import failed. */
  get skipped() {
    return this.#collector.skipped;
  }

  /** @returns {Promise<Imported>} */
  async run() {
    try {
      for await (const batch of readAhead(this.#looseImages())) {
        for (const { item, bytes, reason } of batch) {
          if (reason) this.#skip(item.entry.path, reason);
          else this.#image(item, bytes);
        }
        this.#done += batch.length;
        await this.report();
      }
      const { packed, large } = this.#later;
      for (let first = 0; first < packed.length; ) {
        const last = await this.#packedImages(packed, first);
        this.#done += last - first;
        first = last;
        await this.report();
      }
      for (const [format, jobs] of large) {
        for (const job of jobs) {
          await this.#attempt(job.entry, async () => format.read?.(job, this.#tools));
        }
      }
      return this.#collector.finish(this.options.name);
    } finally {
      this.reader.free();
    }
  }

  /** Yields batches of loose images, and queues everything else for later. */
  async *#looseImages() {
    const { packed, large } = this.#later;
    for await (const entries of findFiles(this.sources, this.#skip)) {
      /** @type {Image<Loose>[]} */
      const loose = [];
      for (const [format, jobs] of makePlan(entries, this.#skip)) {
        this.#total += jobs.length;
        for (const job of jobs) {
          const { entry } = job;
          if (!format.readOne) large.get(format)?.push(job);
          else if ('zip' in entry) packed.push({ entry, job, format });
          else loose.push({ entry, job, format });
        }
      }
      for (let first = 0; first < loose.length; first += BATCH) {
        yield loose.slice(first, first + BATCH);
      }
    }
    this.#finding = false;
  }

  /** Processes a file; on failure, records why. @param {Entry} entry @param {() => Promise<void>} use */
  async #attempt({ path }, use) {
    try {
      await use();
    } catch (error) {
      this.#skip(path, reasonFor(error));
    }
    this.#done++;
    await this.report();
  }

  /** @param {Image<Entry>} image @param {Uint8Array} bytes */
  #image({ job, format }, bytes) {
    format.readOne?.(job, bytes, this.#tools);
  }

  /**
   * Reads the images that lie in the same window of a zip.
   * @param {Image<Packed>[]} images @param {number} first
   * @returns {Promise<number>} the index of the first one not read
   */
  async #packedImages(images, first) {
    const { zip } = images[first].entry;
    let next = first;
    for (; next < images.length; next++) {
      const { path, entry, zip: itsZip } = images[next].entry;
      if (itsZip !== zip) break;
      try {
        if (entry.size > MAX_IMAGE_BYTES) throw new ImportError('tooLarge');
        if (!zip.isBuffered(entry)) {
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

  /** A file's contents, decompressed. @param {Entry} entry @returns {Promise<Uint8Array>} */
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

  /** A file in parts: one that is neither zipped nor gzipped is streamed. @param {Entry} entry */
  async *#slices(entry) {
    const streamed = 'open' in entry && !/\.gz$/i.test(entry.path) ? await this.#open(entry) : null;
    const whole = streamed ? null : await this.#whole(entry);
    const size = streamed ? streamed.size : (whole?.length ?? 0);
    for (let start = 0; start < size; start += SLICE) {
      const end = Math.min(start + SLICE, size);
      yield streamed
        ? await bytesOf(streamed.slice(start, end))
        : /** @type {Uint8Array} */ (whole).subarray(start, end);
      await this.report();
    }
  }

  /**
   * Adds the grayscale images of one file.
   * @param {string} path
   * @param {ArrayLike<string | number>} labels
   * @param {(i: number) => Uint8Array} pixelsOf
   * @param {number} width @param {number} height
   */
  async #addAll(path, labels, pixelsOf, width, height) {
    for (let i = 0; i < labels.length; i++) {
      if (i % REPORT_EVERY === 0) await this.report();
      this.#collector.add(String(labels[i]), `${path}, ${i + 1}`, (target, at) =>
        this.reader.readPixels(pixelsOf(i), width, height, target, at),
      );
    }
  }
}
