/**
 * Activations that ONNX files spell out: x · sigmoid(x), or GELU by its error function. Such a group of nodes
 * branches at x and joins again, so it is recognized by what it computes and replaced by one node.
 */

/**
 * @typedef {import('./onnx-file.js').Node} Node
 * @typedef {(name: string) => number | null} Lookup the number that a value holds; null if it isn't a single one
 */

/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** The error function, right to 1e-7: formula 7.1.26 of Abramowitz and Stegun. @param {number} x */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592].reduce(
    (all, one) => all * t + one,
  );
  return Math.sign(x) * (1 - sum * t * Math.exp(-x * x));
}

/** Nodes that such a group is made of. @type {Record<string, (x: number, y: number) => number>} */
const VALUES = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
  Pow: (x, y) => x ** y,
  Sigmoid: sigmoid,
  Softplus: (x) => Math.log1p(Math.exp(x)),
  Tanh: Math.tanh,
  Erf: erf,
};

/**
 * What a group may compute, by the operator that takes its place. Those that have no layer here are refused by
 * that name. @type {Record<string, (x: number) => number>} */
const KNOWN = {
  Silu: (x) => x * sigmoid(x),
  Gelu: (x) => (x * (1 + erf(x * Math.SQRT1_2))) / 2,
  'Gelu (tanh)': (x) => (x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))) / 2,
  Mish: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
};

const SAMPLES = [-6.5, -3, -1.75, -0.8, -0.1, 0, 0.3, 1, 2.25, 4, 7];
/** Far above rounding, far below the difference between GELU and its approximation by tanh. */
const CLOSE = 1e-5;
/** The most nodes on a path through a group. */
const DEEPEST = 8;

/** One graph's values, as functions of one of them. */
class Graph {
  /** @param {Map<string, Node>} producers @param {Lookup} numberOf */
  constructor(producers, numberOf) {
    this.producers = producers;
    this.numberOf = numberOf;
  }

  /** @param {string} name */
  #inside(name) {
    const node = this.producers.get(name);
    return node && Object.hasOwn(VALUES, node.op ?? '') ? node : undefined;
  }

  /**
   * The values that a value is computed from, with the number of paths that meet there.
   * @param {string} name @param {Map<string, number>} [found] @param {number} [depth]
   */
  sources(name, found = new Map(), depth = 0) {
    for (const input of this.#inside(name)?.input ?? []) {
      if (this.numberOf(input) !== null) continue;
      found.set(input, (found.get(input) ?? 0) + 1);
      if (depth < DEEPEST) this.sources(input, found, depth + 1);
    }
    return found;
  }

  /**
   * The value called `name` where `root` is x; NaN if it takes other values.
   * @param {string} name @param {string} root @param {number} x @param {number} [depth] @returns {number}
   */
  at(name, root, x, depth = 0) {
    if (name === root) return x;
    const number = this.numberOf(name);
    if (number !== null) return number;
    const { op = '', input = [] } = this.#inside(name) ?? {};
    if (!op || depth > DEEPEST) return Number.NaN;
    const [a, b = Number.NaN] = input.map((one) => this.at(one, root, x, depth + 1));
    return VALUES[op](a, b);
  }
}

/**
 * Replaces such groups in a graph's table of producers.
 * @param {Map<string, Node>} producers by output @param {Lookup} numberOf
 */
export function fuse(producers, numberOf) {
  const graph = new Graph(producers, numberOf);
  const found = new Map();
  for (const [output, { op }] of producers) {
    // Each of the groups ends in one of these.
    if (op !== 'Mul' && op !== 'Div') continue;
    for (const [root, paths] of graph.sources(output)) {
      if (paths < 2) continue;
      const values = SAMPLES.map((x) => graph.at(output, root, x));
      const known = Object.keys(KNOWN).find((name) =>
        SAMPLES.every((x, i) => Math.abs(values[i] - KNOWN[name](x)) < CLOSE),
      );
      if (known) found.set(output, { op: known, input: [root], output: [output] });
    }
  }
  for (const [output, node] of found) producers.set(output, node);
}
