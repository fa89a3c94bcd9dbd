/**
 * One training step on one image, as the picture shows it. Everything is computed on the lens's copy
 * of the network: a pass forward and backward by the core, plain SGD, and a pass forward with the new
 * weights.
 */
import { InklingError } from '../inkling/index.js';
import { afterStep } from '../lens/sgd-step.js';
import { linksOf, linksThrough, shownOf } from './links.js';
import { changeAcross, flowBack, strongestOf } from './step-links.js';

/**
 * @typedef {import('../inkling/index.js').Activations} Activations
 * @typedef {import('../lens/lens.js').Lens} Lens
 * @typedef {import('../lens/lens.js').Traced} Traced
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 * @typedef {import('./positions.js').Position} Position
 * @typedef {import('./step-links.js').Flow} Flow
 *
 * @typedef {object} View what the picture shows at a position
 * @property {Float32Array[]} values of each column
 * @property {Float32Array | null} probabilities
 * @property {Float32Array | null} signed shown at the outputs in place of the probabilities, -1 to 1
 * @property {number} target the output of the correct answer; -1 if it is not marked
 * @property {number[]} strengths of each column, 0 to 1
 * @property {number} lit the column that is lit
 * @property {Link[][]} gaps
 */

/** Strengths of columns and links that the step is not at. */
const PASSED = 0.6;
const AHEAD = 0.3;

/** @param {Link[]} links @param {number} strength */
const dimmed = (links, strength) =>
  links.map((link) => ({ ...link, share: link.share * strength }));

export class OneStep {
  /** @type {Flow[]} */
  #back = [];
  /** @type {Flow[]} */
  #changes = [];
  /** @type {Link[][] | null} */
  #gapsAfter = null;

  /**
   * Computes a step.
   * @param {Lens} lens
   * @param {Seen} seen what the network makes of the image
   * @param {number} label
   * @param {number} rate the learning rate
   */
  static async of(lens, seen, label, rate) {
    const { parameters } = /** @type {import('../inkling/index.js').Model} */ (lens.model);
    const traced = await lens.trace(seen.image, label);
    const moved = afterStep(parameters, traced, rate);
    const activations = await lens.activate(seen.image, moved).catch((error) => {
      if (!(error instanceof InklingError)) throw error;
      return null;
    });
    return new OneStep({ seen, label, rate, traced, parameters: moved, activations });
  }

  /**
   * @param {object} found
   * @param {Seen} found.seen
   * @param {number} found.label
   * @param {number} found.rate
   * @param {Traced} found.traced
   * @param {Float32Array} found.parameters after the step
   * @param {Activations | null} found.activations after the step; null if it makes the network diverge
   */
  constructor({ seen, label, rate, traced, parameters, activations }) {
    this.seen = seen;
    this.label = label;
    this.rate = rate;
    this.traced = traced;
    this.parameters = parameters;
    this.activations = activations;
    this.before = { loss: traced.loss, probability: traced.probabilities[label] };
    const probability = activations?.probabilities[label] ?? 0;
    this.after = {
      loss: activations ? -Math.log(probability) : Number.POSITIVE_INFINITY,
      probability,
    };
    /** The network after the step. */
    this.layersAfter = seen.layers.map((layer) => {
      let at = layer.first;
      const [weights, bias] = [layer.weights, layer.bias].map(({ length }) =>
        this.parameters.subarray(at, (at += length)),
      );
      return { ...layer, weights, bias };
    });
  }

  /** The gradient of the loss with respect to what a column shows. @param {number} column */
  gradientOf(column) {
    const { last } = this.seen.stages[column];
    return last < 0 ? this.seen.image.slice().fill(0) : this.traced.layers[last].dy;
  }

  /** What flows back across a gap; across the first, the gradients of its weights. @param {number} gap */
  #backAcross(gap) {
    const { stages, orders } = this.seen;
    const { layers } = this.traced;
    this.#back[gap] ??=
      gap === 0
        ? changeAcross(stages, orders, layers, gap, -1)
        : flowBack(stages, orders, layers, gap);
    return this.#back[gap];
  }

  /** @param {number} gap */
  #changeAcross(gap) {
    const { stages, orders } = this.seen;
    this.#changes[gap] ??= changeAcross(stages, orders, this.traced.layers, gap, this.rate);
    return this.#changes[gap];
  }

  /** What the network makes of the image after the step. @returns {Seen} */
  get #seenAfter() {
    const outputs = this.activations?.outputs ?? this.seen.outputs;
    return { ...this.seen, layers: this.layersAfter, outputs };
  }

  /**
   * @param {Position} position @param {Link[][]} forward the links of the activations
   * @returns {View}
   */
  view({ phase, part, column }, forward) {
    const { seen, label, traced } = this;
    const { stages } = seen;
    const { probabilities, logits } = traced;
    const activations = stages.map((stage) => shownOf(stage, seen.image, seen.outputs));
    /** @type {View} */
    const view = {
      values: activations,
      probabilities: null,
      signed: null,
      target: phase === 'forward' || part === 'softmax' ? -1 : label,
      strengths: stages.map(() => PASSED),
      lit: column,
      gaps: forward.map((links) => dimmed(links, AHEAD)),
    };
    const last = stages.length - 1;
    if (phase === 'forward') {
      view.values = activations.map((values, c) =>
        c > column ? new Float32Array(values.length) : values,
      );
      view.strengths = stages.map((_, c) => (c > column ? AHEAD : 1));
      view.gaps = forward.map((links, gap) =>
        gap >= column ? [] : dimmed(links, gap === column - 1 ? 1 : PASSED),
      );
      const most = Math.max(...logits.map(Math.abs));
      if (column === last && most > 0) view.signed = logits.map((z) => z / most);
    } else if (phase === 'loss') {
      view.strengths[last] = 1;
      if (part === 'error') view.signed = this.gradientOf(last);
      else view.probabilities = probabilities;
    } else if (phase === 'backward') {
      // The gradient has arrived at the column before the layer, except at the image.
      const first = Math.max(column - 1, 1);
      view.signed = this.gradientOf(last);
      view.values = activations.map((values, c) => (c >= first ? this.gradientOf(c) : values));
      view.strengths = stages.map((_, c) => (c >= column - 1 ? 1 : AHEAD));
      view.gaps = forward.map((links, gap) => {
        if (gap < column - 1) return dimmed(links, AHEAD);
        return dimmed(strongestOf(this.#backAcross(gap)), gap === column - 1 ? 1 : PASSED);
      });
    } else if (part === 'weights') {
      view.probabilities = probabilities;
      view.lit = -1;
      view.gaps = forward.map((_, gap) => strongestOf(this.#changeAcross(gap)));
    } else {
      const after = this.#seenAfter;
      view.values = stages.map((stage) => shownOf(stage, after.image, after.outputs));
      view.probabilities = this.activations?.probabilities ?? null;
      view.strengths = stages.map(() => 1);
      this.#gapsAfter ??= linksOf(after);
      view.gaps = this.#gapsAfter;
    }
    return view;
  }

  /**
   * The links of one unit at a position.
   * @param {Position} position @param {Item} item
   * @returns {Link[][]} by gap
   */
  through({ phase, part, column: at }, { column, unit }) {
    const { seen } = this;
    const place = seen.orders[column].indexOf(unit);
    if (phase === 'forward' || phase === 'loss' || part === 'after') {
      const gaps = linksThrough(part === 'after' ? this.#seenAfter : seen, column, place);
      return gaps.map((links, gap) => (phase === 'forward' && gap >= at ? [] : links));
    }
    return seen.stages.slice(1).map((_, gap) => {
      const near = gap === column - 1 || gap === column;
      if (!near || (phase === 'backward' && gap < at - 1)) return [];
      const flow = phase === 'backward' ? this.#backAcross(gap) : this.#changeAcross(gap);
      const end = gap === column ? 'from' : 'to';
      return strongestOf(flow, (link) => link[end] === place, 24);
    });
  }
}
