/**
 * The run history, for comparison: settings and curves, without the networks. Stored in IndexedDB, or
 * in memory where the browser refuses. Emits 'change'.
 */
import { Emitter } from '../messenger/events.js';
import { openRecords } from '../storage/records.js';

/**
 * @typedef {import('./training.js').Training} Training
 *
 * @typedef {object} PastRun
 * @property {string} id
 * @property {string} name given by the visitor; empty if there is none
 * @property {number} date when it was last trained, as Date.now()
 * @property {import('../settings/schema.js').Settings} settings
 * @property {import('./protocol.js').CurvePoint[]} points
 */

/** The key under which older versions stored all runs as one list. */
const LEGACY_LIST = 'runs';
const MAX_RUNS = 20;
/** Enough points to compare curves. */
const MAX_POINTS = 400;
const SAVE_INTERVAL_MS = 2000;

const records = openRecords('inkling history', 'runs');

/** @param {'PAST_RUN' | 'PAST_RUNS'} name */
const kind = (name) => () => import('./kinds.js').then((kinds) => kinds[name]);

/**
 * Thins a curve out: every nth point, and every point with a test result, or every nth of those too
 * if there are many.
 * @param {import('./protocol.js').CurvePoint[]} points
 */
export function thinOut(points) {
  const step = Math.ceil(points.length / MAX_POINTS);
  const tests = points.filter(({ testAccuracy }) => testAccuracy !== null).length;
  const testStep = Math.ceil(tests / MAX_POINTS);
  let test = 0;
  return points.filter(
    ({ testAccuracy }, i) =>
      i % step === 0 ||
      (testAccuracy !== null && test++ % testStep === 0) ||
      i === points.length - 1,
  );
}

/** The last epoch of a curve. @param {import('./protocol.js').CurvePoint[]} points */
const endOf = (points) => points[points.length - 1]?.epoch;

/**
 * Drops runs beyond the limit: the oldest unnamed ones first, then the oldest.
 * @param {PastRun[]} runs newest first
 */
export function makeRoom(runs) {
  const remaining = runs.slice();
  while (remaining.length > MAX_RUNS) {
    const unnamed = remaining.map(({ name }) => name === '').lastIndexOf(true);
    remaining.splice(unnamed > 0 ? unnamed : remaining.length - 1, 1);
  }
  return remaining;
}

/** @extends {Emitter<{ change: undefined }>} */
export class RunHistory extends Emitter {
  /** @param {Training} training */
  constructor(training) {
    super();
    /** Newest first. @type {PastRun[]} */
    this.runs = [];
    this.runId = -1;
    this.current = '';
    this.recordedAt = 0;
    /** Whether the runs are stored. */
    this.stored = false;
    /** Removed in this visit, so that no later load can restore them. @type {Set<string>} */
    this.removed = new Set();
    // Recording matches a resumed run with its earlier record, so the history has to be loaded first.
    this.#load().then(() => {
      training.addEventListener('change', () => this.#record(training));
      this.#record(training);
    });
    records.whenRestored(() => this.#load());
  }

  /** Loads the stored runs, and stores those that could not be stored before. */
  async #load() {
    try {
      /** @type {PastRun[]} */
      const list = (await records.get(LEGACY_LIST, kind('PAST_RUNS'))) ?? [];
      if (list.length)
        await records.write({ put: list.map((run) => [run.id, run]), remove: [LEGACY_LIST] });
      const stored = /** @type {PastRun[]} */ (await records.getAll(kind('PAST_RUN')));
      const here = new Set([...this.runs.map(({ id }) => id), ...this.removed]);
      const all = newestFirst([...this.runs, ...stored.filter(({ id }) => !here.has(id))]);
      const unsaved = this.runs;
      this.runs = all;
      if (unsaved.length || this.removed.size)
        await records.write({
          put: unsaved.map((run) => [run.id, run]),
          remove: this.removed,
        });
      this.stored = true;
      this.#change(makeRoom(this.runs));
    } catch {
      // No storage: the history lasts for this visit.
    }
  }

  /** @param {Training} training */
  #record({ id, settings, points, running, restored, practice }) {
    if (practice || !settings || !points.some(({ testAccuracy }) => testAccuracy !== null)) return;
    if (id !== this.runId) {
      this.runId = id;
      // A run resumed after a reload continues its record. Its first point identifies it.
      const same = restored && this.runs.find((run) => sameRun(run, settings, points));
      this.current = same ? same.id : `${Date.now()}-${id}`;
    } else if (running && performance.now() - this.recordedAt < SAVE_INTERVAL_MS) return;
    this.recordedAt = performance.now();
    const before = this.runs.find((run) => run.id === this.current);
    const thinned = thinOut(points);
    if (before && endOf(before.points) === endOf(thinned)) return;
    const run = {
      id: this.current,
      name: before?.name ?? '',
      date: Date.now(),
      settings: { ...settings },
      points: thinned,
    };
    this.#change(makeRoom([run, ...this.runs.filter((other) => other !== before)]));
  }

  /** @param {string} id @param {string} name */
  rename(id, name) {
    this.#change(this.runs.map((run) => (run.id === id ? { ...run, name } : run)));
  }

  /** @param {string} id @returns {() => void} undoes it */
  remove(id) {
    const removed = this.runs.filter((run) => run.id === id);
    this.#change(this.runs.filter((run) => run.id !== id));
    return () => this.#change(newestFirst([...this.runs, ...removed]));
  }

  /** Each run is a record of its own, so that tabs do not overwrite each other's. @param {PastRun[]} runs */
  #change(runs) {
    const before = this.runs;
    this.runs = runs;
    for (const { id } of before) this.removed.add(id);
    for (const { id } of runs) this.removed.delete(id);
    if (this.stored) {
      const added = runs.filter((run) => !before.includes(run));
      const removed = before.filter(({ id }) => !runs.some((run) => run.id === id));
      records
        .write({ put: added.map((run) => [run.id, run]), remove: removed.map(({ id }) => id) })
        .catch(() => {}); // the history still lasts for this visit
    }
    this.emit('change');
  }
}

/** @param {PastRun[]} runs */
const newestFirst = (runs) => runs.sort((a, b) => b.date - a.date);

/**
 * @param {PastRun} run
 * @param {import('../settings/schema.js').Settings} settings
 * @param {import('./protocol.js').CurvePoint[]} points
 */
const sameRun = (run, settings, points) =>
  run.settings.layers === settings.layers &&
  run.settings.seed === settings.seed &&
  run.points[0]?.trainLoss === points[0]?.trainLoss;
