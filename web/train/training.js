/**
 * The page's end of the training worker: what the run is, and the commands it understands. Emits
 * 'change' when the run has moved on; 'dataset' when another one is trained on, with a reason where
 * it could not be; 'data' when digits arrived; 'unreadable' when a saved run was not one; 'impossible'
 * when the network that was asked for can't be made; 'previewed' with images and 'timed' with rates
 * that were asked for; 'failed' when nothing can be trained.
 */

import { DIGITS, named, outputsIn, sameNames, withOutputs } from '../data/classes.js';
import { t } from '../text/index.js';

/**
 * @typedef {import('./protocol.js').Command} Command
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./protocol.js').DataReport} DataReport
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./protocol.js').Report} Report
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./protocol.js').Settings} Settings
 * @typedef {import('./protocol.js').Snapshot} Snapshot
 *
 * @typedef {object} TrainedOn a dataset of the visitor's
 * @property {string} key
 * @property {string} name
 * @property {string[]} classes what the outputs of a network for it stand for
 * @property {boolean} both whether the bundled digits are trained on as well
 */

/** A curve is not drawn more finely than this, however long the run is. */
const MAX_POINTS = 4000;

/**
 * Every other point of those with a test, and of those without.
 * @param {CurvePoint[]} points
 */
function halve(points) {
  const seen = { tested: 0, untested: 0 };
  return points.filter(
    ({ testLoss }, i) =>
      seen[testLoss === null ? 'untested' : 'tested']++ % 2 === 1 || i === points.length - 1,
  );
}

export class Training extends EventTarget {
  /** @param {Settings} settings of which engine and threads count for as long as the page lives */
  constructor({ engine, threads }) {
    super();
    this.wishes = { engine, threads };
    this.worker = this.#startWorker();
    this.id = 0;
    /** Questions that wait for their answers. @type {Map<number, (answer: any) => void>} */
    this.asked = new Map();
    this.questions = 0;
    /** What the network was made with. @type {Settings | null} */
    this.settings = null;
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {CurvePoint[]} */
    this.points = [];
    /** The network as it was last. @type {Snapshot | null} */
    this.snapshot = null;
    /** Why the network that was asked for can't be made. @type {string | null} */
    this.impossible = null;
    /** All it takes to go on from the last report that had parameters. @type {SavedRun | null} */
    this.kept = null;
    /** @type {DataReport | null} */
    this.data = null;
    /** What is trained on; null for the bundled digits. @type {TrainedOn | null} */
    this.dataset = null;
    /** The same as the worker was told of it. @type {import('../data/brought.js').Chosen | null} */
    this.chosen = null;
    /** What the network's outputs stand for. */
    this.names = DIGITS;
    /** @type {string | null} */
    this.failure = null;
    /** Whether it was a fault that another worker need not meet: restart() may help. */
    this.crashed = false;
    /** Whether the network that is being made was trained before. */
    this.restoring = false;
    /** Whether the run was made from a saved one. */
    this.restored = false;
  }

  #startWorker() {
    const { engine, threads } = this.wishes;
    const url = new URL('trainer.worker.js', import.meta.url);
    url.searchParams.set('engine', engine);
    url.searchParams.set('threads', String(threads));
    const worker = new Worker(url, { type: 'module' });
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = () => this.#crash(t('notices.fault'));
    return worker;
  }

  /** @param {string} message */
  #crash(message) {
    this.worker.terminate();
    this.crashed = true;
    for (const answer of this.asked.values()) answer(null);
    this.asked.clear();
    this.#fail(message);
  }

  /** After a crash: another worker goes on from the last report that had parameters. */
  restart() {
    const { kept, settings, running } = this;
    this.failure = this.data = null;
    this.crashed = false;
    this.worker = this.#startWorker();
    if (this.chosen) this.#send({ type: 'dataset', dataset: this.chosen });
    if (!settings) return;
    const { learningRate } = settings;
    this.create(kept ? { ...kept.settings, learningRate } : settings, kept ?? undefined);
    if (kept && running) this.train(kept.target);
  }

  /** Whether the network has learned anything yet. */
  get trained() {
    // A model file may not say how far its training went.
    const { progress, restoring, restored } = this;
    return progress ? restored || progress.epoch + progress.position > 0 : restoring;
  }

  get running() {
    return this.progress?.state === 'running' || this.progress?.state === 'waiting';
  }

  /** The classes of what is trained on. */
  get classes() {
    return this.dataset?.classes ?? DIGITS;
  }

  /** Whether the network tells those apart: one that was made for others can't be trained on. */
  get fits() {
    const { names, classes } = this;
    return sameNames(names.slice(0, classes.length), classes);
  }

  /** The settings of a network that has an output for each class. @param {Settings} settings */
  fitted(settings) {
    return { ...settings, layers: withOutputs(settings.layers, this.classes.length) };
  }

  /** @param {SavedRun} [saved] that the network is made of */
  #nameOutputs(saved) {
    const outputs = saved?.names?.length ?? outputsIn(this.settings?.layers ?? '');
    // A run of an older page does not say what it tells apart.
    const known = !saved || saved.dataset === this.dataset?.key || outputs === this.classes.length;
    const numbers = Array.from({ length: outputs }, (_, output) => String(output));
    this.names = named(saved?.names ?? (known ? this.classes : numbers), outputs);
  }

  /** Makes a new network, or a saved one. @param {Settings} settings @param {SavedRun} [saved] */
  create(settings, saved) {
    this.id++;
    const before = this.settings?.layers;
    const { layers } = saved?.settings ?? this.fitted(settings);
    this.settings = { ...settings, layers };
    if (layers !== before) this.snapshot = null;
    this.#nameOutputs(saved);
    this.progress = null;
    this.impossible = null;
    // A place in the order of other data means nothing.
    if (saved && saved.dataset !== this.dataset?.key) saved = { ...saved, position: 0 };
    this.kept = saved ?? null;
    this.restoring = this.restored = Boolean(saved);
    this.points = saved ? saved.points.slice() : [];
    this.#send({ type: 'create', settings: this.settings, saved, id: this.id });
  }

  /**
   * Chooses what is trained on. The network goes with what it was trained on: make one after this.
   * @param {TrainedOn | null} dataset @param {import('../data/brought.js').Chosen | null} chosen
   */
  trainOn(dataset, chosen) {
    this.dataset = dataset;
    this.chosen = chosen;
    this.data = null;
    this.#send({ type: 'dataset', dataset: chosen });
    this.dispatchEvent(new Event('dataset'));
  }

  /** Trains on until so many epochs are done. @param {number} target */
  train(target) {
    this.#send({ type: 'train', target });
  }

  pause() {
    this.#send({ type: 'pause' });
  }

  step() {
    this.#send({ type: 'step' });
  }

  /** @param {number} value */
  setLearningRate(value) {
    if (this.settings) this.settings.learningRate = value;
    this.#send({ type: 'learning-rate', value });
  }

  /** Tries again to load what could not be loaded. */
  retry() {
    this.#send({ type: 'retry' });
  }

  /**
   * Asks what samples would look like; 'previewed' brings the images.
   * @param {Settings} settings @param {number} epoch @param {number} count
   */
  preview(settings, epoch, count) {
    this.#send({ type: 'preview', settings, epoch, count });
  }

  /**
   * Asks how fast presets would train here; 'timed' brings the rates.
   * @param {{ id: string, settings: Settings }[]} presets
   */
  time(presets) {
    this.#send({ type: 'time', presets });
  }

  /**
   * Asks the worker about digits. @param {import('./worker/questions.js').Question} question
   * @returns {Promise<any>} as questions.js says; null while it can't be answered
   */
  ask(question) {
    const id = ++this.questions;
    return new Promise((resolve) => {
      this.asked.set(id, resolve);
      this.#send({ type: 'ask', question, id });
    });
  }

  /** @param {Progress} progress @param {Snapshot} snapshot */
  #keep({ epoch, position, target, window }, snapshot) {
    this.snapshot = snapshot;
    const { settings, points } = this;
    if (!settings || !this.trained) return;
    this.kept = {
      settings: { ...settings },
      ...snapshot,
      epoch,
      position,
      target,
      window,
      points: points.slice(),
      dataset: this.dataset?.key,
      names: this.names,
    };
  }

  /** @param {Command} command */
  #send(command) {
    this.worker.postMessage(command);
  }

  /** @param {string} message */
  #fail(message) {
    this.failure = message;
    this.dispatchEvent(new Event('failed'));
  }

  /** @param {Report} report */
  #receive(report) {
    if (report.type === 'failed') {
      if (report.crashed) this.#crash(t('notices.fault'));
      else this.#fail(report.message);
    } else if (report.type === 'unreadable') {
      this.points = [];
      this.kept = null;
      this.restoring = this.restored = false;
      this.#nameOutputs();
      this.dispatchEvent(new Event('unreadable'));
    } else if (report.type === 'impossible') {
      if (report.id !== this.id) return;
      this.impossible = report.message;
      this.dispatchEvent(new Event('impossible'));
    } else if (report.type === 'previewed') {
      this.dispatchEvent(new CustomEvent('previewed', { detail: report.images }));
    } else if (report.type === 'timed') {
      this.dispatchEvent(new CustomEvent('timed', { detail: report.rates }));
    } else if (report.type === 'answered') {
      this.asked.get(report.id)?.(report.answer);
      this.asked.delete(report.id);
    } else if (report.type === 'dataset-failed') {
      this.dataset = this.chosen = null;
      this.dispatchEvent(new CustomEvent('dataset', { detail: report.message }));
    } else if (report.type === 'data') {
      this.data = report;
      this.dispatchEvent(new Event('data'));
    } else if (report.id === this.id) {
      this.progress = report.progress;
      this.points.push(...report.progress.points);
      if (this.points.length > MAX_POINTS) this.points = halve(this.points);
      if (report.progress.snapshot) this.#keep(report.progress, report.progress.snapshot);
      this.dispatchEvent(new Event('change'));
    }
  }
}
