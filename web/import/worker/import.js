/** An import: files in, a dataset and a report out. Runs in a worker and in Node. */
import { MAX_IMAGES } from '../../data/limits.js';
import { PIXELS } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { isNamedImage, kindOf } from '../evidence/kinds.js';
import { ClassOffers } from '../evidence/labels.js';
import { FORMATS } from '../formats/index.js';
import { MAX_IMAGE_BYTES, MAX_TABLE_BYTES } from '../limits.js';
import { Collector, detailOf, reasonFor } from './collector.js';
import { orientationOf, upright } from './exif.js';
import { fairPicks, spreadPicks } from './fair.js';
import { Finder, gunzipWhole } from './find.js';
import { readNetpbm } from './netpbm.js';
import { makePlan } from './plan.js';
import { readAhead } from './read-ahead.js';
import { chooseReading, DOUBT, PLAIN, readPicture } from './reading.js';
import { readSidecars } from './sidecars.js';
import { ZipReader } from './zip.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./collector.js').Imported} Imported
 *
 * @typedef {import('./folders.js').Loose} Loose
 * @typedef {import('./find.js').ImportSource} ImportSource
 * @typedef {import('./find.js').Packed} Packed
 * @typedef {import('./find.js').Entry} Entry
 * @typedef {import('./reading.js').Reading} Reading
 * @typedef {import('./reading.js').Picture} Picture
 * @typedef {import('../formats/format.js').Format} Format
 * @typedef {import('../formats/format.js').Job} Job
 * @typedef {import('../formats/format.js').GraySample} GraySample
 * @typedef {import('../formats/format.js').Tools} Tools
 *
 * @typedef {object} Options
 * @property {string} name
 * @property {import('../../inkling/pictures.js').Polarity} polarity
 * @property {import('../../inkling/pictures.js').Framing} framing
 * @property {import('../orientation.js').Orientation | 'detect'} [orientation]
 * @property {import('../evidence/labels.js').ClassSource | 'detect'} [classSource] what names the
 *   classes of image files
 *
 * @typedef {object} Helpers what a browser has and Node has not; both may be absent
 * @property {(bytes: Uint8Array, format: string) => Promise<import('./decode.js').Decoded>} [decode]
 * @property {() => Promise<import('./judge.js').Judge | null>} [judge] reads digits
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
/** Images that decide how a set is read. */
const SAMPLE = 200;
/** The smallest sample that tells whether a network's doubt is worth a note. */
const MIN_DOUBTED = 21;
/** The part of a zip to read for one of them. */
const SAMPLE_WINDOW = 1 << 14;

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
  /** An image to show before reading has started. @type {Uint8Array | null} */
  #firstLook = null;
  /** How the images of the current file or set are read. @type {Reading} */
  #reading = PLAIN;
  /** Loaded once needed. @type {Promise<import('./judge.js').Judge | null> | undefined} */
  #judge;
  /** What could name the classes of image files. */
  #offers;

  /**
   * @param {Inkling} inkling
   * @param {ImportSource[]} sources
   * @param {Options} options
   * @param {(progress: ImportProgress) => Promise<void> | void} report called often; may yield to
   *   other work
   * @param {Helpers} [helpers]
   */
  constructor(inkling, sources, options, report, helpers = {}) {
    this.sources = sources;
    this.options = options;
    this.helpers = helpers;
    this.reader = inkling.createPictureReader();
    this.#offers = new ClassOffers(options.classSource);
    /** @type {Tools} */
    this.#tools = {
      reader: this.reader,
      whole: (entry) => this.#whole(entry),
      slices: (entry) => this.#slices(entry),
      lookAt: (image) => this.#lookAt(image),
      begin: (path, samples, all) => this.#begin(path, samples, all),
      addAll: (job, images) => this.#addAll(job, images),
      addPicture: (job, bytes) => this.#addPicture(job, bytes),
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
        latest: latest ?? this.#firstLook,
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
      const plan = await this.#plan();
      for (const set of this.#sets(plan)) await this.#readSet(set);
      for (const [format, jobs] of plan) {
        if (!format.read) continue;
        for (const job of jobs) {
          await this.#attempt(job.entry, async () => format.read?.(job, this.#tools));
        }
      }
      const imported = this.#collector.finish(this.options.name);
      const { choice } = this.#offers;
      return choice ? { ...imported, classSource: choice } : imported;
    } finally {
      this.reader.free();
      (await this.#judge?.catch(() => null))?.free();
    }
  }

  /** Finds all files, and what each is for. */
  async #plan() {
    /** @type {Entry[]} */
    const entries = [];
    for await (const group of new Finder(this.#skip).find(this.sources)) {
      for (const entry of group) entries.push(entry);
      this.#total = entries.length;
      if (!this.#firstLook && entries.length) await this.#lookAtFirst(entries[0]);
      await this.report();
    }
    await readSidecars(entries, (entry) => this.#whole(entry));
    const plan = makePlan(entries, this.#skip, FORMATS, this.#offers);
    this.#total = [...plan.values()].reduce((sum, { length }) => sum + length, 0);
    this.#finding = false;
    return plan;
  }

  /** Shows an image while the others are still being looked for. @param {Entry} entry */
  async #lookAtFirst(entry) {
    if (!isNamedImage(entry.path)) return;
    try {
      const bytes = await this.#bytesOfImage(entry);
      this.#lookAt(await this.#pictureIn(bytes));
    } catch {
      // Reported when it is read.
    }
  }

  /** @param {Picture} picture */
  #lookAt(picture) {
    const target = new Uint8Array(PIXELS);
    try {
      readPicture(this.reader, picture, PLAIN, target, 0);
      this.#firstLook ??= target;
    } catch {
      // Reported when it is read.
    }
  }

  /**
   * Image files that are read the same way: those of one archive, and the loose ones. Archives
   * without folders belong together.
   * @param {import('./plan.js').Plan} plan
   */
  #sets(plan) {
    /** @type {Map<string, Image<Entry>[]>} */
    const sets = new Map();
    for (const [format, jobs] of plan) {
      if (!format.readOne) continue;
      for (const job of jobs) {
        const { entry } = job;
        const { container, path } = entry;
        const key =
          container === undefined ? 'loose' : /[/\\]/.test(path) ? `in ${container}` : 'flat';
        const set = sets.get(key);
        if (set) set.push({ entry, job, format });
        else sets.set(key, [{ entry, job, format }]);
      }
    }
    return sets.values();
  }

  /** @param {Image<Entry>[]} images */
  async #readSet(images) {
    const room = MAX_IMAGES - this.#collector.count;
    const picks = fairPicks(
      images.map(({ job }) => job.label ?? ''),
      room,
    );
    const chosen = picks ? images.filter((_, i) => picks[i]) : images;
    if (picks) {
      images.forEach(({ entry }, i) => {
        if (!picks[i]) this.#skip(entry.path, 'limit');
      });
    }
    await this.#chooseFor(chosen);
    const loose = /** @type {Image<Loose>[]} */ (chosen.filter(({ entry }) => !('zip' in entry)));
    for await (const batch of readAhead(batchesOf(loose))) {
      for (const { item, bytes, reason } of batch) {
        if (reason) this.#skip(item.entry.path, reason);
        else {
          const pending = this.#image(item, bytes);
          if (pending) await pending;
        }
      }
      this.#done += batch.length;
      await this.report();
    }
    const packed = /** @type {Image<Packed>[]} */ (chosen.filter(({ entry }) => 'zip' in entry));
    for (let first = 0; first < packed.length; ) {
      const last = await this.#packedImages(packed, first);
      this.#done += last - first;
      first = last;
      await this.report();
    }
  }

  /** Decides how to read a set of image files. @param {Image<Entry>[]} images */
  async #chooseFor(images) {
    const picks = fairPicks(
      images.map(({ job }) => job.label ?? ''),
      SAMPLE,
    );
    const sample = picks ? images.filter((_, i) => picks[i]) : images;
    /** @type {{ picture: Picture, label: string }[]} */
    const samples = [];
    const zips = new Map();
    for (const { entry, job } of sample) {
      try {
        const bytes = await this.#bytesOfImage(entry, zips);
        samples.push({ picture: await this.#pictureIn(bytes, true), label: job.label ?? '' });
      } catch {
        // Reported when it is read.
      }
    }
    await this.#choose(samples, false, '');
  }

  /**
   * @param {{ picture: Picture, label: string }[]} samples @param {boolean} isTable @param {string} path
   */
  async #choose(samples, isTable, path) {
    const { polarity, framing, orientation = 'detect' } = this.options;
    if (!samples.length) {
      this.#reading = { ...PLAIN, polarity, framing };
      return;
    }
    const isEmnist = /(^|[^a-z])emnist/i.test(path);
    const hasDigits = samples.some(({ label }) => /^\d$/.test(label));
    if (hasDigits) this.#judge ??= this.helpers.judge?.() ?? Promise.resolve(null);
    const judge = hasDigits ? await this.#judge?.catch(() => null) : null;
    const options = { polarity, framing, orientation, isTable, isEmnist };
    this.#reading = chooseReading(this.reader, samples, options, judge ?? null);
    this.#noteReading(samples);
  }

  /** @param {{ picture: Picture, label: string }[]} samples */
  #noteReading(samples) {
    const { notes } = this.#collector;
    const { polarity, orientation, unframed, reads, proposed } = this.#reading;
    if (orientation !== 'asIs' && (this.options.orientation ?? 'detect') === 'detect') {
      notes.push({ kind: 'turned', ...(reads === null ? {} : { share: reads }) });
    } else if (proposed) notes.push({ kind: 'inverted', share: reads ?? 0 });
    if (unframed) notes.push({ kind: 'unframed' });
    if (polarity === 'each') notes.push({ kind: 'mixed' });
    if (reads !== null && reads < DOUBT && samples.length >= MIN_DOUBTED) {
      notes.push({ kind: 'doubtful', share: reads });
    }
  }

  /** Processes a file; on failure, records why. @param {Entry} entry @param {() => Promise<void>} use */
  async #attempt({ path }, use) {
    try {
      await use();
    } catch (error) {
      this.#skip(path, reasonFor(error), detailOf(error));
    }
    this.#done++;
    await this.report();
  }

  /**
   * Reads an image. Waiting for every one of a hundred thousand takes seconds: only those that the
   * browser decodes need it.
   * @param {Image<Entry>} image @param {Uint8Array} bytes
   * @returns {void | Promise<void>}
   */
  #image({ job, format }, bytes) {
    return format.readOne?.(job, bytes, this.#tools);
  }

  /** @param {Job} job @param {Uint8Array} bytes @returns {void | Promise<void>} */
  #addPicture(job, bytes) {
    // Of a hundred thousand images, almost all are of these two kinds.
    const isPng = bytes[0] === 0x89 && bytes[1] === 0x50;
    const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
    const isPlain = isPng || (isJpeg && orientationOf(bytes) === 1);
    const { polarity, unframed, asIs } = this.#reading;
    if (isPlain && polarity !== 'each' && !unframed && !asIs) {
      return this.#add(job, { file: bytes, gray: bytes, width: 0, height: 0 });
    }
    return this.#addOther(job, bytes.slice());
  }

  /** @param {Job} job @param {Uint8Array} bytes */
  async #addOther(job, bytes) {
    try {
      this.#add(job, await this.#pictureIn(bytes, true));
    } catch (error) {
      this.#skip(job.entry.path, reasonFor(error), detailOf(error));
    }
  }

  /** @param {Job} job @param {Picture} picture */
  #add({ entry, label = '', part }, picture) {
    this.#collector.add(
      label,
      entry.path,
      (target, at) => readPicture(this.reader, picture, this.#reading, target, at),
      part,
    );
  }

  /**
   * Decodes an image file.
   * @param {Uint8Array} bytes
   * @param {boolean} [withGray] even if the core can read the file as it is
   * @returns {Promise<Picture>}
   */
  async #pictureIn(bytes, withGray = false) {
    const { kind, format = '', reason } = kindOf(bytes.subarray(0, 4096));
    if (kind === 'png' || kind === 'jpeg') {
      const orientation = kind === 'jpeg' ? orientationOf(bytes) : 1;
      if (orientation === 1 && !withGray) return { file: bytes, gray: bytes, width: 0, height: 0 };
      const { width, height, gray } = this.reader.readGray(bytes);
      if (orientation === 1) return { file: bytes, gray, width, height };
      return upright({ gray, width, height }, orientation);
    }
    if (kind === 'netpbm') return readNetpbm(bytes);
    if (kind === 'picture') {
      if (!this.helpers.decode) throw new ImportError('imageFormat', format);
      const { rgba, width, height } = await this.helpers.decode(bytes, format);
      return { rgba, gray: grayOf(rgba), width, height };
    }
    if (kind === 'named') throw new ImportError(/** @type {any} */ (reason), format);
    throw new ImportError('notPicture');
  }

  /** @param {Entry} entry @param {Map<ZipReader, ZipReader>} [zips] readers of small parts of zips */
  async #bytesOfImage(entry, zips = new Map()) {
    if (!('zip' in entry)) {
      const file = await this.#open(entry);
      entry.open = async () => file; // opened once, although it is read twice
      if (file.size > MAX_IMAGE_BYTES) throw new ImportError('tooLarge');
      return bytesOf(file);
    }
    if (entry.entry.size > MAX_IMAGE_BYTES) throw new ImportError('tooLarge');
    let zip = zips.get(entry.zip);
    if (!zip) zips.set(entry.zip, (zip = new ZipReader(entry.zip.blob, SAMPLE_WINDOW)));
    await zip.fetch(entry.entry);
    return zip.read(entry.entry).slice();
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
        const pending = this.#image(images[next], zip.read(entry));
        if (pending) await pending;
      } catch (error) {
        this.#skip(path, reasonFor(error), detailOf(error));
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
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipWhole(bytes) : bytes;
  }

  /** A file in parts: one that is neither zipped nor gzipped is streamed. @param {Entry} entry */
  async *#slices(entry) {
    let streamed = 'open' in entry ? await this.#open(entry) : null;
    if (streamed) {
      const [first, second] = await bytesOf(streamed.slice(0, 2));
      if (first === 0x1f && second === 0x8b) streamed = null;
    }
    const whole = streamed ? null : await this.#whole(entry);
    const size = streamed ? streamed.size : (whole?.length ?? 0);
    if (size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
    for (let start = 0; start < size; start += SLICE) {
      const end = Math.min(start + SLICE, size);
      yield streamed
        ? await bytesOf(streamed.slice(start, end))
        : /** @type {Uint8Array} */ (whole).subarray(start, end);
      await this.report();
    }
  }

  /**
   * @param {string} path
   * @param {GraySample[]} samples
   * @param {{ count: number, labels?: ArrayLike<string> }} all
   * @returns {Promise<import('../formats/format.js').Put>}
   */
  async #begin(path, samples, { count, labels }) {
    await this.#choose(
      samples.map(({ label, ...picture }) => ({ picture, label })),
      true,
      path,
    );
    const room = MAX_IMAGES - this.#collector.count;
    const picks = labels ? fairPicks(labels, room) : spreadPicks(count, room);
    let next = 0;
    return (label, where, gray, width, height, part) => {
      if (picks && !picks[next++]) {
        this.#skip(where, 'limit');
        return;
      }
      this.#collector.add(
        label,
        where,
        (target, at) =>
          readPicture(this.reader, { gray, width, height }, this.#reading, target, at),
        part,
      );
    };
  }

  /**
   * Adds the images of one file.
   * @param {Job} job
   * @param {{ count: number, width: number, height: number, labels: ArrayLike<string>,
   *   grayOf: (i: number) => Uint8Array }} images
   */
  async #addAll({ entry, part }, { count, width, height, labels, grayOf }) {
    const picks = fairPicks(labels, SAMPLE);
    /** @type {GraySample[]} */
    const samples = [];
    for (let i = 0; i < count; i++) {
      if (picks && !picks[i]) continue;
      samples.push({ gray: grayOf(i).slice(), width, height, label: labels[i] });
    }
    const path = entry.container ? `${entry.container}/${entry.path}` : entry.path;
    const put = await this.#begin(path, samples, { count, labels });
    for (let i = 0; i < count; i++) {
      if (i % REPORT_EVERY === 0) await this.report();
      put(labels[i], `${entry.path}, ${i + 1}`, grayOf(i), width, height, part);
    }
  }
}

/** @template T @param {T[]} items */
async function* batchesOf(items) {
  for (let first = 0; first < items.length; first += BATCH) yield items.slice(first, first + BATCH);
}

/** On white where it is transparent. @param {Uint8Array} rgba */
function grayOf(rgba) {
  const gray = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < gray.length; i++) {
    const luma = (77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2] + 128) >> 8;
    const alpha = rgba[4 * i + 3];
    gray[i] = (luma * alpha + 255 * (255 - alpha) + 127) / 255;
  }
  return gray;
}
