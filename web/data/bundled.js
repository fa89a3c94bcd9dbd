/**
 * Loads the bundled sprite sheets one by one into datasets. Training can start with the first sheet;
 * the test digits come next, so that accuracy can be measured early.
 */
import { DataFiles, failureOf, LoadError } from './bundled-files.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Dataset} Dataset
 * @typedef {import('../train/protocol.js').DataCount} DataCount
 * @typedef {import('./bundled-files.js').Failure} Failure
 *
 * @typedef {{ file: string, bytes: number, sha256: string }} FileEntry
 * @typedef {{ count: number, images: FileEntry, labels: FileEntry }} Sheet
 * @typedef {'train' | 'test' | 'styles'} Split styles: digits and letters in handwriting fonts, which
 *   are optional
 * @typedef {{ count: number, sheets: Sheet[] }} Part
 * @typedef {{ train: Part, test: Part, styles?: Part }} Manifest
 */

export class DataLoader {
  /**
   * @param {Inkling} inkling
   * @param {URL} folder with manifest.json
   * @param {() => void} changed called when digits have arrived, and when loading ends
   */
  constructor(inkling, folder, changed) {
    this.inkling = inkling;
    this.files = new DataFiles(folder);
    this.changed = changed;
    /** @type {Manifest | null} */
    this.manifest = null;
    /** @type {Partial<Record<Split, Dataset>>} */
    this.datasets = {};
    /** Sheets loaded, by split. */
    this.sheetsLoaded = { train: 0, test: 0, styles: 0 };
    /** @type {Map<'all' | Split, Failure>} */
    this.failures = new Map();
    this.loading = false;
    this.fontsTried = false;
  }

  /** @param {Split} split @returns {DataCount} */
  count(split) {
    return {
      loaded: this.datasets[split]?.count ?? 0,
      total: this.manifest?.[split]?.count ?? 0,
    };
  }

  /** The classes are the digits, so generated digits can be mixed in. */
  digits = true;

  /** How many digits a run trains on. @param {number} sampleCount from its settings */
  wanted(sampleCount) {
    return Math.min(sampleCount, this.count('train').total);
  }

  /** Whether a split is fully loaded. @param {Split} split */
  complete(split) {
    const { loaded, total } = this.count(split);
    return total > 0 && loaded === total;
  }

  /**
   * Whether training may start: the sizes are known, and the fonts have been loaded or have failed. A
   * run must not depend on when they arrive.
   */
  get ready() {
    const { manifest, datasets } = this;
    const fonts = !manifest?.styles?.count || this.complete('styles') || this.fontsTried;
    return Boolean(manifest && datasets.test) && fonts;
  }

  /** What could not be loaded, once loading has ended; null if nothing is missing. */
  get failure() {
    return this.loading || !this.failures.size ? null : [...this.failures.values()];
  }

  /** Loads everything still missing. Call it again to retry after a failure. */
  async load() {
    if (this.loading) return;
    this.loading = true;
    this.failures.clear();
    try {
      const manifest = (this.manifest ??= await this.#loadManifest());
      for (const split of /** @type {const} */ (['train', 'test', 'styles'])) {
        const count = manifest[split]?.count;
        if (count) this.datasets[split] ??= this.inkling.createDataset(count);
      }
      await this.#attempt('styles', Infinity);
      this.fontsTried = true;
      this.changed();
      await this.#attempt('train', 1);
      await this.#attempt('test', Infinity);
      await this.#attempt('train', Infinity);
      if (!this.failures.size) this.#tidy(manifest);
    } catch (error) {
      this.failures.set('all', failureOf(error));
    }
    this.loading = false;
    this.changed();
  }

  /** @param {Manifest} manifest */
  #tidy({ train, test, styles }) {
    const sheets = [train, test, styles].flatMap((part) => part?.sheets ?? []);
    this.files.tidy(sheets.flatMap(({ images, labels }) => [images, labels])).catch(() => {});
  }

  async #loadManifest() {
    const manifest = await this.files.manifest();
    if (manifest?.train?.sheets?.length && manifest.test?.sheets?.length) return manifest;
    throw new LoadError({ reason: 'noList', file: 'manifest.json' });
  }

  /**
   * Loads the first sheets of a split, in order. A failure in one split does not stop the others.
   * @param {Split} split
   * @param {number} upTo
   */
  async #attempt(split, upTo) {
    const dataset = this.datasets[split];
    const sheets = this.manifest?.[split]?.sheets;
    if (!dataset || !sheets) return;
    this.failures.delete(split);
    try {
      while (this.sheetsLoaded[split] < Math.min(upTo, sheets.length)) {
        const { images, labels } = sheets[this.sheetsLoaded[split]];
        const [png, idx] = await Promise.all(
          [images, labels].map((entry) => this.files.get(entry)),
        );
        try {
          dataset.addSheet(png, idx);
        } catch (error) {
          throw new LoadError({
            reason: 'damaged',
            file: images.file,
            code: /** @type {import('../inkling/index.js').InklingError} */ (error).code,
          });
        }
        this.sheetsLoaded[split]++;
        this.changed();
      }
    } catch (error) {
      this.failures.set(split, failureOf(error));
    }
  }
}
