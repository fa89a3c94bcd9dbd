/**
 * Where a lesson trains and measures: the page's own training, on loan. While a lesson has it, nothing
 * is saved, so the visitor's run stays in storage as it was. The lesson's end restores it.
 */

import { copyOf } from '../draw/copy.js';
import { PIXELS } from '../inkling/index.js';
import { inkBytes } from '../inkling/pictures.js';
import { Lens } from '../lens/lens.js';
import { testDigits } from '../lens/test-digits.js';
import { ofDevice, withPreset } from '../settings/schema.js';
import { EXAMPLES, exampleOf, nudged } from './example.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 *
 * @typedef {{ strokes: Stroke[], ink: Float32Array, label: number }} Drawing
 *
 * @typedef {import('../settings/schema.js').Settings} Settings
 * @typedef {import('./lesson.js').Figures} Figures
 * @typedef {import('./lesson.js').Run} Run
 */

/** The same for everyone, so that a class can compare its results. */
const SEED = 3;

/** Training was cut short because the learner left. */
export class Left extends Error {}

/** @param {import('../train/training.js').Training} training @param {() => boolean} done */
const until = (training, done) =>
  new Promise((resolve) => {
    const listening = new AbortController();
    const look = () => {
      if (!done()) return;
      listening.abort();
      resolve(undefined);
    };
    training.addEventListener('change', look, listening);
    look();
  });

export class Bench {
  /** @type {import('./example.js').Example | null} */
  #example = null;
  /** Whether the page's training now holds a network of the lesson. */
  #used = false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.lens = new Lens(page);
    /** The trained networks, by run. @type {Record<string, Model>} */
    this.models = {};
    /** Drawings of the learner, by the step that asked for them. @type {Record<string, Drawing[]>} */
    this.written = {};
    /** A network that has learned from them. @type {Model | null} */
    this.taught = null;
    /** What end() restores. @type {ReturnType<Bench['remember']> | null} */
    this.before = null;
  }

  /** Borrows the page's training, for one lesson or for several in a row. */
  async begin() {
    this.models = {};
    this.written = {};
    this.taught = this.#example = null;
    if (this.before) return;
    const { training } = this.page;
    const { running } = training;
    if (running) {
      training.pause();
      await until(training, () => !training.running);
    }
    this.before = this.remember(running);
    training.practice = true;
  }

  /** @param {boolean} running */
  remember(running) {
    const { training, source } = this.page;
    const { settings, checkpoint, dataset, chosen, progress } = training;
    return { settings, checkpoint, dataset, chosen, running, target: progress?.target, source };
  }

  /** Whether the visitor has a network that could be lost. */
  get hasOwnNetwork() {
    return Boolean(this.before?.checkpoint);
  }

  /** Gives the training back, as it was. */
  end() {
    const { before, page } = this;
    const { training } = page;
    if (!before) return;
    this.before = null;
    training.practice = false;
    if (this.#used) {
      if (training.dataset !== before.dataset) training.trainOn(before.dataset, before.chosen);
      if (before.settings) training.create(before.settings, before.checkpoint ?? undefined);
    }
    page.answerForNow(before.source);
    if (before.running && before.target) training.train(before.target);
  }

  /** @param {'pretrained' | 'own' | undefined} source */
  read(source) {
    if (source && source !== this.page.source) this.page.answerForNow(source);
  }

  /** @param {Partial<Settings>} chosen @returns {Settings} */
  #settings(chosen) {
    const { settings } = this.page;
    return { ...withPreset({ settings: chosen }, settings), ...ofDevice(settings), seed: SEED };
  }

  /**
   * @param {Run} run @param {Partial<Settings>} [common] @param {(share: number) => void} [follow]
   * @returns {Promise<Figures>}
   */
  train({ id: name, settings: own }, common = {}, follow = () => {}) {
    const { page } = this;
    const { training } = page;
    const settings = this.#settings({ ...common, ...own });
    this.#used = true;
    if (training.dataset) training.trainOn(null, null);
    page.answerForNow('own');
    training.create(settings);
    const { id } = training;
    training.train(settings.epochs);
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const look = () => {
        const { progress, failure } = training;
        if (training.id !== id || failure) {
          listening.abort();
          reject(failure ?? new Left());
          return;
        }
        if (!progress) return;
        follow((progress.epoch + progress.position / progress.epochSize) / settings.epochs);
        if (progress.state !== 'finished' && progress.state !== 'diverged') return;
        listening.abort();
        resolve(this.#measured(name, progress.state === 'diverged'));
      };
      training.addEventListener('change', look, listening);
      training.addEventListener('failed', look, listening);
    });
  }

  /** @param {string} name @param {boolean} diverged @returns {Figures} */
  #measured(name, diverged) {
    const { points, snapshot, settings } = this.page.training;
    const tested = points.filter(({ testAccuracy }) => testAccuracy !== null).pop();
    // One point may stand for a single batch, so the mean of the last epoch counts.
    const end = points[points.length - 1]?.epoch ?? 0;
    const last = points.filter(({ epoch }) => epoch > end - 1);
    const trained = last.reduce((sum, point) => sum + point.trainAccuracy, 0) / last.length;
    if (snapshot && settings) {
      const { parameters, temperature } = snapshot;
      this.models[name] = { layers: settings.layers, parameters, temperature };
    }
    return {
      [`${name}_test`]: {
        value: diverged ? Number.NaN : (tested?.testAccuracy ?? Number.NaN),
        unit: 'percent',
      },
      [`${name}_train`]: { value: diverged ? Number.NaN : trained, unit: 'percent' },
      [`${name}_weights`]: { value: snapshot?.parameters.length ?? 0, unit: 'count' },
    };
  }

  /** Picks an example for backpropagation in the network just trained. @returns {Promise<Figures>} */
  async example() {
    await this.lens.focus();
    const indices = Array.from({ length: EXAMPLES }, (_, i) => i);
    const digits = await testDigits(this.page, indices);
    if (!digits) throw new Error('There are no test digits.');
    const example = await exampleOf(this.lens, digits);
    this.#example = example;
    this.page.lookAt(example.subject);
    return example.figures;
  }

  /** The picture of that example. */
  get subject() {
    return this.#example?.subject ?? null;
  }

  /** @param {number[]} rates @returns {Promise<Figures>} */
  async nudge(rates) {
    if (!this.#example) throw new Error('There is no example.');
    return nudged(this.lens, this.#example, rates);
  }

  /** Saves a drawing for this lesson, and reads it. @param {string} step @param {Stroke[]} strokes @param {number} label */
  async write(step, strokes, label) {
    const inkling = await this.page.inkling;
    const ink = inkling.rasterize(strokes);
    (this.written[step] ??= []).push({ strokes: copyOf(strokes), ink, label });
    const model = this.taught ?? this.page.model;
    if (!model) return -1;
    const network = inkling.createNetwork({ layers: model.layers, maxBatch: 1 });
    network.setParameters(model.parameters);
    const probabilities = network.predict(ink);
    network.free();
    return probabilities.indexOf(Math.max(...probabilities));
  }

  /** Teaches a copy of the answering network what was written in a step. @param {string} step @returns {Promise<Figures>} */
  async teach(step) {
    const { training, model } = this.page;
    const drawings = this.written[step] ?? [];
    const own = {
      pixels: new Uint8Array(drawings.length * PIXELS),
      labels: new Uint8Array(drawings.length),
    };
    drawings.forEach(({ ink, label }, i) => {
      own.pixels.set(inkBytes(ink), i * PIXELS);
      own.labels[i] = label;
    });
    if (!model) throw new Error('There is no network.');
    const { layers, parameters, temperature } = model;
    const held = { pixels: new Uint8Array(0), labels: new Uint8Array(0) };
    const lesson = { model: { layers, parameters, temperature }, own, held };
    const taught = await training.ask('teach', lesson);
    if (!taught) throw new Error('There are not enough digits.');
    this.taught = { layers, parameters: taught.parameters, temperature };
    return {
      learned: { value: drawings.length, unit: 'count' },
      test_before: { value: taught.before.test ?? Number.NaN, unit: 'percent' },
      test_after: { value: taught.after.test ?? Number.NaN, unit: 'percent' },
    };
  }

  /** Saves all drawings of this lesson for "Your handwriting". */
  async keepDrawings() {
    for (const { strokes, label } of Object.values(this.written).flat()) {
      await this.page.teaching.addDrawing(strokes, label, 'taught');
    }
  }
}
