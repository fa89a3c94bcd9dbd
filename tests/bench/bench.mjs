/**
 * Training speed, side by side in one run: the WebAssembly build in Node and the same core
 * compiled natively, from the same weights on the same minibatches.
 */
import { execFileSync } from 'node:child_process';
import { fromRoot, inkling, loadSplit, manifest } from '../wasm/helpers.mjs';

const STEPS = 1560; // twenty epochs over 5,000 digits
const ROUNDS = 5;
const BATCH = 64;

const dataset = loadSplit('train', 1);

function trainInWasm() {
  const network = inkling.createNetwork({ hidden: [128], maxBatch: BATCH, seed: 1 });
  const trainer = inkling.createTrainer(network, dataset, {
    learningRate: 0.1,
    batchSize: BATCH,
    sampleCount: dataset.count,
    seed: 1,
  });
  const started = performance.now();
  let samples = 0;
  let loss = 0;
  for (let i = 0; i < STEPS; i++) {
    const result = /** @type {import('../../web/inkling.js').BatchResult} */ (trainer.step());
    samples += result.count;
    loss = result.loss;
  }
  const took = performance.now() - started;
  trainer.free();
  network.free();
  return { samplesPerSecond: (1000 * samples) / took, loss };
}

/** @returns {{ samplesPerSecond: number, loss: number }} */
function trainNatively() {
  const { images, labels } = manifest.train.sheets[0];
  const file = (/** @type {string} */ name) => fromRoot(`build/site/data/${name}`);
  const args = [file(images.file), file(labels.file), String(STEPS)];
  return JSON.parse(String(execFileSync(fromRoot('build/bench/train_native'), args)));
}

/** @type {Record<string, () => { samplesPerSecond: number, loss: number }>} */
const contenders = { 'WebAssembly SIMD, Node': trainInWasm, 'native C, -O3': trainNatively };
/** @type {Record<string, number[]>} */
const rates = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
const losses = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, train] of Object.entries(contenders)) {
    const { samplesPerSecond, loss } = train();
    rates[name].push(samplesPerSecond);
    losses.push(loss);
  }
}

const spread = Math.max(...losses) / Math.min(...losses) - 1;
console.log(`784-128-10, batch ${BATCH}, SGD, one thread; samples a second, ${ROUNDS} rounds`);
const median = (/** @type {number[]} */ list) =>
  list.slice().sort((a, b) => a - b)[list.length >> 1];
const first = median(Object.values(rates)[0]);
for (const [name, list] of Object.entries(rates)) {
  const ratio = (median(list) / first).toFixed(2);
  console.log(`${name.padEnd(26)}${Math.round(median(list)).toString().padStart(9)}  x ${ratio}`);
}
console.log(`losses agree within ${(100 * spread).toFixed(3)} %`);
if (spread > 0.01) {
  console.error('They do not agree: the contenders did not train the same network.');
  process.exit(1);
}
