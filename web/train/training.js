/** The page's side of the training worker: the state of the run, and the commands for it. */

import { DIGITS, named, outputsIn, sameNames, withOutputs } from '../data/classes.js';
import { ownScript } from '../fetch/trusted.js';
import { Emitter } from '../messenger/events.js';
import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';

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
 * @typedef {object} TrainedOn an imported dataset
 * @property {string} key
 * @property {string} name
 * @property {string[]} classes class names of the outputs of a network for it
 * @property {boolean} both whether the bundled digits are used as well
 *
 * @typedef {object} Events
 * @property {undefined} change the run has progressed
 * @property {Error | undefined} dataset the dataset changed; with an error, because the chosen one
 *   can't be used and the bundled digits replace it
 * @property {undefined} step one batch is about to be trained
 * @property {undefined} data digits have arrived, or could not be loaded
 * @property {undefined} unreadable a saved run could not be restored
 * @property {undefined} impossible the requested network can't be created
 * @property {undefined} failed training is impossible
 */

/** However long the run is, its curve has no more points than this. */
const MAX_POINTS = 4000;

/**
 * Drops every other point, separately for points with and without a test result.
 * @param {CurvePoint[]} points
 */
function halve(points) {
  const seen = { tested: 0, untested: 0 };
  return points.filter(
    ({ testLoss }, i) =>
      seen[testLoss === null ? 'untested' : 'tested']++ % 2 === 1 || i === points.length - 1,
  );
}

/** A worker, and its helper threads, which end with it. */
class Crew extends Worker {
  /** @type {Worker[]} */
  helpers = [];

  /** @param {import('./protocol.js').Helper} helper */
  add({ url, start }) {
    const helper = new Worker(ownScript(new URL(url)), { type: 'module' });
    helper.postMessage(start);
    this.helpers.push(helper);
  }

  terminate() {
    super.terminate();
    for (const helper of this.helpers) helper.terminate();
  }
}

/** Stands in for the worker until it is started. */
const NOBODY = {
  isLoaded: false,
  /** @param {any} _message */
  postMessage(_message) {},
  onmessage: null,
};

/** @extends {Emitter<Events>} */
export class Training extends Emitter {
  /** @type {Crew | undefined} */
  #crew;
  /** @type {import('../messenger/messenger.js').Port & { readonly isLoaded: boolean }} */
  #port = NOBODY;

  /**
   * The worker, which loads the digits, starts with restart().
   * @param {Settings} settings their engine and threads apply until the page is reloaded
   */
  constructor({ engine, threads }) {
    super();
    this.engineOptions = { engine, threads };
    this.asleep = true;
    this.worker = this.#messenger();
    this.id = 0;
    /** The settings of the current network. @type {Settings | null} */
    this.settings = null;
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {CurvePoint[]} */
    this.points = [];
    /** The latest state of the network. @type {Snapshot | null} */
    this.snapshot = null;
    /** Why the requested network can't be created. @type {Error | null} */
    this.impossible = null;
    /** Resumes the run from the last report that had parameters. @type {SavedRun | null} */
    this.checkpoint = null;
    /** @type {DataReport | null} */
    this.data = null;
    /** The dataset in use; null for the bundled digits. @type {TrainedOn | null} */
    this.dataset = null;
    /** The same, in the form sent to the worker. @type {import('../data/imported.js').Chosen | null} */
    this.chosen = null;
    /** The class names of the network's outputs. */
    this.names = DIGITS;
    /** @type {Error | null} */
    this.failure = null;
    /** Whether the worker crashed, so that restart() may help. */
    this.crashed = false;
    /** Whether the network being created was trained before. */
    this.restoring = false;
    /** Whether the run was created from a saved one. */
    this.restored = false;
    /** Whether a lesson has borrowed the page's training: its runs are neither saved nor recorded. */
    this.practice = false;
    /** Milliseconds to wait after each minibatch, for watching. */
    this.pace = 0;
  }

  #startWorker() {
    const { engine, threads } = this.engineOptions;
    const url = new URL('trainer.worker.js', import.meta.url);
    url.searchParams.set('engine', engine);
    url.searchParams.set('threads', String(threads));
    return new WorkerPort(url, (script) => {
      this.#crew = new Crew(ownScript(script), { type: 'module' });
      return this.#crew;
    });
  }

  #messenger() {
    /** @type {Messenger<PageHears, TrainerHears>} */
    const messenger = new Messenger(
      this.#port,
      {
        startThread: (helper) => this.#crew?.add(helper),
        progress: (report) => this.#follow(report),
        data: (report) => {
          this.data = report;
          this.emit('data');
        },
        unreadable: () => {
          this.points = [];
          this.checkpoint = null;
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

  /** Wakes up, or, after a crash, starts a new worker, which resumes from the last checkpoint. */
  restart() {
    const { checkpoint, settings, running } = this;
    this.failure = this.data = null;
    this.crashed = this.asleep = false;
    this.worker.end();
    this.#port = this.#startWorker();
    this.worker = this.#messenger();
    if (this.chosen) this.worker.tell('chooseData', this.chosen);
    if (!settings) return;
    const { learningRate } = settings;
    this.create(
      checkpoint ? { ...checkpoint.settings, learningRate } : settings,
      checkpoint ?? undefined,
    );
    if (checkpoint && running) this.train(checkpoint.target);
  }

  /** Whether the worker has loaded. */
  get loaded() {
    return this.#port.isLoaded;
  }

  /** Whether the network has learned anything yet. */
  get trained() {
    // A model file may not record how far it was trained.
    const { progress, restoring, restored } = this;
    return progress ? restored || progress.epoch + progress.position > 0 : restoring;
  }

  get running() {
    return this.progress?.state === 'running' || this.progress?.state === 'waiting';
  }

  /** The classes of the dataset. */
  get classes() {
    return this.dataset?.classes ?? DIGITS;
  }

  /** Whether the network has those classes. One made for others can't be trained further. */
  get fits() {
    const { names, classes } = this;
    return sameNames(names.slice(0, classes.length), classes);
  }

  /** The settings, with one output per class of the dataset. @param {Settings} settings */
  fitted(settings) {
    return { ...settings, layers: withOutputs(settings.layers, this.classes.length) };
  }

  /** @param {SavedRun} [saved] the source of the network */
  #nameOutputs(saved) {
    const outputs = saved?.names?.length ?? outputsIn(this.settings?.layers ?? '');
    // Runs of older versions do not name their classes.
    const known = !saved || saved.dataset === this.dataset?.key || outputs === this.classes.length;
    const numbers = Array.from({ length: outputs }, (_, output) => String(output));
    this.names = named(saved?.names ?? (known ? this.classes : numbers), outputs);
  }

  /** Creates a network, new or from a saved run. @param {Settings} settings @param {SavedRun} [saved] */
  create(settings, saved) {
    this.id++;
    const before = this.settings?.layers;
    const { layers } = saved?.settings ?? this.fitted(settings);
    this.settings = { ...settings, layers };
    if (layers !== before) this.snapshot = null;
    this.#nameOutputs(saved);
    this.progress = null;
    this.impossible = null;
    // A position in the shuffled order of another dataset means nothing.
    if (saved && saved.dataset !== this.dataset?.key) {
      saved = { ...saved, position: 0, window: { ...saved.window, drawnFrom: undefined } };
    }
    this.checkpoint = saved ?? null;
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
   * Switches the dataset. The worker discards its network, so create one after this.
   * @param {TrainedOn | null} dataset @param {import('../data/imported.js').Chosen | null} chosen
   */
  trainOn(dataset, chosen) {
    this.dataset = dataset;
    this.chosen = chosen;
    this.data = null;
    this.worker.tell('chooseData', chosen);
    this.emit('dataset');
  }

  /** Trains until this many epochs are done. @param {number} target */
  train(target) {
    // Lessons are about the result, so they train at full speed.
    this.worker.tell('train', { target, pace: this.practice ? 0 : this.pace });
  }

  /** @param {number} ms to wait after each minibatch */
  setPace(ms) {
    this.pace = ms;
    if (this.progress && this.running) this.train(this.progress.target);
  }

  pause() {
    this.worker.tell('pause');
  }

  step() {
    this.worker.tell('step');
    this.emit('step');
  }

  /** @param {number} value */
  setLearningRate(value) {
    if (this.settings) this.settings.learningRate = value;
    this.worker.tell('setLearningRate', value);
  }

  /** Tries again to load files that failed to load. */
  retry() {
    this.worker.tell('retry');
  }

  /**
   * What samples would look like. @param {import('./protocol.js').Preview} request
   * @returns {Promise<Float32Array | null>} [count][784]; null if nothing can be shown
   */
  preview(request) {
    return this.worker.ask('preview', request).catch(() => null);
  }

  /**
   * How fast presets would train here. @param {import('./protocol.js').Presets} presets
   * @returns {Promise<Record<string, number> | null>} samples a second; null if that is unknown
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
  #saveCheckpoint({ epoch, position, target, window }, snapshot) {
    this.snapshot = snapshot;
    const { settings, points } = this;
    if (!settings || !this.trained) return;
    this.checkpoint = {
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
    if (progress.snapshot) this.#saveCheckpoint(progress, progress.snapshot);
    this.emit('change');
  }
}
