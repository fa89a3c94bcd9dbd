/**
 * Layers from the shapes of a state dictionary. What shapes don't tell (padding, pooling,
 * activations) is tried on labeled digits; an activation comes before pooling, as for ReLU the order doesn't matter.
 */
import { PIXELS, SIDE } from '../../inkling/types.js';
import { need, ReadError } from './error.js';
import { decimal, PlanBuilder, samePads } from './plan.js';

/**
 * @typedef {import('./pytorch.js').Named} Named
 * @typedef {import('./plan.js').Plan} Plan
 *
 * @typedef {object} Block a layer with weights, and the batch normalization behind it
 * @property {'conv' | 'linear' | 'norm' | 'slope'} kind
 * @property {string} name
 * @property {Named} weight
 * @property {Named} [bias]
 * @property {Named} [mean]
 * @property {Named} [variance]
 *
 * @typedef {object} Choice for one convolution
 * @property {number} kernel its side
 * @property {number} padding
 * @property {Pool} pool
 * @property {number} stride
 * @property {boolean} rare whether hardly anyone pads like that
 *
 * @typedef {{ size: number, stride: number, pad: number, oddity: number }} Pool oddity is how unusual it is
 *
 * @typedef {object} Guess
 * @property {Choice[]} convs
 * @property {'max' | 'average'} pooling
 * @property {string} activation
 * @property {boolean} global whether the last images are averaged
 * @property {boolean} normFirst whether a batch normalization comes before the activation
 * @property {boolean} [linear] whether only convolutions have an activation
 *
 * @typedef {object} Layers
 * @property {{ layer: Block, norm: Block | undefined }[]} pairs
 * @property {Block} [first] a batch normalization of the input
 * @property {number[]} slopes of a leaky ReLU that learned them: one for all layers, or one for each
 * @property {Habits} habits
 *
 * @typedef {object} Habits what shapes don't tell, and is the same for all files of a program
 * @property {boolean} channelsFirst in which order images are flattened
 * @property {boolean} evenly whether padding that keeps the size is as wide on each side, whatever the stride
 * @property {number} epsilon of batch normalization
 */

/** @type {Habits} */
const OF_PYTORCH = { channelsFirst: true, evenly: true, epsilon: 1e-5 };
/** @type {Habits} */
export const OF_KERAS = { channelsFirst: false, evenly: false, epsilon: 1e-3 };

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'elu'];
/** Networks with these read nearly as well with ReLU, so they are only tried when the rest is known. */
const SIMILAR = ['gelu', 'silu', 'relu6', 'leaky relu 0.01', 'leaky relu 0.1', 'leaky relu 0.2'];
/** @type {Pool[]} */
const POOLS = [
  { size: 2, stride: 2, pad: 0, oddity: 0 },
  { size: 1, stride: 1, pad: 0, oddity: 1 },
  { size: 3, stride: 3, pad: 0, oddity: 3 },
  { size: 3, stride: 2, pad: 0, oddity: 3 },
  { size: 3, stride: 2, pad: 1, oddity: 3 },
  { size: 4, stride: 4, pad: 0, oddity: 3 },
];
const POOLINGS = /** @type {const} */ (['max', 'average']);
/** The most ways to connect the layers that are tried. */
const MAX_GUESSES = 48;
const RECURRENT = /(weight|bias)_(ih|hh)_l\d/;

/** The weights of a pruned layer: torch.nn.utils.prune keeps a mask beside them. @param {Record<string, Named>} parts */
function pruned({ weight_orig: all, weight_mask: mask }) {
  if (!all || mask?.data.length !== all.data.length) return undefined;
  return { ...all, data: all.data.map((value, i) => value * mask.data[i]) };
}

/** @param {Named[]} tensors @returns {Block[]} */
function blocksOf(tensors) {
  const recurrent = tensors.find(({ name }) => RECURRENT.test(name));
  if (recurrent) {
    const hidden = tensors.find(({ name }) => /weight_hh_l0/.test(name)) ?? recurrent;
    const gates = hidden.shape[0] / hidden.shape[1];
    throw new ReadError('recurrent', { name: { 1: 'RNN', 3: 'GRU' }[gates] ?? 'LSTM' });
  }
  /** @type {Map<string, Record<string, Named>>} */
  const groups = new Map();
  for (const tensor of tensors) {
    const at = tensor.name.lastIndexOf('.');
    const [group, part] = [tensor.name.slice(0, Math.max(at, 0)), tensor.name.slice(at + 1)];
    groups.set(group, { ...groups.get(group), [part]: tensor });
  }
  /** @type {Block[]} */
  const blocks = [];
  for (const [name, parts] of groups) {
    const { bias, running_mean: mean, running_var: variance } = parts;
    const weight = parts.weight ?? pruned(parts);
    const rewritten = Object.values(parts).find(({ shape }) => shape.length > 1);
    // Written as other tensors, such as by weight normalization.
    if (!weight && rewritten) throw new ReadError('shapes', { name: rewritten.name });
    if (!weight) continue;
    const rank = weight.shape.length;
    // How much each class counts.
    if (rank === 1 && !bias && /loss|criterion/i.test(name)) continue;
    if (mean && variance) blocks.push({ kind: 'norm', name, weight, bias, mean, variance });
    else if (rank === 4) blocks.push({ kind: 'conv', name, weight, bias });
    else if (rank === 2) blocks.push({ kind: 'linear', name, weight, bias });
    else if (rank === 1 && weight.data.length === 1 && !bias)
      blocks.push({ kind: 'slope', name, weight });
    else throw new ReadError('shapes', { name: weight.name });
  }
  return blocks;
}

/**
 * Convolutions with what follows them, linear layers with what follows them. Definitions may be in another order
 * than use: convolutions first, and a batch normalization belongs to the layer of as many channels.
 * @param {Block[]} blocks @param {Habits} habits
 * @returns {Layers}
 */
function layersOf(blocks, habits) {
  const layers = [
    ...blocks.filter(({ kind }) => kind === 'conv'),
    ...blocks.filter(({ kind }) => kind === 'linear'),
  ];
  const inputs = layers[0]?.kind === 'linear' ? layers[0].weight.shape[1] : 1;
  const [first] = blocks.filter(
    ({ kind, weight }, at) => at === 0 && kind === 'norm' && weight.data.length === inputs,
  );
  const norms = blocks.filter((block) => block.kind === 'norm' && block !== first);
  const own = new Map(layers.map((layer) => [layer, /** @type {Block | undefined} */ (undefined)]));
  for (const norm of norms) {
    const before = blocks.indexOf(norm);
    const fits = layers.filter(
      (layer) => !own.get(layer) && layer.weight.shape[0] === norm.weight.shape[0],
    );
    const nearest = fits.filter((layer) => blocks.indexOf(layer) < before).pop() ?? fits[0];
    if (!nearest) throw new ReadError('shapes', { name: norm.name });
    own.set(nearest, norm);
  }
  const slopes = blocks.filter(({ kind }) => kind === 'slope');
  const each = slopes.length === layers.length - 1;
  const bad = slopes.find(({ weight: { data } }) => !(data[0] >= 0 && data[0] <= 0.9));
  const odd = slopes.length > 1 && !each ? slopes[0] : bad;
  if (odd) throw new ReadError('shapes', { name: odd.weight.name });
  return {
    pairs: layers.map((layer) => ({ layer, norm: own.get(layer) })),
    first,
    slopes: slopes.map(({ weight }) => weight.data[0]),
    habits,
  };
}

/** Sides after the convolutions, for every way to choose. @param {Layers['pairs']} convs @param {number} wanted side; 0 for any @param {Habits} habits @returns {Choice[][]} */
function choices(convs, wanted, { evenly }) {
  /** @type {{ side: number, chosen: Choice[] }[]} */
  let states = [{ side: SIDE, chosen: [] }];
  for (const { layer } of convs) {
    const kernel = layer.weight.shape[2];
    const half = Math.floor(kernel / 2);
    const every = Array.from({ length: half + 1 }, (_, n) => n);
    const paddings = evenly ? every : every.filter((n) => n === 0 || n === half);
    states = states.flatMap(({ side, chosen }) =>
      paddings.flatMap((padding) =>
        [1, 2].flatMap((stride) =>
          POOLS.flatMap((pool) => {
            const same = padding === half || (kernel % 2 === 0 && padding === half - 1);
            const before = Math.floor((side + 2 * padding - kernel) / stride) + 1;
            const out = Math.floor((before + 2 * pool.pad - pool.size) / pool.stride) + 1;
            if (out < 1 || before < pool.size || (stride > 1 && pool.size > 1)) return [];
            const rare = padding > 0 && !same;
            return [{ side: out, chosen: [...chosen, { kernel, padding, pool, stride, rare }] }];
          }),
        ),
      ),
    );
    // Keep it small: the plainest first.
    states.sort((a, b) => oddity(a.chosen) - oddity(b.chosen));
    states = states.slice(0, 4096);
  }
  const ways = states
    .filter(({ side }) => !wanted || side === wanted)
    .map(({ chosen }) => chosen)
    .sort((a, b) => oddity(a) - oddity(b));
  // Paddings that hardly anyone uses read nearly as well as the right ones, so they are a last resort.
  const usual = ways.filter((chosen) => !chosen.some(({ rare }) => rare));
  return (usual.length ? usual : ways).slice(0, MAX_GUESSES);
}

/** How far choices are from what most networks do. @param {Choice[]} chosen */
function oddity(chosen) {
  const paddings = new Set(chosen.map(({ padding }) => padding > 0));
  const kinds = new Set(chosen.map(({ kernel, stride }) => `${kernel} ${stride}`));
  const padded = new Set(
    chosen.map(({ kernel, stride, padding }) => `${kernel} ${stride} ${padding > 0}`),
  );
  const pools = new Set(chosen.map(({ pool }) => pool));
  // Strides may take the place of pooling.
  const strided = chosen.every(({ pool }) => pool.size === 1);
  const strange = chosen.reduce(
    (sum, { pool, stride, rare }) =>
      sum + (rare ? 4 : 0) + (stride > 1 && !strided ? 4 : 0) + (strided ? 0.5 : pool.oddity),
    0,
  );
  // Convolutions of one kind are padded alike.
  const unlike = padded.size - kinds.size;
  const strides = new Set(chosen.map(({ stride }) => stride));
  return strange + 2 * (paddings.size - 1) + 2 * unlike + (pools.size - 1) + (strides.size - 1);
}

/** @param {PlanBuilder} plan @param {Block | undefined} norm @param {Habits} habits */
function normalize(plan, norm, { epsilon }) {
  if (!norm?.mean || !norm.variance) return;
  const { weight: gamma, bias: beta, mean, variance } = norm;
  plan.batchNormalization(gamma.data, beta?.data ?? null, mean.data, variance.data, epsilon);
}

/** @param {Layers} layers @param {Guess} guess @param {string} format @returns {Plan} */
function planOf({ pairs, first, slopes, habits }, guess, format) {
  const plan = new PlanBuilder();
  normalize(plan, first, habits);
  const convs = pairs.filter(({ layer }) => layer.kind === 'conv');
  for (const [n, { layer, norm }] of pairs.entries()) {
    const { weight, bias } = layer;
    const slope = slopes[n] ?? slopes[0];
    const activation = slopes.length ? `leaky relu ${decimal(slope)}` : guess.activation;
    const activate = () => {
      if (guess.normFirst) normalize(plan, norm, habits);
      if (layer.kind === 'conv' || !guess.linear) plan.activation(activation);
      if (!guess.normFirst) normalize(plan, norm, habits);
    };
    if (layer.kind === 'conv') {
      const [out, inGroup, height, width] = weight.shape;
      const { padding, pool, stride } = guess.convs[n];
      const groups = plan.shape.channels / inGroup;
      need(Number.isInteger(groups), 'shapes', { name: layer.name });
      plan.conv({
        kernel: [height, width],
        out,
        groups,
        weight: (r, c, i, o) => weight.data[((o * inGroup + i) * height + r) * width + c],
        bias: bias?.data,
        pads:
          padding && !habits.evenly
            ? samePads([plan.shape.height, plan.shape.width], [height, width], [stride, stride])
            : new Array(4).fill(padding),
        strides: [stride, stride],
      });
      if (n === pairs.length - 1) {
        if (guess.global) plan.globalPool('average');
        break;
      }
      activate();
      if (pool.size > 1) {
        const { size, stride: step, pad } = pool;
        const pads = new Array(4).fill(pad);
        plan.pool(guess.pooling, { kernel: [size, size], strides: [step, step], pads });
      }
      if (n === convs.length - 1 && guess.global) plan.globalPool('average');
      continue;
    }
    const [units, inputs] = weight.shape;
    const { height, width, channels } = plan.shape;
    need(inputs === height * width * channels, 'shapes', { name: layer.name });
    const from = (/** @type {number} */ i) =>
      habits.channelsFirst ? (i % channels) * height * width + Math.floor(i / channels) : i;
    plan.dense(units, (i, o) => weight.data[o * inputs + from(i)], bias?.data);
    if (n === pairs.length - 1) break;
    activate();
  }
  return plan.finish({ format, guessed: true });
}

/**
 * Guesses that a right one is easily taken for.
 * @param {Guess} guess @param {Layers} layers @returns {Guess[]}
 */
function similarTo(guess, { pairs, slopes }) {
  const others = [...ACTIVATIONS, ...SIMILAR].filter((other) => other !== guess.activation);
  const dense = pairs.filter(({ layer }) => layer.kind === 'linear').length;
  // Another activation of the convolutions makes up for one too many behind them.
  const usual = slopes.length ? guess.activation : ACTIVATIONS[0];
  return [
    ...(slopes.length ? [] : others.map((activation) => ({ ...guess, activation }))),
    ...(dense > 1 && pairs.length > dense ? [{ ...guess, activation: usual, linear: true }] : []),
  ];
}

/**
 * Every plan that the shapes allow, the plainest first.
 * @param {Named[]} tensors in PyTorch's order
 * @param {string} format
 * @param {Habits} [habits]
 * @returns {Plan[]}
 */
export function plansOf(tensors, format, habits = OF_PYTORCH) {
  const layers = layersOf(blocksOf(tensors), habits);
  const { pairs, slopes } = layers;
  need(pairs.length, 'noLayers');
  const convs = pairs.filter(({ layer }) => layer.kind === 'conv');
  const linear = pairs.find(({ layer }) => layer.kind === 'linear')?.layer;
  let input = 1;
  for (const { layer } of convs) {
    const [out, inGroup, height, width] = layer.weight.shape;
    need(input % inGroup === 0, input === 1 ? 'inputSize' : 'shapes', {
      name: layer.name,
      shape: `${inGroup} × n × n`,
    });
    need(height === width && height <= SIDE, 'shapes', { name: layer.name });
    input = out;
  }
  const inputs = linear?.weight.shape[1] ?? 0;
  if (!convs.length) need(inputs === PIXELS, 'inputSize', { shape: `[n, ${inputs}]` });
  const channels = convs.at(-1)?.layer.weight.shape[0] ?? 1;
  const side = Math.sqrt(inputs / channels);
  need(!convs.length || !linear || Number.isInteger(side), 'shapes', { name: linear?.name ?? '' });
  /** @type {{ convs: Choice[], global: boolean }[]} */
  const ways = convs.length
    ? choices(convs, linear ? side : 1, habits).map((chosen) => ({ convs: chosen, global: false }))
    : [{ convs: [], global: false }];
  if (convs.length && (!linear || side === 1)) {
    // As many of both kinds as are tried.
    ways.splice(MAX_GUESSES / 2);
    ways.push(...choices(convs, 0, habits).map((chosen) => ({ convs: chosen, global: true })));
  }
  need(ways.length, 'shapes', { name: linear?.name ?? convs[0]?.layer.name ?? '' });
  const hasNorms = pairs.some(({ norm }) => norm);
  const pools = ways.some(({ convs: chosen }) => chosen.some(({ pool }) => pool.size > 1));
  /** @type {Plan[]} */
  const plans = [];
  /** @type {unknown} */
  let failure;
  const activations = slopes.length ? ['leaky relu'] : ACTIVATIONS;
  for (const activation of activations) {
    for (const pooling of pools ? POOLINGS : POOLINGS.slice(0, 1)) {
      for (const normFirst of hasNorms ? [true, false] : [true]) {
        for (const way of ways.slice(0, activation === activations[0] ? MAX_GUESSES : 4)) {
          if (pooling === 'average' && !way.convs.some(({ pool }) => pool.size > 1)) continue;
          if (plans.length >= 3 * MAX_GUESSES) break;
          try {
            const guess = { ...way, activation, normFirst, pooling };
            const similar = () =>
              similarTo(guess, layers).map((other) => ({
                ...planOf(layers, other, format),
                oddity: oddity(way.convs),
              }));
            const plan = planOf(layers, guess, format);
            plans.push({ ...plan, similar, oddity: oddity(way.convs) });
          } catch (error) {
            if (!(error instanceof ReadError)) throw error;
            failure ??= error;
          }
        }
      }
    }
  }
  if (!plans.length) throw failure ?? new ReadError('shapes', { name: '' });
  return plans;
}
