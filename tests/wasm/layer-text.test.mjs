/** Editing lists of layers: the notation of single layers, and moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerText, readLayer, withNumber } from '../../web/settings/layer-text.js';
import { groupsOf, moved, nextWidth, spread } from '../../web/stage/layer-list.js';
import { inkling } from './helpers.mjs';

test('every kind of layer is written as the core reads it', () => {
  const examples = inkling.layerKinds.flatMap((kind) => kind.examples);
  assert.ok(examples.length > 8);
  for (const text of [...examples, 'conv 5x5x8 pad 1', 'conv 4x4x2', 'dropout 0.3']) {
    const { layer, kind } = readLayer(inkling, text);
    assert.equal(layerText(kind, layer), text);
    for (const { name, whole, min, max } of kind.numbers) {
      for (const value of whole ? [min, max] : [min, 0.15, max]) {
        const changed = withNumber(inkling, text, name, value);
        const [read] = inkling.parseLayers(changed);
        assert.ok(
          Math.abs((read[name] ?? 0) - value) < 1e-6,
          `${text}, ${name} ${value}: ${changed}`,
        );
      }
    }
  }
  assert.equal(withNumber(inkling, 'conv 3x3x8 same', 'size', 5), 'conv 5x5x8 same');
  assert.equal(withNumber(inkling, 'avgpool 2', 'size', 0), 'avgpool global');
});

test('layers are grouped as the picture folds them', () => {
  const list = 'conv 5x5x8, relu, maxpool 2, dropout 0.2, dense 16, relu, dropout 0.2, dense 10';
  const groups = groupsOf(inkling.checkLayers(list).info);
  assert.deepEqual(groups, [
    { first: 0, last: 1 },
    { first: 2, last: 3 },
    { first: 4, last: 6 },
    { first: 7, last: 7 },
  ]);
});

test('moves keep all layers', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];
  assert.deepEqual(moved(list, 0, 2, 4), ['c', 'd', 'a', 'b', 'e']);
  assert.deepEqual(moved(list, 3, 1, 0), ['d', 'a', 'b', 'c', 'e']);
  assert.deepEqual(moved(list, 1, 1, 5), ['a', 'c', 'd', 'e', 'b']);
});

test('widths grow in steps that can be taken back', () => {
  for (let units = 1; units < 4000; ) {
    const wider = nextWidth(units, 1);
    assert.ok(wider > units && wider <= Math.max(units + 1, units * 1.126), `${units} ${wider}`);
    assert.equal(nextWidth(wider, -1), units);
    units = wider;
  }
  assert.equal(nextWidth(10, -1), 9);
  assert.equal(nextWidth(100, 1), 104);
  assert.equal(nextWidth(101, -1), 96);
});

test('positions along a line keep their distance and their order', () => {
  const centers = spread([10, 12, 200], [40, 40, 40], 10, 220);
  assert.deepEqual(centers, [20, 70, 200]);
  assert.deepEqual(spread([10, 190, 200], [40, 40, 40], 10, 220), [20, 150, 200]);
  assert.equal(spread([10, 12, 20], [40, 40, 40], 10, 130), null);
});
