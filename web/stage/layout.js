/**
 * The layout of the stage, as pure functions: from a list of layers and the size of the picture to
 * columns of tiles and circles. The main axis is the direction of the signal, the cross axis is
 * perpendicular to it: columns flow to the right (or left), rows flow down.
 */
import { seesAll } from '../lens/lens.js';
import { centerRows } from './links.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 *
 * @typedef {'input' | 'maps' | 'units' | 'output'} StageKind
 *
 * @typedef {object} Stage one or more layers drawn as one column
 * @property {StageKind} kind
 * @property {number} layer the index of the layer that computes it; -1 for the image
 * @property {number} last the last layer folded into it, whose output is shown; -1 for the image
 * @property {boolean} weighted whether its layer has weights
 * @property {boolean} rectified whether a later relu drops what is negative: max pooling may come first
 * @property {number} height
 * @property {number} width
 * @property {number} count maps or neurons
 *
 * @typedef {object} Item a tile or a circle
 * @property {number} column
 * @property {number} unit the index of its map or neuron
 * @property {number} x of its center
 * @property {number} y
 * @property {number} size side of the tile, or diameter of the circle
 *
 * @typedef {Stage & { items: Item[], hidden: number, start: number, end: number,
 *   head: { start: number, size: number } }} Column hidden: units that are not drawn; start, end:
 *   along the main axis; head: room for a heading along the main axis
 *
 * @typedef {object} Layout
 * @property {Column[]} columns
 * @property {number} width at least the requested width
 * @property {number} height
 * @property {'columns' | 'rows'} flow
 * @property {boolean} mirrored whether the signal flows from right to left
 * @property {number} bar room for the bar beside each output; 0 for none
 * @property {number} names room for names at the start of rows; 0 if they fit between rows
 *
 * @typedef {object} Room
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {'columns' | 'rows'} flow
 * @property {'ltr' | 'rtl'} [direction]
 * @property {number} [lead] room before the first column
 */

/** The most units of a column that are drawn. */
export const MAX_UNITS = 48;

const SIDE = 28;
/** More circles than this go into two lines. */
const ONE_LINE = 16;
const ONE_LINE_OF_OUTPUTS = 14;
/** The smallest gap between two columns. */
const MIN_GAP = { columns: 20, rows: 13 };
/** The same between rows, on phones, if their names are beside them. */
const SMALL_GAP = 11;
/** And if only this keeps the whole picture in sight. */
const TIGHT_GAP = 6;
/** The smallest image above rows, which start below the buttons on both of its sides. */
const IMAGE = 30;
/** Room for short names beside rows that leave none between them. */
const NAMES = 48;
/** The smallest scale of a picture that scrolls. */
const SMALLEST = 0.38;
/**
 * Rows that would scroll otherwise, best first: their scale, the gap between them, and the room for
 * names beside them. Without that room, they have no names. In the last, the image is small, too.
 */
const TIGHT_ROWS = [
  ...[NAMES, 0].flatMap((names) =>
    [SMALLEST, 0.32, 0.27].map((scale) => [scale, SMALL_GAP, names]),
  ),
  [0.27, TIGHT_GAP, NAMES],
  [0.27, TIGHT_GAP, 0],
  [0.27, TIGHT_GAP, 0, 0],
];
/** Margin for what is painted around tiles and circles. */
const INSET = 5;
/** Headings and captions get this width, if there is room. */
const HEAD = 92;
/** Room for "+80" after the last circle. */
const MORE = 16;

/** Layers that commute with relu. */
const COMMUTING = ['maxpool', 'dropout'];

/** Whether a layer has no weights, or only a factor and a bias per channel, and keeps the shape. */
const sameShape = (/** @type {LayerView} */ { input, output, weights }) =>
  weights.length === 0 &&
  input.height === output.height &&
  input.width === output.width &&
  input.channels === output.channels;

/**
 * Groups layers into stages: layers that have no weights and keep the shape, such as relu and dropout,
 * are folded into the layer before.
 * @param {LayerView[]} layers
 * @returns {Stage[]}
 */
export function stagesOf(layers) {
  /** @type {Stage[]} */
  const stages = [
    {
      kind: 'input',
      layer: -1,
      last: -1,
      weighted: false,
      rectified: false,
      height: SIDE,
      width: SIDE,
      count: 1,
    },
  ];
  for (const [i, layer] of layers.entries()) {
    if (sameShape(layer)) {
      stages[stages.length - 1].last = i;
      continue;
    }
    const { height, width, channels } = layer.output;
    const kind = i === layers.length - 1 ? 'output' : height * width > 1 ? 'maps' : 'units';
    const weighted = layer.weights.length > 0;
    const shape = { height, width, count: channels };
    stages.push({ kind, layer: i, last: i, weighted, rectified: false, ...shape });
  }
  for (const stage of stages) {
    const next = layers.slice(stage.last + 1).find(({ type }) => !COMMUTING.includes(type));
    stage.rectified = next?.type === 'relu' || next?.type === 'relu6';
  }
  return stages;
}

/** Neurons behind larger weight matrices keep their order, to save time. */
const MAX_WEIGHTS = 1_000_000;

/**
 * How much each neuron pushes each class if the layers after it were linear: the product of their
 * weight matrices, minus the mean over the classes.
 * @param {LayerView[]} layers
 * @param {Stage[]} stages
 * @returns {(Float32Array | null)[]} [count][classes] for each stage; null where unknown
 */
function pushesOf(layers, stages) {
  const classes = stages[stages.length - 1].count;
  /** @type {(Float32Array | null)[]} */
  const pushes = stages.map(() => null);
  for (let s = stages.length - 1; s > 0; s--) {
    const before = stages[s - 1];
    const { layer, count } = stages[s];
    const { weights } = layers[layer];
    const behind = pushes[s];
    if (before.kind !== 'units' || !weights.length || !seesAll(layers[layer])) break;
    if (weights.length > MAX_WEIGHTS || (s < stages.length - 1 && !behind)) break;
    const push = new Float32Array(before.count * classes);
    for (let i = 0; i < before.count; i++) {
      const row = push.subarray(i * classes, (i + 1) * classes);
      for (let o = 0; o < count; o++) {
        const w = weights[i * count + o];
        if (!behind) row[o] = w;
        else for (let c = 0; c < classes; c++) row[c] += w * behind[o * classes + c];
      }
    }
    centerRows(push, classes);
    pushes[s - 1] = push;
  }
  return pushes;
}

/**
 * The units drawn of each stage, in order. Neurons are sorted by the class they push most, so that
 * the links to a class converge; if there are too many, those with the strongest push are drawn. Maps
 * keep their order.
 * @param {LayerView[]} layers
 * @param {Stage[]} stages
 * @returns {number[][]}
 */
export function ordersOf(layers, stages) {
  const classes = stages[stages.length - 1].count;
  const pushes = pushesOf(layers, stages);
  return stages.map(({ kind, count }, s) => {
    const all = Array.from({ length: count }, (_, i) => i);
    const push = pushes[s];
    if (kind !== 'units' || !push) return all.slice(0, MAX_UNITS);
    const best = all.map((i) => {
      let most = 0;
      for (let c = 1; c < classes; c++) {
        if (push[i * classes + c] > push[i * classes + most]) most = c;
      }
      return { most, much: push[i * classes + most] };
    });
    return all
      .sort((a, b) => best[b].much - best[a].much)
      .slice(0, MAX_UNITS)
      .sort((a, b) => best[a].most - best[b].most || best[b].much - best[a].much);
  });
}

/** The side of a map's tile at scale 1. @param {number} side of the map */
const tileSide = (side) => 17 + 1.2 * side;

/**
 * The space a column takes along the main axis at a given scale.
 * @param {Stage} stage
 * @param {number} shown units
 * @param {number} cross room across
 * @param {number} scale
 * @param {'columns' | 'rows'} flow
 * @param {number} image the least size of the image, in rows
 */
function measure({ kind, height, width }, shown, cross, scale, flow, image) {
  if (kind === 'input') {
    const size = Math.min(flow === 'columns' ? 76 * scale : Math.max(56 * scale, image), cross);
    return { size, step: 0, lines: 1, gap: 0, thick: size };
  }
  if (kind === 'maps') {
    const size = Math.min(tileSide(Math.max(height, width)) * scale, cross);
    const gap = Math.max(3, size * 0.16);
    const fit = Math.max(1, Math.floor((cross + gap) / (size + gap)));
    const lines = Math.ceil(shown / fit);
    const each = Math.ceil(shown / lines);
    const step = Math.min(
      (cross - size) / Math.max(each - 1, 1),
      Math.max(size + 3.2 * gap, Math.min(2.2 * size, 56)),
    );
    return { size, step, lines, gap, thick: lines * size + (lines - 1) * gap };
  }
  const output = kind === 'output';
  const step = Math.min(cross / shown, output ? 56 : 34);
  const two = shown > (output ? ONE_LINE_OF_OUTPUTS : ONE_LINE) && step < (output ? 30 : 16);
  const most = output ? 32 : 19;
  const size = Math.max(3, Math.min(most, step * (two ? 1.5 : 0.78), most * Math.max(scale, 0.6)));
  const lines = two ? 2 : 1;
  const gap = two ? size * 0.12 : 0;
  // In two lines, circles are wider than their step, so the first and last are inset.
  const apart = Math.min(step, (cross - size) / Math.max(shown - 1, 1));
  return { size, step: apart * lines, lines, gap, thick: lines * size + (lines - 1) * gap };
}

/**
 * @param {Stage[]} stages
 * @param {number[][]} orders of each stage, as ordersOf gives them
 * @param {Room} room
 * @returns {Layout}
 */
export function layOut(stages, orders, { width, height, flow, direction = 'ltr', lead = 0 }) {
  const across = flow === 'columns';
  const [full, cross] = (across ? [width, height] : [height, width]).map(
    (side) => side - 2 * INSET,
  );
  const main = full - lead;
  const bar =
    across && stages[stages.length - 1].count <= MAX_UNITS ? Math.min(46, main * 0.07) : 0;
  const gaps = stages.length - 1;
  const least = MIN_GAP[flow];
  const wanted = Math.max(least, Math.min(across ? 64 : 30, (main / stages.length) * 0.36));
  const roomFor = (/** @type {number} */ s, /** @type {number} */ names) =>
    cross - (s > 0 ? names : 0) - (stages[s].count > orders[s].length ? 2 * MORE : 0);

  /** @param {number} scale @param {number} names @param {number} image */
  const measureAll = (scale, names, image = IMAGE) => {
    /** @type {ReturnType<typeof measure>[]} */
    const sizes = [];
    for (const [s, stage] of stages.entries()) {
      const size = measure(stage, orders[s].length, roomFor(s, names), scale, flow, image);
      const before = sizes[s - 1];
      // Pooled maps line up with the maps they come from.
      if (stage.kind === 'maps' && !stage.weighted && stages[s - 1].kind === 'maps') {
        const { lines, step } = before;
        const thick = lines * size.size + (lines - 1) * size.gap;
        sizes.push({ ...size, lines, step, thick });
      } else sizes.push(size);
    }
    return { sizes, thick: sizes.reduce((sum, size) => sum + size.thick, 0) + bar };
  };
  // The largest that fits. If none does, the picture scrolls.
  let room = { ...measureAll(SMALLEST, 0), least, names: 0 };
  for (const [scale, gap, names, image] of [
    ...[1.25, 1.15, 1.05, 0.95, 0.85, 0.75, 0.65, 0.55].map((scale) => [scale, wanted, 0]),
    ...[0.65, 0.55, 0.45, SMALLEST].map((scale) => [scale, least, 0]),
    ...(across ? [] : TIGHT_ROWS),
  ]) {
    const measured = measureAll(scale, names, image);
    if (measured.thick + gaps * gap > main) continue;
    room = { ...measured, least: Math.min(gap, least), names };
    break;
  }
  const { sizes, thick, names } = room;
  const gap = Math.max(room.least, (main - thick) / Math.max(gaps, 1));
  const long = lead + Math.max(main, thick + gaps * gap) + 2 * INSET;
  const mirrored = across && direction === 'rtl';

  let at = INSET + lead;
  const columns = stages.map((stage, s) => {
    const { size, step, lines, gap: between, thick: own } = sizes[s];
    const order = orders[s];
    const each = Math.ceil(order.length / lines);
    const stagger = stage.kind !== 'maps' && lines === 2;
    const beside = s > 0 && direction === 'ltr' ? names : 0;
    const middle = INSET + beside + roomFor(s, names) / 2;
    const items = order.map((unit, i) => {
      // Tiles fill line by line; circles alternate between two lines.
      const [line, place] = stagger
        ? [i % 2, Math.floor(i / 2) + (i % 2 ? 0.5 : 0)]
        : [i % lines, Math.floor(i / lines)];
      const span = each - 1 + (stagger ? 0.5 : 0);
      const along = at + line * (size + between) + size / 2;
      const over = middle + (place - span / 2) * step;
      const [x, y] = across ? [mirrored ? long - along : along, over] : [over, along];
      return { column: s, unit, x, y, size };
    });
    const center = at + own / 2;
    const [before, after] = [gap / 2, s < gaps ? gap / 2 : bar];
    // Centered over its column, unless that leaves too little room at an end of the picture.
    const half = Math.max(own / 2 + Math.min(before, after, at), HEAD / 2);
    const from = Math.max(0, at - before, center - half);
    const to = Math.min(long, at + own + after, center + half);
    const column = {
      ...stage,
      items,
      hidden: stage.count - order.length,
      start: mirrored ? long - at - own : at,
      end: mirrored ? long - at : at + own,
      head: { start: mirrored ? long - to : from, size: to - from },
    };
    at += own + gap;
    return column;
  });
  const sizesOf = across ? { width: long, height } : { width, height: long };
  return { columns, ...sizesOf, flow, mirrored, bar, names };
}

/**
 * The item nearest to a point, within reach.
 * @param {Layout} layout @param {number} x @param {number} y @param {number} [reach]
 * @returns {Item | null}
 */
export function itemAt({ columns }, x, y, reach = 8) {
  let best = null;
  let least = Infinity;
  for (const { items } of columns) {
    for (const item of items) {
      const half = item.size / 2;
      const far = Math.max(Math.abs(item.x - x), Math.abs(item.y - y)) - half;
      const middle = Math.hypot(item.x - x, item.y - y);
      if (far <= reach && middle < least) [best, least] = [item, middle];
    }
  }
  return best;
}

/**
 * The item that an arrow key leads to: "next" and "before" follow the signal, "up" and "down" stay
 * in the column.
 * @param {Layout} layout @param {Item} from @param {'next' | 'before' | 'up' | 'down' | 'first' | 'last'} way
 * @returns {Item}
 */
export function neighbor({ columns, flow }, from, way) {
  const { items } = columns[from.column];
  const i = items.findIndex(({ unit }) => unit === from.unit);
  switch (way) {
    case 'up':
      return items[Math.max(0, i - 1)];
    case 'down':
      return items[Math.min(items.length - 1, i + 1)];
    case 'first':
      return items[0];
    case 'last':
      return items[items.length - 1];
  }
  const there = columns[from.column + (way === 'next' ? 1 : -1)]?.items;
  if (!there) return from;
  const over = (/** @type {Item} */ { x, y }) => (flow === 'columns' ? y : x);
  return there.reduce((best, item) =>
    Math.abs(over(item) - over(from)) < Math.abs(over(best) - over(from)) ? item : best,
  );
}
