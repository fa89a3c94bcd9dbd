/**
 * The exported Python scripts: their weights are those of the network, in PyTorch's and Keras's order, and Python
 * accepts them. Where PyTorch or Keras is installed, they run and give the same probabilities.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { exportModel } from '../../web/models/exporters/index.js';
import { readSafetensors } from '../../web/models/readers/pytorch.js';
import { plansOf } from '../../web/models/readers/reconstruct.js';
import { firstDigits, inkling } from './helpers.mjs';

const IMAGES = 4;
const ink = Float32Array.from(firstDigits('test', IMAGES).pixels, (value) => value / 255);

/** Every kind of layer, on images and behind a dense layer. */
const LAYERS =
  'normalize 0.1307 0.3081, conv 3x3x6 same stride 2, scale, elu, conv 4x4x8, batchnorm, leaky relu 0.1, ' +
  'relu6, maxpool 2 pad 1 stride 2 ceil, dropout 0.2, avgpool 2 stride 1, silu, dense 12, batchnorm, tanh, ' +
  'scale, gelu, conv 1x1x9, sigmoid, avgpool global, dense 10';
const SMALL = 'conv 5x5x4, relu, maxpool 2, dense 10';

/** @param {string} layers */
function networkOf(layers) {
  const network = inkling.createNetwork({ layers, maxBatch: IMAGES, seed: 4 });
  const parameters = network.getParameters();
  for (let i = 0; i < parameters.length; i++) parameters[i] += 0.05 * Math.sin(i);
  network.setParameters(parameters);
  network.temperature = 1.5;
  return network;
}

/** @param {import('../../web/inkling/index.js').Network} network @param {'pytorch' | 'keras'} format */
async function scriptOf(network, format) {
  const file = await exportModel(inkling, { name: 'Mine', file: network.save() }, format);
  assert.ok(typeof file !== 'string');
  const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const folder = mkdtempSync(join(tmpdir(), 'inkling-script-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return { folder, files, script: new TextDecoder().decode(files['model.py']) };
}

/** The first Python that has these; a package's is the system's own. @param {string} modules */
const pythonWith = (modules) =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${modules}`], { stdio: 'ignore' }).status === 0,
  );

/** What scripts use of the Python library safetensors, which Debian has no package of. */
const SAFETENSORS = `import json, numpy, torch

def load_file(path):
    data = open(path, "rb").read()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = json.loads(data[8:start])
    tensors.pop("__metadata__", None)
    return {
        name: torch.from_numpy(numpy.frombuffer(
            data[start:], "float32", (end - begin) // 4, begin).copy().reshape(one["shape"]))
        for name, one in tensors.items() for begin, end in [one["data_offsets"]]
    }
`;

/**
 * What the scripts answer to the digits, one line each. They run in one process: to import PyTorch takes longer
 * than all of them.
 * @param {string} python @param {string[]} folders @param {string} images an expression for the input
 */
function answersOf(python, folders, images) {
  const code = `import os, sys, numpy as np
x = np.frombuffer(sys.stdin.buffer.read(), "float32").copy()
for folder in sys.argv[1:]:
    os.chdir(folder)
    sys.modules.pop("model", None)
    import model
    print(*np.asarray(model.predict(model.load_model(), ${images})).ravel())`;
  const said = execFileSync(python, ['-c', code, ...folders], {
    input: Buffer.from(ink.buffer),
    encoding: 'utf8',
  });
  return said
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/).map(Number));
}

for (const format of /** @type {const} */ (['pytorch', 'keras'])) {
  test(`${format}: Python accepts the scripts, which have a line for each layer`, async () => {
    /** @type {string[]} */
    const folders = [];
    /** @type {Float32Array[]} */
    const wanted = [];
    for (const layers of [
      LAYERS,
      SMALL,
      'avgpool 4, conv 7x7x10',
      'conv 5x5x2, maxpool 8, conv 1x1x2',
    ]) {
      const network = networkOf(layers);
      const { folder, script } = await scriptOf(network, format);
      for (const text of layers.split(', ')) assert.ok(script.includes(`# ${text}\n`), text);
      assert.match(script, /TEMPERATURE = 1\.5\n/);
      folders.push(folder);
      wanted.push(network.predict(ink));
      network.free();
    }
    const scripts = folders.map((folder) => join(folder, 'model.py'));
    execFileSync('python3', ['-m', 'py_compile', ...scripts]);

    const python = pythonWith(format === 'pytorch' ? 'torch, numpy' : 'keras, safetensors, numpy');
    if (!python) return;
    if (format === 'pytorch' && pythonWith('safetensors, torch') !== python) {
      mkdirSync(join(folders[0], 'safetensors'));
      writeFileSync(join(folders[0], 'safetensors', 'torch.py'), SAFETENSORS);
    }
    const images =
      format === 'pytorch'
        ? 'model.torch.from_numpy(x.reshape(-1, 1, 28, 28))'
        : 'x.reshape(-1, 28, 28, 1)';
    const said = answersOf(python, folders, images);
    assert.equal(said.length, wanted.length);
    for (const [i, values] of said.entries()) {
      assert.equal(values.length, wanted[i].length);
      const most = Math.max(...values.map((value, k) => Math.abs(value - wanted[i][k])));
      assert.ok(most <= 1e-4, `${folders[i]}: ${most}`);
    }
  });
}

test('PyTorch’s weights, read again as a state dictionary, give the same network', async () => {
  const network = networkOf(SMALL);
  const { files } = await scriptOf(network, 'pytorch');
  const tensors = readSafetensors(files['weights.safetensors']);
  const plan = plansOf(tensors, 'safetensors').find(({ layers }) => layers.join(', ') === SMALL);
  assert.ok(plan);
  assert.deepEqual(plan.parameters, network.getParameters());
  network.free();
});

test('Keras’s weights are the network’s own, in order', async () => {
  const network = networkOf(SMALL);
  const { files } = await scriptOf(network, 'keras');
  const tensors = readSafetensors(files['weights.safetensors']);
  assert.deepEqual(
    tensors.map(({ shape }) => shape),
    [[5, 5, 1, 4], [4], [12 * 12 * 4, 10], [10]],
  );
  assert.deepEqual(
    tensors.flatMap(({ data }) => Array.from(data)),
    Array.from(network.getParameters()),
  );
  network.free();
});
