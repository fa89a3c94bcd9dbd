import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { InklingError, loadInkling, PIXELS } from '../../web/inkling/index.js';
import { lazyInkling } from '../../web/inkling/lazy.js';
import { fromRoot, inkling, loadSplit, site } from './helpers.mjs';

test('the module only imports a notification of growth, and its memory is limited', async () => {
  const own = await loadInkling({ reproducible: true, folder: site });
  const module = new WebAssembly.Module(readFileSync(new URL('inkling.wasm', site)));
  assert.deepEqual(
    WebAssembly.Module.imports(module).map(({ name }) => name),
    ['emscripten_notify_memory_growth'],
  );
  assert.throws(
    () => {
      for (;;) own.createDataset(100_000);
    },
    { code: 'NO_MEMORY' },
  );
});

test('the built module finds its WebAssembly in a fresh Node process', () => {
  const script = `
    import { loadInkling } from ${JSON.stringify(fromRoot('build/site/inkling.js'))};
    const inkling = await loadInkling();
    console.log(inkling.createNetwork().parameterCount);`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(String(out).trim(), String(784 * 128 + 128 + 1280 + 10));
});

test('a module that was missing at first is loaded on the next call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  const lazy = lazyInkling({ folder: pathToFileURL(`${folder}/`) });
  await assert.rejects(lazy(), { code: 'NOT_LOADED', values: { file: 'inkling.wasm' } });
  copyFileSync(new URL('inkling.wasm', site), join(folder, 'inkling.wasm'));
  const module = await lazy();
  assert.equal(await lazy(), module, 'loaded only once');
  rmSync(folder, { recursive: true });
});

test('a missing or damaged module is reported as such', async () => {
  await assert.rejects(loadInkling({ folder: new URL('file:///nowhere/') }), {
    code: 'NOT_LOADED',
    message: /no such file/,
  });
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  mkdirSync(join(folder, 'inkling.wasm'));
  await assert.rejects(loadInkling({ reproducible: true, folder: pathToFileURL(`${folder}/`) }), {
    code: 'NOT_LOADED',
    message: /EISDIR/,
  });
  rmSync(join(folder, 'inkling.wasm'), { recursive: true });
  const whole = readFileSync(new URL('inkling.wasm', site));
  writeFileSync(join(folder, 'inkling.wasm'), whole.subarray(0, 5000));
  await assert.rejects(loadInkling({ reproducible: true, folder: pathToFileURL(`${folder}/`) }), {
    code: 'DAMAGED_MODULE',
  });
  rmSync(folder, { recursive: true });
});

test('bad values are rejected with a reason', () => {
  const network = inkling.createNetwork({ maxBatch: 2 });
  /** @type {[() => void, string][]} */
  const wrongs = [
    [() => inkling.createNetwork({ layers: [{ type: 'dense', units: 37 }] }), 'BAD_LAYERS'],
    [() => inkling.createNetwork({ layers: 'dense 1' }), 'BAD_LAYERS'],
    [() => inkling.createNetwork({ layers: [] }), 'BAD_LAYERS'],
    [() => inkling.createNetwork({ maxBatch: 5000 }), 'BAD_ARGUMENT'],
    [() => inkling.createDataset(0), 'BAD_ARGUMENT'],
    [() => network.predict(new Float32Array(783)), 'BAD_ARGUMENT'],
    [() => network.setParameters(new Float32Array(3)), 'BAD_ARGUMENT'],
    [
      () => network.trainBatch(new Float32Array(PIXELS), new Uint8Array([1, 2]), 0.1),
      'BAD_ARGUMENT',
    ],
    [
      () => network.trainBatch(new Float32Array(PIXELS), new Uint8Array([10]), 0.1),
      'UNKNOWN_CLASS',
    ],
    [() => inkling.rasterize([[{ x: Number.NaN, y: 0 }]]), 'BAD_ARGUMENT'],
    [() => inkling.fitImage(new Uint8Array(5), 2, 2), 'BAD_ARGUMENT'],
    [() => inkling.fitImage(new Uint8Array(0), 0, 0), 'BAD_ARGUMENT'],
    [() => inkling.fitImage(new Uint8Array(4097), 4097, 1), 'BAD_ARGUMENT'],
    [
      () =>
        inkling.createTrainer(network, inkling.createDataset(10), {
          learningRate: 0.1,
          batchSize: 2,
          sampleCount: 11,
        }),
      'BAD_ARGUMENT',
    ],
  ];
  for (const [wrong, code] of wrongs) {
    assert.throws(wrong, (error) => {
      assert(error instanceof InklingError);
      assert.equal(error.code, code);
      assert.match(error.message, /^[A-Za-z0-9].{20,}\.$/s);
      return true;
    });
  }
  network.free();
});

test('minibatches of any size up to the limit work without preparing for them', () => {
  const [small, large] = [2, 512].map((maxBatch) =>
    inkling.createNetwork({ layers: 'conv 3x3x4, relu, maxpool 2, dense 10', maxBatch, seed: 5 }),
  );
  const x = Float32Array.from({ length: 300 * PIXELS }, (_, i) => ((i * 7919) % 256) / 255);
  const labels = Uint8Array.from({ length: 300 }, (_, i) => i % 10);
  assert.deepEqual(small.predict(x), large.predict(x));
  assert.equal(small.maxBatch, 2, 'a prediction needs no more room');
  assert.deepEqual(small.trainBatch(x, labels, 0.1), large.trainBatch(x, labels, 0.1));
  assert.equal(small.maxBatch, 300);
  assert.deepEqual(small.getParameters(), large.getParameters());
  small.free();
  large.free();
});

test('strokes become centered ink, whatever their position and size', () => {
  const seven = [
    [
      { x: 0.2, y: 0.1 },
      { x: 0.8, y: 0.1 },
      { x: 0.4, y: 0.9 },
    ],
  ];
  const moved = seven.map((s) => s.map(({ x, y }) => ({ x: 0.3 * x + 0.6, y: 0.3 * y + 0.05 })));
  const ink = inkling.rasterize(seven);
  assert.equal(ink.length, PIXELS);
  assert(ink.reduce((sum, value) => sum + value, 0) > 50);
  const other = inkling.rasterize(moved);
  for (const [i, value] of ink.entries()) assert(Math.abs(value - other[i]) < 1e-3);
  assert(inkling.rasterize([]).every((value) => value === 0));
});

test('a picture becomes centered ink, whatever the position and size of its digit', () => {
  /** A 7 of two bars in a picture. @param {number} scale @param {number} left @param {number} top */
  const seven = (scale, left, top) => {
    const picture = new Uint8ClampedArray(300 * 200);
    for (let y = 0; y < 18 * scale; y++) {
      for (let x = 0; x < 12 * scale; x++) {
        if (y < 3 * scale || x >= 9 * scale) picture[(top + y) * 300 + left + x] = 90;
      }
    }
    return picture;
  };
  const ink = inkling.fitImage(seven(1, 10, 20), 300, 200);
  assert.equal(ink.length, PIXELS);
  assert.equal(Math.max(...ink), 1);
  const other = inkling.fitImage(seven(9, 170, 31), 300, 200);
  for (const [i, value] of ink.entries()) assert(Math.abs(value - other[i]) < 1e-6);
  assert(inkling.fitImage(new Uint8Array(35), 5, 7).every((value) => value === 0));
});

test('probabilities sum to one, and are the same in a batch and alone', () => {
  const network = inkling.createNetwork({ maxBatch: 3, seed: 4 });
  const x = Float32Array.from({ length: 3 * PIXELS }, (_, i) => ((i * 7919) % 256) / 255);
  const together = network.predict(x);
  for (let b = 0; b < 3; b++) {
    const p = together.slice(b * 10, b * 10 + 10);
    assert(Math.abs(p.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
    assert.deepEqual(network.predict(x.slice(b * PIXELS, (b + 1) * PIXELS)), p);
  }
  network.free();
});

test('with fused multiply-adds, an answer depends neither on how blank the images beside it are nor on how many columns are left over', async (t) => {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const relaxed = await loadInkling({ reproducible: false, folder: site, threads: 1 });
  if (!relaxed.engine.includes('relaxed')) return t.skip('built without relaxed SIMD');
  // 35 units: eight whole vectors, and three columns left over.
  const network = relaxed.createNetwork({ layers: 'dense 35', maxBatch: 2, seed: 4 });
  const sparse = Float32Array.from({ length: PIXELS }, (_, i) => (i % 5 === 0 ? (i % 97) / 97 : 0));
  const full = new Float32Array(PIXELS).fill(0.7);
  const alone = network.predict(sparse);
  assert.deepEqual(network.predict(Float32Array.of(...sparse, ...full)).slice(0, 35), alone);
  network.free();
});

test('freeing an object releases its memory', () => {
  inkling.createNetwork({ hidden: [512] }).free();
  const before = inkling.core.memory.buffer.byteLength;
  for (let i = 0; i < 200; i++) inkling.createNetwork({ hidden: [512] }).free();
  assert.equal(inkling.core.memory.buffer.byteLength, before);
});

/** Losses of 200 steps on a number of threads. @param {number} threads */
async function losses(threads) {
  const own = await loadInkling({ reproducible: true, threads, folder: site });
  for (let i = 0; own.threads < threads; i++) {
    assert(i < 3000, `${own.threads} of ${threads} threads came up`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const dataset = loadSplit('train', 1, own);
  const network = own.createNetwork({ hidden: [96], seed: 2, maxBatch: 64 });
  const settings = { learningRate: 0.1, batchSize: 61, sampleCount: 5000, seed: 2 };
  const trainer = own.createTrainer(network, dataset, settings);
  const list = Array.from({ length: 200 }, () => trainer.step()?.loss);
  return { list, probabilities: network.predict(new Float32Array(PIXELS).fill(0.3)) };
}

test('1, 2, 3 and 4 threads give the same losses, bit for bit', async () => {
  const one = await losses(1);
  for (const threads of [2, 3, 4]) assert.deepEqual(await losses(threads), one);
});
