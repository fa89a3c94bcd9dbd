/**
 * A training run: network, trainer, and curve, advanced in small units of work. It knows nothing of
 * workers and uses the clock only to report speed, so its result depends on settings and data alone.
 */
import { MILESTONES } from '../../data/accuracy.js';
import { CLASSES, Evaluator } from '../../inkling/index.js';
import { trainerSettings as fromSettings } from '../../settings/trainer.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Dataset} Dataset
 * @typedef {import('../../data/choice.js').Data} Data
 * @typedef {import('../protocol.js').Settings} Settings
 * @typedef {import('../protocol.js').SavedRun} SavedRun
 * @typedef {import('../protocol.js').CurvePoint} CurvePoint
 * @typedef {import('../protocol.js').Stretch} Stretch
 */

/** The first epoch shuffles within chunks of one sheet, so it can start when the first sheet is here. */
const CHUNK = 5000;

/** Test digits per forward pass; more would need more memory. */
const EVALUATE_BATCH = 64;

/** Test digits used to fit the temperature when training stops. */
const CALIBRATE_ON = 2000;

/**
 * The trainer settings of a run.
 * @param {Settings} settings
 * @returns {import('../../inkling/index.js').TrainerSettings}
 */
export const trainerSettings = (settings) => ({ ...fromSettings(settings), chunk: CHUNK });

/** Later epochs need fewer points. @param {number} epoch */
const pointsPerEpoch = (epoch) => (epoch < 20 ? 50 : epoch < 100 ? 10 : 2);

/**
 * Samples between evaluations within an epoch. An evaluation costs as much as training on 4,000 digits,
 * so one more would hold up the first Train, which lasts for 60,000.
 */
const TEST_EVERY = 60_000;
const EVALUATE_AT_ONCE = 250;

/**
 * Until the first whole test, a few test digits say how it goes: whenever the number of samples has doubled,
 * from `from` on. That costs a fortieth of the training until that test. A milestone counts only if it is
 * passed by a margin, about twice the standard error.
 */
const EARLY = { digits: 500, from: 1000, margin: 0.02 };
const doublings = (/** @type {number} */ samples) => Math.floor(Math.log2(samples / EARLY.from));

export class Run {
  /**
   * @param {Inkling} inkling
   * @param {Data} data with its manifest loaded
   * @param {Settings} settings
   * @param {SavedRun} [saved]
   */
  constructor(inkling, data, settings, saved) {
    const { train, test, styles } = data.datasets;
    this.inkling = inkling;
    this.data = data;
    this.settings = { ...settings };
    this.network = inkling.createNetwork({
      layers: settings.layers,
      maxBatch: Math.max(settings.batchSize, EVALUATE_BATCH),
      seed: settings.seed,
    });
    /** @param {number} sampleCount */
    this.makeTrainer = (sampleCount) =>
      inkling.createTrainer(
        this.network,
        /** @type {Dataset} */ (train),
        {
          ...trainerSettings(this.settings),
          sampleCount,
          streaming: true, // digits are still being downloaded
          // Generated digits must not replace samples of other classes.
          ...(data.digits && this.network.classes === CLASSES ? {} : { mixture: {} }),
        },
        styles,
      );
    /** Originals that the settings ask for, and those the current trainer draws from. */
    this.wanted = data.wanted(settings.sampleCount);
    this.drawnFrom = Math.min(saved?.window.drawnFrom ?? this.wanted, this.wanted);
    try {
      this.trainer = this.makeTrainer(this.drawnFrom);
    } catch (error) {
      this.network.free(); // makes room for a smaller network
      throw error;
    }
    /** Without a test set, the training set stands in, but is never evaluated. */
    this.test = /** @type {Dataset} */ (test ?? train);
    this.evaluator = new Evaluator(this.network, this.test);
    this.evaluating = false;
    /** Whether the evaluation is of a few digits. */
    this.early = false;
    /** Training time and samples since the last rate. */
    this.timed = { ms: 0, samples: 0 };
    /** @type {Stretch} */
    this.window = { lossSum: 0, correct: 0, count: 0, sinceTest: 0, ...saved?.window };
    delete this.window.untested;
    delete this.window.drawnFrom;
    /** Totals of the run; runs saved by older versions lack them. @type {Required<Pick<Stretch, 'samples' | 'seconds' | 'milestones'>>} */
    this.whole = {
      samples: saved?.window.samples ?? 0,
      seconds: saved?.window.seconds ?? 0,
      milestones: saved?.window.milestones?.slice() ?? [],
    };
    /** Points not yet reported. @type {CurvePoint[]} */
    this.newPoints = [];
    if (saved) {
      this.network.setParameters(saved.parameters);
      this.network.temperature = saved.temperature;
      this.trainer.setMemory(saved.memory);
      this.trainer.seek(saved.epoch, saved.position);
      if (saved.window.untested) {
        this.newPoints.push(saved.window.untested);
        this.#startEvaluation(this.#neverTested);
      }
    }
  }

  get epoch() {
    return this.trainer.epoch;
  }

  /** Position in the run, in epochs. */
  get progress() {
    return this.trainer.epoch + this.trainer.position / this.trainer.epochSize;
  }

  /**
   * Does the next unit of work: one minibatch, or part of an evaluation.
   * @param {boolean} [closely] whether every minibatch is a point of the curve
   * @returns {boolean} false if it needs data that has not arrived
   */
  work(closely = false) {
    if (this.evaluating) return this.#evaluate();
    if (!this.#minibatch()) return false;
    const { trainer, settings } = this;
    const steps = Math.ceil(trainer.epochSize / settings.batchSize);
    const interval = Math.ceil(steps / pointsPerEpoch(trainer.epoch));
    const step = trainer.position / settings.batchSize;
    const epochDone = step === 0;
    // A short remainder of an epoch joins the previous interval, since a point of its own would be noisy.
    if (epochDone || closely || (step % interval === 0 && steps - step > interval / 2)) {
      const { count } = this.window;
      this.#closeWindow();
      if (epochDone || this.window.sinceTest >= TEST_EVERY) this.#startEvaluation();
      else if (this.#wantsSample(count, closely)) this.#startEvaluation(true);
    }
    if (epochDone) this.#drawFromMore();
    return true;
  }

  /**
   * One minibatch and its point on the curve, for the button “One batch”.
   * @returns {boolean} false if it needs data that has not arrived
   */
  step() {
    this.settle();
    if (!this.#minibatch()) return false;
    this.#closeWindow();
    return true;
  }

  /** Finishes a running evaluation, so that nothing is half done. */
  settle() {
    while (this.evaluating && this.#evaluate());
  }

  /**
   * Does, in pieces, what remains to be done when training stops: the rest of an evaluation, and the temperature.
   * @param {() => boolean} wanted whether to go on
   * @param {() => Promise<void>} pause between two pieces
   * @returns {Promise<boolean>} whether all is done
   */
  async conclude(wanted, pause) {
    await pause();
    while (wanted() && this.evaluating && this.#evaluate()) await pause();
    if (!wanted()) return false;
    this.calibrate();
    return true;
  }

  /** @param {number} learningRate */
  setLearningRate(learningRate) {
    this.settings.learningRate = learningRate;
    this.trainer.setLearningRate(learningRate);
  }

  /** @param {number} epochs the length of the schedule */
  setEpochs(epochs) {
    this.settings.epochs = epochs;
    this.trainer.setEpochs(epochs);
  }

  /** Temperature scaling: fits the confidence to the accuracy on test digits. */
  calibrate() {
    if (!this.data.complete('test')) return;
    this.network.calibrate(this.test, 0, Math.min(CALIBRATE_ON, this.test.count));
  }

  #minibatch() {
    const started = performance.now();
    const result = this.trainer.step() ?? (this.#shortenEpoch() ? this.trainer.step() : null);
    if (!result) return false;
    const ms = performance.now() - started;
    this.timed.ms += ms;
    this.timed.samples += result.count;
    this.whole.seconds += ms / 1000;
    this.whole.samples += result.count;
    this.window.lossSum += result.loss * result.count;
    this.window.correct += result.correct;
    this.window.count += result.count;
    this.window.sinceTest += result.count;
    return true;
  }

  /**
   * If some digits can't be loaded, the run continues with the others. The order of the first epoch
   * stays the same; it only ends earlier.
   * @returns {boolean} whether the run can continue
   */
  #shortenEpoch() {
    const { loaded } = this.data.count('train');
    if (!this.data.failure || loaded === 0 || loaded >= this.drawnFrom) return false;
    const { epoch, position } = this.trainer;
    this.#drawFrom(loaded);
    if (position < this.trainer.epochSize) this.trainer.seek(epoch, position);
    else this.trainer.seek(epoch + 1, 0);
    return true;
  }

  /** Digits that arrive late are used from the next epoch on. */
  #drawFromMore() {
    const here = Math.min(this.wanted, this.data.count('train').loaded);
    if (here <= this.drawnFrom) return;
    const { epoch } = this.trainer;
    this.#drawFrom(here);
    this.trainer.seek(epoch, 0);
  }

  /** @param {number} originals */
  #drawFrom(originals) {
    const trainer = this.makeTrainer(originals);
    trainer.setMemory(this.trainer.getMemory());
    this.trainer.free();
    this.trainer = trainer;
    this.drawnFrom = originals;
  }

  #closeWindow() {
    const { lossSum, correct, count } = this.window;
    if (count === 0) return;
    this.newPoints.push({
      epoch: this.progress,
      trainLoss: lossSum / count,
      trainAccuracy: correct / count,
      testLoss: null,
      testAccuracy: null,
    });
    Object.assign(this.window, { lossSum: 0, correct: 0, count: 0 });
  }

  /** Whether all of the run lies since the last whole test. */
  get #neverTested() {
    return this.window.sinceTest === this.whole.samples;
  }

  /** @param {number} count samples since the last point @param {boolean} closely */
  #wantsSample(count, closely) {
    const { samples } = this.whole;
    return (
      this.#neverTested &&
      (closely || samples >= EARLY.from) &&
      doublings(samples) > doublings(samples - count) &&
      Math.min(this.test.count - 1, this.data.count('test').loaded) >= EARLY.digits
    );
  }

  /** @param {boolean} [early] of a few digits */
  #startEvaluation(early = false) {
    if (!early) this.window.sinceTest = 0;
    this.early = early;
    this.evaluating = true;
    this.evaluator.restart();
  }

  #evaluate() {
    if (!this.early && !this.data.complete('test')) {
      // Test accuracy needs all test digits; training does not.
      if (this.data.failure) this.evaluating = false;
      return Boolean(this.data.failure);
    }
    const left = this.evaluator.advance(EVALUATE_AT_ONCE);
    if (left && !(this.early && this.evaluator.count >= EARLY.digits)) return true;
    this.evaluating = false;
    const { lossSum, correct, count } = this.evaluator.result;
    const [loss, accuracy] = [lossSum / count, correct / count];
    const point = this.newPoints[this.newPoints.length - 1];
    if (this.early) point.sample = { loss, accuracy };
    else Object.assign(point, { testLoss: loss, testAccuracy: accuracy });
    this.#passMilestones(accuracy - (this.early ? EARLY.margin : 0));
    return true;
  }

  /** @param {number} accuracy */
  #passMilestones(accuracy) {
    const { milestones, samples, seconds } = this.whole;
    for (const share of MILESTONES.slice(milestones.length)) {
      if (accuracy < share) break;
      milestones.push({ share, epoch: this.progress, samples, seconds });
    }
  }

  /** What is under way. @returns {Stretch} */
  get stretch() {
    const { window, whole, evaluating, drawnFrom, wanted } = this;
    return {
      ...window,
      ...whole,
      milestones: whole.milestones.slice(),
      untested: evaluating ? this.newPoints.at(-1) : undefined,
      drawnFrom: drawnFrom < wanted ? drawnFrom : undefined,
    };
  }

  /**
   * Removes and returns the complete points.
   * @returns {CurvePoint[]}
   */
  takePoints() {
    return this.newPoints.splice(0, this.newPoints.length - (this.evaluating ? 1 : 0));
  }

  free() {
    this.trainer.free();
    this.evaluator.free();
    this.network.free();
  }
}
