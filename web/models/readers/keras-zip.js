/**
 * Keras 3 models: a zip with config.json and model.weights.h5. Weights are named by layer, or by class with a
 * counter, which may have gaps.
 */
import { need } from './error.js';
import { Hdf5 } from './hdf5.js';
import { parseJson, planOfKeras } from './keras.js';
import { unzip } from './zip.js';

const CONFIG = 'config.json';
const WEIGHTS = 'model.weights.h5';

/** As Keras does: Conv2D is conv2d, MaxPooling2D is max_pooling2d. @param {string} name */
export const snake = (name) =>
  name
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Layers with and without weights, in order, by class. @param {any} model @param {string} kind @returns {string[]} */
function namesOf(model, kind) {
  const layers = Array.isArray(model?.config) ? model.config : (model?.config?.layers ?? []);
  return layers
    .filter((/** @type {any} */ layer) => layer?.class_name === kind)
    .map((/** @type {any} */ layer) => String(layer.config?.name ?? layer.name));
}

/** @param {any} model @param {string} name */
const inner = (model, name) =>
  (model?.config?.layers ?? []).find((/** @type {any} */ one) => one?.config?.name === name);

/**
 * The weights of a model in Keras 3's own HDF5 file.
 * @param {Hdf5} file @param {any} model its configuration
 * @returns {import('./keras.js').Found['weightsOf']}
 */
export function weightsIn(file, model) {
  /** The group in `root` of a layer. @param {string} root @param {any} parent @param {string} kind @param {string} name */
  function groupOf(root, parent, kind, name) {
    const groups = file.keys(root);
    const base = snake(kind);
    const counter = new RegExp(`^${base}(_(\\d+))?$`);
    const own = groups
      .filter((group) => counter.test(group))
      .sort((a, b) => Number(counter.exec(a)?.[2] ?? 0) - Number(counter.exec(b)?.[2] ?? 0));
    const at = namesOf(parent, kind).indexOf(name);
    // By class and counter, unless every layer's own name is there.
    if (namesOf(parent, kind).every((one) => groups.includes(one))) return `${root}/${name}`;
    return own[at] ? `${root}/${own[at]}` : null;
  }

  return ({ name, class: kind, path }) => {
    let parent = model;
    let root = file.keys('').includes('layers') ? 'layers' : '_layer_checkpoint_dependencies';
    for (const part of path) {
      const child = inner(parent, part);
      const group = child && groupOf(root, parent, child.class_name, part);
      if (!group) return [];
      root = `${group}/layers`;
      parent = child;
    }
    const group = groupOf(root, parent, kind, name);
    if (!group) return [];
    const vars = file.keys(`${group}/vars`).sort((a, b) => Number(a) - Number(b));
    return vars.map((key) => file.numbers(`${group}/vars/${key}`));
  };
}

/** @param {Uint8Array} bytes */
export function readKerasZip(bytes) {
  const files = unzip(bytes, (name) => [CONFIG, WEIGHTS, 'metadata.json'].includes(name));
  const [config, weights] = [files.get(CONFIG), files.get(WEIGHTS)];
  need(config && weights, 'damaged');
  const model = parseJson(new TextDecoder().decode(config));
  const metadata = files.get('metadata.json');
  const { keras_version: version = '' } = metadata
    ? parseJson(new TextDecoder().decode(metadata))
    : {};
  const file = new Hdf5(/** @type {Uint8Array} */ (weights));
  return planOfKeras({
    format: 'Keras',
    producer: version && `Keras ${version}`,
    config: model,
    weightsOf: weightsIn(file, model),
  });
}
