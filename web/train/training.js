/** The page's end of the training worker: what the run is, and the commands it understands. */

import { DIGITS, named, outputsIn, sameNames, withOutputs } from '../data/classes.js';
import { Emitter } from '../messenger/events.js';
import { Messenger } from '../messenger/messenger.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./protocol.js').DataReport} DataReport
 * @typedef {import('./protocol.js').PageHears} PageHears
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./protocol.js').Questions} Questions
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./protocol.js').Settings} Settings
 * @typedef {import('./protocol.js').Snapshot} Snapshot
 * @typedef {import('./protocol.js').TrainerHears} TrainerHears
 *
 * @typedef {object} TrainedOn a dataset of the visitor's
 * @property {string} key
 * @property {string} name
 * @property {string[]} classes what the outputs of a network for it stand for
 * @property {boolean} both whether the bundled digits are trained on as well
 *
 * @typedef {object} Events
 * @property {undefined} change the run has moved on
 * @property {Error | undefined} dataset another one is trained on: the bundled digits where there is
 *   an error, because of it
 * @property {undefined} data digits have arrived, or could not be loaded
 * @property {undefined} unreadable a saved run was not one
 * @property {undefined} impossible the network that was asked for can't be made
 * @property {undefined} failed nothing can be trained
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

/** @extends {Emitter<Events>} */
export class Training extends Emitter {
  /** @param {Settings} settings of which engine and threads count for as long as the page lives */
  constructor({ engine, threads }) {
    super();
    this.wishes = { engine, threads };
    this.worker = this.#startWorker();
    this.id = 0;
    /** What the network was made with. @type {Settings | null} */
    this.settings = null;
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {CurvePoint[]} */
    this.points = [];
    /** The network as it was last. @type {Snapshot | null} */
    this.snapshot = null;
    /** Why the network that was asked for can't be made. @type {Error | null} */
    this.impossible = null;
    /** All it takes to go on from the last report that had parameters. @type {SavedRun | null} */
    this.kept = null;
    /** @type {DataReport | null} */
    this.data = null;
    /** What is trained on; null for the bundled digits. @type {TrainedOn | null} */
    this.dataset = null;
    /** The same as the worker was told of it. @type {import('../data/imported.js').Chosen | null} */
    this.chosen = null;
    /** What the network's outputs stand for. */
    this.names = DIGITS;
    /** @type {Error | null} */
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
    /** @type {Messenger<PageHears, TrainerHears>} */
    const messenger = new Messenger(
      new Worker(url, { type: 'module' }),
      {
        progress: (report) => this.#follow(report),
        data: (report) => {
          this.data = report;
          this.emit('data');
        },
        unreadable: () => {
          this.points = [];
          this.kept = null;
          this.restoring = this.restored = false;
          this.#nameOutputs();
          this.emit('unreadable');
        },
        unusable: (error) => {
          this.dataset = this.chosen = null;
          this.emit('dataset', error);
        },
        failed: (error) => this.#fail(error),
        crashed: (error) => {
          messenger.end(error);
          this.#crash(error);
        },
      },
      (error) => this.#crash(error),
    );
    return messenger;
  }

  /** @param {Error} error */
  #crash(error) {
    this.crashed = true;
    this.#fail(error);
  }

  /** After a crash: another worker goes on from the last report that had parameters. */
  restart() {
    const { kept, settings, running } = this;
    this.failure = this.data = null;
    this.crashed = false;
    this.worker = this.#startWorker();
    if (this.chosen) this.worker.tell('chooseData', this.chosen);
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
    const { id } = this;
    this.worker.ask('create', { settings: this.settings, saved, id }).catch((error) => {
      if (id !== this.id || this.crashed) return;
      this.impossible = error;
      this.emit('impossible');
    });
  }

  /**
   * Chooses what is trained on. The network goes with what it was trained on: make one after this.
   * @param {TrainedOn | null} dataset @param {import('../data/imported.js').Chosen | null} chosen
   */
  trainOn(dataset, chosen) {
    this.dataset = dataset;
    this.chosen = chosen;
    this.data = null;
    this.worker.tell('chooseData', chosen);
    this.emit('dataset');
  }

  /** Trains on until so many epochs are done. @param {number} target */
  train(target) {
    this.worker.tell('train', target);
  }

  pause() {
    this.worker.tell('pause');
  }

  step() {
    this.worker.tell('step');
  }

  /** @param {number} value */
  setLearningRate(value) {
    if (this.settings) this.settings.learningRate = value;
    this.worker.tell('setLearningRate', value);
  }

  /** Tries again to load what could not be loaded. */
  retry() {
    this.worker.tell('retry');
  }

  /**
   * What samples would look like. @param {import('./protocol.js').Preview} wish
   * @returns {Promise<Float32Array | null>} [count][784]; null where nothing can be shown
   */
  preview(wish) {
    return this.worker.ask('preview', wish).catch(() => null);
  }

  /**
   * How fast presets would train here. @param {import('./protocol.js').Presets} presets
   * @returns {Promise<Record<string, number> | null>} samples a second; null where it is not known
   */
  time(presets) {
    return this.worker.ask('time', presets).catch(() => null);
  }

  /**
   * Asks the worker about digits and networks.
   * @template {keyof Questions} Kind
   * @param {Kind} kind
   * @param {import('../messenger/messenger.js').Rest<TrainerHears[Kind], {}>} question
   * @returns {Promise<Awaited<ReturnType<TrainerHears[Kind]>>>} null while it can't be answered
   */
  ask(kind, ...question) {
    return this.worker.ask(kind, ...question);
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

  /** @param {Error} error */
  #fail(error) {
    this.failure = error;
    this.emit('failed');
  }

  /** @param {import('./protocol.js').ProgressReport} report */
  #follow({ id, progress }) {
    if (id !== this.id) return;
    this.progress = progress;
    this.points.push(...progress.points);
    if (this.points.length > MAX_POINTS) this.points = halve(this.points);
    if (progress.snapshot) this.#keep(progress, progress.snapshot);
    this.emit('change');
  }
}
