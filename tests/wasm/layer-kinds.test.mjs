/**
 * The kinds of layers listed by the core, which JavaScript and the page rely on. The page has texts
 * for each.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fill } from '../../web/text/index.js';
import { LANGUAGES } from '../../web/text/languages.js';
import { KINDS } from '../../web/text/layer-kinds.js';
import { inkling } from './helpers.mjs';

const { layerKinds } = inkling;
const OUTPUT = { type: 'dense', units: 10 };

test('the core lists its kinds of layers with their ranges', () => {
  const maxpool = layerKinds.find(({ name }) => name === 'maxpool');
  assert.deepEqual(maxpool?.examples, ['maxpool 2', 'maxpool 3 pad 1 stride 2']);
  const { name, whole, optional, min, max } = maxpool.numbers[0];
  assert.deepEqual([name, whole, optional, min, max], ['size', true, false, 2, 8]);
  const dropout = layerKinds.find(({ name }) => name === 'dropout');
  assert.deepEqual([dropout?.numbers[0].start, dropout?.numbers[0].max], [0.25, 0.9]);
  assert.equal(layerKinds.find(({ word }) => word === 'conv')?.name, 'conv2d');
  assert.equal(new Set(layerKinds.map(({ word }) => word)).size, layerKinds.length);
});

for (const kind of layerKinds) {
  test(`${kind.word}: text and object give the same layer`, () => {
    for (const example of kind.examples) {
      const [layer] = inkling.parseLayers(example);
      assert.equal(layer.type, kind.name);
      const { info, failure } = inkling.checkLayers([layer, OUTPUT]);
      assert.equal(failure, null);
      assert.deepEqual(info, inkling.checkLayers(`${example}, dense 10`).info);
      const network = inkling.createNetwork({ layers: [layer, OUTPUT], maxBatch: 1 });
      const [traced] = network.trace(new Float32Array(784), 0).layers;
      assert.equal(traced.type, kind.name);
      for (const { name } of kind.numbers) assert.equal(traced[name], layer[name]);
      network.free();
    }
  });

  test(`${kind.word}: a number out of range is rejected`, () => {
    const [layer] = inkling.parseLayers(kind.examples[0]);
    for (const { name, min, max, zero } of kind.numbers) {
      for (const value of [min - 1, max + 1]) {
        if (value === 0 && zero) continue;
        const { failure } = inkling.checkLayers([{ ...layer, [name]: value }, OUTPUT]);
        assert.equal(failure?.code, 'BAD_ARGUMENT', `${name} ${value}`);
      }
    }
  });

  test(`${kind.word}: it has texts in every language, and formulas`, () => {
    const entry = KINDS[kind.name];
    assert.ok(entry, `web/text/layer-kinds.js has no ${kind.name}`);
    assert.ok(entry.formulas.forward && entry.formulas.backward);
    for (const tag of Object.keys(LANGUAGES)) {
      const words = entry[tag];
      assert.ok(words?.forward, tag);
      assert.deepEqual(Object.keys(words).sort(), Object.keys(entry.en).sort(), tag);
      assert.deepEqual(
        Object.keys(words.numbers ?? {}).sort(),
        kind.numbers.map(({ name }) => name).sort(),
        tag,
      );
      assert.doesNotMatch(fill(words.backward ?? '', { passed: 1, count: 2 }), /[{}]/, tag);
    }
  });
}

test('there are no texts for unknown kinds', () => {
  assert.deepEqual(Object.keys(KINDS).sort(), layerKinds.map(({ name }) => name).sort());
});

test('the error for an unknown layer lists examples', () => {
  const { failure } = inkling.checkLayers('dense 5, foo 3');
  assert.equal(failure?.code, 'BAD_LAYER_TEXT');
  assert.match(String(failure?.message), /^“foo 3”: This is not a layer\. For example: /);
  for (const { examples } of layerKinds) {
    for (const example of examples) assert.ok(failure?.message.includes(example), example);
  }
});
