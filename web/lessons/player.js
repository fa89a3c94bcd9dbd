/**
 * A lesson in progress: the current step, the learner's predictions, and the figures measured so far.
 * It knows nothing of the page; a bench (bench.js) trains and measures for it. Emits 'step' when the
 * step changes, and 'change' when anything about it does.
 */
import { Emitter } from '../messenger/events.js';
import { isTask, rightOption } from './lesson.js';

/**
 * @typedef {import('./lesson.js').Step} Step
 * @typedef {import('./lesson.js').Figures} Figures
 * @typedef {import('./lesson.js').Lesson} Lesson
 *
 * @typedef {object} Bench
 * @property {(run: import('./lesson.js').Run, settings: Lesson['settings'], follow: (share: number) => void)
 *   => Promise<Figures>} train
 * @property {() => Promise<Figures>} example
 * @property {(rates: number[]) => Promise<Figures>} nudge
 * @property {(from: string) => Promise<Figures>} teach
 *
 * @typedef {object} Result a prediction and what came of it
 * @property {Step} step
 * @property {number | string} guess
 * @property {import('./lesson.js').Figure | string | undefined} result an option, for a choice
 */

/** How far an answer may be off: learners compute with the rounded numbers on the card. */
const TOLERANCE = { relative: 0.02, absolute: 0.0006 };

/** A whole lesson has this many more steps: the result card. */
const RESULT = 1;

/** @extends {Emitter<{ step: undefined, change: undefined }>} */
export class Player extends Emitter {
  /** @param {Lesson} lesson @param {Bench} bench */
  constructor(lesson, bench) {
    super();
    this.lesson = lesson;
    this.bench = bench;
    this.at = 0;
    /** @type {Figures} */
    this.figures = {};
    /** By the id of their step. @type {Record<string, number | string>} */
    this.guesses = {};
    /** The ids of completed tasks. @type {Set<string>} */
    this.done = new Set();
    /** Wrong attempts, by the id of the step. @type {Record<string, number>} */
    this.misses = {};
    /** The run in progress. @type {string | null} */
    this.running = null;
    /** How far it is, 0 to 1. */
    this.share = 0;
  }

  get count() {
    return this.lesson.steps.length + RESULT;
  }

  /** The current step; undefined on the result card. @returns {Step | undefined} */
  get step() {
    return this.lesson.steps[this.at];
  }

  /** The parts of the page that are shown. */
  get parts() {
    const steps = this.lesson.steps.slice(0, this.at + 1).reverse();
    return this.step ? (steps.find(({ show }) => show)?.show ?? []) : [];
  }

  /** The network that a step asks for; undefined if none has since the last training. */
  get reads() {
    const steps = this.lesson.steps.slice(0, this.at + 1).reverse();
    const step = steps.find(({ kind, reads }) => reads || kind === 'train');
    return step?.reads;
  }

  get busy() {
    return this.running !== null;
  }

  /** Whether the next step may be shown. */
  get canGoOn() {
    const { step } = this;
    if (!step || this.busy) return false;
    if (step.kind === 'guess' || step.kind === 'choose') return step.id in this.guesses;
    return !isTask(step) || this.done.has(step.id);
  }

  /** @param {number} by 1 or -1 */
  go(by) {
    if (this.busy || (by > 0 && !this.canGoOn)) return;
    this.at = Math.max(0, Math.min(this.count - 1, this.at + by));
    this.emit('step');
  }

  /** Whether the outcome is known, so that a prediction can't be changed any more. @param {Step} step */
  isSettled(step) {
    if (step.kind === 'guess') return step.of in this.figures;
    if (step.kind !== 'choose') return false;
    const told = typeof step.truth === 'string' && this.guesses[step.id] !== undefined;
    return told || (typeof step.truth !== 'string' && this.rightOption(step) !== undefined);
  }

  /** @param {import('./lesson.js').Choose} step */
  rightOption({ truth }) {
    return rightOption(truth, this.figures);
  }

  /** @param {Step} step @param {number | string} value */
  predict(step, value) {
    if (!this.isSettled(step)) this.guesses[step.id] = value;
    this.emit('change');
  }

  /** Does the work of the current step: trains, or measures. */
  async work() {
    const { step, bench, lesson } = this;
    if (!step || this.busy || this.done.has(step.id)) return;
    try {
      if (step.kind === 'train') {
        for (const run of step.runs) {
          this.#follow(run.id, 0);
          const figures = await bench.train(run, lesson.settings, (share) =>
            this.#follow(run.id, share),
          );
          Object.assign(this.figures, figures);
        }
      } else {
        this.#follow(step.id, 0);
        if (step.kind === 'example') Object.assign(this.figures, await bench.example());
        if (step.kind === 'teach') Object.assign(this.figures, await bench.teach(step.from));
        if (step.kind === 'nudge') Object.assign(this.figures, await bench.nudge(step.rates));
      }
      this.complete(step);
    } finally {
      this.running = null;
      this.emit('change');
    }
  }

  /** @param {string} run @param {number} share */
  #follow(run, share) {
    this.running = run;
    this.share = share;
    this.emit('change');
  }

  /** @param {Step} step @param {Figures} [figures] that it measured */
  complete(step, figures = {}) {
    Object.assign(this.figures, figures);
    this.done.add(step.id);
    this.emit('change');
  }

  /**
   * Checks a computed figure.
   * @param {import('./lesson.js').Compute} step @param {number} value
   * @returns {boolean} whether it is right
   */
  check(step, value) {
    const { value: right } = this.figures[step.answer];
    const { relative, absolute } = TOLERANCE;
    const correct = Math.abs(value - right) <= Math.max(relative * Math.abs(right), absolute);
    if (correct) {
      this.guesses[step.id] ??= value;
      this.complete(step);
    } else if (Number.isFinite(value)) {
      this.guesses[step.id] ??= value; // the first attempt counts in the results
      this.misses[step.id] = (this.misses[step.id] ?? 0) + 1;
      this.emit('change');
    }
    return correct;
  }

  /** The result of a prediction. @param {string} id of its step @returns {Result} */
  resultOf(id) {
    const step = /** @type {Step} */ (this.lesson.steps.find((one) => one.id === id));
    const figure = step.kind === 'guess' ? step.of : step.kind === 'compute' ? step.answer : '';
    const result = step.kind === 'choose' ? this.rightOption(step) : this.figures[figure];
    return { step, guess: this.guesses[id], result };
  }

  /** All predictions that the learner made, for the result card. */
  get results() {
    return this.lesson.steps
      .filter(({ kind, id }) => ['guess', 'choose', 'compute'].includes(kind) && id in this.guesses)
      .map(({ id }) => this.resultOf(id));
  }
}
