/** The stage: the layout of the network, and the links drawn. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PIXELS } from '../../web/inkling/index.js';
import { layersOf } from '../../web/lens/lens.js';
import { weightedSum } from '../../web/lens/weighted-sum.js';
import { itemAt, layOut, MAX_UNITS, neighbor, ordersOf, stagesOf } from '../../web/stage/layout.js';
import {
  contributions,
  gains,
  linksOf,
  linksThrough,
  MAX_LINKS,
  shownOf,
  waysTo,
} from '../../web/stage/links.js';
import { inkling } from './helpers.mjs';

const QUICK = 'conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10';
const BETTER =
  'conv 5x5x16, relu, maxpool 2, conv 5x5x32, relu, maxpool 2, dropout 0.2, ' +
  'dense 128, relu, dropout 0.3, dense 10';
const DEEP = `${'dense 16, relu, '.repeat(15)}dense 12, dense 10`;
const LISTS = [
  'dense 10',
  'dense 128, relu, dense 10',
  QUICK,
  BETTER,
  DEEP,
  `${'conv 3x3x4 same, relu, '.repeat(15)}avgpool 4, dense 36`,
  'relu, dense 2',
  'dense 16, conv 1x1x60, tanh, dense 36',
];

/** @type {import('../../web/stage/layout.js').Room[]} */
const ROOMS = [
  { width: 720, height: 380, flow: 'columns' },
  { width: 720, height: 380, flow: 'columns', direction: 'rtl' },
  { width: 400, height: 240, flow: 'columns' },
  { width: 358, height: 250, flow: 'rows' },
  { width: 300, height: 200, flow: 'rows', direction: 'rtl' },
];

/** An image with ink in its middle. */
const image = Float32Array.from({ length: PIXELS }, (_, i) =>
  i % 28 > 5 && i % 28 < 20 && i > 200 && i < 600 ? ((i * 37) % 101) / 101 : 0,
);

/** @param {string} list */
function look(list) {
  const network = inkling.createNetwork({ layers: list, seed: 3 });
  const layers = layersOf(inkling, {
    layers: list,
    parameters: network.getParameters(),
    temperature: 1,
  });
  const stages = stagesOf(layers);
  const { outputs, logits } = network.activate(image);
  network.free();
  return { layers, stages, orders: ordersOf(layers, stages), image, outputs, logits };
}

test('the input is shown as ink, even if the network scales it', () => {
  const { stages, outputs } = look('normalize 0.5 0.5, conv 3x3x2, relu, dense 10');
  assert.equal(stages[0].last, 0);
  assert.deepEqual(shownOf(stages[0], image, outputs), image);
  assert.deepEqual(shownOf(stages[1], image, outputs), outputs[2]);
});

test('layers that keep the shape are folded into the one before', () => {
  const { stages } = look(BETTER);
  assert.deepEqual(
    stages.map(({ kind, layer, last, count }) => [kind, layer, last, count]),
    [
      ['input', -1, -1, 1],
      ['maps', 0, 1, 16],
      ['maps', 2, 2, 16],
      ['maps', 3, 4, 32],
      ['maps', 5, 6, 32],
      ['units', 7, 9, 128],
      ['output', 10, 10, 10],
    ],
  );
  assert.equal(look('relu, dense 2').stages[0].last, 0);
  const mixed = 'conv 3x3x4, maxpool 2, relu, conv 3x3x4, avgpool 2, relu, dense 8, tanh, dense 10';
  assert.deepEqual(
    look(mixed).stages.map(({ rectified }) => rectified),
    [false, true, false, false, false, false, false],
  );
  assert.equal(look(DEEP).stages.length, 18);
});

for (const list of LISTS) {
  test(`everything is inside the picture, and nothing overlaps: ${list}`, () => {
    const { stages, orders } = look(list);
    for (const room of ROOMS) {
      const layout = layOut(stages, orders, room);
      assert.ok(layout.width >= room.width && layout.height >= room.height);
      // Only the main axis may exceed the room.
      assert.equal(
        room.flow === 'columns' ? layout.height : layout.width,
        room.flow === 'columns' ? room.height : room.width,
      );
      assert.equal(layout.columns.length, stages.length);
      for (const [s, column] of layout.columns.entries()) {
        assert.equal(column.items.length + column.hidden, stages[s].count);
        assert.ok(column.items.length <= MAX_UNITS);
        for (const [i, { x, y, size }] of column.items.entries()) {
          assert.ok(size >= 3, `${size}`);
          assert.ok(x - size / 2 > -1 && x + size / 2 < layout.width + 1, `x ${x}, ${size}`);
          assert.ok(y - size / 2 > -1 && y + size / 2 < layout.height + 1, `y ${y}, ${size}`);
          for (const other of column.items.slice(0, i)) {
            const apart =
              column.kind === 'maps'
                ? Math.max(Math.abs(other.x - x), Math.abs(other.y - y))
                : Math.hypot(other.x - x, other.y - y);
            assert.ok(apart > 0.99 * size, `${column.kind} ${s}: ${apart} of ${size}`);
          }
        }
      }
      // Columns follow the signal, with room for links between them.
      for (const [s, { start, end }] of layout.columns.entries()) {
        const next = layout.columns[s + 1];
        if (!next) continue;
        if (layout.mirrored) assert.ok(start - next.end > 10);
        else assert.ok(next.start - end > 10);
      }
      assert.equal(layout.mirrored, room.flow === 'columns' && room.direction === 'rtl');
    }
  });
}

test('rows that leave no room for names between them have it beside them', () => {
  const { stages, orders } = look(QUICK);
  const roomy = layOut(stages, orders, { width: 358, height: 300, flow: 'rows' });
  assert.equal(roomy.names, 0);
  const room = /** @type {const} */ ({ width: 276, height: 128, flow: 'rows' });
  for (const direction of /** @type {const} */ (['ltr', 'rtl'])) {
    const { columns, names, width, height } = layOut(stages, orders, { ...room, direction });
    assert.ok(names > 0);
    assert.deepEqual({ width, height }, { width: room.width, height: room.height });
    for (const { items } of columns.slice(1)) {
      for (const { x, size } of items) {
        const room = direction === 'ltr' ? x : width - x;
        assert.ok(room - size / 2 >= names);
      }
    }
  }
});

test('neurons are sorted by the digit they push most; the weakest are left out', () => {
  const { layers, stages, orders } = look('dense 60, relu, dense 10');
  assert.equal(orders[1].length, MAX_UNITS);
  assert.equal(new Set(orders[1]).size, MAX_UNITS);
  const { weights } = layers[2];
  /** A neuron's push: its weight for a class, minus the mean over the classes. */
  const push = (/** @type {number} */ i) => {
    const row = [...weights.subarray(10 * i, 10 * i + 10)];
    const most = Math.max(...row);
    return { digit: row.indexOf(most), much: most - row.reduce((a, b) => a + b) / 10 };
  };
  const digits = orders[1].map((i) => push(i).digit);
  assert.deepEqual(
    digits,
    digits.slice().sort((a, b) => a - b),
  );
  const left = Array.from({ length: 60 }, (_, i) => i).filter((i) => !orders[1].includes(i));
  const least = Math.min(...orders[1].map((i) => push(i).much));
  for (const i of left) assert.ok(push(i).much <= least);
  assert.equal(stages[1].count - orders[1].length, 12);
});

test('contributions of a dense layer add up to its sums', () => {
  for (const list of ['dense 36', QUICK, 'dense 20, tanh, dense 10']) {
    const seen = look(list);
    const last = seen.stages.length - 2;
    const { found } = contributions(seen, last);
    const classes = seen.orders[last + 1].length;
    const { bias } = seen.layers[seen.stages[last + 1].layer];
    const sums = Array.from({ length: classes }, (_, c) => seen.logits[c] - bias[c]);
    const mean = sums.reduce((a, b) => a + b) / classes;
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let f = c; f < found.length; f += classes) sum += found[f];
      assert.ok(Math.abs(sum - (sums[c] - mean)) < 1e-3, `${list}: ${sum}, ${sums[c] - mean}`);
    }
  }
});

test('a kernel as large as its input contributes like the dense layer that it equals', () => {
  const [dense, conv] = ['dense 10', 'conv 1x1x10'].map((last) => look(`dense 16, relu, ${last}`));
  assert.deepEqual(conv.orders, dense.orders);
  assert.deepEqual(contributions(conv, 1), contributions(dense, 1));
});

test('a map contributes the size of its products, with the sign where the target is active', () => {
  for (const list of [
    'conv 3x3x2, conv 3x3x3, relu, dense 2',
    'conv 5x5x2, conv 3x3x3 same, relu, dense 2',
  ]) {
    const seen = look(list);
    const { found } = contributions(seen, 1);
    const [, layer] = seen.layers;
    const x = seen.outputs[0];
    for (let from = 0; from < 2; from++) {
      for (let to = 0; to < 3; to++) {
        let [size, sum] = [0, 0];
        for (let at = to; at < seen.outputs[1].length; at += 3) {
          for (const { input, product } of weightedSum(layer, x, at).terms) {
            if (input >= 0 && input % 2 === from) {
              size += Math.abs(product);
              if (seen.outputs[2][at] > 0) sum += product;
            }
          }
        }
        const got = found[from * 3 + to];
        assert.ok(Math.abs(Math.abs(got) - size) < 1e-3 * size, `${got}, ${size}`);
        if (Math.abs(sum) > 0.01 * size) assert.equal(Math.sign(got), Math.sign(sum));
      }
    }
  }
});

for (const list of LISTS) {
  test(`the strongest links of each gap: ${list}`, () => {
    const seen = look(list);
    const gaps = linksOf(seen);
    assert.equal(gaps.length, seen.stages.length - 1);
    for (const [gap, links] of gaps.entries()) {
      assert.ok(links.length <= MAX_LINKS);
      const { found } = contributions(seen, gap);
      const gain = gains(seen, gap + 1);
      for (const [i, one] of gain.entries()) {
        assert.ok(one > 0.1 && one <= 1);
        // Links into outputs and pooled maps are not weakened.
        const { kind, weighted } = seen.stages[gap + 1];
        if (kind === 'output' || !weighted) assert.equal(one, 1, `${i}`);
      }
      const sorted = found.map((value, i) => Math.abs(value) * gain[i % gain.length]);
      sorted.sort((a, b) => b - a);
      for (const [i, { from, to, value, share }] of links.entries()) {
        const strength = Math.fround(Math.abs(value) * gain[to]);
        assert.ok(from < seen.orders[gap].length && to < seen.orders[gap + 1].length);
        assert.ok(share > 0 && share <= 1);
        assert.ok(i === 0 || links[i - 1].share <= share);
        assert.equal(strength, sorted[links.length - 1 - i]);
      }
    }
  });
}

test('the links of one unit include weak ones, on both sides', () => {
  const seen = look('dense 60, relu, dense 10');
  for (const at of [0, 20, 47]) {
    const [incoming, outgoing] = linksThrough(seen, 1, at);
    const { found } = contributions(seen, 1);
    const active = seen.outputs[1][seen.orders[1][at]] > 0;
    assert.equal(outgoing.length > 0, active);
    for (const link of incoming) assert.equal(link.to, at);
    for (const link of outgoing) {
      assert.equal(link.from, at);
      assert.equal(link.value, found[at * 10 + link.to]);
    }
    if (active) assert.equal(outgoing.at(-1)?.share, 1);
  }
});

test('a blank image has no outgoing links, and non-finite numbers have no links', () => {
  const seen = look(QUICK);
  assert.deepEqual(linksOf({ ...seen, image: new Float32Array(PIXELS) })[0], []);
  const outputs = seen.outputs.map((output) => output.slice().fill(Number.NaN));
  for (const links of linksOf({ ...seen, outputs }).slice(1)) assert.deepEqual(links, []);
});

test('paths to a class are made of connected links', () => {
  const seen = look(QUICK);
  const gaps = linksOf(seen);
  const [{ to }] = gaps.at(-1)?.slice(-1) ?? [];
  const ways = waysTo(gaps, to, 6);
  assert.ok(ways.length > 0);
  for (const way of ways) {
    assert.equal(way.length, gaps.length);
    assert.equal(way.at(-1)?.to, to);
    for (const [i, link] of way.entries()) {
      assert.ok(gaps[i].includes(link));
      if (i) assert.equal(link.from, way[i - 1].to);
    }
  }
});

test('arrow keys reach every unit, and a tap finds the nearest', () => {
  for (const list of [BETTER, DEEP, 'dense 16, conv 1x1x60, tanh, dense 36']) {
    const { stages, orders } = look(list);
    for (const room of ROOMS) {
      const layout = layOut(stages, orders, room);
      for (const { items } of layout.columns) {
        for (const item of items) assert.equal(itemAt(layout, item.x, item.y), item);
      }
      let at = layout.columns[0].items[0];
      for (const column of layout.columns) {
        at = neighbor(layout, at, 'first');
        assert.equal(at, column.items[0]);
        for (const item of column.items.slice(1)) {
          at = neighbor(layout, at, 'down');
          assert.equal(at, item);
        }
        assert.equal(neighbor(layout, at, 'down'), at);
        at = neighbor(layout, at, 'next');
      }
      assert.equal(at.column, stages.length - 1);
    }
  }
  const { stages, orders } = look('dense 10');
  const layout = layOut(stages, orders, ROOMS[0]);
  assert.equal(itemAt(layout, -50, -50), null);
});
