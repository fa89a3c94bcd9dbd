/** Running out of memory is reported, and existing objects keep working. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InklingError, loadInkling, PIXELS } from '../../web/inkling/index.js';
import { site } from './helpers.mjs';

/** @param {unknown} error */
const noMemory = (error) => error instanceof InklingError && error.code === 'NO_MEMORY';

for (const threads of [1, 2]) {
  test(`filling memory with networks, ${threads} thread(s): the first still answers`, async () => {
    const inkling = await loadInkling({ reproducible: true, folder: site, threads });
    const first = inkling.createNetwork({ hidden: [32], seed: 1 });
    const before = first.predict(new Float32Array(PIXELS).fill(0.5));
    /** @type {import('../../web/inkling/index.js').Network[]} */
    const more = [];
    assert.throws(() => {
      for (let i = 0; i < 100; i++) more.push(inkling.createNetwork({ hidden: [4096] }));
    }, noMemory);
    assert(more.length > 2, 'some fit');
    assert.throws(() => inkling.createDataset(1_000_000), noMemory);
    assert.deepEqual(first.predict(new Float32Array(PIXELS).fill(0.5)), before);
    // Freed memory can be used again.
    for (const network of more) network.free();
    inkling.createNetwork({ hidden: [4096] }).free();
    assert(inkling.core.memory.buffer.byteLength <= 256 * 2 ** 20);
  });
}

test('a network that can never fit is rejected at once', async () => {
  const inkling = await loadInkling({ reproducible: true, folder: site });
  assert.throws(
    () => inkling.createNetwork({ hidden: [4096, 4096, 4096, 4096], maxBatch: 512 }),
    noMemory,
  );
});
